"""A quotation's source as one line of plain text, second-hand chain and article included."""

from django.utils.text import capfirst

from quotes.models import Quotation, Source, Speaker


def citation(quotation: Quotation) -> str:
    """Author (year of the edition, first published), title, container, pages; quoted by whom.

    The line names the article that quotes the words: that is where they were taken from.
    """
    passage = quotation.passage
    parts = [_speaker(quotation)]
    if passage.source:
        parts.append(source_line(passage.source, passage.locator, unless_by=quotation.speaker))
    else:
        parts.append("Source not resolved.")
    if quotation.quoted_via:
        parts.append(f"Quoted by {quotation.quoted_via.rstrip('.')}.")
    note = f", note {passage.note.label}" if passage.note else ""
    article = passage.article
    where = f"{article.author}, “{article.title}” ({article.issued}){note}"
    return " ".join([*parts, f"As quoted in {where}."])


def _speaker(quotation: Quotation) -> str:
    return f"{speaker_name(quotation.speaker)} ({when(quotation)})."


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
    named_already = unless_by is not None and unless_by.name == source.author
    head = f"{source.author}, " if source.author and not named_already else ""
    title = (
        f"“{source.title}”, in {source.container_title}" if source.container_title else source.title
    )
    pages = f", {locator}" if locator else ""
    return f"{head}{title}{_edition(source)}{pages}."


def line_beside_title(source: Source) -> str:
    """The same where the title stands already; empty where there is nothing else to say.

    >>> line_beside_title(Source(author="A. Author", title="A Book", publisher="P", issued="1961"))
    'A. Author (P, 1961).'
    """
    container = f", in {source.container_title}" if source.container_title else ""
    line = f"{source.author}{container}{_edition(source)}".removeprefix(",").strip()
    return f"{capfirst(line)}." if line else ""


def _edition(source: Source) -> str:
    volume = f", vol. {source.volume}" if source.volume else ""
    by = f", trans. {source.translator}" if source.translator else ""
    editor = f", ed. {source.editor}" if source.editor else ""
    edition = imprint(source)
    first = source.first_published
    again = f"; first published {first}" if first and str(first) != source.issued[:4] else ""
    published = f" ({edition}{again})" if edition else ""
    return f"{volume}{editor}{by}{published}"


def imprint(source: Source) -> str:
    """Where, by whom and when the edition was published: "London: New Park, 1973"."""
    place = f"{source.publisher_place}: " if source.publisher_place else ""
    return ", ".join(part for part in (f"{place}{source.publisher}", source.issued) if part)
