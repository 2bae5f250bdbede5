"""Markdown: front matter, ``#`` headings, ``>`` quotations, ``[^1]`` and ``\\[1\\]`` notes."""

from __future__ import annotations

import re

from ..builder import Draft
from ..headings import mark_headings
from ..model import NoteText, Style
from ..paragraphs import Line, split_lines
from .inline import Writer

TOKENS = re.compile(
    r"""
      (?P<escape>\\[\\`*_{}\[\]()#+.!~<>|"'-])
    | \[\^(?P<mark>[^\]\s^]{1,40})\](?!:)
    | <sup[^>]*>(?P<supinner>.{0,80}?)</sup>(?P<sup>)
    | !\[(?:\\.|[^\[\]\\]|\[[^\[\]]*+\])*+\]\((?:[^()]|\([^()]*+\))*+\)
    | \[(?P<shown>(?:\\.|[^\[\]\\]|\[[^\[\]]*\]){1,400})\]
      (?:\((?:[^()\s]|\([^()]*\)){0,400}(?:\s"[^"]{0,200}")?\))(?P<link>)
    | (?P<strong>\*\*|__(?=\S)|(?<=\S)__)
    | (?P<emphasis>\*(?=\S)|(?<=\S)\*|(?<![^\W_])_(?=[^\s_])|(?<=[^\s_])_(?![^\W_]))
    | (?P<tag></?[a-zA-Z][^<>]{0,300}>)
    | (?P<entity>&(?:[a-zA-Z]{2,8}|\#\d{1,6}|\#x[0-9a-fA-F]{1,5});)
    """,
    re.VERBOSE,
)
_HEADING = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*$")
_QUOTE = re.compile(r"\s{0,3}>[ \t]?")
_NOTE = re.compile(r"\[\^([^\]\s]{1,40})\]:[ \t]*")
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}$")
_FENCE = re.compile(r"(?:```|~~~)")
_SETEXT = re.compile(r"(?:=+|-+)$")
_FRONT_KEY = re.compile(r"""([A-Za-z_-]{2,30})\s*[:=]\s*["']?(.*?)["']?\s*$""")
_LIST_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s+")
# Site generators' templates: {{% figure caption="…" %}}, {{< youtube … >}}, {% include … %}
_TEMPLATE = re.compile(r"(?:\{\{[%<].*[%>]\}\}|\{%.*%\})\s*$")
_ALL_STRONG = re.compile(r"(\*\*|__)[^*_]{2,90}\1$")


def read(source: str) -> Draft:
    """Markdown → draft. Quotations are marked up where the file has ``>`` blocks."""
    draft = Draft(source)
    lines = _front_matter(draft, split_lines(source))
    _Blocks(draft, lines).read()
    mark_headings(draft, wrapped=False)
    return draft


def _front_matter(draft: Draft, lines: list[Line]) -> list[Line]:
    """YAML or TOML between two fences at the top becomes headers."""
    texts = [draft.source[line.start : line.end] for line in lines[:80]]
    if not texts or texts[0] not in ("---", "+++"):
        return lines
    for number, text in enumerate(texts[1:], start=1):
        if text == texts[0] or texts[0] == "---" and text == "...":
            return lines[number + 1 :]
        match = _FRONT_KEY.match(text)
        if match and match[2] and match[2][0] not in "[{>|":
            draft.headers.append((match[1], match[2]))
    draft.headers.clear()
    return lines


