"""One writer per format: rows in, lines of text out, so that an answer can be streamed."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Row = dict[str, Any]


def jsonl(rows: Iterable[Row]) -> Iterator[str]:
    """One JSON object a line."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


FORMATS: dict[str, Callable[[Iterable[Row]], Iterator[str]]] = {"jsonl": jsonl}
