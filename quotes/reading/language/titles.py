"""What titles look like, what announces them, and which of them are the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .languages import LANGUAGES, any_language

_NUMBER_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
_ARTICLES = "|".join(word for language in LANGUAGES for word in language.articles.split())
_LEADING_ARTICLE = re.compile(rf"^(?:{_ARTICLES})\s+", re.IGNORECASE)
_SMALL_WORDS = frozenset().union(*(language.small_words for language in LANGUAGES))
# "in his essay “", "the book titled “"
_TITLE_CUE = re.compile(
    rf"\b{any_language(language.announces_title for language in LANGUAGES)}[,:]?\s*[“\"„«‘'`]?$",
    re.IGNORECASE,
)
_CUE_REACH = 40  # characters before the mark
_LONGEST_TITLE = 14  # words


@lru_cache(maxsize=20_000)
def fold_title(title: str) -> str:
    """Titles compared: no case, marks, hyphens or leading article; small numbers as digits."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c))
    folded = _LEADING_ARTICLE.sub("", plain.casefold())
    folded = re.sub(r"[-‐‑]", "", folded)
    tokens = re.findall(r"\w+", folded)
    return " ".join(_NUMBER_WORDS.get(token, token) for token in tokens)


@lru_cache(maxsize=20_000)
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
    if not weighty or len(words) > _LONGEST_TITLE:
        return False
    capital = sum(word[0].isupper() for word in weighty)
    return capital == len(weighty) or len(weighty) >= 4 and capital >= len(weighty) - 1 > 3


def follows_title_cue(before: str) -> bool:
    """Whether the words before the mark announce a title ("in his essay “…”")."""
    return _TITLE_CUE.search(before[-_CUE_REACH:]) is not None
