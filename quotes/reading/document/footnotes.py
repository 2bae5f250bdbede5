"""Note marks and the notes they point to: finding both in running text, and pairing them.

Labels are numbers, letters or signs. Numbers may restart by chapter, repeat, jump or be misprinted;
a bracketed year or an editor's "[a]fter" is no mark.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from .builder import Draft, RawBlock
from .model import NoteMark, NoteText
from .numbered_notes import find_numbered_notes

_NEIGHBOURHOOD = 20_000  # characters in which neighbouring marks are looked for

_LABEL = r"\d{1,4}|[A-Za-z]|\*{1,3}|†|‡|§"

# A block that begins a note: "[16] Terrorism and Communism …", "{1} …", "(3) …", "^4 …"
BRACKETED_NOTE = re.compile(rf"[ \t]*\[\^?({_LABEL})\]:?[ \t\n]+(?=\S)")
NOTE_LABEL = re.compile(r"[ \t]*\[[^\]]{1,5}\]")
# In the text: "[16]", "[A]" but not "[A]lthough" or "[1920]s"
BRACKETED_MARK = re.compile(rf"\[\^?({_LABEL})\](?!\w)")
SUPERSCRIPT_MARK = re.compile(r"[¹²³⁰⁴-⁹]{1,4}")
PARENTHESISED_MARK = re.compile(r"\((\d{1,3})\)(?!\w)")
# "of the party.”16 The next": digits glued to what they follow
GLUED_MARK = re.compile(r"(?<=[.,;:!?”’\"')a-zé])(\d{1,3})(?=[\s,.;:)—–-]|$)")
# What a mark looks like when it was misprinted: "[l6]", "[1 6]", "[16)", "{16]"
MISPRINTED_MARK = re.compile(r"[\[({]\s?([\dlIO]{1,2}\s?[\dlIO]{0,2})\s?[\])}](?!\w)")

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MISREAD = str.maketrans("lIO", "110")
_MAX_GAP = 3
_CALL_DISTANCE = 100_000
_MIN_SEQUENCE = 3
_FIRST_LABELS = frozenset({"1", "a", "A", "*"})


def plain_label(label: str) -> str:
    """ "¹²" → "12"; other labels unchanged."""
    return label.translate(_SUPERSCRIPTS)


# ---- notes that begin blocks -----------------------------------------------------------------


def find_notes(draft: Draft) -> None:
    """Turn the blocks that are notes into notes, wherever in the text they stand."""
    if draft.notes and draft.marks:
        return
    found = _bracketed_notes(draft)
    if found:
        _take_notes(draft, found)
    elif not draft.notes:
        find_numbered_notes(draft)


def _bracketed_notes(draft: Draft) -> dict[int, tuple[str, int]]:
    """Block index → (label, length of the leading mark)."""
    candidates: dict[int, tuple[str, int]] = {}
    for index, block in enumerate(draft.blocks):
        if block.kind in ("heading", "header", "contents", "aside", "note"):
            continue
        match = BRACKETED_NOTE.match(draft.text, block.start, block.end)
        if match and not _is_editorial(draft.text, match):
            candidates[index] = (match[1], match.end() - block.start)
    return _without_marks(draft, candidates)


def _is_editorial(text: str, match: re.Match[str]) -> bool:
    """A letter in brackets that begins a sentence ("[I] think") is an editor's."""
    return match[1] in ("I", "A", "a") and not text[match.end() : match.end() + 1].isupper()


def _without_marks(draft: Draft, found: dict[int, tuple[str, int]]) -> dict[int, tuple[str, int]]:
    """Drop marks that merely begin a paragraph: the same label has a note in a list of notes."""
    by_label: dict[str, list[int]] = {}
    for index, (label, _) in found.items():
        by_label.setdefault(label, []).append(index)
    kept = dict(found)
    for indexes in by_label.values():
        listed = {i for i in indexes if i - 1 in found or i + 1 in found}
        for before, index in zip([None, *indexes], indexes, strict=False):
            if index in listed or _is_called_before(draft, index, before):
                continue
            if listed or _is_lone_mark(draft, index, found):
                del kept[index]
    return kept


