"""The desks for what editors compose and publish beside the quotations."""

import hashlib
import json

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.forms import BaseInlineFormSet, ModelForm, Textarea
from django.shortcuts import redirect, render
from django.urls import path

from quotes.admin.changes import ChangedFilter
from quotes.admin.desk import Desk, NumberedInline, wrapping
from quotes.admin.versions import seal_page, unseal_page
from quotes.data_version import take_turn
from quotes.models import (
    Contrast,
    ContrastSide,
    Correction,
    GlossaryTerm,
    Quotation,
    ThenAndNow,
)
from quotes.then_and_now import candidates

EARLIER = wrapping("earlier", order="earlier__date_first")
LATER = wrapping("later", order="later__date_first")
QUOTATION = wrapping("quotation", order="quotation__ref")


class SideForm(ModelForm):
    """A side is any view of the site: its whole address or what stands after its question mark."""

    class Meta:
        widgets = {"query": Textarea(attrs={"rows": 3, "cols": 50})}


class SideFormSet(BaseInlineFormSet):
    def kept(self):
        """The forms that are filled in and stay."""
        return [
            form
            for form in self.forms
            if (form.instance.pk or form.has_changed())
            and not self._should_delete_form(form)
            and form.is_valid()
        ]


class SideInline(NumberedInline):
    model = ContrastSide
    form = SideForm
    formset = SideFormSet
    fields = ("order", "label", "query")
    min_num = 2
    max_num = 4
    verbose_name_plural = "sides: two to four"

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, **kwargs, validate_min=True)


@admin.register(Contrast)
class ContrastDesk(Desk):
    inlines = (SideInline,)
    list_display = ("title", "front_order", "is_published")
    list_filter = ("is_published", ChangedFilter)
    search_fields = ("title", "introduction", "slug")
    slug_from = "title"
    fieldsets = (
        (
            None,
            {"fields": ("title", "slug", "introduction", "topic", "front_order", "is_published")},
        ),
    )
    autocomplete_fields = ("topic",)
    provenance = ("differs",)
    loaders = ("slug",)

    def save_formset(self, request, form, formset, change):
        formset.save(commit=False)
        self.save_sides(form.instance, [side.instance for side in formset.kept()])

    def save_sides(self, contrast, sides):
        """All sides anew, under the keys that they had: two that change places would each find the
        other's taken."""
        contrast.sides.all().delete()
        ContrastSide.objects.bulk_create(sides)


@admin.register(ThenAndNow)
class ThenAndNowDesk(Desk):
    list_display = ("ref", "topic", EARLIER, LATER, "is_confirmed")
    list_filter = ("is_confirmed", "topic", ChangedFilter)
    list_select_related = ("topic", "earlier__speaker", "later__speaker")
    search_fields = ("ref", "earlier__ref", "later__ref", "earlier__text", "later__text")
    autocomplete_fields = ("topic", "earlier", "later")
    fieldsets = ((None, {"fields": ("topic", "earlier", "later", "is_confirmed")}),)
    provenance = ("ref", "differs")
    change_list_template = "admin/quotes/thenandnow/change_list.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.candidates)
        return [path("candidates/", view, name="quotes_thenandnow_candidates"), *super().get_urls()]

    def candidates(self, request):
        """Pairs that might be set side by side; those that an editor ticks are confirmed."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self.confirm(request)
        entries = [(_key(pair), pair, _readings(pair)) for pair in candidates()]
        shown = {key: _digest(pair, readings) for key, pair, readings in entries}
        content = {"pairs": shown, "saved": _last_saved()}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Candidates for then and now",
            "entries": entries,
            "versions": seal_page(content, ThenAndNow, "candidates"),
        }
        return render(request, "admin/quotes/thenandnow/candidates.html", context)

    def confirm(self, request):
        """The chosen pairs that are as they were shown; the others are counted."""
        listed = unseal_page(request.POST.get("_versions", ""), ThenAndNow, "candidates")
        if listed is None:
            told = "Nothing is confirmed: the page did not say which pairs it showed. Choose again."
            messages.error(request, told)
            return redirect("admin:quotes_thenandnow_candidates")
        chosen = set(request.POST.getlist("pair"))
        with transaction.atomic():
            take_turn()
            was_a_pair = _pairs_since(listed["saved"])
            confirmed = [
                pair
                for pair in candidates()
                if _key(pair) in chosen
                and listed["pairs"].get(_key(pair)) == _digest(pair, _readings(pair))
                and (pair.topic_id, pair.earlier_id, pair.later_id) not in was_a_pair
            ]
            for pair in confirmed:
                pair.is_confirmed = True
                pair.save()
                self.log_addition(request, pair, [{"added": {}}])
        messages.success(request, f"Confirmed: {len(confirmed)}.")
        if changed := len(chosen) - len(confirmed):
            told = f"Changed since the page was shown, and not confirmed: {changed}. Look again."
            messages.warning(request, told)
            return redirect("admin:quotes_thenandnow_candidates")
        return redirect("admin:quotes_thenandnow_changelist")


def _digest(pair: ThenAndNow, readings: list[tuple[Quotation, str]]) -> str:
    """Of all that the page shows of a pair."""
    shown = [[words.date, words.text, reading] for words, reading in readings]
    return hashlib.sha256(json.dumps([pair.topic.proposition, shown]).encode()).hexdigest()[:32]


def _last_saved() -> int:
    return ThenAndNow.history.aggregate(last=Max("history_id"))["last"] or 0


def _pairs_since(saved: int) -> set[tuple[int, int, int]]:
    """Pairs that were made meanwhile, also those that were taken away again."""
    made = ThenAndNow.history.filter(history_id__gt=saved)
    return set(made.order_by().values_list("topic_id", "earlier_id", "later_id"))


def _key(pair: ThenAndNow) -> str:
    return f"{pair.topic.slug} {pair.earlier.ref} {pair.later.ref}"


def _readings(pair: ThenAndNow) -> list[tuple[Quotation, str]]:
    """Each of the two with its reading on the topic, in the topic's words."""
    return [
        (quotation, position.stance_label)
        for quotation in pair.both
        for position in quotation.positions.filter(topic=pair.topic)
    ]


@admin.register(GlossaryTerm)
class GlossaryTermDesk(Desk):
    list_display = ("term", "expansion", "line")
    list_filter = (ChangedFilter,)
    search_fields = ("term", "expansion", "line")
    fieldsets = ((None, {"fields": ("term", "expansion", "line")}),)
    provenance = ("differs",)
    loaders = ("term",)


@admin.register(Correction)
class CorrectionDesk(Desk):
    list_display = ("date", QUOTATION, "remark")
    list_filter = (ChangedFilter,)
    list_select_related = ("quotation__speaker",)
    search_fields = ("ref", "remark", "quotation__ref", "quotation__text")
    date_hierarchy = "date"
    autocomplete_fields = ("quotation",)
    fieldsets = ((None, {"fields": ("date", "quotation", "remark")}),)
    provenance = ("ref", "differs")
