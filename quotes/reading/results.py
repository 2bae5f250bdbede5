"""What reading an article yields. All offsets are code points into the document text."""

from __future__ import annotations

from dataclasses import dataclass, field

from .document.model import Document, Problem

INLINE, BLOCK, NESTED = "inline", "block", "nested"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One suggestion: its value, the words that speak for it, and a confidence of 0 to 1."""

    value: str | None = None
    reason: str = ""
    confidence: float = 0.0
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """One contiguous quotation: ``document.text[start:end]``, without its marks.

    ``outer`` is the index (into ``ParsedArticle.spans``) of the quotation that holds a nested one.
    ``note`` is the label of the note that covers it; ``in_note`` the note it stands in.
    """

    start: int
    end: int
    kind: str
    fragment: bool = False
    outer: int | None = None
    note: str | None = None
    note_start: int | None = None
    in_note: str | None = None
    section: str = ""
    elisions: int = 0
    cover_start: int | None = None
    cover_end: int | None = None
    defect: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words in quotation marks that are no quotation, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Work:
    """A work that notes cite, from all that they say of it. CSL's fields by their usual names."""

    type: str = "book"
    authors: tuple[str, ...] = ()
    title: str = ""
    container: str = ""
    container_authors: tuple[str, ...] = ()
    place: str = ""
    publisher: str = ""
    year: str = ""
    issued: str = ""
    volume: str = ""
    note: str | None = None
    author_from: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A reference led to its work. ``trail`` says how; ``work`` is None where it stayed open."""

    start: int
    end: int
    note: str | None
    work: int | None
    locator: str
    via: bool
    trail: str
    original: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """All spans of one source under one note, as indexes; ``reference`` into ``references``."""

    note: str | None
    reference: int | None
    spans: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What reading suggests for the span of the same index."""

    speaker: Evidence = field(default_factory=Evidence)
    voice: Evidence = field(default_factory=lambda: Evidence("own"))
    date: Evidence = field(default_factory=Evidence)
    via: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class ParsedArticle:
    """A whole article, read: what loader, commands and editors work from."""

    document: Document
    spans: tuple[Span, ...]
    left_out: tuple[LeftOut, ...]
    works: tuple[Work, ...]
    references: tuple[Resolved, ...]
    passages: tuple[Passage, ...]
    suggestions: tuple[Suggestion, ...]
    reference_of: tuple[int | None, ...]
    problems: tuple[Problem, ...]

    def text_of(self, span: Span) -> str:
        """The span's words, verbatim."""
        return self.document.text[span.start : span.end]

    def work_of(self, index: int) -> Work | None:
        """The work that span ``index`` is quoted from, where its reference was resolved."""
        reference = self.reference_of[index]
        work = None if reference is None else self.references[reference].work
        return None if work is None else self.works[work]
