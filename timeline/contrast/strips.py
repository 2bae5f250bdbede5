"""Composed contrasts at a glance: for each side, the years of its passages as points on a line."""

from collections.abc import Iterable
from dataclasses import dataclass

from quotes.models import Contrast, ContrastSide, Quotation
from quotes.selection import PERIOD, Selection
from timeline.wording import years as years_in_words


@dataclass(frozen=True, slots=True)
class SideStrip:
    """A side's label, its years in words, and where its points lie: per cent of 1918–1940."""

    label: str
    years: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    contrast: Contrast
    sides: tuple[SideStrip, ...]


def strips(contrasts: Iterable[Contrast]) -> list[Strip]:
    """One query for all the sides that name their quotations, one for each other side."""
    contrasts = list(contrasts)
    selections = {
        side.pk: side.selection for contrast in contrasts for side in contrast.sides.all()
    }
    years = _years(selections)
    return [
        Strip(contrast, tuple(_side(side, years[side.pk]) for side in contrast.sides.all()))
        for contrast in contrasts
    ]


def front_strips() -> list[Strip]:
    """The contrasts that open the front page."""
    return strips(Contrast.objects.on_front().public().prefetch_related("sides")[:3])


def _years(selections: dict[int, Selection]) -> dict[int, set[int]]:
    published = Quotation.objects.published().exclude(year=None)
    refs = {ref for selection in selections.values() for ref in selection.ref}
    year_of = dict(published.filter(ref__in=refs).values_list("ref", "year"))
    years: dict[int, set[int]] = {}
    for key, selection in selections.items():
        if selection.ref:
            years[key] = {year_of[ref] for ref in selection.ref if ref in year_of}
        else:
            narrowed = selection.narrow(published).order_by()
            years[key] = set(narrowed.values_list("year", flat=True).distinct())
    return years


def _side(side: ContrastSide, years: set[int]) -> SideStrip:
    words = years_in_words(min(years), max(years)) if years else "undated"
    return SideStrip(side.label, words, points(years))


def points(years: Iterable[int]) -> tuple[str, ...]:
    """Where the years of 1918–1940 lie on a strip, each once; those outside have no place there."""
    first, last = PERIOD
    inside = sorted({year for year in years if first <= year <= last})
    return tuple(f"{(year + 0.5 - first) / (last + 1 - first):.2%}" for year in inside)
