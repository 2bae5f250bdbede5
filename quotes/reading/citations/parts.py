"""The small parts of a reference: names, page lists, imprints, containers of dates."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..language.dates import find_dates

_PRINTED = range(1401, 2100)  # pages that could be a year of printing
_PAGES_REACH = 120  # characters at the end of a reference in which its pages stand

_PAGE = r"(?:\d{1,4}[a-z]?|[ivxlc]{1,7})"
_RANGE = rf"{_PAGE}(?:\s?[-–—/]\s?{_PAGE})?(?:\s?(?:ff?|n)\b\.?)?"
_LIST = rf"{_RANGE}(?:\s?(?:,|and|&|;|und|et|y|pp?\.?)\s?(?:pp?\.?\s?)?{_RANGE})*"
# The end of a reference: "2: 237, 245", "1 :151–2", "vol. 1, p. 33", ", 107–9.", "pp. 4-5", "p26"
PAGES_AT_END = re.compile(
    rf"""
    (?:[\s,.;:]*\b(?:vol(?:ume|s)?\.?|bd\.?|band|t(?:ome|omo)?\.)\s?(?P<volume>\d{{1,3}}|[ivxlcIVXLC]{{1,6}})\b)?
    (?:
        (?:^|[\s,.;:)\]]+)(?P<volume2>\d{{1,2}})\s?:\s?(?P<pages1>{_LIST})
      | (?:^|[\s,.;:)\]]+)(?:pages?|pp?|S|Seiten?|págs?|pág|f)(?:\.|\s|(?=\d))\s?(?P<pages2>{_LIST})
      | (?:^|[,.;:)\]]\s*)
        (?P<pages3>\d{{1,4}}(?:\s?[-–—]\s?\d{{1,4}})?(?:,\s?\d{{1,4}}(?:\s?[-–—]\s?\d{{1,4}})?)*)
    )?
    [\s.,;)\]]*$
    """,
    re.VERBOSE,
)
# "(London: Pluto Press, 1974)", "[New York: Dover Books, 1970]"; place and publisher, then a year
IMPRINT = re.compile(
    r"[(\[](?P<place>[^()\[\]:]{2,60}):\s?(?P<publisher>[^()\[\]]{2,90}?),?\s(?P<year>1[4-9]\d\d|20\d\d)"
    r"(?:[^()\[\]]{0,30})[)\]]"
)
# "(2006)", "(12 May 1921)", "(Winter 2014)", "(April 1985)", "(London, 1923)"
DATED_PAREN = re.compile(r"[(\[]([^()\[\]]{0,40}?(?:1[4-9]\d\d|20\d\d))[)\]]")
# "(1978; reprint New Brunswick, 1991)": the first year is the work's
_FIRST_YEAR = re.compile(r"(1[4-9]\d\d|20\d\d)[;,/]\s?(?:(?:reprint|repr\.|reissued)\s)?", re.I)
_REPRINTED = re.compile(r"\b(?:reprint|repr\.|reissued|reprinted|nachdruck|réimpr)", re.IGNORECASE)
_YEAR_AT_END = re.compile(r"[\s,–-]((?:1[5-9]|20)\d\d)[.\s]*$")
_YEAR_RANGE = re.compile(r"\d{4}\s?[-–]\s?\d{1,4}")


@dataclass(frozen=True, slots=True)
class Pages:
    """What ends a reference: ``locator`` as printed, with the volume; ``start`` where it begins."""

    start: int
    volume: str
    locator: str


def read_pages(text: str) -> Pages:
    """The page list at the end of ``text``; empty strings where there is none.

    >>> read_pages("Trotsky, 172–3."), read_pages("Works 6: 270").locator
    (Pages(start=7, volume='', locator='172–3'), '6: 270')
    """
    match = PAGES_AT_END.search(text, max(0, len(text) - _PAGES_REACH))
    if match is None:
        return Pages(len(text), "", "")
    pages = (match["pages1"] or match["pages2"] or match["pages3"] or "").strip(" ,;")
    if match["pages3"] and _is_year(pages):
        return Pages(len(text), "", "")
    volume = match["volume"] or match["volume2"] or ""
    locator = f"{volume}: {pages}" if volume and pages else pages
    start = match.start() if (pages or volume) else len(text)
    return Pages(start, volume, locator)


def _is_year(pages: str) -> bool:
    return pages.isdigit() and len(pages) == 4 and int(pages) in _PRINTED


@dataclass(frozen=True, slots=True)
class Imprint:
    """Place, publisher and year at ``start:end`` of a reference's text."""

    start: int
    end: int
    place: str
    publisher: str
    year: str


def read_imprint(text: str) -> Imprint | None:
    """The last imprint in the text: "(Place: Publisher, 1990)"."""
    last = None
    for match in IMPRINT.finditer(text):
        last = match
    if last is None:
        return None
    first = _FIRST_YEAR.match(last["place"])
    if first:
        place = last["place"][first.end() :].strip()
        return Imprint(last.start(), last.end(), place, last["publisher"].strip(" ,"), first[1])
    return Imprint(
        last.start(), last.end(), last["place"].strip(), last["publisher"].strip(" ,"), last["year"]
    )


@dataclass(frozen=True, slots=True)
class Issue:
    """The date of a newspaper or journal at ``start:end``; ``issued`` is EDTF."""

    start: int
    end: int
    issued: str


def read_issue(text: str) -> Issue | None:
    """A date of issue: in brackets "(12 May 1921)", or bare "July 1934", "May 26th 1871"."""
    for match in reversed(list(DATED_PAREN.finditer(text))):
        if _YEAR_RANGE.search(match[1]):
            continue
        dates = find_dates(match[1])
        if dates:
            first = _REPRINTED.search(match[1]) is not None
            return Issue(match.start(), match.end(), dates[0 if first else -1].edtf)
    dates = [date for date in find_dates(text) if "-" in date.edtf and "/" not in date.edtf]
    if dates:
        return Issue(dates[0].start, dates[0].end, dates[0].edtf)
    year = _YEAR_AT_END.search(text)
    return Issue(year.start(1), year.end(1), year[1]) if year else None


def split_pieces(text: str) -> list[tuple[int, int]]:
    """Offsets of the comma-separated pieces, commas inside brackets and marks not counted."""
    pieces, depth, start, in_straight = [], 0, 0, False
    for index, character in enumerate(text):
        if character in "([“„«":
            depth += 1
        elif character in ")]”»":
            depth = max(0, depth - 1)
        elif character == '"':
            in_straight = not in_straight
        elif character == "," and depth == 0 and not in_straight:
            pieces.append((start, index))
            start = index + 1
    pieces.append((start, len(text)))
    return [(a, b) for a, b in pieces if text[a:b].strip()]
