"""Everything in quotation marks or set as a block: what may be a quotation, before it is judged."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from ..citations.covers import Cover, Covers
from ..document.model import Block, Document, NoteText, Problem
from .marks import Marks, Pair, match_marks, uses_reversed_guillemets

_FIRST_PART = 20  # characters of a quotation before a note mark that may divide it
_AFTER_START = 20  # characters of a block before its only mark
_ATTRIBUTION_REACH = 100  # characters at a block's end: "— Karl Holm, Lamps"
_COVER_REACH = 200  # characters after a quotation in which its mark stands

_MAX_DEFECT = 3000
_READ = ("paragraph", "quote", "note")
_OPENING = {"curly": "“", "low": "„", "guillemet": "«»", "straight": '"', "tick": "`"}
_BRACKET_INITIAL = re.compile(r"(?<=\s)\[\w\]\w")
_THAT = re.compile(r"\b(?:that|dass|daß|que|che)\s")
_ATTRIBUTION = re.compile(r"\s*[—–-]{1,2}\s?[A-ZÀ-Þ][^\n]{0,90}$")


@dataclass(slots=True)
class Candidate:
    """Possible quotation at ``start:end``; ``outer_start:outer_end`` includes its marks."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    block: int
    is_block: bool = False
    single: bool = False
    inner: list[Pair] = field(default_factory=list)
    defect: str = ""
    cover: Cover | None = None
    note: NoteText | None = None


