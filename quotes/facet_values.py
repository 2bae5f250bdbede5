"""The values that a selection names: their labels, which are unknown, which have been renamed."""

from dataclasses import dataclass, replace

from quotes.choices import DateBasis, Stance, Standing
from quotes.models import FormerSlug, Quotation, Section, Source, Speaker, Topic
from quotes.selection import FACETS, Selection

_BY_SLUG = {
    "speaker": (Speaker, "name"),
    "topic": (Topic, "name"),
    "source": (Source, "title"),
    "section": (Section, "title"),
}
_CHOICES = {"stance": Stance, "basis": DateBasis, "standing": Standing}


@dataclass(frozen=True, slots=True)
class Known:
    """A selection after its values were looked up.

    ``selection`` has renamed slugs in their new form; ``labels`` says by facet what each known
    value is called, ``unknown`` which values mean nothing.
    """

    selection: Selection
    labels: dict[str, dict[str, str]]
    unknown: dict[str, tuple[str, ...]]

    @property
    def is_hopeless(self) -> bool:
        """Whether a facet has no known value left, so that nothing can match."""
        return any(not self.labels[facet] for facet in self.unknown)


def look_up(selection: Selection) -> Known:
    """Look the chosen values up: at most two queries for each facet that has any."""
    labels: dict[str, dict[str, str]] = {facet: {} for facet in FACETS}
    unknown = {}
    for facet in FACETS:
        chosen = getattr(selection, facet)
        if not chosen:
            continue
        labels[facet] = _labels(facet, chosen)
        if missing := [value for value in chosen if value not in labels[facet]]:
            renamed = _renamed(facet, missing)
            if renamed:
                chosen = tuple(sorted({renamed.get(value, value) for value in chosen}))
                selection = replace(selection, **{facet: chosen})
                labels[facet] = _labels(facet, chosen)
            if missing := [value for value in chosen if value not in labels[facet]]:
                unknown[facet] = tuple(missing)
    return Known(selection, labels, unknown)


def _labels(facet: str, values: tuple[str, ...]) -> dict[str, str]:
    if facet in _CHOICES:
        return {value: str(label) for value, label in _CHOICES[facet].choices if value in values}
    if facet == "ref":
        refs = Quotation.objects.published().filter(ref__in=values).values_list("ref", flat=True)
        return {ref: ref for ref in refs}
    model, label = _BY_SLUG[facet]
    return dict(model._default_manager.filter(slug__in=values).values_list("slug", label))


def _renamed(facet: str, values: list[str]) -> dict[str, str]:
    if facet not in _BY_SLUG:
        return {}
    return current_slugs(facet, values)


def current_slugs(model: str, slugs: list[str]) -> dict[str, str]:
    """Former slugs → the present ones."""
    former = FormerSlug.objects.filter(model=model, slug__in=slugs)
    return dict(former.values_list("slug", "current"))
