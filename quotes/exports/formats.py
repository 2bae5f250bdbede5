"""One writer per format: rows in, lines of text out, so that an answer can be streamed."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from quotes.exports.rows import KEYS

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Format:
    media_type: str
    lines: Callable[[Iterable[Row]], Iterator[str]]


def jsonl(rows: Iterable[Row]) -> Iterator[str]:
    """One JSON object a line."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def as_json(rows: Iterable[Row]) -> Iterator[str]:
    """One JSON array, one row a line."""
    separator = "[\n"
    for row in rows:
        yield separator + json.dumps(row, ensure_ascii=False)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_csv(rows: Iterable[Row]) -> Iterator[str]:
    """One row a line under a line of keys; what is nested stands there as JSON."""
    writer = csv.writer(_Echo())
    yield writer.writerow(KEYS)
    for row in rows:
        yield writer.writerow([_cell(row[key]) for key in KEYS])


def _cell(value: Any) -> str:
    """A spreadsheet takes a text that begins like a formula for one: an apostrophe stops it."""
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    text = str(value)
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


FORMATS = {
    "jsonl": Format("application/x-ndjson; charset=utf-8", jsonl),
    "json": Format("application/json; charset=utf-8", as_json),
    "csv": Format("text/csv; charset=utf-8", as_csv),
}
