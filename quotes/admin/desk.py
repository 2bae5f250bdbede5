"""What all desks share: history, provenance that is shown and never edited, counts that link."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import CharField, Count
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from quotes.admin.changes import changes
from quotes.admin.guard import GuardedAdmin
from quotes.admin.keys import ChoosesByKey, FindsByKey

LONG = 120  # characters from which on a field needs the width of the page


def counting(relation: str, target: str, lookup: str, description: str):
    """A column with the number of related rows, which leads to the list of them.

    The desk names the relation in its ``counted``.
    """

    @admin.display(description=description, ordering=f"{relation}__count")
    def count(desk, row):
        address = reverse(f"admin:quotes_{target}_changelist")
        number = getattr(row, f"{relation}__count")
        return format_html('<a href="{}?{}={}">{}</a>', address, lookup, row.pk, number)

    return count


def wrapping(field: str, order: str):
    """A column with a related row, whose name may be long: the admin never breaks its line."""

    @admin.display(description=field, ordering=order)
    def column(row):
        return getattr(row, field)

    column.__name__ = field
    return column


class Desk(GuardedAdmin):
    """A desk declares ``fieldsets``, and beside them:

    - ``provenance``: fields that are shown once the row is there, and that nobody edits;
    - ``loaders``: fields that nobody edits in a loaded row, because they come from the article
      or are what the file knows the row by;
    - ``counted``: relations whose rows are counted for the list;
    - ``slug_from``: the field that the slug of a new row is made of.
    """

    provenance: tuple[str, ...] = ()
    loaders: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    slug_from = ""
    list_per_page = 50

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        if self.list_select_related:
            queryset = queryset.select_related(*self.list_select_related)
        if self.counted:  # rows that are counted together lose their order
            queryset = queryset.annotate(*map(Count, self.counted))
        return queryset.order_by(*self.model._meta.ordering)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.provenance:
            return fieldsets
        return [*fieldsets, ("Provenance", {"fields": self.provenance})]

    def get_readonly_fields(self, request, obj=None):
        fixed = self.loaders if is_loaded(obj) else ()
        return (*self.readonly_fields, *self.provenance, *fixed)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if type(db_field) is CharField and db_field.max_length >= LONG and not db_field.choices:
            kwargs["widget"] = AdminTextInputWidget(attrs={"class": "vLargeTextField"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_prepopulated_fields(self, request, obj=None):
        return {"slug": (self.slug_from,)} if self.slug_from and obj is None else {}

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """New rows of a numbered inline stand behind those that are there."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, NumberedInline):
            owner = {obj._meta.model_name: obj}
            there = inline.model._default_manager.filter(**owner).count() if obj.pk else 0
            kwargs["initial"] = self.offered_rows(inline, there)
        return kwargs

    def offered_rows(self, inline, there):
        if not isinstance(inline, NumberedInline):
            return super().offered_rows(inline, there)
        return [{"order": place} for place in range(there + 1, inline.max_num + 1)]

    def has_delete_permission(self, request, obj=None):
        # The next load would bring it back, and what was said of it would be lost.
        return super().has_delete_permission(request, obj) and not is_loaded(obj)

    def save_model(self, request, obj, form, change):
        current = self.model._base_manager.get(pk=obj.pk) if change else None
        self.before_saving(request, obj, current)
        super().save_model(request, obj, form, change)

    def before_saving(self, request, obj, current):
        """A loaded row that goes back to a version in its history keeps what the loader knows."""
        if not is_loaded(current):
            return
        columns = {field.name: field.attname for field in self.model._meta.concrete_fields}
        for name in self.get_readonly_fields(request, current):
            if name in columns:
                setattr(obj, columns[name], getattr(current, columns[name]))

    @admin.display(description="differs from the file")
    def differs(self, row):
        if not row.loaded:
            return "This entry was made here and is not in the file yet."
        changed = changes(row)
        if not changed:
            return "No. It stands here as it was loaded."
        rows = ((change.key, said(change.loaded), said(change.present)) for change in changed)
        return format_html(
            "<table><thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead>"
            "<tbody>{}</tbody></table>",
            *("Key", "As loaded", "Now"),
            format_html_join("", "<tr><th>{}</th><td>{}</td><td>{}</td></tr>", rows),
        )


class NumberedInline(ChoosesByKey, admin.TabularInline):
    """Rows with a place in an order, which editors give them."""

    extra = 1


class ReadOnlyDesk(FindsByKey, admin.ModelAdmin):
    """For rows that come from the article alone, and for traces."""

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.list_select_related or ())

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def is_loaded(row) -> bool:
    return bool(getattr(row, "loaded", None))


def said(value) -> str:
    """A value of the file, for people: pairs as “topic: stance”, nothing as a dash."""
    if isinstance(value, list):
        parts = [
            ": ".join(filter(None, part)) if isinstance(part, list) else part for part in value
        ]
        return "; ".join(parts) or "–"
    return "–" if value in ("", None) else str(value)
