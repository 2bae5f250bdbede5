"""The files that a selection can be downloaded as."""

from dataclasses import dataclass

from django.urls import reverse

from quotes.exports.formats import FORMATS
from quotes.selection import Selection

_WORDS = {
    "jsonl": "JSON Lines, one object a line",
    "json": "JSON, one array",
    "csv": "CSV, for spreadsheets",
}


@dataclass(frozen=True, slots=True)
class Download:
    extension: str
    words: str
    url: str


def downloads(selection: Selection) -> list[Download]:
    """One link a format; each file holds exactly the selection's quotations."""
    return [
        Download(extension, _WORDS[extension], selection.url(reverse("export", args=[extension])))
        for extension in FORMATS
    ]
