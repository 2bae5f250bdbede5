"""The words of templates: how quotations, speakers, dates and years are set, and every link."""

import re
from urllib.parse import parse_qsl, urlencode

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from quotes.choices import QuotationKind, Stance
from quotes.citing import author_unless, imprint, speaker_name
from quotes.citing import when as when_in_words
from quotes.search import occurrences
from quotes.selection import PERIOD
from quotes.shortening import first_words as words_from_the_start
from quotes.shortening import goes_on
from timeline import wording

register = template.Library()
register.filter("imprint", imprint)
register.filter("counted", wording.counted)
register.filter("totals", wording.totals_in_words)
register.filter("in_passages", wording.in_passages)
register.filter("when", when_in_words)
register.filter("whose", wording.whose)
register.filter("dated", wording.dated)
register.simple_tag(wording.years, name="years")

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


@register.simple_tag(takes_context=True)
def way(context, to, *args, holding=None, years: str = "") -> str:
    """The address of a page of this site, with what the reader takes along: every link has it.

    ``to`` is something with a page of its own, the name of a page with its arguments, or an
    address. What the address says already is not said twice. The page is that of all years with
    ``years="all"``, or where the usual ones leave out the quotation that is ``holding`` the link.

        {% way speaker holding=quotation %}   {% way "year" 1920 %}   {% way chip.url %}
    """
    if hasattr(to, "get_absolute_url"):
        url = to.get_absolute_url()
    else:
        url = to if to.startswith("/") else reverse(to, args=args)
    if years == "all" or (holding and not _is_usual(holding)):
        url += "?years=all"
    return _carrying(url, context.get("selection"))


def _is_usual(quotation) -> bool:
    """Whether it stands in the years that are shown when none are asked for."""
    first, last = PERIOD
    return bool(quotation.year and first <= quotation.year <= last)


def _carrying(url: str, selection) -> str:
    """With hidden readings, and on the way to a contrast what is gathered for it."""
    pairs = selection.carried() if selection else []
    if not pairs:
        return url
    path, hash_, fragment = url.partition("#")
    said = parse_qsl(path.partition("?")[2])
    if path.startswith(reverse("contrast")):
        said += [pair for pair in pairs if pair[0] == "pick"]
    if not (pairs := [pair for pair in pairs if pair not in said]):
        return url
    joint = "&" if "?" in path else "?"
    return f"{path}{joint}{urlencode(pairs)}{hash_}{fragment}"


@register.simple_tag(takes_context=True)
def nav(context, name: str, words: str) -> SafeString:
    """An entry of the main navigation; it is current on its page, and true of the pages below."""
    page, path = reverse(name), context["request"].path
    current = "page" if path == page else "true" if path.startswith(page) and page != "/" else ""
    return format_html(
        '<a href="{}"{}>{}</a>',
        way(context, name),
        format_html(' aria-current="{}"', current) if current else "",
        words,
    )


@register.simple_tag(takes_context=True)
def speaker(context, quotation) -> str:
    """Who said it, with the way to their page."""
    if quotation.speaker is None:
        return speaker_name(None)
    url = way(context, quotation.speaker, holding=quotation)
    return format_html('<a href="{}">{}</a>', url, quotation.speaker)


@register.simple_tag
def date(quotation) -> str:
    """When it was said: in words, and for machines where HTML knows such a date."""
    if not quotation.date:
        return when_in_words(quotation)
    exact = re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", quotation.date)  # a plain year, month or day
    machine = format_html(' datetime="{}"', quotation.date) if exact else ""
    return format_html("<time{}>{}</time>", machine, when_in_words(quotation))


@register.simple_tag(takes_context=True)
def role(context, card) -> str:
    """Who the speaker of a card was then, where the page is not about the speaker."""
    if not card.role or "contrast" in context or card.lead.speaker == context.get("subject"):
        return ""
    return f" · {card.role}"


@register.simple_tag
def reading(position, lead) -> str:
    """How a position on a card is read; with whose it is, where that is not who leads the card."""
    if position.quotation.speaker_id == lead.speaker_id:
        return position.stance_label
    return f"{speaker_name(position.quotation.speaker)} {position.stance_label}"


