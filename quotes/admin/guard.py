"""One entry, one truth: no desk saves, acts on or deletes what was changed since it was shown."""

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR, TO_FIELD_VAR
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.forms.models import _get_foreign_key
from django.http import Http404, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from simple_history.admin import SimpleHistoryAdmin

from quotes.admin import versions
from quotes.admin.keys import FindsByKey, is_key
from quotes.admin.refusals import NOTHING, Refusal, of_gone
from quotes.admin.versions import Part, Version
from quotes.data_version import data_version, take_turn

CONFLICT, BAD_REQUEST = 409, 400
UNKNOWN = (
    "this form does not say which version of the entry it was opened with, or it was altered on the"
    " way."
)
CHOOSE = (
    "What you typed is kept below; what you left as it was shows what stands there now. To save"
    " again is to choose what the form says."
)


class Refused:
    """A form that is shown again and not saved, right or wrong."""

    def is_valid(self):
        return False


class GuardedAdmin(FindsByKey, SimpleHistoryAdmin):
    """Every form that can change or delete an entry carries its version (``_version``), and every
    list the versions of its rows (``_versions``). What is older is refused, with what differs.

    A refused form is answered with 409 Conflict (400 where the version is missing or altered), and
    comes back with a new version: saving again is a choice.
    """

    delete_confirmation_template = "admin/guarded_delete_confirmation.html"
    delete_selected_confirmation_template = "admin/guarded_delete_selected_confirmation.html"

    def offered_rows(self, inline, there: int) -> list[dict]:
        """The values that new rows of an inline begin with, behind as many as are there."""
        return []

    # The parts of an entry, and its version

    def version_parts(self, request) -> list[Part]:
        """All that the forms of this desk edit, also what is fixed once a row is loaded."""
        edited = flatten_fieldsets(self.get_fieldsets(request))
        parts = [Part(self.model, _columns(self.model, edited, self.readonly_fields))]
        for inline in self.get_inline_instances(request):
            owner = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
            edited = flatten_fieldsets(inline.get_fieldsets(request))
            names = _columns(inline.model, edited, inline.readonly_fields)
            parts.append(Part(inline.model, names, owner))
        return parts

    def _present(self, request, entry) -> Version:
        return versions.present(self.version_parts(request), [entry])[str(entry.pk)]

    def _entry(self, request, object_id):
        to_field = request.POST.get(TO_FIELD_VAR, request.GET.get(TO_FIELD_VAR))
        if to_field and not self.to_field_allowed(request, to_field):
            return None  # and Django says so
        return self.get_object(request, unquote(object_id), to_field)

    def _opened(self, request, pk) -> Version | None:
        return versions.unseal(request.POST.get("_version", ""), self.model, pk)

    def _sealed(self, entry, version: Version) -> dict[str, str]:
        return {"version": versions.seal(version, self.model, entry.pk)}

    # Forms: of an entry, and of an older state in its history

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        def show(pk=object_id, url=form_url, **extra):
            extra = (extra_context or {}) | extra
            return super(GuardedAdmin, self).changeform_view(request, pk, url, extra)

        if object_id is None or request.method != "POST" or "_saveasnew" in request.POST:
            return show()
        return self._guarded(request, object_id, show)

    def history_view(self, request, object_id, extra_context=None):
        if not is_key(self.model, unquote(object_id)):
            raise Http404
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        if not (is_key(self.model, object_id) and is_key(self.model.history.model, version_id)):
            raise Http404

        def show(pk=object_id, url="", **extra):
            extra = (extra_context or {}) | extra
            if pk is None:
                return self.changeform_view(request, None, url, extra)
            return super(GuardedAdmin, self).history_form_view(request, pk, version_id, extra)

        if request.method == "POST":
            return self._guarded(request, object_id, show)
        entry = self._entry(request, object_id)
        if entry is None:
            return show()
        return show(**self._sealed(entry, self._present(request, entry)))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj and "version" not in context and self.has_change_permission(request, obj):
            context.update(self._sealed(obj, self._present(request, obj)))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (Refused, form), {}) if hasattr(request, "refusal") else form

    def _guarded(self, request, object_id, show):
        """``show`` goes on as Django does; where the form is older than the entry, nothing is saved
        by that, since the form is a refused one."""
        with transaction.atomic():
            take_turn()
            entry = self._entry(request, object_id)
            if entry is None:
                opened = self._opened(request, unquote(object_id))
                return self._refuse_gone(request, object_id, opened, show) if opened else show()
            if not self.has_change_permission(request, entry):
                raise PermissionDenied  # going back would ask for the right to look only
            opened, now = self._opened(request, entry.pk), self._present(request, entry)
            sealed = self._sealed(entry, now)
            if opened == now:
                return show(**sealed)
            refusal = self._refusal(request, entry, opened, now)
            request.POST = refusal.data
            if refusal.is_settled:
                return show(**sealed)
            refusal.sentence = f"Nothing is saved: {self._what_happened(request, opened, now)}"
            refusal.sentence += f" {CHOOSE}"
            request.refusal = refusal
            return _refused(show(**sealed, refusal=refusal), refusal)

    def _refusal(self, request, entry, opened, now) -> Refusal:
        parts = self.version_parts(request)
        refusal = Refusal(request.POST, opened, now, self._in_words(request, opened, now))
        fields = flatten_fieldsets(self.get_fieldsets(request, entry))
        form = self.get_form(request, entry, change=True, fields=fields)
        refusal.lay_entry(parts[0], form(instance=entry))
        rows = {part.key: part for part in parts if part.owner}
        for FormSet, inline in self.get_formsets_with_inlines(request, entry):
            prefix = FormSet.get_default_prefix()
            if f"{prefix}-TOTAL_FORMS" not in request.POST or prefix not in rows:
                continue  # an older state in the history has no rows
            there = len(opened.rows.get(prefix, ())) if opened else 0
            formset = FormSet(instance=entry, prefix=prefix, queryset=inline.get_queryset(request))
            offered = self.offered_rows(inline, there)
            offers = self.offered_rows(inline, len(now.rows[prefix]))
            refusal.lay_rows(rows[prefix], formset, offered, offers)
        return refusal

    def _in_words(self, request, *seen: Version | None) -> "InWords":
        in_words = InWords(self.admin_site, request)
        in_words.look_up(self.version_parts(request), filter(None, seen))
        return in_words

    def _refuse_gone(self, request, object_id, opened, show):
        parts, in_words = self.version_parts(request), self._in_words(request, opened)
        refusal = of_gone(request.POST, parts, self.get_form(request)(), opened, in_words)
        happened = self._what_happened(request, opened, None, unquote(object_id))
        request.POST, request.refusal = refusal.data, refusal
        if self.has_add_permission(request):
            refusal.sentence = f"Nothing is saved: {happened} What you typed is kept below; to save"
            refusal.sentence += " it makes a new entry of it."
            add = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
            return _refused(show(None, add, refusal=refusal), refusal)
        refusal.sentence = f"Nothing is saved: {happened} What you had typed stands here."
        context = self.admin_site.each_context(request) | {"opts": self.opts, "refusal": refusal}
        context["title"] = f"Change {self.opts.verbose_name}"
        return TemplateResponse(request, "admin/refused.html", context, status=CONFLICT)

    def _what_happened(self, request, opened, now, pk=None) -> str:
        """Who changed the entry, or deleted it, and when, where its history knows."""
        if now is None:
            done, record = "deleted", self.model.history.filter(**{self.opts.pk.name: pk}).first()
            record = record if record and record.history_type == "-" else None
        elif opened is None:
            return UNKNOWN
        else:
            done = "changed"
            record = versions.last_record(self.version_parts(request), now, opened)
        if record is None:
            return f"this entry was {done} after you had opened it."
        who = record.history_user or "the loader"
        when = date_format(localtime(record.history_date), "DATETIME_FORMAT")
        return f"this entry was {done} by {who} on {when}, after you had opened it."

    # Deleting

    def delete_view(self, request, object_id, extra_context=None):
        if request.method != "POST":
            return self._delete_view_of(request, object_id, extra_context)
        with transaction.atomic():
            take_turn()
            return self._delete_view_of(request, object_id, extra_context)

    def _delete_view_of(self, request, object_id, extra_context):
        entry, extra = self._entry(request, object_id), extra_context or {}
        if entry is None or not self.has_delete_permission(request, entry):
            return super().delete_view(request, object_id, extra)
        opened, now = self._opened(request, entry.pk), self._present(request, entry)
        extra = extra | self._sealed(entry, now)
        if request.method != "POST" or opened == now:
            return super().delete_view(request, object_id, extra)
        parts = self.version_parts(request)
        refusal = Refusal(QueryDict(), opened, now, self._in_words(request, opened, now))
        if opened:
            refusal.compare(parts)
        happened = self._what_happened(request, opened, now)
        refusal.sentence = f"Nothing is deleted: {happened} Look again before you delete it."
        extra |= {"refusal": refusal, "to_field": request.POST.get(TO_FIELD_VAR)}
        extra["is_popup"] = IS_POPUP_VAR in request.POST or IS_POPUP_VAR in request.GET
        request.POST = QueryDict()  # asked anew, and not confirmed
        return _refused(super().delete_view(request, object_id, extra), refusal)

    # Lists and their actions

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        if context.get("action_form") is not None:
            context["versions"] = self._sealed_list(request, context["cl"].result_list)
        return response

    def response_action(self, request, queryset):
        """Rows that were changed since the list was shown are left as they are, and named. Rows
        that it did not show are acted on only if nothing at all was written since."""
        listed = versions.unseal_page(request.POST.get("_versions", ""), self.model, "list")
        if listed is None:
            told = "Nothing is done: the list did not say which versions of its rows it showed."
            self.message_user(request, f"{told} Choose again.", messages.ERROR)
            return None
        with transaction.atomic():
            take_turn()
            across = forms.BooleanField().to_python(request.POST.get("select_across"))
            if across and data_version().token != listed["data"]:
                told = "Nothing is done: entries were changed since this list was shown."
                self.message_user(request, f"{told} Look again, and choose again.", messages.ERROR)
                return None
            if not across and (chosen := set(request.POST.getlist(ACTION_CHECKBOX_NAME))):
                same = self._unchanged(request, chosen, listed["rows"])
                if not same:
                    return None
                request.POST = request.POST.copy()
                request.POST.setlist(ACTION_CHECKBOX_NAME, sorted(same))
            response = super().response_action(request, queryset)
            context = getattr(response, "context_data", None) or {}
            if "queryset" in context:  # asks whether to go on
                context["versions"] = self._sealed_list(request, context["queryset"])
            return response

    def _sealed_list(self, request, rows) -> str:
        present = versions.present(self.version_parts(request), list(rows))
        digests = {pk: version.digest() for pk, version in present.items()}
        content = {"rows": digests, "data": data_version().token}
        return versions.seal_page(content, self.model, "list")

    def _unchanged(self, request, chosen: set[str], listed: dict[str, str]) -> set[str]:
        """Those of the chosen that are as they were listed; the others are named to the editor."""
        there = list(self.get_queryset(request).filter(pk__in=chosen & listed.keys()))
        present = versions.present(self.version_parts(request), there)
        changed = [row for row in there if present[str(row.pk)].digest() != listed[str(row.pk)]]
        if changed:
            where = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            links = ((reverse(where, args=[row.pk]), row) for row in changed)
            told = format_html(
                "Changed since this list was shown, and left as they are: {}. Look again: {}.",
                len(changed),
                format_html_join("; ", '<a href="{}">{}</a>', links),
            )
            self.message_user(request, told, messages.WARNING)
        if missing := len(chosen) - len(there):
            self.message_user(request, f"Not there any more: {missing}.", messages.WARNING)
        return present.keys() - {str(row.pk) for row in changed}


