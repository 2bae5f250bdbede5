"""The form beside the results, and the ways out of an empty one."""

from dataclasses import dataclass

from quotes.facets import FACETS
from quotes.selection import PERIOD, Selection
from timeline.wording import counted
from timeline.wording import years as years_in_words

_TYPED = {"q", "from", "to", "page"}


@dataclass(frozen=True, slots=True)
class FilterForm:
    """What the form sends along unseen, what its year fields hold, and the switch of all years."""

    hidden: tuple[tuple[str, str], ...]
    first: str
    last: str
    placeholders: tuple[int, int]
    years_url: str
    years_words: str


@dataclass(frozen=True, slots=True)
class WayOut:
    """The selection without one of its filters, and how much it would then find."""

    words: str
    url: str


def filter_form(selection: Selection) -> FilterForm:
    pairs = dict(selection.year_parameters())
    years = selection.without("years") if selection.every_year else selection.in_every_year()
    return FilterForm(
        hidden=tuple(pair for pair in selection.parameters() if pair[0] not in _TYPED),
        first=pairs.get("from", ""),
        last=pairs.get("to", ""),
        placeholders=PERIOD,
        years_url=years.url(),
        years_words=f"Only {years_in_words(*PERIOD)}"
        if selection.every_year
        else "All years, undated too",
    )


def ways_out(selection: Selection, published) -> list[WayOut]:
    """For an empty result: each filter whose loss would find something, the best first; where no
    single loss would, each filter that finds something alone."""
    found = []
    for name, words in _DROPS.items():
        wider = selection.without(name)
        if wider.parameters() != selection.having().parameters():
            count = wider.narrow(published).count()
            found.append((count, words, wider))
    if not selection.every_year:
        wider = selection.in_every_year()
        found.append((wider.narrow(published).count(), "in all years", wider))
    if not any(count for count, _, _ in found):
        found = _alone(selection, published)
    found.sort(key=lambda entry: -entry[0])
    return [
        WayOut(f"{words}: {counted(count, 'quotation')}", wider.url())
        for count, words, wider in found
        if count
    ]


def _alone(selection: Selection, published) -> list[tuple[int, str, Selection]]:
    """What each filter would find by itself."""
    found = []
    for name, words in _ALONE.items():
        alone = selection.without(*(other for other in _DROPS if other != name))
        if alone.without(name).parameters() != alone.parameters():
            found.append((alone.narrow(published).count(), words, alone))
    return found


_ALONE = {name: facet.alone_words for name, facet in FACETS.items()} | {
    "years": "with the years alone",
    "q": "with the words alone",
}
_DROPS = {name: facet.without_words for name, facet in FACETS.items()} | {
    "years": "in 1918–1940",
    "q": "with any words",
}