@register.simple_tag
def stances(topic) -> str:
    """All stances in the topic's words."""
    return ", ".join(topic.stance_label(stance) for stance in Stance)


@register.simple_tag
def stance_on(topic, quotation) -> str:
    """How the quotation is read on the topic, where it is."""
    for position in quotation.positions.all():
        if position.topic_id == topic.pk:
            html = '· <span class="shape {}">{}</span>'
            return format_html(html, position.stance, position.stance_label)
    return ""


@register.simple_tag
def in_sentence(quotation, around) -> SafeString:
    """The words in their sentence of the article; a block quotation stands apart from it."""
    if quotation.kind == QuotationKind.BLOCK:
        mark = mark_safe(" <mark>[the words above, set apart]</mark> ")
    else:
        mark = format_html("<mark>{}</mark>", inline_words(quotation.text))
    return format_html("{}{}{}", around.before, mark, around.after)


@register.simple_tag(takes_context=True)
def article_of(context, quotation) -> SafeString:
    """The article that quotes the words, and the note that does."""
    article, note = quotation.passage.article, quotation.in_note
    link = format_html('<a href="{}">{}</a>', way(context, article), article)
    return format_html("{}, in note {}", link, note.label) if note else link


@register.simple_tag
def under_note(passage) -> str:
    return f" under note {passage.note.label}" if passage.note else ""


@register.simple_tag(takes_context=True)
def work(context, quotation) -> SafeString:
    """The work as the evidence for a quotation names it: author, title, container, imprint."""
    source = quotation.passage.source
    author = author_unless(source, quotation.speaker)
    url = way(context, source, holding=quotation)
    inside = source.container_title
    container = format_html(", in <cite>{}</cite>", inside) if inside else ""
    printed = imprint(source)
    published = f" ({printed})" if printed else ""
    return format_html(
        '{}<cite><a href="{}">{}</a></cite>{}{}{}',
        f"{author}, " if author else "",
        url,
        source.title,
        container,
        published,
        f", translated by {source.translator}" if source.translator else "",
    )


@register.simple_tag
def pages(passage) -> str:
    """Where in the work: ", 238–9", in one line."""
    return f", {unbroken(passage.locator)}" if passage.locator else ""


@register.simple_tag
def original(source) -> str:
    """The title of a work; with the way to its text, where that is online."""
    if not source or not source.url:
        return source.title if source else ""
    return format_html(
        '<a class="original" href="{}" rel="external">{}</a>', source.url, source.title
    )


@register.simple_tag
def first_words(text: str, words: int) -> SafeString:
    """The first words of a quotation in its marks, and outside of them a sign that it goes on."""
    start = words_from_the_start(text, words)
    return format_html("“{}”{}", inline_words(start), " …" if goes_on(text, start) else "")


@register.simple_tag(takes_context=True)
def pick(context, quotation) -> str:
    """The link that gathers a quotation for a contrast, or lets it go: where a page can gather."""
    picks, ref = context.get("picks"), quotation.ref
    if picks and ref in picks.selection.pick:
        state, words = mark_safe('aria-current="true"'), "Drop from contrast"
    elif picks and not picks.is_full:
        state, words = mark_safe('rel="nofollow"'), "Add to contrast"
    else:
        return ""
    return format_html(
        '<a id="pick-{}" href="{}" {}>{}</a>', ref, picks.toggling(ref), state, words
    )


@register.filter
def bar_years(bar) -> str:
    """The years of a bar; where there is little room the first has to do."""
    rest = format_html('<span class="rest">–{}</span>', bar.last) if bar.last != bar.first else ""
    return format_html("{}{}", bar.first, rest)


def unbroken(locator: str) -> str:
    """Page numbers that stay in one line: "238–9", not "238–" and "9"."""
    return locator.replace("–", "\u2060–\u2060").replace(": ", ":\u00a0")


@register.filter
def as_sentence(text: str) -> str:
    """A remark with a full stop, where it does not end in a stop of its own, quoted or not."""
    return text if text.rstrip("”’\"')]").endswith((".", "?", "!", "…")) else f"{text}."
