"""References of the styles that put no brackets round the imprint, or a key in place of a title.

"Karl Holm: Lampen (1921). In: Werke, Band 3. Berlin 1972, S. 66." and "Karl Holm, Lampen, Berlin
2015: 20f." as German books print them; "Holm 1990a, 70", "Holm/Stein SW 19, 385" as essays do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..language.names import is_name, split_names

_LONGEST = 420  # characters in brackets that may cite

_NAME = r"(?:[A-ZÀ-ÞŁŠŽ][\w’'´.-]*|de|von|van|der|du|la|le)"
_PLACE = (
    r"[A-ZÀ-Þ][\w-]+(?:[\s/](?:[A-ZÀ-Þ][\w-]*\.?|am|an|der|a\.|u\.|d\.|i\.))"
    r"{0,4}"
)
_PAGES = r"(?:\d{1,4}|[ivxlc]{1,7})(?:\s?(?:[-–]+\s?\d{1,4}|ff?\b\.?))?"
_WHOLE = re.compile(
    rf"""
    (?P<author>{_NAME}(?:[\s/]{_NAME}|\s(?:und|and|et|y|&)\s{_NAME}){{0,6}}|(?:Ders|Dies)\.)
    (?:\s\((?:Hg|Hrsg|eds?)\.\))?
    (?P<joint>:|,)\s
    (?P<title>[^\n]{{3,220}}?)
    (?:\s\((?P<first>1[4-9]\d\d|20\d\d)[^()]{{0,14}}\))?
    (?:[.,]\s[Ii]n:?\s(?P<container>[^\n]{{2,160}}?)(?:\s\(\d{{4}}[^()]{{0,14}}\))?)?
    [.,]\s(?P<place>{_PLACE})\s(?P<year>1[4-9]\d\d|20\d\d)(?!\d)
    (?:[.,:]\s?(?:(?:S|pp?)\.?\s?)?(?P<pages>{_PAGES}(?:,\s?(?:(?:S|pp?)\.\s?)?{_PAGES}){{0,6}})(?!\w))?
    """,
    re.VERBOSE,
)
_MONTH = re.compile(
    r"(?:jan|feb|mär|mar|apr|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zäé]*\.?|ma[iy]|mayo|août"
    r"|spring|summer|autumn|fall|winter",
    re.IGNORECASE,
)
_KEY = re.compile(
    rf"""
    (?P<names>{_NAME}(?:\s?/\s?{_NAME}|\s(?:und|and|&)\s{_NAME}|\s{_NAME}){{0,3}}?)
    (?:\set\sal\.)?\s
    (?P<key>(?:1[5-9]|20)\d\d[a-z]?|[A-Z]{{2,5}}\s\d{{1,3}}[a-z]?)
    [,:]\s?(?:S\.\s?|pp?\.\s?)?{_PAGES}(?:,\s?{_PAGES})*\.?
    """,
    re.VERBOSE,
)
_LEAD = re.compile(r"\s*(?:(?:vgl|siehe|cf|see)\b\.?(?:\sauch|\salso)?:?\s*)?", re.IGNORECASE)
# Volumes of documents have no author of that name
_NO_AUTHOR = re.compile(
    r"(?:materialien|dokumente|documents|protokoll\w*|minutes|proceedings|reports?|archiv\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WholeCitation:
    """A citation at ``start:end`` of the text; ``same_author`` for "Ders."."""

    start: int
    end: int
    authors: tuple[str, ...]
    title: str
    container: str
    place: str
    year: str
    pages: str
    same_author: bool = False


def read_whole(text: str, start: int, end: int) -> WholeCitation | None:
    """The unbracketed citation that begins the note ``text[start:end]``, if one does.

    >>> note = "Vgl. Karl Holm: Lampen (1921). In: Werke, Band 3. Berlin 1972, S. 66."
    >>> found = read_whole(note, 0, len(note))
    >>> found.authors, found.title, found.container, found.year, found.pages
    (('Karl Holm',), 'Lampen', 'Werke, Band 3', '1972', '66')
    """
    lead = _LEAD.match(text, start, end)
    begin = lead.end() if lead else start
    match = _WHOLE.match(text, begin, min(end, begin + _LONGEST))
    if match is None or not _is_whole(match):
        return None
    same = match["author"] in ("Ders.", "Dies.")
    return WholeCitation(
        start,
        match.end(),
        () if same else _names(match["author"]),
        match["title"].strip(" ,.*_"),
        (match["container"] or "").strip(" ,.*_"),
        match["place"],
        match["year"],
        match["pages"] or "",
        same,
    )


def _is_whole(match: re.Match[str]) -> bool:
    if match["joint"] == "," and len(match["author"].split()) < 2:
        return False
    if _MONTH.fullmatch(match["place"].split()[-1]) or re.search(r"[(\[“„«\"]", match["title"]):
        return False
    if match["joint"] == "," and not match["title"][:1].isupper():
        return False
    return match["author"] in ("Ders.", "Dies.") or is_name(match["author"].replace("/", " "))


def read_key(segment: str) -> tuple[str, ...] | None:
    """The authors of an author-year or author-volume key, None for anything else.

    >>> read_key("Holm/Stein SW 19, 385"), read_key("Stein 1990a, 70"), read_key("Works 12, 7")
    (('Holm', 'Stein'), ('Stein',), None)
    """
    match = _KEY.fullmatch(segment.strip())
    if match is None:
        return None
    if _NO_AUTHOR.match(match["names"]):
        return ()
    return _names(match["names"]) if is_name(match["names"].replace("/", " ")) else None


def _names(text: str) -> tuple[str, ...]:
    parts = [part.strip() for part in text.split("/") if part.strip()]
    return tuple(parts) if len(parts) > 1 else split_names(text)
