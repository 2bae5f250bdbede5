"""The one row of every export: which keys a quotation has, in which order, and what they hold.

docs/data-dictionary.md describes each key; a test holds the two against each other.
"""

from collections.abc import Iterator
from typing import Any

from quotes.models import Quotation

KEYS = (
    "ref",
    "url",
    "text",
    "prefix",
    "suffix",
    "start",
    "end",
    "article",
    "section",
    "in_note",
    "kind",
    "outer",
    "fragment",
    "voice",
    "speaker",
    "speaker_slug",
    "date",
    "date_first",
    "date_last",
    "date_basis",
    "date_note",
    "quoted_via",
    "footnote",
    "locator",
    "resolution",
    "source",
    "topics",
    "note",
    "passage",
    "state",
    "verification",
    "selection",
)


def row(quotation: Quotation) -> dict[str, Any]:
    """One quotation as plain values; null where something is not known."""
    passage = quotation.passage
    return {
        "ref": quotation.ref,
        "url": quotation.get_absolute_url(),
        "text": quotation.text,
        "prefix": quotation.prefix,
        "suffix": quotation.suffix,
        "start": quotation.start,
        "end": quotation.end,
        "article": passage.article.slug,
        "section": quotation.section.title if quotation.section else None,
        "in_note": quotation.in_note.label if quotation.in_note else None,
        "kind": quotation.kind,
        "outer": quotation.outer.ref if quotation.outer else None,
        "fragment": quotation.fragment,
        "voice": quotation.voice,
        "speaker": quotation.speaker.name if quotation.speaker else None,
        "speaker_slug": quotation.speaker.slug if quotation.speaker else None,
        "date": quotation.date or None,
        "date_first": quotation.date_first and quotation.date_first.isoformat(),
        "date_last": quotation.date_last and quotation.date_last.isoformat(),
        "date_basis": quotation.date_basis or None,
        "date_note": quotation.date_note or None,
        "quoted_via": quotation.quoted_via or None,
        "footnote": _number(passage.note.label) if passage.note else None,
        "locator": passage.locator or None,
        "resolution": passage.resolution or None,
        "source": source(quotation),
        "topics": [
            {"topic": position.topic.slug, "stance": position.stance or None}
            for position in quotation.positions.all()
        ],
        "note": quotation.note or None,
        "passage": passage.ref,
        "state": quotation.state,
        "verification": quotation.verification,
        "selection": passage.article.selection_short,
    }


def source(quotation: Quotation) -> dict[str, Any] | None:
    """The work, in a few of CSL's fields; ``year`` is that of the edition the note cites."""
    work = quotation.passage.source
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
    for quotation in ordered.iterator(chunk_size=500):
        yield row(quotation)
