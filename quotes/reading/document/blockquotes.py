"""Block quotations that no markup shows: found from their lead-in, their note mark, their indent.

A lead-in ends with a colon, or breaks off in mid-sentence; the quotation then runs to the paragraph
that ends with a note mark. The mark may also stand alone after it, or at the end of the lead-in.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from ..language.grammar import has_finite_verb
from .builder import Draft, RawBlock
from .model import NoteMark, Style

_LEAST_WORDS = 12  # of indented prose: shorter lines are verse, lists, signatures
_LETTERS, _SMALL = 0.7, 0.6  # shares of letters, and of small ones, in prose
_INDENT = range(2, 17)  # columns by which a quotation stands in from the body

_MAX_PARAGRAPHS = 8
_LIST_ITEM = re.compile(r"(?:[•·*▪-]\s|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s)")
_TABLE = re.compile(r"[ \u00a0]{4,}")
_TAIL = re.compile(r"[\s.,;:”\"’»)\]]*")
# An inline citation that ends a paragraph: "… of labour.” [Works, p. 12]"
CITATION_AT_END = re.compile(
    r"\s*[\[(][^\[\]()]{0,30}(?:\([^()]{0,60}\))?[^\[\]()]{0,160}[\])]\s*[.,;]?\s*$"
)
_OPENERS = '“"„«'
_MIN_WORDS = 6
_MIN_LEAD = 60
_MANY_WORDS = 25


def mark_block_quotes(draft: Draft) -> None:
    """Set the kind "quote" and a "blockquote" style on what reads as a block quotation.

    Texts that mark their quotations up, in whatever way, are left as they are.
    """
    if draft.has_quote_markup:
        return
    starts = [mark.start for mark in draft.marks]
    index = 0
    while index < len(draft.blocks):
        last = _quotation_after(draft, index, starts)
        if last is None:
            index += 1
            continue
        _set_quote(draft, index + 1, last)
        index = last + 1
    _mark_indented(draft)


def _set_quote(draft: Draft, first: int, last: int) -> None:
    for block in draft.blocks[first : last + 1]:
        block.kind = "quote"
    draft.styles.append(Style(draft.blocks[first].start, draft.blocks[last].end, "blockquote"))


def _marks_in(draft: Draft, block: RawBlock, starts: list[int]) -> list[NoteMark]:
    low, high = bisect_left(starts, block.start), bisect_left(starts, block.end)
    return draft.marks[low:high]


def _ends_with_mark(draft: Draft, block: RawBlock, marks: list[NoteMark]) -> bool:
    """Whether all marks of the block stand at its end."""
    if not marks:
        return False
    rest = draft.text[marks[0].start : block.end]
    for mark in marks:
        rest = rest.replace(draft.text[mark.start : mark.end], "", 1)
    return _TAIL.fullmatch(rest) is not None


def _quotation_after(draft: Draft, index: int, starts: list[int]) -> int | None:
    """Index of the last paragraph of the quotation that block ``index`` leads in, or None."""
    lead = draft.blocks[index]
    if lead.kind != "paragraph" or index + 1 >= len(draft.blocks):
        return None
    marks = _marks_in(draft, lead, starts)
    text = draft.text[lead.start : lead.end]
    marked = _ends_with_mark(draft, lead, marks)
    if marked:
        text = draft.text[lead.start : marks[0].start] + draft.text[marks[-1].end : lead.end]
    text = text.rstrip()
    runs_on = text[-1:] in ",–—" or text[-1:].islower()
    if not text.endswith(":") and not (runs_on and len(text) > _MIN_LEAD):
        return None
    first = draft.blocks[index + 1]
    if not _can_be_quoted(draft, first) or runs_on and not _begins_low(draft, first):
        return None
    if marked and not _marks_in(draft, first, starts):
        return index + 1 if text.endswith(":") else None
    return _last_paragraph(draft, index + 1, starts)


def _begins_low(draft: Draft, block: RawBlock) -> bool:
    return draft.text[block.start : block.start + 1].islower() or draft.text.startswith(
        ("…", "...", "["), block.start
    )


def _can_be_quoted(draft: Draft, block: RawBlock) -> bool:
    text = draft.text_of(block)
    if block.kind != "paragraph" or _LIST_ITEM.match(text) or _TABLE.search(text):
        return False
    if text[0] in _OPENERS and not text.startswith("‘"):
        return False
    words = text.split()
    if len(words) < _MIN_WORDS:
        return False
    if has_finite_verb(text, draft.language):
        return True
    return len(words) > _MANY_WORDS and not _is_list(words)


def _is_list(words: list[str]) -> bool:
    """Names, trades, addresses, sums: mostly capitals and figures."""
    high = sum(word[0].isupper() or word[0].isdigit() or not word[0].isalnum() for word in words)
    return high * 10 >= len(words) * 6


def _last_paragraph(draft: Draft, first: int, starts: list[int]) -> int | None:
    for index in range(first, min(first + _MAX_PARAGRAPHS, len(draft.blocks))):
        block = draft.blocks[index]
        if block.kind != "paragraph":
            return None
        marks = _marks_in(draft, block, starts)
        if _is_mark_alone(draft, block, marks):
            return index - 1 if index > first else None
        if marks:
            return index if _ends_with_mark(draft, block, marks) else None
        if index > first and draft.text_of(block).rstrip().endswith(":"):
            return None
    return None


def _is_mark_alone(draft: Draft, block: RawBlock, marks: list[NoteMark]) -> bool:
    return (
        bool(marks) and marks[0].start - block.start <= 1 and _ends_with_mark(draft, block, marks)
    )


# ---- by indent --------------------------------------------------------------------------------


def _mark_indented(draft: Draft) -> None:
    """Indented prose in a text whose paragraphs are not: quotations of the old printed kind."""
    prose = [block for block in draft.blocks if block.kind == "paragraph"]
    if len(prose) < 4:
        return
    indents = sorted(block.indent for block in prose)
    body = indents[len(indents) // 2]
    run: list[int] = []
    for number, block in enumerate([*draft.blocks, None]):
        if block is not None and block.kind == "paragraph" and _is_indented(draft, block, body):
            run.append(number)
            continue
        if run:
            _set_quote(draft, run[0], run[-1])
            run = []


def _is_indented(draft: Draft, block: RawBlock, body: int) -> bool:
    if block.indent - body not in _INDENT:
        return False
    text = draft.text_of(block)
    letters = sum(map(str.isalpha, text))
    lower = sum(map(str.islower, text))
    return (
        len(text.split()) >= _LEAST_WORDS
        and letters > _LETTERS * len(text)
        and lower > _SMALL * letters
    )
