"""A comparison as it is shown: each side with its passages, and the years of all sides in line."""

from collections import Counter
from dataclasses import dataclass

from quotes.choices import Stance
from quotes.citing import speaker_name
from quotes.facet_values import Known
from quotes.models import Quotation, Topic
from quotes.selection import MOST_PICKED, PARAMETERS, Selection
from timeline import wording
from timeline.contrast.comparison import LETTERS, KnownComparison
from timeline.contrast.strips import points
from timeline.results.cards import Card, cards, is_partial

MOST_PASSAGES = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """How many passages of a side are read so: as shapes to count, and in words."""

    stance: str
    words: str
    count: int

    @property
    def shapes(self) -> range:
        return range(self.count)


@dataclass(frozen=True, slots=True)
class Side:
    """One side with its passages; ``balance`` counts them by stance on the contrast's topic, and
    ``unread`` those without one."""

    letter: str
    label: str
    known: Known
    totals: dict[str, int]
    cards: tuple[Card, ...]
    balance: tuple[Reading, ...]
    unread: int
    timeline_url: str
    remove_url: str

    @property
    def selection(self) -> Selection:
        return self.known.selection

    @property
    def points(self) -> tuple[str, ...]:
        """The years of its passages on a strip of 1918–1940, the same strip for every side."""
        return points(card.lead.year for card in self.cards if card.lead.year)

    @property
    def left_out(self) -> int:
        return self.totals["passages"] - len(self.cards)


@dataclass(frozen=True, slots=True)
class Row:
    """A year with each side's cards, or a gap: years in which no side has anything."""

    first: int | None
    last: int | None
    cells: tuple[tuple[Side, tuple[Card, ...]], ...] = ()

    @property
    def is_gap(self) -> bool:
        return not self.cells

    @property
    def depth(self) -> int:
        """How much room a gap takes: 1 to 4, by its length."""
        years = (self.last or 0) - (self.first or 0) + 1
        return 1 if years <= 1 else 2 if years <= 4 else 3 if years <= 9 else 4


@dataclass(frozen=True, slots=True)
class Contrasted:
    """Everything that the page of a contrast shows.

    ``columns`` are each side's own rows, where no year stands on two sides: there is nothing to
    align then, and the texts can stand beside each other. Else they are empty.
    """

    title: str
    sides: tuple[Side, ...]
    rows: tuple[Row, ...]
    columns: tuple[tuple[Side, tuple[Row, ...]], ...]
    topic: Topic | None
    shows_readings: bool

    @property
    def is_partial(self) -> bool:
        return any(is_partial(side.cards) for side in self.sides)

    @property
    def gathering_url(self) -> str:
        """The timeline, with what the first side names as gathered."""
        return Selection(pick=self.sides[0].selection.ref[:MOST_PICKED]).url()


def contrasted(
    known: KnownComparison, labels: list[str] | None = None, topic: Topic | None = None
) -> Contrasted:
    """Fetch and align the sides. ``labels`` name them; else their selection in words does.

    ``topic`` is what the balance is on; else the topic that is asked for, if it is one.
    """
    published = Quotation.objects.published()
    comparison, knowns = known.canonical, known.sides
    found = [_found(side, published) for side in knowns]
    topic = topic or _topic(knowns)
    common = comparison.common
    names = labels or [
        _name(side, side_cards, common) for side, (_, side_cards) in zip(knowns, found, strict=True)
    ]
    sides = tuple(
        Side(
            letter=LETTERS[index],
            label=names[index],
            known=side,
            totals=totals,
            cards=tuple(side_cards),
            balance=_balance(side_cards, topic),
            unread=_unread(side_cards, topic),
            timeline_url=side.selection.url(),
            remove_url=comparison.without_side(index).url(),
        )
        for index, (side, (totals, side_cards)) in enumerate(zip(knowns, found, strict=True))
    )
    shows_readings = all(side.selection.shows_readings for side in knowns)
    return Contrasted(
        title=_title(names, knowns, common),
        sides=sides,
        rows=tuple(_rows(sides)),
        columns=_columns(sides),
        topic=topic,
        shows_readings=shows_readings,
    )


def _name(known: Known, side_cards: list[Card], common: frozenset[str]) -> str:
    """A side's name; that of chosen quotations says whose they are and of which years."""
    if not known.selection.ref or "ref" in common or not side_cards:
        return wording.side_name(known, common)
    speakers = dict.fromkeys(speaker_name(card.lead.speaker) for card in side_cards)
    names = list(speakers) if len(speakers) < 3 else [*list(speakers)[:2], "others"]
    years = [card.lead.year for card in side_cards if card.lead.year]
    when = wording.years(min(years), max(years)) if years else "undated"
    return f"{wording.listed(names, 'and')}, {when}"


def _title(names: list[str], knowns: tuple[Known, ...], common: frozenset[str]) -> str:
    if not knowns:
        return ""
    shared = wording.described(knowns[0], frozenset(PARAMETERS) - common)
    chosen = any(known.selection.ref for known in knowns)
    years = "" if chosen or "years" not in common else knowns[0].selection.years_in_words()
    return wording.contrast_title(names, shared, years)


def _found(known: Known, published) -> tuple[dict[str, int], list[Card]]:
    matched = known.selection.narrow(published)
    ids = [row["passage"] for row in matched.by_passage()[:MOST_PASSAGES]]
    return matched.totals(), cards(ids, matched, published)


def _topic(knowns: tuple[Known, ...]) -> Topic | None:
    """The one topic that is asked for. None is chosen here: that would look like a finding."""
    asked = {slug for known in knowns for slug in known.labels["topic"]}
    return Topic.objects.get(slug=asked.pop()) if len(asked) == 1 else None


def _balance(side_cards: list[Card], topic: Topic | None) -> tuple[Reading, ...]:
    if topic is None:
        return ()
    counts = Counter(
        position.stance
        for card in side_cards
        for position in card.readings
        if position.topic_id == topic.pk
    )
    return tuple(
        Reading(
            stance, wording.agreeing(topic.stance_label(stance), counts[stance]), counts[stance]
        )
        for stance in Stance.values
        if counts[stance]
    )


def _unread(side_cards: list[Card], topic: Topic | None) -> int:
    """How many passages have no reading on the topic: what the balance says nothing about."""
    if topic is None:
        return 0
    return sum(all(p.topic_id != topic.pk for p in card.readings) for card in side_cards)


def _rows(sides: tuple[Side, ...]) -> list[Row]:
    """Years in order, gaps between them, undated words last."""
    years = sorted({card.lead.year for side in sides for card in side.cards if card.lead.year})
    rows: list[Row] = []
    for before, year in zip([None, *years], years, strict=False):
        if before and year - before > 1:
            rows.append(Row(before + 1, year - 1))
        rows.append(Row(year, year, _cells(sides, year)))
    if any(card.lead.year is None for side in sides for card in side.cards):
        rows.append(Row(None, None, _cells(sides, None)))
    return rows


def _columns(sides: tuple[Side, ...]) -> tuple[tuple[Side, tuple[Row, ...]], ...]:
    years = [year for side in sides for year in {card.lead.year for card in side.cards}]
    if len(sides) < 2 or len(years) > len(set(years)):
        return ()
    return tuple((side, tuple(_rows((side,)))) for side in sides)


def _cells(sides: tuple[Side, ...], year: int | None) -> tuple[tuple[Side, tuple[Card, ...]], ...]:
    return tuple(
        (side, tuple(card for card in side.cards if card.lead.year == year)) for side in sides
    )
