"""What the chart plots, as plain values: from a selection to marks in a fixed number of queries.

By topic or stance there is one mark for each passage and reading; by speaker there is one for each
passage, with its stance where exactly one topic is asked for. Where everything is geometry,
timeline/chart.py goes on.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models.functions import Left
from django.urls import reverse

from quotes.choices import DateBasis, QuotationKind, Stance
from quotes.dates import HistoricalDate
from quotes.models import Landmark, Phase, Position, Topic
from quotes.selection import Selection

WORDS = 80  # characters of a quotation in the name of its mark
STANCES = (Stance.ADVOCATES, Stance.QUALIFIES, Stance.DESCRIBES, Stance.OPPOSES)
"""The stances in the order of lanes and of stacks, from for to against."""


@dataclass(frozen=True, slots=True)
class LaneHead:
    """What a lane stands for; ``only`` is the selection narrowed to it."""

    label: str
    url: str
    only: Selection
    proposition: str = ""
    place: tuple = ()  # where it stands among lanes with as many marks
    stance_labels: tuple[tuple[str, str], ...] = tuple(
        (stance.value, str(stance.label)) for stance in STANCES
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """One passage, or one of its readings, by the quotation that it is known by."""

    lane: str
    ref: str
    speaker: str
    date: str
    first: datetime.date | None
    last: datetime.date | None
    basis: str
    start: str
    stance: str = ""
    reading: str = ""

    @property
    def url(self) -> str:
        return reverse("quotation", args=[self.ref])

    @property
    def extent(self) -> str:
        """ "throughout", "within" or "point", as in HistoricalDate."""
        return "throughout" if "/" in self.date else "within" if "[" in self.date else "point"

    @property
    def name(self) -> str:
        """Who, when, what is read in it, and the first words; a line each."""
        when = "undated"
        if self.date:
            when = f"{in_words(self.date)}, {BASIS[self.basis]}"
        lines = [f"{self.speaker}, {when}.", f"{self.reading}.", f"“{opening(self.start)}”"]
        return "\n".join(line for line in lines if line != ".")


BASIS = {
    DateBasis.STATED: "dated in the text",
    DateBasis.CITED: "dated by the note or title",
    DateBasis.INFERRED: "date inferred",
}


@dataclass(frozen=True, slots=True)
class Event:
    """A landmark or a phase."""

    title: str
    date: str
    first: datetime.date
    last: datetime.date

    @property
    def when(self) -> str:
        return in_words(self.date)


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything that a chart shows: dated marks, in order of time, and what lies around them."""

    lanes: dict[str, LaneHead]
    marks: tuple[Mark, ...]
    undated: int
    landmarks: tuple[Event, ...]
    phases: tuple[Event, ...]


def marks(selection: Selection, quotations) -> Marks:
    """The marks of these quotations, which are those of the selection."""
    by = lanes_of(selection)
    read = selection.shows_readings and (by != "speaker" or len(selection.topic) == 1)
    topics = {topic.pk: topic for topic in Topic.objects.all()} if read else {}
    readings = _readings(selection, quotations) if read else {}
    rows = _rows(quotations)
    if by == "speaker":
        heads, found = _by_speaker(selection, rows, readings, topics)
    else:
        heads, found = _by_reading(selection, by, rows, readings, topics)
    dated = sorted((mark for mark in found if mark.first), key=lambda mark: (mark.first, mark.last))
    return Marks(heads, tuple(dated), len(found) - len(dated), landmarks(), phases(selection))


def lanes_of(selection: Selection) -> str:
    """What the lanes are; topics and stances are readings, and can be hidden."""
    return selection.lanes if selection.shows_readings else "speaker"


def landmarks() -> tuple[Event, ...]:
    return _events(Landmark.objects.all(), "title")


def phases(selection: Selection) -> tuple[Event, ...]:
    """The phases of the one speaker that is asked for."""
    if len(selection.speaker) != 1:
        return ()
    return _events(Phase.objects.filter(speaker__slug=selection.speaker[0]), "label")


def in_words(edtf: str) -> str:
    return HistoricalDate.parse(edtf).in_words()


def opening(text: str, length: int = WORDS) -> str:
    """The first words, in one line.

    >>> opening("We have more than once been accused", 20)
    'We have more than…'
    """
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:—–-…") + "…"


class _Row(NamedTuple):
    quotation: int
    passage: int
    ref: str
    kind: str
    place: int
    date: str
    first: datetime.date | None
    last: datetime.date | None
    basis: str
    start: str
    speaker: str | None
    slug: str | None
    sort_name: str | None

    @property
    def rank(self) -> tuple:
        """A passage is known by its earliest quotation; by a nested one only where it has none."""
        nested = self.kind == QuotationKind.NESTED
        return nested, self.first is None, self.first or datetime.date.max, self.place


