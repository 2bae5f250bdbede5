"""Facets: every way to narrow a selection by chosen values, each declared once.

The address, the query, the counts, the chips, titles and ways out all loop over FACETS. To add a
facet is to add a declaration here, its row in docs/url-contract.md and what a plain filter makes of
it in tests/varied.py; tests fail as long as one of them is missing. No model is imported: models
themselves hold selections.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Q, TextChoices

from quotes.choices import FACTUAL_STANCES, STANDINGS, VOICES, DateBasis, Stance, Standing, Voice

Labels = dict[str, str]
"""Value → what it is called."""
Counts = dict[str, tuple[str, int]]
"""Value → what it is called in a list, and how many quotations it has."""


class Values:
    """What a facet can be narrowed to: values that stand in its column as they are."""

    listed: Mapping[str, str] = {}
    """Value → a longer label, for where it stands in a list."""
    are_few: bool = False
    """Whether they can be counted together with those of other facets."""
    titled: Mapping[str, str] = {}
    """Value → what a title calls the quotations that have it, where not by its label."""

    def holding(self, column: str, chosen: Iterable[str]) -> Q:
        """That the column holds one of the chosen values."""
        return Q((f"{column}__in", chosen))

    def labels(self, chosen: Iterable[str]) -> Labels:
        """Those of the chosen values that mean something."""
        raise NotImplementedError

    def renamed(self, values: Iterable[str]) -> Labels:
        """Former values → the present ones."""
        return {}

    def named(self, counts: Mapping[Any, int]) -> Counts:
        """The values of a list, from what stands in the column."""
        raise NotImplementedError

    def in_order(self, named: Counts, chosen: Iterable[str]) -> list[str]:
        """First what is chosen, then what would find most."""
        return sorted(named, key=lambda v: (v not in chosen, -named[v][1], named[v][0]))


@dataclass(frozen=True)
class Closed(Values):
    """A closed list, in its own order."""

    are_few = True

    choices: type[TextChoices]
    listed: Mapping[str, str] = field(default_factory=dict)
    titled: Mapping[str, str] = field(default_factory=dict)

    def labels(self, chosen: Iterable[str]) -> Labels:
        return {value: str(label) for value, label in self.choices.choices if value in chosen}

    def named(self, counts: Mapping[Any, int]) -> Counts:
        labels = self.labels(counts) | dict(self.listed)
        return {value: (labels[value], count) for value, count in counts.items()}

    def in_order(self, named: Counts, chosen: Iterable[str]) -> list[str]:
        return [value for value in self.choices.values if value in named]


@dataclass(frozen=True)
class Rows(Values):
    """The slugs of a model's rows, and in which field each says what it is called."""

    model: str
    label: str

    @property
    def _rows(self) -> Any:
        return apps.get_model("quotes", self.model)._default_manager.order_by()

    def holding(self, column: str, chosen: Iterable[str]) -> Q:
        return Q((f"{column}__slug__in", chosen))

    def labels(self, chosen: Iterable[str]) -> Labels:
        return dict(self._rows.filter(slug__in=chosen).values_list("slug", self.label))

    def renamed(self, values: Iterable[str]) -> Labels:
        return current_slugs(self.model.lower(), values)

    def named(self, counts: Mapping[Any, int]) -> Counts:
        """Counted by key, and named afterwards: to group by slug and title takes several times as
        long. Sections of several articles that share a slug are one value."""
        found: Counts = {}
        for key, slug, words in self._rows.values_list("pk", "slug", self.label):
            if key in counts:
                first, so_far = found.get(slug, (words, 0))
                found[slug] = first, so_far + counts[key]
        return found


class Refs(Values):
    """The refs of published quotations."""

    def labels(self, chosen: Iterable[str]) -> Labels:
        published = apps.get_model("quotes", "Quotation")._default_manager.published()
        refs = published.filter(ref__in=chosen).order_by().values_list("ref", flat=True)
        return {ref: ref for ref in refs}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One way to narrow: a parameter of the address that can be repeated.

    ``column`` is where its values stand: a path from a quotation, or, with ``is_of_reading``, from
    one of its readings; such facets hold for the same reading. ``in_words`` sets the chosen values
    into a title, each of them as ``each`` has it; with ``noun`` they are counted and not named. The
    words of a way out say what is found without the facet, and with it alone. A ``leading`` facet
    opens a title and stands open in the form; ``with_colon`` stands in a title after a colon. What
    ``is_hidden_with_readings`` is not offered while they are; what is not ``is_listed`` never is.
    """

    parameter: str
    label: str
    column: str
    values: Values
    in_words: str
    without_words: str
    alone_words: str
    each: str = "{}"
    noun: str = ""
    leading: bool = False
    with_colon: bool = False
    is_of_reading: bool = False
    is_hidden_with_readings: bool = False
    is_listed: bool = True


_BOTH_KINDS = {
    value: ", ".join(dict.fromkeys((str(label), FACTUAL_STANCES[value])))
    for value, label in Stance.choices
}
_DECLARED = (
    Facet(
        parameter="speaker",
        label="Speaker",
        column="speaker",
        values=Rows("Speaker", "name"),
        in_words="{}",
        without_words="by any speaker",
        alone_words="with the speaker alone",
        leading=True,
    ),
    Facet(
        parameter="topic",
        label="Question",
        column="topic",
        values=Rows("Topic", "name"),
        in_words="{}",
        without_words="on any question",
        alone_words="with the question alone",
        leading=True,
        with_colon=True,
        is_of_reading=True,
    ),
    Facet(
        parameter="stance",
        label="Reading",
        column="stance",
        values=Closed(Stance, listed=_BOTH_KINDS),
        in_words="{}",
        without_words="with any reading",
        alone_words="with the reading alone",
        leading=True,
        is_of_reading=True,
        is_hidden_with_readings=True,
    ),
    Facet(
        parameter="source",
        label="Source",
        column="passage__source",
        values=Rows("Source", "title"),
        in_words="from {}",
        without_words="from any work",
        alone_words="with the work alone",
    ),
    Facet(
        parameter="basis",
        label="Basis of the date",
        column="date_basis",
        values=Closed(DateBasis),
        in_words="date {}",
        without_words="with any basis of the date",
        alone_words="with the basis of the date alone",
    ),
    Facet(
        parameter="standing",
        label="Standing",
        column="speaker__standing",
        values=Closed(Standing, titled=STANDINGS),
        in_words="{}",
        without_words="by speakers of any standing",
        alone_words="with the standing alone",
    ),
    Facet(
        parameter="voice",
        label="Voice",
        column="voice",
        values=Closed(Voice, listed=VOICES, titled=VOICES),
        in_words="{}",
        without_words="in any voice",
        alone_words="with the voice alone",
    ),
    Facet(
        parameter="section",
        label="Section of the article",
        column="section",
        values=Rows("Section", "title"),
        in_words="in {}",
        each="“{}”",
        without_words="in any section",
        alone_words="with the section alone",
    ),
    Facet(
        parameter="ref",
        label="Quotation",
        column="ref",
        values=Refs(),
        in_words="{}",
        noun="chosen quotation",
        without_words="beyond the chosen quotations",
        alone_words="with the chosen quotations alone",
        is_listed=False,
    ),
)

FACETS: dict[str, Facet] = {facet.parameter: facet for facet in _DECLARED}
"""Parameter → facet, in the canonical order of the address."""


def current_slugs(model: str, slugs: Iterable[str]) -> Labels:
    """Former slugs → the present ones."""
    former = apps.get_model("quotes", "FormerSlug")._default_manager
    return dict(former.filter(model=model, slug__in=slugs).values_list("slug", "current"))