class Collector:
    """Goes through the blocks once and gathers candidates; problems on the way."""

    def __init__(self, document: Document, covers: Covers):
        self.document, self.covers = document, covers
        self.text = document.text
        self.reversed = uses_reversed_guillemets(document.text)
        self.found: list[Candidate] = []
        self.problems: list[Problem] = []
        self.carry: tuple[int, int, str, int] | None = None
        self._notes = sorted(document.notes, key=lambda note: note.start)
        self._note_starts = [note.start for note in self._notes]
        groups = [(s.start, s.end) for s in document.styles if s.kind == "blockquote"]
        self._groups = _outermost(groups)

    def collect(self) -> list[Candidate]:
        group = 0
        for index, block in enumerate(self.document.blocks):
            if block.kind not in _READ:
                self._end_carry()
                continue
            while group < len(self._groups) and self._groups[group][1] <= block.start:
                group += 1
            if block.kind == "quote" and group < len(self._groups):
                self._end_carry()
                if self._groups[group][0] <= block.start:
                    if self._is_first_in(group, index):
                        self._collect_group(index, self._groups[group])
                    continue
            self._collect_marks(index, block)
        self._end_carry()
        self.found.sort(key=lambda candidate: (candidate.start, -candidate.end))
        return self.found

    def _problem(self, at: int, message: str) -> None:
        self.problems.append(Problem(self.document.line_of(at), message))

    # -- running text --------------------------------------------------------------------------

    def _note_of(self, block: Block) -> NoteText | None:
        if block.kind != "note":
            return None
        at = bisect_right(self._note_starts, block.end) - 1
        return self._notes[at] if at >= 0 and self._notes[at].end >= block.start else None

    def _collect_marks(self, index: int, block: Block) -> None:
        note = self._note_of(block)
        low = note.start if note and note.start >= block.start else block.start
        already = len(self.found)
        resumed = self._resume(block, low)
        marks = match_marks(self.text, resumed, block.end, self.reversed)
        if self.carry is not None and not self._close_carry(marks, index):
            if resumed == low:
                self._end_carry()
            else:
                self.carry = (*self.carry[:3], index)
        for pair in self._split_at_marks(marks):
            self._add_pair(pair, index, note)
        self._take_defects(marks, index, block, note, already)

    def _resume(self, block: Block, low: int) -> int:
        """Where to begin: after the mark that repeats itself at a quotation's next paragraph."""
        if self.carry is None:
            return low
        opening = _OPENING.get(self.carry[2], "")
        return low + 1 if self.text[low : low + 1] and self.text[low] in opening else low

    def _close_carry(self, marks: Marks, index: int) -> bool:
        """The quotation carried over from earlier paragraphs ends at a closing mark here."""
        assert self.carry is not None
        at, after, family, _ = self.carry
        for unopened in marks.unopened:
            if unopened[2] == family or {unopened[2], family} <= {"curly", "straight", "low"}:
                marks.unopened.remove(unopened)
                self.found.append(Candidate(after, unopened[0], at, unopened[1], index))
                self.carry = None
                return True
        return False

    def _end_carry(self, limit: int | None = None) -> None:
        """A quotation that was opened and never closed: it ends with its block or its mark."""
        if self.carry is None:
            return
        at, after, _, last = self.carry
        self.carry = None
        first = self.document.block_index(at)
        block = self.document.blocks[first if first is not None else last]
        end = self._end_without_mark(after, block, limit)
        self._problem(at, "quotation mark opens and never closes")
        if end > after:
            self.found.append(
                Candidate(after, end, at, end, first or 0, defect="closing mark missing")
            )

    def _end_without_mark(self, after: int, block: Block, limit: int | None) -> int:
        high = min(block.end, after + _MAX_DEFECT, block.end if limit is None else limit)
        covers = self.covers.between(after, high)
        _, sentence_end = self.document.words_around(after, after + 1)
        end = covers[0].start if covers else min(sentence_end, high)
        return after + len(self.text[after:end].rstrip())

    def _split_at_marks(self, marks: Marks) -> list[Pair]:
        """A pair across a note mark is two quotations, each of which lacks a mark of its own."""
        whole = []
        for pair in marks.pairs:
            inside = [c for c in self.covers.between(pair.start, pair.end) if c.label is not None]
            glued = inside and not self.text[inside[0].start - 1].isspace()
            if pair.kind == "single" or not glued or inside[0].start - pair.start < _FIRST_PART:
                whole.append(pair)
                continue
            marks.unclosed.append((pair.outer_start, pair.start, "curly"))
            marks.unopened.append((pair.end, pair.outer_end, "curly"))
        marks.unclosed.sort()
        marks.unopened.sort()
        return whole

    def _add_pair(self, pair: Pair, index: int, note: NoteText | None) -> None:
        self.found.append(
            Candidate(
                pair.start,
                pair.end,
                pair.outer_start,
                pair.outer_end,
                index,
                single=pair.kind == "single",
                inner=pair.inner,
                note=note,
            )
        )

    def _take_defects(
        self, marks: Marks, index: int, block: Block, note: NoteText | None, already: int
    ) -> None:
        """Marks without their partners; ``already`` candidates were found before this block."""
        double = [mark for mark in marks.unclosed if mark[2] in _OPENING]
        last_unopened = max((at for at, _, _ in marks.unopened), default=-1)
        if double and self.carry is None:
            for number, mark in enumerate(double):
                self.carry = (mark[0], mark[1], mark[2], index)
                closed_later = last_unopened > mark[0]
                following = double[number + 1][0] if number < len(double) - 1 else None
                if following is not None or closed_later:
                    self._end_carry(following)
        ends = sorted(candidate.outer_end for candidate in self.found[already:])
        floor = block.start
        for at, after, _ in marks.unopened:
            self._problem(at, "quotation mark closes and never opened")
            before = bisect_right(ends, at) - 1
            floor = max(floor, ends[before] if before >= 0 else 0)
            start = self._start_without_mark(at, floor)
            floor = max(floor, after)
            if start is not None:
                self.found.append(
                    Candidate(
                        start, at, start, after, index, defect="opening mark missing", note=note
                    )
                )

    def _start_without_mark(self, at: int, floor: int) -> int | None:
        """The words that can only be the quotation's: from "[n]ever …", or after "that".

        ``floor``: where the last quotation, or the last mark of this kind, ends. No character is
        looked at for two marks.
        """
        low, _ = self.document.words_around(at - 1 if at else 0, at)
        low = max(low, floor)
        for cover in self.covers.between(low, at):
            low = max(low, cover.end)
        initials = list(_BRACKET_INITIAL.finditer(self.text, low, at))
        if initials:
            return initials[-1].start()
        that = _THAT.search(self.text, low, at)
        start = that.end() if that else low
        while start < at and not self.text[start].isalnum():
            start += 1
        return start if start < at else None

    # -- block quotations ----------------------------------------------------------------------

    def _is_first_in(self, group: int, index: int) -> bool:
        previous = self.document.blocks[index - 1] if index else None
        return previous is None or previous.start < self._groups[group][0]

    def _collect_group(self, first: int, group: tuple[int, int]) -> None:
        """One block quotation; several where paragraphs within it have marks of their own."""
        begin: int | None = None
        index = first
        while index < len(self.document.blocks):
            block = self.document.blocks[index]
            if block.start >= group[1]:
                break
            if block.kind == "quote":
                begin = block.start if begin is None else begin
                if self._ends_covered(block):
                    self._add_block(begin, block.end, first)
                    begin = None
                last_end = block.end
            index += 1
        if begin is not None:
            self._add_block(begin, last_end, first)

    def _ends_covered(self, block: Block) -> bool:
        covers = self.covers.between(block.start, block.end + 1)
        if not covers:
            return False
        rest = self.text[covers[-1].end : block.end]
        return covers[-1].start > block.start + _AFTER_START and not any(map(str.isalnum, rest))

    def _add_block(self, start: int, end: int, index: int) -> None:
        limit = end
        covers = self.covers.between(start, end)
        while covers and not any(map(str.isalnum, self.text[covers[-1].end : end])):
            end = covers.pop().start
        end = start + len(self.text[start:end].rstrip())
        attribution = _ATTRIBUTION.search(self.text, max(start, end - _ATTRIBUTION_REACH), end)
        if attribution and "\n" in self.text[attribution.start() : attribution.start() + 2]:
            end = attribution.start()
        marks = match_marks(self.text, start, end, self.reversed)
        inner = [*marks.pairs, *self._unclosed_singles(marks, start, end)]
        candidate = Candidate(start, end, start, limit, index, is_block=True, inner=inner)
        whole = marks.pairs[0] if len(marks.pairs) == 1 and not marks.unclosed else None
        if whole and (whole.outer_end - whole.outer_start) * 20 >= (end - start) * 19:
            candidate.start, candidate.end, candidate.inner = whole.start, whole.end, whole.inner
        elif (
            self.text[start] in '“"„' and len(marks.unclosed) == 1 and marks.unclosed[0][0] == start
        ):
            candidate.start = marks.unclosed[0][1]
        if any(map(str.isalnum, self.text[candidate.start : candidate.end])):
            self.found.append(candidate)

    def _unclosed_singles(self, marks: Marks, start: int, end: int) -> list[Pair]:
        """A quotation inside, set as a paragraph of its own, whose mark never closes."""
        pairs = []
        for at, after, family in marks.unclosed:
            before = self.text[start:at].rstrip()
            if (
                family == "single"
                and self.text[max(start, at - 1) : at] == "\n"
                and before.endswith(":")
            ):
                stop = self.text.find("\n", after, end)
                stop = end if stop < 0 else stop
                self._problem(at, "quotation mark opens and never closes")
                pairs.append(
                    Pair(after, stop, "single", outer_start=at, outer_end=stop, closed=False)
                )
        return pairs


