"""Sentences that date the words they introduce, told from those that date an event beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from ..document.model import Document
from ..language.dates import FoundDate, find_dates, first_year, last_year
from ..language.speech import SPEECH_VERB
from ..results import BLOCK, NESTED, Evidence, Span
from . import confidence

_DAY = len("1921-05-12")
_MONTH = len("1921-05")
_SINCE, _BETWEEN = 90, 45  # characters between verb or quotation and the date
_NESTED_REACH = 120  # characters of the outer quotation before an inner one
_AFTER = 90  # characters after the quotation in which its date stands
_WORDS_BEFORE, _WORDS_AFTER = 30, 25  # characters around a date that are shown for it
_EVENT_REACH = 40  # characters after an event in which its date stands

# What may stand between a sentence's beginning and a date that holds for all of it
_BEGINS = re.compile(
    r"^\W*(?:(?:and|but|so|thus|then|already|as early as|again|however|also|yet|writing"
    r"|speaking|later|here|"
    r"for example|this was|it was)\W+){0,3}(?:in|on|at|im|am|en|le|writing in|speaking in|dans)?\s?"
    r"(?:(?:early|late|mid|the|an?|article|of|letter|speech|spring|summer|autumn|fall|winter|beginning|end)[\s-]){0,5}$",
    re.IGNORECASE,
)
_MEETING_BEGINS = re.compile(
    r"^\W*(?:at|before|to|addressing)\s.{3,90}\b(?:held\s)?(?:in|on)\s(?:early |late )?$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"(?:\b(?:in|on|dated|im|am|en|le|el|vom|du|del)\s(?:the (?:spring|summer|autumn|fall"
    r"|winter) of |early (?:in )?|late |mid-)?"
    r"|[(\[,–—]\s?|\b(?:early|late) in "
    r"|\b(?:comments?|words|letter|speech|article|statement|remarks?|resolution|report|appeal|declaration|essay|"
    r"pamphlet|congress|conference|meeting|convention|assembly|rally|editorial|manifesto"
    r"|minutes?|programme) (?:of|from|for) (?:early |late )?)$",
    re.IGNORECASE,
)
_NOT_OF_THE_WORDS = re.compile(
    r"\b(?:of|since|from|until|between|after|before|by|during|about|upon)\s(?:the\s)?(?:\w+\s)?$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:that|how|why|whether|dass|daß|que|qu['’])\b|:")
_UP_TO_QUOTE = re.compile(r"[\s:,;)\]–—-]*(?:that|as follows|saying|he|she)?[\s:,“\"„«‘'(\[]*")
_WRITING = re.compile(
    r"^\W*(?:writing|speaking)\s(?:again\s)?(?:in|on)\s(?:early |late |mid-)?$", re.IGNORECASE
)
_RELATIVE = (
    (re.compile(r"^\W*(?:in )?(?:the following|the next) month\b", re.IGNORECASE), "month"),
    (
        re.compile(
            r"^\W*(?:in )?(?:the following|the next) year\b|^\W*(?:a|one) year later\b",
            re.IGNORECASE,
        ),
        "year",
    ),
    (
        re.compile(
            r"^\W*(?:later |earlier )?(?:in )?(?:that|the) same year\b|^\W*(?:later )?that year\b",
            re.IGNORECASE,
        ),
        "same",
    ),
)
_BEFORE_DEATH = re.compile(
    r"\bthe year (?P<which>before|of) (?:his|her|[A-Z]\w+’s) (?P<what>murder|death"
    r"|assassination|execution)\b"
)
_DEATH = re.compile(r"\b(?:assassinat\w+|murder\w*|death|died|killed|execut\w+|killing)\b")
_MAX_YEARS = 2
_LOOK_BACK = 8
_NEAR = 1500


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that the text gives to these words, and the words with which it does."""

    edtf: str
    reason: str


