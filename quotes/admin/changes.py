"""What editors have changed since the loader last wrote a row."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin

from quotes.annotations.schema import ARTICLES, PASSAGES, QUOTATIONS, SHARED, Record, values_of

RECORDS = {record.model: record for record in (*SHARED, ARTICLES, PASSAGES, QUOTATIONS)}


@dataclass(frozen=True, slots=True)
class Change:
    """One key of a row, in the file's words: what the loader wrote and what stands there now."""

    key: str
    loaded: Any
    present: Any


def changes(row) -> list[Change]:
    """Where a loaded row differs from what was loaded; nothing for a row that never was."""
    present = values_of(RECORDS[type(row)], row) if row.loaded else {}
    return [
        Change(key, row.loaded[key], value)
        for key, value in present.items()
        if key in row.loaded and row.loaded[key] != value
    ]


def with_values(queryset):
    """With all that ``changes`` looks at, in a fixed number of queries."""
    record = RECORDS[queryset.model]
    lists = {"topics": "positions__topic", "members": "members", "sides": "sides"}
    links = _foreign_keys(record)
    if links:  # without names, all would be followed
        queryset = queryset.select_related(*links)
    return queryset.prefetch_related(*(lists[key.name] for key in record.keys if key.name in lists))


def _foreign_keys(record: Record) -> list[str]:
    fields = record.model._meta.concrete_fields
    linked = {field.name for field in fields if field.is_relation}
    return [key.name for key in record.keys if key.name in linked]


class ChangedFilter(admin.SimpleListFilter):
    """Rows that editors have changed, those as loaded, and those that were made by hand."""

    title = "change since it was loaded"
    parameter_name = "changed"

    def lookups(self, request, model_admin):
        return [("yes", "Changed"), ("no", "As loaded"), ("own", "Made by hand")]

    def queryset(self, request, queryset):
        if self.value() == "own":
            return queryset.filter(loaded={})
        if self.value() not in ("yes", "no"):
            return queryset
        loaded = queryset.exclude(loaded={})
        changed = [row.pk for row in with_values(loaded.order_by()) if changes(row)]
        if self.value() == "yes":
            return loaded.filter(pk__in=changed)
        return loaded.exclude(pk__in=changed)
