"""The version of an entry: what its form edits, inline rows included, as it stood at one moment.

A form carries the version that it was opened with, signed, as values and not as a hash: they say
what was changed meanwhile, and what whoever has the form has typed. A list carries a digest a row.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Max, Model

Values = dict[str, Any]
"""Field → value, as JSON has it: a foreign key as its key, many of them as their sorted keys."""


@dataclass(frozen=True, slots=True)
class Part:
    """The fields of an entry, or of its rows in one inline (then with the key to the entry)."""

    model: type[Model]
    names: tuple[str, ...]
    owner: Field | None = None

    @property
    def key(self) -> str:
        """Empty for the entry; for inline rows what their formset is called."""
        return self.owner.remote_field.get_accessor_name() if self.owner else ""

    def fields(self) -> list[Field]:
        return [self.model._meta.get_field(name) for name in self.names]


@dataclass(frozen=True, slots=True)
class Version:
    """``rows``: part → primary key as text → values; that of the entry is part "".

    ``saved``: part → the last record of its history, by which one knows a change that was taken
    back, and who made the last one.
    """

    rows: dict[str, dict[str, Values]]
    saved: dict[str, int]

    def digest(self) -> str:
        text = json.dumps([self.rows, self.saved], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def present(parts: Sequence[Part], entries: Sequence[Model]) -> dict[str, Version]:
    """Primary key → version, in as many queries for many entries as for one."""
    versions = {str(entry.pk): Version({}, {}) for entry in entries}
    for part in parts:
        if part.owner is None:
            found = {str(entry.pk): [entry] for entry in entries}
        else:
            found = {pk: [] for pk in versions}
            within = {f"{part.owner.name}__in": list(entries)}
            for row in part.model._base_manager.filter(**within).order_by("pk"):
                found[str(getattr(row, part.owner.attname))].append(row)
        values = _values(part, [row for rows in found.values() for row in rows])
        for pk, rows in found.items():
            versions[pk].rows[part.key] = {str(row.pk): values[str(row.pk)] for row in rows}
        for pk, last in _last_records(part, versions):
            versions[str(pk)].saved[part.key] = last
    return versions


def _values(part: Part, rows: Sequence[Model]) -> dict[str, Values]:
    found: dict[str, Values] = {str(row.pk): {} for row in rows}
    for field in part.fields():
        if field.many_to_many:
            for values in found.values():
                values[field.name] = []
            this, other = field.m2m_field_name(), field.m2m_reverse_field_name()
            links = field.remote_field.through._base_manager.filter(**{f"{this}__in": list(rows)})
            for pk, linked in links.values_list(f"{this}_id", f"{other}_id").order_by(
                f"{other}_id"
            ):
                found[str(pk)][field.name].append(linked)
        else:
            for row in rows:
                found[str(row.pk)][field.name] = field.value_from_object(row)
    plain: dict[str, Values] = json.loads(json.dumps(found, cls=DjangoJSONEncoder))
    return plain


def _last_records(part: Part, versions: dict[str, Version]) -> Iterable[tuple[Any, int]]:
    history = getattr(part.model, "history", None)
    if history is None:
        return ()
    by = part.owner.attname if part.owner else part.model._meta.pk.name
    records = history.filter(**{f"{by}__in": list(versions)}).order_by().values_list(by)
    last: Iterable[tuple[Any, int]] = records.annotate(Max("history_id"))
    return last


def last_record(parts: Sequence[Part], version: Version, before: Version | None):
    """The record of what was saved last since, with who did it; None if no history knows."""
    found = []
    for part in parts:
        last = version.saved.get(part.key)
        if last and (before is None or before.saved.get(part.key) != last):
            records = part.model.history.select_related("history_user")
            found.append(records.get(history_id=last))
    return max(found, key=lambda record: record.history_date, default=None)


# What forms and lists carry


def seal(version: Version, model: type[Model], pk: Any) -> str:
    content = {"rows": version.rows, "saved": version.saved}
    return signing.dumps(content, salt=_salt(model, pk), compress=True)


def unseal(text: str, model: type[Model], pk: Any) -> Version | None:
    """None for what is missing, changed on the way, or of another entry."""
    try:
        return Version(**signing.loads(text, salt=_salt(model, pk)))
    except signing.BadSignature:
        return None


def seal_page(content: dict, model: type[Model], page: str) -> str:
    """What another page says of its rows, such as "list"."""
    return signing.dumps(content, salt=_salt(model, page), compress=True)


def unseal_page(text: str, model: type[Model], page: str) -> dict | None:
    try:
        content: dict = signing.loads(text, salt=_salt(model, page))
    except signing.BadSignature:
        return None
    return content


def _salt(model: type[Model], pk: Any) -> str:
    return f"quotes.admin.versions {model._meta.label_lower} {pk}"
