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

    Raises ValueError with a sentence when they do not stand there, or more than once.
    """
    places = find_all(text, prefix + words)
    if not places:
        where = f" after “{prefix}”" if prefix else ""
        raise ValueError(f"These words do not stand in the article{where}: “{shortened(words)}”")
    if len(places) > 1:
        raise ValueError(
            f"These words stand {len(places)} times in the article; "
            f"a “prefix” must say which are meant: “{shortened(words)}”"
        )
    return places[0] + len(prefix)


def unique_prefix(text: str, start: int, end: int) -> str:
    """The fewest whole words before a span that make it stand only once; mostly none."""
    begin = start
    while len(find_all(text, text[begin:end])) > 1 and begin > 0:
        begin -= 1
        while begin > 0 and not text[begin - 1].isspace():
            begin -= 1
    return text[begin:start]


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """The characters directly before and after a span, at most CONTEXT of each."""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
