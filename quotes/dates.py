"""Historical dates: EDTF in; strict bounds, precision and plain words out.

The accepted forms are a subset of EDTF (Library of Congress, 2019), levels 0 to 2:

==========================  =====================================================
``1920-07-23``              a day; also ``1920-07`` and ``1920``
``1920?`` ``1920~``         uncertain, approximate; ``1920%`` is both
``192X``                    some year of a decade
``1942/1943``               a closed interval: *throughout* these years
``[1930..1931]``            a set: *once, somewhere within* these years
==========================  =====================================================

Years run from 1 to 9999. Open, reversed and mixed intervals are refused.
"""

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from edtf.parser.grammar import level0Expression, level1Expression
from pyparsing import ParseException

Precision = Literal["day", "month", "year", "decade"]
Extent = Literal["point", "throughout", "within"]

_SIMPLE = r"(?:[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?[?~%]?|[0-9]{3}X)"
_POINT = re.compile(_SIMPLE)  # 1920-07~
_INTERVAL = re.compile(rf"({_SIMPLE})/({_SIMPLE})")  # 1942/1943
_SET = re.compile(rf"\[({_SIMPLE})\.\.({_SIMPLE})\]")  # [1930..1931]

_QUALIFIERS = {"?": "uncertain", "~": "approximate", "%": "uncertain and approximate"}
FORMS = "1920, 1920-07, 1920-07-23, 1920?, 1920~, 192X, 1942/1943 or [1930..1931]"


class DateError(ValueError):
    """A text that is not a date in the accepted subset of EDTF; says why."""


@dataclass(frozen=True, slots=True)
class HistoricalDate:
    """A date as it was written down, with the strict bounds that follow from it.

    ``first`` and ``last`` are the first and the last day that the date may mean, both included.
    ``extent`` tells a point from a stretch (``throughout``) and from a day that lies somewhere
    within a stretch (``within``).

    >>> HistoricalDate.parse("[1930..1931]").last
    datetime.date(1931, 12, 31)
    """

    edtf: str
    first: datetime.date
    last: datetime.date
    precision: Precision
    extent: Extent

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> "HistoricalDate":
        """Read one EDTF string. Raises DateError with a sentence for an editor."""
        if _POINT.fullmatch(text):
            first, last = _bounds(text)
            return cls(text, first, last, _precision(text), "point")
        if match := _INTERVAL.fullmatch(text):
            return cls._between(text, match[1], match[2], "throughout")
        if match := _SET.fullmatch(text):
            return cls._between(text, match[1], match[2], "within")
        raise DateError(f"“{text}” is not a date that can be read here. Write {FORMS}.")

    @classmethod
    def _between(cls, text: str, start: str, end: str, extent: Extent) -> "HistoricalDate":
        (first, first_end), (last_start, last) = _bounds(start), _bounds(end)
        stands_still = (first, first_end) == (last_start, last)
        if first > last_start or first_end > last or stands_still:
            message = f"“{text}” runs backwards or stands still: the earlier date comes first."
            raise DateError(message)
        coarser = max(_precision(start), _precision(end), key=_COARSENESS.index)
        return cls(text, first, last, coarser, extent)

    @property
    def year(self) -> int:
        """The earliest year: a quotation is grouped and counted there."""
        return self.first.year

    def in_words(self) -> str:
        """The date as a reader says it: ``once between July and August 1920``.

        >>> HistoricalDate.parse("1935-09-06").in_words()
        '6 September 1935'
        """
        if match := _INTERVAL.fullmatch(self.edtf):
            return f"{_begin(match[1], match[2])} to {_words(match[2])}, throughout"
        if match := _SET.fullmatch(self.edtf):
            return f"once between {_begin(match[1], match[2])} and {_words(match[2])}"
        return _words(self.edtf)

    def __str__(self) -> str:
        return self.edtf


_COARSENESS: list[Precision] = ["day", "month", "year", "decade"]
_MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]


def _precision(simple: str) -> Precision:
    if simple.endswith("X"):
        return "decade"
    return ("year", "month", "day")[simple.count("-")]


def _bounds(simple: str) -> tuple[datetime.date, datetime.date]:
    """Strict bounds by the edtf library; its errors and its year 0 in our words."""
    try:
        return _strict_bounds(simple.rstrip("?~%"))  # a doubt does not move them
    except (ParseException, ValueError, OverflowError) as error:
        raise DateError(f"“{simple}” is not a day, month or year of the calendar.") from error


@lru_cache(maxsize=4096)
def _strict_bounds(plain: str) -> tuple[datetime.date, datetime.date]:
    # The library's whole grammar takes ten times as long, to find out what is known here: only a
    # decade is of EDTF's level 1.
    grammar = level1Expression if plain.endswith("X") else level0Expression
    parsed = grammar.parse_string(plain, parse_all=True)[0]
    first, last = (
        datetime.date(day.tm_year, day.tm_mon, day.tm_mday)
        for day in (parsed.lower_strict(), parsed.upper_strict())
    )
    return first, last


def _begin(first: str, last: str) -> str:
    """The first end without what the last one says again: the "13" of "13 and 14 March 1918"."""
    words, again = _words(first).split(), _words(last).split()
    is_doubtful = "(" in _words(first) + _words(last)  # the doubt belongs to one of them
    if is_doubtful or len(words) > len(again):
        return _words(first)
    while words[1:] and again and words[-1] == again[-1]:
        words.pop()
        again.pop()
    return " ".join(words)


def _words(simple: str) -> str:
    qualifier = _QUALIFIERS.get(simple[-1], "")
    simple = simple.rstrip("?~%")
    if simple.endswith("X"):
        return f"{simple[:-1]}0s".lstrip("0")
    year, *rest = simple.split("-")
    parts = [year.lstrip("0")]
    if rest:
        parts.insert(0, _MONTHS[int(rest[0]) - 1])
    if len(rest) == 2:
        parts.insert(0, str(int(rest[1])))
    return " ".join(parts) + (f" ({qualifier})" if qualifier else "")
