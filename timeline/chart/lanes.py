"""The lanes of the chart, with every link that stands in them.

Across, everything is printed as per cent of the width; down, everything is in pixels.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from quotes.choices import DateBasis
from quotes.selection import Selection
from timeline.chart.axis import Axis, percent
from timeline.chart.marks import STANCES, LaneHead, Mark
from timeline.chart.stacking import Placed, arrange
from timeline.wording import counted, years

PITCH = 15  # from row to row: hit areas of 24 pixels overlap by three eighths
FOOT = 12  # from the lowest row to the lower edge of its lane
HEAD = 14  # and from the highest row to the upper edge
COLUMNS_HEIGHT = 64
COLUMNS_A_LINK = 23  # in a folded lane: one for all, to open it
VISIBLE = 0.03  # of the width: a stretch as wide as its mark, or narrower, says nothing
OPEN = 8
OPEN_COLUMNS = 6  # lanes of columns take more links each
FOLDING_PAYS = 3  # fewer lanes than these are not worth folding away
MOST = 24


@dataclass(frozen=True, slots=True)
class Look:
    """What all lanes of a chart have in common."""

    selection: Selection
    axis: Axis
    noun: str  # what a lane is: question, speaker, reading
    counts: str  # what is counted in it: reading, passage


@dataclass(slots=True)
class Content:
    """A lane before it is drawn: its marks one by one, and counted by stance and year."""

    head: LaneHead
    marks: list[Mark] = field(default_factory=list)
    tally: Counter[tuple[str, int]] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        return self.tally.total()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A link in a lane: one mark, or with ``gathers`` all marks of some years.

    What is drawn as a point has its centre in ``at``; anything else is drawn from ``x`` on, as wide
    as ``width``. With ``has_ends`` it is somewhere within that stretch.
    """

    url: str
    name: str
    symbol: str
    classes: str
    x: str
    y: int
    width: str
    count: int = 1
    gathers: bool = False
    at: str = ""
    has_ends: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """All marks of one stance as one path, a unit wide for each column of the axis."""

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
        return self.height - FOOT


def in_order(contents: Sequence[Content], look: Look) -> list[Content]:
    """The lanes to be drawn, the fullest first; what is beyond MOST shares the last one."""
    few = len(contents) <= OPEN  # an empty lane is shown only where few are asked for
    shown = [content for content in contents if content.tally or few]
    if look.noun == "reading":
        return sorted(shown, key=lambda content: content.head.place)
    shown.sort(key=lambda content: (-content.count, content.head.place))
    if len(shown) <= MOST:
        return shown
    return [*shown[: MOST - 1], _together(shown[MOST - 1 :], look)]


def _together(contents: Sequence[Content], look: Look) -> Content:
    label = counted(len(contents), f"other {look.noun}")
    together = Content(LaneHead(label, "", look.selection.having()))
    for content in contents:
        together.marks += content.marks
        together.tally += content.tally
    return together


def fold(contents: Sequence[Content], opened: int = OPEN) -> int:
    """How many lanes stand open."""
    return opened if len(contents) >= opened + FOLDING_PAYS else len(contents)


# --- single marks and bins ------------------------------------------------------------------------


def lane(content: Content, look: Look) -> Lane:
    placed = arrange(content.marks, look.axis)
    rows = max((place.row for place in placed), default=0)
    height = HEAD + rows * PITCH + FOOT
    items = []
    for place in placed:
        y = height - FOOT - place.row * PITCH
        items.append(_bin(place, y, content.head, look) if place.is_bin else _mark(place, y))
    count = len(content.marks)
    return Lane(content.head, count, counted(count, look.counts), height, tuple(items))


def _mark(place: Placed, y: int) -> Drawn:
    mark, width = place.content, place.end - place.start
    classes = ["mark", mark.stance] if mark.stance else ["mark"]
    if mark.basis == DateBasis.INFERRED:
        classes.append("is-inferred")
    is_wide = width > VISIBLE
    if is_wide and mark.extent != "point":
        classes.append(f"is-{mark.extent}")
    return Drawn(
        url=mark.url,
        name=mark.name,
        symbol=f"{'span' if is_wide else 'mark'}-{mark.stance or 'none'}",
        classes=" ".join(classes),
        x=percent(place.start),
        y=y,
        width=percent(max(width, 0.0001)),
        at="" if is_wide else percent((place.start + place.end) / 2),
        has_ends=is_wide and mark.extent == "within",
    )


