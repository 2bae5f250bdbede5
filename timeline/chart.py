"""The chart as geometry: lanes, marks, ticks; the template draws the SVG.

Across, everything is a fraction of the width (printed as per cent), so that the chart fits every
screen; down, everything is in pixels, so that marks keep their size.

Marks stack where they would touch. A stack that grows too high gathers the marks of its slot of
time into a bin; where there are more marks than a page can hold, every lane becomes a row of
columns, one link each. Both open up as the years are narrowed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quotes.choices import DateBasis
from quotes.selection import Selection
from timeline.axis import MOST_COLUMNS, Axis, Tick, axis_of
from timeline.marks import STANCES, Event, LaneHead, Mark, Marks, lanes_of
from timeline.marks import marks as marks_of
from timeline.wording import counted

PITCH = 15  # pixels from row to row: hit areas of 24 overlap by three eighths
FOOT = 12  # pixels from the lowest row to the lower edge of its lane
HEAD = 14  # and from the highest row to the upper edge
VISIBLE = 0.03  # of the width: a stretch as wide as its mark, or narrower, says nothing
APART = 1 / MOST_COLUMNS  # of the width, from mark to mark in one row
MOST_ROWS = 14
MOST_MARKS = 320  # more than these become columns
COLUMNS_HEIGHT = 64
COLUMNS_A_LINK = 5  # in a folded lane, where a link for each would be too many
OPEN_LANES = 8
MOST_LANES = 24
FOLDING_PAYS = 3  # fewer lanes than these are not worth folding away
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LETTER_APART = 0.027  # of the width, from letter to letter in one row
LETTER_ROWS = 3
EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Drawn:
    """A link in a lane: one mark, a bin of marks or a column of them."""

    url: str
    name: str
    symbol: str
    classes: str
    x: str
    y: int
    width: str
    count: int = 1
    at: str = ""  # where a bin's number stands
    gathers: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """All marks of one stance in a lane as one path, a unit wide for each column of the axis."""

    stance: str
    path: str


@dataclass(frozen=True, slots=True)
class Lane:
    head: LaneHead
    count: int
    counted: str
    height: int
    drawn: tuple[Drawn, ...]
    columns: tuple[Column, ...] = ()
    box: str = ""

    @property
    def baseline(self) -> int:
        """Where columns stand, in pixels from the top."""
        return self.height - FOOT


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Events along the axis: a path of lines, and letters with their places as SVG lists.

    The list of events has all letters; where there is no room, one is not printed on the axis.
    """

    events: tuple[Event, ...]
    letters: str
    x: str
    y: str
    height: int
    lines: str


@dataclass(frozen=True, slots=True)
class Band:
    """A phase behind the marks."""

    title: str
    when: str
    x: str
    width: str
    y: int
    baseline: int


@dataclass(frozen=True, slots=True)
class Printed:
    """A year on the axis."""

    x: str
    label: str
    is_minor: bool


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    axis: Axis
    ticks: tuple[Printed, ...]
    lines: str
    landmarks: Landmarks
    before: tuple[Event, ...]  # landmarks just before the axis begins
    phases: tuple[Band, ...]
    lanes: tuple[Lane, ...]
    more: tuple[Lane, ...]
    more_words: str
    stances: frozenset[str]  # the ones that the key must explain
    dates: frozenset[str]  # the kinds of dates that the key must explain
    is_dense: bool
    undated: int

    @property
    def last_letter(self) -> str:
        return LETTERS[len(self.landmarks.events) - 1]

    @property
    def phases_height(self) -> int:
        return 16 * len(self.phases)

    @property
    def total(self) -> int:
        return sum(lane.count for lane in (*self.lanes, *self.more))


TITLES = {
    "topic": "What each passage says, by question",
    "speaker": "Passages by speaker",
    "stance": "What each passage says, by reading",
}
LANE_NOUNS = {"topic": "question", "speaker": "speaker", "stance": "reading"}
NO_MARKS = Marks({}, (), 0, (), ())


def chart(selection: Selection, quotations) -> Chart:
    """The chart of these quotations, which are those of the selection.

    Only the cards have a chart above them: the other views say the same in their own way.
    """
    if selection.view != "cards":
        return drawn(selection, NO_MARKS)
    return drawn(selection, marks_of(selection, quotations))


