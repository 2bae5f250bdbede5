"""One small reader per format. Each takes the decoded file and returns a Draft."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..builder import Draft
from . import gutenberg, html, markdown, muse, plain

_LEAST_SAMPLE = 60  # characters from which the share of tags says anything

Reader = Callable[[str], Draft]

READERS: dict[str, Reader] = {
    "plain": plain.read,
    "muse": muse.read,
    "html": html.read,
    "markdown": markdown.read,
    "gutenberg": gutenberg.read,
}

_SAMPLE = 60_000
_MUSE = re.compile(r"\s*#(?:title|author|subtitle|cover|lang|date|source|LISTtitle|SORT\w+)\s+\S")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(
    r"</?(?:p|div|blockquote|h[1-6]|br|em|i|a|span|sup|li)\b[^>]*>", re.IGNORECASE
)
_FRONT = re.compile(r"\s*(---|\+\+\+)\r?\n(?:[^\n]*\n){1,60}?\1\r?(?:\n|$)")
_MARKDOWN_SIGNS = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"^>{1,3} ?\S", re.MULTILINE),
    re.compile(r"\[\^\w{1,20}\]"),
    re.compile(r"\\[\[\]`*_.]"),
    re.compile(r"\]\((?:https?:|#|/|\w)[^)\s]*\)"),
    re.compile(r"(?<!\w)(?:\*\*|__)\w[^*_\n]{0,200}(?:\*\*|__)(?!\w)"),
    re.compile(r"(?<![\w*])\*\w[^*\n]{0,200}\w\*(?![\w*])"),
)
_ESCAPED_MARK = re.compile(r"\\\[\d{1,3}\\\]")
_TAGS_PER_CHARACTERS = 400


def detect(source: str) -> str:
    """The name of the format that the file looks like; "plain" when nothing speaks for another.

    >>> detect("#title A Life\\n\\nText"), detect("# A Life\\n\\nText[^1]"), detect("A life.")
    ('muse', 'markdown', 'plain')
    """
    sample = source[:_SAMPLE]
    if _HTML.match(sample):
        return "html"
    if gutenberg.START.search(sample):
        return "gutenberg"
    if _MUSE.match(sample):
        return "muse"
    if len(_HTML_TAG.findall(sample)) * _TAGS_PER_CHARACTERS > len(sample) > _LEAST_SAMPLE:
        return "html"
    if _FRONT.match(sample):
        return "markdown"
    signs = sum(bool(sign.search(sample)) for sign in _MARKDOWN_SIGNS)
    strong = _MARKDOWN_SIGNS[2].search(sample) or _ESCAPED_MARK.search(sample)
    return "markdown" if signs >= 2 or strong else "plain"
