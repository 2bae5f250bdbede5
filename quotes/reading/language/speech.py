"""Words with which texts say that somebody says something, in five languages."""

from __future__ import annotations

import re

_STEMS = (
    # English: regular stems, then whole forms
    "accus(?:e[sd]?|ing)|acknowledg(?:e[sd]?|ing)|add(?:s|ed|ing)?|admit(?:s|ted|ting)?|advis(?:e[sd]?|ing)|advocat(?:e[sd]?|ing)"
    "|affirm(?:s|ed|ing)?|agree[sd]?|announc(?:e[sd]?|ing)|answer(?:s|ed|ing)?|argu(?:e[sd]?|ing)"
    "|ask(?:s|ed|ing)?|assert(?:s|ed|ing)?|assur(?:e[sd]?|ing)|attack(?:s|ed|ing)?|boast(?:s"
    "|ed|ing)?|call(?:s|ed|ing)? (?:for|on|it|them|him|her|this)"
    "|caution(?:s|ed)?|claim(?:s|ed|ing)?|comment(?:s|ed|ing)?|complain(?:s|ed|ing)?|conced(?:e[sd]?|ing)"
    "|conclud(?:e[sd]?|ing)|confess(?:e[sd])?|confirm(?:s|ed)?|contend(?:s|ed|ing)?|counter(?:s|ed)"
    "|critici[sz](?:e[sd]?|ing)|cr(?:y|ied|ies|ying)|declar(?:e[sd]?|ing)|demand(?:s|ed|ing)?|denounc(?:e[sd]?|ing)"
    "|den(?:y|ied|ies|ying)|describ(?:e[sd]?|ing)|dismiss(?:es|ed|ing)?|emphasi[sz](?:e[sd]?|ing)|exclaim(?:s|ed|ing)?"
    "|explain(?:s|ed|ing)?|expound(?:s|ed|ing)?|express(?:es|ed|ing)?|f(?:ound|inds|inding) that"
    "|held that|hold(?:s|ing) that|indicat(?:e[sd]?|ing)|inform(?:s|ed)?"
    "|insist(?:s|ed|ing)?|inveigh(?:s|ed)?|lament(?:s|ed|ing)?|maintain(?:s|ed|ing)?|mention(?:s|ed|ing)?|not(?:e[sd]|ing)"
    "|object(?:s|ed|ing)?|observ(?:e[sd]?|ing)|point(?:s|ed|ing)? out|ponder(?:s|ed)?"
    "|predict(?:s|ed)?|proclaim(?:s|ed|ing)?|promis(?:e[sd]?|ing)"
    "|quot(?:es|ed)|reproduc(?:es|ed)|reprint(?:s|ed)|pronounc(?:e[sd]|ing)|propos(?:e[sd]?"
    "|ing)|protest(?:s|ed|ing)?|put(?:s)? it|quipp?(?:s|ed)|recall(?:s|ed|ing)?"
    "|recogni[sz](?:e[sd]?|ing)"
    "|recount(?:s|ed|ing)?|record(?:s|ed)|reflect(?:s|ed)|reiterat(?:e[sd]?|ing)|re-iterated?|reject(?:s|ed|ing)|relate[sd]|remark(?:s|ed|ing)?|remember(?:s|ed|ing)?"
    "|repeat(?:s|ed|ing)?|repl(?:y|ied|ies|ying)|report(?:s|ed|ing)?|respond(?:s|ed|ing)?|retort(?:s|ed)?"
    "|said|say(?:s|ing)?|spoke|speak(?:s|ing)?|stat(?:e[sd]?|ing)|stress(?:es|ed|ing)?|suggest(?:s|ed|ing)?|summari[sz](?:e[sd]?|ing)"
    "|summ(?:ed|ing) up|taught|teach(?:es)?|tell(?:s|ing)?|testif(?:y|ied|ies)|thought|told"
    "|urg(?:e[sd]?|ing)|vow(?:s|ed)?|resolv(?:e[sd]|ing)|decided|decid(?:es|ing)|instruct(?:s"
    "|ed|ing)?|recommend(?:s|ed|ing)?|pledg(?:e[sd]|ing)|appeal(?:s|ed|ing)?|request(?:s|ed"
    "|ing)?|carried|took the view|passed a|sent a|warn(?:s|ed|ing)?"
    "|welcomed|went on|wrote|writ(?:es|ing|ten)|exhorted|emphatic|puts? the (?:case|matter)"
    "|defin(?:e[sd]?|ing)|defend(?:s|ed|ing)"
    "|justif(?:y|ied|ies|ying)|believ(?:e[sd]?|ing)|consider(?:s|ed|ing)|felt|saw|compar(?:e[sd]|ing)|characteri[sz](?:e[sd]?|ing)"
    # German, French, Spanish, Italian
    "|sagte|sagt|schrieb|schreibt|meinte|meint|erklärte?|erklärt|betonte?|betont|behauptete?|behauptet|bemerkte?|bemerkt|fragte?|fragt|antwortete?"
    "|forderte?|fordert|nannte|nennt|rief|fügte|heißt es|hieß es|notierte?|verkündete?"
    "|berichtete?|berichtet|urteilte?"
    "|dit|disait|déclar[ae](?:it)?|affirm[ae](?:it)?|écri(?:t|vait|vit)|répond(?:it|ait)?|not[ae](?:it)?|expliqu[ae](?:it)?|ajout[ae](?:it)?"
    "|soulign[ae](?:it)?|conclu[ta]?i?t?|s['’]écri[ae]|observ[ae](?:it)?|proclam[ae](?:it)?|avertit"
    "|dijo|dice|decía|escrib(?:ió|e|ía)|afirm(?:ó|a|aba)|declar(?:ó|a|aba)|respondió|sostuvo|sostiene|señal(?:ó|a)|añad(?:ió|e)|explic(?:ó|a)"
    "|proclam(?:ó|a)|advirtió|scrisse|scrive|disse|affermò|dichiarò"
    "|sneer(?:s|ed)|snapp?(?:s|ed)|jok(?:es|ed)|mus(?:es|ed)|grumbl(?:es|ed)|whisper(?:s|ed)"
    "|mutter(?:s|ed)|scoff(?:s|ed)|thunder(?:s|ed)|shout(?:s|ed|ing)?|yell(?:s|ed)|sigh(?:s|ed)"
    "|specif(?:y|ied|ies)|reveal(?:s|ed)|counsel(?:s|led)|preach(?:es|ed)|elaborat(?:es|ed)"
    "|continu(?:es|ed)|opin(?:es|ed)|jott?(?:s|ed)|confid(?:es|ed)|ventur(?:es|ed)"
    "|(?:spekul|konstat|resüm|komment|kritis|argument|formul|postul|proklam|plädi|propag|notifi"
    "|reflekt|referi|defini|charakteris|prognosti[zs]|akzepti|prophezei)(?:ier)?t(?:e|en)?"
    "|warnte?|versicherte?|verlangte?|folgerte?|unterstrich|unterstreicht|erwiderte?|entgegnete?"
    "|äußerte?|äußert|wiederholte?|ergänzte?|gestand|gesteht|bezeichnete?|beschrieb|beschreibt"
    "|bestand|hofft|hoffte|klagte?|prophezeite?"
)

