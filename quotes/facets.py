"""Facets: every way to narrow a selection by chosen values, each declared once.

The address, the query, the counts, the chips, titles and ways out all loop over FACETS. To add a
facet is to add a declaration here, its row in docs/url-contract.md and what a plain filter makes of
it in tests/varied.py; tests fail as long as one of them is missing. No model is imported: models
themselves hold selections.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

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

    def renamed(self, values: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Other forms of values → the canonical ones."""
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
    are_few: bool = False

    @property
    def _rows(self) -> Any:
        return apps.get_model("quotes", self.model)._default_manager.order_by()

    def holding(self, column: str, chosen: Iterable[str]) -> Q:
        return Q((f"{column}__slug__in", chosen))

    def labels(self, chosen: Iterable[str]) -> Labels:
        return dict(self._rows.public().filter(slug__in=chosen).values_list("slug", self.label))

    def renamed(self, values: Iterable[str]) -> dict[str, tuple[str, ...]]:
        present = current_slugs(self.model.lower(), values)
        return {former: (slug,) for former, slug in present.items()}

    def named(self, counts: Mapping[Any, int]) -> Counts:
        """Counted by key, and named afterwards: to group by slug and title takes several times as
        long."""
        rows = self._rows.values_list("pk", "slug", self.label)
        return {slug: (words, counts[key]) for key, slug, words in rows if key in counts}


class Sections(Values):
    """Sections by their slugs. Where several articles have one of the same slug, the value of each
    is ``article.section``, and the slug alone means all of them."""

    def holding(self, column: str, chosen: Iterable[str]) -> Q:
        found = Q()
        for value in chosen:
            article, _, slug = value.rpartition(".")
            of_article = {f"{column}__article__slug": article} if article else {}
            found |= Q(**{f"{column}__slug": slug}, **of_article)
        return found

    def labels(self, chosen: Iterable[str]) -> Labels:
        known = {section.value: section.label for section in self._like(chosen)}
        return {value: known[value] for value in chosen if value in known}

    def renamed(self, values: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """What a slug alone means; a section's article where it is needless or has been renamed."""
        sections = self._like(values)
        articles = current_slugs("article", [value.rpartition(".")[0] for value in values])
        found = {}
        for value in values:
            article, _, slug = value.rpartition(".")
            article = articles.get(article, article)
            found[value] = tuple(
                section.value
                for section in sections
                if section.slug == slug and article in ("", section.article)
            )
        return {value: meant for value, meant in found.items() if meant}

    def named(self, counts: Mapping[Any, int]) -> Counts:
        return {
            section.value: (section.label, counts[section.key])
            for section in self._all()
            if section.key in counts
        }

    def _like(self, values: Iterable[str]) -> "list[SectionValue]":
        """All that have the slug of one of these."""
        return self._all(slug__in=[value.rpartition(".")[2] for value in values])

    def _all(self, **slugs: Any) -> "list[SectionValue]":
        rows = list(
            apps.get_model("quotes", "Section")
            ._default_manager.public()
            .filter(**slugs)
            .order_by()
            .values_list("pk", "slug", "title", "article__slug", "article__title")
        )
        times = Counter(slug for _, slug, *_ in rows)
        return [
            SectionValue(key, slug, article, slug, title)
            if times[slug] == 1
            else SectionValue(key, slug, article, f"{article}.{slug}", f"{article_title}: {title}")
            for key, slug, title, article, article_title in rows
        ]


class SectionValue(NamedTuple):
    key: int
    slug: str
    article: str
    value: str
    label: str


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
    ``is_hidden_with_readings`` is not offered while they are, what has fewer values than ``least``
    only if one is chosen, and what is not ``is_listed`` never.
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
    least: int = 1


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
        column="effective_standing",
        values=Closed(Standing, titled=STANDINGS),
        in_words="{}",
        without_words="with any standing",
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
        parameter="article",
        label="Article",
        column="passage__article",
        values=Rows("Article", "title", are_few=True),
        in_words="quoted in {}",
        each="“{}”",
        without_words="quoted in any article",
        alone_words="with the article alone",
        least=2,
    ),
    Facet(
        parameter="section",
        label="Section of the article",
        column="section",
        values=Sections(),
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
    """Former slugs → the present ones, of what is public."""
    former = apps.get_model("quotes", "FormerSlug")._default_manager
    public = apps.get_model("quotes", model)._default_manager.public().order_by()
    known = former.filter(model=model, slug__in=slugs, current__in=public.values("slug"))
    return dict(known.values_list("slug", "current"))
