"""One small reader per format. Each takes the decoded file and returns a Draft."""

from __future__ import annotations

from collections.abc import Callable

from ..draft import Draft
from . import plain

Reader = Callable[[str], Draft]

READERS: dict[str, Reader] = {"plain": plain.read}


def detect(source: str) -> str:
    """The name of the format that the file looks like; "plain" when nothing speaks for another."""
    return "plain"
