"""One key of an entry: how it is read, checked, given to its row, and taken from it again.

Each kind of key says all of this in one place: a column, a row that is named, several that are, a
note of the article, the readings of a quotation, the sides of a contrast.
"""

import datetime
from collections.abc import Callable
from typing import Any, Protocol

from django.db import models

from quotes.annotations.values import Reader, check_fit, choice, day, ref, slug, text, texts
from quotes.annotations.yaml_files import Entry
from quotes.choices import Stance
from quotes.models import ContrastSide, Note, Position, Quotation, Topic
from quotes.selection import BadQuery, Selection

Named = tuple[type[models.Model], str]
"""A row that a value names: its model, and its slug, ref or label."""
Present = Callable[[type[models.Model], str], str]
"""The present slug of a row, given one that it has or once had."""


class Rows(Protocol):
    """Where a key finds the rows that its value names."""

    def row(self, model: type[models.Model], identity: str) -> models.Model: ...
    def note(self, label: str) -> Note: ...


class Key:
    """A key that is a column of the row. Other kinds of keys say what is different with them."""

    is_apart = False
    """Whether the value stands in rows of its own, which are written once all others are there."""
    joined: tuple[str, ...] = ()
    """The relations to one row that ``value_of`` follows."""
    fetched: tuple[str, ...] = ()
    """The relations to many rows that ``value_of`` follows."""

    def __init__(
        self, name: str, read: Reader = text, default: Any = "", required: bool = False
    ) -> None:
        """``read`` makes the value of what stands in the file; ``default`` goes without saying."""
        self.name, self.read, self.default, self.required = name, read, default, required

    def check(self, model: type[models.Model], value: Any) -> None:
        """Raises ValueError with a sentence where the value does not fit into its column."""
        check_fit(model, self.name, value)

    def names(self, value: Any) -> list[Named]:
        """The rows that the value names, which must be there."""
        return []

    def renamed(self, value: Any, present: Present) -> Any:
        """The value with the present slugs of the rows that it names."""
        return value

    def value_of(self, row: Any) -> Any:
        """What the row holds, as the file would say it."""
        value = getattr(row, self.name)
        return self.default if value is None else value

    def assign(self, row: Any, value: Any, rows: Rows) -> None:
        setattr(row, self.name, value)

    def written(self, value: Any) -> Any:
        """The value in the form that the file has."""
        return value


class Day(Key):
    """A day of our own time, as text in the file and among what was loaded."""

    def __init__(self, name: str) -> None:
        super().__init__(name, day, required=True)

    def value_of(self, row: Any) -> str:
        return str(getattr(row, self.name))

    def assign(self, row: Any, value: str, rows: Rows) -> None:
        setattr(row, self.name, datetime.date.fromisoformat(value))


class Link(Key):
    """Another row, by its slug or ref."""

    def __init__(self, name: str, to: type[models.Model], required: bool = False) -> None:
        self.to, self.by = to, "ref" if hasattr(to, "ref") else "slug"
        super().__init__(name, ref if self.by == "ref" else slug, "", required)
        self.joined = (name,)

    def check(self, model: type[models.Model], value: str) -> None:
        check_fit(self.to, self.by, value)

    def names(self, value: str) -> list[Named]:
        return [(self.to, value)] if value else []

    def renamed(self, value: str, present: Present) -> str:
        return present(self.to, value)

    def value_of(self, row: Any) -> str:
        named = getattr(row, self.name)
        return getattr(named, self.by) if named else ""

    def assign(self, row: Any, value: str, rows: Rows) -> None:
        setattr(row, self.name, rows.row(self.to, value) if value else None)


