"""The file's form of a row: which keys an entry has, and in which order they are written.

A Record says it once for both directions, so that loading and writing cannot drift apart. Values
are plain: strings, numbers, booleans, lists and lists of pairs; other rows stand there by their
slug, ref or label. A key that has its default is not written.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models

from quotes.annotations.keys import Day, Key, Link, NoteLabel, Readings, Several, Sides
from quotes.annotations.values import choice, edtf, flag, number, ref, slug, texts, url
from quotes.annotations.yaml_files import Entry, Problem
from quotes.choices import (
    DateBasis,
    QuotationKind,
    SpeakerKind,
    Standing,
    State,
    TopicKind,
    Voice,
)
from quotes.models import (
    Article,
    Contrast,
    Correction,
    GlossaryTerm,
    Landmark,
    Passage,
    Phase,
    Quotation,
    Source,
    Speaker,
    ThenAndNow,
    Topic,
)


@dataclass(frozen=True, slots=True)
class Record:
    """All keys of one kind of entry; those in ``identity`` say which row it is."""

    name: str
    model: type[models.Model]
    keys: tuple[Key, ...]
    identity: tuple[str, ...] = ("slug",)
    elsewhere: frozenset[str] = frozenset()  # keys that the loader reads by itself

    def identify(self, values: dict[str, Any]) -> str:
        return " ".join(str(values[name]) for name in self.identity)

    def read(self, entry: Entry) -> tuple[dict[str, Any], list[Problem]]:
        """The entry's typed values, every key with at least its default, and what is wrong."""
        values: dict[str, Any] = {}
        problems = []
        known = {key.name for key in self.keys} | self.elsewhere
        for name in entry.values:
            if name not in known:
                problems.append(entry.problem(f"Unknown key “{name}”.", name))
        for key in self.keys:
            values[key.name] = key.default
            if key.name not in entry.values or entry.values[key.name] == "":
                if key.required:
                    problems.append(entry.problem(f"“{key.name}” is missing."))
                continue
            try:
                values[key.name] = key.read(entry.values[key.name])
                key.check(self.model, values[key.name])
            except ValueError as error:
                message = f"“{key.name}”: {str(error).rstrip('.')}."
                problems.append(entry.problem(message, key.name))
        return values, problems

    def written(self, row: models.Model) -> dict[str, Any]:
        """The row as the file has it: in order, without what goes without saying."""
        values = self.values_of(row)
        return {
            key.name: key.written(values[key.name])
            for key in self.keys
            if key.required or values[key.name] != key.default
        }

    def values_of(self, row: models.Model) -> dict[str, Any]:
        """What the row holds, as the file would say it."""
        return {key.name: key.value_of(row) for key in self.keys}

    def with_values(self, queryset: models.QuerySet) -> models.QuerySet:
        """With all that ``values_of`` looks at, in a fixed number of queries."""
        joined = [name for key in self.keys for name in key.joined]
        if joined:  # without names, all would be followed
            queryset = queryset.select_related(*joined)
        return queryset.prefetch_related(*(name for key in self.keys for name in key.fetched))

    def in_file_order(self) -> list[models.Model]:
        """All rows, as the file has them: by identity, topics by their order. Sorted here, since
        databases do not agree on the order of words."""

        def place(row: models.Model) -> tuple[int, str]:
            return getattr(row, "order", 0), self.identify(self.values_of(row))

        return sorted(self.with_values(self.model._default_manager.all()), key=place)


