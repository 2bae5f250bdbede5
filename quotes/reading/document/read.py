"""A file's bytes → Document: decoded, its format recognised, blocks, sections, marks and notes.

>>> data = b"Title: Example\\n\\nShe said \\"no\\".[1]\\n\\n[1] Smith, Book, 3.\\n"
>>> document = read_document(data)
>>> document.headers, document.format
((('Title', 'Example'),), 'plain')
>>> document.note("1") is document.note_for(document.marks[0])
True
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right

from ..language.languages import language_given, language_of
from .blockquotes import mark_block_quotes
from .builder import Draft
from .decoding import damaged_places, decode
from .footnotes import find_marks, find_notes, pair
from .formats import READERS, detect
from .headings import sections_of
from .model import (
    Block,
    Document,
    DocumentError,
    NoteMark,
    NoteText,
    Piece,
    Problem,
    Section,
    Style,
)

__all__ = [
    "Block",
    "Document",
    "DocumentError",
    "FORMATS",
    "NoteMark",
    "NoteText",
    "Piece",
    "Problem",
    "Section",
    "Style",
    "read_document",
]

FORMATS = tuple(READERS)
LARGEST = (
    10_000_000  # bytes: five times a long book; reading takes some twenty times as much memory
)
_DAMAGED = "a character could not be decoded; it reads U+FFFD here"
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def read_document(data: bytes, format: str | None = None) -> Document:
    """Read a file. ``format`` names one of FORMATS; without it the format is detected.

    Raises DocumentError (with a line and a sentence) for an empty file, for one of
    more than LARGEST bytes, for one that is not text and for an unknown format name. Anything else
    that is odd becomes a Problem of the document.
    """
    if format is not None and format not in READERS:
        known = ", ".join(READERS)
        raise DocumentError(1, f"There is no format {format!r}; known are {known}.")
    if len(data) > LARGEST:
        size, most = (f"{count / 1_000_000:.1f} MB" for count in (len(data), LARGEST))
        raise DocumentError(
            1, f"The file has {size}, more than the {most} that are read at once. Split it."
        )
    source = decode(data)
    name = format or detect(source)
    draft = READERS[name](source)
    damage = damaged_places(source)
    if not draft.text.strip():
        raise DocumentError(1, "The file holds no text.")
    draft.language = language_given(draft.headers) or language_of(draft.text)
    find_notes(draft)
    find_marks(draft)
    mark_block_quotes(draft)
    return _finish(draft, name, hashlib.sha256(data).hexdigest(), damage)


def _finish(draft: Draft, name: str, sha256: str, damage: list[int]) -> Document:
    note_of_mark = pair(draft)
    breaks = tuple(match.end() for match in _LINE_BREAK.finditer(draft.source))
    bare = Document(draft.text, sha256, name, pieces=tuple(draft.pieces), source_lines=(0, *breaks))
    found = [Problem(bare.line_of(offset), message) for offset, message in draft.problems]
    found += [Problem(bisect_right((0, *breaks), at), _DAMAGED) for at in damage]
    problems = sorted(found, key=lambda problem: problem.line)
    missing = dict.fromkeys(
        mark.label for mark, target in zip(draft.marks, note_of_mark, strict=True) if target is None
    )
    return Document(
        text=draft.text,
        sha256=sha256,
        format=name,
        language=draft.language,
        headers=tuple(draft.headers),
        sections=sections_of(draft),
        blocks=tuple(Block(b.start, b.end, b.kind) for b in draft.blocks),
        marks=tuple(draft.marks),
        notes=tuple(draft.notes),
        problems=tuple(problems),
        styles=tuple(sorted(draft.styles, key=lambda style: (style.start, style.end))),
        missing_notes=tuple(missing),
        note_of_mark=note_of_mark,
        pieces=tuple(draft.pieces),
        source_lines=(0, *breaks),
    )