class InWords:
    """A value of a model's field, for people; each row that is referred to is looked up once."""

    def __init__(self, admin_site, request):
        self.admin_site, self.request = admin_site, request
        self.known: dict[tuple[type, str], str] = {}

    def __call__(self, field, value) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return "; ".join(self(field, each) for each in value) or NOTHING
        if value in (None, ""):
            return NOTHING
        if not field.is_relation:
            return str(dict(field.flatchoices).get(value, value))
        key = (field.related_model, str(value))
        if key not in self.known:
            self._name(field.related_model, {value})
        return self.known[key]

    def look_up(self, parts: list[Part], seen: Iterable[Version]) -> None:
        """All rows that these versions refer to, with one query a model."""
        wanted: dict[type, set] = {}
        for version in seen:
            for part in parts:
                for field in filter(lambda field: field.is_relation, part.fields()):
                    for values in version.rows.get(part.key, {}).values():
                        value = values.get(field.name)
                        keys = value if isinstance(value, list) else [value]
                        wanted.setdefault(field.related_model, set()).update(keys)
        for model, keys in wanted.items():
            self._name(model, keys - {None})

    def _name(self, model, keys) -> None:
        self.known |= {(model, str(key)): str(key) for key in keys}  # for those that are gone
        desk = self.admin_site.get_model_admin(model)
        try:
            rows = desk.get_queryset(self.request).in_bulk(keys)
        except (TypeError, ValueError, ValidationError):  # a key that no form offers
            return
        self.known |= {(model, str(pk)): str(row) for pk, row in rows.items()}


def _columns(model, names, left_out) -> tuple[str, ...]:
    found = []
    for name in names:
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:  # a column of the desk's own
            continue
        if name not in left_out and field.editable:
            found.append(name)
    return tuple(found)


def _refused(response, refusal: Refusal):
    response.status_code = CONFLICT if refusal.opened else BAD_REQUEST
    return response
