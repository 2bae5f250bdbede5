"""Notes → references, as they stand: full, short, ibid., op. cit.; nothing is resolved here.

A note may cite several works, cite in passing, in brackets, after a remark, or not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..language.names import is_name, split_names
from ..language.sentences import sentences
from .heads import QUOTED, Head, Styled, read_head, type_of
from .other_styles import WholeCitation, read_key, read_whole
from .parts import DATED_PAREN, Imprint, Issue, Pages, read_imprint, read_issue, read_pages

_LONGEST_PAGE_LIST = 60  # characters of a sentence that is pages alone: "12; and also 14"
_VIA_REACH = 160  # characters in which "quoted by" stands
_LONGEST_SHORT = 160  # characters of a reference without an imprint: longer ones are remarks
_LONGEST_WITH_PAGES = 260  # characters of one that ends in pages
_TITLE_WORDS = 14  # with a verb, more words than these are a sentence
_PAPER_WORDS = 12  # the most words of a newspaper's name

_IBID = re.compile(r"\W*(?:ibid(?:em)?|ib|ebd|ebenda|ibíd)\b\.?", re.IGNORECASE)
_IDEM = re.compile(r"\W*(?:idem|id|ders|ídem|the same)\b\.?(?=[\s,])", re.IGNORECASE)
_OP_CIT = re.compile(
    r"\b(?:op(?:us)?\.?\s?cit|loc\.?\s?cit|ob\.?\s?cit|a\.\s?a\.\s?O)\b\.?", re.IGNORECASE
)
_SEE = re.compile(
    r"\W*(?:see(?: also| for example)?\b|cf\b\.?|compare\b|also\b|for [^.]{3,160}?, see\b"
    r"|siehe\b|vgl\.|"
    r"voir\b|véase\b|for (?:an|a) account)[,:]?\s*(?:section \S+ of\s)?",
    re.IGNORECASE,
)
_VIA = re.compile(
    r"\b(?:as )?(?:re-?)?(?:quoted|cited|quot\.|cit\.|reproduced|reprinted|zitiert|zit\.|cité"
    r"|citado|citato)"
    r"(?: again)? (?:in|by|from|nach|bei|par|dans|en|por|da)\b:?\s*|\bz(?:it)?\.\s?n\.\s*",
    re.IGNORECASE,
)
_LEADING_QUOTE = re.compile(r"\W*[“„«\"]")
# What papers, minutes and reports are called
_PAPER_WORD = re.compile(
    r"[A-ZÀ-Þ&][\w’'.&-]*|\d{1,3}(?:st|nd|rd|th)?|of|the|and|to|in|from|for|de|la|le|der|die|des|du|&|-|–|ex|"
    r"minutes?|books?|reports?|quarterly|annual|monthly|weekly|branch|executive|council|committee|letters?|"
    r"editorial|journal|records?|diary|dated|meeting|circular|leaflet|poster|statements?|almanac|"
    r"nummer|ausgabe|protokoll|procès-verbal|actas?"
)
_RECORDS = re.compile(
    r"\b(?:minutes?|reports?|almanac|souvenir|year ?book|protokoll|actas?)\b", re.IGNORECASE
)
_SEASON = re.compile(r"spring|summer|autumn|fall|winter|issue|number", re.IGNORECASE)
_MAX_SEGMENT = 420


@dataclass(frozen=True, slots=True)
class Reference:
    """One work cited, as the note prints it; ``start:end`` in the document text.

    ``form``: full, short, ibid, idem, opcit. ``via``: whether the words are only quoted there.
    ``passing``: introduced by "see" and the like, so not the source of what is quoted before it.
    """

    start: int
    end: int
    form: str
    authors: tuple[str, ...] = ()
    title: str = ""
    container: str = ""
    container_authors: tuple[str, ...] = ()
    place: str = ""
    publisher: str = ""
    year: str = ""
    issued: str = ""
    volume: str = ""
    locator: str = ""
    type: str = ""
    via: bool = False
    passing: bool = False
    in_brackets: bool = False


def parse_references(text: str, start: int, end: int, emphasis: Styled) -> list[Reference]:
    """The references in the note ``text[start:end]``, in order.

    ``emphasis`` lists offsets that the markup set off: titles, in most books.

    >>> note = "Trotsky, 110. He adds a remark. (Harman, 17)"
    >>> [(r.authors, r.locator) for r in parse_references(note, 0, len(note), [])]
    [(('Trotsky',), '110'), (('Harman',), '17')]
    """
    found: list[Reference] = []
    whole = read_whole(text, start, end)
    if whole is not None:
        found.append(_from_whole(text, whole))
        start = whole.end
    brackets = _citing_brackets(text, start, end)
    at = start
    for low, high in [*brackets, (end, end)]:
        for seg_start, seg_end in _segments(text, at, low):
            found.extend(_read_segment(text, seg_start, seg_end, emphasis))
        if low < high:
            found.extend(
                replace(reference, in_brackets=True)
                for seg in _segments(text, low + 1, high - 1)
                for reference in _read_segment(text, *seg, emphasis)
            )
        at = high
    return found


def _from_whole(text: str, whole: WholeCitation) -> Reference:
    see = _SEE.match(text, whole.start, whole.end)
    return Reference(
        whole.start,
        whole.end,
        "idem" if whole.same_author else "full",
        authors=whole.authors,
        title=whole.title,
        container=whole.container,
        place=whole.place,
        year=whole.year,
        locator=whole.pages,
        type="chapter" if whole.container else "book",
        passing=see is not None and see.group().strip(" .:").casefold() not in ("vgl", "cf"),
    )


def _citing_brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Bracketed groups that are citations of their own, such as "(Harman, 17)"."""
    groups = []
    depth, opened = 0, start
    for at in range(start, end):
        character = text[at]
        if character in "([":
            if depth == 0:
                opened = at
            depth += 1
        elif character in ")]" and depth:
            depth -= 1
            if depth == 0 and _cites_alone(text[opened + 1 : at]):
                groups.append((opened, at + 1))
    return groups