def _outermost(groups: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(groups, key=lambda group: (group[0], -group[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def nearest_cover(covers: Covers, document: Document, candidate: Candidate) -> Cover | None:
    """The cover that vouches for a candidate in the body.

    The next citing one in its paragraph; for a block quotation also one before or after it; else
    one that stands before the quotation in its own sentence ("As Smith says,[5] “…”").
    """
    block = document.blocks[candidate.block]
    end_block = document.block_at(max(candidate.start, candidate.end - 1)) or block
    for cover in covers.between(candidate.end, max(end_block.end, candidate.outer_end) + 1):
        return cover
    if candidate.is_block:
        return _cover_beside(covers, document, candidate)
    low, _ = document.words_around(candidate.start, candidate.end)
    before = [c for c in covers.between(low, candidate.start) if c.cites]
    if before and not _ends_quotation(document.text, before[-1].start):
        return before[-1]
    return None


def _ends_quotation(text: str, at: int) -> bool:
    return text[max(0, at - 3) : at].rstrip(" .,;")[-1:] in '”"’»'


def _cover_beside(covers: Covers, document: Document, candidate: Candidate) -> Cover | None:
    text = document.text
    after = covers.between(candidate.end, candidate.end + _COVER_REACH)
    if after and not any(map(str.isalnum, text[candidate.end : after[0].start])):
        return after[0]
    index = candidate.block
    if index:
        lead = document.blocks[index - 1]
        before = covers.between(lead.start, lead.end)
        if before and not any(map(str.isalnum, text[before[-1].end : lead.end])):
            return before[-1]
    return None
