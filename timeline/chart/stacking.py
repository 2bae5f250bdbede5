"""Where marks would touch, they stack; where a stack grows too high, they are gathered in a bin.

Everything is a fraction of the width of the axis; rows count from 0 at the foot of a lane.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from timeline.chart.axis import MOST_COLUMNS, Axis
from timeline.chart.marks import STANCES, Mark

APART = 1 / MOST_COLUMNS  # from centre to centre in one row
MOST_ROWS = 14
EPSILON = 1e-9
_ORDER = {stance.value: place for place, stance in enumerate(STANCES)}


class Placed(NamedTuple):
    """A mark, or all marks of a slot of time, with its stretch of the axis and its row."""

    content: Mark | tuple[Mark, ...]
    start: float
    end: float
    slot: int
    row: int = 0

    @property
    def centre(self) -> float:
        return (self.start + self.end) / 2

    @property
    def is_bin(self) -> bool:
        return not isinstance(self.content, Mark)


def arrange(marks: Sequence[Mark], axis: Axis) -> list[Placed]:
    """Every mark, alone or in a bin, in a row where it touches no other; in order of time.

    While a stack is too high, the fullest slot at its top is gathered.
    """
    alone = [_alone(mark, axis) for mark in marks]
    bins: list[Placed] = []
    while True:
        placed = _packed([*bins, *alone])
        slot = _overfull(placed, Counter(place.slot for place in alone))
        if slot is None:
            return sorted(placed, key=lambda place: (place.centre, place.row))
        gathered = tuple(place.content for place in alone if place.slot == slot)
        bins.append(Placed(gathered, slot / axis.slots, (slot + 1) / axis.slots, slot))
        alone = [place for place in alone if place.slot != slot]


def _alone(mark: Mark, axis: Axis) -> Placed:
    start, end = axis.stretch(mark.first, mark.last)
    slot = int((start + end) / 2 * axis.slots + EPSILON)
    return Placed(mark, start, end, min(slot, axis.slots - 1))


def _packed(places: Iterable[Placed]) -> list[Placed]:
    """Each in the lowest row that has room for it: bins first, then in order of time."""
    rows: list[list[tuple[float, float]]] = []
    packed = []
    for place in sorted(places, key=_order):
        low, high = room(place)
        row = next((n for n, taken in enumerate(rows) if _is_free(taken, low, high)), len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append((low, high))
        packed.append(place._replace(row=row))
    return packed


def _order(place: Placed) -> tuple:
    if place.is_bin:
        return 0, place.centre, 0
    return 1, place.centre, _ORDER.get(place.content.stance, len(_ORDER))


def room(place: Placed) -> tuple[float, float]:
    """What it needs of its row: its stretch of time, and room to be hit."""
    return (
        min(place.start, place.centre - APART / 2),
        max(place.end, place.centre + APART / 2),
    )


def _is_free(taken: list[tuple[float, float]], low: float, high: float) -> bool:
    return all(high <= start + EPSILON or low >= end - EPSILON for start, end in taken)


def _overfull(placed: list[Placed], full: Counter[int]) -> int | None:
    """The fullest slot among those that a mark above the highest row lies in or beside."""
    slots = {
        slot
        for place in placed
        if place.row >= MOST_ROWS and not place.is_bin
        for slot in (place.slot - 1, place.slot, place.slot + 1)
        if full[slot] > 1
    }
    return max(slots, key=lambda slot: (full[slot], -slot), default=None)
