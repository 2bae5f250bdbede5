"""Selection: the address of a view as a frozen value.

Everything that is shown, contrasted, exported or shared is one selection of quotations, and every
selection has one canonical query string. The contract is docs/url-contract.md.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, make_dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from quotes.facets import FACETS
from quotes.search import terms

PERIOD = (1918, 1940)  # the years that are shown when none are asked for
PER_PAGE = 25
LONGEST_QUERY = 200
MOST_VALUES = 50
MOST_PICKED = 4

OPTIONS: dict[str, tuple[str, ...]] = {
    "sort": ("oldest", "newest"),
    "lanes": ("topic", "speaker", "stance"),
    "view": ("cards", "table", "lines"),
    "readings": ("on", "off"),
}
"""The parameters with a closed list of values; the first is the default."""

OPENED = (*(name for name, facet in FACETS.items() if facet.is_listed), "lanes")
"""What shows only its first values, until ``more`` names it."""

YEARS = ("from", "to", "years")
PARAMETERS = (*FACETS, *YEARS, "q", *OPTIONS, "more", "pick", "page")

_YEAR = re.compile(r"[0-9]{1,4}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


class BadQuery(ValueError):
    """A query string that cannot mean anything: ``parameter`` and a sentence for the reader."""

    def __init__(self, parameter: str, message: str):
        super().__init__(message)
        self.parameter = parameter


Chosen = make_dataclass(
    "Chosen", [(name, tuple[str, ...], ()) for name in FACETS], frozen=True, slots=True
)
"""The chosen values of each facet, by the name of its parameter."""


@dataclass(frozen=True, slots=True)
class Selection(Chosen):  # type: ignore[misc, valid-type]
    """A choice of quotations and of the way to look at them.

    Each facet is a sorted tuple of values: OR inside a facet, AND between facets; topic and stance
    hold for the same position. ``first`` and ``last`` are years, None where the range is open;
    with ``every_year`` undated quotations are in as well. ``more`` names the facets
    (and "lanes") that are shown whole; ``pick`` are refs that a reader gathers
    for a contrast, in the order of choosing; they narrow nothing.
    """

    first: int | None = PERIOD[0]
    last: int | None = PERIOD[1]
    every_year: bool = False
    q: str = ""
    sort: str = "oldest"
    lanes: str = "topic"
    view: str = "cards"
    readings: str = "on"
    more: tuple[str, ...] = ()
    pick: tuple[str, ...] = ()
    page: int = 1

    # --- in -----------------------------------------------------------------------------------

    @classmethod
    def from_query(
        cls, query: Mapping[str, Any], prefix: str = "", names: Iterable[str] = PARAMETERS
    ) -> "Selection":
        """Read a QueryDict (or a mapping of lists). Raises BadQuery.

        With a prefix ("a.") the prefixed parameters count, and those without a prefix where no
        prefixed one stands. Parameters that are not among the ``names`` are dropped.
        """
        values: dict[str, list[str]] = {name: [] for name in PARAMETERS}
        values |= said(query, "", names) | said(query, prefix, names)
        for name in FACETS:
            if len(values[name]) > MOST_VALUES:
                raise BadQuery(name, f"“{name}” stands there more than {MOST_VALUES} times.")
        chosen: dict[str, Any] = {name: tuple(sorted(set(values[name]))) for name in FACETS}
        chosen |= {name: _option(name, values[name]) for name in OPTIONS}
        chosen |= _years(values, _usual_years(chosen["ref"]))
        chosen["q"] = _words(values["q"])
        chosen["more"] = _opened(values["more"])
        chosen["pick"] = tuple(dict.fromkeys(values["pick"]))[:MOST_PICKED]
        chosen["page"] = _page(values["page"])
        return cls(**chosen)

    @classmethod
    def from_address(cls, address: str) -> "Selection":
        """Read a query string, or the address that ends in it. Raises BadQuery."""
        return cls.from_query(QueryDict(address.rpartition("?")[2]))

    @classmethod
    def of_ref(cls, ref: str) -> "Selection":
        """One quotation."""
        return cls().having(ref=(ref,))

    # --- out ----------------------------------------------------------------------------------

    def pairs(self) -> list[tuple[str, str]]:
        """In the order of PARAMETERS, without defaults, but with years in any case."""
        pairs = [(name, value) for name in FACETS for value in getattr(self, name)]
        years = (("from", self.first), ("to", self.last), ("years", "all" * self.every_year))
        pairs += [(name, str(value)) for name, value in years if value]
        if self.q:
            pairs.append(("q", self.q))
        for name, choices in OPTIONS.items():
            if getattr(self, name) != choices[0]:
                pairs.append((name, getattr(self, name)))
        pairs += [("more", name) for name in self.more]
        pairs += [("pick", ref) for ref in self.pick]
        if self.page != 1:
            pairs.append(("page", str(self.page)))
        return pairs

    def parameters(self) -> list[tuple[str, str]]:
        """The canonical pairs: without what goes without saying."""
        pairs = self.pairs()
        if self._has_usual_years():
            return [pair for pair in pairs if pair[0] not in YEARS]
        return pairs

    def year_parameters(self) -> list[tuple[str, str]]:
        return [pair for pair in self.parameters() if pair[0] in YEARS]

    def _has_usual_years(self) -> bool:
        usual = _usual_years(self.ref)
        return all(getattr(self, name) == value for name, value in usual.items())

    def carried(self) -> list[tuple[str, str]]:
        """The pairs that go along to every other page of the site."""
        return [pair for pair in self.parameters() if pair[0] in ("readings", "pick")]

    def query_string(self, prefix: str = "") -> str:
        """The canonical query string, without the question mark; empty for the front page.

        >>> Selection(speaker=("leon-trotsky",), first=1918, last=1923).query_string()
        'speaker=leon-trotsky&from=1918&to=1923'
        """
        return urlencode([(prefix + name, value) for name, value in self.parameters()])

    def url(self, path: str = "/") -> str:
        query = self.query_string()
        return f"{path}?{query}" if query else path

    # --- others like this one -----------------------------------------------------------------

    def having(self, **changes: Any) -> "Selection":
        """This selection with these changes, from its first page on.

        Years that go without saying follow the refs: chosen quotations are shown whatever theirs.
        """
        if "ref" in changes and not self.year_parameters():
            changes = {**_usual_years(changes["ref"]), **changes}
        return replace(self, **{"page": 1, **changes})

    def toggling(self, facet: str, value: str) -> "Selection":
        """With the value chosen if it was not, and without it if it was."""
        values = set(getattr(self, facet)) ^ {value}
        return self.having(**{facet: tuple(sorted(values))})

    def opening(self, name: str) -> "Selection":
        """With the facet shown whole, or with its first values only; on the same page."""
        return replace(self, more=tuple(sorted(set(self.more) ^ {name})))

    def picking(self, ref: str) -> "Selection":
        """With the quotation gathered, or no longer gathered; on the same page."""
        others = tuple(other for other in self.pick if other != ref)
        return replace(self, pick=others if ref in self.pick else (*self.pick, ref))

    def without(self, *names: str) -> "Selection":
        """Without these parameters: facets, "years", "q" or an option."""
        clean = Selection()
        changes: dict[str, Any] = {}
        for name in names:
            if name == "years":
                changes |= _usual_years(() if "ref" in names else self.ref)
            else:
                changes[name] = getattr(clean, name)
        return self.having(**changes)

    def between(self, first: int | None, last: int | None) -> "Selection":
        return self.having(first=first, last=last, every_year=False)

    def in_every_year(self) -> "Selection":
        return self.having(first=None, last=None, every_year=True)

    # --- what it means ------------------------------------------------------------------------

    @property
    def is_filtered(self) -> bool:
        """Whether it narrows the quotations at all, beyond the usual years."""
        narrowed = any(getattr(self, name) for name in FACETS) or bool(self.q)
        return narrowed or bool(self.year_parameters())

    @property
    def shows_readings(self) -> bool:
        return self.readings == "on"

    def narrow(self, quotations: Any) -> Any:
        """The quotations of this selection: the one place where its meaning meets the database."""
        quotations = quotations.filter(self._holding(is_of_reading=False))
        if asked := self.asked_of_a_reading():
            quotations = quotations.with_reading(asked)
        if self.q:
            quotations = quotations.search(self.q) if terms(self.q) else quotations.none()
        if not self.every_year:
            quotations = quotations.between(self.first, self.last)
        return quotations

    def asked_of_a_reading(self) -> Q:
        """What has to hold for one and the same reading: of its topic, and of its stance."""
        return self._holding(is_of_reading=True)

    def _holding(self, is_of_reading: bool) -> Q:
        found = Q()
        for name, facet in FACETS.items():
            chosen = getattr(self, name)
            if chosen and facet.is_of_reading == is_of_reading:
                found &= facet.values.holding(facet.column, chosen)
        return found

    def years_in_words(self) -> str:
        if self.every_year:
            return "all years"
        if self.first is None and self.last is None:
            return "every dated year"
        if self.first is None:
            return f"up to {self.last}"
        if self.last is None:
            return f"from {self.first}"
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def said(
    query: Mapping[str, Any], prefix: str = "", names: Iterable[str] = PARAMETERS
) -> dict[str, list[str]]:
    """The values of each of these parameters that stands there with this prefix: cleaned, without
    empty ones."""
    found = {}
    for name in names:
        key = prefix + name
        raw: Iterable[str] = query.getlist(key) if hasattr(query, "getlist") else query.get(key, ())
        values = [_CONTROL.sub(" ", value).strip() for value in raw]
        if values := [value for value in values if value]:
            found[name] = values
    return found


def _option(name: str, values: list[str]) -> str:
    choices = OPTIONS[name]
    if not values:
        return choices[0]
    if values[-1] not in choices:
        known = ", ".join(choices)
        raise BadQuery(name, f"“{name}” cannot be “{values[-1]}”. It is one of: {known}.")
    return values[-1]


def _usual_years(refs: tuple[str, ...]) -> dict[str, Any]:
    """What holds where the address says nothing of years."""
    if refs:
        return {"first": None, "last": None, "every_year": True}
    return {"first": PERIOD[0], "last": PERIOD[1], "every_year": False}


def _opened(values: list[str]) -> tuple[str, ...]:
    for value in values:
        if value not in OPENED:
            known = ", ".join(OPENED)
            raise BadQuery("more", f"“more” cannot be “{value}”. It is one of: {known}.")
    return tuple(sorted(set(values)))


def _years(values: Mapping[str, list[str]], usual: dict[str, Any]) -> dict[str, Any]:
    first, last = (_year(name, values[name]) for name in ("from", "to"))
    if values["years"] and values["years"][-1] != "all":
        message = f"“years” can only be “all”, not “{values['years'][-1]}”. Use “from” and “to”."
        raise BadQuery("years", message)
    if first is not None and last is not None and first > last:
        raise BadQuery("from", f"The years run backwards: from {first} to {last}.")
    if first is None and last is None:
        return {"first": None, "last": None, "every_year": True} if values["years"] else usual
    return {"first": first, "last": last, "every_year": False}


def _year(name: str, values: list[str]) -> int | None:
    if not values:
        return None
    if not _YEAR.fullmatch(values[-1]) or int(values[-1]) == 0:
        message = f"“{name}” must be a year from 1 to 9999, such as 1923, not “{values[-1]}”."
        raise BadQuery(name, message)
    return int(values[-1])


def _words(values: list[str]) -> str:
    words = " ".join(" ".join(values).split())
    if len(words) > LONGEST_QUERY:
        raise BadQuery("q", f"A search can be {LONGEST_QUERY} characters long, not {len(words)}.")
    return words


def _page(values: list[str]) -> int:
    if not values:
        return 1
    if not re.fullmatch(r"[0-9]{1,6}", values[-1]) or int(values[-1]) == 0:
        raise BadQuery("page", f"“page” must be a whole number from 1, not “{values[-1]}”.")
    return int(values[-1])
