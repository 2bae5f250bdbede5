"""Who says it: the name in the sentence that the verb of saying belongs to, or the pronoun's.

Each finding carries the words that speak for it. Two equally good names yield nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from ..document.model import Document
from ..language.speech import OBJECT_BEFORE, SPEECH_VERB
from ..results import BLOCK, NESTED, Span
from .cues import (
    CUES_AFTER,
    CUES_BEFORE,
    After,
    Before,
    Weighed,
    speech_verb,
    weigh,
)
from .people import Mention, People

_FOR_REACH = 8  # characters from the sentence's beginning to the name in "For Holm, …"
_LEAD = 160  # characters before a quotation in which its sentence is read
_BEFORE_NAME = 40  # characters before a name that tell its part in the sentence
_BLOCKS_BACK = 3  # paragraphs gone back for whom "he" stands

STRONG, WEAK = 2.4, 1.0  # sums of cues: the sentence names the speaker; it may name him
_CLEAR_LEAD = 0.15  # by which a name must outweigh another
_BY_PRONOUN = 0.92  # "he" is a little less sure than a name
_FURTHEST, _DISTANCE = 400, 500  # a name loses a point in _DISTANCE characters
_BEFORE = 80  # characters before a name in which cues are looked for
_AFTER_REACH, _NAMES_AFTER, _VERB_AFTER = 110, 2, 50  # after a quotation
_AND = re.compile(r"\s(?:and|und|et|y)\s(?P<name>[A-ZÀ-Þ][\w’-]+(?:\s[A-ZÀ-Þ][\w-]+)?)")
_AFTER = re.compile(r"[\s,.;:“”\"’»«)\]]*(?:\[\w{1,4}\])?\s*(?:as\s)?")
_ATTRIBUTED = re.compile(
    r"\b(?:those who (?:argue|say|said|claim|suggest|think)\w*|opponents|his critics|denial "
    r"that|den(?:ied|ies) that"
    r"|accusations? that|charge that|objection that|question (?:of )?whether|gegner"
    r"|adversaires)\b[^.:“\"«„]{0,70}$",
    re.IGNORECASE,
)
# "the curate of the parish … he": somebody without a name
_ROLE = re.compile(
    r"\b(?:the|a|an|one|another|this|its|their|local|our)\s(?:[\w’-]+\s){0,2}?(?:curate|secretary|president|delegate|"
    r"chairman|chair|leader|mayor|minister|member|manager|magistrate|spokesman|spokeswoman|officer|judge|foreman|"
    r"editor|author|writer|worker|workman|bishop|priest|king|emperor|organi[sz]er|candidate|speaker|witness|doctor|"
    r"master|employer|weaver|miner|official|solicitor|lawyer|clerk|agent|deputy|historian|journalist|reporter|"
    r"correspondent|contemporary|paper|newspaper|press|firm|company|audience|crowd|meeting|man|woman|policeman|prisoner|soldier|general|director|owner|"
    r"brother|sister|wife|husband|widow|father|mother|son|daughter|friend)\b(?![’'])",
    re.IGNORECASE,
)
_DOCUMENT_SPEAKS = re.compile(
    r"\b(?:rules?|resolutions?|minutes?|leaflet|circular|petition|handbill|proclamation|charter|placard|telegram|"
    r"decree|editorial|constitution|byelaws|statutes|motion|poster|banner|preamble)\b[^.:]{0,60}\b(?:read|ran|runs|"
    r"reads|began|begins|said|stated|declared|recorded|noted|called|demanded|spoke|speaks|asked|resolved)\b",
    re.IGNORECASE,
)
# "For Trotsky, …": it is what he thinks
_FOR_SOMEBODY = re.compile(r"\W*(?:for|to)\s", re.IGNORECASE)
# "as Holm later wrote" between commas: who is quoted does not become "he"
_ASIDE_BEFORE = re.compile(r"[,(–—]\s?as\s(?:[\w’]+\s){0,3}$")
_ASIDE = re.compile(r"\([^()]*\)")
_LEAD_SENTENCES = 2
_LOOK_BACK = 12
_NEAR = 1500


@dataclass(frozen=True, slots=True)
class Attribution:
    """A name (or ""), how strongly the sentence speaks for it, and in which words."""

    name: str = ""
    key: str = ""
    strength: float = 0.0
    reason: str = ""
    kind: str = "person"
    tight: bool = False
    aside: bool = False


NOBODY = Attribution()


class Attributor:
    """Attributes the spans of one document; remembers who spoke last, for "he" and "she"."""

    def __init__(self, document: Document, people: People, quoted: list[tuple[int, int]]):
        self.document, self.people, self.text = document, people, document.text
        self._quoted = sorted(quoted)
        self._quoted_starts = [start for start, _ in self._quoted]
        self.last: list[tuple[str, bool | None]] = []
        self._cache: dict[tuple[int, int], list[Mention]] = {}

    # -- regions -------------------------------------------------------------------------------

    def _is_quoted(self, at: int) -> bool:
        place = bisect_right(self._quoted_starts, at) - 1
        return place >= 0 and at < self._quoted[place][1]

    def _mentions(self, low: int, high: int, inside: int | None = None) -> list[Mention]:
        """Mentions in the author's own words; ``inside`` a quotation, in that one's."""
        found = self._cache.get((low, high))
        if found is None:
            found = self.people.mentions(low, high)
            self._cache[(low, high)] = found
        if inside is not None:
            return found
        return [mention for mention in found if not self._is_quoted(mention.start)]

    def attribute(self, span: Span, outer: Span | None = None) -> Attribution:
        """The best attribution that the sentence around the span gives, or NOBODY."""
        if span.kind == NESTED and outer is not None:
            return self._best(self._before(span, outer.start, inside=outer.start))
        if span.kind == BLOCK:
            return self._for_block(span)
        low, high = self.document.words_around(span.start, span.end)
        found = [*self._after(span, high), *self._before(span, low)]
        return self._best(found)

    def _for_block(self, span: Span) -> Attribution:
        index = self.document.block_index(span.start)
        while index and index > 0:
            index -= 1
            if self.document.blocks[index].kind in ("paragraph", "quote"):
                break
        else:
            return NOBODY
        lead = self.document.blocks[index]
        sentences = self.document.sentences_of(index)[-_LEAD_SENTENCES:]
        for number, (low, high) in enumerate(reversed(sentences)):
            low = max(low, high - _NEAR)
            best = self._best(self._scored(low, min(high, lead.end), min(high, lead.end), None))
            if best.strength >= (WEAK if number == 0 else STRONG):
                return best
        return NOBODY

    # -- before the quotation -------------------------------------------------------------------

    def _before(self, span: Span, low: int, inside: int | None = None) -> list[Attribution]:
        if inside is not None:
            low = max(low, span.start - _LEAD)
        return self._scored(low, span.start, span.start, inside)

    def _scored(self, low: int, high: int, quote: int, inside: int | None) -> list[Attribution]:
        mentions = self._mentions(low, high, inside)
        return [
            self._score(mention, mentions[number + 1 :], low, quote, inside)
            for number, mention in enumerate(mentions)
        ]

    def _score(
        self, mention: Mention, later: list[Mention], low: int, quote: int, inside: int | None
    ) -> Attribution:
        place = self._place(mention, later, low, quote, inside)
        opened = place.before.rfind("(") > place.before.rfind(")")
        if opened and ")" in self.text[mention.end : quote]:
            return NOBODY
        weighed = weigh(CUES_BEFORE, place)
        score = weighed.score - min(len(place.gap), _FURTHEST) / _DISTANCE
        aside = _ASIDE_BEFORE.search(place.before) is not None
        found = self._named(mention, score, weighed.words)
        return replace(found, tight=weighed.settled, aside=aside)

    def _place(
        self, mention: Mention, later: list[Mention], low: int, quote: int, inside: int | None
    ) -> Before:
        gap = self._own_words(mention.end, quote, inside)
        verb = speech_verb(gap)
        return Before(
            name=self.text[mention.start : mention.end],
            kind=mention.kind,
            lead=self.text[low : mention.start],
            before=self.text[max(low, mention.start - _BEFORE) : mention.start],
            gap=gap,
            verb=verb,
            verb_has_subject=verb is not None
            and self._has_subject_between(later, mention.end + verb.start(), low),
            follows_a_name=self._has_subject(low, mention),
            another_speaks=any(self._is_later_subject(m, quote, inside, low) for m in later),
        )

    def _has_subject_between(self, later: list[Mention], verb: int, low: int) -> bool:
        return any(m.start < verb and not self._is_object(m, low) for m in later)

    def _has_subject(self, low: int, mention: Mention) -> bool:
        """Whether somebody was named in the sentence before this name."""
        return any(m.start < mention.start for m in self._mentions(low, mention.start))

    def _is_later_subject(self, mention: Mention, quote: int, inside: int | None, low: int) -> bool:
        gap = self._own_words(mention.end, quote, inside)
        return not self._is_object(mention, low) and bool(SPEECH_VERB.search(gap[:60]))

    def _is_object(self, mention: Mention, low: int) -> bool:
        before = self.text[max(low, mention.start - _BEFORE_NAME) : mention.start]
        if before.rfind("(") > before.rfind(")"):
            return True
        if mention.start - low < _FOR_REACH and _FOR_SOMEBODY.fullmatch(before):
            return False
        text = self.text[mention.start : mention.end]
        return bool(OBJECT_BEFORE.search(before)) or text.endswith(
            ("’s", "'s", "his", "her", "him")
        )

    def _own_words(self, low: int, high: int, inside: int | None = None) -> str:
        """The author's words between two places, other quotations and asides blanked."""
        text = _ASIDE.sub(lambda match: "·" * len(match.group()), self.text[low:high])
        if inside is not None:
            return self.text[low:high]
        first = max(0, bisect_right(self._quoted_starts, low) - 1)
        for start, end in self._quoted[first : bisect_left(self._quoted_starts, high)]:
            if start >= high or end <= low:
                continue
            a, b = max(start, low) - low, min(end, high) - low
            text = text[:a] + "·" * (b - a) + text[b:]
        return text

    # -- after the quotation --------------------------------------------------------------------

    def _after(self, span: Span, high: int) -> list[Attribution]:
        """ "…,” argued Trotsky", "…,” the Platform asserts", "advocated by Marx and Engels"."""
        found = []
        for mention, weighed in self._weighed_after(span, high):
            named = self._named(mention, weighed.score, weighed.words)
            found.append(replace(named, tight=weighed.settled))
        return found

    def _weighed_after(self, span: Span, high: int) -> list[tuple[Mention, Weighed]]:
        mark = _AFTER.match(self.text, span.end)
        start = mark.end() if mark else span.end
        high = min(max(high, start), start + _AFTER_REACH)
        found = []
        for mention in self._mentions(start, high)[:_NAMES_AFTER]:
            between = self.text[start : mention.start].strip()
            follows = self.text[mention.end : mention.end + _VERB_AFTER]
            weighed = weigh(CUES_AFTER, After(between, follows))
            if weighed.cues:
                found.append((mention, weighed))
        return found

    def cues_around(self, span: Span) -> list[tuple[str, tuple[str, ...]]]:
        """Each name of the sentence around the span, as printed, with the cues seen for it."""
        low, high = self.document.words_around(span.start, span.end)
        mentions = self._mentions(low, span.start)
        found = [
            (m, weigh(CUES_BEFORE, self._place(m, mentions[n + 1 :], low, span.start, None)))
            for n, m in enumerate(mentions)
        ]
        found += self._weighed_after(span, high)
        return [(self.text[m.start : m.end], weighed.cues) for m, weighed in found]

    # -- names ----------------------------------------------------------------------------------

    def _named(self, mention: Mention, score: float, why: str) -> Attribution:
        printed = self.text[mention.start : mention.end]
        if mention.kind == "pronoun":
            key = self._antecedent(mention)
            if not key:
                return NOBODY
            reason = f"“{printed} {why}”, who is {self.people.name_of(key)}".replace(" ”", "”")
            return Attribution(self.people.name_of(key), key, score * _BY_PRONOUN, reason)
        if mention.kind == "body":
            return Attribution(mention.key, mention.key, score, f"“{printed} … {why}”", "body")
        name = self.people.name_of(mention.key)
        joint = _AND.match(self.text, mention.end)
        if joint and self.people.may_be_one(joint["name"]):
            other = self.people.name_of(joint["name"].split()[-1].casefold())
            name = f"{name} and {other}"
        return Attribution(
            name, mention.key, score, f"“{printed} … {why}”" if why else f"“{printed}”"
        )

    def _antecedent(self, pronoun: Mention) -> str:
        """Whom "he" stands for: the subject of this or an earlier sentence, else who spoke last."""
        index = self.document.block_index(pronoun.start)
        if index is None:
            return ""
        sentences = self.document.sentences_of(index)
        at = max(0, bisect_right(sentences, (pronoun.start, len(self.text))) - 1)
        for low, high in reversed(sentences[max(0, at - 4) : at + 1]):
            low = max(low, min(high, pronoun.start) - _NEAR)
            named = [m for m in self._mentions(low, min(high, pronoun.start)) if m.kind == "person"]
            after = named[-1].end if named else low
            if _ROLE.search(self._own_words(after, min(high, pronoun.start))):
                return ""
            persons = [
                m
                for m in self._mentions(low, min(high, pronoun.start))
                if m.kind == "person"
                and m.female in (None, pronoun.female)
                and not self._is_object(m, low)
            ]
            owners = self._owners(low, pronoun) if high > pronoun.start else []
            if persons or owners:
                return (persons[0] if persons else owners[-1]).key
        for key, female in reversed(self.last[-6:]):
            if female in (None, pronoun.female):
                return key
        return ""

    def _owners(self, low: int, pronoun: Mention) -> list[Mention]:
        """ "This distorts Marx’s view, as he says": nobody but the owner is named before "he"."""
        return [
            m
            for m in self._mentions(low, pronoun.start)
            if m.kind == "person"
            and m.female in (None, pronoun.female)
            and self.text[m.start : m.end].endswith(("’s", "'s", "’"))
        ]

    def subject_before(self, span: Span) -> str:
        """The person who is the subject of this sentence or of one shortly before it."""
        index = self.document.block_index(span.start)
        place, blocks = span.start, 0
        while index is not None and index >= 0 and blocks < _BLOCKS_BACK:
            block = self.document.blocks[index]
            if block.kind == "paragraph":
                blocks += 1
                sentences = self.document.sentences_of(index)
                at = bisect_right(sentences, (place, len(self.text)))
                for low, high in reversed(sentences[max(0, at - _LOOK_BACK) : at]):
                    low = max(low, min(high, place) - _NEAR)
                    persons = (
                        [
                            m
                            for m in self._mentions(low, min(high, place))
                            if m.kind == "person" and not self._is_object(m, low)
                        ]
                        if low < place
                        else []
                    )
                    if persons:
                        return persons[0].key
            index -= 1
        return ""

    def mentions_near(self, span: Span) -> list[Mention]:
        """Persons named in the author's own words of the sentence around the span."""
        low, high = self.document.words_around(span.start, span.end)
        return [m for m in self._mentions(low, high) if m.kind == "person"]

    def names_anybody(self, span: Span, besides: str) -> bool:
        """Whether the sentence names a person or body before the quotation, ``besides`` a title."""
        low, _ = self.document.words_around(span.start, span.end)
        named = [m for m in self._mentions(low, span.start) if m.kind != "pronoun"]
        return any(m.key.casefold() not in besides.casefold() for m in named)

    def introduction(self, span: Span) -> str:
        """The author's own words of the sentence before the quotation."""
        low, _ = self.document.words_around(span.start, span.end)
        return self._own_words(low, span.start)

    def document_speaks(self, span: Span) -> bool:
        """Whether the words are introduced as those of rules, minutes, a resolution, a placard."""
        low, high = self.document.words_around(span.start, span.end)
        if span.kind == BLOCK:
            index = self.document.block_index(span.start)
            if not index:
                return False
            low, high = self.document.sentences_of(index - 1)[-1]
        return _DOCUMENT_SPEAKS.search(self._own_words(low, min(high, span.start))) is not None

    def remember(self, key: str) -> None:
        """Note who spoke, so that a later pronoun can be theirs."""
        if key in self.people.full:
            self.last.append((key, self.people.is_female(key)))

    def _best(self, found: list[Attribution]) -> Attribution:
        ranked = sorted((a for a in found if a.name), key=lambda a: -a.strength)
        if not ranked or ranked[0].strength < WEAK:
            return NOBODY
        rivals = [a for a in ranked[1:] if a.key != ranked[0].key]
        if rivals and ranked[0].strength - rivals[0].strength < _CLEAR_LEAD:
            return NOBODY
        return ranked[0]


def is_attributed(document: Document, span: Span) -> bool:
    """Whether the words are only voiced for somebody else ("Against those who argued that “…”")."""
    low, _ = document.words_around(span.start, span.end)
    before = document.text[low : span.start].rstrip(" “\"„«‘'(")
    return _ATTRIBUTED.search(before) is not None
