"""The file's form of a row: which keys an entry has, how each is read, and how it is written.

A Record says it once for both directions, so that loading and writing cannot drift apart. Values
are plain: strings, numbers, booleans, lists and lists of pairs; other rows stand there by their
slug, ref or label. A key that has its default is not written.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug
from django.db import models
from django.http import QueryDict

from quotes.annotations.yaml_files import Entry, Problem
from quotes.choices import (
    DateBasis,
    QuotationKind,
    SpeakerKind,
    Stance,
    Standing,
    State,
    TopicKind,
    Voice,
)
from quotes.dates import DateError, HistoricalDate
from quotes.models import (
    Article,
    Contrast,
    GlossaryTerm,
    Landmark,
    Passage,
    Phase,
    Quotation,
    Source,
    Speaker,
    ThenAndNow,
    Topic,
    valid_ref,
)
from quotes.selection import BadQuery, Selection

Reader = Callable[[Any], Any]
"""From what stands in the file to the value. Raises ValueError with a sentence."""


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("this must be one text")
    if "\0" in value:  # PostgreSQL has no room for it
        raise ValueError("there is a NUL character in it")
    return value


def number(value: Any) -> int:
    digits = text(value)
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 4:
        raise ValueError(f"“{digits}” is not a whole number up to 9999")
    return int(digits)


def flag(value: Any) -> bool:
    if value not in ("true", "false"):
        raise ValueError("this must be true or false")
    return value == "true"


def texts(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise ValueError("this must be a list")
    return [text(item) for item in value]


def slug(value: Any) -> str:
    return _validated(text(value), validate_slug, "is not a slug: letters, digits, - and _")


def ref(value: Any) -> str:
    return _validated(text(value), valid_ref, "is not a ref: 4 to 12 of 2–9 a–z without i, l, o")


def url(value: Any) -> str:
    return _validated(text(value), URLValidator(["http", "https"]), "is not an address")


def _validated(value: str, validator: Callable[[str], None], complaint: str) -> str:
    try:
        validator(value)
    except ValidationError as error:
        raise ValueError(f"“{value}” {complaint}") from error
    return value


def edtf(value: Any) -> str:
    try:
        return HistoricalDate.parse(text(value)).edtf
    except DateError as error:
        raise ValueError(str(error)) from error


def choice(choices: type[models.TextChoices]) -> Reader:
    def read(value: Any) -> str:
        if value not in choices.values:
            raise ValueError(f"“{value}” is none of {', '.join(choices.values)}")
        return value

    return read


def stances(value: Any) -> list[list[str]]:
    """Topics in their order, each with its stance; empty for attributed words."""
    if not isinstance(value, Entry):
        raise ValueError("this must say “topic: stance”, one a line")
    read = choice(Stance)
    return [
        [slug(topic), "" if stance == "" else read(stance)]
        for topic, stance in value.values.items()
    ]


def sides(value: Any) -> list[list[str]]:
    """The sides of a contrast: each its label and the query string that selects it."""
    if not isinstance(value, list) or not all(isinstance(side, Entry) for side in value):
        raise ValueError("this must be a list of sides, each with “label” and “refs” or “query”")
    if not 2 <= len(value) <= 4:
        raise ValueError(f"a contrast has two to four sides, not {len(value)}")
    return [_side(side.values) for side in value]


def _side(values: dict[str, Any]) -> list[str]:
    if set(values) not in ({"label", "refs"}, {"label", "query"}):
        raise ValueError("a side has “label” and either “refs” or “query”")
    if "refs" in values:
        query = "&".join(f"ref={ref(each)}" for each in texts(values["refs"]))
    else:
        query = text(values["query"])
    try:
        canonical = Selection.from_query(QueryDict(query)).query_string()
    except BadQuery as error:
        raise ValueError(str(error)) from error
    return [text(values["label"]), canonical]


def written_sides(value: list[list[str]]) -> list[dict[str, Any]]:
    written: list[dict[str, Any]] = []
    for label, query in value:
        pairs = parse_qsl(query)
        only_refs = all(name == "ref" for name, _ in pairs)
        selected = {"refs": [ref for _, ref in pairs]} if only_refs else {"query": query}
        written.append({"label": label, **selected})
    return written


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an entry. ``to`` is the model that its slug, ref or label names, if any."""

    name: str
    read: Reader = text
    default: Any = ""
    required: bool = False
    to: type[models.Model] | None = None
    write: Callable[[Any], Any] = lambda value: value

    @property
    def is_apart(self) -> bool:
        """Whether the values stand in rows of their own, not in a column."""
        return self.name in ("topics", "members", "sides")


