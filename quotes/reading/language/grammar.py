"""Words that tell  clause from a mere term, a title from a sentence, and who is made to speak."""

from __future__ import annotations

import re

from .wordlist import words

_FINITE = words(
    """
    is are was were am has have had do does did can could will would shall should may might
    must ought cannot isn’t aren’t wasn’t weren’t don’t doesn’t didn’t can’t won’t it’s
    that’s there’s he’s she’s we’re they’re i’m we’ve they’ve let’s isn't aren't wasn't
    don't doesn't didn't can't won't it's that's means meant becomes became takes took goes
    went comes came gives gave makes made finds found says said seems seemed remains
    remained exists existed stands stood  lay leads led knows knew thinks thought wants
    wanted  needed sees saw shows showed tells told gets got keeps kept lets begins
    began  demanded requires required depends depended belongs belonged represents
    represented expresses expressed follows followed consists consisted constitutes
    constituted appears appeared arises arose continues continued brings brought holds held
     left loses lost   ruled  acted  implies implied signifies
    signified presupposes develops developed  worked  lived serves served creates
    created produces produced leads grows grew happens happened turns turned proves proved
    calls called believe believes believed consider considers considered say want know think
     see  fight fought maintain maintains accept accepted recognise recognises
    recognised recognize recognizes recognized reject rejected denies denied ignore ignores
    arose declare declares declared devours devour  marked chose choose write wrote
    stop stops refuse refuses refused lack lacks ist sind war waren hat haben hatte hatten
    wäre wären sei seien habe hätte hätten würde würden bin bist habt wirst dürfen darf durfte
    möge mögen mag mochte möchte könnte könnten müsste müssten sollte sollten wollte wollten
    weiß wissen wusste geht gehen ging gingen kommt kam kamen steht stehen stand standen liegt
    lag bleibt bleiben blieb blieben macht machte machten nimmt nahm nahmen findet fand fanden
    führt führte führten heißt hieß gilt galt leistete leisten bildet bildete bedeutet bedeutete
    vertritt vertrat entsteht entstand beginnt begann verwandelt verschwindet bestimmt zog ziehen
    brauchen braucht herrscht herrschte existiert existierte besteht bestand gehört gehörte
    fait font vient vint reste tient vit dit tiene tienen hace dice está están
    wird werden wurde wurden kann können konnte muss müssen soll sollen will wollen gibt est
    sont était étaient a ont avait avaient sera seront peut peuvent doit doivent faut fut
    son era eran fue fueron ha han había puede pueden debe deben hay sarà può deve è sono
    """
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", re.UNICODE)
_ED = re.compile(r"[^\W\d_]{3,}ed$")
_NOT_BEFORE_ED = words(
    """
    the a an of by as be been being its their his her our more most very so well and or is
    are was were has have had to in not newly highly
    """
)

_SO_CALLED = re.compile(
    r"\b(?:so-called|dubbed|known as|the (?:words?|terms?|phrase|expression|label|slogan) |use "
    r"of the words?"
    r"|to mean|sogenannten?|dits?|llamad[oa]s?)\s*[“\"„«‘'`]?$",
    re.IGNORECASE,
)


def count_words(text: str) -> int:
    """Words as an editor counts them: "[a]fter" is one, a lone dash is none."""
    return sum(any(map(str.isalnum, word)) for word in text.replace("…", " ").split())


def has_finite_verb(text: str) -> bool:
    """Whether the words contain a finite verb, as far as a list and "-ed" can tell.

    >>> has_finite_verb("the dying out of democracy"), has_finite_verb("it was so")
    (False, True)
    """
    before = ""
    for match in _WORD.finditer(text.replace("[", "").replace("]", "")):
        word = match.group().lower()
        if word in _FINITE:
            return True
        if _ED.match(word) and before and before not in _NOT_BEFORE_ED:
            return True
        before = word
    return False


def is_fragment(text: str) -> bool:
    """Six words or fewer, or no finite verb."""
    return count_words(text) <= 6 or not has_finite_verb(text)


_GERMAN = re.compile(r"\b(?:und|der|die|das|nicht|ist|von|den|des|eine?)\b")


def capitalises_nouns(text: str) -> bool:
    """Whether the text is German, where capitals tell no title from a noun."""
    sample = text[:40_000]
    return len(_GERMAN.findall(sample)) * 12 > len(sample.split()) > 0


def follows_term_cue(before: str) -> bool:
    """Whether the words before the mark announce a mere term ("the words “…”")."""
    return _SO_CALLED.search(before[-40:]) is not None