def _bin(place: Placed, y: int, head: LaneHead, look: Look) -> Drawn:
    first, last = look.axis.years_of_slot(place.slot)
    return Drawn(
        url=_narrowed(head, first, last, look),
        name=_gathered(Counter(mark.stance for mark in place.content), first, last, head, look),
        symbol="mark-many",
        classes="mark is-many",
        x=percent(place.start),
        y=y,
        width=percent(place.end - place.start),
        count=len(place.content),
        gathers=True,
        at=percent(place.centre),
    )


def _narrowed(head: LaneHead, first: int, last: int, look: Look) -> str:
    """The selection of a bin; where that is the one that is shown, its results."""
    narrowed = head.only.between(first, last)
    here = narrowed.parameters() == look.selection.having().parameters()
    return narrowed.url() + ("#results" if here else "")


def _gathered(stances: Counter[str], first: int, last: int, head: LaneHead, look: Look) -> str:
    """The name of a bin; like a mark's, a line for each thing that it says."""
    lines = [f"{counted(stances.total(), look.counts)}, {years(first, last)}.", f"{head.label}."]
    read = [f"{label} {stances[s]}" for s, label in head.stance_labels if stances[s]]
    if read:
        lines[1] = f"{head.label}: {', '.join(read)}."
    return "\n".join(lines)


# --- columns --------------------------------------------------------------------------------------


def columns(contents: Sequence[Content], look: Look, stop: int) -> list[Lane]:
    """The lanes up to this one as columns, on one scale for all; those that can be folded with
    fewer links."""
    by = [_by_column(content.tally, look.axis) for content in contents]
    peak = max((stances.total() for stances in (s for lane in by for s in lane)), default=1)
    open_lanes = fold(contents, OPEN_COLUMNS)
    return [
        _columns(content.head, stances, peak, look, 1 if n < open_lanes else COLUMNS_A_LINK)
        for n, (content, stances) in enumerate(zip(contents[:stop], by, strict=False))
    ]


def _by_column(tally: Counter[tuple[str, int]], axis: Axis) -> list[Counter[str]]:
    found: list[Counter[str]] = [Counter() for _ in range(axis.columns)]
    for (stance, year), count in tally.items():
        found[axis.column(year)][stance] += count
    return found


def _columns(
    head: LaneHead, stances: list[Counter[str]], peak: int, look: Look, a_link: int
) -> Lane:
    starts = range(0, len(stances), a_link)
    spans = [(start, min(start + a_link, len(stances)) - 1) for start in starts]
    links = [_column(stances[start : end + 1], start, end, head, look) for start, end in spans]
    count = sum(counter.total() for counter in stances)
    return Lane(
        head=head,
        count=count,
        counted=counted(count, look.counts),
        height=COLUMNS_HEIGHT,
        drawn=tuple(link for link in links if link.count),
        columns=_paths(stances),
        box=f"0 -{peak} {len(stances)} {peak}",
    )


def _column(stances: list[Counter[str]], start: int, end: int, head: LaneHead, look: Look) -> Drawn:
    first, last = look.axis.years_of(start, end)
    together = sum(stances, Counter())
    return Drawn(
        url=_narrowed(head, first, last, look),
        name=_gathered(together, first, last, head, look),
        symbol="mark-column",
        classes="mark is-column",
        x=percent(start / look.axis.columns),
        y=COLUMNS_HEIGHT - FOOT,
        width=percent((end + 1 - start) / look.axis.columns),
        count=together.total(),
        gathers=True,
    )


def _paths(stances: list[Counter[str]]) -> tuple[Column, ...]:
    """One path a stance, each on top of the one before; y counts marks, up from 0."""
    below = [0] * len(stances)
    found = []
    for stance in ("", *(stance.value for stance in STANCES)):
        path = ""
        for n, count in enumerate(stances):
            if high := count[stance]:
                path += f"M{n}.14-{below[n]}h.72v-{high}h-.72z"
                below[n] += high
        if path:
            found.append(Column(stance, path))
    return tuple(found)
