"""English: the words by which its texts are read."""

from __future__ import annotations

from .kind import Language
from .wordlist import words

ENGLISH = Language(
    code="en",
    names=("english",),
    common=words("the of and that was with which by not it for this are were he his they to"),
    finite_verbs=words(
        """
        is are was were am has have had do does did can could will would shall should may might
        must ought cannot isn’t aren’t wasn’t weren’t don’t doesn’t didn’t can’t won’t it’s
        that’s there’s he’s she’s we’re they’re i’m we’ve they’ve let’s isn't aren't wasn't
        don't doesn't didn't can't won't it's that's means meant becomes became takes took goes
        went comes came gives gave makes made finds found says said seems seemed remains
        remained exists existed stands stood lay leads led knows knew thinks thought wants
        wanted needed sees saw shows showed tells told gets got keeps kept lets begins began
        demanded requires required depends depended belongs belonged represents represented
        expresses expressed follows followed consists consisted constitutes constituted appears
        appeared arises arose continues continued brings brought holds held left loses lost
        ruled acted implies implied signifies signified presupposes develops developed worked
        lived serves served creates created produces produced grows grew happens happened turns
        turned proves proved calls called believe believes believed consider considers
        considered say want know think see fight fought maintain maintains accept accepted
        recognise recognises recognised recognize recognizes recognized reject rejected denies
        denied ignore ignores declare declares declared devours devour marked chose choose write
        wrote stop stops refuse refuses refused lack lacks
        """
    ),
    regular_past=r"[^\W\d_]{3,}ed",
    not_before_past=words(
        """
        the a an of by as be been being its their his her our more most very so well and or is
        are was were has have had to in not newly highly
        """
    ),
    regular_present=r"[^\W\d_]{2,}[^\W\d_s]s",
    before_present=words("that which it"),
    after_present=words("a an"),
    subjects=words("i he she we they who"),
    months=(
        "january jan",
        "february feb",
        "march mar",
        "april apr",
        "may",
        "june jun",
        "july jul",
        "august aug",
        "september sept sep",
        "october oct",
        "november nov",
        "december dec",
    ),
    articles="the a an",
    small_words=words("the a an of in on at to for and or from by with against as into under over"),
    says=(
        r"accus(?:e[sd]?|ing)|acknowledg(?:e[sd]?|ing)|add(?:s|ed|ing)?"
        r"|admit(?:s|ted|ting)?|advis(?:e[sd]?|ing)|advocat(?:e[sd]?|ing)"
        r"|affirm(?:s|ed|ing)?|agree[sd]?|announc(?:e[sd]?|ing)|answer(?:s|ed|ing)?"
        r"|argu(?:e[sd]?|ing)|ask(?:s|ed|ing)?|assert(?:s|ed|ing)?|assur(?:e[sd]?|ing)"
        r"|attack(?:s|ed|ing)?|boast(?:s|ed|ing)?"
        r"|call(?:s|ed|ing)? (?:for|on|it|them|him|her|this)|caution(?:s|ed)?"
        r"|claim(?:s|ed|ing)?|comment(?:s|ed|ing)?|complain(?:s|ed|ing)?"
        r"|conced(?:e[sd]?|ing)|conclud(?:e[sd]?|ing)|confess(?:e[sd])?|confirm(?:s|ed)?"
        r"|contend(?:s|ed|ing)?|counter(?:s|ed)|critici[sz](?:e[sd]?|ing)"
        r"|cr(?:y|ied|ies|ying)|declar(?:e[sd]?|ing)|demand(?:s|ed|ing)?"
        r"|denounc(?:e[sd]?|ing)|den(?:y|ied|ies|ying)|describ(?:e[sd]?|ing)"
        r"|dismiss(?:es|ed|ing)?|emphasi[sz](?:e[sd]?|ing)|exclaim(?:s|ed|ing)?"
        r"|explain(?:s|ed|ing)?|expound(?:s|ed|ing)?|express(?:es|ed|ing)?"
        r"|f(?:ound|inds|inding) that|held that|hold(?:s|ing) that|indicat(?:e[sd]?|ing)"
        r"|inform(?:s|ed)?|insist(?:s|ed|ing)?|inveigh(?:s|ed)?|lament(?:s|ed|ing)?"
        r"|maintain(?:s|ed|ing)?|mention(?:s|ed|ing)?|not(?:e[sd]|ing)"
        r"|object(?:s|ed|ing)?|observ(?:e[sd]?|ing)|point(?:s|ed|ing)? out"
        r"|ponder(?:s|ed)?|predict(?:s|ed)?|proclaim(?:s|ed|ing)?|promis(?:e[sd]?|ing)"
        r"|quot(?:es|ed)|reproduc(?:es|ed)|reprint(?:s|ed)|pronounc(?:e[sd]|ing)"
        r"|propos(?:e[sd]?|ing)|protest(?:s|ed|ing)?|put(?:s)? it|quipp?(?:s|ed)"
        r"|recall(?:s|ed|ing)?|recogni[sz](?:e[sd]?|ing)|recount(?:s|ed|ing)?"
        r"|record(?:s|ed)|reflect(?:s|ed)|reiterat(?:e[sd]?|ing)|re-iterated?"
        r"|reject(?:s|ed|ing)|relate[sd]|remark(?:s|ed|ing)?|remember(?:s|ed|ing)?"
        r"|repeat(?:s|ed|ing)?|repl(?:y|ied|ies|ying)|report(?:s|ed|ing)?"
        r"|respond(?:s|ed|ing)?|retort(?:s|ed)?|said|say(?:s|ing)?|spoke|speak(?:s|ing)?"
        r"|stat(?:e[sd]?|ing)|stress(?:es|ed|ing)?|suggest(?:s|ed|ing)?"
        r"|summari[sz](?:e[sd]?|ing)|summ(?:ed|ing) up|taught|teach(?:es)?"
        r"|tell(?:s|ing)?|testif(?:y|ied|ies)|thought|told|urg(?:e[sd]?|ing)"
        r"|vow(?:s|ed)?|resolv(?:e[sd]|ing)|decided|decid(?:es|ing)"
        r"|instruct(?:s|ed|ing)?|recommend(?:s|ed|ing)?|pledg(?:e[sd]|ing)"
        r"|appeal(?:s|ed|ing)?|request(?:s|ed|ing)?|carried|took the view|passed a"
        r"|sent a|warn(?:s|ed|ing)?|welcomed|went on|wrote|writ(?:es|ing|ten)|exhorted"
        r"|emphatic|puts? the (?:case|matter)|defin(?:e[sd]?|ing)|defend(?:s|ed|ing)"
        r"|justif(?:y|ied|ies|ying)|believ(?:e[sd]?|ing)|consider(?:s|ed|ing)|felt|saw"
        r"|compar(?:e[sd]|ing)|characteri[sz](?:e[sd]?|ing)|sneer(?:s|ed)|snapp?(?:s|ed)"
        r"|jok(?:es|ed)|mus(?:es|ed)|grumbl(?:es|ed)|whisper(?:s|ed)|mutter(?:s|ed)"
        r"|scoff(?:s|ed)|thunder(?:s|ed)|shout(?:s|ed|ing)?|yell(?:s|ed)|sigh(?:s|ed)"
        r"|specif(?:y|ied|ies)|reveal(?:s|ed)|counsel(?:s|led)|preach(?:es|ed)"
        r"|elaborat(?:es|ed)|continu(?:es|ed)|opin(?:es|ed)|jott?(?:s|ed)"
        r"|confid(?:es|ed)|ventur(?:es|ed)"
    ),
    announces_title=(
        r"books?|essays?|articles?|pamphlets?|chapters?|papers?|speech(?:es)?|journal"
        r"|newspaper|songs?|poems?|report|entitled|titled|headed|editorial|resolution"
        r"|series|review|film|plays?|novel|thesis|leaflet|manifesto|title|headline"
        r"|section|see"
    ),
    announces_term=(
        r"so-called|dubbed|known as"
        r"|the (?:words?|terms?|phrase|expression|label|slogan) |use of the words?"
        r"|to mean"
    ),
)
