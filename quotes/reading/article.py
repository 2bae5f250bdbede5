"""The whole chain: a file's bytes → ParsedArticle.

>>> data = "Smith wrote in 1921: “We were wrong about it all.”[1]\\n\\n[1] Smith, Essays, 3.\\n"
>>> article = read_article(data.encode())
>>> [(article.text_of(s), s.note) for s in article.spans]
[('We were wrong about it all.', '1')]
>>> article.suggestions[0].speaker.value, article.suggestions[0].date.value
('Smith', '1921')
"""

from __future__ import annotations

from .document.model import Document
from .document.read import read_document
from .quotations.rulings import read_spans
from .results import ParsedArticle
from .suggestions.known_works import NO_WORKS, KnownWorks
from .suggestions.suggest import Suggester
from .suggestions.topics import Hints

_NO_HINTS: Hints = {}


def read_article(
    data: bytes,
    format: str | None = None,
    hints: Hints = _NO_HINTS,
    known: KnownWorks = NO_WORKS,
) -> ParsedArticle:
    """Read a file: its document, quotations, notes, sources, and suggestions with evidence.

    ``format`` is one of ``document.FORMATS``; without it the format is detected. ``hints``: what
    hints at which topic (``topics.hints_of``); without them no topic is suggested.
    ``known``: works whose first years date their words. Raises DocumentError for a file that
    cannot be read; everything else odd is a problem by line.
    """
    return parse_document(read_document(data, format), hints, known)


def parse_document(
    document: Document, hints: Hints = _NO_HINTS, known: KnownWorks = NO_WORKS
) -> ParsedArticle:
    """The same for a document that has been read already."""
    reading = read_spans(document)
    suggester = Suggester(document, reading, hints, known)
    suggester.run()
    problems = sorted(
        {*document.problems, *reading.problems}, key=lambda problem: (problem.line, problem.message)
    )
    return ParsedArticle(
        document=document,
        spans=tuple(reading.spans),
        left_out=tuple(reading.left_out),
        works=tuple(suggester.ledger.resolver.works),
        references=tuple(suggester.ledger.references),
        passages=suggester.passages(),
        suggestions=suggester.suggestions(),
        reference_of=tuple(suggester.ledger.reference_of),
        problems=tuple(problems),
    )
