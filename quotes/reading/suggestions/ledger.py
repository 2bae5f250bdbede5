"""What the walk through a text has found so far: references, their works, who cites what."""

from __future__ import annotations

from dataclasses import replace

from ..citations.covers import Cover, Covers
from ..citations.parse import Reference
from ..citations.resolve import Resolver
from ..document.model import Document
from ..quotations.rulings import SpanReading
from ..results import Resolved, Span, Work
from .people import People

Cited = list[tuple[str | None, Reference]]


class Ledger:
    """References resolved in reading order. An index into ``references`` names one of them."""

    def __init__(self, document: Document, reading: SpanReading):
        self.document = document
        self.covers: Covers = reading.covers
        self.spans: list[Span] = reading.spans
        self.index = reading.index
        self.cited: Cited = self._cited_in_notes() + self._cited_in_text()
        self.people = People(document.text, [a for _, r in self.cited for a in r.authors])
        self.people.learn_papers([r.title for _, r in self.cited if r.type == "article-newspaper"])
        self.resolver = Resolver(self._cited_in_notes(), self.people.knows)
        self.references: list[Resolved] = []
        self.raw: list[Reference] = []
        self.reference_of: list[int | None] = [None] * len(self.spans)
        self.of_note: dict[int, list[int]] = {}

    def _cited_in_notes(self) -> Cited:
        notes = self.document.notes
        references = self.covers.note_references
        return [(note.label, reference) for note in notes for reference in references[note.start]]

    def _cited_in_text(self) -> Cited:
        inline = [cover for cover in self.covers.all if cover.label is None]
        return [(None, reference) for cover in inline for reference in cover.references]

    def work(self, reference: int | None) -> Work | None:
        """The work of a reference, where it was resolved."""
        work = None if reference is None else self.references[reference].work
        return None if work is None else self.resolver.works[work]

    def is_via(self, reference: int | None) -> bool:
        """Whether the work only quotes the words from elsewhere."""
        return reference is not None and self.references[reference].via

    def resolve(self, reference: Reference, label: str | None) -> int:
        self.references.append(self.resolver.resolve(reference, label))
        self.raw.append(reference)
        return len(self.references) - 1

    def resolve_note(
        self, start: int, label: str | None, references: tuple[Reference, ...]
    ) -> list[int]:
        """The references of the note at ``start``, resolved once however often it is cited."""
        if start not in self.of_note:
            self.of_note[start] = [self.resolve(reference, label) for reference in references]
        return self.of_note[start]

    def resolve_cover(self, cover: Cover) -> list[int]:
        if cover.note is None:
            return [self.resolve(reference, None) for reference in cover.references]
        return self.resolve_note(cover.note.start, cover.label, cover.references)

    def source_of(self, resolved: list[int]) -> int | None:
        """The first that is not cited in passing."""
        return next((index for index in resolved if not self.raw[index].passing), None)

    def set_piece(self, reference: int, title: str, speakers: tuple[str, ...]) -> None:
        """The sentence names the piece of the volume that the note cites."""
        resolved = self.references[reference]
        if resolved.work is None:
            return
        piece = self.resolver.add_piece(title, resolved.work, resolved.note, speakers)
        trail = f"{resolved.trail}; the sentence names the piece"
        self.references[reference] = replace(resolved, work=piece, trail=trail)
