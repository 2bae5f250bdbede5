"""What a document is once it has been read: frozen values and two coordinates.

All offsets are code points into ``Document.text`` (decoded, without a byte order mark, ``\\n``
line ends, markup removed, wrapped lines joined). ``Document.source_offset`` leads back to
characters of the decoded file; the two are never mixed.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from ..language.english import ENGLISH
from ..language.kind import Language
from ..language.sentences import sentences

_NEAR = 1500


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that was not understood; ``line`` is 1-based."""

    line: int
    message: str


class DocumentError(ValueError):
    """The file cannot be read at all. ``line`` is 1-based; ``message`` is one sentence."""

    def __init__(self, line: int, message: str):
        super().__init__(f"line {line}: {message}")
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what follows it. The title is "" for what precedes the first heading."""

    title: str
    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A mark such as ``[16]``: ``text[start:end]`` is the mark as it stands in the text."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note without its leading mark: ``text[start:end]``."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or its like. Kinds: paragraph, quote, heading, note, header, contents, aside."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Style:
    """A stretch that the markup set off. Kinds: emphasis, strong, link, small."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """From document offset ``start`` on, text comes from file offset ``source``.

    ``verbatim`` pieces run along with the file, others (a joined line end, a decoded entity)
    stand for one place in it.
    """

    start: int
    source: int
    verbatim: bool


@dataclass(frozen=True)
class Document:
    """A decoded file as text with its parts.

    ``language`` is the one that a header names, else the one that its commonest words are of.

    >>> from quotes.reading.document.read import read_document
    >>> document = read_document(b"He wrote: \\"Yes, we do.\\"[1]\\n\\n[1] Smith, A Book, 3.\\n")
    >>> document.text[document.marks[0].start:document.marks[0].end]
    '[1]'
    """

    text: str
    sha256: str
    format: str
    language: Language = ENGLISH
    headers: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    blocks: tuple[Block, ...] = ()
    marks: tuple[NoteMark, ...] = ()
    notes: tuple[NoteText, ...] = ()
    problems: tuple[Problem, ...] = ()
    styles: tuple[Style, ...] = ()
    missing_notes: tuple[str, ...] = ()
    note_of_mark: tuple[int | None, ...] = ()
    pieces: tuple[Piece, ...] = field(default=(), repr=False)
    source_lines: tuple[int, ...] = field(default=(0,), repr=False)

    def source_offset(self, i: int) -> int:
        """File offset (characters of the decoded file) of document offset ``i``."""
        at = bisect_right(self._piece_starts, i) - 1
        if at < 0:
            return 0
        piece = self.pieces[at]
        return piece.source + (i - piece.start if piece.verbatim else 0)

    def line_of(self, i: int) -> int:
        """1-based line of the file in which document offset ``i`` lies."""
        return bisect_right(self.source_lines, self.source_offset(i))

    def section_at(self, i: int) -> Section | None:
        """The section that holds offset ``i`` (the innermost, where sections nest)."""
        at = bisect_right(self._section_starts, i) - 1
        if at < 0 or i >= self.sections[at].end:
            return None
        return self.sections[at]

    def block_at(self, i: int) -> Block | None:
        """The block that holds offset ``i``, or None between blocks."""
        at = bisect_right(self._block_starts, i) - 1
        if at < 0 or i > self.blocks[at].end:
            return None
        return self.blocks[at]

    def block_index(self, i: int) -> int | None:
        """Index into ``blocks`` of the block that holds offset ``i``."""
        at = bisect_right(self._block_starts, i) - 1
        return at if at >= 0 and i <= self.blocks[at].end else None

    def note(self, label: str) -> NoteText | None:
        """The first note with this label. Where numbering restarts, ``note_for`` is exact."""
        return self._first_notes.get(label)

    def note_for(self, mark: NoteMark) -> NoteText | None:
        """The note that this very mark points to, also where numbers restart by chapter."""
        at = self._note_of.get(mark.start)
        return None if at is None else self.notes[at]

    def sentence_around(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of the sentence or sentences holding the span, never crossing its block."""
        at = self.block_index(start)
        if at is None:
            return start, end
        found = self.sentences_of(at)
        last = min(max(start, end - 1), self.blocks[at].end)
        first = max(bisect_right(found, (start, len(self.text))) - 1, 0)
        final = max(bisect_right(found, (last, len(self.text))) - 1, 0)
        return min(found[first][0], start), max(found[final][1], end)

    def words_around(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around the span, but no more than ``_NEAR`` characters to either side.

        What introduces a quotation stands near it, and sentences without an end exist.
        """
        low, high = self.sentence_around(start, end)
        return max(low, start - _NEAR), min(high, end + _NEAR)

    def sentences_of(self, block: int) -> list[tuple[int, int]]:
        """Offsets of the sentences of ``blocks[block]``, in order."""
        if block not in self._sentences:
            of = self.blocks[block]
            self._sentences[block] = sentences(self.text, of.start, of.end)
        return self._sentences[block]

    @cached_property
    def _sentences(self) -> dict[int, list[tuple[int, int]]]:
        return {}

    @cached_property
    def _piece_starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.start for section in self.sections]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _first_notes(self) -> dict[str, NoteText]:
        return {note.label: note for note in reversed(self.notes)}

    @cached_property
    def _note_of(self) -> dict[int, int]:
        pairs = zip(self.marks, self.note_of_mark, strict=False)
        return {mark.start: at for mark, at in pairs if at is not None}
