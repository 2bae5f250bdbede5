"""What lies behind the marks: years, landmarks, phases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from timeline.chart.axis import Axis, percent
from timeline.chart.marks import Event

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LETTER_APART = 0.027  # of the width, from letter to letter in one row
LETTER_ROWS = 4
LETTER_PITCH = 11  # pixels
PHASE_PITCH = 16


@dataclass(frozen=True, slots=True)
class Year:
    """A year on the axis; a minor one gives way on a phone."""

    x: str
    label: str
    is_minor: bool


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Events along the axis: a path of lines, and letters with their places as SVG lists.

    The events have all letters in turn; one that finds no room is not printed on the axis.
    ``before`` are the events of the year before the axis begins.
    """

    events: tuple[Event, ...] = ()
    before: tuple[Event, ...] = ()
    letters: str = ""
    x: str = ""
    y: str = ""
    height: int = 0
    lines: str = ""

    @property
    def range_of_letters(self) -> str:
        """ "a" or "a–f" """
        return "–".join(dict.fromkeys((LETTERS[0], LETTERS[len(self.events) - 1])))


@dataclass(frozen=True, slots=True)
class Band:
    """A phase."""

    title: str
    when: str
    x: str
    width: str
    y: int
    baseline: int


def years(axis: Axis) -> tuple[Year, ...]:
    return tuple(Year(percent(tick.at), tick.label, tick.is_minor) for tick in axis.labels())


def upright(places: Iterable[float]) -> str:
    """Lines from top to bottom, as one path in a box of 100 by 100."""
    return "".join(f"M{percent(place)} 0V100" for place in places)


def landmarks(events: Sequence[Event], axis: Axis) -> Landmarks:
    shown = [event for event in events if axis.spans(event.first, event.last)][: len(LETTERS)]
    places = [sum(axis.stretch(event.first, event.last)) / 2 for event in shown]
    lettered = zip(LETTERS, places, letter_rows(places), strict=False)
    printed = [(letter, place, row) for letter, place, row in lettered if row is not None]
    return Landmarks(
        events=tuple(shown),
        before=tuple(event for event in events if event.last.year == axis.first - 1),
        letters="".join(letter for letter, _, _ in printed),
        x=" ".join(f"{percent(place)}%" for _, place, _ in printed),
        y=" ".join(str(10 + LETTER_PITCH * row) for _, _, row in printed),
        height=14 + LETTER_PITCH * max((row for _, _, row in printed), default=0),
        lines=upright(places),
    )


def letter_rows(places: Sequence[float]) -> list[int | None]:
    """As few rows as keep the letters apart; None for one that finds no room."""
    ends = [-1.0] * LETTER_ROWS
    rows = []
    for place in places:
        row = next((n for n, last in enumerate(ends) if place - last > LETTER_APART), None)
        if row is not None:
            ends[row] = place
        rows.append(row)
    return rows


def phases(events: Sequence[Event], axis: Axis) -> tuple[Band, ...]:
    shown = [event for event in events if axis.spans(event.first, event.last)]
    bands = []
    for n, event in enumerate(shown):
        start, end = axis.stretch(event.first, event.last)
        y = PHASE_PITCH * n
        bands.append(Band(event.title, event.when, percent(start), percent(end - start), y, y + 11))
    return tuple(bands)
