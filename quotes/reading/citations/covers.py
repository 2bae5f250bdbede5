"""What vouches for a quotation: the note mark or the bracketed citation that follows it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from ..document.model import Document, NoteText
from ..language.grammar import has_finite_verb
from ..language.languages import language_of
from .parse import Reference, parse_references

# "[Trotsky, Op. Cit., p. 224]", "(Harman, 17)": brackets in running text that may cite
_BRACKET = re.compile(r"[\[(]([^\[\]()]{4,240}(?:\([^()]{1,80}\)[^\[\]()]{0,80})?)[\])]")
_CITES = re.compile(
    r"\b(?:pp?\.\s?[\divxlc]|op\.? ?cit|ibid|ebd\b|ebenda\b|quoted (?:by|in)"
    r"|cited (?:by|in)|vol\. ?\d)"
    r"|,\s?\d{1,4}(?:[-–]\d{1,4})?(?:,\s?\d{1,4}(?:[-–]\d{1,4})?)*$|\b\d{4}:\s?\d+",
    re.IGNORECASE,
)

_MAX_SOURCE = 220


@dataclass(frozen=True, slots=True)
class Cover:
    """A note mark (``label``) or a citation in the text (label None), with its references."""

    start: int
    end: int
    label: str | None
    note: NoteText | None
    references: tuple[Reference, ...]
    names_source: bool = False

    @property
    def cites(self) -> bool:
        """Whether some work is named from which words can come."""
        return self.names_source or any(not reference.passing for reference in self.references)

    @property
    def source(self) -> Reference | None:
        for reference in self.references:
            if not reference.passing:
                return reference
        return None


class Covers:
    """All covers of a document by place. Lookups are by bisection."""

    def __init__(self, document: Document):
        self.document = document
        emphasis = [(s.start, s.end) for s in document.styles if s.kind in ("emphasis", "strong")]
        self._emphasis = emphasis
        self._emphasis_starts = [start for start, _ in emphasis]
        self.note_references = {
            note.start: tuple(self.parse(note.start, note.end)) for note in document.notes
        }
        self.all = sorted(self._marks() + self._inline(), key=lambda cover: cover.start)
        self._starts = [cover.start for cover in self.all]

    def parse(self, start: int, end: int) -> list[Reference]:
        low = bisect_left(self._emphasis_starts, start)
        high = bisect_left(self._emphasis_starts, end)
        return parse_references(self.document.text, start, end, self._emphasis[low:high])

    def between(self, start: int, end: int) -> list[Cover]:
        """Covers that begin in ``start:end``, in order."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _marks(self) -> list[Cover]:
        covers = []
        for mark in self.document.marks:
            note = self.document.note_for(mark)
            references = self.note_references.get(note.start, ()) if note else ()
            named = note is not None and not references and self._is_source(note)
            covers.append(Cover(mark.start, mark.end, mark.label, note, references, named))
        return covers

    def _is_source(self, note: NoteText) -> bool:
        """A short note without a sentence in it is a source, though of no known form."""
        text = self.document.text[note.start : note.end]
        if len(text) >= _MAX_SOURCE or not any(map(str.isupper, text)):
            return False
        return not has_finite_verb(text, language_of(text, self.document.language))

    def _inline(self) -> list[Cover]:
        """Citations in brackets in the body. In notes the references themselves are the covers."""
        covers = []
        text = self.document.text
        marks = {mark.start for mark in self.document.marks}
        for block in self.document.blocks:
            if block.kind not in ("paragraph", "quote"):
                continue
            for match in _BRACKET.finditer(text, block.start, block.end):
                inner = match[1]
                if match.start() in marks or not _CITES.search(inner):
                    continue
                references = tuple(self.parse(match.start(1), match.end(1)))
                if references:
                    covers.append(Cover(match.start(), match.end(), None, None, references))
        return covers