def _rows(quotations) -> Iterator[_Row]:
    place = ("pk", "passage_id", "ref", "kind", "start")
    date = ("date", "date_first", "date_last", "date_basis")
    speaker = ("speaker__name", "speaker__slug", "speaker__sort_name")
    # One character more than is shown, so that it is seen where words are left out.
    start = Left("text", WORDS + 1)
    return map(_Row._make, quotations.order_by().values_list(*place, *date, start, *speaker))


def _readings(selection: Selection, quotations) -> dict[int, list[tuple[int, str]]]:
    """Quotation → (topic, stance) for the topics and stances that are asked for."""
    wanted = Position.objects.filter(quotation__in=quotations.order_by().values("pk"))
    found: dict[int, list[tuple[int, str]]] = {}
    positions = selection.positions(wanted).order_by("order", "pk")
    for quotation, topic, stance in positions.values_list("quotation", "topic", "stance"):
        found.setdefault(quotation, []).append((topic, stance))
    return found


def _by_reading(selection, by, rows, readings, topics) -> tuple[dict[str, LaneHead], list[Mark]]:
    leads: dict[tuple[int, int, str], _Row] = {}
    for row in rows:
        for topic, stance in readings.get(row.quotation, ()):
            _lead(leads, (row.passage, topic, stance), row)
    found = [
        _mark(topics[topic].slug if by == "topic" else stance, row, topics[topic], stance)
        for (_, topic, stance), row in leads.items()
    ]
    used = {mark.lane for mark in found}
    if by == "topic":
        wanted = used | set(selection.topic)
        heads = [topic for topic in topics.values() if topic.slug in wanted]
        return {topic.slug: _topic_lane(selection, topic) for topic in heads}, found
    return {stance: _stance_lane(selection, stance) for stance in used}, found


def _by_speaker(selection, rows, readings, topics) -> tuple[dict[str, LaneHead], list[Mark]]:
    leads: dict[int, _Row] = {}
    stances: dict[int, tuple[_Row, int, str]] = {}
    for row in rows:
        _lead(leads, row.passage, row)
        for topic, stance in readings.get(row.quotation, ()):
            if row.passage not in stances or row.rank < stances[row.passage][0].rank:
                stances[row.passage] = (row, topic, stance)
    heads: dict[str, LaneHead] = {}
    found = []
    for passage, row in leads.items():
        heads.setdefault(row.slug or "", _speaker_lane(selection, row))
        _, topic, stance = stances.get(passage, (row, None, ""))
        found.append(_mark(row.slug or "", row, topics.get(topic), stance))
    return heads, found


def _lead(leads: dict, key: Any, row: _Row) -> None:
    if key not in leads or row.rank < leads[key].rank:
        leads[key] = row


def _mark(lane: str, row: _Row, topic: Topic | None, stance: str) -> Mark:
    reading = ""
    if topic:
        reading = f"{topic.name}: {topic.stance_label(stance)}" if stance else topic.name
    speaker = row.speaker or "Unknown speaker"
    date = (row.date, row.first, row.last, row.basis)
    return Mark(lane, row.ref, speaker, *date, row.start, stance, reading)


def _topic_lane(selection: Selection, topic: Topic) -> LaneHead:
    return LaneHead(
        label=topic.name,
        url=reverse("topic", args=[topic.slug]),
        only=selection.having(topic=(topic.slug,)),
        proposition=topic.proposition,
        place=(topic.order, topic.name),
        stance_labels=tuple((stance.value, topic.stance_label(stance)) for stance in STANCES),
    )


def _stance_lane(selection: Selection, stance: str) -> LaneHead:
    if not stance:
        return LaneHead("no reading", "", selection.having(), place=(len(STANCES),))
    only = selection.having(stance=(stance,))
    return LaneHead(str(Stance(stance).label), only.url(), only, place=(STANCES.index(stance),))


def _speaker_lane(selection: Selection, row: _Row) -> LaneHead:
    if not row.slug:
        return LaneHead("Unknown speaker", "", selection.having(), place=("",))
    url = reverse("speaker", args=[row.slug])
    return LaneHead(row.speaker, url, selection.having(speaker=(row.slug,)), place=(row.sort_name,))


def _events(rows, title: str) -> tuple[Event, ...]:
    values: Iterable[tuple] = rows.exclude(date="").values_list(
        title, "date", "date_first", "date_last"
    )
    return tuple(sorted((Event(*row) for row in values), key=lambda event: event.first))
