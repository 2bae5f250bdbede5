"""When a work was written: what its title, its first appearance or the text itself says.

An edition's imprint year is no date of the words; it counts only for a book whose author shows no
sign of having lived before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..citations.covers import Covers
from ..document.model import Document
from ..language.dates import FoundDate, find_dates, first_year
from ..language.phrases import WordIndex, words_of
from ..language.speech import SPEECH_VERB
from ..language.titles import fold_title
from ..results import Evidence, Work
from . import confidence

_TOUCHES_BEFORE, _TOUCHES_AFTER = 2, 3  # characters between a title and the date beside it
_PUBLISHED_REACH = 80  # characters from the title to "published in 1921"
_BEFORE_DATE = 60  # characters before a date that say what happened then
_FOLLOWING = 60  # characters after a title in which its date stands
_LOOSE = 8  # characters between "in" and that date
_MEETING_REACH = 40  # characters from "tenth" to "congress"
_YEAR_REACH = 70  # characters from there to its year

_DATED_TITLE = re.compile(
    r"^(?:the )?(?:collected |selected )?(?:writings|works|speeches|letters|articles|essays"
    r"|diar(?:y|ies)|minutes|"
    r"proceedings|documents|correspondence|schriften|briefe|écrits|lettres|escritos|cartas)\b|"
    r"\b(?:proceedings|minutes|congress|conference|report|protocol)\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:written|wrote|published|issued|drafted|passed|adopted|appeared|composed|delivered|completed|"
    r"drawn up|penned|first printed|geschrieben|erschien\w*|veröffentlicht|écrite?|publiée?"
    r"|paru[e]?|escrit[oa]|publicad[oa])\b"
    r"(?:\s[\w’]+){0,4}?\s(?:in|on|during|im|en|au|vom)\s(?:early |late |mid-)?(?:the )?$",
    re.IGNORECASE,
)
_NAMES = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_ORDINALS = {name: number for number, name in enumerate(_NAMES, start=1)}
_ORDINAL = re.compile(
    rf"\b(?P<word>{'|'.join(_ORDINALS)})\b|\b(?P<number>\d{{1,2}})(?:st|nd|rd|th)\b", re.IGNORECASE
)
_MEETING = re.compile(r"\b(?:Congress|Conference|Plenum|Convention)\b")
_WRITTEN = re.compile(
    r"^\W*(?:written|published|composed|issued|drafted)\s(?:in|on|during)\s$", re.IGNORECASE
)
_LEAD_IN = re.compile(r"^\W*(?:in|by|im|en)\s(?:early |late |mid-)?$", re.IGNORECASE)
_REPRINT = re.compile(
    r"\b(?:memoirs?|memories|erinnerungen|memoiren|tagebuch|gesammelte|ausgewählte|schriften|werke|souvenirs|mémoires|œuvres|"
    r"memorias|recuerdos|obras|cartas|ricordi|my|diar|recollections|reminiscences|autobiography|letters|papers|selected|collected|writings|"
    r"works|reader|documents|speeches|anthology|essays|proceedings|reprint|facsimile|manifesto|capital)\b",
    re.IGNORECASE,
)
_WITNESS = re.compile(
    r"\b(?:saw|witness\w*|first-hand|experienced|remember\w*|recall\w*|lived through|took part)\b"
)
_YEARS = re.compile(r"[(\[]((?:1[4-9]|20)\d\d\s?[-–]\s?\d{1,4})[)\]]")
_LATER_WRITER_GAP = 15
_OPEN = Evidence()


@dataclass(frozen=True, slots=True)
class Described:
    """What a text shows of an author, summed up once: how it speaks of him, and his first date."""

    is_witness: bool
    in_present: bool
    earliest: int | None

    @classmethod
    def of(cls, introductions: list[str], dates: list[str]) -> Described:
        """``introductions``: the words before his quotations. ``dates``: theirs, EDTF."""
        return cls(
            any(_WITNESS.search(text) for text in introductions),
            _writes_in_present(introductions),
            min(map(first_year, dates), default=None),
        )


class WorkDates:
    """Dates of works, looked up once per work."""

    def __init__(self, document: Document, covers: Covers, index: WordIndex):
        self.document, self.covers, self.index = document, covers, index
        self.text = document.text
        self._found: dict[Work, Evidence] = {}
        self._meetings = self._dated_meetings()
        self.latest = self._article_year()

    def date_of(self, work: Work, named_only: bool = True) -> Evidence:
        """What dates this work, with basis and reason; empty where nothing does."""
        if work not in self._found:
            self._found[work] = self._look_up(work)
        return self._found[work]

    def _look_up(self, work: Work) -> Evidence:
        for look in (self._issue, self._stated, self._title_years, self._meeting_in_title):
            evidence = look(work)
            if evidence.value:
                return evidence
        return _OPEN

    # -- the note ------------------------------------------------------------------------------

    def _issue(self, work: Work) -> Evidence:
        if not work.issued:
            return _OPEN
        reason = f"the note dates it: {work.issued}"
        return Evidence(work.issued, reason, confidence.ISSUE, "cited")

    def _title_years(self, work: Work) -> Evidence:
        """ "Writings 1930–31" holds writings of these years; a history's years are its subject."""
        if _DATED_TITLE.search(work.title):
            dates = find_dates(work.title)
            if dates:
                return Evidence(
                    _as_set(dates[-1]),
                    f"its title says {_words(work.title, dates[-1])}",
                    confidence.TITLE_DATES,
                    "cited",
                )
        if work.container and work.type == "chapter":
            paren = _YEARS.search(work.container)
            years = paren[1] if paren else ""
            dates = find_dates(years)
            if not dates and _DATED_TITLE.search(work.container):
                years = work.container
                dates = find_dates(years)
            if dates:
                reason = f"its collection holds pieces of {_words(years, dates[-1])}"
                return Evidence(_as_set(dates[-1]), reason, confidence.COLLECTION_DATES, "cited")
        return _OPEN

    # -- the text ------------------------------------------------------------------------------

    def _stated(self, work: Work) -> Evidence:
        title = re.split(r"[:;]\s", work.title)[0]
        phrase = fold_title(title).split()
        if len(phrase) < 2:
            return _OPEN
        for at in self.index.occurrences(words_of(" ".join(phrase), 0, 10_000), limit=40):
            block = self.document.block_at(at)
            if (
                block is None
                or block.kind not in ("paragraph", "quote")
                or not self.text[at].isupper()
            ):
                continue
            found = self._said_near(at, at + len(title), title)
            if found.value:
                return found
        return _OPEN

    def _said_near(self, at: int, end: int, title: str) -> Evidence:
        low, high = self.document.sentence_around(at, min(end, at + 1))
        dates = find_dates(self.text, low, high)
        for date in dates:
            before = self.text[max(low, date.start - _BEFORE_DATE) : date.start]
            beside = not self.text[date.end : at].strip(" “\"„«‘'(*_")
            if (
                0 <= at - date.end <= _TOUCHES_BEFORE
                and beside
                or 0 <= date.start - end <= _TOUCHES_AFTER
            ):
                return self._evidence(date, "the text calls it that of")
            if (
                date.start > end
                and _PUBLISHED.search(before)
                and date.start - end < _PUBLISHED_REACH
            ):
                return self._evidence(date, f"“{_tail(before)} {self._printed(date)}”")
            written = _WRITTEN.match(self.text[low : date.start])
            if (written or _LEAD_IN.match(self.text[low : date.start])) and date.end < at:
                return self._evidence(date, "the sentence that names it begins with")
        return self._next_sentence(high) or self._in_note(low, high) or _OPEN

    def _next_sentence(self, high: int) -> Evidence | None:
        """ "… in his book X. Written in 1920 to refute …"."""
        following = self.text[high : high + _FOLLOWING]
        match = re.match(
            r"\s*(?:Written|Published|Composed|Issued|Drafted)\s(?:in|on|during)\s", following
        )
        dates = find_dates(self.text, high, high + _FOLLOWING) if match else []
        if dates and match and dates[0].start - high - match.end() < _LOOSE:
            return self._evidence(dates[0], f"“{match.group().strip()} {self._printed(dates[0])}”")
        return None

    def _in_note(self, low: int, high: int) -> Evidence | None:
        """A note to the sentence that only says when the work appeared."""
        for cover in self.covers.between(low, high + 8):
            if cover.note is None or cover.references:
                continue
            for date in find_dates(self.text, cover.note.start, cover.note.end):
                if _PUBLISHED.search(
                    self.text[max(cover.note.start, date.start - _BEFORE_DATE) : date.start]
                ):
                    return self._evidence(date, f"note {cover.label} says when it was published:")
        return None

    def _evidence(self, date: FoundDate, reason: str) -> Evidence:
        printed = self._printed(date)
        reason = reason if printed in reason else f"{reason} {printed}"
        return Evidence(date.edtf, reason, confidence.TEXT_DATES_WORK, "stated")

    def _printed(self, date: FoundDate) -> str:
        return self.text[date.start : date.end]

    # -- meetings ------------------------------------------------------------------------------

    def _dated_meetings(self) -> dict[int, set[int]]:
        """Number of a congress → the years in which the text puts one of that number."""
        found: dict[int, set[int]] = {}
        for match in _ORDINAL.finditer(self.text):
            meeting = _MEETING.search(self.text, match.end(), match.end() + _MEETING_REACH)
            if meeting is None:
                continue
            after = find_dates(self.text, meeting.end(), meeting.end() + _YEAR_REACH)
            near = (
                re.match(
                    r"[^.;:“”]{0,45}?\b(?:in|of|held in)\s(?:early |July-)?$",
                    self.text[meeting.end() : after[0].start],
                )
                if after
                else None
            )
            if after and near and "X" not in after[0].edtf:
                found.setdefault(_ordinal(match), set()).add(after[0].year)
        return found

    def _meeting_in_title(self, work: Work) -> Evidence:
        match = _ORDINAL.search(work.title)
        if match is None or not _MEETING.search(work.title):
            return _OPEN
        years = self._meetings.get(_ordinal(match), set())
        if len(years) != 1:
            return _OPEN
        (year,) = years
        reason = f"the text puts that congress in {year}"
        return Evidence(str(year), reason, confidence.SHARED_DATE, "inferred")

    # -- first editions ------------------------------------------------------------------------

    def first_edition(self, work: Work, author: Described, latest: int) -> Evidence:
        """The imprint year of a book that shows no sign of being a reprint.

        Either the edition is no younger than what else the text dates (``latest``), or its author
        is a later writer: nowhere described, or in the present tense.
        """
        main = re.split(r"[:;]\s", work.title)[0]
        if not (work.publisher and work.year) or work.container or _REPRINT.search(main):
            return _OPEN
        year = int(work.year)
        if author.is_witness or self.latest and year > self.latest:
            return _OPEN
        if author.earliest is not None and year - author.earliest > _LATER_WRITER_GAP:
            return _OPEN
        if year > latest and not author.in_present:
            return _OPEN
        reason = f"first published, as far as the note shows, in {year}"
        return Evidence(work.year, reason, confidence.FIRST_EDITION, "inferred")

    def _article_year(self) -> int | None:
        for key, value in self.document.headers:
            if key.lower() in ("date", "published", "year"):
                dates = find_dates(value)
                if dates:
                    return dates[-1].year
        return None


def _writes_in_present(described: list[str]) -> bool:
    """ "suggests", "adds", "points out": how one speaks of a book on the shelf."""
    verbs = [verb.group().lower() for text in described for verb in SPEECH_VERB.finditer(text)]
    return not verbs or any(re.search(r"(?:s|s out|s it)$", verb) for verb in verbs)


def _ordinal(match: re.Match[str]) -> int:
    if match["number"]:
        return int(match["number"])
    return _ORDINALS[match["word"].lower()]


def _as_set(date: FoundDate) -> str:
    """Something of these years: a set, not the whole span."""
    if "/" in date.edtf:
        first, last = date.edtf.split("/")
        return f"[{first}..{last}]"
    return date.edtf


def _words(text: str, date: FoundDate) -> str:
    return text[date.start : date.end]


def _tail(before: str) -> str:
    return " ".join(before.split()[-4:])
