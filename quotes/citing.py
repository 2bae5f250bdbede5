"""A quotation's source as one line of plain text, second-hand chain and article included.

A part that is not known leaves nothing behind: no empty brackets, no doubled comma.
"""

import re

from django.utils.text import capfirst

from quotes.dates import DateError, HistoricalDate
from quotes.models import Article, Quotation, Source, Speaker


def citation(quotation: Quotation) -> str:
    """Speaker (when), work, pages; quoted by whom; and the article that quotes the words.

    The line names the article because that is where the words were taken from.
    """
    passage = quotation.passage
    parts = [_speaker(quotation)]
    work = passage.source
    via = quotation.quoted_via.rstrip(".")
    if work and via and _is_of(via, work):
        parts.append(f"Quoted in {source_line(work, passage.locator)}")
    else:
        by = quotation.speaker
        parts.append(source_line(work, passage.locator, by) if work else "Source not resolved.")
        parts += [f"Quoted by {via}."] if via else []
    note = f", note {passage.note.label}" if passage.note else ""
    return " ".join([*parts, f"As quoted in {article_line(passage.article)}{note}."])


def article_line(article: Article) -> str:
    """Author, title, and where and when the article was published, without a full stop.

    >>> article_line(Article(author="A. Author", title="On It", issued="2023-10-05"))
    'A. Author, “On It” (5 October 2023)'
    """
    published, issued = article.publication.strip(), _in_words(article.issued)
    year = re.match(r"\d{4}", article.issued)
    if published and year and year[0] not in published:
        published = f"{published} ({issued})"
    elif not published and issued:
        return f"{_before(article.author)}{_quoted(article.title)} ({issued})"
    return f"{_before(article.author)}{_quoted(article.title)}{_after(published)}"


def _speaker(quotation: Quotation) -> str:
    at = _in_words(quotation.date) or when(quotation)
    return f"{speaker_name(quotation.speaker)} ({at})."


def speaker_name(speaker: Speaker | str | None) -> str:
    """The name of a speaker, or of nobody that is known."""
    return str(speaker) if speaker else "Unknown speaker"


def when(quotation: Quotation) -> str:
    """When it was said, in words."""
    date = quotation.historical_date
    return date.in_words() if date else "undated"


def source_line(source: Source, locator: str = "", unless_by: Speaker | None = None) -> str:
    """The work as a bibliography has it, in one style, ending with a full stop.

    The author is left out where the line already names them as the speaker.

    >>> source_line(Source(author="A. Author", title="A Book", publisher="P", issued="1961"), "7")
    'A. Author, A Book (P, 1961), 7.'
    """
    # A volume that the pages name themselves is not said twice.
    in_pages = bool(source.volume) and locator.startswith(f"{source.volume}:")
    edition = _edition(source, with_volume=not in_pages)
    author = author_unless(source, unless_by)
    line = f"{_before(author)}{_title(source)}{edition}{_after(locator)}"
    return line if line.endswith((".", "?", "!")) else f"{line}."


def author_unless(source: Source, speaker: Speaker | None) -> str:
    """Who wrote the work; empty where that is the speaker, who is named beside it."""
    if speaker is not None and _names(speaker.name) == _names(source.author):
        return ""
    return _in_a_row(source.author)


def imprint(source: Source) -> str:
    """Where, by whom and when the edition was published, as far as is known."""
    place = _in_a_row(source.publisher_place)
    publisher = ": ".join(part for part in (place, source.publisher) if part)
    return ", ".join(part for part in (publisher, _in_words(source.issued)) if part)


def line_beside_title(source: Source) -> str:
    """The same where the title stands already; empty where there is nothing else to say.

    >>> line_beside_title(Source(author="A. Author", title="A Book", publisher="P", issued="1961"))
    'A. Author (P, 1961).'
    """
    container = f", in {source.container_title}" if source.container_title else ""
    line = f"{_in_a_row(source.author)}{container}{_edition(source)}".removeprefix(",").strip()
    return f"{capfirst(line)}." if line else ""


def _title(source: Source) -> str:
    if source.container_title:
        return f"{_quoted(source.title)}, in {source.container_title}"
    return source.title


def _edition(source: Source, with_volume: bool = True) -> str:
    volume = f", vol. {source.volume}" if source.volume and with_volume else ""
    by = f", trans. {_in_a_row(source.translator)}" if source.translator else ""
    editor = f", ed. {_in_a_row(source.editor)}" if source.editor else ""
    edition = imprint(source)
    first = source.first_published
    again = f"first published {first}" if first and str(first) != source.issued[:4] else ""
    printed = "; ".join(part for part in (edition, again) if part)
    return f"{volume}{editor}{by}" + (f" ({printed})" if printed else "")


def _is_of(via: str, source: Source) -> bool:
    """Whether who quotes the words does so in this very work: “Samuel Farber, Before Stalinism”."""
    whole = f"{_in_a_row(source.author or source.editor)}{source.title}"
    return _letters(whole).startswith(_letters(via))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _names(authors: str) -> frozenset[str]:
    """Persons or bodies, whether joined by “;” or “and”, with an article before them or without."""
    parts = re.split(r";|\band\b", authors.casefold())
    return frozenset(part.strip().removeprefix("the ") for part in parts)


def _in_a_row(names: str) -> str:
    """“A; B; C” → “A, B and C”."""
    *others, last = [name.strip() for name in names.split(";")]
    return f"{', '.join(others)} and {last}" if others else last


def _in_words(date: str) -> str:
    """A date within brackets, whose own are square; what is none (“Autumn 2023”) as it is."""
    try:
        return HistoricalDate.parse(date).in_words().replace("(", "[").replace(")", "]")
    except DateError:
        return date


def _quoted(title: str) -> str:
    """In quotation marks; those inside are single."""
    return f"“{title.replace('“', '‘').replace('”', '’')}”"


def _before(part: str) -> str:
    return f"{part}, " if part else ""


def _after(part: str) -> str:
    return f", {part}" if part else ""
