"""The concordance: every place of the searched words, aligned, with the words around them."""

from collections.abc import Iterator
from dataclasses import dataclass

from quotes.models import Quotation
from quotes.search import occurrences, terms
from timeline.cards import Card, YearGroup

WIDTH = 90  # characters shown on either side; the page cuts off what does not fit


@dataclass(frozen=True, slots=True)
class Line:
    """One place in one quotation; ``before`` and ``after`` are the words around it."""

    quotation: Quotation
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class LinesOfYear:
    group: YearGroup
    lines: tuple[Line, ...]


def concordance(groups: list[YearGroup], query: str) -> list[LinesOfYear]:
    """The lines of the years on this page; years whose words match in names only have none.

    Several words without quotation marks line up on the longest: on every "of" they would not.
    """
    query = f'"{max(terms(query), key=len, default="")}"'
    return [
        LinesOfYear(group, tuple(line for card in group.cards for line in _of_card(card, query)))
        for group in groups
    ]


def _of_card(card: Card, query: str) -> Iterator[Line]:
    for shown in card.quotations:
        if shown.is_match:
            yield from _of_quotation(shown.quotation, query)
        else:
            for inner in shown.nested:
                if inner.is_match:
                    yield from _of_quotation(inner.quotation, query)


def _of_quotation(quotation: Quotation, query: str) -> Iterator[Line]:
    text = quotation.text.replace("\n\n", " ¶ ")
    for start, end in occurrences(text, query):
        before, after = text[max(0, start - WIDTH) : start], text[end : end + WIDTH]
        yield Line(quotation, before, text[start:end], after)
