"""What is a quotation and what only stands in quotation marks; each decision has its reason.

The rulings are those of the data policy: titles, names, terms, scare quotes, echoes and declared
re-quotations are left out; fragments are in where a note covers them; single words only where
their own mark follows.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from ..citations.covers import Cover, Covers
from ..document.model import Document, Problem
from ..language.grammar import (
    count_words,
    follows_term_cue,
    has_finite_verb,
    is_fragment,
)
from ..language.kind import Language
from ..language.languages import language_of
from ..language.phrases import WordIndex, words_of
from ..language.speech import SAYS_AFTER, SAYS_BEFORE, SPEECH_VERB
from ..language.titles import follows_title_cue, is_title_case
from ..results import BLOCK, INLINE, NESTED, LeftOut, Span
from .candidates import Candidate, Collector, nearest_cover
from .marks import Pair

_TELLING = 6  # words: longer quotations show how a text sets them
_ENOUGH = 5  # long quotations from which a habit is read
_MOSTLY = 0.7  # share of them
_NAME_WORDS, _TITLE_WORDS = 4, 14  # the most words of a name or title between marks
_QUESTION_WORDS = 7  # shorter questions inside a quotation are no quotations
_BEFORE, _BEFORE_NESTED, _AFTER_NESTED = 60, 120, 60  # characters around a quotation that are read

_REQUOTED = re.compile(
    r"\bre-?quot|\bquoted (?:above|before|earlier)|\bto repeat\b|\bas (?:already )?quoted\b",
    re.IGNORECASE,
)
_ELISION = re.compile(r"…|\.\s?\.\s?\.")
# Inside a quotation: somebody else is made to speak
_SPEECH = re.compile(
    r"\b(?:say|says|said|saying|wrote|writes|writing|write|declare[sd]?|declaring|ask(?:s|ed)?|answer(?:s|ed)?"
    r"|repl(?:y|ies|ied)|told|tell|tells|shout(?:s|ed)?|cr(?:y|ies|ied)|put it|stat(?:e[sd]?|ing)|"
    r"proclaim(?:s|ed)?|announce[sd]?|insist(?:s|ed)?|claim(?:s|ed)?|argue[sd]?|consider(?:s"
    r"|ed)?(?: that)?|report(?:s|ed)?"
    r"|emphasi[sz]ed?|remark(?:s|ed)?|according to|quotes?|read|reads|think|thought|verdict"
    r"|denied)\b",
    re.IGNORECASE,
)
_QUESTION_CUE = re.compile(
    r"\b(?:in essence|the question|questions?)\b[^.]{0,30}:?\s*\(?$", re.IGNORECASE
)
_MAX_TERM_WORDS = 3
_LONG, _CLAUSE = 8, 60
_RECURS = 3
_INTERRUPTION = 80
_BESIDE = 3  # "… to leave”. (Stein, 12)": a stop and a space before the citation


@dataclass(slots=True)
class SpanReading:
    """The outcome: spans in the order of the text, what was left out, problems."""

    spans: list[Span]
    left_out: list[LeftOut]
    problems: list[Problem]
    covers: Covers
    index: WordIndex


def read_spans(document: Document) -> SpanReading:
    """Find the quotations of a document and the reasons against everything else in marks."""
    covers = Covers(document)
    collector = Collector(document, covers)
    candidates = collector.collect()
    judge = _Judge(document, covers, candidates)
    for candidate in candidates:
        judge.take(candidate)
    return SpanReading(judge.spans, judge.left_out, collector.problems, covers, judge.index)


class _Judge:
    def __init__(self, document: Document, covers: Covers, candidates: list[Candidate]):
        self.document, self.covers, self.text = document, covers, document.text
        self.index = WordIndex(document.text)
        self.spans: list[Span] = []
        self.left_out: list[LeftOut] = []
        self._accepted: list[tuple[int, int]] = []
        self._nouns_are_high = document.language.capitalises_nouns
        self._requoting = [match.start() for match in _REQUOTED.finditer(self.text)]
        self._strong: dict[tuple[int, int], bool] = {}
        for candidate in candidates:
            candidate.cover = self._cover(candidate)
        self._share_with_carried(candidates)
        self._interrupted = self._find_interrupted(candidates)
        self._singles_quote = self._uses_singles(candidates)
        self._emphasis = sorted((s.start, s.end) for s in document.styles if s.kind == "emphasis")
        self._quotes_in_italics = self._italic_share(candidates)
        self._italics_are_titles = bool(self._emphasis) and self._few_are_italic(candidates)
        self._find_strong(candidates)

    # -- what the whole document does ----------------------------------------------------------

    def _uses_singles(self, candidates: list[Candidate]) -> bool:
        long = [c for c in candidates if not c.is_block and count_words(self._text(c)) > _TELLING]
        singles = sum(c.single for c in long)
        return singles * 2 > len(long)

    def _italic_share(self, candidates: list[Candidate]) -> bool:
        """Whether this text sets its quotations in italics and its scare quotes upright."""
        long = [
            c
            for c in candidates
            if not c.is_block
            and c.cover
            and c.note is None
            and count_words(self._text(c)) > _TELLING
        ]
        italic = sum(self._is_italic(c) for c in long)
        return len(long) >= _ENOUGH and italic >= _MOSTLY * len(long)

    def _few_are_italic(self, candidates: list[Candidate]) -> bool:
        """Whether this text sets hardly any sentence that it quotes in italics."""
        whole = [c for c in candidates if not c.is_block and c.note is None]
        whole = [c for c in whole if not self._is_fragment(self._text(c))]
        return sum(map(self._is_italic, whole)) * 20 <= len(whole)

    def _is_italic(self, candidate: Candidate) -> bool:
        at = bisect_right(self._emphasis, (candidate.start, len(self.text))) - 1
        return at >= 0 and self._emphasis[at][1] >= candidate.start + 1

    def _find_strong(self, candidates: list[Candidate]) -> None:
        """Sentences in which a substantial quotation stands under a cover."""
        for candidate in candidates:
            if (
                candidate.cover
                and not candidate.single
                and not self._is_fragment(self._text(candidate))
            ):
                sentence = self.document.sentence_around(candidate.start, candidate.end)
                self._strong[(sentence[0], candidate.cover.start)] = True

    def _share_with_carried(self, candidates: list[Candidate]) -> None:
        """ "“It began,” wrote Fell. “There was …" and on for paragraphs: one note for both."""
        for first, second in zip(candidates, candidates[1:], strict=False):
            block = self.document.blocks[first.block]
            between = self.text[first.outer_end : second.outer_start]
            runs_on = second.start < block.end < second.end or (
                len(between) < _INTERRUPTION and between.endswith(",\n\n")
            )
            if first.cover is None and first.note is None and runs_on and not second.is_block:
                first.cover = second.cover

    def _find_interrupted(self, candidates: list[Candidate]) -> set[int]:
        """Starts of quotations that go on after "he wrote": “The town,” he wrote, “is …”."""
        found = set()
        for first, second in zip(candidates, candidates[1:], strict=False):
            between = self.text[first.outer_end : second.outer_start]
            comma = self._text(first).endswith(",") or between.startswith(",")
            if comma and 0 < len(between) < _INTERRUPTION and SPEECH_VERB.search(between):
                found.add(first.start)
        return found

    # -- one candidate -------------------------------------------------------------------------

    def _text(self, candidate: Candidate | Pair) -> str:
        return self.text[candidate.start : candidate.end]

    def _language(self, text: str) -> Language:
        """The document's language, unless the words are clearly of another."""
        return language_of(text, self.document.language)

    def _has_verb(self, text: str) -> bool:
        return has_finite_verb(text, self._language(text))

    def _is_fragment(self, text: str) -> bool:
        return is_fragment(text, self._language(text))

    def _cover(self, candidate: Candidate) -> Cover | None:
        if candidate.note is not None:
            return None
        return nearest_cover(self.covers, self.document, candidate)

    def take(self, candidate: Candidate) -> None:
        if self._accepted and candidate.start < self._accepted[-1][1]:
            return
        text = self._text(candidate)
        if not count_words(text):
            return
        reason = None if candidate.is_block else self._reason_against(candidate, text)
        if reason:
            self.left_out.append(LeftOut(candidate.start, candidate.end, reason))
            return
        self._accept(candidate, text)

    def _accept(self, candidate: Candidate, text: str) -> None:
        span = self._span(candidate, text)
        self.spans.append(span)
        self._accepted.append((span.start, span.end))
        outer = len(self.spans) - 1
        for pair in candidate.inner:
            self._take_nested(pair, outer)

    def _span(self, candidate: Candidate, text: str) -> Span:
        note, cover = candidate.note, candidate.cover
        label = note.label if note else cover.label if cover else None
        note_start = note.start if note else cover.note.start if cover and cover.note else None
        return Span(
            candidate.start,
            candidate.end,
            BLOCK if candidate.is_block else INLINE,
            fragment=not candidate.is_block and self._is_fragment(text),
            note=label,
            note_start=note_start,
            in_note=note.label if note else None,
            section=self._section(candidate),
            elisions=len(_ELISION.findall(text)),
            cover_start=cover.start if cover else None,
            cover_end=cover.end if cover else None,
            defect=candidate.defect,
        )

    def _section(self, candidate: Candidate) -> str:
        at = candidate.start
        if candidate.note is not None:
            for mark in self._marks_of(candidate.note.start):
                at = mark
                break
        section = self.document.section_at(at)
        return section.title if section else ""

    def _marks_of(self, note_start: int) -> list[int]:
        if not hasattr(self, "_mark_places"):
            self._mark_places: dict[int, list[int]] = {}
            for mark in self.document.marks:
                note = self.document.note_for(mark)
                if note:
                    self._mark_places.setdefault(note.start, []).append(mark.start)
        return self._mark_places.get(note_start, [])

    # -- reasons -------------------------------------------------------------------------------

    def _reason_against(self, candidate: Candidate, text: str) -> str | None:
        words = count_words(text)
        before = self._before(candidate)
        if candidate.note is not None and self._in_reference(candidate):
            return "title"
        title = self._title_reason(text, words, before)
        if self._italics_are_titles and self._is_wholly_italic(candidate) and text[0].isupper():
            title = title or "title"
        if title:
            return title
        if self._is_requoted(candidate):
            return "requotation"
        if words == 1:
            return None if self._own_mark_follows(candidate) else "scare-quote"
        if self._is_echo(candidate):
            return "echo"
        if candidate.single and not self._singles_quote and not self._own_mark_follows(candidate):
            return "scare-quote" if self._is_fragment(text) else None
        if not self._is_fragment(text):
            return None
        return self._fragment_reason(candidate, text, words, before)

    def _fragment_reason(
        self, candidate: Candidate, text: str, words: int, before: str
    ) -> str | None:
        if not self._is_covered(candidate):
            if words >= _LONG or words > _MAX_TERM_WORDS and self._is_spoken(candidate):
                return None
            return "scare-quote" if words <= _MAX_TERM_WORDS else "term"
        if self._quotes_in_italics and candidate.note is None and not self._is_italic(candidate):
            return "scare-quote"
        if words > _MAX_TERM_WORDS or self._own_mark_follows(candidate):
            return None
        if candidate.start in self._interrupted:
            return None
        if follows_term_cue(before) or self._recurs(candidate):
            return "term"
        return None if self._stands_with_its_source(candidate) else "scare-quote"

    def _is_spoken(self, candidate: Candidate) -> bool:
        """Whether a verb of saying joins the words, right before them or in the clause after."""
        if candidate.note is not None:
            return False
        before = self._before(candidate).rstrip(" “\"„«‘'(")
        after = self.text[candidate.outer_end : candidate.outer_end + _CLAUSE]
        return SAYS_BEFORE.search(before) is not None or SAYS_AFTER.match(after) is not None

    def _before(self, candidate: Candidate | Pair) -> str:
        block = self.document.block_at(candidate.outer_start)
        low = max(block.start if block else 0, candidate.outer_start - _BEFORE)
        return self.text[low : candidate.outer_start]

    def _in_reference(self, candidate: Candidate) -> bool:
        assert candidate.note is not None
        references = self.covers.note_references.get(candidate.note.start, ())
        return any(r.start <= candidate.start and candidate.end <= r.end for r in references)

    def _title_reason(self, text: str, words: int, before: str) -> str | None:
        announced = follows_title_cue(before)
        cased = is_title_case(text) and (announced or not self._nouns_are_high)
        if cased and words >= 2 and not text.rstrip().endswith(("!", "?")):
            return "name" if words <= _NAME_WORDS and not announced else "title"
        starts_high = text[:1].isupper()
        if announced and starts_high and words <= _TITLE_WORDS and text[-1] not in ".!":
            return "title"
        return None

    def _is_wholly_italic(self, candidate: Candidate) -> bool:
        at = bisect_right(self._emphasis, (candidate.start, len(self.text))) - 1
        return at >= 0 and self._emphasis[at][1] >= candidate.end - 1 and candidate.note is None

    def _is_requoted(self, candidate: Candidate) -> bool:
        low, _ = self.document.words_around(candidate.start, candidate.end)
        at = bisect_left(self._requoting, low)
        return at < len(self._requoting) and self._requoting[at] < candidate.start

    def _is_covered(self, candidate: Candidate) -> bool:
        if candidate.note is None:
            return candidate.cover is not None and candidate.cover.cites
        references = self.covers.note_references.get(candidate.note.start, ())
        return any(not reference.passing for reference in references)

    def _own_mark_follows(self, candidate: Candidate) -> bool:
        cover = candidate.cover
        if cover is None or not cover.cites:
            return False
        if cover.start < candidate.outer_end:
            return False
        between = self.text[candidate.outer_end : cover.start]
        return len(between) <= 2 and not any(map(str.isalnum, between))

    def _is_echo(self, candidate: Candidate) -> bool:
        phrase = words_of(self.text, candidate.start, candidate.end)
        return any(self._was_quoted(at, candidate.start) for at in self.index.occurrences(phrase))

    def _was_quoted(self, at: int, before: int) -> bool:
        place = bisect_right(self._accepted, (at, len(self.text))) - 1
        return at < before and place >= 0 and at < self._accepted[place][1]

    def _recurs(self, candidate: Candidate | Pair) -> bool:
        """A phrase that the text uses again and again is its term, not somebody's words."""
        phrase = words_of(self.text, candidate.start, candidate.end)
        return len(self.index.occurrences(phrase)) > _RECURS

    def _stands_with_its_source(self, candidate: Candidate) -> bool:
        """In one sentence with the mark, or with a substantial quotation under the same mark."""
        low, high = self.document.sentence_around(candidate.start, candidate.end)
        if candidate.note is not None:
            return True
        cover = candidate.cover
        assert cover is not None
        return cover.start <= high + _BESIDE or self._strong.get((low, cover.start), False)

    # -- quotations inside quotations ----------------------------------------------------------

    def _take_nested(self, pair: Pair, outer: int) -> None:
        text = self._text(pair)
        if not count_words(text):
            return
        reason = self._reason_against_nested(pair, text, outer)
        if reason:
            self.left_out.append(LeftOut(pair.start, pair.end, reason))
            return
        holder = self.spans[outer]
        self.spans.append(
            Span(
                pair.start,
                pair.end,
                NESTED,
                fragment=self._is_fragment(text),
                outer=outer,
                note=holder.note,
                note_start=holder.note_start,
                in_note=holder.in_note,
                section=holder.section,
                elisions=len(_ELISION.findall(text)),
                cover_start=holder.cover_start,
                cover_end=holder.cover_end,
                defect="" if pair.closed else "closing mark missing",
            )
        )

    def _reason_against_nested(self, pair: Pair, text: str, outer: int) -> str | None:
        words = count_words(text)
        low = self.spans[outer].start
        before = self.text[max(low, pair.outer_start - _BEFORE_NESTED) : pair.outer_start]
        after = self.text[
            pair.outer_end : min(self.spans[outer].end, pair.outer_end + _AFTER_NESTED)
        ]
        if words <= 2 or is_title_case(text):
            return "name" if is_title_case(text) else "scare-quote"
        if (
            text.endswith("?")
            and _QUESTION_CUE.search(before)
            or text.endswith("?")
            and words < _QUESTION_WORDS
        ):
            return "question"
        spoken = _SPEECH.search(re.split(r"[.!?;]\s", before)[-1]) or _SPEECH.search(after[:40])
        introduced = before.rstrip().endswith(":")
        if self._is_fragment(text):
            if self._recurs(pair) or not spoken:
                return "term"
            return None
        return None if spoken or introduced or self._has_verb(text) else "term"
