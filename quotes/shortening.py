"""A text that is too long for its place, cut between its words."""


def shortened(text: str, longest: int = 80, goes_on: str = "…") -> str:
    """The text in one line; a longer one cut, its marks closed, and the sign that it goes on.

    ``longest`` counts without the sign.

    >>> shortened("We have more than once been accused", 20)
    'We have more than…'
    >>> shortened("He said “we have” more than once", 11, " …")
    'He said “we” …'
    """
    cut = fitting(text, longest)
    if len(cut) == len(" ".join(text.split())):
        return cut
    return f"{cut}{'”' if cut.count('“') > cut.count('”') else ''}{goes_on}"


def fitting(text: str, longest: int) -> str:
    """As many of the first words as fit, in one line and without a sign; of a longer word a part.

    >>> fitting("We have more than once been accused", 20)
    'We have more than'
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest + 1].rsplit(" ", 1)[0][:longest]


def first_words(text: str, number: int) -> str:
    """The first words, without a sign: inside quotation marks, "…" is for the article's cuts.

    >>> first_words("We have more than once been accused", 3)
    'We have more'
    """
    return " ".join(text.split()[:number])


def goes_on(text: str, start: str) -> bool:
    """Whether a text has more words than those from its start: what is to be said outside of them.

    >>> goes_on("We have more", "We have"), goes_on("We have  more", "We have more")
    (True, False)
    """
    return " ".join(text.split()) != start
