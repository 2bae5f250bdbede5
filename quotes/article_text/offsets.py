"""Where quoted words stand in an article's text: offsets, context, and the shortest unique prefix.

All offsets are code points into the document text; ``text[start:end]`` is always the span.
"""

from quotes.shortening import shortened

CONTEXT = 32  # characters of prefix and suffix, as a Web Annotation TextQuoteSelector has them


def find_all(text: str, words: str) -> list[int]:
    """Every place where the words start, overlapping ones too."""
    places, place = [], text.find(words)
    while words and place != -1:
        places.append(place)
        place = text.find(words, place + 1)
    return places


def locate(text: str, words: str, prefix: str = "") -> int:
    """Where the words start, with the prefix standing directly before them.

    At the very beginning of the text there may be too little before them: they are meant there.
    Raises ValueError with a sentence when they do not stand there, or more than once.
    """
    places = find_all(text, prefix + words)
    if not places:
        where = f" after “{prefix}”" if prefix else ""
        raise ValueError(f"These words do not stand in the article{where}: “{shortened(words)}”")
    if len(places) > 1 and places[0] > 0:
        raise ValueError(
            f"These words stand {len(places)} times in the article; "
            f"a “prefix” must say which are meant: “{shortened(words)}”"
        )
    return places[0] + len(prefix)


def unique_prefix(text: str, start: int, end: int, longest: int | None = None) -> str:
    """The fewest whole words before a span that make it stand only once; mostly none.

    Raises ValueError with a sentence where more than ``longest`` characters would be needed.
    """
    # What stands only once does so with more before it, too: the place is found by halving.
    if _stands_once(text, start, end):
        return ""
    if longest and longest < start and not _stands_once(text, start - longest, end):
        raise ValueError(
            f"These words stand in the article again and again, after the same {longest} "
            f"characters: “{shortened(text[start:end])}”"
        )
    reach = CONTEXT
    while reach < start and not _stands_once(text, start - reach, end):
        reach *= 2
    low, high = max(0, start - reach), start  # from low it stands only once, from high more often
    while high - low > 1:
        middle = (low + high) // 2
        if _stands_once(text, middle, end):
            low = middle
        else:
            high = middle
    while low > 0 and not text[low - 1].isspace():
        low -= 1
    return text[low:start]


def _stands_once(text: str, start: int, end: int) -> bool:
    words = text[start:end]
    return text.find(words) == start and text.find(words, start + 1) == -1


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """The characters directly before and after a span, at most CONTEXT of each."""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
