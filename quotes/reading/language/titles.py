"""What titles look like, what announces them, and which of them are the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .wordlist import words

_NUMBER_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
_ARTICLE = re.compile(r"^(?:the|a|an|der|die|das|le|la|les|el|los|las)\s+", re.IGNORECASE)
_SMALL_WORDS = words(
    """
    the a an of in on at to for and or from by with against as into under over der die das
    des und von zu im de la le les du des et en y el los las del e di da i il
    """
)
_TITLE_CUE = re.compile(
    r"\b(?:books?|essays?|articles?|pamphlets?|chapters?|papers?|speech(?:es)?|journal|newspaper|songs?|"
    r"poems?|report|entitled|titled|headed|editorial|resolution|series|review|film|plays?|novel|thesis|"
    r"leaflet|manifesto|title|headline|section|see|schrift|aufsatz|buch|titel|artikel|livre|brochure|"
    r"intitulée?|libro|folleto|titulado|artículo)[,:]?\s*[“\"„«‘'`]?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def fold_title(title: str) -> str:
    """Titles compared: no case, marks, hyphens or leading article; small numbers as digits."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c))
    folded = _ARTICLE.sub("", plain.casefold())
    folded = re.sub(r"[-‐‑]", "", folded)
    tokens = re.findall(r"\w+", folded)
    return " ".join(_NUMBER_WORDS.get(token, token) for token in tokens)


def short_title(title: str) -> str:
    """The title before its subtitle."""
    return re.split(r"[:;.?!]\s", title)[0]


def same_title(short: str, full: str) -> bool:
    """Whether a short title names the full one: equal, or its beginning.

    >>> same_title("The Revolution Betrayed", "The Revolution Betrayed: What is the Soviet Union")
    True
    """
    a, b = fold_title(short), fold_title(full)
    if not a or not b:
        return False
    if a == b:
        return True
    head = fold_title(short_title(full))
    return a == head or len(a.split()) >= 2 and b.startswith(a + " ")


def is_title_case(text: str) -> bool:
    """Whether every weighty word begins with a capital, as in a title or a name.

    >>> is_title_case("The New Course"), is_title_case("We are the only party")
    (True, False)
    """
    words = [word.strip("“”‘’\"'()[],.:;!?*_") for word in text.split()]
    weighty = [w for w in words if w and w.lower() not in _SMALL_WORDS and w[0].isalpha()]
    if not weighty or len(words) > 14:
        return False
    capital = sum(word[0].isupper() for word in weighty)
    return capital == len(weighty) or len(weighty) >= 4 and capital >= len(weighty) - 1 > 3


def follows_title_cue(before: str) -> bool:
    """Whether the words before the mark announce a title ("in his essay “…”")."""
    return _TITLE_CUE.search(before[-40:]) is not None
