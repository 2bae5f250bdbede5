"""Gathering quotations for a contrast: the address remembers them, nothing else does."""

from dataclasses import dataclass

from quotes.models import Quotation
from quotes.selection import MOST_PICKED, Selection
from timeline.contrast.comparison import Comparison
from timeline.wording import quotation_title


@dataclass(frozen=True, slots=True)
class Pick:
    """One gathered quotation, by its title, and the way to let it go."""

    title: str
    url: str
    drop_url: str


@dataclass(frozen=True, slots=True)
class Picks:
    """What has been gathered, on a page where more can be; ``contrast_url`` sets it side by side
    once there are two."""

    selection: Selection
    path: str
    picks: tuple[Pick, ...]
    contrast_url: str

    @property
    def is_full(self) -> bool:
        return len(self.picks) >= MOST_PICKED

    def toggling(self, ref: str) -> str:
        """This page with the quotation gathered, or let go again: at its card, where a page is not
        the timeline, which stays where it is."""
        url = self.selection.picking(ref).url(self.path)
        return url if self.path == "/" else f"{url}#p-{ref}"


def picks(selection: Selection, path: str = "/") -> Picks:
    """What the address of this page has gathered. Refs that nobody published fall away."""
    found: dict[str, Quotation] = {}
    if selection.pick:
        published = Quotation.objects.published().filter(ref__in=selection.pick)
        found = {quotation.ref: quotation for quotation in published.select_related("speaker")}
    refs = [ref for ref in selection.pick if ref in found]
    gathered = tuple(
        Pick(
            quotation_title(found[ref]),
            found[ref].get_absolute_url(),
            selection.picking(ref).url(path),
        )
        for ref in refs
    )
    url = Comparison.of(*map(Selection.of_ref, refs)).url() if len(refs) > 1 else ""
    return Picks(selection, path, gathered, url)