def _cites_alone(inner: str) -> bool:
    if (
        len(inner) < 4
        or len(inner) > _MAX_SEGMENT
        or not inner[0].isalpha()
        and inner[0] not in '“"'
    ):
        return False
    if _IBID.match(inner) or _OP_CIT.search(inner):
        return True
    if re.search(r"[a-z]{3,}: [A-Z][^,]+, (?:1[5-9]|20)\d\d$", inner):
        return False
    return bool(read_pages(inner).locator) and ("," in inner or " p" in inner)


def _segments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences and parts between semicolons; a page list stays with what it belongs to."""
    segments: list[tuple[int, int]] = []
    for low, high in _whole_sentences(text, start, end) if end > start else []:
        continues = text[low : low + 1].isdigit() and segments and high - low < _LONGEST_PAGE_LIST
        if continues:
            segments[-1] = (segments[-1][0], high)
            continue
        segments.extend(_split_semicolons(text, low, high))
    return segments


def _whole_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences; one that would end inside a quoted title or a bracket goes on."""
    whole: list[tuple[int, int]] = []
    balance = 0
    for low, high in sentences(text, start, end):
        if balance > 0 and high - whole[-1][0] < _MAX_SEGMENT:
            whole[-1] = (whole[-1][0], high)
        else:
            whole.append((low, high))
            balance = 0
        part = text[low:high]
        balance += sum(map(part.count, "“([")) - sum(map(part.count, "”)]"))
    return whole


def _split_semicolons(text: str, low: int, high: int) -> list[tuple[int, int]]:
    parts, depth, at, in_straight = [], 0, low, False
    for index in range(low, high):
        character = text[index]
        if character in "([“„«":
            depth += 1
        elif character in ")]”»":
            depth = max(0, depth - 1)
        elif character == '"':
            in_straight = not in_straight
        elif character == ";" and depth == 0 and not in_straight:
            parts.append((at, index))
            at = index + 1
    parts.append((at, high))
    return [(a, b) for a, b in parts if text[a:b].strip()]


# ---- one segment -----------------------------------------------------------------------------


def _read_segment(text: str, start: int, end: int, emphasis: Styled) -> list[Reference]:
    while start < end and text[start] in " \n\t":
        start += 1
    segment = text[start:end]
    passing = False
    see = _SEE.match(segment)
    if see:
        passing, start = True, start + see.end()
        segment = text[start:end]
    if len(segment) > _MAX_SEGMENT or len(segment) < 3:
        return []
    via = _VIA.search(segment)
    if via and via.start() <= _VIA_REACH:
        reference = _read_one(text, start + via.end(), end, emphasis)
        if reference is None:
            return []
        original = _authors_before(segment[: via.start()])
        return [
            replace(reference, start=start, via=True, passing=passing, container_authors=original)
        ]
    reference = _read_one(text, start, end, emphasis)
    return [replace(reference, passing=passing)] if reference else []


def _authors_before(text: str) -> tuple[str, ...]:
    """In "Trotsky, quoted by Farber, 209": the one who is quoted."""
    first = text.split(",")[0].strip(" (")
    return split_names(first) if is_name(first) else ()


def _read_one(text: str, start: int, end: int, emphasis: Styled) -> Reference | None:
    segment = text[start:end].rstrip(" \n")
    if not segment:
        return None
    end = start + len(segment)
    pages = read_pages(segment)
    short = _read_repeated(segment, start, end, pages)
    if short:
        return short
    keyed = read_key(segment)
    if keyed is not None:
        title = segment[: pages.start].strip(" ,:")
        return Reference(start, end, "short", keyed, title, locator=pages.locator, type="book")
    if not _is_citation(segment, pages, _within(emphasis, start, end)):
        return None
    imprint = read_imprint(segment)
    issue = None if imprint else read_issue(segment)
    head_end = min(
        imprint.start if imprint else len(segment),
        issue.start if issue else len(segment),
        pages.start,
    )
    head = read_head(
        segment[:head_end], [(a - start, b - start) for a, b in _within(emphasis, start, end)]
    )
    if issue and not _dates_words(segment, issue, head):
        return replace(_made(start, end, head, pages, None, None), year=issue.issued, form="full")
    return _made(start, end, head, pages, imprint, issue)