SPEAKERS = Record(
    "speakers",
    Speaker,
    (
        Key("slug", slug, required=True),
        Key("name", required=True),
        Key("sort_name", required=True),
        Key("kind", choice(SpeakerKind), "person"),
        Several("members", Speaker),
        Key("standing", choice(Standing), "contemporary"),
        Key("born", number, None),
        Key("died", number, None),
        Key("line"),
    ),
)
TOPICS = Record(
    "topics",
    Topic,
    (
        Key("slug", slug, required=True),
        Key("name", required=True),
        Key("proposition", required=True),
        Key("also"),
        Key("kind", choice(TopicKind), "normative"),
        Key("order", number, 0),
    ),
)
SOURCES = Record(
    "sources",
    Source,
    (
        Key("slug", slug, required=True),
        Key("type", default="book"),
        Key("author"),
        Key("title", required=True),
        Key("container_title"),
        Key("volume"),
        Key("editor"),
        Key("translator"),
        Key("publisher"),
        Key("publisher_place"),
        Key("issued"),
        Key("first_published", number, None),
        Key("original_title"),
        Key("original_language"),
        Key("url", url),
        Key("aliases", texts, []),
        Key("note"),
    ),
)
LANDMARKS = Record(
    "landmarks",
    Landmark,
    (
        Key("slug", slug, required=True),
        Key("date", edtf, required=True),
        Key("title", required=True),
        Key("reference", required=True),
        Key("in_margin", flag, False),
    ),
)
PHASES = Record(
    "phases",
    Phase,
    (
        Link("speaker", Speaker, required=True),
        Key("label", required=True),
        Key("date", edtf, required=True),
        Key("reference"),
    ),
    identity=("speaker", "label"),
)
ARTICLES = Record(
    "article",
    Article,
    (
        Key("slug", slug, required=True),
        Key("title", required=True),
        Key("subtitle"),
        Key("author"),
        Key("issued"),
        Key("publication"),
        Key("selection_line", required=True),
        Key("selection_short", required=True),
        Key("full_text_allowed", flag, False),
    ),
)
PASSAGES = Record(
    "passage",
    Passage,
    (
        Key("ref", ref, required=True),
        NoteLabel("note"),
        Link("source", Source),
        Key("locator"),
        Key("resolution"),
    ),
    identity=("ref",),
    elsewhere=frozenset({"quotations"}),
)
QUOTATIONS = Record(
    "quotation",
    Quotation,
    (
        Key("ref", ref, required=True),
        Key("text", required=True),
        Key("kind", choice(QuotationKind), "inline"),
        Link("outer", Quotation),
        Key("fragment", flag, False),
        NoteLabel("in_note"),
        Link("speaker", Speaker),
        Key("voice", choice(Voice), "own"),
        Key("standing", choice(Standing)),
        Key("quoted_via"),
        Key("date", edtf),
        Key("date_basis", choice(DateBasis)),
        Key("date_note"),
        Readings("topics"),
        Key("note"),
        Key("state", choice(State), "published"),
    ),
    identity=("ref",),
    elsewhere=frozenset({"prefix"}),
)
GLOSSARY = Record(
    "glossary",
    GlossaryTerm,
    (Key("term", required=True), Key("expansion"), Key("line", required=True)),
    identity=("term",),
)
CONTRASTS = Record(
    "contrasts",
    Contrast,
    (
        Key("slug", slug, required=True),
        Key("title", required=True),
        Key("introduction", required=True),
        Link("topic", Topic),
        Key("front_order", number, None),
        Key("is_published", flag, True),
        Sides("sides"),
    ),
)
THEN_AND_NOW = Record(
    "then-and-now",
    ThenAndNow,
    (
        Key("ref", ref, required=True),
        Link("topic", Topic, required=True),
        Link("earlier", Quotation, required=True),
        Link("later", Quotation, required=True),
        Key("is_confirmed", flag, True),
    ),
    identity=("ref",),
)
CORRECTIONS = Record(
    "corrections",
    Correction,
    (
        Key("ref", ref, required=True),
        Day("date"),
        Link("quotation", Quotation),
        Key("remark", required=True),
    ),
    identity=("ref",),
)
LEFT_OUT_KEYS = frozenset({"text", "prefix", "reason", "comment"})
FIRST = (SPEAKERS, TOPICS, SOURCES, LANDMARKS, PHASES, GLOSSARY)
"""What quotations refer to, or what stands alone."""
LAST = (CONTRASTS, THEN_AND_NOW, CORRECTIONS)
"""What refers to quotations."""
SHARED = (*FIRST, *LAST)
EVERY = (*SHARED, ARTICLES, PASSAGES, QUOTATIONS)
RECORD_OF = {record.model: record for record in EVERY}
