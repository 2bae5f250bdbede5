"""The year histogram: quotations a year, each bar a link that sets the range."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from quotes.selection import Selection
from timeline.chart.axis import Axis, axis_of, surroundings_of
from timeline.wording import counted, years

STEPS = 50  # a bar is as long as one of so many classes, b0 to b50


@dataclass(frozen=True, slots=True)
class Bar:
    """The quotations of a year, or of several where there are too many years for a bar each."""

    first: int
    last: int
    count: int
    length: int
    url: str
    is_chosen: bool
    is_outside: bool

    @property
    def is_minor(self) -> bool:
        """Whether its year may go unsaid where there is little room."""
        return self.first == self.last and self.first % 5 != 0

    @property
    def years(self) -> str:
        return years(self.first, self.last)

    @property
    def state(self) -> str:
        return "is-chosen" if self.is_chosen else "is-outside" if self.is_outside else ""


@dataclass(frozen=True, slots=True)
class Beyond:
    """The quotations that no bar counts: how many, where, and a link to them."""

    count: int
    where: str
    url: str

    @property
    def words(self) -> str:
        return f"{counted(self.count, 'quotation')} {self.where}"


@dataclass(frozen=True, slots=True)
class Histogram:
    """``axis`` spans the bars: the usual period, wider where the selection's years are."""

    axis: Axis
    bars: tuple[Bar, ...]
    before: Beyond
    after: Beyond
    undated: Beyond

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw; what lies beyond the bars may still be counted."""
        return not any(bar.count for bar in self.bars)

    @property
    def has_beyond(self) -> bool:
        return bool(self.before.count or self.after.count or self.undated.count)

    @property
    def total(self) -> int:
        beyond = self.before.count + self.after.count + self.undated.count
        return sum(bar.count for bar in self.bars) + beyond


def histogram(selection: Selection, published) -> Histogram:
    """The published quotations under all filters but the years, each in its earliest year."""
    others = selection.in_every_year().narrow(published).order_by()
    return bars(selection, dict(others.values_list("year").annotate(Count("pk"))))


def bars(selection: Selection, counts: Mapping[int | None, int]) -> Histogram:
    """The histogram of quotations by year, the undated ones under None; knows no database."""
    chosen = axis_of(selection, (year for year in counts if year and _is_in(selection, year)))
    axis = surroundings_of(chosen)
    sums = [0] * axis.columns
    for year in counts:
        if year and axis.first <= year <= axis.last:
            sums[axis.column(year)] += counts[year]
    highest = max(sums, default=0)
    drawn = tuple(
        _bar(selection, axis, column, count, highest) for column, count in enumerate(sums)
    )
    return Histogram(
        axis,
        drawn,
        Beyond(
            _sum(counts, (year for year in counts if year and year < axis.first)),
            f"before {axis.first}",
            selection.between(None, axis.first - 1).url() if axis.first > 1 else "",
        ),
        Beyond(
            _sum(counts, (year for year in counts if year and year > axis.last)),
            f"after {axis.last}",
            selection.between(axis.last + 1, None).url() if axis.last < 9999 else "",
        ),
        Beyond(counts.get(None, 0), "undated", selection.in_every_year().url()),
    )


def _bar(selection: Selection, axis: Axis, column: int, count: int, highest: int) -> Bar:
    first, last = axis.years_of(column)
    limited = not selection.every_year and bool(selection.year_parameters())
    inside = _overlaps(selection, first, last)
    return Bar(
        first=first,
        last=last,
        count=count,
        length=max(1, round(count / highest * STEPS)) if count else 0,
        url=selection.between(first, last).url(),
        is_chosen=limited and inside,
        is_outside=limited and not inside,
    )


def _overlaps(selection: Selection, first: int, last: int) -> bool:
    after = selection.first is None or last >= selection.first
    return after and (selection.last is None or first <= selection.last)


def _is_in(selection: Selection, year: int) -> bool:
    return _overlaps(selection, year, year)


def _sum(counts: Mapping[int | None, int], years: Iterable[int]) -> int:
    return sum(counts[year] for year in years)
