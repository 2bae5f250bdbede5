"""Lists of words, written as one string so that they can be read."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """ "of the in" → frozenset({"of", "the", "in"})."""
    return frozenset(text.split())
