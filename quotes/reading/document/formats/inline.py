"""Markup inside paragraphs: written to the draft without it, its stretches kept as styles."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..builder import Draft, RawBlock
from ..model import NoteMark, Style
from ..paragraphs import Line

Range = tuple[int, int]

_SUPERSCRIPT_LABEL = re.compile(r"\s*[\[(]?\s*(\d{1,4}|[a-z*†‡])\s*[\])]?\s*")
_TAG_STYLES = {
    "i": "emphasis",
    "em": "emphasis",
    "cite": "emphasis",
    "b": "strong",
    "strong": "strong",
}


@dataclass(slots=True)
class Joined:
    """Lines of a paragraph as one string, and where its characters come from."""

    draft: Draft
    ranges: Sequence[Range]
    text: str = ""
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        parts, at = [], 0
        for low, high in self.ranges:
            self.starts.append(at)
            parts.append(self.draft.source[low:high])
            at += high - low + 1
        self.text = " ".join(parts)

    def emit(self, low: int, high: int) -> None:
        """Write ``text[low:high]``; a joint between lines becomes a made space."""
        number = max(0, bisect_right(self.starts, low) - 1)
        while number < len(self.starts) and self.starts[number] <= high:
            start, (a, b) = self.starts[number], self.ranges[number]
            number += 1
            length = b - a
            first, last = max(low, start), min(high, start + length)
            if first < last:
                self.draft.verbatim(a + first - start, a + last - start)
            if low <= start + length < high and start + length < len(self.text):
                self.draft.made(" ", b)

    def source(self, at: int) -> int:
        """File offset of a place in the joined text."""
        number = max(0, bisect_right(self.starts, at) - 1)
        a, b = self.ranges[number]
        return min(a + at - self.starts[number], b)


@dataclass(slots=True)
class Writer:
    """Writes paragraphs in one format. ``tokens`` finds its markup; see ``TOKENS`` of a format."""

    draft: Draft
    tokens: re.Pattern[str]
    opened: dict[str, int] = field(default_factory=dict)

    def block(
        self,
        lines: Sequence[Line | Range],
        kind: str = "paragraph",
        indent: int = 0,
        gap: int = 1,
        level: int = 0,
    ) -> RawBlock | None:
        """One block from these lines; None when nothing of it is text."""
        ranges = [(r.start, r.end) if isinstance(r, Line) else r for r in lines]
        ranges = [r for r in ranges if r[0] < r[1]]
        if not ranges:
            return None
        if self.draft.length:
            self.draft.made("\n\n", max(0, ranges[0][0] - 1))
        start = self.draft.length
        self._write(Joined(self.draft, ranges))
        if self.draft.length == start:
            return None
        block = RawBlock(start, self.draft.length, kind, indent, level, gap)
        self.draft.blocks.append(block)
        return block

    def _write(self, joined: Joined) -> None:
        self.opened.clear()
        at = 0
        for token in self.tokens.finditer(joined.text):
            if token.start() < at:
                continue
            joined.emit(at, token.start())
            self._token(joined, token)
            at = token.end()
        joined.emit(at, len(joined.text))

    def _token(self, joined: Joined, token: re.Match[str]) -> None:
        kind = token.lastgroup or ""
        low, high = token.span()
        if kind == "escape":
            joined.emit(low + 1, high)
        elif kind == "mark":
            self._mark(joined, token.group("mark"), low)
        elif kind == "sup":
            self._superscript(joined, token, low)
        elif kind == "link":
            self._link(joined, token)
        elif kind == "strong":
            self._toggle("strong", token)
        elif kind == "emphasis":
            self._toggle("emphasis", token)
        elif kind == "tag":
            self._tag(token)
        elif kind == "entity":
            self.draft.made(html.unescape(token.group()), joined.source(low))

    def _mark(self, joined: Joined, label: str, low: int) -> None:
        """ "[^12]" → "[12]"; such a mark is one for certain."""
        start = self.draft.length
        self.draft.made("[", joined.source(low))
        place = joined.text.index(label, low)
        joined.emit(place, place + len(label))
        self.draft.made("]", joined.source(place + len(label)))
        self.draft.marks.append(NoteMark(label, start, self.draft.length))

    def _superscript(self, joined: Joined, token: re.Match[str], low: int) -> None:
        inner = re.sub(r"<[^>]*>", "", token.group("supinner"))
        label = _SUPERSCRIPT_LABEL.fullmatch(inner)
        if label:
            place = joined.text.index(label[1], low + 4)
            self.draft.made("[", joined.source(low))
            joined.emit(place, place + len(label[1]))
            self.draft.made("]", joined.source(token.end() - 1))
        else:
            self.draft.made(inner, joined.source(low))

    def _link(self, joined: Joined, token: re.Match[str]) -> None:
        """Only what the link shows; its own markup is read as well."""
        low, high = token.span("shown")
        start = self.draft.length
        at = low
        for inner in self.tokens.finditer(joined.text, low, high):
            if inner.start() < at:
                continue
            joined.emit(at, inner.start())
            self._token(joined, inner)
            at = inner.end()
        joined.emit(at, high)
        self.draft.styles.append(Style(start, self.draft.length, "link"))

    def _toggle(self, kind: str, token: re.Match[str]) -> None:
        started = self.opened.pop(kind, None)
        if started is None:
            self.opened[kind] = self.draft.length
        elif started < self.draft.length:
            self.draft.styles.append(Style(started, self.draft.length, kind))

    def _tag(self, token: re.Match[str]) -> None:
        name = re.sub(r"[^a-z]", "", token.group().lower().split()[0].strip("</>"))
        kind = _TAG_STYLES.get(name)
        if kind is None:
            return
        if token.group().startswith("</"):
            started = self.opened.pop("<" + name, None)
            if started is not None and started < self.draft.length:
                self.draft.styles.append(Style(started, self.draft.length, kind))
        else:
            self.opened["<" + name] = self.draft.length
