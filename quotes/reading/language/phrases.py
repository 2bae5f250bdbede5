"""Where in a document a phrase occurs, whatever its capitals, brackets, or -ise for -ize."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

_PART = re.compile(r"[^\s—–…]+")
_NOT_LETTERS = re.compile(r"[\W_]+")
_GLUED_MARK = re.compile(r"\[\d{1,4}\]")
_IZE = re.compile(r"i[sz](e[sd]?|ing|ation|ations)$")


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """ "[D]eserters" → "deserters", "realised" → "realized", "so.”[12]" → "so"."""
    word = _GLUED_MARK.sub("", word)
    return _IZE.sub(r"iz\1", _NOT_LETTERS.sub("", word).casefold())


def words_of(text: str, start: int, end: int) -> list[str]:
    """The folded words of ``text[start:end]``; "[d]eserters" is one."""
    parts = _PART.findall(text, start, end)
    return [folded for word in parts if (folded := fold_word(word))]


def _first_letter(text: str, at: int) -> int:
    while not text[at].isalnum():
        at += 1
    return at


class WordIndex:
    """Folded words of a whole text, found by phrases of two words and more."""

    def __init__(self, text: str):
        self.words: list[str] = []
        self.offsets: list[int] = []
        for part in _PART.finditer(text):
            folded = fold_word(part.group())
            if folded:
                self.words.append(folded)
                self.offsets.append(_first_letter(text, part.start()))
        self._pairs: dict[tuple[str, str], list[int]] = {}
        self._found: dict[tuple[str, ...], list[int]] = {}
        for at in range(len(self.words) - 1):
            self._pairs.setdefault((self.words[at], self.words[at + 1]), []).append(at)

    def occurrences(self, phrase: list[str], limit: int = 200) -> list[int]:
        """Document offsets at which the phrase (two folded words or more) begins."""
        if len(phrase) < 2:
            return []
        known = self._found.get(tuple(phrase))
        if known is None:
            known = self._found[tuple(phrase)] = self._find(phrase, limit)
        return known

    def _find(self, phrase: list[str], limit: int) -> list[int]:
        keys = [(at, (phrase[at], phrase[at + 1])) for at in range(len(phrase) - 1)]
        shift, key = min(keys, key=lambda item: len(self._pairs.get(item[1], ())))
        found = []
        for place in self._pairs.get(key, ()):
            begin = place - shift
            if begin >= 0 and self.words[begin : begin + len(phrase)] == phrase:
                found.append(self.offsets[begin])
                if len(found) >= limit:
                    break
        return found

    def phrase(self, start: int, end: int) -> list[str]:
        """The folded words that begin in ``start:end`` of the text."""
        low, high = bisect_left(self.offsets, start), bisect_left(self.offsets, end)
        return self.words[low:high]
