"""The part of a reference before its imprint and pages: authors, title, container."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..language.names import is_name, split_names
from .parts import split_pieces

_EDITOR_WORDS = 5  # the most words of an editor's name
_LONGEST_STYLED = 200  # characters of a title in several stretches of emphasis

Styled = list[tuple[int, int]]

_INCLUDED = re.compile(
    r"^(?:included in|contained in|reprinted in|collected in|in|dans|en)\s+", re.IGNORECASE
)
_EDITOR = re.compile(r"\(?\b(?:eds?\.?|edited by|hrsg\.?|Hg\.?|éd\.?)\)?\.?\s*", re.IGNORECASE)
_PAGE_RANGE = re.compile(r"(?:pp?\.\s?)?\d+\s?[-–]\s?\d+")
# "W A Raynes unpublished memoirs": initials and a surname before words that are no name
_INITIALLED = re.compile(r"((?:[A-Z]\.?\s?){1,3}\s?[A-Z][a-z][\w’-]+)\s(?=[a-z])")
# A title in marks, with marks of its own inside
QUOTED = re.compile(
    r"[“„«\"](?P<inner>[^“”„«»\"]{2,200}?(?:“[^”]{1,60}”[^”\"]{0,80})?)[,.]?[”“»\"]"
)


@dataclass(frozen=True, slots=True)
class Head:
    authors: tuple[str, ...] = ()
    title: str = ""
    container: str = ""
    container_authors: tuple[str, ...] = ()
    quoted: bool = False


def _clean(title: str) -> str:
    title = " ".join(title.split()).strip(" ,.;:—–*_-")
    return title[1:] if title.startswith("(") and ")" not in title else title


def read_head(text: str, emphasis: Styled) -> Head:
    quoted = QUOTED.search(text)
    set_off = [(a, b) for a, b in emphasis if b <= len(text) + 1 and b - a > 2]
    if quoted and _opens_title(text, quoted):
        return _essay_head(text, quoted, set_off)
    if set_off:
        return _styled_head(text, set_off)
    return _plain_head(text)


def _opens_title(text: str, quoted: re.Match[str]) -> bool:
    """Marks that begin a title, not a name within one (The Challenge of the “Left Opposition”)."""
    before = text[: quoted.start()].strip(" (")
    return not before or before.endswith((",", ".", ":", "in")) or is_name(before)


def _essay_head(text: str, quoted: re.Match[str], emphasis: Styled) -> Head:
    before = re.sub(r"\sin$", "", text[: quoted.start()].strip(" ,(:"))
    authors = split_names(before) if is_name(before) else ()
    rest = text[quoted.end() :]
    title = _clean(quoted["inner"])
    follows = rest.lstrip()
    if (
        authors
        and follows[:1] not in (",", ".", "")
        and not _INCLUDED.match(follows)
        and not emphasis
    ):
        return Head(authors, title, quoted=True)
    container, editors = _container(rest)
    return Head(authors, title, container, editors, quoted=True)


def _container(rest: str) -> tuple[str, tuple[str, ...]]:
    pieces = [rest[a:b].strip() for a, b in split_pieces(rest)]
    pieces = [piece for piece in pieces if piece and not _PAGE_RANGE.fullmatch(piece)]
    names: tuple[str, ...] = ()
    if pieces:
        pieces[0] = _INCLUDED.sub("", pieces[0])
    editor = _EDITOR.sub("", pieces[0]).strip() if len(pieces) > 1 else ""
    if editor and is_name(editor) and 1 < len(editor.split()) <= _EDITOR_WORDS:
        names = split_names(editor)
        pieces = pieces[1:]
    container = ", ".join(pieces)
    container = re.sub(r"(?:,?\s?(?:Vol(?:ume)?|No|Number|Nr|Bd)\.?\s?\d+)+$", "", container)
    return _clean(container), names


def _styled_head(text: str, emphasis: Styled) -> Head:
    first, last = emphasis[0], emphasis[-1]
    before = text[: first[0]].strip(" ,.(:")
    before = _INCLUDED.sub("", before)
    names = _EDITOR.sub("", before).strip(" ,")
    authors = split_names(names) if is_name(names) else ()
    title = _clean(
        text[first[0] : last[1]]
        if last[1] - first[0] < _LONGEST_STYLED
        else text[first[0] : first[1]]
    )
    return Head(authors, title)


def _plain_head(text: str) -> Head:
    pieces = split_pieces(text)
    if not pieces:
        return Head()
    first = text[pieces[0][0] : pieces[0][1]].strip(" .(")
    bare = _EDITOR.sub("", first).strip()
    if len(pieces) > 1 and is_name(bare):
        return Head(split_names(bare), _clean(text[pieces[1][0] :]))
    initials = _INITIALLED.match(text)
    if initials:
        return Head((initials[1],), _clean(text[initials.end() :]))
    if len(pieces) == 1 and is_name(bare) and len(bare.split()) == 1:
        return Head(split_names(bare))
    parts = re.match(
        r"([A-Z][\w’'-]+(?:, | )(?:[A-Z]\.\s?)+|[A-Z][\w’'-]+, [A-Z][\w-]+\.) ?(.{4,})", text
    )
    if parts and is_name(parts[1].strip(" .,")):
        return Head((parts[1].strip(" ,"),), _clean(parts[2]))
    return Head(title=_clean(text))


def type_of(head: Head, dated: bool) -> str:
    if head.quoted and dated:
        return "article-journal"
    if head.quoted:
        return "chapter"
    return "article-newspaper" if dated and not head.authors else "book"
