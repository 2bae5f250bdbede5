"""The one row of every export: which keys a quotation has, in which order, and what they hold.

docs/data-dictionary.md describes each key; a test holds the two against each other.
"""

from collections.abc import Callable, Iterator
from typing import Any

from quotes.models import Position, Quotation, Source

COLUMNS: dict[str, Callable[[Quotation], Any]] = {
    "ref": lambda q: q.ref,
    "url": lambda q: q.get_absolute_url(),
    "text": lambda q: q.text,
    "prefix": lambda q: q.prefix,
    "suffix": lambda q: q.suffix,
    "start": lambda q: q.start,
    "end": lambda q: q.end,
    "article": lambda q: q.passage.article.slug,
    "section": lambda q: q.section.title if q.section else None,
    "in_note": lambda q: q.in_note.label if q.in_note else None,
    "kind": lambda q: q.kind,
    "outer": lambda q: q.outer_shown.ref if q.outer_shown else None,
    "fragment": lambda q: q.fragment,
    "voice": lambda q: q.voice,
    "standing": lambda q: q.effective_standing or None,
    "speaker": lambda q: q.speaker.name if q.speaker else None,
    "speaker_slug": lambda q: q.speaker.slug if q.speaker else None,
    "date": lambda q: q.date or None,
    "date_first": lambda q: q.date_first and q.date_first.isoformat(),
    "date_last": lambda q: q.date_last and q.date_last.isoformat(),
    "date_basis": lambda q: q.date_basis or None,
    "date_note": lambda q: q.date_note or None,
    "quoted_via": lambda q: q.quoted_via or None,
    "footnote": lambda q: _number(q.passage.note.label) if q.passage.note else None,
    "locator": lambda q: q.passage.locator or None,
    "resolution": lambda q: q.passage.resolution or None,
    "source": lambda q: source(q.passage.source),
    "topics": lambda q: [_reading(position) for position in q.positions.all()],
    "note": lambda q: q.note or None,
    "passage": lambda q: q.passage.ref,
    "state": lambda q: q.state,
    "verification": lambda q: q.verification,
    "selection": lambda q: q.passage.article.selection_short,
}
KEYS = tuple(COLUMNS)


CHUNK = 500
"""How many quotations are in memory at once."""


def row(quotation: Quotation) -> dict[str, Any]:
    """One quotation as plain values; null where something is not known."""
    return {key: value(quotation) for key, value in COLUMNS.items()}


def _reading(position: Position) -> dict[str, str | None]:
    return {"topic": position.topic.slug, "stance": position.stance or None}


def source(work: Source | None) -> dict[str, Any] | None:
    """The work, in a few of CSL's fields; ``year`` is that of the edition the note cites."""
    if work is None:
        return None
    return {
        "slug": work.slug,
        "type": work.type,
        "title": work.title,
        "container_title": work.container_title or None,
        "author": work.author or None,
        "publisher": work.publisher or None,
        "year": work.issued_year,
        "first_published": work.first_published,
    }


def _number(label: str) -> int | str:
    return int(label) if label.isascii() and label.isdecimal() else label


def rows(quotations) -> Iterator[dict[str, Any]]:
    """The rows of a queryset, in order of time, a chunk at a time."""
    ordered = quotations.in_order().with_details().select_related("outer")
    for quotation in ordered.iterator(chunk_size=CHUNK):
        yield row(quotation)
