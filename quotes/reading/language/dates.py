"""Dates in running text → EDTF strings of the subset that the project stores.

"12 May 1921" → 1921-05-12 · "mid-March 1918" → 1918-03 · "July-August 1920" → 1920-07/1920-08 ·
"1924–26" → 1924/1926 · "the 1920s" → 192X. Months in all languages that are known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .languages import LANGUAGES

_NUMBER = {
    name: number
    for language in LANGUAGES
    for number, names in enumerate(language.months, start=1)
    for name in names.split()
}
_MONTH = "|".join(sorted(_NUMBER, key=len, reverse=True))
_YEAR = r"1[4-9]\d\d|20\d\d"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"

_DATE = re.compile(
    rf"""
    (?<![\w/.])(?<!\d-)
    (?:
      # 12 May 1921, 12th of May, 1921, 12. Mai 1921, 3 de mayo de 1921, 18-19 January 1918
      (?P<day>{_DAY})(?:[-–]{_DAY})?(?:st|nd|rd|th|er|º|\.)?\s(?:of\s|de\s)?\[?
      (?P<month>{_MONTH})\b\.?,?\s(?:de\s)?\[?(?P<year>{_YEAR})
    | # May 12th, 1921
      (?P<month2>{_MONTH})\b\.?\s(?P<day2>{_DAY})(?:st|nd|rd|th)?,?\s(?P<year2>{_YEAR})
    | # February 19th and 26th 1851, May 10th, May 13th, June 7th, 1914
      (?P<month6>{_MONTH})\b\.?\s(?P<day6>{_DAY})(?:st|nd|rd|th)?
      (?:(?:,|\sand|\s&|,\sand)\s(?:(?:{_MONTH})\s)?{_DAY}(?:st|nd|rd|th)?){{1,4}},?\s(?P<year6>{_YEAR})
    | # July-August 1920, July to August 1920
      (?P<month3>{_MONTH})\s?(?:[-–/]|to|and)\s?(?P<month4>{_MONTH})\b,?\s(?P<year3>{_YEAR})
    | # mid-March 1918, December, 1923, März 1921, marzo de 1921
      (?P<month5>{_MONTH})\b\.?,?\s(?:of\s|de\s)?(?P<year5>{_YEAR})
    | # 1923–7, 1924–26, 1901–1941
      (?P<from>{_YEAR})[-–/](?P<to>{_YEAR}|\d\d?)(?![\d-])
    | # the 1920s
      (?P<decade>1[4-9]\d|20\d)0s
    | (?P<plain>{_YEAR})
    )
    (?![\w])
    """,
    re.VERBOSE | re.IGNORECASE,
)


# Every date ends in a year; looking for the year first keeps long texts quick
_YEAR_HINT = re.compile(r"(?<!\d)(?:1[4-9]|20)\d[\d]")
_BEFORE, _AFTER = 60, 12


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at ``start:end`` of the text; ``edtf`` is its value, ``year`` its first year."""

    start: int
    end: int
    edtf: str

    @property
    def year(self) -> int:
        return int(self.edtf[:4].replace("X", "0"))


def _month(name: str) -> int:
    return _NUMBER[name.lower()]


def _interval(first: str, last: str) -> str | None:
    last = first[: 4 - len(last)] + last
    return f"{first}/{last}" if first < last else None


def _edtf(match: re.Match[str]) -> str | None:
    if match["day"]:
        return f"{match['year']}-{_month(match['month']):02d}-{int(match['day']):02d}"
    if match["day2"]:
        return f"{match['year2']}-{_month(match['month2']):02d}-{int(match['day2']):02d}"
    if match["day6"]:
        return f"{match['year6']}-{_month(match['month6']):02d}-{int(match['day6']):02d}"
    if match["month3"]:
        first, last, year = _month(match["month3"]), _month(match["month4"]), match["year3"]
        return f"{year}-{first:02d}/{year}-{last:02d}" if first < last else f"{year}-{first:02d}"
    if match["month5"]:
        return f"{match['year5']}-{_month(match['month5']):02d}"
    if match["from"]:
        return _interval(match["from"], match["to"])
    if match["decade"]:
        return f"{match['decade']}X"
    return match["plain"]


_THIRTY = {4, 6, 9, 11}


def _is_real(edtf: str) -> bool:
    parts = edtf.split("-")
    if len(parts) != 3 or "/" in edtf:
        return True
    year, month, day = map(int, parts)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = 30 if month in _THIRTY else 31 if month != 2 else 29 if leap else 28
    return day <= last


def find_dates(text: str, low: int = 0, high: int | None = None) -> list[FoundDate]:
    """All dates in ``text[low:high]``, in order.

    >>> [date.edtf for date in find_dates("in mid-March 1918 and on 12 May 1921, the 1920s")]
    ['1918-03', '1921-05-12', '192X']
    """
    high = len(text) if high is None else high
    found: list[FoundDate] = []
    done = low
    for hint in _YEAR_HINT.finditer(text, low, high):
        if hint.start() < done:
            continue
        window = max(done, hint.start() - _BEFORE)
        for match in _DATE.finditer(text, window, min(high, hint.end() + _AFTER)):
            if match.start() > hint.start():
                break
            edtf = _edtf(match)
            done = max(done, match.end())
            if edtf and _is_real(edtf):
                found.append(FoundDate(match.start(), match.end(), edtf))
    return found


def first_year(edtf: str) -> int:
    """The earliest year of an EDTF string of our subset."""
    return int(edtf.lstrip("[")[:4].replace("X", "0"))


def last_year(edtf: str) -> int:
    """The latest year of an EDTF string of our subset."""
    tail = edtf.strip("[]").replace("..", "/").split("/")[-1]
    return int(tail[:4].replace("X", "9"))
