"""Lines of a plain text file: where they are, whether they are wrapped, how they form chunks."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_NOTE_LINE = re.compile(r"[ \t]*\[(?:\d{1,4}|[A-Z]|\*)\][ \t]+\S")
_WRAP_WIDTH = 100
_MIN_WRAPPED = 45


@dataclass(frozen=True, slots=True)
class Line:
    """File offsets of a line without its line end, without its indentation and trailing blanks."""

    start: int
    end: int
    indent: int
    break_end: int

    @property
    def blank(self) -> bool:
        return self.start == self.end


def split_lines(source: str, low: int = 0, high: int | None = None) -> list[Line]:
    """All lines of ``source[low:high]``."""
    high = len(source) if high is None else high
    lines = []
    at = low
    while at < high:
        match = _LINE.match(source, at, high)
        assert match is not None
        text = match[1]
        inner = text.lstrip(" \t\xa0")
        indent = len(text[: len(text) - len(inner)].expandtabs(8))
        start = match.start(1) + len(text) - len(inner)
        end = start + len(inner.rstrip(" \t\xa0\f"))
        lines.append(Line(start, max(start, end), indent, match.end()))
        at = match.end()
    return lines


def is_wrapped(lines: list[Line]) -> bool:
    """Whether paragraphs run over several short lines (hard-wrapped text).

    Most lines that are followed by another line of text must be of one typical width.
    """
    followed = [a for a, b in zip(lines, lines[1:], strict=False) if not a.blank and not b.blank]
    written = [line for line in lines if not line.blank]
    if len(followed) < 2 or len(followed) * 3 < len(written):
        return False
    widths = [line.indent + line.end - line.start for line in followed]
    if max(widths) > 4 * _WRAP_WIDTH:
        return False
    typical = [width for width in widths if _MIN_WRAPPED <= width <= _WRAP_WIDTH]
    return len(typical) * 10 >= len(followed) * 6


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that make one block; ``gap`` counts the blank lines before it."""

    lines: tuple[Line, ...]
    gap: int

    @property
    def indent(self) -> int:
        return min(line.indent for line in self.lines)


def chunks_of(source: str, lines: list[Line], wrapped: bool) -> list[Chunk]:
    """Paragraphs: runs of lines where the text is wrapped, single lines where it is not."""
    chunks: list[Chunk] = []
    run: list[Line] = []
    gap = pending = 0

    def close() -> None:
        nonlocal run, gap
        if run:
            chunks.append(Chunk(tuple(run), gap))
            run, gap = [], 0

    for line in lines:
        if line.blank:
            close()
            pending += 1
            continue
        if run and (not wrapped or _begins_anew(source, run, line)):
            close()
        if not run:
            gap = pending
        run.append(line)
        pending = 0
    close()
    return chunks


def _begins_anew(source: str, run: list[Line], line: Line) -> bool:
    """Within wrapped lines: the next note of a list, or a clear change of indentation."""
    if _NOTE_LINE.match(source, line.start) and _NOTE_LINE.match(source, run[0].start):
        return True
    if len(run) == 1:
        return False
    return line.indent >= run[-1].indent + 2 and _ends_short(source, run)


def _ends_short(source: str, run: list[Line]) -> bool:
    """An indented line begins a paragraph where the line before it ended a sentence."""
    return source[run[-1].end - 1] in '.!?:”"’'
