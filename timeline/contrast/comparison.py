"""Comparison: the address of two to four selections side by side.

The address holds everything: parameters with a prefix (``a.`` to ``d.``) belong to one side, those
without hold for every side that does not say otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from quotes.facet_values import Known, look_up
from quotes.facets import FACETS
from quotes.selection import PARAMETERS, YEARS, Selection, said

LETTERS = "abcd"
PATH = "/contrast/"
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
