"""What editors have changed since the loader last wrote a row."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin

from quotes.annotations.schema import RECORD_OF


@dataclass(frozen=True, slots=True)
class Change:
    """One key of a row, in the file's words: what the loader wrote and what stands there now."""

    key: str
    loaded: Any
    present: Any


def changes(row) -> list[Change]:
    """Where a loaded row differs from what was loaded; nothing for a row that never was."""
    present = RECORD_OF[type(row)].values_of(row) if row.loaded else {}
    return [
        Change(key, row.loaded[key], value)
        for key, value in present.items()
        if key in row.loaded and row.loaded[key] != value
    ]


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
        rows = RECORD_OF[queryset.model].with_values(loaded.order_by())
        changed = [row.pk for row in rows if changes(row)]
        if self.value() == "yes":
            return loaded.filter(pk__in=changed)
        return loaded.exclude(pk__in=changed)
