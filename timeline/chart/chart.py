"""The chart as a value: geometry that the template draws as SVG.

Up to MOST_MARKS there is a mark for each passage and reading. Beyond that every lane becomes a row
of columns, so that the page never grows with the data. Both open up as the years are narrowed.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from quotes.choices import DateBasis
from quotes.selection import Selection
from timeline.chart import background
from timeline.chart.axis import Axis, axis_of
from timeline.chart.lanes import (
    OPEN,
    OPEN_COLUMNS,
    VISIBLE,
    Content,
    Lane,
    Look,
    columns,
    fold,
    in_order,
    lane,
)
from timeline.chart.marks import Mark, Marks, lanes_of
from timeline.chart.marks import marks as marks_of
from timeline.wording import counted

MOST_MARKS = 320
TITLES = {
    "topic": "What each passage says, by question",
    "speaker": "Passages by speaker",
    "stance": "What each passage says, by reading",
}
NOUNS = {"topic": "question", "speaker": "speaker", "stance": "reading"}
NO_MARKS = Marks({}, Counter(), (), 0, (), ())


@dataclass(frozen=True, slots=True)
class DateKey:
    """A kind of date in the key: what it means, and how it is drawn."""

    words: str
    symbol: str = "span-none"
    classes: str = "mark"
    has_ends: bool = False

    @property
    def is_point(self) -> bool:
        return self.symbol == "mark-none"


@dataclass(frozen=True, slots=True)
class Chart:
    """``stances`` and ``dates`` are what the keys must explain; ``more`` are the folded
    lanes, which are not drawn until ``more_url`` is followed."""

    title: str
    axis: Axis
    years: tuple[background.Year, ...]
    lines: str
    landmarks: background.Landmarks
    phases: tuple[background.Band, ...]
    lanes: tuple[Lane, ...]
    more: tuple[Content, ...]
    more_words: str
    more_url: str
    stances: frozenset[str]
    dates: frozenset[str]
    undated: int
    mixes_questions: bool

    @property
    def phases_height(self) -> int:
        return background.PHASE_PITCH * len(self.phases)

    @property
    def date_keys(self) -> tuple[DateKey, ...]:
        """What must be said of the dates that are drawn: the fewer years, the finer."""
        years = self.axis.years
        fine = "on a day or in a month" if years > 4 else "on a day"
        point = "on a day, in a month or a year" if years > 33 else fine
        keys = {
            "point": DateKey(point, "mark-none"),
            "span": DateKey("in that year" if years > 4 else "in that month or year"),
            "within": DateKey("once, somewhere within", classes="mark is-within", has_ends=True),
            "throughout": DateKey("throughout", classes="mark is-throughout"),
            "inferred": DateKey("hollow: date inferred", "mark-none", "mark is-inferred"),
        }
        return tuple(key for kind, key in keys.items() if kind in self.dates)

    @property
    def total(self) -> int:
        """How many marks are drawn, also where they are gathered."""
        return sum(lane.count for lane in (*self.lanes, *self.more))


def chart(selection: Selection, quotations) -> Chart:
    """The chart of these quotations, which are those of the selection.

    Only the cards have a chart above them: the other views say the same in their own way.
    """
    found = marks_of(selection, quotations) if selection.view == "cards" else NO_MARKS
    return drawn(selection, found)


def drawn(selection: Selection, found: Marks) -> Chart:
    """The geometry of a chart; knows no database."""
    by = lanes_of(selection)
    axis = axis_of(selection, (year for _, _, year in found.tally))
    look = Look(selection, axis, NOUNS[by], "passage" if by == "speaker" else "reading")
    marks = _on_axis(found.marks, axis)
    if marks is None or len(marks) > MOST_MARKS:
        contents = in_order(_tallied(found, marks, selection, axis), look)
        stop = _stop(contents, OPEN_COLUMNS, selection)
        lanes, marks = columns(contents, look, stop), []
    else:
        contents = in_order(_marked(found, marks), look)
        stop = _stop(contents, OPEN, selection)
        lanes = [lane(content, look) for content in contents[:stop]]
    folded = contents[stop:]
    return Chart(
        title=TITLES[by],
        axis=axis,
        years=background.years(axis),
        lines=background.upright(axis.lines()),
        landmarks=background.landmarks(found.landmarks, axis),
        phases=background.phases(found.phases, axis),
        lanes=tuple(lanes),
        more=tuple(folded),
        more_words=_more_words(folded, look),
        more_url=selection.opening("lanes").url(),
        stances=_stances(contents),
        dates=frozenset(_dates(marks, axis)),
        undated=found.undated,
        mixes_questions=by == "stance" and len(selection.topic) != 1,
    )


def _on_axis(marks: Iterable[Mark] | None, axis: Axis) -> list[Mark] | None:
    if marks is None:
        return None
    return [mark for mark in marks if axis.spans(mark.first, mark.last)]


def _marked(found: Marks, marks: Iterable[Mark]) -> list[Content]:
    contents = {key: Content(head) for key, head in found.lanes.items()}
    for mark in marks:
        contents[mark.lane].marks.append(mark)
        contents[mark.lane].tally[mark.stance, mark.first.year] += 1
    return list(contents.values())


def _tallied(
    found: Marks, marks: list[Mark] | None, selection: Selection, axis: Axis
) -> list[Content]:
    """Counts alone, each mark in its earliest year; one from before the axis that reaches into it
    belongs to the first column."""
    if marks is not None:
        return _marked(found, marks)
    contents = {key: Content(head) for key, head in found.lanes.items()}
    reaches_in = selection.first == axis.first and not selection.every_year
    for (key, stance, year), count in found.tally.items():
        if year <= axis.last and (year >= axis.first or reaches_in):
            contents[key].tally[stance, year] += count
    return list(contents.values())


def _stop(contents: list[Content], opened: int, selection: Selection) -> int:
    return len(contents) if "lanes" in selection.more else fold(contents, opened)


def _more_words(folded: list[Content], look: Look) -> str:
    """What the link below the lanes would open, or fold away again; empty where all are open."""
    if not folded:
        return "Fewer" if "lanes" in look.selection.more else ""
    marks = sum(content.count for content in folded)
    return f"{counted(len(folded), f'more {look.noun}')}, {counted(marks, 'mark')}"


def _stances(contents: Iterable[Content]) -> frozenset[str]:
    stances = {stance for content in contents for stance, _ in content.tally}
    return frozenset(stance or "unread" for stance in stances) if any(stances) else frozenset()


def _dates(marks: Iterable[Mark], axis: Axis) -> Iterable[str]:
    """Which kinds of dates can be told apart: point, span, within, throughout, inferred."""
    for mark in marks:
        start, end = axis.stretch(mark.first, mark.last)
        if end - start <= VISIBLE:
            yield "point"
        else:
            yield "span" if mark.extent == "point" else mark.extent
        if mark.basis == DateBasis.INFERRED:
            yield "inferred"
