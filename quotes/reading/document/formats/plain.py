"""Plain text as digital libraries distribute it.

Header lines "Key: value", a contents list of indented lines, headings on lines of their own,
paragraphs on one line each (or hard-wrapped), marks ``[n]`` and notes ``[n] …`` at the end. For a
file that is not wrapped the document text is the file's text, character for character.
"""

from __future__ import annotations

from ..builder import Draft, RawBlock
from ..front_matter import mark_contents, mark_headers
from ..headings import mark_headings
from ..paragraphs import Chunk, Line, chunks_of, is_wrapped, split_lines


def read(source: str) -> Draft:
    """Plain text → draft with blocks, headers and headings."""
    lines = split_lines(source)
    wrapped = is_wrapped(lines)
    draft = Draft(source)
    if wrapped:
        join_chunks(draft, chunks_of(source, lines, wrapped=True))
    else:
        _copy_lines(draft, lines)
    mark_headers(draft)
    mark_contents(draft)
    mark_headings(draft, wrapped)
    return draft


def _copy_lines(draft: Draft, lines: list[Line]) -> None:
    at = gap = 0
    for line in lines:
        line_break = draft.source[line.break_end - 1 : line.break_end]
        has_break = line_break in ("\n", "\r")
        text_end = line.break_end - (1 if has_break else 0)
        if draft.source.endswith("\r\n", text_end - 1 if text_end else 0, line.break_end):
            text_end -= 1
        offset = draft.length - at
        draft.verbatim(at, text_end)
        if line.blank:
            gap += 1
        else:
            draft.blocks.append(
                RawBlock(line.start + offset, line.end + offset, indent=line.indent, gap=gap)
            )
            gap = 0
        if has_break:
            if draft.source[text_end] == "\n":
                draft.verbatim(text_end, text_end + 1)
            else:
                draft.made("\n", text_end)
        at = line.break_end


def join_chunks(draft: Draft, chunks: list[Chunk]) -> None:
    """Write wrapped paragraphs as one line each, a blank line between them."""
    for chunk in chunks:
        if draft.length:
            draft.made("\n\n", max(0, chunk.lines[0].start - 1))
        start = draft.length
        for number, line in enumerate(chunk.lines):
            if number:
                draft.made(" ", chunk.lines[number - 1].end)
            draft.verbatim(line.start, line.end)
        draft.blocks.append(RawBlock(start, draft.length, indent=chunk.indent, gap=chunk.gap))
