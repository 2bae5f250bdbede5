"""Topics as mere hints: words that often stand where a proposition is discussed.

Which words hint at which topic is the data's to say; reading knows of no topic.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Hints = Mapping[str, re.Pattern[str]]
_MOST = 3


def hints_of(words: Mapping[str, list[str]]) -> Hints:
    """Slug → regular expressions, of which any hints at the topic. Raises re.error."""
    return {slug: re.compile("|".join(of), re.IGNORECASE) for slug, of in words.items()}


def hint_topics(text: str, hints: Hints) -> tuple[str, ...]:
    """At most three topic slugs whose words occur in the text, the most frequent first.

    >>> hints = hints_of({"lamps": ["lamps?", "lanterns?"], "quays": ["quays?"]})
    >>> hint_topics("The quay had lamps and lanterns.", hints)
    ('lamps', 'quays')
    """
    counts = {slug: len(pattern.findall(text)) for slug, pattern in hints.items()}
    found = [slug for slug, count in counts.items() if count]
    return tuple(sorted(found, key=lambda slug: -counts[slug])[:_MOST])
