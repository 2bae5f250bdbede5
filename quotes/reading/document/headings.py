"""Headings of texts that do not mark them up, and sections from headings of any kind."""

from __future__ import annotations

import re

from .builder import Draft, RawBlock
from .model import Section

_NO_SENTENCE = 60  # characters below which a full stop makes no sentence
_HEADING_WORDS = 12  # the most words of a heading that nothing marks
_PROSE_WORDS = 14  # more words than these follow a heading

# "CHAPTER IV", "Part Two", "III.", "Chapter 3. The strike"
_NUMBERED = re.compile(
    r"(?:(?:chapter|part|book|section|appendix|kapitel|teil|chapitre|partie|cap[ií]tulo|parte)\b"
    r"\.?(?: [IVXLC\d]+| [A-Za-z]+)?\b.*|[IVXLC]{1,7}\.?|[A-Z]\.\d+(?:\.\d+)* .*)",
    re.IGNORECASE,
)
# "3. “Dividend was not the Alpha and Omega” The growth of co-operation"
_COUNTED = re.compile(r"\d{1,2}[.)]?\s[“\"A-ZÀ-Þ]")
_TRAILING_MARKS = re.compile(r"(?:\[\w{1,4}\])+$")
_MAX_HEADING = 130
_MIN_BODY = 100


def mark_headings(draft: Draft, wrapped: bool) -> None:
    """Set the kind of blocks that read as headings.

    Where there is a contents list, its entries are the headings. Elsewhere a heading is a short
    line without a closing stop, standing alone before text, and set off by capitals or space.
    """
    entries = {_key(draft.text_of(b)) for b in draft.blocks if b.kind == "contents"}
    blocks = draft.blocks
    titles = {_key(draft.text_of(b)) for b in blocks if b.kind == "paragraph" and _is_short(b)}
    if len(titles & entries) * 2 < len(entries):
        entries = set()
    for number, block in enumerate(blocks):
        if block.kind != "paragraph":
            continue
        text = draft.text_of(block)
        if len(text) > _MAX_HEADING:
            continue
        if (
            entries
            and _key(text) in entries
            or not entries
            and _stands_as_heading(draft, number, text, wrapped)
        ):
            block.kind, block.level = "heading", 1


def _is_short(block: RawBlock) -> bool:
    return block.end - block.start <= _MAX_HEADING


def _key(text: str) -> str:
    return " ".join(_TRAILING_MARKS.sub("", text).split()).casefold().rstrip(".")


def _stands_as_heading(draft: Draft, number: int, text: str, wrapped: bool) -> bool:
    blocks = draft.blocks
    bare = _TRAILING_MARKS.sub("", text).strip()
    if not bare or bare[0].islower() or not any(map(str.isalpha, bare)):
        return False
    before = draft.text_of(blocks[number - 1]) if number else ""
    if before.endswith((":", ",", "—", "-")):
        return False
    if _COUNTED.match(bare) and bare[-1] not in ".,;:!?" and _leads_to_body(draft, blocks, number):
        return True
    if _NUMBERED.fullmatch(bare) and not bare.endswith((",", ";", ":")):
        return len(bare) < _NO_SENTENCE or not bare.endswith(".")
    if bare[-1] in '.,;:!…"”’»)' or bare[0] in '"“‘„«([*':
        return False
    if bare.isupper() and sum(map(str.isalpha, bare)) > 3:
        return True
    if wrapped and blocks[number].gap < 2:
        return False
    return _is_title(bare) and _leads_to_body(draft, blocks, number)


def _is_title(bare: str) -> bool:
    return len(bare.split()) <= _HEADING_WORDS and "  " not in bare and bare[0].isupper()


def _leads_to_body(draft: Draft, blocks: list[RawBlock], number: int) -> bool:
    following = blocks[number + 1] if number + 1 < len(blocks) else None
    if following is None:
        return False
    return (
        following.end - following.start >= _MIN_BODY
        or following.gap >= 1
        and (len(draft.text_of(following).split()) > _PROSE_WORDS)
    )


def sections_of(draft: Draft) -> tuple[Section, ...]:
    """Sections in order; the part before the first heading has the title ""."""
    text, end = draft.text, draft.length
    body_end = _body_end(draft)
    heads = [block for block in draft.blocks if block.kind == "heading" and block.start < body_end]
    first = heads[0].start if heads else body_end
    body = (b.start for b in draft.blocks if b.kind not in ("header", "contents"))
    begin = next((start for start in body if start < first), None)
    sections = [] if begin is None else [Section("", begin, first, 0)]
    for number, block in enumerate(heads):
        until = heads[number + 1].start if number + 1 < len(heads) else body_end
        title = _TRAILING_MARKS.sub("", text[block.start : block.end]).strip()
        sections.append(
            Section(" ".join(title.split()), block.start, max(until, block.end), block.level)
        )
    if not sections and end:
        sections = [Section("", 0, end, 0)]
    return tuple(sections)


def _body_end(draft: Draft) -> int:
    """Where the notes at the end of the text begin."""
    body = [block for block in draft.blocks if block.kind not in ("note",)]
    last = body[-1].end if body else draft.length
    notes = [block.start for block in draft.blocks if block.kind == "note" and block.start >= last]
    return notes[0] if notes else draft.length
