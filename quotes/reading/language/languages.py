"""The languages that texts are read in, and which of them a text is in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from .english import ENGLISH
from .french import FRENCH
from .german import GERMAN
from .italian import ITALIAN
from .kind import Language
from .spanish import SPANISH

LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN)

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 40_000  # characters
_FEWEST = 3  # common words that must be there
_CLEARLY = 2  # times as many as of the language that is expected


def language_of(text: str, expected: Language = ENGLISH) -> Language:
    """The language whose common words are the most frequent in the beginning of the text.

    It is the ``expected`` one unless another's common words occur three times at least and more
    than twice as often: a few foreign words are no change of language.

    >>> language_of("das Ende der Freiheit und nicht ihr Anfang").code
    'de'
    >>> language_of("a matter of the Politburo").code, language_of("tout va").code
    ('en', 'en')
    """
    counts: Counter[str] = Counter()
    for match in _WORD.finditer(text, 0, _SAMPLE):
        word = match.group().lower()
        for language in LANGUAGES:
            if word in language.common:
                counts[language.code] += 1
    best = max(LANGUAGES, key=lambda language: counts[language.code])
    enough = max(_FEWEST, _CLEARLY * counts[expected.code] + 1)
    return best if counts[best.code] >= enough else expected


def language_given(headers: Iterable[tuple[str, str]]) -> Language | None:
    """The language that a header names: "Language: German", "lang: de-AT"; None without one.

    >>> language_given([("Title", "Lampen"), ("lang", "de-AT")]).code
    'de'
    """
    for key, value in headers:
        named = re.split(r"[-_,;\s]", value.strip().lower())[0]
        if key.lower() in ("language", "lang"):
            for language in LANGUAGES:
                if named == language.code or named in language.names:
                    return language
    return None


def any_language(patterns: Iterable[str]) -> str:
    """One group that matches what any of the languages' patterns does."""
    return "(?:" + "|".join(patterns) + ")"