def drawn(selection: Selection, found: Marks) -> Chart:
    """The geometry of a chart; knows no database."""
    axis = axis_of(selection, (mark.first.year for mark in found.marks if mark.first))
    shown = [mark for mark in found.marks if axis.spans(mark.first, mark.last)]
    groups = _in_lanes(found.lanes, shown, LANE_NOUNS[lanes_of(selection)])
    is_dense = len(shown) > MOST_MARKS
    fold = OPEN_LANES if len(groups) >= OPEN_LANES + FOLDING_PAYS else len(groups)
    noun = "passage" if lanes_of(selection) == "speaker" else "reading"
    if is_dense:
        lanes = _dense_lanes(groups, axis, selection, noun, fold)
    else:
        lanes = [_lane(head, marks, axis, selection, noun) for head, marks in groups]
    return Chart(
        title=TITLES[lanes_of(selection)],
        axis=axis,
        ticks=tuple(_printed(tick) for tick in axis.labels()),
        lines=_upright(axis.lines()),
        landmarks=_landmarks(found.landmarks, axis),
        before=_just_before(found.landmarks, axis),
        phases=_phases(found.phases, axis),
        lanes=tuple(lanes[:fold]),
        more=tuple(lanes[fold:]),
        more_words=_more_words(lanes[fold:], LANE_NOUNS[lanes_of(selection)]),
        stances=_stances(shown),
        dates=frozenset(_kinds(shown, axis)) if not is_dense else frozenset(),
        is_dense=is_dense,
        undated=found.undated,
    )


def percent(fraction: float) -> str:
    """
    >>> percent(0.5), percent(1 / 3)
    ('50', '33.33')
    """
    return f"{fraction * 100:.2f}".rstrip("0").rstrip(".")


# --- lanes ----------------------------------------------------------------------------------------


def _in_lanes(
    heads: dict[str, LaneHead], shown: Sequence[Mark], noun: str
) -> list[tuple[LaneHead, list[Mark]]]:
    """Lanes with their marks, the fullest first; what is beyond MOST_LANES shares the last."""
    by: dict[str, list[Mark]] = {key: [] for key in heads}
    for mark in shown:
        by[mark.lane].append(mark)
    asked = len(by) <= OPEN_LANES  # an empty lane is shown only where few are asked for
    groups = [(heads[key], marks) for key, marks in by.items() if marks or asked]
    if noun == "reading":
        groups.sort(key=lambda group: group[0].place)
    else:
        groups.sort(key=lambda group: (-len(group[1]), group[0].place))
    if len(groups) <= MOST_LANES:
        return groups
    rest = groups[MOST_LANES - 1 :]
    label = counted(len(rest), f"other {noun}")
    only = rest[0][0].only
    others = LaneHead(label, "", only.having(speaker=(), topic=()) if only else only)
    together = sorted((m for _, ms in rest for m in ms), key=lambda m: (m.first, m.last))
    return [*groups[: MOST_LANES - 1], (others, together)]


def _lane(head: LaneHead, marks: list[Mark], axis: Axis, selection: Selection, noun: str) -> Lane:
    placed, rows = arrange(marks, axis)
    height = HEAD + (rows - 1) * PITCH + FOOT if placed else 0
    baseline = height - FOOT
    items = [
        _drawn_mark(place, baseline - place.row * PITCH)
        if isinstance(place.content, Mark)
        else _drawn_bin(place, baseline - place.row * PITCH, head, axis, selection, noun)
        for place in sorted(placed, key=lambda place: (place.centre, place.row))
    ]
    return Lane(head, len(marks), counted(len(marks), noun), height, tuple(items))


def _more_words(lanes: Sequence[Lane], noun: str) -> str:
    marks = sum(lane.count for lane in lanes)
    return f"{counted(len(lanes), f'more {noun}')}, {counted(marks, 'mark')}"


# --- single marks and bins ------------------------------------------------------------------------


class Placed(NamedTuple):
    """A mark, or the marks of a bin, with its stretch of the axis and its row from below."""

    content: Mark | tuple[Mark, ...]
    start: float
    end: float
    row: int
    slot: int

    @property
    def centre(self) -> float:
        return (self.start + self.end) / 2


def arrange(marks: Sequence[Mark], axis: Axis) -> tuple[list[Placed], int]:
    """Every mark, alone or in a bin, in a row where it touches no other; and how many rows.

    While a stack is too high, the fullest slot under its top is gathered.
    """
    alone = [Placed(mark, *axis.stretch(mark.first, mark.last), 0, 0) for mark in marks]
    alone = [place._replace(slot=_slot(place, axis)) for place in alone]
    bins: list[Placed] = []
    while True:
        placed, rows = _pack([*alone, *bins])
        full = Counter(place.slot for place in alone)
        slots = [
            slot
            for place in placed
            if place.row >= MOST_ROWS and _is_mark(place)
            for slot in (place.slot - 1, place.slot, place.slot + 1)
            if full[slot] > 1
        ]
        if not slots:
            return placed, rows
        slot = max(slots, key=lambda slot: (full[slot], -slot))
        bins.append(_bin(slot, [p.content for p in alone if p.slot == slot], axis))
        alone = [place for place in alone if place.slot != slot]


