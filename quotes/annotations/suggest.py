"""An article that nobody has annotated yet → entries in the form of the curated files.

What reading suggests becomes drafts that an editor checks; nothing is published by itself. A ref
follows from the article and the words, so that loading again finds the same drafts.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.text import slugify

from quotes.annotations.values import Slugs, room_for
from quotes.annotations.yaml_files import AnnotationError, Problem, dump
from quotes.article_text.offsets import unique_prefix
from quotes.choices import DateBasis, State
from quotes.dates import DateError, HistoricalDate
from quotes.models import REF_ALPHABET, Article, Passage, Quotation, Source, Speaker
from quotes.reading.results import NESTED, ParsedArticle, Work

REF_LENGTH = 8
LONGEST_PREFIX = 2_000  # characters; a person could not tell what is alike for longer


def drafted_files(parsed: ParsedArticle, file_name: str) -> dict[str, str]:
    """File name → content, as an editor would have written it: the article, and whom it needs.

    Raises AnnotationError where words cannot be told from others that are the same.
    """
    return _Drafter(parsed, file_name).files()


class _Drafter:
    def __init__(self, parsed: ParsedArticle, file_name: str):
        self.parsed, self.file_name = parsed, file_name
        self.stem = stem = Path(file_name).stem
        self.document = parsed.document
        self.slug = Slugs(Article).of(stem, "article")
        self.speakers: dict[str, dict[str, Any]] = {}
        self.sources: dict[str, dict[str, Any]] = {}
        self.known_speakers = dict(Speaker.objects.values_list("name", "slug"))
        self.known_sources = {
            (author, title): slug
            for author, title, slug in Source.objects.values_list("author", "title", "slug")
        }
        self.speaker_slugs = Slugs(Speaker, self.known_speakers.values())
        self.source_slugs = Slugs(Source, self.known_sources.values())
        self.refs = self._refs()

    def files(self) -> dict[str, str]:
        article = {
            "article": self._article(),
            "passages": [self._passage(index) for index in range(len(self.parsed.passages))],
            "left_out": list(self._left_out()),
        }
        return {
            f"{self.stem}.yaml": dump(article),
            "speakers.yaml": dump(list(self.speakers.values())),
            "sources.yaml": dump(list(self.sources.values())),
        }

    def _article(self) -> dict[str, Any]:
        headers = {name.lower(): value for name, value in self.document.headers}
        title = _fitting(Article, "title", headers.get("title") or self.stem)
        author = _fitting(Article, "author", headers.get("author", ""))
        by = f" by {author}" if author else ""
        return {
            "slug": self.slug,
            "title": title,
            **({"author": author} if author else {}),
            "selection_line": (
                f"These quotations were selected{by} for “{title}”. They show what it quotes, "
                "not all that anyone said."
            ),
            "selection_short": _fitting(
                Article,
                "selection_short",
                f"Selection: {author or title}. Not a representative sample.",
            ),
        }

    def _refs(self) -> list[str]:
        """One ref a span: from the article's name and the words, told apart where they recur."""
        refs: list[str] = []
        for span in self.parsed.spans:
            words, copy = self.parsed.text_of(span), 0
            while (ref := _minted(self.slug, words, str(copy))) in refs:
                copy += 1
            refs.append(ref)
        return refs

    def _passage(self, index: int) -> dict[str, Any]:
        passage = self.parsed.passages[index]
        first = passage.spans[0]
        work = self.parsed.work_of(first)
        reference = self.parsed.reference_of[first]
        resolved = self.parsed.references[reference] if reference is not None else None
        entry: dict[str, Any] = {"ref": _minted("passage", self.slug, self.refs[first])}
        if passage.note:
            entry["note"] = passage.note
        if work:
            entry["source"] = self._source(work)
        if resolved and resolved.locator:
            entry["locator"] = _fitting(Passage, "locator", resolved.locator)
        if resolved and resolved.trail:
            entry["resolution"] = _fitting(Passage, "resolution", resolved.trail)
        entry["quotations"] = [self._quotation(span) for span in passage.spans]
        return entry

    def _quotation(self, index: int) -> dict[str, Any]:
        span, suggestion = self.parsed.spans[index], self.parsed.suggestions[index]
        try:
            words = self._words(span.start, span.end)
        except ValueError as error:
            line = self.document.line_of(span.start)
            raise AnnotationError([Problem(self.file_name, line, str(error))]) from error
        entry: dict[str, Any] = {"ref": self.refs[index], **words}
        if span.kind != "inline":
            entry["kind"] = span.kind
        if span.kind == NESTED and span.outer is not None:
            entry["outer"] = self.refs[span.outer]
        if span.fragment:
            entry["fragment"] = True
        if span.in_note:
            entry["in_note"] = span.in_note
        if suggestion.speaker.value:
            entry["speaker"] = self._speaker(suggestion.speaker.value)
        if suggestion.voice.value == "attributed":
            entry["voice"] = "attributed"
        if suggestion.via:
            entry["quoted_via"] = _fitting(Quotation, "quoted_via", suggestion.via)
        entry |= _dated(suggestion.date.value, suggestion.date.basis, suggestion.date.reason)
        entry["state"] = State.DRAFT.value
        return entry

    def _left_out(self) -> Iterator[dict[str, Any]]:
        """What is no quotation, each with its reason; nothing that cannot be told from its like."""
        for span in self.parsed.left_out:
            with suppress(ValueError):
                yield {**self._words(span.start, span.end), "reason": span.reason}

    def _words(self, start: int, end: int) -> dict[str, str]:
        text = self.document.text
        prefix = unique_prefix(text, start, end, LONGEST_PREFIX)
        return {"text": text[start:end]} | ({"prefix": prefix} if prefix else {})

    def _speaker(self, name: str) -> str:
        name = _fitting(Speaker, "name", name)
        if name in self.known_speakers:
            return self.known_speakers[name]
        slug = self.known_speakers[name] = self.speaker_slugs.of(name, "speaker")
        last = name.split()[-1]
        sort_name = f"{last}, {name[: -len(last)].strip()}" if " " in name else name
        sort_name = _fitting(Speaker, "sort_name", sort_name)
        self.speakers[slug] = {"slug": slug, "name": name, "sort_name": sort_name}
        return slug

    def _source(self, work: Work) -> str:
        author = _fitting(Source, "author", "; ".join(work.authors))
        title = _fitting(Source, "title", work.title or "untitled")
        if (author, title) in self.known_sources:
            return self.known_sources[author, title]
        slug = self.source_slugs.of(slugify(title)[:60], "source")
        self.known_sources[author, title] = slug
        fields = {
            "slug": slug,
            "type": work.type if work.type != "book" else "",
            "author": author,
            "title": title,
            "container_title": work.container,
            "volume": work.volume,
            "publisher": work.publisher,
            "publisher_place": work.place,
            "issued": work.issued or work.year,
        }
        self.sources[slug] = {
            name: _fitting(Source, name, value) for name, value in fields.items() if value
        }
        return slug


def _fitting(model: type[models.Model], column: str, text: str) -> str:
    """As much of what was read as the column holds: a draft is for an editor to correct."""
    return text[: room_for(model, column)]


def _dated(date: str | None, basis: str, reason: str) -> dict[str, str]:
    """The date if it is one that can be stored; an inferred one says from where."""
    if not date or basis not in DateBasis.values:
        return {}
    try:
        HistoricalDate.parse(date)
    except DateError:
        return {}
    return {"date": date, "date_basis": basis} | (
        {"date_note": _fitting(Quotation, "date_note", reason)} if reason else {}
    )


def _minted(*parts: str) -> str:
    number = int.from_bytes(hashlib.sha256("\n".join(parts).encode()).digest()[:8])
    letters = []
    for _ in range(REF_LENGTH):
        number, index = divmod(number, len(REF_ALPHABET))
        letters.append(REF_ALPHABET[index])
    return "".join(letters)
