"""Facets: the ways to narrow a selection, each value with the quotations that it would give.

A facet is counted under every filter but its own, so that a count is what choosing that value
alone would show.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count

from quotes.choices import FACTUAL_STANCES, DateBasis, Stance, Standing
from quotes.facet_values import Known
from quotes.models import Position, Section, Source, Speaker, Topic
from quotes.selection import Selection

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet; ``url`` leads to the selection with it switched."""

    value: str
    label: str
    count: int
    is_chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow: its first values, or with ``is_whole`` all of them.

    ``more`` is how many values "more" is about: those that it would show, or hide again.
    """

    name: str
    label: str
    choices: tuple[Choice, ...]
    more: int
    is_whole: bool
    more_url: str

    @property
    def chosen(self) -> int:
        return sum(choice.is_chosen for choice in self.choices)

    @property
    def is_open(self) -> bool:
        usual = self.name in ("speaker", "topic", "stance")
        return usual or bool(self.chosen) or self.is_whole


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is set, with the selection without it."""

    label: str
    value: str
    url: str
    is_unknown: bool = False


LABELS = {
    "speaker": "Speaker",
    "topic": "Question",
    "stance": "Reading",
    "source": "Source",
    "basis": "Basis of the date",
    "standing": "Standing",
    "section": "Section of the article",
    "ref": "Quotation",
}
_STANCES = {
    stance.value: label
    if (label := str(stance.label)) == FACTUAL_STANCES[stance]
    else f"{stance.label}, {FACTUAL_STANCES[stance]}"
    for stance in Stance
}
_CLOSED = {
    "stance": _STANCES,
    "basis": {choice.value: str(choice.label) for choice in DateBasis},
    "standing": {choice.value: str(choice.label) for choice in Standing},
}
# Counted by key, and named afterwards: grouping by slugs and titles takes several times as long.
_COLUMNS = {
    "speaker": "speaker",
    "source": "passage__source",
    "section": "section",
    "basis": "date_basis",
    "standing": "speaker__standing",
}
_NAMED = {
    "speaker": (Speaker, "name"),
    "topic": (Topic, "name"),
    "source": (Source, "title"),
    "section": (Section, "title"),
}


def facets(known: Known, published) -> list[Facet]:
    """All facets of a selection, each counted by one query over the published quotations."""
    names = ["speaker", "topic", "stance", "source", "basis", "standing", "section"]
    if not known.selection.shows_readings:
        names.remove("stance")
    return [_facet(name, known, published) for name in names]


def _facet(name: str, known: Known, published) -> Facet:
    selection = known.selection
    counts = _counts(name, selection, published)
    for value, label in known.labels[name].items():
        counts.setdefault(value, (label, 0))
    chosen, is_whole = getattr(selection, name), name in selection.more
    values = _in_order(name, counts, chosen)
    first = max(SHOWN, sum(value in chosen for value in values))
    choices = tuple(
        Choice(value, *counts[value], value in chosen, selection.toggling(name, value).url())
        for value in (values if is_whole else values[:first])
    )
    more_url = selection.opening(name).url()
    return Facet(name, LABELS[name], choices, len(values) - first, is_whole, more_url)


def _in_order(name: str, counts: dict[str, tuple[str, int]], chosen: tuple[str, ...]) -> list[str]:
    """A closed list in its own order; else what is chosen, then what would find most."""
    if name in _CLOSED:
        return [value for value in _CLOSED[name] if value in counts]
    return sorted(counts, key=lambda v: (v not in chosen, -counts[v][1], counts[v][0], v))


def _counts(name: str, selection: Selection, published) -> dict[str, tuple[str, int]]:
    """Value → label and number of quotations, under every filter but this one."""
    others = selection.without(name).narrow(published)
    if name in ("topic", "stance"):
        rows = _reading_counts(name, selection, others)
    else:
        rows = others.order_by().values_list(_COLUMNS[name]).annotate(count=Count("pk"))
    counts = {value: count for value, count in rows if value}
    if closed := _CLOSED.get(name):
        return {value: (closed[value], count) for value, count in counts.items()}
    return _by_slug(counts, *_NAMED[name])


def _by_slug(counts: dict[int, int], model, label: str) -> dict[str, tuple[str, int]]:
    """Slug → label and number. Sections of several articles that share a slug are one value."""
    found: dict[str, tuple[str, int]] = {}
    for key, slug, words in model.objects.order_by().values_list("pk", "slug", label):
        if key in counts:
            first, so_far = found.get(slug, (words, 0))
            found[slug] = first, so_far + counts[key]
    return found


def _reading_counts(name: str, selection: Selection, quotations):
    """Topic and stance hold for the same position, in the counts as in the results."""
    positions = selection.without(name).positions(Position.objects.filter(quotation__in=quotations))
    if name == "topic":  # a quotation has one position on a topic
        return positions.values_list("topic").annotate(count=Count("pk"))
    return positions.values_list("stance").annotate(count=Count("quotation", distinct=True))


def chips(known: Known, path: str = "/") -> list[Chip]:
    """The filters that are set, in canonical order, each with the way to drop it."""
    return list(_chips(known, path))


def _chips(known: Known, path: str) -> Iterator[Chip]:
    selection = known.selection
    for name, labels in known.labels.items():
        for value in getattr(selection, name):
            label = _CLOSED.get(name, labels).get(value, value)
            unknown = value in known.unknown.get(name, ())
            yield Chip(LABELS[name], label, selection.toggling(name, value).url(path), unknown)
    if selection.year_parameters():
        years = selection.years_in_words()
        yield Chip("Years", years, selection.without("years").url(path))
    if selection.q:
        yield Chip("Words", selection.q, selection.without("q").url(path))
