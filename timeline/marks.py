"""What the chart plots, as plain values: from a selection to marks in a fixed number of queries.

By topic or stance there is one mark for each passage and reading; by speaker there is one for each
passage, with its stance where exactly one topic is asked for. A mark is known by its lead: of the
quotations that it stands for, the earliest, and a nested one only where there is no other.

Where everything is geometry, timeline/chart.py goes on.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast, Left
from django.urls import reverse

from quotes.choices import DateBasis, QuotationKind, Stance
from quotes.dates import HistoricalDate
from quotes.models import Landmark, Phase, Position, Quotation, Speaker, Topic
from quotes.selection import Selection

WORDS = 80  # characters of a quotation in the name of its mark
MOST = 1000  # more marks than these are only counted: no chart draws them one by one
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
    """One dated passage, or one of its readings, by its lead."""

    lane: str
    stance: str
    reading: str
    ref: str
    speaker: str
    date: str
    first: datetime.date
    last: datetime.date
    basis: str
    start: str

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
        when = f"{in_words(self.date)}, {BASIS[self.basis]}"
        reading = [f"{self.reading}."] if self.reading else []
        words = opening(self.start)
        # "…" is for the article's omissions: that words go on is said outside the marks.
        goes_on = " …" if words != " ".join(self.start.split()) else ""
        return "\n".join([f"{self.speaker}, {when}.", *reading, f"“{words}”{goes_on}"])


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
    """Everything that a chart shows.

    ``tally`` counts all dated marks by lane, stance and earliest year; ``marks`` are the same one
    by one in order of time, and None where they are too many.
    """

    lanes: dict[str, LaneHead]
    tally: Counter[tuple[str, str, int]]
    marks: tuple[Mark, ...] | None
    undated: int
    landmarks: tuple[Event, ...]
    phases: tuple[Event, ...]


class Lead(NamedTuple):
    """A quotation as far as it decides which mark it leads, and where; ``first`` is an ISO day."""

    quotation: int
    passage: int
    speaker: int | None
    kind: str
    first: str | None
    place: int

    @property
    def rank(self) -> tuple:
        nested = self.kind == QuotationKind.NESTED
        return nested, self.first is None, self.first or "", self.place


Key = tuple[str, int | None, str, int]
"""What makes a mark: its lane, topic and stance, and its passage."""

FIELDS = (*("ref", "speaker__name", "date"), *("date_first", "date_last", "date_basis"))


def marks(selection: Selection, quotations) -> Marks:
    """The marks of these quotations, which are those of the selection."""
    by = lanes_of(selection)
    topics = {topic.pk: topic for topic in Topic.objects.all()} if _reads(selection) else {}
    if by == "speaker":
        heads, leads = _by_speaker(selection, quotations)
    else:
        heads, leads = _by_reading(selection, quotations, by, topics)
    dated = {key: lead for key, lead in leads.items() if lead.first}
    return Marks(
        lanes=heads,
        tally=Counter((lane, s, int(lead.first[:4])) for (lane, _, s, _), lead in dated.items()),
        marks=_one_by_one(dated, topics) if len(dated) <= MOST else None,
        undated=len(leads) - len(dated),
        landmarks=landmarks(),
        phases=phases(selection),
    )


def lanes_of(selection: Selection) -> str:
    """What the lanes are; topics and stances are readings, and can be hidden."""
    return selection.lanes if selection.shows_readings else "speaker"


def _reads(selection: Selection) -> bool:
    """Whether marks have readings; by speaker, only where one topic is asked for."""
    by_reading = selection.lanes != "speaker" or len(selection.topic) == 1
    return selection.shows_readings and by_reading


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
    'We have more than'
    """
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length + 1].rsplit(" ", 1)[0][:length].rstrip(" ,;:—–-")


