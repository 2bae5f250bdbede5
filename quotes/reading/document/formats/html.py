"""HTML: paragraphs, headings, ``<blockquote>``, emphasis, and notes behind anchors of all kinds."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser

from ...language.wordlist import words
from ..builder import Draft, RawBlock
from ..model import NoteMark, NoteText, Style

_BLOCKS = words(
    """
    p div li dd dt td th tr ul ol dl table section article blockquote h1 h2 h3 h4 h5 h6 hr center
    main body pre figure figcaption header footer aside address tbody thead
    """
)
_SKIPPED = words(
    """
    script style nav form select button noscript template svg math iframe head footer
    """
)
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "wbr"})
_STYLES = {"i": "emphasis", "em": "emphasis", "cite": "emphasis", "b": "strong", "strong": "strong"}
_NAVIGATION = re.compile(
    r"\b(?:nav(?:igation)?|menu|breadcrumbs?|sidebar|toc|page-links|book-navigation|share|comments?)\b",
    re.IGNORECASE,
)
_NOTE_ID = re.compile(
    r"(?:fn|ftn|edn|footnote|endnote|note|cite[_-]note|sdfootnote|sdendnote|n|f|foot|anm)[-_:.]?"
    r"(?:[\w.]*?[-_.])?(\d{1,4}|[a-z])(?:sym)?$",
    re.IGNORECASE,
)
_BACK_ID = re.compile(r"ref|back|anc$|src|ret", re.IGNORECASE)
# Distributed Proofreaders' "Footnote_A_1": the printed label, then a number of its own
_PRINTED_ID = re.compile(r"(?:footnote|note|fn)_([A-Z]|\d{1,4})_\d{1,4}$", re.IGNORECASE)
# Printed page numbers that the page carries along: elements and anchors
_PAGE_CLASS = re.compile(
    r"\b(?:page-?num(?:ber)?|pagebreak|pageno|pg-boilerplate)\b", re.IGNORECASE
)
_PAGE_ID = re.compile(r"(?:page|pg|p)[-_.]?(?:\d{1,4}|[ivxlc]{1,7})$", re.IGNORECASE)
_START = re.compile(r"\*\*\*\s?START OF (?:THE|THIS) PROJECT GUTENBERG[^\n<]*", re.IGNORECASE)
_END = re.compile(r"\*\*\*\s?END OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_LABEL = re.compile(r"[\s\[({]*(\d{1,4}|[a-zA-Z]|\*{1,3}|†|‡)[\s\])}.:]*")
_BACKLINK = re.compile(r"[\s↩↑^⏎︎←\[\]]*(?:back|return|zurück|retour)?[\s↩↑^\[\]]*", re.IGNORECASE)
_MAX_OPEN = 16
_MOST_RUNAWAYS = 50
_LONGEST_MARKUP = 2_000  # characters, once so many did not close


def read(source: str) -> Draft:
    """HTML → draft. ``<blockquote>`` is markup of quotations; the title becomes a header."""
    draft = Draft(source)
    parser = _Parser(draft)
    parser.feed(_without_unclosed(source))
    parser.close()
    parser.finish()
    return draft


def _without_unclosed(source: str) -> str:
    """The source as long as it was, without the "<" after the last ">": nothing can close them.

    The parser would look for the end of each through all that follows. The text itself is taken
    from the source.
    """
    end = source.rfind(">") + 1
    return source[:end] + source[end:].replace("<", "‹")


def _body(source: str) -> tuple[int, int]:
    """Without the licence before and after a Project Gutenberg book."""
    start = _START.search(source)
    begin = start.end() if start else 0
    end = _END.search(source, begin) if start else None
    return begin, end.start() if end else len(source)


def _label_in(identifier: str, target: re.Match[str]) -> str:
    """ "Footnote_A_1" → "A", "fn12" → "12"."""
    printed = _PRINTED_ID.fullmatch(identifier)
    return printed[1] if printed else target[1]


class _Parser(HTMLParser):
    def __init__(self, draft: Draft):
        super().__init__(convert_charrefs=False)
        self.draft = draft
        self.lines = [0, *(match.end() for match in re.finditer(r"\n", draft.source))]
        self.runaways = 0
        self.skipping: list[str] = []
        self.stack: list[str] = []
        self.styles: list[tuple[str, str, int]] = []
        self.block_start: int | None = None
        self.kind = "paragraph"
        self.level = 0
        self.quotes = 0
        self.group: int | None = None
        self.pending_space: int | None = None
        self.title: list[str] | None = None
        self.anchor: tuple[str, bool, int, int] | None = None
        self.superscript: int | None = None
        self.note_label: str | None = None
        self.note_depth = 0
        self.note_from: int | None = None
        self.lists: list[int] = []
        self.containers: list[tuple[str, bool]] = []
        self.first, self.last = _body(draft.source)

    # -- markup that never closes ---------------------------------------------------------------

    def parse_comment(self, i: int, report: bool = True) -> int:
        return self._bounded(lambda at: super(_Parser, self).parse_comment(at, report), i)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        return self._bounded(lambda at: super(_Parser, self).parse_marked_section(at, report), i)

    def check_for_whole_start_tag(self, i: int) -> int:
        return self._bounded(super().check_for_whole_start_tag, i)

    def _bounded(self, parse: Callable[[int], int], i: int) -> int:
        """Where the markup at ``i`` ends, or -1.

        What does not close is looked for to the end of the file only so many times; after that no
        comment or tag is longer than _LONGEST_MARKUP, so that the time grows with the length.
        """
        if self.runaways < _MOST_RUNAWAYS:
            end = parse(i)
            self.runaways += end < 0
            return end
        whole = self.rawdata
        self.rawdata = whole[i : i + _LONGEST_MARKUP]
        try:
            end = parse(0)
        finally:
            self.rawdata = whole
        return end + i if end >= 0 else end

    # -- places --------------------------------------------------------------------------------

    def _at(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    # -- text ----------------------------------------------------------------------------------

    def handle_data(self, data: str) -> None:
        if self.title is not None:
            self.title.append(data)
        at = self._at()
        if self.skipping or at < self.first or at + len(data) > self.last:
            data = self._within(data, at)
            at = max(at, self.first)
        for match in re.finditer(r"\s+|\S+", data):
            if match.group().isspace():
                if self.block_start is not None and self.pending_space is None:
                    self.pending_space = at + match.start()
            else:
                self._begin_text(at + match.start())
                self.draft.verbatim(at + match.start(), at + match.end())

    def _within(self, data: str, at: int) -> str:
        """What of the text at file offset ``at`` belongs to the book."""
        return "" if self.skipping else data[max(0, self.first - at) : max(0, self.last - at)]

    def handle_entityref(self, name: str) -> None:
        self._entity(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._entity(f"&#{name};")

    def _entity(self, entity: str) -> None:
        text = html.unescape(entity)
        if self.title is not None:
            self.title.append(text)
        at = self._at()
        if self.skipping or not self.first <= at < self.last:
            return
        if text.isspace():
            if self.block_start is not None and self.pending_space is None:
                self.pending_space = at
            return
        self._begin_text(at)
        self.draft.made(text, at)

    def _begin_text(self, at: int) -> None:
        if self.block_start is None:
            if self.draft.length:
                self.draft.made("\n\n", at)
            self.block_start = self.draft.length
            self.styles = [(tag, kind, self.draft.length) for tag, kind, _ in self.styles]
        elif self.pending_space is not None:
            self.draft.made(" ", self.pending_space)
        self.pending_space = None

    # -- tags ----------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "title" and "svg" not in self.skipping:
            self.title = []
        marker = f"{values.get('class', '')} {values.get('id', '')} {values.get('role', '')}"
        hidden = tag in _BLOCKS and tag != "body" and _NAVIGATION.search(marker.replace("_", " "))
        hidden = hidden or _PAGE_CLASS.search(values.get("class", ""))
        if tag in _SKIPPED or hidden or self.skipping and tag == self.skipping[-1]:
            if tag not in _VOID:
                if tag in _BLOCKS:
                    self._end_block()
                self.skipping.append(tag)
            return
        if self.skipping:
            return
        if tag in _BLOCKS:
            self._open_block(tag, values)
        elif tag == "br":
            self._break()
        elif tag in _STYLES:
            self.styles.append((tag, _STYLES[tag], self._next()))
            del self.styles[:-_MAX_OPEN]
        elif tag == "sup":
            self.superscript = self._next()
        elif tag in ("a", "span"):
            self._inline_anchor(tag, values)

    def _next(self) -> int:
        """Where the next character will stand."""
        pending = self.pending_space is not None and self.block_start is not None
        return self.draft.length + (1 if pending else 0)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title" and self.title is not None:
            text = " ".join("".join(self.title).split())
            if text:
                self.draft.headers.append(("title", text))
            self.title = None
        if self.skipping:
            if tag == self.skipping[-1]:
                self.skipping.pop()
            return
        if tag in _BLOCKS:
            self._close_block(tag)
        elif tag in _STYLES:
            self._end_style(tag)
        elif tag == "sup":
            self._end_superscript()
        elif tag == "a":
            self._end_anchor()

    def _break(self) -> None:
        if self.block_start is not None and self.pending_space is None:
            self.pending_space = self._at()

    def _end_style(self, tag: str) -> None:
        for index in range(len(self.styles) - 1, -1, -1):
            if self.styles[index][0] == tag:
                _, kind, start = self.styles.pop(index)
                if start < self.draft.length:
                    self.draft.styles.append(Style(start, self.draft.length, kind))
                return

    # -- blocks --------------------------------------------------------------------------------

    def _open_block(self, tag: str, values: dict[str, str]) -> None:
        self._end_block()
        if tag == "blockquote":
            self.quotes += 1
            self.draft.has_quote_markup = True
            if self.group is None:
                self.group = self.draft.length
        elif tag in ("ol", "ul"):
            self.lists.append(0)
        elif tag == "li" and self.lists:
            self.lists[-1] += 1
        if re.fullmatch(r"h[1-6]", tag):
            self.kind, self.level = "heading", int(tag[1])
        marker = f"{values.get('class', '')} {values.get('id', '')}".lower()
        if tag in ("div", "section", "ol"):
            holds = re.search(r"footnotes?\b|endnotes\b|references\b", marker) is not None
            self.containers.append((tag, holds or self._in_notes_list()))
        identifier = values.get("id") or values.get("name") or ""
        target = _NOTE_ID.fullmatch(identifier)
        if target and not _BACK_ID.search(identifier) and tag in ("li", "p", "div", "dd", "td"):
            self._open_note(_label_in(identifier, target))
        elif tag == "li" and self._in_notes_list() and self.lists:
            self._open_note(str(self.lists[-1]))

    def _in_notes_list(self) -> bool:
        return bool(self.containers) and self.containers[-1][1]

    def _close_block(self, tag: str) -> None:
        self._end_block()
        if self.containers and self.containers[-1][0] == tag:
            self.containers.pop()
        if tag == "blockquote" and self.quotes:
            self.quotes -= 1
            if not self.quotes:
                self._end_group()
        elif tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        elif tag in ("li", "div", "dd", "td") and self.note_label is not None:
            self._end_note()
        if re.fullmatch(r"h[1-6]", tag):
            self.kind = "paragraph"

    def _end_block(self) -> None:
        if self.block_start is None:
            return
        start, self.block_start, self.pending_space = self.block_start, None, None
        if self.anchor is not None:
            self._end_anchor()
        if self.draft.length == start:
            return
        kind = self.kind
        if self.note_label is not None:
            kind = "note"
        elif self.quotes:
            kind = "quote"
        block = RawBlock(start, self.draft.length, kind, level=self.level)
        if kind == "note" and self.note_from is not None and self.draft.blocks:
            self.draft.blocks[-1].end = block.end
        else:
            self.draft.blocks.append(block)
            if kind == "note":
                self.note_from = start
        if self.stack_is_flat():
            self._end_note()

    def stack_is_flat(self) -> bool:
        """A note that an anchor at the beginning of a paragraph opened ends with the paragraph."""
        return self.note_label is not None and self.note_depth == 1

    def _end_group(self) -> None:
        if self.group is not None:
            inside = [b for b in self.draft.blocks if b.start >= self.group and b.kind == "quote"]
            if inside:
                self.draft.styles.append(Style(inside[0].start, inside[-1].end, "blockquote"))
        self.group = None

    # -- notes ---------------------------------------------------------------------------------

    def _open_note(self, label: str, depth: int = 0) -> None:
        self._end_note()
        self.note_label, self.note_depth, self.note_from = label, depth, None

    def _end_note(self) -> None:
        if self.note_label is not None and self.note_from is not None:
            start, end = self.note_from, self.draft.blocks[-1].end
            lead = _LABEL.match(self.draft.tail(start)[:12])
            if lead and lead[1] == self.note_label and start + lead.end() < end:
                start += lead.end()
            self.draft.notes.append(NoteText(self.note_label, start, end))
        self.note_label, self.note_from, self.note_depth = None, None, 0

    def _inline_anchor(self, tag: str, values: dict[str, str]) -> None:
        href = values.get("href", "")
        identifier = values.get("id") or values.get("name") or ""
        target = _NOTE_ID.fullmatch(identifier)
        at_start = self.block_start is None or self.draft.length == self.block_start
        is_target = target is not None and not _BACK_ID.search(identifier)
        if is_target and at_start and self.note_label is None and not self.quotes and target:
            self._open_note(_label_in(identifier, target), depth=1)
        if tag == "a":
            self.anchor = (href, is_target, self._next(), self._at())

    def _end_anchor(self) -> None:
        if self.anchor is None:
            return
        href, is_target, start, at = self.anchor
        self.anchor = None
        shown = self.draft.tail(start) if "#" in href else ""
        label = _LABEL.fullmatch(shown)
        if label and not is_target and self.note_label is None and not self._is_backlink(href):
            self._set_mark(label[1], start, shown, at)

    def _is_backlink(self, href: str) -> bool:
        fragment = href.rpartition("#")[2]
        if _PAGE_ID.fullmatch(fragment):
            return True
        return bool(_BACK_ID.search(fragment)) and _NOTE_ID.fullmatch(fragment) is None

    def _set_mark(self, label: str, start: int, shown: str, at: int) -> None:
        """Every mark reads "[n]" in the document text, however the page prints it."""
        if not shown.strip().startswith("["):
            self._replace(start, f"[{label}]", at)
        self.draft.marks.append(NoteMark(label, start, self.draft.length))

    def _replace(self, start: int, text: str, at: int) -> None:
        self.draft.cut(start)
        self.draft.made(text, at)

    def _end_superscript(self) -> None:
        """ "<sup>1</sup>" without an anchor is a mark as well, outside of notes."""
        start, self.superscript = self.superscript, None
        if start is None or self.note_label is not None or start >= self.draft.length:
            return
        shown = self.draft.tail(start)
        already = self.draft.marks and self.draft.marks[-1].start >= start
        label = _LABEL.fullmatch(shown)
        if label and not already and label[1].isdigit() and not shown.strip().startswith("["):
            self._replace(start, f"[{label[1]}]", self._at())

    def finish(self) -> None:
        self._end_block()
        self._end_note()
        self._end_group()
        self._strip_backlinks()

    def _strip_backlinks(self) -> None:
        text = self.draft.text
        for index, note in enumerate(self.draft.notes):
            end = note.end
            while end > note.start and (text[end - 1] in "↩↑^⏎\ufe0e← "):
                end -= 1
            if end != note.end:
                self.draft.notes[index] = NoteText(note.label, note.start, end)