class Dater:
    """Reads dates off sentences. Remembers the last one, for "the following month"."""

    def __init__(self, document: Document):
        self.document, self.text = document, document.text
        self.last: tuple[int, str] | None = None
        self._deaths: dict[str, int] | None = None

    def date_of(self, span: Span, attributed: bool, outer: Span | None = None) -> Dated | None:
        """The date that the sentence around the span states for it, or None.

        ``attributed``: whether the sentence makes the span's speaker say it; without that, only a
        date right before the words counts.
        """
        low, quote = self._region(span, outer)
        found = self._in_sentence(low, quote, attributed) or self._after(span, attributed)
        if found is None and span.kind != NESTED:
            found = self._relative(low, quote) or self._before_death(low, quote)
        if found is None and span.kind != NESTED and attributed:
            found = self._writing_before(low)
        if found and span.kind != NESTED:
            self.last = (span.start, found.edtf)
        return found

    def _region(self, span: Span, outer: Span | None) -> tuple[int, int]:
        if span.kind == NESTED and outer is not None:
            return max(outer.start, span.start - _NESTED_REACH), span.start
        if span.kind == BLOCK:
            index = self.document.block_index(span.start)
            while index:
                index -= 1
                if self.document.blocks[index].kind == "paragraph":
                    low, high = self.document.sentences_of(index)[-1]
                    return max(low, high - _NEAR), high
            return span.start, span.start
        low, _ = self.document.words_around(span.start, span.end)
        return low, span.start

    def _own(self, low: int, high: int) -> str:
        """The sentence with what stands in its other quotations blanked."""
        text = self.text[low:high]
        return re.sub(r"[“„«\"][^“”„«»\"]*[”»\"]", lambda m: "·" * len(m.group()), text)

    # -- in the sentence -----------------------------------------------------------------------

    def _in_sentence(self, low: int, quote: int, attributed: bool) -> Dated | None:
        text = self._own(low, quote)
        chosen: FoundDate | None = None
        for date in find_dates(text):
            if self._is_precise(date) and self._dates_words(text, date, attributed):
                chosen = date
        return self._dated(text, chosen) if chosen else None

    def _is_precise(self, date: FoundDate) -> bool:
        return "X" not in date.edtf and last_year(date.edtf) - first_year(date.edtf) < _MAX_YEARS

    def _dates_words(self, text: str, date: FoundDate, attributed: bool) -> bool:
        before, after = text[: date.start], text[date.end :]
        if re.search(r"\b(?:who|which|whom|whose)\b[^,]*$", before):
            return False
        if _UP_TO_QUOTE.fullmatch(after) and not _CLAUSE.search(_since_verb(before)):
            return _PREPOSITION.search(before) is not None or before.endswith("mid-")
        if not attributed:
            return False
        if _BEGINS.match(before) or _MEETING_BEGINS.match(before):
            return True
        if (
            re.search(r"\bof (?:the )?$", before)
            and len(date.edtf) == _DAY
            and "/" not in date.edtf
        ):
            return True
        if _NOT_OF_THE_WORDS.search(before) and not _PREPOSITION.search(before):
            return False
        if not _PREPOSITION.search(before):
            return False
        after = re.sub(r"\([^()]*\)\s?", "", after)
        follows = SPEECH_VERB.search(after[:70])
        if follows and not _CLAUSE.search(after[: follows.start()]):
            return True
        since = _since_verb(before)
        return bool(since) and len(since) < _SINCE and not _CLAUSE.search(since)

    def _after(self, span: Span, attributed: bool) -> Dated | None:
        """ "…,” wrote Trotsky in 1932"."""
        if not attributed or span.kind != "inline":
            return None
        _, high = self.document.words_around(span.start, span.end)
        text = self.text[span.end : min(high, span.end + _AFTER)]
        text = re.split(r"[“„«]|\[\d", text[1:])[0]
        verb = SPEECH_VERB.search(text[:40])
        said = verb.end() if verb else 0
        for date in find_dates(text) if verb else []:
            between = text[said : date.start]
            if (
                self._is_precise(date)
                and _PREPOSITION.search(between)
                and len(between) < _BETWEEN
                and not _CLAUSE.search(between)
            ):
                return self._dated(text, date)
        return None

    def _dated(self, text: str, date: FoundDate) -> Dated:
        words = text[max(0, date.start - _WORDS_BEFORE) : min(len(text), date.end + _WORDS_AFTER)]
        return Dated(date.edtf, f"“…{' '.join(words.split())}…”")

    # -- relative dates ------------------------------------------------------------------------

    def _relative(self, low: int, quote: int) -> Dated | None:
        text = self.text[low:quote]
        for pattern, step in _RELATIVE:
            match = pattern.search(text)
            base = self._base(low) if match else None
            edtf = _shift(base, step) if base else None
            if match and edtf:
                return Dated(edtf, f"“{match.group().strip()}”, after {base}")
        return None

    def _base(self, low: int) -> str | None:
        """The date before: the last one given to a quotation, or one that the text names since."""
        if self.last is None or low - self.last[0] > _NEAR * 3:
            return None
        since = find_dates(self._own(self.last[0], low))
        since = [date for date in since if date.edtf != self.last[1]]
        if not since:
            return self.last[1]
        return since[-1].edtf if self._is_precise(since[-1]) else None

    def _before_death(self, low: int, quote: int) -> Dated | None:
        match = _BEFORE_DEATH.search(self.text, low, quote)
        year = self._death_year() if match else None
        if match is None or year is None:
            return None
        value = year - 1 if match["which"] == "before" else year
        return Dated(str(value), f"“{match.group()}”, which the text puts in {year}")

    def _death_year(self) -> int | None:
        """The one year that the text gives for somebody's death, when there is only one."""
        years = set()
        for match in _DEATH.finditer(self.text):
            dates = find_dates(self.text, match.end(), match.end() + _EVENT_REACH)
            between = self.text[match.end() : dates[0].start] if dates else "."
            if (
                re.fullmatch(r"[^.;:“”]{0,30}\bin\s(?:\w+\s)?", between)
                and "X" not in dates[0].edtf
            ):
                years.add(dates[0].year)
        return years.pop() if len(years) == 1 else None

    def _writing_before(self, low: int) -> Dated | None:
        """An earlier sentence of the paragraph: "Writing in 1937, Trotsky …"."""
        index = self.document.block_index(low)
        if index is None:
            return None
        sentences = self.document.sentences_of(index)
        at = bisect_left(sentences, (low, 0))
        for start, end in reversed(sentences[max(0, at - _LOOK_BACK) : at]):
            text = self._own(start, end)
            for date in find_dates(text)[:1]:
                if _WRITING.match(text[: date.start]) and self._is_precise(date):
                    return self._dated(text, date)
                return None
        return None


def _since_verb(before: str) -> str:
    """What stands between the last verb of saying and the date; "" when there is none."""
    last = None
    for match in SPEECH_VERB.finditer(before):
        last = match
    return before[last.end() :] + " " if last else ""


def _shift(edtf: str, step: str) -> str | None:
    if step == "same":
        return edtf[:4]
    if step == "year":
        return str(int(edtf[:4]) + 1)
    if len(edtf) < _MONTH or not edtf[5:7].isdigit():
        return None
    year, month = int(edtf[:4]), int(edtf[5:7])
    return f"{year + month // 12}-{month % 12 + 1:02d}"


def as_evidence(dated: Dated) -> Evidence:
    return Evidence(dated.edtf, dated.reason, confidence.SENTENCE_DATES, "stated")
