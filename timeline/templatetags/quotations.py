"""How quoted words and dates are set."""

import re
from urllib.parse import parse_qsl, urlencode

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from quotes.search import occurrences
from quotes.selection import PERIOD
from quotes.shortening import first_words
from timeline.wording import counted as counted_words
from timeline.wording import totals_in_words

register = template.Library()

_EDITORIAL = re.compile(r"(?P<insertion>\[[^\[\]]*\])|(?P<elision>…)")


@register.filter
def set_words(text: str, query: str = "") -> SafeString:
    """A quotation's words as HTML: omissions and insertions told apart, hits of a search marked.

    Several paragraphs stay apart; everything is escaped.
    """
    paragraphs = text.split("\n\n")
    if len(paragraphs) == 1:
        return inline_words(text, query)
    return mark_safe("".join(f"<p>{inline_words(part, query)}</p>" for part in paragraphs))


@register.filter
def inline_words(text: str, query: str = "") -> SafeString:
    """The same for words within a line."""
    edges = {0, len(text)}
    marked = [_with_brackets(text, *span) for span in occurrences(text, query)] if query else []
    edges.update(edge for span in marked for edge in span)
    pieces = []
    for start, end in zip(sorted(edges), sorted(edges)[1:], strict=False):
        piece = _EDITORIAL.sub(_editorial, escape(text[start:end]))
        pieces.append(f"<mark>{piece}</mark>" if (start, end) in marked else piece)
    return mark_safe("".join(pieces))


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """A hit with the bracket of an insertion that it begins or ends in: "[d]eserters"."""
    return start - (text[start - 1 : start] == "["), end + (text[end : end + 1] == "]")


def _editorial(match: re.Match) -> str:
    if match["elision"]:
        return '<span class="elision" role="img" aria-label="words left out">…</span>'
    return f'<ins class="insertion">{match["insertion"]}</ins>'


@register.filter
def edtf_datetime(edtf: str) -> str:
    """The machine-readable date for <time>, where HTML knows one: a plain year, month or day."""
    return edtf if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", edtf) else ""


@register.filter
def totals(values: dict[str, int]) -> str:
    return totals_in_words(values)


@register.filter
def counted(number: int, noun: str) -> str:
    return counted_words(number, noun)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A shape of the sprite, for the eye only."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="#{}"></use></svg>', name
    )


@register.simple_tag
def picking_url(picks, ref: str) -> str:
    """The same page with the quotation gathered for a contrast, or let go again."""
    return picks.toggling(ref)


@register.filter
def carry(url: str, selection) -> str:
    """An address of this site with what the reader takes along: hidden readings, and on the way to
    a contrast what is gathered for it."""
    pairs = selection.carried() if selection else []
    path, hash_, fragment = url.partition("#")
    if path.startswith(reverse("contrast")):
        pairs = [pair for pair in pairs if pair[0] != "pick"]
    pairs = [pair for pair in pairs if pair not in parse_qsl(path.partition("?")[2])]
    if not pairs:
        return url
    joint = "&" if "?" in path else "?"
    return f"{path}{joint}{urlencode(pairs)}{hash_}{fragment}"


@register.filter
def holding(url: str, quotation) -> str:
    """The page of a speaker or a work, in all years where the usual ones leave it out."""
    first, last = PERIOD
    return url if quotation.year and first <= quotation.year <= last else f"{url}?years=all"


@register.simple_tag(takes_context=True)
def way(context, name: str, *args) -> str:
    """The address of a page of this site, with what the reader takes along."""
    return carry(reverse(name, args=args), context.get("selection"))


@register.filter
def unbroken(locator: str) -> str:
    """Page numbers that stay in one line: "238–9", not "238–" and "9"."""
    return locator.replace("–", "\u2060–\u2060").replace(": ", ":\u00a0")


@register.filter
def as_sentence(text: str) -> str:
    """A remark with a full stop, where it does not end in a stop of its own, quoted or not."""
    return text if text.rstrip("”’\"')]").endswith((".", "?", "!", "…")) else f"{text}."


register.filter("opening", first_words)


@register.filter
def goes_on(text: str, words: int) -> bool:
    """Whether the text is longer than its opening; pages say so outside the quotation marks."""
    return len(text.split()) > words