def _by_reading(
    selection: Selection, quotations, by: str, topics: dict[int, Topic]
) -> tuple[dict[str, LaneHead], dict[Key, Lead]]:
    slugs = {topic.pk: topic.slug for topic in topics.values()}
    leads: dict[Key, Lead] = {}
    for topic, stance, lead in _readings(selection, quotations):
        lane = slugs[topic] if by == "topic" else stance
        _keep(leads, (lane, topic, stance, lead.passage), lead)
    used = {lane for lane, *_ in leads}
    if by == "topic":
        wanted = used | set(selection.topic)
        heads = [topic for topic in topics.values() if topic.slug in wanted]
        return {topic.slug: _topic_lane(selection, topic) for topic in heads}, leads
    return {stance: _stance_lane(selection, stance) for stance in used}, leads


def _by_speaker(selection: Selection, quotations) -> tuple[dict[str, LaneHead], dict[Key, Lead]]:
    leads: dict[int, Lead] = {}
    for row in quotations.order_by().values_list(*_lead_columns()):
        _keep(leads, row[1], Lead(*row))
    readings: dict[int, tuple[int | None, str]] = {}
    if _reads(selection):
        ranked = sorted(_readings(selection, quotations), key=lambda reading: reading[2].rank)
        for topic, stance, lead in ranked:
            readings.setdefault(lead.passage, (topic, stance))
    used = {lead.speaker for lead in leads.values()}
    speakers = {speaker.pk: speaker for speaker in Speaker.objects.all() if speaker.pk in used}
    slugs = {pk: speaker.slug for pk, speaker in speakers.items()}
    heads = {speaker.slug: _speaker_lane(selection, speaker) for speaker in speakers.values()}
    if None in used:
        heads[""] = LaneHead("Unknown speaker", "", selection.having(), place=("",))
    return heads, {
        (slugs.get(lead.speaker, ""), *readings.get(passage, (None, "")), passage): lead
        for passage, lead in leads.items()
    }


def _readings(selection: Selection, quotations) -> Iterator[tuple[int, str, Lead]]:
    """Topic, stance and quotation, for the topics and stances that are asked for."""
    wanted = Position.objects.filter(quotation__in=quotations.order_by().values("pk"))
    columns = ("topic_id", "stance", *_lead_columns("quotation__"))
    for topic, stance, *lead in selection.positions(wanted).values_list(*columns):
        yield topic, stance, Lead(*lead)


def _lead_columns(prefix: str = "") -> list:
    """The columns of a Lead. A date as text sorts as well, and thousands need no parsing."""
    names = ("pk", "passage_id", "speaker_id", "kind", "date_first", "start")
    columns: list = [prefix + name for name in names]
    columns[4] = Cast(columns[4], CharField())
    return columns


def _keep(leads: dict, key: Key | int, lead: Lead) -> None:
    held = leads.get(key)
    if held is None or lead.rank < held.rank:
        leads[key] = lead


def _one_by_one(leads: dict[Key, Lead], topics: dict[int, Topic]) -> tuple[Mark, ...]:
    quotations = Quotation.objects.filter(pk__in={lead.quotation for lead in leads.values()})
    # More than is shown, so that it is seen where words are left out.
    start = Left("text", 2 * WORDS)
    rows = {pk: row for pk, *row in quotations.order_by().values_list("pk", *FIELDS, start)}
    marks = []
    for (lane, topic, stance, _), lead in leads.items():
        ref, speaker, *rest = rows[lead.quotation]
        reading = _in_words(topics.get(topic), stance)
        marks.append(Mark(lane, stance, reading, ref, speaker or "Unknown speaker", *rest))
    return tuple(sorted(marks, key=lambda mark: (mark.first, mark.last)))


def _in_words(topic: Topic | None, stance: str) -> str:
    if not topic:
        return ""
    return f"{topic.name}: {topic.stance_label(stance)}" if stance else topic.name


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


def _speaker_lane(selection: Selection, speaker: Speaker) -> LaneHead:
    only = selection.having(speaker=(speaker.slug,))
    return LaneHead(speaker.name, speaker.get_absolute_url(), only, place=(speaker.sort_name,))


def _events(rows, title: str) -> tuple[Event, ...]:
    values: Iterable[tuple] = rows.exclude(date="").values_list(
        title, "date", "date_first", "date_last"
    )
    return tuple(sorted((Event(*row) for row in values), key=lambda event: event.first))
