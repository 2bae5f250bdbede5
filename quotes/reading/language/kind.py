"""What reading has to know of a language; each language is one such value in a file of its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """Words in lower case, patterns as the inside of a group.

    ``common``: the words that tell the language from others. ``regular_past``: how a verb's past is
    recognised by its ending ("" where it cannot be), unless one of ``not_before_past`` precedes it;
    ``regular_present`` likewise, but only after one of ``before_present`` ("that works") or before
    one of ``after_present`` ("demands a"). ``subjects``: pronouns that always have a finite verb.
    ``months``: twelve strings, each with all forms of a month's name. ``says``: verbs of saying.
    """

    code: str
    names: tuple[str, ...]
    common: frozenset[str]
    finite_verbs: frozenset[str]
    months: tuple[str, ...]
    articles: str
    small_words: frozenset[str]
    says: str
    announces_title: str
    announces_term: str
    regular_past: str = ""
    not_before_past: frozenset[str] = frozenset()
    regular_present: str = ""
    before_present: frozenset[str] = frozenset()
    after_present: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    capitalises_nouns: bool = False
