"""Passages as they are shown: which of their quotations match, and what is read in them."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from django.db.models import prefetch_related_objects

from quotes.choices import QuotationKind
from quotes.models import Passage, Position, Quotation
from quotes.selection import PER_PAGE, Selection


@dataclass(frozen=True, slots=True)
class Shown:
    """A quotation on a card; one that does not match stands there in quieter ink.

    With ``is_named`` it says whose words it is, and of when: the head of the card says that of
    others. ``is_around`` are words that stand there because those before are quoted in them.
    """

    quotation: Quotation
    is_match: bool
    nested: tuple["Shown", ...] = ()
    is_named: bool = False
    is_around: bool = False

    @property
    def classes(self) -> str:
        other, named = " is-other" * (not self.is_match), " is-named" * self.is_named
        return f"quotation{other}{named}"


@dataclass(frozen=True, slots=True)
class Card:
    """A passage with the quotation that it is known by: the first that matches."""

    passage: Passage
    lead: Quotation
    quotations: tuple[Shown, ...]
    readings: tuple[Position, ...]
    role: str = ""  # who its speaker was then, where no card before has just said the same

    @property
    def others(self) -> int:
        """How many quotations it has beside the one that it is known by."""
        return len(self.quotations) - 1


@dataclass(frozen=True, slots=True)
class YearGroup:
    """The cards of a year on this page, and what the whole result holds of that year."""

    year: int | None
    cards: tuple[Card, ...]
    totals: dict[str, int]

    @property
    def anchor(self) -> str:
        return f"y{self.year}" if self.year else "undated"


def cards(passage_ids: list[int], matched, published) -> list[Card]:
    """The cards of these passages, in this order. ``matched`` narrows ``published``."""
    passages = Passage.objects.with_details(published).in_bulk(passage_ids)
    matching = set(matched.order_by().filter(passage__in=passage_ids).values_list("pk", flat=True))
    return list(_with_roles([card(passages[key], matching) for key in passage_ids]))


def _with_roles(found: list[Card]) -> Iterator[Card]:
    """Each with who its speaker was at the time, said again only where it has changed."""
    prefetch_related_objects([each.lead.speaker for each in found if each.lead.speaker], "phases")
    said: dict[int | None, str] = {}
    for each in found:
        key, speaker = each.lead.speaker_id, each.lead.speaker
        role = speaker.role_at(each.lead.historical_date) if speaker else ""
        yield replace(each, role="" if said.get(key) == role else role)
        said[key] = role or said.get(key, "")


def card(passage: Passage, matching: set[int] | None = None) -> Card:
    """One card; without ``matching`` every quotation counts as one that matches.

    Where only words match that are quoted inside others, the card is theirs: they come first.
    """
    quotations = list(passage.quotations.all())
    hits = [q for q in quotations if matching is None or q.pk in matching]
    outer = [q for q in hits if q.kind != QuotationKind.NESTED]
    lead = (outer or hits or quotations)[0]
    first = () if outer else hits
    shown = [Shown(q, True) for q in first]
    for quotation in quotations:
        if quotation.kind != QuotationKind.NESTED:
            inside = [q for q in quotations if q.outer_id == quotation.pk]
            nested = tuple(Shown(q, q in hits) for q in inside if q not in first)
            around = any(q in first for q in inside)
            shown.append(Shown(quotation, quotation in hits, nested, is_around=around))
    return Card(passage, lead, tuple(_named(lead, shown)), readings(outer or hits))


def _named(lead: Quotation, shown: Iterable[Shown]) -> Iterator[Shown]:
    """Each with its speaker and date where they are others than those just said."""
    said = lead.speaker_id, lead.date
    for each in shown:
        whose = each.quotation.speaker_id, each.quotation.date
        yield replace(each, is_named=whose != said)
        said = whose


def is_partial(cards: Iterable[Card]) -> bool:
    """Whether anything stands there in quieter ink, which a page must explain."""
    return any(not shown.is_match for card in cards for shown in card.quotations)


def readings(quotations: Iterable[Quotation]) -> tuple[Position, ...]:
    """The readings of these quotations, each topic and stance once, as they first come."""
    found: dict[tuple[int, str], Position] = {}
    for quotation in quotations:
        for position in quotation.positions.all():
            if position.stance:
                found.setdefault((position.topic_id, position.stance), position)
    return tuple(found.values())


def page_of_years(selection: Selection, matched, published) -> list[YearGroup]:
    """The passages of the selection's page, by year, each year with its own totals."""
    rows = matched.by_passage(newest_first=selection.sort == "newest")
    start = (selection.page - 1) * PER_PAGE
    on_page = list(rows[start : start + PER_PAGE])
    by_passage = {card.passage.pk: card for card in cards(_ids(on_page), matched, published)}
    is_all = selection.page == 1 and len(on_page) < PER_PAGE
    totals = _totals(on_page if is_all else _of_same_years(rows, on_page))
    return [
        YearGroup(year, tuple(by_passage[row["passage"]] for row in group), totals[year])
        for year, group in groupby(on_page, key=_year)
    ]


def _ids(rows: list[dict]) -> list[int]:
    return [row["passage"] for row in rows]


def _year(row: dict) -> int | None:
    return row["first"].year if row["first"] else None


def _of_same_years(rows, on_page: list[dict]) -> list[dict]:
    """The rows of the whole result that stand under a year of this page, on other pages too."""
    years = [year for row in on_page if (year := _year(row))]
    found = []
    if years:
        first, last = datetime.date(min(years), 1, 1), datetime.date(max(years), 12, 31)
        found += rows.filter(first__gte=first, first__lte=last)
    if len(years) < len(on_page):
        found += rows.filter(first=None)
    return found


def _totals(rows: list[dict]) -> dict[int | None, dict[str, int]]:
    totals: dict[int | None, dict[str, int]] = {}
    for year, group in groupby(sorted(rows, key=lambda row: _year(row) or 0), key=_year):
        of_year = list(group)
        totals[year] = {
            "quotations": sum(row["quotations"] for row in of_year),
            "passages": len(of_year),
            "works": len({row["source"] for row in of_year} - {None}),
        }
    return totals


def page_by_pages(selection: Selection, matched, published) -> list[Card]:
    """The passages of the selection's page in the order of the work's own pages."""
    start = (selection.page - 1) * PER_PAGE
    ids = matched.passages_by_page()[start : start + PER_PAGE]
    return cards(list(ids), matched, published)