def _is_called_before(draft: Draft, index: int, before: int | None) -> bool:
    """Whether a mark in the text calls this very note.

    It stands after the note ``before`` that had the same label; both are indexes of blocks.
    """
    start = draft.blocks[index].start
    since = draft.blocks[before].end if before is not None else 0
    label = NOTE_LABEL.match(draft.text, start)
    low = max(since, start - _CALL_DISTANCE)
    return label is not None and draft.text.find(label.group().strip(), low, start) >= 0


def _is_lone_mark(draft: Draft, index: int, found: dict[int, tuple[str, int]]) -> bool:
    """A mark at a paragraph's beginning, in a text whose marks count on through it."""
    block, label = draft.blocks[index], found[index][0]
    if not label.isdigit() or len(found) > 1 and (index - 2 in found or index + 2 in found):
        return False
    low, high = max(0, block.start - _NEIGHBOURHOOD), block.end + _NEIGHBOURHOOD
    before = [m[1] for m in BRACKETED_MARK.finditer(draft.text, low, block.start)]
    after = [m[1] for m in BRACKETED_MARK.finditer(draft.text, block.end, high)]
    if label in before:
        return False
    return before[-1:] == [str(int(label) - 1)] or after[:1] == [str(int(label) + 1)]


def _take_notes(draft: Draft, found: dict[int, tuple[str, int]]) -> None:
    current: RawBlock | None = None
    order = sorted(found)
    for index, block in enumerate(draft.blocks):
        if index in found:
            label, lead = found[index]
            block.kind, current = "note", block
            draft.notes.append(NoteText(label, block.start + lead, block.end))
        elif current is not None and _continues_note(draft, index, order, found):
            block.kind = "note"
            last = draft.notes[-1]
            draft.notes[-1] = NoteText(last.label, last.start, block.end)
        else:
            current = None
    draft.notes.sort(key=lambda note: note.start)
    _merge_note_blocks(draft)


def _continues_note(draft: Draft, index: int, order: list[int], found: dict) -> bool:
    """A paragraph between note n and note n+1 belongs to note n, unless it is body text."""
    block = draft.blocks[index]
    if block.kind in ("heading", "aside"):
        return False
    following = bisect_right(order, index)
    if following >= len(order) or following == 0:
        return False
    before, after = found[order[following - 1]][0], found[order[following]][0]
    if not (before.isdigit() and after.isdigit() and int(after) == int(before) + 1):
        return False
    labels = {match[1] for match in BRACKETED_MARK.finditer(draft.text, block.start, block.end)}
    return after not in labels


def _merge_note_blocks(draft: Draft) -> None:
    """One block a note, also where the note has several paragraphs."""
    starts = sorted(note.start for note in draft.notes)
    merged: list[RawBlock] = []
    for block in draft.blocks:
        begins = bisect_right(starts, block.end) > bisect_right(starts, block.start - 1)
        if block.kind == "note" and not begins and merged and merged[-1].kind == "note":
            merged[-1].end = block.end
        else:
            merged.append(block)
    draft.blocks[:] = merged


# ---- marks in the text -----------------------------------------------------------------------


@dataclass(slots=True)
class _Scan:
    """Marks accepted so far, in the order of the text."""

    labels: frozenset[str]
    accepted: list[NoteMark]
    last: int = 0

    def offer(self, label: str, start: int, end: int) -> None:
        if label in self.labels or self._carries_on(label):
            self.accepted.append(NoteMark(label, start, end))
            if label.isdigit():
                self.last = int(label)

    def _carries_on(self, label: str) -> bool:
        return label.isdigit() and self.last < int(label) <= self.last + _MAX_GAP


def find_marks(draft: Draft) -> None:
    """Find the marks in all blocks; record misprinted ones with a problem."""
    labels = frozenset(note.label for note in draft.notes)
    if draft.marks:
        draft.marks.sort(key=lambda mark: mark.start)
        return
    marks = _scan(draft, BRACKETED_MARK, labels)
    if not labels and len(marks) < _MIN_SEQUENCE:
        marks = []
    if not marks and labels:
        patterns = (SUPERSCRIPT_MARK, PARENTHESISED_MARK, GLUED_MARK)
        marks = max((_scan(draft, p, labels, strict=True) for p in patterns), key=len)
    draft.marks.extend(marks)
    _recover_misprints(draft, labels)
    draft.marks.sort(key=lambda mark: mark.start)


