"""Emacs Muse as text archives use it: ``#title`` directives, ``<quote>``, notes ``[1]``."""

from __future__ import annotations

import re

from ..builder import Draft
from ..model import Style
from ..paragraphs import Line, split_lines
from .inline import Writer

_LONGEST_ASIDE = 60  # characters of a line set right or centred that is no text

TOKENS = re.compile(
    r"""
      <sup>(?P<supinner>.{0,80}?)</sup>(?P<sup>)
    | \[\[[^\[\]]{1,400}\]\[(?P<shown>[^\[\]]{1,400})\]\](?P<link>)
    | (?P<strong>\*\*)
    | (?P<emphasis>\*(?=\S)|(?<=\S)\*|(?<![^\W_])_(?=[^\s_])|(?<=[^\s_])_(?![^\W_]))
    | (?P<tag></?[a-zA-Z][^<>]{0,60}>)
    | (?P<entity>~~|&(?:[a-zA-Z]{2,8}|\#\d{1,6});)
    """,
    re.VERBOSE,
)
_DIRECTIVE = re.compile(r"#([A-Za-z]\w*)(?:\s+(.*))?$")
_HEADING = re.compile(r"(\*{1,5})\s+(\S.*)$")
_BLOCK_TAG = re.compile(
    r"</?(quote|verse|example|right|center|biblio|play|comment|literal)>", re.IGNORECASE
)
_SKIPPED = ("example", "comment", "literal")
_COMMENT = re.compile(r";\s")
_RULE = re.compile(r"(?:-{4,}|(?:\*\s){4,}\*)$")
_TABLE = re.compile(r"\|+\s|.*\s\|\s")
_NOTE_LINE = re.compile(r"(?:\[\d{1,4}\]|\{\d{1,4}\})\s+\S")
_MIN_QUOTE_INDENT, _MAX_QUOTE_INDENT = 2, 5


def read(source: str) -> Draft:
    """Muse → draft. Quotations are what stands in ``<quote>``; without any, they are inferred."""
    draft = Draft(source)
    reader = _Reader(draft)
    lines = split_lines(source)
    first = reader.directives(lines)
    for line in lines[first:]:
        reader.line(line)
    reader.end()
    return draft


class _Reader:
    def __init__(self, draft: Draft):
        self.draft, self.source = draft, draft.source
        self.writer = Writer(draft, TOKENS)
        self.run: list[Line] = []
        self.tags: list[str] = []
        self.group: int | None = None
        self.fenced = False

    def directives(self, lines: list[Line]) -> int:
        """Read the head of the file; returns the index of the first line of the body."""
        key = ""
        for number, line in enumerate(lines):
            text = self.source[line.start : line.end]
            match = _DIRECTIVE.fullmatch(text)
            if match:
                key = match[1]
                self.draft.headers.append((key, (match[2] or "").strip()))
            elif line.blank:
                if number and self.draft.headers:
                    return number
            elif self.draft.headers:
                name, value = self.draft.headers[-1]
                self.draft.headers[-1] = (name, f"{value} {text}".strip())
            else:
                return number
        return len(lines)

    def line(self, line: Line) -> None:
        text = self.source[line.start : line.end]
        if text in ("{{{", "}}}"):
            self._close()
            self.fenced = text == "{{{"
            return
        if self.fenced or _COMMENT.match(text) and line.indent == 0:
            return
        if line.blank:
            self._close()
            return
        tag = _BLOCK_TAG.match(text)
        if tag:
            self._tagged(line, text)
            return
        if self._opened() in _SKIPPED:
            return
        heading = _HEADING.fullmatch(text)
        if heading and line.indent == 0 and not _RULE.fullmatch(text):
            self._close()
            low = line.start + heading.start(2)
            self.writer.block([(low, line.end)], "heading", level=len(heading[1]))
        elif _RULE.fullmatch(text):
            self._close()
        else:
            self._text(line, text)

    def _text(self, line: Line, text: str) -> None:
        if self.run and _NOTE_LINE.match(text):
            self._close()
        end_tag = re.search(r"</(quote|verse|right|center|biblio|play)>\s*$", text, re.IGNORECASE)
        if end_tag and self.tags:
            self.run.append(
                Line(line.start, line.start + end_tag.start(), line.indent, line.break_end)
            )
            self._close()
            self._pop(end_tag[1].lower())
            return
        self.run.append(line)

    def _opened(self) -> str:
        return self.tags[-1] if self.tags else ""

    def _tagged(self, line: Line, text: str) -> None:
        """Tags at the beginning of a line; what follows them on the line is text."""
        at = 0
        while match := _BLOCK_TAG.match(text, at):
            name = match[1].lower()
            self._close()
            if match.group().startswith("</"):
                self._pop(name)
            else:
                self.tags.append(name)
                if name == "quote" and self.group is None:
                    self.group = self.draft.length
            at = match.end()
        if text[at:].strip():
            rest = Line(line.start + at, line.end, line.indent, line.break_end)
            self.line(rest)

    def _pop(self, name: str) -> None:
        while self.tags and self.tags.pop() != name:
            pass
        if "quote" not in self.tags and self.group is not None:
            inside = [b for b in self.draft.blocks if b.start >= self.group and b.kind == "quote"]
            if inside:
                self.draft.styles.append(Style(inside[0].start, inside[-1].end, "blockquote"))
            self.group = None

    def _close(self) -> None:
        run, self.run = self.run, []
        if not run:
            return
        text = self.source[run[0].start : run[0].end]
        indent = min(line.indent for line in run)
        if "quote" in self.tags:
            kind = "quote"
            self.draft.has_quote_markup = True
        elif (
            _TABLE.match(text)
            or self._opened() in ("right", "center")
            and len(text) < _LONGEST_ASIDE
        ):
            kind = "aside"
        else:
            kind = "paragraph"
        self.writer.block(run, kind, indent=indent)

    def end(self) -> None:
        self._close()
        self._pop("quote")
