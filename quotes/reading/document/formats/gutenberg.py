"""Project Gutenberg's plain text: hard-wrapped, ``_italics_``, notes in several old styles.

Notes are ``[Footnote 1: …]`` in place or at the end, ``[1] …`` paragraphs, letters ``[A]``.
"""

from __future__ import annotations

import re

from ..builder import Draft, RawBlock
from ..headings import mark_headings
from ..model import NoteText
from ..paragraphs import Chunk, Line, chunks_of, is_wrapped, split_lines
from .inline import Writer

_LONGEST_ENTRY = 120  # characters of a line of contents
_ENTRY_END = 60  # characters of its end: dots and a page

TOKENS = re.compile(
    r"""
      (?P<escape>(?!))
    | (?P<emphasis>(?<![^\W_])_(?=[^\s_])|(?<=[^\s_])_(?![^\W_]))
    | (?P<strong>(?<![\w=])=(?=[^\s=])|(?<=[^\s=])=(?![\w=]))
    | \[(?:Pg|pg|Page|p\.)\s?\d+\]
    | \{\d{1,4}\}
    | ♦[^♦\n]{1,120}♦\s?
    """,
    re.VERBOSE,
)
START = re.compile(r"\*\*\*\s?START OF (?:THE|THIS) PROJECT GUTENBERG[^\n]*", re.IGNORECASE)
_END = re.compile(
    r"\*\*\*\s?END OF (?:THE|THIS) PROJECT GUTENBERG|^End of (?:the )?Project Gutenberg",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD = re.compile(
    r"^(Title|Author|Translator|Editor|Language|Release Date|Subtitle): *(.*)$", re.MULTILINE
)
_FOOTNOTE = re.compile(r"\[Footnote(?: (\w{1,4}|\*+|†))?[:.]\s*")
_ASIDE = re.compile(
    r"\[(?:Illustration|Sidenote|Transcriber|Map|Frontispiece|Music|Blank)", re.IGNORECASE
)
_CONTENTS = re.compile(r"(?:table of )?contents\.?$", re.IGNORECASE)
_CONTENTS_ENTRY = re.compile(r".*(?:\.\s?\.\s?\.|\s{2,}|\s)(?:\d{1,4}|[ivxlc]+)$")
_MAX_NOTE = 12_000
_WIDE_GAP = 3


def read(source: str) -> Draft:
    """Gutenberg text → draft, without the licence before and after it."""
    draft = Draft(source)
    start, end = _body(source)
    for match in _FIELD.finditer(source, 0, start):
        draft.headers.append((match[1], match[2].strip()))
    lines = split_lines(source, start, end)
    wrapped = is_wrapped(lines)
    reader = _Reader(draft)
    for chunk in chunks_of(source, lines, wrapped):
        reader.chunk(chunk)
    reader.end_note()
    _mark_contents(draft)
    mark_headings(draft, wrapped)
    return draft


def _body(source: str) -> tuple[int, int]:
    start = START.search(source)
    begin = start.end() if start else 0
    end = _END.search(source, begin)
    return begin, end.start() if end else len(source)


class _Reader:
    def __init__(self, draft: Draft):
        self.draft, self.source = draft, draft.source
        self.writer = Writer(draft, TOKENS)
        self.note: tuple[str, int] | None = None
        self.depth = 0
        self.unnamed = 0

    def chunk(self, chunk: Chunk) -> None:
        lines = list(chunk.lines)
        text = self.source[lines[0].start : lines[-1].end]
        if self.note is not None:
            self._in_note(lines, text, chunk)
            return
        match = _FOOTNOTE.match(text)
        if match:
            self._open_note(match, lines, text, chunk)
        elif _ASIDE.match(text):
            self.writer.block(lines, "aside", chunk.indent, chunk.gap)
        else:
            self._text(lines, chunk)

    def _text(self, lines: list[Line], chunk: Chunk) -> None:
        block = self.writer.block(lines, "paragraph", chunk.indent, chunk.gap)
        del block

    # -- [Footnote 1: …] ------------------------------------------------------------------------

    def _open_note(self, match: re.Match[str], lines: list[Line], text: str, chunk: Chunk) -> None:
        label = match[1] or self._next_label()
        first = lines[0]
        begin = first.start + match.end()
        rest = [(max(line.start, begin), line.end) for line in lines if line.end > begin]
        self.note, self.depth = (label, -1), 1
        self._write(rest, text[match.end() :], chunk)

    def _next_label(self) -> str:
        self.unnamed += 1
        return str(self.unnamed)

    def _in_note(self, lines: list[Line], text: str, chunk: Chunk) -> None:
        self._write([(line.start, line.end) for line in lines], text, chunk)

    def _write(self, ranges: list[tuple[int, int]], text: str, chunk: Chunk) -> None:
        """Write a paragraph of the note; its closing bracket ends the note and is left out."""
        closes = None
        for at, character in enumerate(text):
            self.depth += (character == "[") - (character == "]")
            if self.depth == 0:
                closes = at
                break
        if closes is not None and not text[closes + 1 :].strip(" .\r\n"):
            end = ranges[0][0] + closes if ranges else 0
            ranges = [(a, min(b, end)) for a, b in ranges if a < end]
        block = self.writer.block(ranges, "note", chunk.indent, chunk.gap)
        if block is not None:
            self._extend(block)
        if closes is not None:
            self.end_note()

    def _extend(self, block: RawBlock) -> None:
        assert self.note is not None
        label, start = self.note
        if start < 0:
            self.note = (label, block.start)
            return
        self.draft.blocks.pop()
        self.draft.blocks[-1].end = block.end
        if block.end - start > _MAX_NOTE:
            self.draft.problems.append((start, f"footnote {label} never closes"))
            self.end_note()

    def end_note(self) -> None:
        if self.note is not None and self.note[1] >= 0:
            label, start = self.note
            self.draft.notes.append(NoteText(label, start, self.draft.blocks[-1].end))
        self.note, self.depth = None, 0


def _mark_contents(draft: Draft) -> None:
    """Entries under a heading "Contents", until a wide gap or the first paragraph of text."""
    entries = 0
    inside = False
    for block in draft.blocks:
        text = draft.text_of(block)
        if not inside and _CONTENTS.fullmatch(text.strip()):
            inside, entries = True, 0
            block.kind = "contents"
        elif inside:
            is_entry = (
                len(text) < _LONGEST_ENTRY
                or _CONTENTS_ENTRY.fullmatch(text[-_ENTRY_END:]) is not None
            )
            if not is_entry or entries and block.gap >= _WIDE_GAP:
                return
            entries += 1
            block.kind = "contents"
