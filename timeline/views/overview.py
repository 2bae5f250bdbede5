"""What the page of a speaker, a question, a work or a year shows of its quotations."""

from dataclasses import dataclass, replace
from typing import Any

from quotes.facet_values import Known
from quotes.models import Quotation
from quotes.selection import Selection
from timeline.chart.chart import chart
from timeline.contrast.picks import picks
from timeline.results.cards import is_partial, page_by_pages, page_of_years
from timeline.results.facets import chips
from timeline.results.paging import page_links
from timeline.wording import counted


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Quotations of the same subject outside the years shown, with the way to them."""

    words: str
    url: str


def overview(
    known: Known, pinned: dict[str, Any], path: str, by_pages: bool = False
) -> dict[str, Any]:
    """The context that such pages share. ``pinned`` is what the path itself selects.

    ``by_pages`` sets the passages in the order of the work's pages instead of by year.
    """
    published = Quotation.objects.published()
    selection = replace(known.selection, **pinned)
    matched = selection.narrow(published)
    totals = matched.totals()
    pages = page_links(known.selection, totals["passages"], path)
    groups = [] if by_pages else page_of_years(selection, matched, published)
    in_pages = page_by_pages(selection, matched, published) if by_pages else []
    shown = [*in_pages, *(card for group in groups for card in group.cards)]
    return {
        "selection": selection,
        "known": known,
        "totals": totals,
        "pages": pages,
        "chips": chips(known, path),
        "picks": picks(known.selection, path),
        "clear_url": path,
        "chart": None if by_pages else chart(selection, matched),
        "groups": groups,
        "cards": in_pages,
        "is_partial": is_partial(shown),
        "matched": matched,
        "elsewhere": elsewhere(known.selection, selection, pinned, published, path),
        "timeline_url": selection.having().url(),
    }


def elsewhere(
    asked: Selection, selection: Selection, pinned: dict[str, Any], published, path: str
) -> list[Elsewhere]:
    """What the same subject has before, after and without a date; nothing on a year's page."""
    if asked.every_year or "first" in pinned:
        return []
    whole = selection.in_every_year().narrow(published).order_by()
    found = []
    if selection.first is not None:
        count = whole.filter(date_last__lt=f"{selection.first:04}-01-01").count()
        url = asked.between(None, selection.first - 1).url(path)
        found.append((count, f"before {selection.first}", url))
    if selection.last is not None:
        count = whole.filter(date_first__gt=f"{selection.last:04}-12-31").count()
        url = asked.between(selection.last + 1, None).url(path)
        found.append((count, f"after {selection.last}", url))
    undated = whole.filter(date_first=None).count()
    found.append((undated, "undated", asked.in_every_year().url(path)))
    return [Elsewhere(f"{counted(n, 'quotation')} {words}", url) for n, words, url in found if n]