def _is_mark(place: Placed) -> bool:
    return isinstance(place.content, Mark)


def _slot(place: Placed, axis: Axis) -> int:
    return min(int(place.centre * axis.slots + EPSILON), axis.slots - 1)


def _bin(slot: int, marks: list[Mark], axis: Axis) -> Placed:
    return Placed(tuple(marks), slot / axis.slots, (slot + 1) / axis.slots, 0, slot)


def _pack(places: Iterable[Placed]) -> tuple[list[Placed], int]:
    """Each in the lowest row that has room for it, in order of time."""
    rows: list[list[tuple[float, float]]] = []
    packed = []
    for place in sorted(places, key=_packing_order):
        low, high = _room(place)
        row = next((n for n, taken in enumerate(rows) if _is_free(taken, low, high)), len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append((low, high))
        packed.append(place._replace(row=row))
    return packed, len(rows)


def _packing_order(place: Placed) -> tuple:
    if not _is_mark(place):
        return -1.0, 0  # a bin stands at the foot of its lane
    stances = [stance.value for stance in STANCES]
    stance = place.content.stance
    return place.centre, stances.index(stance) if stance in stances else len(stances)


def _room(place: Placed) -> tuple[float, float]:
    """What it needs of its row: its stretch of time, and room to be hit."""
    half = APART / 2
    return min(place.start, place.centre - half), max(place.end, place.centre + half)


def _is_free(taken: list[tuple[float, float]], low: float, high: float) -> bool:
    return all(high <= start + EPSILON or low >= end - EPSILON for start, end in taken)


def _drawn_mark(place: Placed, y: int) -> Drawn:
    mark = place.content
    classes = ["mark"]
    if mark.stance:
        classes.append(mark.stance)
    if mark.basis == DateBasis.INFERRED:
        classes.append("is-inferred")
    if mark.extent != "point" and place.end - place.start > VISIBLE:
        classes.append(f"is-{mark.extent}")
    return Drawn(
        url=mark.url,
        name=mark.name,
        symbol=f"mark-{mark.stance or 'none'}",
        classes=" ".join(classes),
        x=percent(place.start),
        y=y,
        width=percent(place.end - place.start) if place.end - place.start >= 0.0001 else "0.01",
    )


def _drawn_bin(
    place: Placed, y: int, head: LaneHead, axis: Axis, selection: Selection, noun: str
) -> Drawn:
    first, last = axis.years_of_slot(place.slot)
    return Drawn(
        url=_narrowed(head, first, last, selection),
        name=_gathered_name(place.content, first, last, head, noun),
        symbol="mark-many",
        classes="mark is-many",
        x=percent(place.start),
        y=y,
        width=percent(place.end - place.start),
        count=len(place.content),
        at=percent(place.centre),
        gathers=True,
    )


def _narrowed(head: LaneHead, first: int, last: int, selection: Selection) -> str:
    """The selection of a bin; where it is the one that is shown, its results."""
    narrowed = head.only.between(first, last)
    here = narrowed.parameters() == selection.having().parameters()
    return narrowed.url() + ("#results" if here else "")


def _gathered_name(marks: Sequence[Mark], first: int, last: int, head: LaneHead, noun: str) -> str:
    years = str(first) if first == last else f"{first}–{last}"
    lines = [f"{counted(len(marks), noun)}, {years}. {head.label}."]
    stances = Counter(mark.stance for mark in marks)
    parts = [f"{label}: {stances[s]}" for s, label in head.stance_labels if stances[s]]
    if parts:
        lines.append(f"{', '.join(parts)}.")
    return "\n".join(lines)


# --- columns --------------------------------------------------------------------------------------


def _dense_lanes(
    groups: list[tuple[LaneHead, list[Mark]]],
    axis: Axis,
    selection: Selection,
    noun: str,
    fold: int,
) -> list[Lane]:
    """Every lane as columns on one scale."""
    by = [_by_column(marks, axis) for _, marks in groups]
    peak = max((len(marks) for columns in by for marks in columns), default=1)
    return [
        _dense_lane(head, columns, peak, axis, selection, noun, 1 if n < fold else COLUMNS_A_LINK)
        for n, ((head, _), columns) in enumerate(zip(groups, by, strict=True))
    ]


def _by_column(marks: Sequence[Mark], axis: Axis) -> list[list[Mark]]:
    """The marks of each column; a mark is counted once, in its earliest year."""
    columns: list[list[Mark]] = [[] for _ in range(axis.columns)]
    for mark in marks:
        columns[axis.column(mark.first.year)].append(mark)
    return columns


def _dense_lane(
    head: LaneHead,
    columns: list[list[Mark]],
    peak: int,
    axis: Axis,
    selection: Selection,
    noun: str,
    a_link: int,
) -> Lane:
    items = []
    for start in range(0, axis.columns, a_link):
        marks = [mark for column in columns[start : start + a_link] for mark in column]
        if not marks:
            continue
        first, last = axis.years_of(start, start + a_link - 1)
        width = min(a_link, axis.columns - start)
        items.append(
            Drawn(
                url=_narrowed(head, first, last, selection),
                name=_gathered_name(marks, first, last, head, noun),
                symbol="mark-column",
                classes="mark is-column",
                x=percent(start / axis.columns),
                y=COLUMNS_HEIGHT - FOOT,
                width=percent(width / axis.columns),
                count=len(marks),
                gathers=True,
            )
        )
    count = sum(map(len, columns))
    return Lane(
        head,
        count,
        counted(count, noun),
        COLUMNS_HEIGHT if count else 0,
        tuple(items),
        _paths(columns),
        f"0 -{peak} {axis.columns} {peak}",
    )


def _paths(columns: list[list[Mark]]) -> tuple[Column, ...]:
    """One path a stance, stacked from for to against; y counts marks, up from 0."""
    counts = [Counter(mark.stance for mark in column) for column in columns]
    below = [0] * len(columns)
    found = []
    for stance in ("", *(stance.value for stance in STANCES)):
        path = ""
        for n, count in enumerate(counts):
            if high := count[stance]:
                path += f"M{n}.14-{below[n]}h.72v-{high}h-.72z"
                below[n] += high
        if path:
            found.append(Column(stance, path))
    return tuple(found)


# --- the axis -------------------------------------------------------------------------------------


def _printed(tick: Tick) -> Printed:
    return Printed(percent(tick.at), tick.label, tick.is_minor)


def _upright(fractions: Iterable[float]) -> str:
    """Lines from top to bottom, as one path in a box of 100 by 100."""
    return "".join(f"M{percent(fraction)} 0V100" for fraction in fractions)


def _landmarks(events: Sequence[Event], axis: Axis) -> Landmarks:
    shown = [event for event in events if axis.spans(event.first, event.last)][: len(LETTERS)]
    stretches = [axis.stretch(event.first, event.last) for event in shown]
    places = [(start + end) / 2 for start, end in stretches]
    lettered = zip(LETTERS, places, _letter_rows(places), strict=False)
    printed = [(letter, place, row) for letter, place, row in lettered if row is not None]
    return Landmarks(
        events=tuple(shown),
        letters="".join(letter for letter, _, _ in printed),
        x=" ".join(f"{percent(place)}%" for _, place, _ in printed),
        y=" ".join(str(10 + 11 * row) for _, _, row in printed),
        height=14 + 11 * max((row for _, _, row in printed), default=0),
        lines=_upright(places),
    )


def _letter_rows(places: Sequence[float]) -> list[int | None]:
    """As few rows as keep the letters apart; None for one that finds no room."""
    ends = [-1.0] * LETTER_ROWS
    rows = []
    for place in places:
        row = next((n for n, last in enumerate(ends) if place - last > LETTER_APART), None)
        if row is not None:
            ends[row] = place
        rows.append(row)
    return rows


def _just_before(events: Sequence[Event], axis: Axis) -> tuple[Event, ...]:
    """What the first year follows on: events of the year before it."""
    return tuple(event for event in events if event.last.year == axis.first - 1)


def _phases(events: Sequence[Event], axis: Axis) -> tuple[Band, ...]:
    shown = [event for event in events if axis.spans(event.first, event.last)]
    bands = []
    for n, event in enumerate(shown):
        start, end = axis.stretch(event.first, event.last)
        bands.append(
            Band(event.title, event.when, percent(start), percent(end - start), 16 * n, 16 * n + 11)
        )
    return tuple(bands)


def _stances(shown: Iterable[Mark]) -> frozenset[str]:
    stances = {mark.stance for mark in shown}
    return frozenset(stance or "unread" for stance in stances) if any(stances) else frozenset()


def _kinds(shown: Iterable[Mark], axis: Axis) -> Iterable[str]:
    """Which kinds of dates can be told apart: point, span, within, throughout, inferred."""
    for mark in shown:
        start, end = axis.stretch(mark.first, mark.last)
        if end - start <= VISIBLE:
            yield "point"
        else:
            yield "span" if mark.extent == "point" else mark.extent
        if mark.basis == DateBasis.INFERRED:
            yield "inferred"
