"""Gathering quotations for a contrast: the address remembers them, nothing else does."""

from dataclasses import dataclass

from quotes.models import Quotation
from quotes.selection import MOST_PICKED, Selection
from timeline.contrast import of_refs
from timeline.wording import quotation_title


@dataclass(frozen=True, slots=True)
class Pick:
    """One gathered quotation, by its title, and the way to let it go."""

    title: str
    url: str
    drop_url: str


@dataclass(frozen=True, slots=True)
class Picks:
    """What has been gathered; ``contrast_url`` sets it side by side once there are two."""

    picks: tuple[Pick, ...]
    contrast_url: str
    is_full: bool


def picks(selection: Selection) -> Picks | None:
    """None where nothing has been gathered. Refs that nobody published fall away."""
    if not selection.pick:
        return None
    published = Quotation.objects.published().filter(ref__in=selection.pick)
    found = {quotation.ref: quotation for quotation in published.select_related("speaker")}
    refs = [ref for ref in selection.pick if ref in found]
    if not refs:
        return None
    gathered = tuple(
        Pick(
            quotation_title(found[ref]),
            found[ref].get_absolute_url(),
            selection.picking(ref).url(),
        )
        for ref in refs
    )
    url = of_refs(*[[ref] for ref in refs]).url() if len(refs) > 1 else ""
    return Picks(gathered, url, len(refs) >= MOST_PICKED)
