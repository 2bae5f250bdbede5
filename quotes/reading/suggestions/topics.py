"""Topics as mere hints: words that often stand where a proposition is discussed."""

from __future__ import annotations

import re

# Slug → what in a quotation hints at it. Hints only: a reader decides.
_HINTS = {
    "party-dictatorship": r"dictatorship of (?:the|a|our) (?:\w+ )?party|party dictatorship"
    "|party’s dictatorship|"
    r"one[- ]party|single[- ]party|monopoly of (?:the )?(?:political )?(?:party|power)|leading "
    r"role of (?:the|our) party",
    "workers-democracy": r"workers[’'] democracy|working[- ]class democracy|workers[’'] "
    "control|self-management|recall",
    "soviets": r"\bsoviets\b|soviet democracy|workers[’'] councils|soviet parties",
    "party-democracy": r"(?:inner-?)?party democracy|democracy within the party|party "
    "bureaucra|party regime",
    "factions": r"\bfactions?\b|factional|groupings?\b",
    "vanguard-and-class": r"\bvanguard\b|backward|vacillation|wavering|mass(?:es)? themselves"
    "|leadership of the party",
    "repression": r"suppress|repress|concentration camps?|counter-?revolution|slander|crush"
    "|terror\b",
    "one-man-management": r"one-man management|appointed manager|single manager",
    "militarisation-of-labour": r"militari[sz]ation|labou?r arm|deserters|compulsion"
    "|industrial armies",
    "trade-unions": r"trade unions?\b|syndicalis",
    "industrialisation": r"industriali[sz]ation|five[- ]year plan|surplus",
    "bureaucracy": r"bureaucra",
    "class-nature-of-ussr": r"workers[’']? state|proletarian state|class nature|ruling class",
    "state-capitalism": r"state[- ]capitalis|exploitation|employer",
    "property-forms": r"nationali[sz]ation|forms of property|state ownership|means of "
    "production|state industry",
    "socialism-in-one-country": r"socialism in one country",
    "kronstadt": r"\bkronstadt\b|cronstadt",
    "army": r"\bred army\b|commanders?\b|commanding staff|principle of election|military",
    "international-revolution": r"world revolution|international revolution|communist "
    "international|in other countries",
    "legacy-of-opposition": r"(?:left )?opposition\b|alternative to stalinism",
    "continuity": r"continuing the bolshevik|stalinism and|stalin’s rule|bolshevik traditions",
}
_PATTERNS = {slug: re.compile(pattern, re.IGNORECASE) for slug, pattern in _HINTS.items()}
_MOST = 3


def hint_topics(text: str) -> tuple[str, ...]:
    """At most three topic slugs whose words occur in the text, the most frequent first.

    >>> hint_topics("the dictatorship of the party")
    ('party-dictatorship',)
    """
    counts = {slug: len(pattern.findall(text)) for slug, pattern in _PATTERNS.items()}
    found = [slug for slug, count in counts.items() if count]
    return tuple(sorted(found, key=lambda slug: -counts[slug])[:_MOST])
