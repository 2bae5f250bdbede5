"""What the chart plots, as plain values: from a selection to marks in a fixed number of queries.

By topic or stance there is one mark for each passage and reading; by speaker there is one for each
passage, with its stance where exactly one topic is asked for. A mark is known by its lead: of the
quotations that it stands for, the earliest, and a nested one only where there is no other.

Where everything is geometry, timeline/chart/chart.py goes on.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast, Left

from quotes.choices import DateBasis, QuotationKind, Stance
from quotes.citing import speaker_name
from quotes.dates import HistoricalDate
from quotes.models import Landmark, Phase, Position, Quotation, Speaker, Topic, page_of
from quotes.selection import Selection
from quotes.shortening import fitting, goes_on

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
        return page_of("quotation", self.ref)

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
        sign = " …" if goes_on(self.start, words) else ""
        return "\n".join([f"{self.speaker}, {when}.", *reading, f"“{words}”{sign}"])


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
    """A quotation as far as it decides which mark it leads, and where; ``first`` is an ISO day.

    ``topic`` and ``stance`` are what is read in it, where marks are readings.
    """

    topic: int | None
    stance: str
    passage: int
    quotation: int
    speaker: int | None
    kind: str
    first: str | None
    place: int

    @property
    def rank(self) -> tuple:
        nested = self.kind == QuotationKind.NESTED
        return nested, self.first is None, self.first or "", self.place, self.quotation


LEAD = ("passage_id", "pk", "speaker_id", "kind", "date_first", "start")
FIELDS = (*("ref", "speaker__name", "date"), *("date_first", "date_last", "date_basis"))


def marks(selection: Selection, quotations) -> Marks:
    """The marks of these quotations, which are those of the selection."""
    by = lanes_of(selection)
    topics = {topic.pk: topic for topic in Topic.objects.all()} if _reads(selection) else {}
    if by == "speaker":
        leads = _of_passages(selection, quotations)
        lane, heads = _by_speaker(selection, leads)
    else:
        leads = _of_readings(selection, quotations)
        lane, heads = (_by_topic if by == "topic" else _by_stance)(selection, leads, topics)
    dated = [lead for lead in leads if lead.first]
    return Marks(
        lanes=heads,
        tally=Counter((lane(lead), lead.stance, int(lead.first[:4])) for lead in dated),
        marks=_one_by_one(dated, lane, topics) if len(dated) <= MOST else None,
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
    return _events(Phase.objects.public().filter(speaker__slug=selection.speaker[0]), "label")


def in_words(edtf: str) -> str:
    return HistoricalDate.parse(edtf).in_words()


def opening(text: str, length: int = WORDS) -> str:
    """The first words, in one line, and no punctuation where they break off.

    >>> opening("We have more than once been accused", 20)
    'We have more than'
    """
    line = " ".join(text.split())
    return line if len(line) <= length else fitting(line, length).rstrip(" ,;:—–-")


def _of_readings(selection: Selection, quotations) -> list[Lead]:
    """One lead for each passage, topic and stance, of those that are asked for."""
    wanted = Position.objects.filter(quotation__in=quotations.order_by().values("pk"))
    asked = wanted.filter(selection.asked_of_a_reading()).order_by()
    rows = asked.values_list("topic_id", "stance", *_columns("quotation__"))
    return _leads(map(Lead._make, rows), lambda lead: lead[:3])


def _of_passages(selection: Selection, quotations) -> list[Lead]:
    """One lead for each passage; with the passage's first reading, where marks have readings."""
    rows = quotations.order_by().values_list(*_columns())
    leads = _leads((Lead(None, "", *row) for row in rows), lambda lead: lead.passage)
    if not _reads(selection):
        return leads
    first = {lead.passage: lead for lead in _leads(_of_readings(selection, quotations), _passage)}
    return [
        lead._replace(topic=first[lead.passage].topic, stance=first[lead.passage].stance)
        if lead.passage in first
        else lead
        for lead in leads
    ]


def _passage(lead: Lead) -> int:
    return lead.passage


def _columns(prefix: str = "") -> list:
    """The columns of a Lead. A date as text sorts as well, and thousands need no parsing."""
    columns: list = [prefix + name for name in LEAD]
    columns[4] = Cast(columns[4], CharField())
    return columns


def _leads(found: Iterable[Lead], key: Callable[[Lead], Hashable]) -> list[Lead]:
    """Of all that share a key, the one of the first rank."""
    leads: dict[Hashable, Lead] = {}
    for lead in found:
        held = leads.setdefault(key(lead), lead)
        if held is not lead and lead.rank < held.rank:
            leads[key(lead)] = lead
    return list(leads.values())


Lanes = tuple[Callable[[Lead], str], dict[str, LaneHead]]
"""How to tell the lane of a mark, and the heads of all lanes."""


def _by_topic(selection: Selection, leads: list[Lead], topics: dict[int, Topic]) -> Lanes:
    slugs = {topic.pk: topic.slug for topic in topics.values()}
    used = {lead.topic for lead in leads}
    wanted = [t for t in topics.values() if t.pk in used or t.slug in selection.topic]
    return lambda lead: slugs[lead.topic], {t.slug: _topic_lane(selection, t) for t in wanted}


def _by_stance(selection: Selection, leads: list[Lead], topics: dict[int, Topic]) -> Lanes:
    used = {lead.stance for lead in leads}
    return lambda lead: lead.stance, {stance: _stance_lane(selection, stance) for stance in used}


def _by_speaker(selection: Selection, leads: list[Lead]) -> Lanes:
    used = {lead.speaker for lead in leads}
    speakers = [speaker for speaker in Speaker.objects.all() if speaker.pk in used]
    slugs = {speaker.pk: speaker.slug for speaker in speakers}
    heads = {speaker.slug: _speaker_lane(selection, speaker) for speaker in speakers}
    if None in used:
        heads[""] = LaneHead(speaker_name(None), "", selection.having(), place=("",))
    return lambda lead: slugs.get(lead.speaker, ""), heads


def _one_by_one(
    leads: list[Lead], lane: Callable[[Lead], str], topics: dict[int, Topic]
) -> tuple[Mark, ...]:
    quotations = Quotation.objects.filter(pk__in={lead.quotation for lead in leads})
    # More than is shown, so that it is seen where words are left out.
    start = Left("text", 2 * WORDS)
    rows = {pk: row for pk, *row in quotations.order_by().values_list("pk", *FIELDS, start)}
    marks = []
    for lead in leads:
        ref, speaker, *rest = rows[lead.quotation]
        reading = _in_words(topics.get(lead.topic), lead.stance)
        name = speaker_name(speaker)
        marks.append(Mark(lane(lead), lead.stance, reading, ref, name, *rest))
    return tuple(sorted(marks, key=_in_time))


def _in_time(mark: Mark) -> tuple:
    return mark.first, mark.last, mark.speaker, mark.ref, mark.reading


def _in_words(topic: Topic | None, stance: str) -> str:
    if not topic:
        return ""
    return f"{topic.name}: {topic.stance_label(stance)}" if stance else topic.name


def _topic_lane(selection: Selection, topic: Topic) -> LaneHead:
    return LaneHead(
        label=topic.name,
        url=page_of("topic", topic.slug),
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
    return tuple(sorted((Event(*row) for row in values), key=lambda e: (e.first, e.last, e.title)))
