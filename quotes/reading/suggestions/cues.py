"""Cues: what in a sentence speaks for, or against, a name's being the one who says the words.

Two tables, one for names before the quotation and one for names after it. A row says what is seen,
how much it weighs, and shows a sentence in which the name in ⟨ ⟩ has the cue, and one in which it
has not; a test reads both. What a row does to the sum is its effect; rows apply in their order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..language.clauses import (
    begins_with_whose_view,
    is_inverted,
    names_whose_word_it_is,
    verb_after_name,
)
from ..language.speech import (
    ACCORDING,
    BY_BEFORE,
    OBJECT_BEFORE,
    QUIET_VERB,
    SPEECH_VERB,
    WITH_BEFORE,
)

VERB_REACH = 140  # characters after a name in which its verb of saying is looked for
_AT_ONCE = 14  # characters between a name and its verb: "Holm also wrote"
_ABSOLUTE = 30  # "with Holm keen to stress that"
_TIGHT = 45  # characters between the verb and the quotation
_SPEECH_REACH = 60  # characters between "Holm’s speech" and the quotation
_BY_REACH = 64  # characters before the name in which the verb of "by" stands
_FEW = 3  # words between the quotation and a name that follows: "…,” wrote the weaver Holm"
_FEW_WITH_APPOSITION = 7

# "was told", "has been asked": the name is no subject of it
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be|being)\s(?:\w+\s)?$")
# "Holm’s own answer", "his letter"
_SPEECH_NOUN = re.compile(
    r"\s(?:own\s|first\s|last\s|short\s|later\s|only\s){0,2}(?:answer|reply|response|words?|letter"
    r"|notice|statement|comments?|remarks?|speech|advice|view|claim|verdict|account|description"
    r"|conclusion|message|argument|appeal|advert|telegram|diary|report|complaint|warning"
    r"|declaration|proclamation|slogan|opinion|question|summary|testimony|evidence)\b"
)
# "In 1911 Holm …": five words at most before the name
_FEW_WORDS = re.compile(r"(?:[\w’',-]+\s+){0,5}$")
# "wrote the weaver Holm", "said Dr. Holm"
_APPOSITION = re.compile(
    r",$|,\s(?:Lord|Lady|Sir|Mr|Mrs|Dr|Herr|Frau|Madame)\.?$"
    r"|\w\s(?:the|a|an|his|her|its|their|der|die|le|la|el)\s(?:[\w’-]+\s?){1,3}$"
)
_OPENERS = " “\"„«‘'("
_OWN = ("’s", "'s", "’", "his", "His")

ADD, AT_LEAST, AT_MOST, SET = "adds", "raises to", "lowers to", "makes it"


@dataclass(frozen=True, slots=True)
class Before:
    """A name before the quotation, and the words around it.

    ``lead``: the sentence up to the name, ``before`` the end of it; ``gap``: the author's words
    from the name to the quotation, what is quoted or in brackets blanked. ``verb``: of saying, in
    the gap; ``verb_has_subject``: somebody is named between name and verb.
    """

    name: str
    kind: str
    lead: str
    before: str
    gap: str
    verb: re.Match[str] | None
    verb_has_subject: bool
    follows_a_name: bool
    another_speaks: bool

    @property
    def introduces(self) -> bool:
        """Whether a colon leads into the quotation."""
        return self.gap.rstrip(_OPENERS).endswith(":")

    @property
    def is_owner(self) -> bool:
        return self.name.endswith(_OWN)


@dataclass(frozen=True, slots=True)
class After:
    """A name after the quotation: the words ``between`` the two, and what ``follows`` the name."""

    between: str
    follows: str


Place = TypeVar("Place", Before, After)
Words = str | None
"""The words in which a cue was seen ("" where there are none to show), None where it was not."""


@dataclass(frozen=True, slots=True)
class Cue(Generic[Place]):
    """A row. ``unless``: cues that rule it out; ``settles``: nobody else is thought of then."""

    name: str
    effect: str
    weight: float
    seen: Callable[[Place], Words]
    example: str
    counter_example: str
    unless: tuple[str, ...] = ()
    settles: Callable[[Place], bool] = lambda place: False

    def applied(self, score: float) -> float:
        if self.effect == ADD:
            return score + self.weight
        if self.effect == AT_LEAST:
            return max(score, self.weight)
        return min(score, self.weight) if self.effect == AT_MOST else self.weight


@dataclass(frozen=True, slots=True)
class Weighed:
    """The sum of the cues, the words to show for it, the cues seen, and whether one settles."""

    score: float
    words: str
    cues: tuple[str, ...]
    settled: bool


def weigh(table: tuple[Cue[Place], ...], place: Place) -> Weighed:
    """The cues of a name, applied one after the other; each shows words only if none did before."""
    score, words, settled = 0.0, "", False
    seen: list[str] = []
    for cue in table:
        found = None if any(name in seen for name in cue.unless) else cue.seen(place)
        if found is None:
            continue
        seen.append(cue.name)
        score = cue.applied(score)
        words = found if cue.effect == SET or not words else words
        if cue.effect == SET or cue.settles(place):
            settled = cue.settles(place)
    return Weighed(score, words, tuple(seen), settled)


def speech_verb(gap: str) -> re.Match[str] | None:
    """The verb of saying after a name, unless it is a passive."""
    verb = SPEECH_VERB.search(gap[:VERB_REACH])
    if verb and verb.group().endswith("ed") and _PASSIVE.search(gap[: verb.start()]):
        return None
    return verb


def _when(condition: object, words: str = "") -> Words:
    return words if condition else None


# ---- before the quotation ----------------------------------------------------------------------


def _own_verb(place: Before) -> str:
    return place.verb.group() if place.verb and not place.verb_has_subject else ""


def _says(place: Before) -> Words:
    verb = _own_verb(place)
    return _when(verb and not QUIET_VERB.match(verb), verb)


def _thinks(place: Before) -> Words:
    verb = _own_verb(place)
    return _when(verb and QUIET_VERB.match(verb), verb)


def _others_verb(place: Before) -> Words:
    return place.verb.group() if place.verb and place.verb_has_subject else None


def _says_at_once(place: Before) -> Words:
    return _when(_own_verb(place) and place.verb and place.verb.start() < _AT_ONCE)


def _verb_is_near(place: Before) -> bool:
    return place.verb is not None and len(place.gap) - place.verb.end() <= _TIGHT


def _stands_before(place: Before) -> Words:
    bare = place.introduces and not place.gap.strip(" :“\"„«‘'(")
    return _when(bare and place.kind != "pronoun", "stands right before")


def _by(place: Before) -> Words:
    if not BY_BEFORE.search(place.before):
        return None
    colon = place.introduces and len(place.gap) < 4
    return _when(colon or SPEECH_VERB.search(place.before[-_BY_REACH:]), "by")


def _according(place: Before) -> Words:
    as_ = place.before.strip().lower().endswith("as")
    return _when(ACCORDING.search(place.before) and not as_)


def _is_object(place: Before) -> Words:
    absolute = place.verb is not None and _is_absolute(place.gap, place.verb)
    with_ = WITH_BEFORE.search(place.before) and not absolute
    return _when(OBJECT_BEFORE.search(place.before) or with_)


def _is_absolute(gap: str, verb: re.Match[str]) -> bool:
    """ "with Holm keen to stress", "with Holm later recalling": a clause of its own."""
    between = gap[: verb.start()]
    return len(between) <= _ABSOLUTE and (verb.group().endswith("ing") or between.endswith(" to "))


def _inverted(place: Before) -> Words:
    return is_inverted(place.before, place.gap, place.follows_a_name) or None


def _whose_word(place: Before) -> Words:
    if names_whose_word_it_is(place.before) or begins_with_whose_view(place.lead, place.gap):
        return place.before.split()[-1]
    return None


def _own_speech(place: Before) -> Words:
    if not place.is_owner or not _SPEECH_NOUN.match(place.gap):
        return None
    near = place.introduces or len(place.gap) < _SPEECH_REACH
    return _when(near, place.gap.strip().split()[0])


def _leads(place: Before) -> Words:
    return _when(_FEW_WORDS.fullmatch(place.lead.lstrip('“"‘(')))


def _leads_with_colon(place: Before) -> Words:
    return _when(_leads(place) is not None and place.introduces and not place.verb)


_NO_SUBJECT = ("owns", "speech of", "remains an object")

CUES_BEFORE: tuple[Cue[Before], ...] = (
    Cue(
        "says", ADD, 3.0, _says,
        "⟨Karl Holm⟩ wrote that “it was so”.",
        "⟨Karl Holm⟩ was asked whether “it was so”.",
        settles=_verb_is_near,
    ),
    Cue(
        "thinks", ADD, 2.1, _thinks,
        "⟨Karl Holm⟩ felt that “it was so”.",
        "⟨Karl Holm⟩ wrote that “it was so”.",
        settles=_verb_is_near,
    ),
    Cue(
        "another says", ADD, 0.8, _others_verb,
        "⟨Karl Holm⟩ came late and Olga Stein wrote that “it was so”.",
        "⟨Karl Holm⟩ came late and wrote that “it was so”.",
    ),
    Cue(
        "says at once", ADD, 0.3, _says_at_once,
        "⟨Karl Holm⟩ later wrote that “it was so”.",
        "⟨Karl Holm⟩ came home to the quay and wrote that “it was so”.",
    ),
    Cue(
        "stands right before", AT_LEAST, 2.5, _stands_before,
        "So said ⟨Karl Holm⟩: “it was so”.",
        "So ⟨Karl Holm⟩ went: “it was so”.",
    ),
    Cue(
        "by", AT_LEAST, 2.5, _by,
        "It was declared by ⟨Karl Holm⟩ that “it was so”.",
        "He stood by ⟨Karl Holm⟩ when “it was so”.",
    ),
    Cue(
        "according", ADD, 1.5, _according,
        "Hence ⟨Karl Holm⟩ and “it was so”.",
        "It was as ⟨Karl Holm⟩ has it, “it was so”.",
        unless=("by",),
    ),
    Cue(
        "object", ADD, -2.2, _is_object,
        "He spoke against ⟨Karl Holm⟩ and “it was so”.",
        "With ⟨Karl Holm⟩ keen to stress that “it was so”.",
        unless=("by", "according"),
    ),
    Cue(
        "inverted", SET, 3.6, _inverted,
        "It rains, wrote ⟨Karl Holm⟩, “it was so”.",
        "It rains, he told ⟨Karl Holm⟩: “it was so”.",
        settles=lambda place: True,
    ),
    Cue(
        "whose word", SET, 3.3, _whose_word,
        "According to ⟨Karl Holm⟩ “it was so”.",
        "He went to ⟨Karl Holm⟩ when “it was so”.",
        unless=("inverted",),
        settles=lambda place: True,
    ),
    Cue(
        "a later name speaks", ADD, -1.5, lambda place: _when(place.another_speaks),
        "⟨Karl Holm⟩ came late and Olga Stein wrote that “it was so”.",
        "⟨Karl Holm⟩ came late and told Olga Stein that “it was so”.",
    ),
    Cue(
        "speech of", SET, 3.1, _own_speech,
        "In ⟨Karl Holm’s⟩ own words: “it was so”.",
        "In ⟨Karl Holm’s⟩ own house: “it was so”.",
        settles=lambda place: place.introduces,
    ),
    Cue(
        "owns", AT_MOST, 1.2, lambda place: _when(place.is_owner),
        "In ⟨Karl Holm’s⟩ own house they wrote: “it was so”.",
        "In his house ⟨Karl Holm⟩ wrote: “it was so”.",
        unless=("speech of",),
    ),
    Cue(
        "remains an object", AT_MOST, 0.9, _is_object,
        "He spoke against ⟨Karl Holm⟩ and “it was so”.",
        "According to ⟨Karl Holm⟩ “it was so”.",
        unless=("by", "according", "inverted", "whose word"),
    ),
    Cue(
        "leads the sentence", ADD, 0.9, _leads,
        "In 1911 ⟨Karl Holm⟩ wrote that “it was so”.",
        "When the lamps were out and all was dark ⟨Karl Holm⟩ wrote that “it was so”.",
        unless=_NO_SUBJECT,
    ),
    Cue(
        "leads to a colon", ADD, 0.9, _leads_with_colon,
        "⟨Karl Holm⟩ on the lamps: “it was so”.",
        "⟨Karl Holm⟩ wrote of the lamps: “it was so”.",
        unless=_NO_SUBJECT,
    ),
    Cue(
        "a body", ADD, -0.3, lambda place: _when(place.kind == "body"),
        "The ⟨Trades Council⟩ wrote that “it was so”.",
        "⟨Karl Holm⟩ wrote that “it was so”.",
    ),
)  # fmt: skip


# ---- after the quotation -----------------------------------------------------------------------


def _says_after(place: After) -> Words:
    verb = verb_after_name(place.follows)
    return _when(verb and not place.between, verb.group() if verb else "")


def _verb_between(place: After) -> re.Match[str] | None:
    """The verb with which the words between begin, if no more than a description follows it."""
    verb = SPEECH_VERB.match(place.between)
    most = _FEW_WITH_APPOSITION if _APPOSITION.search(place.between) else _FEW
    few = len(place.between.split()) <= most
    return verb if few and not OBJECT_BEFORE.search(place.between + " ") else None


def _said_by_after(place: After) -> Words:
    verb = _verb_between(place)
    by = place.between.lower().endswith(" by")
    return _when(verb and by, verb.group() if verb else "")


def _inverted_after(place: After) -> Words:
    verb = _verb_between(place)
    by = place.between.lower().endswith(" by")
    return _when(verb and not by, verb.group() if verb else "")


CUES_AFTER: tuple[Cue[After], ...] = (
    Cue(
        "says it", SET, 4.2, _says_after,
        "“It was so,” ⟨Karl Holm⟩ wrote.",
        "“It was so,” ⟨Karl Holm⟩ on the quay.",
        settles=lambda place: True,
    ),
    Cue(
        "said so", SET, 4.0, _inverted_after,
        "“It was so,” wrote the weaver ⟨Karl Holm⟩.",
        "“It was so,” he told ⟨Karl Holm⟩.",
        unless=("says it",),
        settles=lambda place: True,
    ),
    Cue(
        "said by", SET, 3.2, _said_by_after,
        "“It was so”, reported by ⟨Karl Holm⟩.",
        "“It was so”, reported ⟨Karl Holm⟩.",
        unless=("says it",),
        settles=lambda place: True,
    ),
)  # fmt: skip