@dataclass(frozen=True, slots=True)
class Record:
    """All keys of one kind of entry; those in ``identity`` say which row it is."""

    name: str
    model: type[models.Model]
    keys: tuple[Key, ...]
    identity: tuple[str, ...] = ("slug",)
    elsewhere: frozenset[str] = frozenset()  # keys that the loader reads by itself

    def in_file_order(self) -> list[models.Model]:
        """All rows, as the file has them: by identity, topics by their order. Sorted here, since
        databases do not agree on the order of words."""

        def place(row: models.Model) -> tuple[int, str]:
            return getattr(row, "order", 0), self.identify(values_of(self, row))

        return sorted(self.model._default_manager.all(), key=place)

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
                self._check_length(key, values[key.name])
            except ValueError as error:
                message = f"“{key.name}”: {str(error).rstrip('.')}."
                problems.append(entry.problem(message, key.name))
        return values, problems

    def _check_length(self, key: Key, value: Any) -> None:
        if key.to or key.is_apart:
            return
        longest = getattr(self.model._meta.get_field(key.name), "max_length", None)
        if longest and isinstance(value, str) and len(value) > longest:
            raise ValueError(f"this is {len(value)} characters long, {longest} fit")

    def written(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values as the file has them: in order, without what goes without saying."""
        return {
            key.name: key.write(values[key.name])
            for key in self.keys
            if key.required or values[key.name] != key.default
        }


SPEAKERS = Record(
    "speakers",
    Speaker,
    (
        Key("slug", slug, required=True),
        Key("name", required=True),
        Key("sort_name", required=True),
        Key("kind", choice(SpeakerKind), "person"),
        Key("members", texts, [], to=Speaker),
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
        Key("speaker", slug, required=True, to=Speaker),
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
        Key("note"),
        Key("source", slug, to=Source),
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
        Key("outer", ref, to=Quotation),
        Key("fragment", flag, False),
        Key("in_note"),
        Key("speaker", slug, to=Speaker),
        Key("voice", choice(Voice), "own"),
        Key("quoted_via"),
        Key("date", edtf),
        Key("date_basis", choice(DateBasis)),
        Key("date_note"),
        Key("topics", stances, [], write=dict),
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
        Key("topic", slug, to=Topic),
        Key("front_order", number, None),
        Key("is_published", flag, True),
        Key("sides", sides, [], required=True, write=written_sides),
    ),
)
THEN_AND_NOW = Record(
    "then-and-now",
    ThenAndNow,
    (
        Key("ref", ref, required=True),
        Key("topic", slug, required=True, to=Topic),
        Key("earlier", ref, required=True, to=Quotation),
        Key("later", ref, required=True, to=Quotation),
        Key("is_confirmed", flag, True),
    ),
    identity=("ref",),
)
LEFT_OUT_KEYS = frozenset({"text", "prefix", "reason", "comment"})
FIRST = (SPEAKERS, TOPICS, SOURCES, LANDMARKS, PHASES, GLOSSARY)
"""What quotations refer to, or what stands alone."""
LAST = (CONTRASTS, THEN_AND_NOW)
"""What refers to quotations."""
SHARED = (*FIRST, *LAST)


def values_of(record: Record, row: models.Model) -> dict[str, Any]:
    """What the row holds, as the file would say it."""
    return {key.name: _value_of(row, key) for key in record.keys}


def _value_of(row: models.Model, key: Key) -> Any:
    if key.name == "topics":
        positions: Iterable[Any] = row.positions.all()  # type: ignore[attr-defined]
        return [[position.topic.slug, position.stance] for position in positions]
    if key.name == "members":
        return sorted(member.slug for member in row.members.all())  # type: ignore[attr-defined]
    if key.name == "sides":
        return [[side.label, side.query] for side in row.sides.all()]  # type: ignore[attr-defined]
    value = getattr(row, key.name)
    if key.name in ("note", "in_note") and isinstance(value, models.Model):
        return value.label  # type: ignore[attr-defined]
    if isinstance(value, models.Model):
        return getattr(value, "slug", None) or value.ref  # type: ignore[attr-defined]
    return key.default if value is None else value
