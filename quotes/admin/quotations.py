"""The desks for passages, quotations and their readings."""

from django.contrib import admin, messages
from django.forms import BaseInlineFormSet, ModelForm, ValidationError
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from quotes.admin.changes import ChangedFilter
from quotes.admin.desk import Desk, NumberedInline, counting, wrapping
from quotes.admin.guard import GuardedAdmin
from quotes.article_text.offsets import context, find_all
from quotes.choices import State, Verification, Voice
from quotes.models import Passage, Position, Quotation
from quotes.shortening import shortened

SPEAKER = wrapping("speaker", order="speaker__sort_name")
SOURCE = wrapping("source", order="source__title")
QUOTATION = wrapping("quotation", order="quotation__ref")


@admin.register(Passage)
class PassageDesk(Desk):
    list_display = ("ref", SOURCE, "note", "locator", "resolution", "quotation_count")
    list_filter = ("article", ("source", admin.EmptyFieldListFilter), ChangedFilter)
    list_select_related = ("article", "note", "source")
    search_fields = ("ref", "source__title", "source__author", "note__label", "note__text")
    autocomplete_fields = ("article", "note", "source")
    fieldsets = ((None, {"fields": ("article", "note", "source", "locator", "resolution")}),)
    provenance = ("ref", "raw_note", "differs")
    loaders = ("article",)
    counted = ("quotations",)
    quotation_count = counting("quotations", "quotation", "passage__id__exact", "quotations")

    @admin.display(description="the note as it is printed")
    def raw_note(self, passage):
        return passage.note.text if passage.note else None


class PositionFormSet(BaseInlineFormSet):
    def clean(self):
        """At most three readings, each with a place of its own; a stance for own words and for no
        others."""
        super().clean()
        places, number = set(), 0
        for form in self.forms:
            is_empty = not form.instance.pk and not form.has_changed()
            if is_empty or self._should_delete_form(form):
                continue
            number += 1
            values = getattr(form, "cleaned_data", {})
            if values.get("order") in places:
                form.add_error("order", "Another topic has this place.")
            places.add(values.get("order"))
            if "stance" in values:
                self._check_stance(form, values["stance"])
        if number > PositionInline.max_num:  # each of two editors may have added the third
            raise ValidationError(f"A quotation has at most three readings, not {number}.")

    def _check_stance(self, form, stance):
        own = self.instance.voice == Voice.OWN
        if stance and not own:
            form.add_error("stance", "Words that are voiced for somebody else have no stance.")
        if own and not stance:
            form.add_error("stance", "Say which stance the words take.")


class PositionInline(NumberedInline):
    model = Position
    formset = PositionFormSet
    fields = ("order", "topic", "stance")
    autocomplete_fields = ("topic",)
    max_num = 3
    verbose_name_plural = "readings: one to three topics, the most important first"


class QuotationForm(ModelForm):
    """For quotations made by hand: the words must stand in the article, and one knows where."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "start" in self.fields:
            self.fields["start"].required = False
            self.fields["start"].help_text = "Only where the words stand in the article twice."

    def clean_text(self):
        return self.cleaned_data["text"].replace("\r\n", "\n")

    def clean(self):
        values = super().clean()
        placing = {"passage", "text", "start"} & set(self.changed_data)
        if placing and values.get("passage") and values.get("text"):
            self._place(values, values["passage"].article)
        return values

    def _place(self, values, article):
        text = values["text"]
        start = values.get("start") if "start" in self.changed_data else None
        places = find_all(article.text, text)
        known = ", ".join(map(str, places))
        if not places:
            self.add_error("text", "These words do not stand in the article.")
        elif start is not None and start not in places:
            self.add_error("start", f"The words do not stand there. They stand at {known}.")
        elif start is None and len(places) > 1:
            self.add_error("start", f"The words stand at {known}: which are meant?")
        else:
            values["start"] = start = places[0] if start is None else start
            quotation, end = self.instance, start + len(text)
            quotation.end = end
            quotation.prefix, quotation.suffix = context(article.text, start, end)
            quotation.verification, quotation.verified_at = Verification.VERBATIM, timezone.now()


@admin.register(Quotation)
class QuotationDesk(Desk):
    form = QuotationForm
    inlines = (PositionInline,)
    list_display = ("ref", "words", SPEAKER, "date", "date_basis", "state")
    list_filter = (
        "state",
        ChangedFilter,
        "topics",
        ("speaker", admin.RelatedOnlyFieldListFilter),
        "date_basis",
        "kind",
        "voice",
        "effective_standing",
        "fragment",
        "verification",
        "passage__article",
    )
    list_select_related = ("speaker", "passage__source", "passage__note")
    search_fields = ("ref", "text", "search_text")
    date_hierarchy = "date_first"
    autocomplete_fields = ("passage", "outer", "section", "in_note", "speaker")
    actions = ("publish", "unpublish")
    fieldsets = (
        (None, {"fields": ("passage", "text", "start")}),
        ("Whose words", {"fields": ("speaker", "voice", "standing", "quoted_via")}),
        ("When", {"fields": ("date", "date_basis", "date_note")}),
        ("What it is", {"fields": ("kind", "outer", "fragment", "section", "in_note")}),
        ("For the reader", {"fields": ("note", "state")}),
    )
    provenance = (
        *("ref", "raw_note", "source", "prefix", "suffix", "end", "elisions"),
        *("date_first", "date_last", "state_by", "state_at"),
        *("verification", "verified_at", "differs"),
    )
    loaders = ("passage", "text", "start", "kind", "outer", "section", "in_note")

    def before_saving(self, request, obj, current):
        super().before_saving(request, obj, current)
        if current and current.state == obj.state:
            obj.state_by, obj.state_at = current.state_by, current.state_at
        else:
            obj.state_by, obj.state_at = request.user, timezone.now()

    @admin.display(description="words")
    def words(self, quotation):
        return shortened(quotation.text, 80)

    @admin.display(description="the note as it is printed")
    def raw_note(self, quotation):
        return quotation.passage.note.text if quotation.passage.note else None

    @admin.display(description="work")
    def source(self, quotation):
        return quotation.passage.source

    @admin.action(description="Publish the selected quotations", permissions=["change"])
    def publish(self, request, queryset):
        self._bring_into(State.PUBLISHED, request, queryset)

    @admin.action(
        description="Unpublish the selected quotations (mark them as reviewed)",
        permissions=["change"],
    )
    def unpublish(self, request, queryset):
        self._bring_into(State.REVIEWED, request, queryset)

    def _bring_into(self, state, request, queryset):
        quotations = list(queryset.exclude(state=state))
        already = queryset.count() - len(quotations)
        for quotation in quotations:
            quotation.state, quotation.state_by = state, request.user
            quotation.state_at = timezone.now()
        columns = ["state", "state_by", "state_at"]
        bulk_update_with_history(
            quotations, Quotation, columns, batch_size=500, default_user=request.user
        )
        told = f"Now {state.label}: {len(quotations)}."
        if already:
            told += f" Already {state.label}: {already}."
        self.message_user(request, told, messages.SUCCESS)


@admin.register(Position)
class PositionDesk(GuardedAdmin):
    list_display = ("topic", "stance", QUOTATION, "order")
    list_filter = ("topic", "stance", "quotation__state")
    list_select_related = ("topic", "quotation__speaker")
    search_fields = ("quotation__ref", "quotation__text", "topic__name")
    autocomplete_fields = ("quotation", "topic")
