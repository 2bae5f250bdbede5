"""Facets: the ways to narrow a selection, each value with the quotations that it would give.

A facet is counted under every filter but its own, so that a count is what choosing that value
alone would show.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from quotes.facet_values import Known
from quotes.facets import FACETS, Facet
from quotes.models import Position
from quotes.selection import Selection

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet; ``url`` leads to the selection with it switched."""

    value: str
    label: str
    count: int
    is_chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class CountedFacet:
    """A facet on a page: its first values, or with ``is_whole`` all of them.

    ``more`` is how many values "more" is about: those that it would show, or hide again.
    """

    name: str
    label: str
    choices: tuple[Choice, ...]
    more: int
    is_whole: bool
    more_url: str
    leading: bool

    @property
    def more_words(self) -> str:
        return "fewer" if self.is_whole else f"{self.more} more"

    @property
    def chosen(self) -> int:
        return sum(choice.is_chosen for choice in self.choices)

    @property
    def is_open(self) -> bool:
        return self.leading or bool(self.chosen) or self.is_whole


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is set, with the selection without it."""

    label: str
    value: str
    url: str
    is_unknown: bool = False


def facets(known: Known, published) -> list[CountedFacet]:
    """All facets of a selection, counted over the published quotations."""
    selection = known.selection
    listed = [
        facet
        for facet in FACETS.values()
        if facet.is_listed and (selection.shows_readings or not facet.is_hidden_with_readings)
    ]
    free = [facet for facet in listed if not getattr(selection, facet.parameter)]
    together = [facet for facet in free if facet.values.are_few and not facet.is_of_reading]
    counts = _counts_together(together, selection, published)
    for facet in listed:
        if facet.parameter not in counts:
            counts[facet.parameter] = _counts(facet, selection, published)
    return [_facet(facet, known, counts[facet.parameter]) for facet in listed]


def _facet(facet: Facet, known: Known, numbers: dict[Any, int]) -> CountedFacet:
    selection, name = known.selection, facet.parameter
    counts = facet.values.named(numbers)
    for value, label in known.labels[name].items():
        counts.setdefault(value, (label, 0))
    chosen, is_whole = getattr(selection, name), name in selection.more
    values = facet.values.in_order(counts, chosen)
    if len(values) < facet.least and not chosen:
        values = []
    first = max(SHOWN, sum(value in chosen for value in values))
    choices = tuple(
        Choice(value, *counts[value], value in chosen, selection.toggling(name, value).url())
        for value in (values if is_whole else values[:first])
    )
    more_url = selection.opening(name).url()
    return CountedFacet(
        name, facet.label, choices, len(values) - first, is_whole, more_url, facet.leading
    )


def _counts_together(
    together: list[Facet], selection: Selection, published
) -> dict[str, dict[Any, int]]:
    """The counts of facets of which nothing is chosen, so that all are under the same filters: one
    query counts every combination of their few values, and each facet adds its own up."""
    if not together:
        return {}
    matched = selection.narrow(published).order_by()
    rows = matched.values_list(*(facet.column for facet in together)).annotate(count=Count("pk"))
    counts: dict[str, dict[Any, int]] = {facet.parameter: Counter() for facet in together}
    for *values, count in rows:
        for facet, value in zip(together, values, strict=True):
            if value:
                counts[facet.parameter][value] += count
    return counts


def _counts(facet: Facet, selection: Selection, published) -> dict[Any, int]:
    """What stands in the facet's column → number of quotations, under every filter but its own."""
    others = selection.without(facet.parameter)
    counted = others.narrow(published).order_by()
    if facet.is_of_reading:  # in the counts as in the results: of the same reading
        readings = Position.objects.filter(others.asked_of_a_reading(), quotation__in=counted)
        rows = readings.order_by().values_list(facet.column)
        rows = rows.annotate(count=Count("quotation", distinct=True))
    else:
        rows = counted.values_list(facet.column).annotate(count=Count("pk"))
    return {value: count for value, count in rows if value}


def chips(known: Known, path: str = "/") -> list[Chip]:
    """The filters that are set, in canonical order, each with the way to drop it."""
    return list(_chips(known, path))


def _chips(known: Known, path: str) -> Iterator[Chip]:
    selection = known.selection
    for name, facet in FACETS.items():
        labels = known.labels[name] | dict(facet.values.listed)
        for value in getattr(selection, name):
            unknown = value in known.unknown.get(name, ())
            url = selection.toggling(name, value).url(path)
            yield Chip(facet.label, labels.get(value, value), url, unknown)
    if selection.year_parameters():
        years = selection.years_in_words()
        yield Chip("Years", years, selection.without("years").url(path))
    if selection.q:
        yield Chip("Words", selection.q, selection.without("q").url(path))
