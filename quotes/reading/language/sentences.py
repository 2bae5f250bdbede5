"""Where sentences begin and end, well enough for citations full of initials and abbreviations."""

from __future__ import annotations

import re

from .german import GERMAN
from .wordlist import words

# A full stop after one of these does not end a sentence: "Vol. 3", "pp. 12", "Dr. Smith".
ABBREVIATIONS = words(
    """
    vol vols no nos nr pp p pg chap ch sec art ed eds edn trans tr cf ca c etc e.g i.e viz
    vs st mr mrs ms dr prof rev gen col capt lt sgt jr sr hon gov sen rep ltd inc co corp op
    cit loc ibid ib id idem fig jan feb mar apr jun jul aug sept sep oct nov dec bd hrsg hg
    s f ff z.b u.a d.h vgl anm abs aufl t éd trad págs pág núm messrs mme mlle m z.n zit n
    bzw usw sog
    """
)

# The end of a sentence: stop, closing marks and note marks, a space, then a likely beginning.
# "… of the party.”[16] The next …" and "Why? Because …"
_STOP = re.compile(
    r"(?P<stop>[.!?…]+)"
    r"(?P<close>[”’\"'»“)\]]{0,4}(?:[ ]?\[\^?[\w*†]{1,4}\](?!\w)){0,4}[”’\"'»)\]]{0,2})"
    r"[ \u00a0\n]+"
    r"(?=[“‘\"'„«»(\[\u2013\u2014-]{0,3}[^\W_a-zà-ÿ])"
)
_LAST_WORD = re.compile(r"[\w.]{1,12}$")

_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.)*[A-ZÀ-Þ]")
_MAX_WORD = 14
# "3. November 1905"
_MONTH_AFTER = re.compile(
    "|".join(name.title() for names in GERMAN.months for name in names.split())
)


def _ends_sentence(text: str, match: re.Match[str], low: int) -> bool:
    stop = match["stop"]
    if stop != "." or match["close"]:
        return True
    word = _LAST_WORD.search(text, max(low, match.start() - _MAX_WORD), match.start())
    if word is None:
        return True
    if word.group().isdigit() and len(word.group()) <= 2 and _MONTH_AFTER.match(text, match.end()):
        return False
    return not (_INITIALS.fullmatch(word.group()) or word.group().lower() in ABBREVIATIONS)


def sentences(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Offsets (start, end) of the sentences of ``text[low:high]``, in order.

    >>> sentences("One. Two is here. Three.", 0, 24)
    [(0, 4), (5, 17), (18, 24)]
    """
    found = []
    start = low
    for match in _STOP.finditer(text, low, high):
        if _ends_sentence(text, match, low):
            found.append((start, match.end("close")))
            start = match.end()
    found.append((start, high))
    return found
