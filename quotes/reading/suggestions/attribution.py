"""Who says it: the name in the sentence that the verb of saying belongs to, or the pronoun's.

Each finding carries the words that speak for it. Two equally good names yield nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from ..document.model import Document
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
from ..results import BLOCK, NESTED, Span
from .people import Mention, People

STRONG, WEAK = 2.4, 1.0
_POSSESSIVE = re.compile(r"(?:[’']s?|\\b[Hh]is|\\b[Hh]er)$")
_AND = re.compile(r"\s(?:and|und|et|y)\s(?P<name>[A-ZÀ-Þ][\w’-]+(?:\s[A-ZÀ-Þ][\w-]+)?)")
_AFTER = re.compile(r"[\s,.;:“”\"’»«)\]]*(?:\[\w{1,4}\])?\s*(?:as\s)?")
_OPENING = re.compile(r"[\s“\"„«‘'(\[:,—–-]*")
_ATTRIBUTED = re.compile(
    r"\b(?:those who (?:argue|say|said|claim|suggest|think)\w*|opponents|his critics|denial "
    r"that|den(?:ied|ies) that"
    r"|accusations? that|charge that|objection that|question (?:of )?whether|gegner"
    r"|adversaires)\b[^.:“\"«„]{0,70}$",
    re.IGNORECASE,
)
_FEW_WORDS = re.compile(r"(?:[\w’',-]+\s+){0,5}$")
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
_APPOSITION = re.compile(
    r",$|,\s(?:Lord|Lady|Sir|Mr|Mrs|Dr|Herr|Frau|Madame)\.?$|\w\s(?:the|a|an|his|her|its|their|der|die|le|la|el)\s(?:[\w’-]+\s?){1,3}$"
)
_SPEECH_NOUN = re.compile(
    r"\s(?:own\s|first\s|last\s|short\s|later\s|only\s){0,2}(?:answer|reply|response|words?|letter|notice|statement|comments?|remarks?|"
    r"speech|advice|view|claim|verdict|account|description|conclusion|message|argument|appeal|advert|telegram|diary|"
    r"report|complaint|warning|declaration|proclamation|slogan|opinion|question|summary|testimony|evidence)\b"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be|being)\s(?:\w+\s)?$")
# "For Trotsky, …": it is what he thinks
_FOR_SOMEBODY = re.compile(r"\W*(?:for|to)\s", re.IGNORECASE)
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
            low = max(low, span.start - 160)
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
        gap = self._own_words(mention.end, quote, inside)
        before = self.text[max(low, mention.start - 80) : mention.start]
        score, why, tight, is_object = 0.0, "", False, False
        if before.rfind("(") > before.rfind(")") and ")" in self.text[mention.end : quote]:
            return NOBODY
        verb = SPEECH_VERB.search(gap[:140])
        if verb and verb.group().endswith("ed") and _PASSIVE.search(gap[: verb.start()]):
            verb = None
        if verb:
            subjects = [m for m in later if m.start < mention.end + verb.start()]
            subjects = [m for m in subjects if not self._is_object(m, low)]
            said = 2.1 if QUIET_VERB.match(verb.group()) else 3.0
            score += 0.8 if subjects else said
            why = verb.group()
            tight = not subjects and len(gap) - verb.end() <= 45
            score += 0.3 if not subjects and verb.start() < 14 else 0.0
        introduces = gap.rstrip(" “\"„«‘'(").endswith(":")
        if introduces and not gap.strip(" :“\"„«‘'(") and mention.kind != "pronoun":
            score, why = max(score, 2.5), why or "stands right before"
        if BY_BEFORE.search(before) and (
            introduces and len(gap) < 4 or SPEECH_VERB.search(before[-64:])
        ):
            score, why = max(score, 2.5), why or "by"
        elif ACCORDING.search(before) and not before.strip().lower().endswith("as"):
            score += 1.5
        elif (
            OBJECT_BEFORE.search(before)
            or WITH_BEFORE.search(before)
            and not (verb and _is_absolute(gap, verb))
        ):
            score -= 2.2
            is_object = True
        inverted = is_inverted(before, gap, self._has_subject(low, mention))
        view = begins_with_whose_view(self.text[low : mention.start], gap)
        if inverted:
            score, why, tight, is_object = 3.6, inverted, True, False
        elif names_whose_word_it_is(before) or view:
            score, why, tight, is_object = 3.3, before.split()[-1], True, False
        if any(self._is_later_subject(m, quote, inside, low) for m in later):
            score -= 1.5
        possessive = self.text[mention.start : mention.end].endswith(
            ("’s", "'s", "’", "his", "His")
        )
        if possessive and _SPEECH_NOUN.match(gap) and (introduces or len(gap) < 60):
            score, why, tight = 3.1, gap.strip().split()[0], introduces
        elif possessive:
            score = min(score, 1.2)
        leads = _FEW_WORDS.fullmatch(self.text[low : mention.start].lstrip('“"‘('))
        if is_object:
            score = min(score, 0.9)
        elif leads and not possessive:
            score += 0.9 + (0.9 if introduces and not verb else 0.0)
        if mention.kind == "body":
            score -= 0.3
        score -= min(len(gap), 400) / 500
        aside = re.search(r"[,(–—]\s?as\s(?:[\w’]+\s){0,3}$", before) is not None
        return replace(self._named(mention, score, why, quote), tight=tight, aside=aside)

    def _has_subject(self, low: int, mention: Mention) -> bool:
        """Whether somebody was named in the sentence before this name."""
        return any(m.start < mention.start for m in self._mentions(low, mention.start))

    def _is_later_subject(self, mention: Mention, quote: int, inside: int | None, low: int) -> bool:
        gap = self._own_words(mention.end, quote, inside)
        return not self._is_object(mention, low) and bool(SPEECH_VERB.search(gap[:60]))

    def _is_object(self, mention: Mention, low: int) -> bool:
        before = self.text[max(low, mention.start - 40) : mention.start]
        if before.rfind("(") > before.rfind(")"):
            return True
        if mention.start - low < 8 and _FOR_SOMEBODY.fullmatch(before):
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
        mark = _AFTER.match(self.text, span.end)
        start = mark.end() if mark else span.end
        high = min(max(high, start), start + 110)
        found = []
        for mention in self._mentions(start, high)[:2]:
            between = self.text[start : mention.start].strip()
            verb = verb_after_name(self.text[mention.end : mention.end + 50])
            if not between and verb:
                found.append(self._named(mention, 4.2, verb.group(), span.start))
            elif (
                (verb := SPEECH_VERB.match(between))
                and len(between.split()) <= (7 if _APPOSITION.search(between) else 3)
                and not OBJECT_BEFORE.search(between + " ")
            ):
                strength = 4.0 if not between.lower().endswith(" by") else 3.2
                found.append(self._named(mention, strength, verb.group(), span.start))
            elif re.fullmatch(r"(?:\w+\s)?(?:as\s)?", between + " ") and between.lower() == "as":
                found.append(self._named(mention, 2.6, "as", span.start))
        return [replace(a, tight=a.strength > STRONG + 0.5) for a in found]

    # -- names ----------------------------------------------------------------------------------

    def _named(self, mention: Mention, score: float, why: str, quote: int) -> Attribution:
        printed = self.text[mention.start : mention.end]
        if mention.kind == "pronoun":
            key = self._antecedent(mention)
            if not key:
                return NOBODY
            reason = f"“{printed} {why}”, who is {self.people.name_of(key)}".replace(" ”", "”")
            return Attribution(self.people.name_of(key), key, score * 0.92, reason)
        if mention.kind == "body":
            return Attribution(mention.key, mention.key, score, f"“{printed} … {why}”", "body")
        name = self.people.name_of(mention.key)
        joint = _AND.match(self.text, mention.end)
        if joint and (self.people.knows(joint["name"]) or joint["name"] == "Engels"):
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
        while index is not None and index >= 0 and blocks < 3:
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
        if rivals and ranked[0].strength - rivals[0].strength < 0.15:
            return NOBODY
        return ranked[0]


def _is_absolute(gap: str, verb: re.Match[str]) -> bool:
    """ "with Trotsky keen to stress", "with Serge later recalling": a clause of its own."""
    between = gap[: verb.start()]
    return len(between) <= 30 and (verb.group().endswith("ing") or between.endswith(" to "))


def is_attributed(document: Document, span: Span) -> bool:
    """Whether the words are only voiced for somebody else ("Against those who argued that “…”")."""
    low, _ = document.words_around(span.start, span.end)
    before = document.text[low : span.start].rstrip(" “\"„«‘'(")
    return _ATTRIBUTED.search(before) is not None
