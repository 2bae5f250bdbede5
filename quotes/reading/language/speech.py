"""Words with which texts say that somebody says something, in all languages that are known."""

from __future__ import annotations

import re

from .languages import LANGUAGES, any_language

_SAYS = any_language(language.says for language in LANGUAGES)
SPEECH_VERB = re.compile(rf"\b{_SAYS}\b", re.IGNORECASE)
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
SAYS_BEFORE = re.compile(rf"\b{_SAYS}(?:\s(?:that|dass|daß|que|me|us))?[,:]?$", re.IGNORECASE)
SAYS_AFTER = re.compile(
    rf"[,.;]?\s?(?:(?:[\w.’-]+\s){{1,3}}(?:(?:would|had|once|later|also|then)\s)?)?"
    rf"(?:{_SAYS}|tell|say|write)\b",
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