class _Blocks:
    """Goes through the lines once and closes a block wherever Markdown does."""

    def __init__(self, draft: Draft, lines: list[Line]):
        self.draft, self.lines, self.source = draft, lines, draft.source
        self.writer = Writer(draft, TOKENS)
        self.run: list[tuple[int, int]] = []
        self.kind = "paragraph"
        self.note: str | None = None
        self.group: int | None = None
        self.fenced = False

    def read(self) -> None:
        for number, line in enumerate(self.lines):
            text = self.source[line.start : line.end]
            if _FENCE.match(text):
                self.close()
                self.fenced = not self.fenced
            elif not self.fenced:
                self._line(number, line, text)
        self.close()
        self._end_group()

    def _line(self, number: int, line: Line, text: str) -> None:
        if line.blank:
            self.close()
            return
        if _TEMPLATE.match(text):
            self.close()
            return
        quoted = _QUOTE.match(self.source, line.start - min(line.indent, 3), line.end)
        if quoted and ">" in quoted.group():
            self._quote(line, quoted.end())
            return
        if self.kind == "quote":
            if self.run and not _starts_block(text):
                self.run.append((line.start, line.end))
                return
            self.close()
            self._end_group()
        heading = _HEADING.fullmatch(text)
        note = _NOTE.match(text)
        if heading:
            self._heading(line, len(heading[1]), heading.start(2), heading.end(2))
        elif note:
            self.close()
            self.note = note[1]
            self.run = [(line.start + note.end(), line.end)]
        elif _RULE.fullmatch(text):
            self._rule(number, text)
        elif self.run and _SETEXT.fullmatch(text) and len(self.run) == 1 and self.note is None:
            self._heading_from_run(1 if text[0] == "=" else 2)
        else:
            self._plain(line, text)

    def _plain(self, line: Line, text: str) -> None:
        starts_item = _LIST_ITEM.match(text) is not None
        if self.run and starts_item and self.note is None:
            self.close()
        if not self.run and self.note is not None and line.indent < 2:
            self.note = None
        if not self.run and text.startswith("|"):
            return
        self.run.append((line.start, line.end))

    def _quote(self, line: Line, start: int) -> None:
        if self.kind != "quote":
            self.close()
            self.note = None
            self.kind = "quote"
        inner = _QUOTE.match(self.source, start, line.end)
        while inner and ">" in inner.group():
            start = inner.end()
            inner = _QUOTE.match(self.source, start, line.end)
        if start >= line.end:
            self._write_run()
            return
        self.run.append((start, line.end))

    def _heading(self, line: Line, level: int, low: int, high: int) -> None:
        self.close()
        self.note = None
        self.writer.block([(line.start + low, line.start + high)], "heading", level=level)

    def _heading_from_run(self, level: int) -> None:
        run, self.run = self.run, []
        self.writer.block(run, "heading", level=level)

    def _rule(self, number: int, text: str) -> None:
        if self.run and len(self.run) == 1 and text.startswith("---"):
            self._heading_from_run(2)
        else:
            self.close()

    def close(self) -> None:
        """A blank line, or the beginning of another block."""
        self._write_run()
        if self.kind == "quote":
            return

    def _write_run(self) -> None:
        run, self.run = self.run, []
        if not run:
            return
        if self.kind == "quote":
            block = self.writer.block(run, "quote")
            if block is not None and self.group is None:
                self.group = block.start
            self.draft.has_quote_markup = True
            return
        kind = "note" if self.note is not None else "paragraph"
        text = self.source[run[0][0] : run[-1][1]]
        if kind == "paragraph" and _ALL_STRONG.fullmatch(text):
            self.writer.block(run, "heading", level=3)
            return
        block = self.writer.block(run, kind)
        if block is None or self.note is None:
            return
        last = self.draft.notes[-1] if self.draft.notes else None
        if last and last.label == self.note and last.end + 2 == block.start:
            self.draft.notes[-1] = NoteText(last.label, last.start, block.end)
            self.draft.blocks.pop()
            self.draft.blocks[-1].end = block.end
        else:
            self.draft.notes.append(NoteText(self.note, block.start, block.end))

    def _end_group(self) -> None:
        if self.group is not None:
            end = next(
                (b.end for b in reversed(self.draft.blocks) if b.kind == "quote"), self.group
            )
            self.draft.styles.append(Style(self.group, end, "blockquote"))
        self.group = None
        self.kind = "paragraph"


def _starts_block(text: str) -> bool:
    return bool(_HEADING.fullmatch(text) or _NOTE.match(text) or _RULE.fullmatch(text))
