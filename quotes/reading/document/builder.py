"""What the format readers write into: text with its way back to the file, and rough blocks."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..language.english import ENGLISH
from ..language.kind import Language
from .model import NoteMark, NoteText, Piece, Style


@dataclass(slots=True)
class RawBlock:
    """A block under construction, in document offsets. ``indent`` in columns, ``gap`` in lines."""

    start: int
    end: int
    kind: str = "paragraph"
    indent: int = 0
    level: int = 0
    gap: int = 1


@dataclass(slots=True)
class Draft:
    """Collects document text piece by piece; every piece knows where in the file it came from."""

    source: str
    parts: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0
    blocks: list[RawBlock] = field(default_factory=list)
    headers: list[tuple[str, str]] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    marks: list[NoteMark] = field(default_factory=list)
    notes: list[NoteText] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)
    has_quote_markup: bool = False
    language: Language = ENGLISH

    def verbatim(self, start: int, end: int) -> None:
        """Take over ``source[start:end]`` unchanged."""
        if end <= start:
            return
        last = self.pieces[-1] if self.pieces else None
        runs_on = last and last.verbatim and last.source + self.length - last.start == start
        if not runs_on:
            self.pieces.append(Piece(self.length, start, True))
        self.parts.append(self.source[start:end])
        self.length += end - start

    def made(self, text: str, at: int) -> None:
        """Add text that stands for what is at file offset ``at`` (a joined line, an entity)."""
        if not text:
            return
        self.pieces.append(Piece(self.length, at, False))
        self.parts.append(text)
        self.length += len(text)

    @property
    def text(self) -> str:
        """The document text so far; one string after the first call."""
        if len(self.parts) > 1:
            self.parts[:] = ["".join(self.parts)]
        return self.parts[0] if self.parts else ""

    def tail(self, start: int) -> str:
        """The text from ``start`` on, without joining all that precedes it."""
        taken: list[str] = []
        at = self.length
        for part in reversed(self.parts):
            if at <= start:
                break
            taken.append(part)
            at -= len(part)
        return "".join(reversed(taken))[max(0, start - at) :]

    def cut(self, start: int) -> None:
        """Drop what was written from ``start`` on."""
        keep = self.length
        while self.parts and keep - len(self.parts[-1]) >= start:
            keep -= len(self.parts.pop())
        if keep > start:
            self.parts[-1] = self.parts[-1][: start - keep]
        while self.pieces and self.pieces[-1].start >= start:
            self.pieces.pop()
        self.length = start

    def text_of(self, block: RawBlock) -> str:
        return self.text[block.start : block.end]
