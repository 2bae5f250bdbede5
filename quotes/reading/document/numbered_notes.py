"""Lists of notes that only count: "1 Smith …", "2. Jones …", also run together in a paragraph."""

from __future__ import annotations

import re

from .builder import Draft, RawBlock
from .model import NoteText

NOTES_HEADING = re.compile(
    r"(?:chapter \w+[:.]? )?(?:\d{1,2}[.)]? )?(?:(?:foot|end)?notes?(?: (?:and|&) references| "
    r"to chapter.{0,20})?|"
    r"references(?: (?:and|&) notes)?|sources|anmerkungen|fu(?:ß|ss)noten|notas(?: al pie)?|"
    r"notes et références)(?: (?:for|to) chapter \w+)?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*(?:\((\d{1,3})\)|(\d{1,3})\s?[.):]?|([¹²³⁰-⁹]{1,4}))\s+(?=\S)")
_MISPRINTED = re.compile(r"\s*([\dSlIOB]{1,3})\s+(?=[A-Z“\"‘])")
_FOLLOWING = re.compile(r"(?<=\s)([1-9]\d{0,2})\s?[.)]?\s+(?=[A-Z“\"‘'(`*_])")
_MISREAD = str.maketrans("SlIOB", "51108")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BRACKETED = re.compile(r"\[\d{1,3}\](?!\w)")
_MAX_GAP = 3
_MAX_HEADING = 70
_MIN_NOTES = 2


def find_numbered_notes(draft: Draft) -> bool:
    """Take the counted notes over into the draft. Returns whether there were any."""
    for first in _beginnings(draft):
        _read_list(draft, first)
    return bool(draft.notes)


def _beginnings(draft: Draft) -> list[int]:
    """Indexes of blocks after which a list may begin: headings, else the last marked block."""
    found = []
    for index, block in enumerate(draft.blocks):
        text = (
            draft.text_of(block).strip().strip("*_#: .")
            if block.end - block.start < _MAX_HEADING
            else ""
        )
        if text and NOTES_HEADING.fullmatch(text):
            block.kind, block.level = "heading", block.level or 2
            found.append(index)
    if not found:
        found = _unannounced(draft)
    return found[::-1]


def _unannounced(draft: Draft) -> list[int]:
    """Without a heading, a list begins where 1 and 2 follow each other after the last mark."""
    last = -1
    for index, block in enumerate(draft.blocks):
        if _BRACKETED.search(draft.text, block.start, block.end):
            last = index
    if last < 0:
        return []
    for index in range(last + 1, len(draft.blocks) - 1):
        first, second = draft.blocks[index], draft.blocks[index + 1]
        if _label_is(draft, first, 1) and _label_is(draft, second, 2):
            return [index - 1]
    return []


def _label_is(draft: Draft, block: RawBlock, number: int) -> bool:
    lead = _label_at(draft, block, number, report=False)
    return lead is not None and lead[0] == str(number)


def _read_list(draft: Draft, first: int) -> None:
    """Read the list after block ``first``; its blocks become one a note."""
    notes: list[tuple[str, int, int]] = []
    blocks: list[RawBlock] = []
    expected = 1
    index = first + 1
    while index < len(draft.blocks):
        block = draft.blocks[index]
        lead = _label_at(draft, block, expected)
        if lead is None and not (notes and _goes_on(draft, index, expected)):
            break
        if lead is None:
            label, start, _ = notes[-1]
            notes[-1] = (label, start, block.end)
            blocks[-1].end = block.end
        else:
            for label, start, inner, end in _split(draft.text, block, *lead):
                notes.append((label, inner, end))
                blocks.append(RawBlock(start, end, "note"))
                expected = int(label) + 1
        index += 1
    if len(notes) < _MIN_NOTES:
        return
    draft.blocks[first + 1 : index] = blocks
    draft.notes.extend(NoteText(*note) for note in notes)
    draft.notes.sort(key=lambda note: note.start)


def _goes_on(draft: Draft, index: int, expected: int) -> bool:
    """Whether a block without a number belongs to a note: the next number follows soon."""
    following = draft.blocks[index + 1 : index + 1 + _MAX_GAP]
    return any(
        _label_is(draft, b, expected) or _label_is(draft, b, expected + 1) for b in following
    )


def _label_at(
    draft: Draft, block: RawBlock, expected: int, report: bool = True
) -> tuple[str, int] | None:
    """The note's number at the block's beginning and where its text starts."""
    if block.kind in ("header", "contents", "aside"):
        return None
    match = _NUMBERED.match(draft.text, block.start, block.end)
    if match:
        label = (match[1] or match[2] or match[3]).translate(_SUPERSCRIPTS)
        if expected <= int(label) <= expected + _MAX_GAP:
            return label, match.end()
    match = _MISPRINTED.match(draft.text, block.start, block.end)
    if match and match[1].translate(_MISREAD) == str(expected):
        if report and not match[1].isdigit():
            draft.problems.append((match.start(1), f"misprinted note number read as {expected}"))
        return str(expected), match.end()
    return None


def _split(text: str, block: RawBlock, label: str, inner: int) -> list[tuple[str, int, int, int]]:
    """Notes run together: "… p46 47 R Gurnham …" ends note 46 where note 47 begins."""
    pieces = []
    start = block.start
    for match in _FOLLOWING.finditer(text, inner, block.end):
        if int(match[1]) == int(label) + 1:
            end = inner + len(text[inner : match.start()].rstrip())
            pieces.append((label, start, inner, end))
            label, start, inner = match[1], match.start(), match.end()
    pieces.append((label, start, inner, block.end))
    return pieces
