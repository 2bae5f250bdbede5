"""Contrast: two to four selections side by side, year by year.

The address holds everything: parameters with a prefix (``a.`` to ``d.``) belong to one side, those
without hold for every side that does not say otherwise.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from quotes.choices import Stance
from quotes.citing import speaker_name
from quotes.facet_values import Known, look_up
from quotes.facets import FACETS
from quotes.models import Quotation, Topic
from quotes.selection import MOST_PICKED, PARAMETERS, YEARS, Selection, said
from timeline import wording
from timeline.contrast.strips import points
from timeline.results.cards import Card, cards, is_partial

LETTERS = "abcd"
PATH = "/contrast/"
MOST_PASSAGES = 40
NAMES = (*FACETS, *YEARS, "q", "readings")
"""What a side can say; how a view is laid out, and its page, mean nothing here."""


@dataclass(frozen=True, slots=True)
class Part:
    """What the address says with one prefix: the parameters of its ``own``. The ``selection`` of a
    side is whole: what holds for every side is in it."""

    selection: Selection = Selection()
    own: frozenset[str] = frozenset()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What it says itself, in canonical order."""
        return [pair for pair in self.selection.pairs() if pair[0] in self.own]

    @property
    def is_side(self) -> bool:
        return any(name != "readings" for name, _ in self.pairs)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A contrast as its address has it: what holds for all, and each side."""

    shared: Part
    sides: tuple[Part, ...]

    @classmethod
    def from_query(cls, query: Mapping[str, Any]) -> "Comparison":
        """Read a QueryDict. Sides close up where a letter is missing. Raises BadQuery."""
        shared, *sides = (
            Part(Selection.from_query(query, prefix, NAMES), frozenset(said(query, prefix, NAMES)))
            for prefix in ("", *(f"{letter}." for letter in LETTERS))
        )
        comparison = cls(shared, tuple(side for side in sides if side.is_side))
        # A side can hide its readings, but not show what is hidden on every side.
        return comparison if shared.selection.shows_readings else comparison.with_readings("off")

    @classmethod
    def of(cls, *selections: Selection) -> "Comparison":
        """These selections side by side, each by itself; of how each is shown only the readings."""
        bare = [selection.without(*set(PARAMETERS) - set(NAMES)) for selection in selections]
        sides = (Part(each, frozenset(name for name, _ in each.parameters())) for each in bare)
        return cls(Part(), tuple(sides))

    @property
    def common(self) -> frozenset[str]:
        """The parameters that no side has of its own; "years" where no side says any."""
        own = {name for side in self.sides for name, _ in side.pairs}
        years = set() if own & set(YEARS) else {"years"}
        return frozenset({name for name, _ in self.shared.pairs} - own | years)

    def parameters(self) -> list[tuple[str, str]]:
        lettered = zip(LETTERS, self.sides, strict=False)
        return [
            *self.shared.pairs,
            *(
                (f"{letter}.{name}", value)
                for letter, side in lettered
                for name, value in side.pairs
            ),
        ]

    def url(self, path: str = PATH) -> str:
        parameters = self.parameters()
        return f"{path}?{urlencode(parameters)}" if parameters else path

    def without_side(self, index: int) -> "Comparison":
        return replace(self, sides=(*self.sides[:index], *self.sides[index + 1 :]))

    def swapped(self) -> "Comparison":
        """The sides turned round by one: with two sides, each in the other's place."""
        return replace(self, sides=(*self.sides[1:], *self.sides[:1]))

    def with_readings(self, readings: str) -> "Comparison":
        """With the readings of every side on, or off."""
        shared, *sides = (
            Part(part.selection.having(readings=readings), part.own - {"readings"})
            for part in (self.shared, *self.sides)
        )
        return Comparison(replace(shared, own=shared.own | {"readings"}), tuple(sides))


@dataclass(frozen=True, slots=True)
class KnownComparison:
    """A comparison after its values were looked up, side by side."""

    canonical: Comparison
    sides: tuple[Known, ...]

    @property
    def is_hopeless(self) -> bool:
        """Whether nothing can match on one of the sides."""
        return any(known.is_hopeless for known in self.sides)

    def without_unknown(self) -> "KnownComparison":
        """With what is known of each side alone; sides that share nothing but their readings."""
        sides = tuple(known.without_unknown() for known in self.sides)
        readings = self.canonical.shared.selection.readings
        comparison = Comparison.of(*(known.selection for known in sides)).with_readings(readings)
        return KnownComparison(comparison, sides)


def look_up_sides(comparison: Comparison) -> KnownComparison:
    """Look the values of each side up. What all sides share is the same on those that share it."""
    knowns = tuple(look_up(side.selection) for side in comparison.sides)
    sides = tuple(
        replace(side, selection=known.canonical)
        for side, known in zip(comparison.sides, knowns, strict=True)
    )
    shared = comparison.shared
    for name in shared.own & set(FACETS):
        if sharing := [side for side in sides if name not in side.own]:
            present = getattr(sharing[0].selection, name)
            shared = replace(shared, selection=replace(shared.selection, **{name: present}))
    return KnownComparison(Comparison(shared, sides), knowns)


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
