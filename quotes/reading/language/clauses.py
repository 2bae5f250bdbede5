"""Clauses that make somebody speak: inverted ones, those with an adverb, and those with "selon"."""

from __future__ import annotations

import re

from .speech import SPEECH_VERB

_VERB_BACK = 60  # characters before a name in which its clause's verb stands

# "Murray once told me", "she later wrote", "he himself said"
_ADVERBS = re.compile(
    r"(?:(?:once|later|also|then|now|always|often|again|even|soon|never|rightly|himself|herself"
    r"|themselves|further|therefore|[a-z]+ly)\s){0,2}"
)
_AS_SAID = re.compile(
    r"\b(?:according to|in the (?:words|opinion|view|judg[e]?ment) of|selon|d['’]après|pour citer"
    r"|según|en palabras de|laut|nach (?:Ansicht|Meinung|Auffassung) von|mit den Worten von"
    r"|secondo)\s*(?:the\s(?:[\w-]+\s){0,2})?$",
    re.IGNORECASE,
)
# "For Trotsky, …", "To his antagonist, Karl Marx, he was …": it is what he thinks
_IN_SOMEBODYS_EYES = re.compile(
    r"\W*(?:for|to|in the eyes of|für|pour|para)\s"
    r"(?:(?:his|her|the|their|its|an?)\s[\w\s-]{3,40},\s)?",
    re.IGNORECASE,
)
# Verbs whose object is the person named: "he told Marx: …"
_ADDRESSES = re.compile(
    r"(?:ask|told|tell|inform|assur|remind|warn|urg|advis|instruct|attack|accus|critici|denounc"
    r"|quot|defend|describ|defin|call|dismiss|reject|welcom|answer|consider|compar|antwort)",
    re.IGNORECASE,
)
_LAST_VERB = re.compile(r"(?P<rest>.*?)(?P<verb>\b[^\W\d_]+)\s$", re.DOTALL)
_LETTER_TO = re.compile(r"\b(?:in|to|auf|an|dans|en)\s.{0,60}$")


def verb_after_name(text: str) -> re.Match[str] | None:
    """The verb of saying right after a name or pronoun, an adverb between them or not.

    >>> verb_after_name(" once told me that")[0]
    'told'
    """
    start = len(text) - len(text.lstrip(" ,"))
    adverbs = _ADVERBS.match(text, start)
    return SPEECH_VERB.match(text, adverbs.end() if adverbs else start)


def is_inverted(before: str, gap: str, has_subject: bool) -> str:
    """The verb where "…, said X, “" or "fragte X, ob “" makes X the subject; else "".

    ``before`` ends right before the name, ``gap`` lies between it and the quotation. Where the
    clause has a subject already, only a comma before the verb makes a new one.
    """
    match = _LAST_VERB.match(before[-_VERB_BACK:])
    if match is None or not SPEECH_VERB.fullmatch(match["verb"]):
        return ""
    bare = gap.strip(" “\"„«‘'")
    if bare not in (",", ":", "") and not re.fullmatch(r",\s(?:ob|dass|daß|que|that)", bare):
        return ""
    inserted = match["rest"].rstrip().endswith((",", "–", "—"))
    if inserted and bare == ",":
        return match["verb"]
    return "" if has_subject or _ADDRESSES.match(match["verb"]) else match["verb"]


def names_whose_word_it_is(before: str) -> bool:
    """Whether "according to", "selon", "laut" stand before the name."""
    return _AS_SAID.search(before) is not None


def begins_with_whose_view(sentence: str, gap: str) -> bool:
    """Whether the sentence up to the name reads "For …" or "To his rival, …", a comma after it."""
    return _IN_SOMEBODYS_EYES.fullmatch(sentence) is not None and gap.startswith(",")