def _regions(draft: Draft) -> list[tuple[int, int]]:
    note_start = {note.end: note.start for note in draft.notes}
    regions = []
    for block in draft.blocks:
        if block.kind not in ("header", "contents", "aside"):
            regions.append((note_start.get(block.end, block.start), block.end))
    return regions


def _scan(
    draft: Draft, pattern: re.Pattern[str], labels: frozenset[str], strict: bool = False
) -> list[NoteMark]:
    scan = _Scan(labels, [])
    text = draft.text
    for start, end in _regions(draft):
        for match in pattern.finditer(text, start, end):
            label = plain_label(match[match.lastindex or 0])
            if strict and not (scan._carries_on(label) or label == "1"):
                continue
            scan.offer(label, match.start(), match.end())
    return scan.accepted


def _recover_misprints(draft: Draft, labels: frozenset[str]) -> None:
    """A note without a mark whose neighbours' marks enclose something like "[l6]"."""
    seen = {mark.label for mark in draft.marks}
    marks = sorted(draft.marks, key=lambda mark: mark.start)
    place = {mark.label: mark for mark in reversed(marks)}
    for label in sorted(labels - seen):
        if not label.isdigit():
            continue
        before, after = place.get(str(int(label) - 1)), place.get(str(int(label) + 1))
        low = before.end if before else 0
        high = after.start if after else draft.notes[0].start
        if not (before or after) or high - low > _NEIGHBOURHOOD:
            continue
        for match in MISPRINTED_MARK.finditer(draft.text, low, high):
            read = re.sub(r"\s", "", match[1]).translate(_MISREAD)
            if read == label:
                draft.marks.append(NoteMark(label, match.start(), match.end()))
                draft.problems.append((match.start(), f"misprinted note mark read as [{label}]"))
                break


# ---- pairing ---------------------------------------------------------------------------------


def pair(draft: Draft) -> tuple[int | None, ...]:
    """For each mark of the draft, the index of its note, or None. Problems are recorded."""
    notes: dict[str, list[int]] = {}
    for index, note in enumerate(draft.notes):
        notes.setdefault(note.label, []).append(index)
    marks: dict[str, list[int]] = {}
    for index, mark in enumerate(draft.marks):
        marks.setdefault(mark.label, []).append(index)
    runs = _runs([mark.label for mark in draft.marks])
    groups = _runs([note.label for note in draft.notes])
    pairs: list[int | None] = [None] * len(draft.marks)
    for label, places in marks.items():
        targets = notes.get(label, [])
        if len(targets) == 1:
            chosen: list[int | None] = [targets[0]] * len(places)
        elif len(targets) == len(places):
            chosen = list(targets)
        else:
            chosen = _in_groups(draft, places, targets, runs, groups)
        for place, target in zip(places, chosen, strict=True):
            pairs[place] = target
    _report(draft, pairs)
    return tuple(pairs)


def _runs(labels: list[str]) -> list[int]:
    """Number each label by how often the numbering has restarted before it."""
    runs, current, previous = [], 0, ""
    for label in labels:
        if label in _FIRST_LABELS and previous and previous not in _FIRST_LABELS:
            current += 1
        runs.append(current)
        previous = label
    return runs


def _in_groups(
    draft: Draft, marks: list[int], targets: list[int], runs: list[int], groups: list[int]
) -> list[int | None]:
    """For the marks of a label, its note in the same group, else the next one after the mark."""
    first: dict[int, int] = {}
    for target in targets:
        first.setdefault(groups[target], target)
    as_many = bool(targets) and runs[-1] == groups[-1]
    starts = [draft.notes[target].start for target in targets]
    chosen: list[int | None] = []
    for mark in marks:
        after = bisect_right(starts, draft.marks[mark].start)
        following = targets[after] if after < len(targets) else None
        chosen.append(first.get(runs[mark], following) if as_many else following)
    return chosen


def _report(draft: Draft, pairs: list[int | None]) -> None:
    for mark, target in zip(draft.marks, pairs, strict=True):
        if target is None:
            draft.problems.append((mark.start, f"mark [{mark.label}] has no note"))
    used = {target for target in pairs if target is not None}
    for index, note in enumerate(draft.notes):
        if index not in used:
            draft.problems.append((note.start, f"note [{note.label}] has no mark in the text"))
