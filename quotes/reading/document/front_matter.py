"""The front matter of plain texts: header lines and the contents list."""

from __future__ import annotations

import re

from ..language.wordlist import words
from .builder import Draft

# "Author: Iain McKay"; the key is one or two words
_HEADER = re.compile(r"([A-Z][A-Za-z]{1,20}(?: [A-Za-z]{2,12})?):[ \t]+(\S.*)", re.DOTALL)
_KEYS = words(
    """
    title subtitle author authors date source notes note translator publisher language
    topics editor published copyright license url isbn publication series lang
    """
)
_MAX_ENTRY = 120
_MIN_INDENT = 2


def mark_headers(draft: Draft) -> None:
    """The run of "Key: value" lines with which the file begins."""
    for number, block in enumerate(draft.blocks):
        match = _HEADER.fullmatch(draft.text_of(block))
        if match is None:
            return
        if number == 0 and match[1].lower() not in _KEYS:
            return
        block.kind = "header"
        draft.headers.append((match[1], match[2].strip()))


def mark_contents(draft: Draft) -> None:
    """The indented short lines before the body; a list has two at least."""
    entries = []
    for block in draft.blocks:
        if block.kind == "header":
            continue
        if block.indent < _MIN_INDENT or block.end - block.start > _MAX_ENTRY:
            break
        entries.append(block)
    if len(entries) >= 2:
        for block in entries:
            block.kind = "contents"
