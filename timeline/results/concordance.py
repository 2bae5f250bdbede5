"""The concordance: every place of the searched words, aligned, with the words around them."""

from collections.abc import Iterator
from dataclasses import dataclass

from quotes.models import Quotation
from quotes.search import occurrences, terms
from timeline.results.cards import Card, Shown, YearGroup

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
            yield from _of_quotation(shown, query)
        else:
            for inner in shown.nested:
                if inner.is_match:
                    yield from _of_quotation(inner, query)


def _of_quotation(shown: Shown, query: str) -> Iterator[Line]:
    """The lines of a quotation. A place inside a nested one is among the words of its speaker."""
    text, outer = shown.quotation.text, shown.quotation
    for start, end in occurrences(text, query):
        place = outer.start + start
        inside = [q for q in shown.nested if q.quotation.start <= place < q.quotation.end]
        quotation = inside[0].quotation if inside else outer
        yield Line(
            quotation,
            _last(_in_line(text[:start])),
            _in_line(text[start:end]),
            _first(_in_line(text[end:])),
        )


def _last(text: str) -> str:
    """The last words of a text, as many as fit."""
    return text if len(text) <= WIDTH else text[-WIDTH - 1 :].partition(" ")[2]


def _first(text: str) -> str:
    return text if len(text) <= WIDTH else text[: WIDTH + 1].rpartition(" ")[0]


def _in_line(text: str) -> str:
    return text.replace("\n\n", " ¶ ")