def _dates_words(segment: str, issue: Issue, head: Head) -> bool:
    """A day or month, a season, a journal's number: not the mere year of a book."""
    if "-" in issue.issued:
        return True
    before = re.split(r"[”\"“»]", segment[: issue.start])[-1]
    if not head.authors and not head.quoted and _RECORDS.search(before):
        return True
    numbered = re.search(r"\d[\s,(]*$|\b(?:Vol|No|Nr|Heft|Jg)\b", before)
    return bool(head.container and (numbered or _SEASON.search(segment[issue.start : issue.end])))


def _made(
    start: int, end: int, head: Head, pages: Pages, imprint: Imprint | None, issue: Issue | None
) -> Reference:
    year = imprint.year if imprint else issue.issued[:4] if issue else ""
    return Reference(
        start,
        end,
        "full" if imprint or issue or head.title and head.authors else "short",
        authors=head.authors,
        title=head.title,
        container=head.container,
        container_authors=head.container_authors,
        place=imprint.place if imprint else "",
        publisher=imprint.publisher if imprint else "",
        year=year,
        issued=issue.issued if issue else "",
        volume=pages.volume,
        locator=pages.locator,
        type=type_of(head, issue is not None),
    )


def _read_repeated(segment: str, start: int, end: int, pages: Pages) -> Reference | None:
    """Ibid., idem and op. cit."""
    for form, pattern in (("ibid", _IBID), ("idem", _IDEM)):
        match = pattern.match(segment)
        if match:
            return Reference(start, end, form, volume=pages.volume, locator=pages.locator)
    match = _OP_CIT.search(segment)
    if match is None:
        return None
    before = segment[: match.start()].strip(" ,.;")
    title = QUOTED.search(before)
    name = before[: title.start()].strip(" ,") if title else before
    name = name.strip("*_ ")
    return Reference(
        start,
        end,
        "opcit",
        authors=split_names(name) if is_name(name) else (),
        title=title["inner"].strip(" ,") if title else ("" if is_name(name) else name),
        volume=pages.volume,
        locator=pages.locator,
    )


def _within(emphasis: Styled, start: int, end: int) -> Styled:
    return [(a, b) for a, b in emphasis if start <= a and b <= end]


def _is_citation(segment: str, pages: Pages, emphasis: Styled) -> bool:
    if not segment[:1].isupper() and segment[0] not in "“„«\"'‘_*(" and not segment[0].isdigit():
        return bool(emphasis and pages.locator and len(segment) < _LONGEST_SHORT)
    if read_imprint(segment):
        return not _reads_as_sentence(segment)
    if pages.locator and len(segment) < _LONGEST_WITH_PAGES:
        return not _reads_as_sentence(segment[: pages.start])
    if QUOTED.match(segment.lstrip("(")) and DATED_PAREN.search(segment):
        return True
    quoted = QUOTED.search(segment)
    if quoted and is_name(segment[: quoted.start()].strip(" ,")) and quoted.start() > 1:
        return True
    return _is_dated_paper(segment)


_VERBS = re.compile(
    r"\b(?:was|were|is|are|has|have|had|did|does|would|could|can|will|may|notes?d?|argues?d?|"
    r"suggests?|according|states?d?|said|says|wrote|writes|dates|recalls?)\b"
)


def _reads_as_sentence(segment: str) -> bool:
    """Words outside of marks and brackets that only a sentence has."""
    bare = re.sub(r"[“\"„«][^”\"»“]*[”\"»“]|\([^)]*\)|\[[^\]]*\]", " ", segment)
    title = re.split(r"[:?]", bare)[0]
    verbs = _VERBS.findall(title)
    return len(verbs) >= 2 or bool(verbs) and len(title.split()) > _TITLE_WORDS


def _is_dated_paper(segment: str) -> bool:
    """ "Derby Mercury July 26th 1871", "Pravda, 12 May 1921"."""
    issue = read_issue(segment)
    if issue is None or len(segment) > _LONGEST_SHORT:
        return False
    name = segment[: issue.start].strip(' ,.(“”"_*-–')
    if "-" not in issue.issued and not _RECORDS.search(name):
        return False
    words = name.replace(",", " ").split()
    return 1 <= len(words) <= _PAPER_WORDS and all(
        _PAPER_WORD.fullmatch(word.strip('“”"().')) for word in words
    )
