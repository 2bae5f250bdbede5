"""The date of each quotation: its sentence's, its passage's, its work's; each with its reason."""

from __future__ import annotations

import re
from dataclasses import replace

from ..language.dates import last_year
from ..language.names import surname
from ..results import NESTED, Evidence, Span, Work
from . import confidence
from .authorship import ONE_VOICE
from .known_works import KnownWorks
from .ledger import Ledger
from .sentence_dates import Dater, as_evidence
from .work_dates import Described, WorkDates

_MOST_PAGES = 6  # pages of one place in a volume; more are a whole piece
_LONGEST_RANGE = 12  # pages of a range that are counted one by one


class SpanDates:
    """Dates in the order of the spans: sentences on the walk, works after it."""

    def __init__(self, ledger: Ledger, known: KnownWorks):
        self.ledger, self.known = ledger, known
        self.dater = Dater(ledger.document)
        self.dates: list[Evidence] = [Evidence()] * len(ledger.spans)

    def from_sentence(self, index: int, agrees: bool, outer: Span | None = None) -> None:
        """Take the date that the sentence gives; ``agrees``: it makes the speaker say the words."""
        dated = self.dater.date_of(self.ledger.spans[index], agrees, outer)
        if dated:
            self.dates[index] = as_evidence(dated)

    def finish(self, keys: list[str], described: dict[str, list[str]]) -> None:
        """What sentences leave open: works, pages, first editions."""
        works = WorkDates(self.ledger.document, self.ledger.covers, self.ledger.index)
        occasions = self._occasions()
        for index, span in enumerate(self.ledger.spans):
            if span.kind != NESTED:
                self._date_from_work(index, works, occasions)
        self._share_pages()
        self._first_editions(works, keys, described)

    def share(self, indexes: list[int]) -> None:
        """Spans of one passage whose sentences give no date take the one given before them."""
        current: Evidence | None = None
        for index in indexes:
            if self.dates[index].value:
                current = self.dates[index]
            elif current is not None and self._same_paragraph(index, indexes[0]):
                self.dates[index] = replace(current, confidence=confidence.SHARED_DATE)

    def _same_paragraph(self, a: int, b: int) -> bool:
        index = self.ledger.document.block_index
        return index(self.ledger.spans[a].start) == index(self.ledger.spans[b].start)

    def _occasions(self) -> dict[int, Evidence]:
        """Speeches, letters, essays that a sentence dates: all their words are of that date."""
        found: dict[int, set[str]] = {}
        evidence: dict[int, Evidence] = {}
        for index, reference in enumerate(self.ledger.reference_of):
            work = self.ledger.work(reference)
            if (
                work is None
                or self.dates[index].basis != "stated"
                or self.ledger.spans[index].kind == NESTED
            ):
                continue
            if work.type != "chapter" and not ONE_VOICE.match(work.title):
                continue
            number = self.ledger.references[reference or 0].work or 0
            found.setdefault(number, set()).add(self.dates[index].value or "")
            evidence.setdefault(number, self.dates[index])
        return {number: evidence[number] for number, values in found.items() if len(values) == 1}

    def _date_from_work(self, index: int, works: WorkDates, occasions: dict[int, Evidence]) -> None:
        reference = self.ledger.reference_of[index]
        work = self.ledger.work(reference)
        if reference is None or work is None or self.ledger.references[reference].via:
            return
        if work.issued and not self._is_only_date(index, work):
            return
        evidence = works.date_of(work)
        occasion = occasions.get(self.ledger.references[reference].work or -1)
        if occasion and evidence.basis != "stated" and not work.issued:
            reason = f"the same piece: {occasion.reason}"
            evidence = replace(occasion, reason=reason, confidence=confidence.SHARED_DATE)
        own = self.dates[index]
        finer = own.value and evidence.value and evidence.value.startswith(own.value)
        if evidence.value and (not own.value or finer):
            self.dates[index] = evidence

    def _is_only_date(self, index: int, work: Work) -> bool:
        """Whether the note gives no other issue's date that could as well be meant."""
        note_start = self.ledger.spans[index].note_start
        if note_start is None:
            return True
        works = [self.ledger.work(number) for number in self.ledger.of_note.get(note_start, [])]
        return len({other.issued[:4] for other in works if other and other.issued}) == 1

    def _share_pages(self) -> None:
        """A bare page of a volume, on the very pages of a passage that the text dates."""
        dated: dict[tuple[int, str], tuple[Evidence, str | None]] = {}
        for index in range(len(self.ledger.spans)):
            reference = self.ledger.reference_of[index]
            nested = self.ledger.spans[index].kind == NESTED
            if nested or reference is None or self.ledger.references[reference].work is None:
                continue
            resolved = self.ledger.references[reference]
            pages = _pages(resolved.locator)
            if len(pages) > _MOST_PAGES or "," in resolved.locator:
                continue
            if self.dates[index].basis == "stated":
                for page in pages:
                    dated[(resolved.work or 0, page)] = (self.dates[index], resolved.note)
                continue
            known = [
                dated[(resolved.work or 0, p)] for p in pages if (resolved.work or 0, p) in dated
            ]
            if known and self.dates[index].basis in ("", "cited"):
                evidence, note = known[0]
                reason = f"on the same pages as note {note}: {evidence.reason}"
                self.dates[index] = Evidence(
                    evidence.value, reason, confidence.SAME_PAGES, "inferred"
                )

    def _first_editions(
        self, works: WorkDates, keys: list[str], described_of: dict[str, list[str]]
    ) -> None:
        by_speaker: dict[str, list[str]] = {}
        for index, evidence in enumerate(self.dates):
            if evidence.value and keys[index]:
                by_speaker.setdefault(keys[index], []).append(evidence.value)
        stated = [e.value for e in self.dates if e.value and e.basis == "stated"]
        latest = max((last_year(value) for value in stated), default=0)
        authors: dict[str, Described] = {}
        for index, span in enumerate(self.ledger.spans):
            reference, work = (
                self.ledger.reference_of[index],
                self.ledger.work(self.ledger.reference_of[index]),
            )
            if self.dates[index].value or work is None or span.kind == NESTED:
                continue
            key = keys[index]
            own = key in {surname(author) for author in work.authors}
            if reference is not None and own and not self.ledger.references[reference].via:
                known = self.known.first_year_of(work)
                if known.value:
                    self.dates[index] = known
                    continue
                if key not in authors:
                    authors[key] = Described.of(described_of.get(key, []), by_speaker.get(key, []))
                self.dates[index] = works.first_edition(work, authors[key], latest)


_PAGE = re.compile(r"(\d+)(?:\s?[-–]\s?(\d+))?")


def _pages(locator: str) -> list[str]:
    """ "513–4" → ["513", "514"]; a volume before a colon is part of each."""
    volume, _, rest = locator.rpartition(":")
    pages: list[str] = []
    for match in _PAGE.finditer(rest):
        first = int(match[1])
        last = (
            int(match[1][: max(0, len(match[1]) - len(match[2]))] + match[2]) if match[2] else first
        )
        pages.extend(
            f"{volume}:{page}" for page in range(first, min(last, first + _LONGEST_RANGE) + 1)
        )
    return pages
