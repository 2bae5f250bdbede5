"""A reading as plain rows: the keys of every export, with evidence and confidence beside them.

What only an editor knows (ref, state, verification, stance …) is None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from .results import ParsedArticle, Work

_CONTEXT = 32


def rows(article: ParsedArticle) -> Iterator[dict[str, Any]]:
    """One dict a quotation, in the order of the text. ``start`` and ``end`` are code points.

    >>> from quotes.reading.article import read_article
    >>> text = "Smith wrote in 1921: “We were wrong about it all.”[1]\\n\\n[1] Smith, Essays, 3.\\n"
    >>> row = next(rows(read_article(text.encode())))
    >>> row["speaker"], row["date"], row["footnote"], row["ref"]
    ('Smith', '1921', 1, None)
    """
    for index in range(len(article.spans)):
        yield _row(article, index)


def _row(article: ParsedArticle, index: int) -> dict[str, Any]:
    """One quotation; long because each key of the export has its line, in the export's order."""
    span, suggestion = article.spans[index], article.suggestions[index]
    text, work = article.document.text, article.work_of(index)
    number = article.reference_of[index]
    reference = article.references[number] if number is not None else None
    return {
        "ref": None,
        "url": None,
        "text": text[span.start : span.end],
        "prefix": text[max(0, span.start - _CONTEXT) : span.start],
        "suffix": text[span.end : span.end + _CONTEXT],
        "start": span.start,
        "end": span.end,
        "article": None,
        "section": span.section or None,
        "in_note": span.in_note,
        "kind": span.kind,
        "outer": span.outer,
        "fragment": span.fragment,
        "voice": suggestion.voice.value,
        "standing": None,
        "speaker": suggestion.speaker.value,
        "speaker_slug": None,
        "date": suggestion.date.value,
        "date_first": None,
        "date_last": None,
        "date_basis": suggestion.date.basis or None,
        "date_note": suggestion.date.reason if suggestion.date.basis == "inferred" else None,
        "quoted_via": suggestion.via or None,
        "footnote": _number(span.note),
        "locator": reference.locator or None if reference else None,
        "resolution": reference.trail if reference else None,
        "source": _source(work),
        "topics": [{"topic": slug, "stance": None} for slug in suggestion.topics],
        "note": span.defect or None,
        "passage": None,
        "state": None,
        "verification": None,
        "selection": None,
        "evidence": {
            "speaker": suggestion.speaker.reason or None,
            "voice": suggestion.voice.reason or None,
            "date": suggestion.date.reason or None,
            "source": reference.trail if reference else None,
        },
        "confidence": {
            "speaker": suggestion.speaker.confidence,
            "voice": suggestion.voice.confidence,
            "date": suggestion.date.confidence,
        },
    }


def _number(label: str | None) -> int | str | None:
    return int(label) if label and label.isascii() and label.isdecimal() else label


def _source(work: Work | None) -> dict[str, Any] | None:
    if work is None:
        return None
    return {
        "slug": None,
        "type": work.type,
        "title": work.title,
        "container_title": work.container or None,
        "author": "; ".join(work.authors) or None,
        "publisher": work.publisher or None,
        "year": int(work.year) if work.year.isdecimal() else None,
        "first_published": None,
    }


def report(article: ParsedArticle) -> list[str]:
    """What a person wants to know first: counts, then the problems by line."""
    document = article.document
    kinds = Counter(span.kind for span in article.spans)
    reasons = Counter(left.reason for left in article.left_out)
    lines = [
        f"Format: {document.format}. {len(document.text)} characters,"
        f" {len(document.sections)} sections, {len(document.marks)} note marks,"
        f" {len(document.notes)} notes.",
        f"Quotations: {len(article.spans)} ({_counted(kinds)}) in {len(article.passages)} "
        f"passages.",
        f"Left out: {len(article.left_out)} ({_counted(reasons)}).",
        f"Works cited: {len(article.works)}; references that stay open:"
        f" {sum(reference.work is None for reference in article.references)}.",
        f"Suggested: speakers {_share(article, 'speaker')}, dates {_share(article, 'date')}.",
    ]
    if document.missing_notes:
        lines.append(f"Notes that are missing: {', '.join(document.missing_notes)}.")
    lines.extend(f"line {problem.line}: {problem.message}" for problem in article.problems)
    return lines


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.most_common()) or "none"


def _share(article: ParsedArticle, name: str) -> str:
    found = sum(getattr(suggestion, name).value is not None for suggestion in article.suggestions)
    return f"{found} of {len(article.suggestions)}"
