"""Searching: one way of folding text, the same for what is stored and what is asked.

Folding drops case, accents and editors' brackets ("[d]eserters" is "deserters") and cuts at
everything that is not a letter or a digit. A folded column holds its words with one space on
either side, so that a whole word or a phrase is found by a plain substring on every database.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

FIELD_BREAK = "|"  # stands between names, titles and omissions: no phrase runs across it
_UNSEEN = frozenset("[]\u00ad\u200b\u200d\ufeff")  # inside a word these are not there
_OMISSION = "…"
_QUERY_PART = re.compile(r'[“”„«»"]([^“”„«»"]*)[“”„«»"]?|([^\s“”„«»"]+)')  # "a phrase" or a word


@dataclass(frozen=True, slots=True)
class Token:
    """One folded word and where it stands: ``text[start:end]``, code points."""

    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The folded words of a text, in order; an omission yields a FIELD_BREAK.

    >>> [t.word for t in tokens("[d]eserters… Café")]
    ['deserters', '|', 'cafe']
    """
    word, start, end = "", 0, 0
    for position, character in enumerate(text):
        if character in _UNSEEN:
            continue
        folded = "" if character == _OMISSION else _fold_character(character)
        if folded:
            start = start if word else position
            word, end = word + folded, position + 1
            continue
        if unicodedata.combining(character):
            end = position + 1 if word else end
            continue
        if word:
            yield Token(word, start, end)
            word = ""
        if character == _OMISSION:
            yield Token(FIELD_BREAK, position, position + 1)
    if word:
        yield Token(word, start, end)


def _fold_character(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    decomposed = unicodedata.normalize("NFKD", decomposed)
    return "".join(part for part in decomposed if part.isalnum())


def fold(*texts: str) -> str:
    """What a folded column holds: the words of each text, fields kept apart by FIELD_BREAK."""
    fields = (" ".join(token.word for token in tokens(text)) for text in texts)
    return f" {f' {FIELD_BREAK} '.join(field for field in fields if field)} "


def terms(query: str) -> list[str]:
    """The words and phrases asked for, folded; all of them must be found.

    >>> terms('"Workers’ Democracy" soviet')
    ['workers democracy', 'soviet']
    """
    found = []
    for phrase, word in _QUERY_PART.findall(query):
        words = (token.word for token in tokens(phrase or word))
        folded = " ".join(word for word in words if word != FIELD_BREAK)
        if folded and folded not in found:
            found.append(folded)
    return found


def matching(query: str, column: str = "search_text") -> Q:
    """The condition that a folded column holds every term of the query as whole words."""
    condition = Q()
    for term in terms(query):
        condition &= Q(**{f"{column}__contains": f" {term} "})
    return condition


def occurrences(text: str, query: str) -> list[tuple[int, int]]:
    """Where the query's terms stand in a text: (start, end) in code points, in order, disjoint."""
    words = list(tokens(text))
    wanted = [term.split() for term in terms(query)]
    spans: list[tuple[int, int]] = []
    for index in range(len(words)):
        for parts in sorted(wanted, key=len, reverse=True):
            window = words[index : index + len(parts)]
            if [token.word for token in window] != parts:
                continue
            if not spans or window[0].start >= spans[-1][1]:
                spans.append((window[0].start, window[-1].end))
            break
    return spans
