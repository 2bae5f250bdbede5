"""Speaker, voice and date of each quotation: one walk through the text, in reading order.

References are resolved on the same walk, because a note that names no author gets it from its
sentence, and the notes after it build on that.
"""

from __future__ import annotations

from ..citations.covers import Cover
from ..document.model import Document
from ..quotations.rulings import SpanReading
from ..results import BLOCK, INLINE, NESTED, Evidence, Passage, Suggestion
from . import confidence
from .attribution import NOBODY, STRONG, WEAK, Attribution, Attributor, is_attributed
from .authorship import Authorship
from .dates import SpanDates
from .known_works import KnownWorks
from .ledger import Ledger
from .speakers import Speakers
from .topics import Hints, hint_topics

_DESCRIPTION = 500
_ADJACENT = 25


class Suggester:
    """Walks through covers and spans once; the results are in the order of the spans."""

    def __init__(self, document: Document, reading: SpanReading, hints: Hints, known: KnownWorks):
        self.document, self.hints = document, hints
        self.ledger = Ledger(document, reading)
        self.spans = reading.spans
        people = self.ledger.people
        quoted = [(s.start, s.end) for s in self.spans if s.kind != NESTED]
        quoted += [(left.start, left.end) for left in reading.left_out]
        quoted += [(c.start, c.end) for c in reading.covers.all if c.label is None]
        self.attributor = Attributor(document, people, quoted)
        self.judge = Speakers(self.ledger, people, self.attributor)
        self.authorship = Authorship(self.ledger)
        self.dates = SpanDates(self.ledger, known)
        self.speakers: list[Evidence] = [Evidence()] * len(self.spans)
        self.keys: list[str] = [""] * len(self.spans)
        self._described: dict[str, list[str]] = {}
        self._named_in: tuple[int, Attribution] = (-1, NOBODY)

    # -- the walk ------------------------------------------------------------------------------

    def run(self) -> None:
        by_cover: dict[int, list[int]] = {}
        by_note: dict[int, list[int]] = {}
        loose: list[int] = []
        for index, span in enumerate(self.spans):
            if span.kind == NESTED:
                continue
            if span.in_note is not None:
                by_note.setdefault(span.note_start or 0, []).append(index)
            elif span.cover_start is not None:
                by_cover.setdefault(span.cover_start, []).append(index)
            else:
                loose.append(index)
        events: list[tuple[int, int, Cover | int]] = [
            (cover.start, 1, cover) for cover in self.ledger.covers.all
        ]
        events += [(self.spans[index].start, 0, index) for index in loose]
        for _, _, event in sorted(events, key=lambda item: item[:2]):
            if isinstance(event, int):
                self._speak([event], None)
            else:
                self._take_cover(event, by_cover.get(event.start, []), by_note)
        self._take_unmarked_notes(by_note)
        self._nested()
        self.dates.finish(self.keys, self._described)

    def _take_cover(self, cover: Cover, spans: list[int], by_note: dict[int, list[int]]) -> None:
        fresh = cover.note is not None and cover.note.start not in self.ledger.of_note
        resolved = self.ledger.resolve_cover(cover)
        self._speak(spans, self.ledger.source_of(resolved))
        if fresh and cover.note is not None:
            self._speak_in_note(resolved, by_note.get(cover.note.start, []))

    def _take_unmarked_notes(self, by_note: dict[int, list[int]]) -> None:
        for note in self.document.notes:
            if note.start in self.ledger.of_note:
                continue
            references = self.ledger.covers.note_references[note.start]
            resolved = self.ledger.resolve_note(note.start, note.label, references)
            self._speak_in_note(resolved, by_note.get(note.start, []))

    def _speak_in_note(self, resolved: list[int], spans: list[int]) -> None:
        """Words in a note have their source in the bracket after them, else before them."""
        own = [r for r in resolved if not self.ledger.raw[r].passing]
        groups: dict[int | None, list[int]] = {}
        for index in spans:
            end = self.spans[index].end
            after = [r for r in own if self.ledger.references[r].start >= end]
            before = [r for r in own if self.ledger.references[r].start < end]
            chosen = after[0] if after else before[-1] if before else None
            groups.setdefault(chosen, []).append(index)
        for reference, members in groups.items():
            self._speak(members, reference)

    # -- one passage ---------------------------------------------------------------------------

    def _speak(self, indexes: list[int], reference: int | None) -> None:
        """Settle speakers and sentence dates of the spans that one reference covers."""
        found = [self.attributor.attribute(self.spans[index]) for index in indexes]
        found = [self.authorship.issuer(attribution) for attribution in found]
        best = max(found, key=lambda a: a.strength, default=NOBODY)
        before, since = NOBODY, 0
        for place, (index, own) in enumerate(zip(indexes, found, strict=True)):
            self.ledger.reference_of[index] = reference
            own = self._in_same_sentence(index, own)
            if own.strength >= STRONG:
                before, since = own, index
            elif before.name and not self._carries_on(since, index):
                before = NOBODY
            shared = before if before.name else self._from_later(best, place, indexes, found)
            speaker, key = self.judge.decide(index, own, shared, reference)
            self.speakers[index], self.keys[index] = speaker, key
            if key:
                self._note_speaker(index, key, own)
            self.dates.from_sentence(index, bool(key) and key in (own.key, best.key))
        if indexes:
            self.dates.share(indexes)
            self._learn(indexes, best, reference)

    def _in_same_sentence(self, index: int, own: Attribution) -> Attribution:
        """Every quotation of a sentence is the speaker's whom it named, until it names another."""
        span = self.spans[index]
        low, _ = self.document.sentence_around(span.start, span.end)
        at, named = self._named_in
        if at == low and named.tight and (own.key == named.key or own.strength < WEAK):
            return named
        if own.strength >= STRONG:
            self._named_in = (low, own)
        return own

    def _carries_on(self, since: int, index: int) -> bool:
        """Whether a name holds for a later quotation under the same note.

        Through the whole passage where the notes name those who speak; in a history, whose notes
        name papers that report many voices, only within the sentence.
        """
        if self.judge.authors_speak:
            return True
        first, later = self.spans[since], self.spans[index]
        low, high = self.document.words_around(first.start, first.end)
        return low <= later.start <= high or later.start - first.end < _ADJACENT

    def _note_speaker(self, index: int, key: str, own: Attribution) -> None:
        """Remember who spoke, for pronouns, and how the text introduced them."""
        if self.spans[index].in_note is None and not own.aside:
            self.attributor.remember(key)
        self._described.setdefault(key, []).append(self._introduction(index))

    def _introduction(self, index: int) -> str:
        span = self.spans[index]
        at = self.document.block_index(span.start)
        if span.kind == BLOCK and at:
            low, high = self.document.sentences_of(at - 1)[-1]
        else:
            low, high = self.document.words_around(span.start, span.end)[0], span.start
        return self.document.text[max(low, high - _DESCRIPTION) : high]

    def _from_later(
        self, best: Attribution, place: int, indexes: list[int], found: list[Attribution]
    ) -> Attribution:
        """A name that comes only after these words: theirs where sentence or source join them."""
        work = self.ledger.work(self.ledger.reference_of[indexes[place]])
        if work is not None and work.type != "article-newspaper":
            return best
        mine = self.spans[indexes[place]]
        other = self.spans[indexes[found.index(best)]] if best in found else mine
        sentence = self.document.sentence_around
        same = sentence(mine.start, mine.end)[0] == sentence(other.start, other.end)[0]
        return best if same else NOBODY

    def _learn(self, indexes: list[int], best: Attribution, reference: int | None) -> None:
        speaker = self.speakers[indexes[0]]
        settled = self.authorship.learn_author(best, reference, speaker)
        for index in indexes if settled else []:
            assert settled is not None
            self.speakers[index], self.keys[index] = settled, settled.value or ""
        self.authorship.name_piece(indexes, reference, speaker)

    def _nested(self) -> None:
        for index, span in enumerate(self.spans):
            if span.kind != NESTED or span.outer is None:
                continue
            outer = self.spans[span.outer]
            self.ledger.reference_of[index] = self.ledger.reference_of[span.outer]
            said = self.attributor.attribute(span, outer)
            if said.strength >= STRONG and said.key != self.keys[span.outer]:
                self.speakers[index] = Evidence(
                    said.name, said.reason, confidence.of_sentence(said.strength)
                )
                self.keys[index] = said.key
                self.dates.from_sentence(index, True, outer)
            else:
                self.speakers[index] = Evidence(None, "words within another quotation")

    # -- results -------------------------------------------------------------------------------

    def passages(self) -> tuple[Passage, ...]:
        """Spans grouped by note and source, in the order of the text."""
        groups: dict[tuple[str | int | None, ...], list[int]] = {}
        for index in range(len(self.spans)):
            groups.setdefault(self._passage_key(index), []).append(index)
        return tuple(
            Passage(
                self.spans[members[0]].note, self.ledger.reference_of[members[0]], tuple(members)
            )
            for members in groups.values()
        )

    def _passage_key(self, index: int) -> tuple[str | int | None, ...]:
        span, reference = self.spans[index], self.ledger.reference_of[index]
        if span.note_start is not None:
            work = None if reference is None else self.ledger.references[reference].work
            return ("note", span.note_start, reference if work is None else -1 - work)
        if reference is not None:
            return ("inline", span.cover_start)
        return ("alone", span.start if span.outer is None else self.spans[span.outer].start)

    def suggestions(self) -> tuple[Suggestion, ...]:
        return tuple(self._suggestion(index) for index in range(len(self.spans)))

    def _suggestion(self, index: int) -> Suggestion:
        span, reference = self.spans[index], self.ledger.reference_of[index]
        voice = Evidence("own", "", confidence.OWN_WORDS)
        if span.kind == INLINE and is_attributed(self.document, span):
            reason = "the sentence denies or answers these words"
            voice = Evidence("attributed", reason, confidence.ATTRIBUTED_WORDS)
        work = self.ledger.work(reference) if self.ledger.is_via(reference) else None
        via = self.judge.display(work.authors)[0] if work and work.authors else ""
        text = self.document.text[span.start : span.end]
        dates = self.dates.dates
        return Suggestion(
            self.speakers[index], voice, dates[index], via, hint_topics(text, self.hints)
        )
