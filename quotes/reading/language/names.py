"""What the words of a person's name look like, and how names are compared."""

from __future__ import annotations

import re

from .wordlist import words

_NAME_WORDS = 7  # the most words of a name, "de la" and titles among them

_PARTICLES = words(
    """
    de del della di da du des von van der den la le el y e zu
    """
)
_JOINERS = frozenset({"and", "&", "und", "et"})
_NOT_NAMES = words(
    """
    the of on in to for from a an at by with what how why against towards toward der die das
    des im vom l' les
    """
)
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.?-?){1,4}")
_WORD = re.compile(r"[A-ZÀ-ÞŁŠŽ][\w’'`.-]*", re.UNICODE)


def is_name(text: str) -> bool:
    """Whether the words look like one or several persons' names and nothing else.

    >>> is_name("Robert V. Daniels"), is_name("Lenin and Trotsky"), is_name("On the Party")
    (True, True, False)
    """
    words = text.replace(",", " ").split()
    if not 1 <= len(words) <= _NAME_WORDS or any(character.isdigit() for character in text):
        return False
    capitals = 0
    for word in words:
        lower = word.lower()
        if lower in _JOINERS or lower in _PARTICLES:
            continue
        if lower in _NOT_NAMES or word.endswith(("’s", "'s")) or ":" in word:
            return False
        if _INITIALS.fullmatch(word):
            continue
        if not _WORD.fullmatch(word) or word.endswith((".", "!")) and len(word) > 4:
            return False
        capitals += 1
    return capitals >= 1


def split_names(text: str) -> tuple[str, ...]:
    """ "Lenin and Trotsky" → ("Lenin", "Trotsky"); "J L & B Hammond" stays one."""
    parts = re.split(r"\s(?:and|und|et)\s|,\s(?=[A-Z][a-z])", text)
    names = tuple(part.strip(" ,") for part in parts if part.strip(" ,"))
    if len(names) > 1 and all(is_name(name) for name in names):
        return names
    return (text.strip(" ,"),)


def surname(name: str) -> str:
    """ "Robert V. Daniels" → "daniels"; "Le Blanc" and "Paul Le Blanc" → "blanc"."""
    parts = [part for part in re.split(r"[\s,]+", name) if part.strip(".")]
    while len(parts) > 1 and parts[-1].rstrip(".").lower() in (
        "jr",
        "sr",
        "ii",
        "iii",
        "ed",
        "eds",
    ):
        parts.pop()
    if not parts:
        return ""
    return re.sub(r"[’']s?$", "", parts[-1]).strip(".’'").casefold()
