"""Words that tell a clause from a fragment and from a mere term."""

from __future__ import annotations

import re

from .kind import Language
from .languages import LANGUAGES, any_language

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_FRAGMENT_WORDS = 6
_CUE_REACH = 40  # characters before the mark
# "the so-called “", "the words “"
_TERM_CUE = re.compile(
    rf"\b{any_language(language.announces_term for language in LANGUAGES)}\s*[“\"„«‘'`]?$",
    re.IGNORECASE,
)


def count_words(text: str) -> int:
    """Words as an editor counts them: "[a]fter" is one, a lone dash is none."""
    return sum(any(map(str.isalnum, word)) for word in text.replace("…", " ").split())


def has_finite_verb(text: str, language: Language) -> bool:
    """Whether the words contain a finite verb of the language, as far as a list and endings tell.

    >>> from .english import ENGLISH
    >>> has_finite_verb("a dying out of democracy", ENGLISH), has_finite_verb("it was so", ENGLISH)
    (False, True)
    """
    found = _WORD.findall(text.replace("[", "").replace("]", "").lower())
    known = language.finite_verbs | language.subjects
    return any(
        word in known or _has_finite_ending(before, word, after, language)
        for before, word, after in zip(["", *found], found, [*found[1:], ""], strict=False)
    )


def _has_finite_ending(before: str, word: str, after: str, language: Language) -> bool:
    """Whether ending and neighbours make the word a regular verb: "nobody asked", "that works"."""
    if language.regular_past and re.fullmatch(language.regular_past, word):
        return bool(before) and before not in language.not_before_past
    if language.regular_present and re.fullmatch(language.regular_present, word):
        return before in language.before_present or after in language.after_present
    return False


def is_fragment(text: str, language: Language) -> bool:
    """Six words or fewer, or no finite verb of the language."""
    return count_words(text) <= _FRAGMENT_WORDS or not has_finite_verb(text, language)


def follows_term_cue(before: str) -> bool:
    """Whether the words before the mark announce a mere term ("the words “…”")."""
    return _TERM_CUE.search(before[-_CUE_REACH:]) is not None
