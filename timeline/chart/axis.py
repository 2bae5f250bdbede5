"""The years across: which ones a chart spans, where a date stands among them, and what is printed.

Positions are fractions of the width, 0 where the first year begins and 1 where the last one ends.
"""

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from quotes.selection import PERIOD, Selection

MOST_COLUMNS = 23
"""On the narrowest phone a column is then 12 pixels wide: two hit areas of 24 pixels that are one
column apart overlap by less than half."""

STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000)
PARTS = (12, 6, 4, 3, 2, 1)  # a year in months, two, three, four, six months, or whole
MOST_LABELS = 8  # that stand side by side on a phone
FULL_LABELS = 6  # so few years that each is printed in full


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str
    is_minor: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """The years from ``first`` to ``last``, in columns of ``step`` years."""

    first: int
    last: int
    step: int = 1

    @classmethod
    def spanning(cls, first: int, last: int) -> "Axis":
        """All of these years, rounded up to whole columns."""
        years = last - first + 1
        step = next(step for step in STEPS if years <= step * MOST_COLUMNS)
        return cls(first, first + -(-years // step) * step - 1, step)

    @property
    def years(self) -> int:
        return self.last - self.first + 1

    @property
    def columns(self) -> int:
        return self.years // self.step

    @property
    def parts(self) -> int:
        """Into how many slots a year is divided; a slot is never narrower than a column may be."""
        if self.step > 1:
            return 1
        return next(parts for parts in PARTS if self.years * parts <= MOST_COLUMNS)

    @property
    def slots(self) -> int:
        return self.columns * self.parts

    def at(self, day: datetime.date) -> float:
        return (moment(day) - self.first) / self.years

    def spans(self, first: datetime.date, last: datetime.date) -> bool:
        """Whether a date between these days can lie on the axis."""
        return first.year <= self.last and last.year >= self.first

    def stretch(self, first: datetime.date, last: datetime.date) -> tuple[float, float]:
        """Where these days begin and end, cut off at the ends of the axis."""
        end = self.at(last) + 1 / (_days(last.year) * self.years)
        return max(0.0, self.at(first)), min(1.0, end)

    def column(self, year: int) -> int:
        """The column of a year; years before and after stand in the first and last one."""
        return (min(max(year, self.first), self.last) - self.first) // self.step

    def years_of(self, start: int, end: int | None = None) -> tuple[int, int]:
        """The first and last year of the columns from start to end, both included."""
        end = start if end is None else min(end, self.columns - 1)
        return self.first + start * self.step, min(self.first + (end + 1) * self.step - 1, 9999)

    def years_of_slot(self, slot: int) -> tuple[int, int]:
        return self.years_of(slot // self.parts)

    def middle(self, year: int) -> float:
        return (year + 0.5 - self.first) / self.years

    def labels(self) -> list[Tick]:
        """Years in full where there is room for them anywhere, the others in short."""
        step = 1 if self.years <= FULL_LABELS else self._label_step()
        if self.step > 1:
            years = range(-(-self.first // step) * step, min(self.last, 9999) + 1, step)
            return [Tick(self.middle(year), str(year), False) for year in years]
        return [
            Tick(
                self.middle(year), _short(year) if minor and year > self.first else str(year), minor
            )
            for year in range(self.first, self.last + 1)
            for minor in [year % step != 0]
        ]

    def _label_step(self) -> int:
        return next(step for step in STEPS if self.years <= step * MOST_LABELS)

    def lines(self) -> list[float]:
        """Where the years that are printed in full begin."""
        majors = [tick for tick in self.labels() if not tick.is_minor]
        return [at for tick in majors if (at := (int(tick.label) - self.first) / self.years) > 0]


def percent(fraction: float) -> str:
    """A fraction of the width as SVG writes it.

    >>> percent(0.5), percent(1 / 3)
    ('50', '33.33')
    """
    return f"{fraction * 100:.2f}".rstrip("0").rstrip(".")


def _short(year: int) -> str:
    return f"’{year % 100:02}"


def moment(day: datetime.date) -> float:
    """A day as a year with its fraction: 1920-07-01 is 1920.497."""
    return day.year + (day.timetuple().tm_yday - 1) / _days(day.year)


def _days(year: int) -> int:
    return 366 if calendar.isleap(year) else 365


def axis_of(selection: Selection, years: Iterable[int]) -> Axis:
    """The years asked for: an open end reaches to the usual period's, or else to the last year
    that there is. Every year is drawn as the usual period, with the others counted beside it."""
    first, last = selection.first, selection.last
    if first is None and last is None:
        return Axis.spanning(*PERIOD)
    if first is None:
        first = PERIOD[0] if last >= PERIOD[0] else min([last, *years])
    if last is None:
        last = PERIOD[1] if first <= PERIOD[1] else max([first, *years])
    return Axis.spanning(first, last)


def surroundings_of(axis: Axis) -> Axis:
    """The axis with the usual period about it, so that one range can be left for another."""
    return Axis.spanning(min(axis.first, PERIOD[0]), max(axis.last, PERIOD[1]))