SPEECH_VERB = re.compile(rf"\b(?:{_STEMS})\b", re.IGNORECASE)
# "writes:", "as follows:", "in these words:" right before a quotation
ACCORDING = re.compile(
    r"\b(?:according to|in the words of|as|in the opinion of|for|hence|thus|laut|nach|so|selon"
    r"|d['’]après|según)\s*$",
    re.IGNORECASE,
)
# What somebody may do without a word
QUIET_VERB = re.compile(
    r"(?:consider|believ|felt|saw|thought|compar|recogni|remember|reflect|held|holds)\w*",
    re.IGNORECASE,
)
# "he says: “", "wrote that “"; and "…,” he would tell me", "…”, schrieb Marx"
SAYS_BEFORE = re.compile(rf"\b(?:{_STEMS})(?:\s(?:that|dass|daß|que|me|us))?[,:]?$", re.IGNORECASE)
SAYS_AFTER = re.compile(
    rf"[,.;]?\s?(?:(?:[\w.’-]+\s){{1,3}}(?:(?:would|had|once|later|also|then)\s)?)?"
    rf"(?:{_STEMS}|tell|say|write)\b",
    re.IGNORECASE,
)
# What makes a name an object, not a subject: "against X", "critique of X", "told X"
OBJECT_BEFORE = re.compile(
    r"\b(?:against|of|to|from|on|about|than|, like|unlike|just like|between|and not|told|tells"
    r"|telling|refut(?:e|es|ed|ing)|"
    r"accus(?:e[sd]?|ing)|attack(?:s|ed|ing)?|critici[sz](?:e[sd]?|ing)|oppos(?:e[sd]?|ing)|under|before|after|"
    r"quot(?:e[sd]|ing)|cit(?:e[sd]|ing)|in|compar(?:e[sd]|ing)|denounc(?:e[sd]|ing)|including|for|over|an|bei|von|gegen|mit|contre|avec|contra|con)"
    r"(?:\s(?:both|even|the|comrade|mr\.?|m\.|citizen))?\s*$",
    re.IGNORECASE,
)
# "with Trotsky keen to stress that": a subject; "broke with Trotsky": an object
WITH_BEFORE = re.compile(r"\b(?:with|mit|avec|con)\s*$", re.IGNORECASE)
BY_BEFORE = re.compile(
    r"\b(?:by|von|durch|par|por|da)\s*(?:(?:the|a|an|his|their|its)\s[^,.;“”\"]{3,45},\s"
    r"|comrade |mr\.? |both )?$",
    re.IGNORECASE,
)
