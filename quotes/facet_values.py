"""The values that a selection names: their labels, which are unknown, which have been renamed."""

from dataclasses import dataclass, replace

from quotes.facets import FACETS
from quotes.selection import Selection


@dataclass(frozen=True, slots=True)
class Known:
    """A selection after its values were looked up.

    ``selection`` has them in their canonical form, renamed slugs in their new one; ``labels`` says
    by facet what each known value is called, ``unknown`` which values mean nothing.
    """

    selection: Selection
    labels: dict[str, dict[str, str]]
    unknown: dict[str, tuple[str, ...]]

    @property
    def canonical(self) -> Selection:
        return self.selection

    @property
    def is_hopeless(self) -> bool:
        """Whether a facet has no known value left, so that nothing can match."""
        return any(not self.labels[facet] for facet in self.unknown)

    def without_unknown(self) -> "Known":
        """What is known alone."""
        known = {name: tuple(self.labels[name]) for name in self.unknown}
        return Known(self.selection.having(**known), self.labels, {})


def look_up(selection: Selection) -> Known:
    """Look the chosen values up: at most four queries for each facet that has any."""
    labels: dict[str, dict[str, str]] = {name: {} for name in FACETS}
    unknown = {}
    for name, facet in FACETS.items():
        chosen = getattr(selection, name)
        if not chosen:
            continue
        labels[name] = facet.values.labels(chosen)
        if missing := [value for value in chosen if value not in labels[name]]:
            if renamed := facet.values.renamed(missing):
                present = (one for value in chosen for one in renamed.get(value, (value,)))
                chosen = tuple(sorted(set(present)))
                selection = replace(selection, **{name: chosen})
                labels[name] = facet.values.labels(chosen)
            if missing := [value for value in chosen if value not in labels[name]]:
                unknown[name] = tuple(missing)
    return Known(selection, labels, unknown)