class NoteLabel(Key):
    """A note of the article, by its label."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.joined = (name,)

    def check(self, model: type[models.Model], value: str) -> None:
        check_fit(Note, "label", value)

    def names(self, value: str) -> list[Named]:
        return [(Note, value)] if value else []

    def value_of(self, row: Any) -> str:
        note = getattr(row, self.name)
        return note.label if note else ""

    def assign(self, row: Any, value: str, rows: Rows) -> None:
        setattr(row, self.name, rows.note(value) if value else None)


class Several(Key):
    """Other rows by their slugs, in the order of the alphabet."""

    is_apart = True

    def __init__(self, name: str, to: type[models.Model]) -> None:
        super().__init__(name, texts, [])
        self.to, self.fetched = to, (name,)

    def check(self, model: type[models.Model], value: list[str]) -> None:
        pass  # each must be there

    def names(self, value: list[str]) -> list[Named]:
        return [(self.to, each) for each in value]

    def renamed(self, value: list[str], present: Present) -> list[str]:
        return sorted(present(self.to, each) for each in value)

    def value_of(self, row: Any) -> list[str]:
        return sorted(each.slug for each in getattr(row, self.name).all())

    def assign(self, row: Any, value: list[str], rows: Rows) -> None:
        getattr(row, self.name).set([rows.row(self.to, each) for each in value])


class Readings(Key):
    """The topics of a quotation in their order, each with its stance."""

    is_apart = True
    fetched = ("positions__topic",)

    def __init__(self, name: str) -> None:
        super().__init__(name, readings, [])

    def check(self, model: type[models.Model], value: list[list[str]]) -> None:
        pass  # each topic must be there, each stance is one of four

    def names(self, value: list[list[str]]) -> list[Named]:
        return [(Topic, topic) for topic, _ in value]

    def renamed(self, value: list[list[str]], present: Present) -> list[list[str]]:
        return [[present(Topic, topic), stance] for topic, stance in value]

    def value_of(self, row: Quotation) -> list[list[str]]:
        return [[position.topic.slug, position.stance] for position in row.positions.all()]

    def assign(self, row: Quotation, value: list[list[str]], rows: Rows) -> None:
        standing = {position.topic.slug: position for position in row.positions.all()}
        for order, (topic, stance) in enumerate(value, start=1):
            position = standing.pop(topic, None) or Position(
                quotation=row, topic=rows.row(Topic, topic)
            )
            if position.pk is None or (position.stance, position.order) != (stance, order):
                position.stance, position.order = stance, order
                position.save()
        for position in standing.values():
            position.delete()

    def written(self, value: list[list[str]]) -> dict[str, str]:
        return dict(value)


class Sides(Key):
    """The sides of a contrast: each its label and the query string that selects it."""

    is_apart = True
    fetched = ("sides",)

    def __init__(self, name: str) -> None:
        super().__init__(name, sides, [], required=True)

    def check(self, model: type[models.Model], value: list[list[str]]) -> None:
        for label, _ in value:
            check_fit(ContrastSide, "label", label)

    def names(self, value: list[list[str]]) -> list[Named]:
        selections = (Selection.from_address(query) for _, query in value)
        return [(Quotation, each) for selection in selections for each in selection.ref]

    def value_of(self, row: Any) -> list[list[str]]:
        return [[side.label, side.query] for side in row.sides.all()]

    def assign(self, row: Any, value: list[list[str]], rows: Rows) -> None:
        row.sides.all().delete()
        for order, (label, query) in enumerate(value, start=1):
            row.sides.create(order=order, label=label, query=query)

    def written(self, value: list[list[str]]) -> list[dict[str, Any]]:
        return [{"label": label, **_selecting(query)} for label, query in value]


def readings(value: Any) -> list[list[str]]:
    """Topics in their order, each with its stance; empty for attributed words."""
    if not isinstance(value, Entry):
        raise ValueError("this must say “topic: stance”, one a line")
    read = choice(Stance)
    return [
        [slug(topic), "" if stance == "" else read(stance)]
        for topic, stance in value.values.items()
    ]


def sides(value: Any) -> list[list[str]]:
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
        canonical = ContrastSide.canonical(query)
    except BadQuery as error:
        raise ValueError(str(error)) from error
    return [text(values["label"]), canonical]


def _selecting(query: str) -> dict[str, Any]:
    selection = Selection.from_address(query)
    only_refs = selection == Selection().having(ref=selection.ref)
    return {"refs": list(selection.ref)} if only_refs else {"query": query}
