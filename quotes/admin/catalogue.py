"""The desks for what quotations refer to: speakers, topics, works, articles and events."""

from django import forms
from django.contrib import admin

from quotes.admin.changes import ChangedFilter
from quotes.admin.desk import Desk, ReadOnlyDesk, counting
from quotes.models import (
    Article,
    FormerSlug,
    Landmark,
    Note,
    Phase,
    Section,
    Source,
    Speaker,
    Topic,
)


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return (initial or []) != self.clean(data)


class SourceForm(forms.ModelForm):
    aliases = LinesField(required=False, help_text="Other titles of the same work, one a line.")


class DatedDesk(Desk):
    """Events and phases have a date, or they are none."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "date":
            kwargs["required"] = True
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Speaker)
class SpeakerDesk(Desk):
    list_display = ("name", "kind", "standing", "life", "quotation_count")
    list_filter = ("kind", "standing", ChangedFilter)
    search_fields = ("name", "sort_name", "slug")
    autocomplete_fields = ("members",)
    slug_from = "name"
    fieldsets = (
        (None, {"fields": ("name", "sort_name", "slug", "kind", "members", "standing", "line")}),
        ("Life", {"fields": (("born", "died"),)}),
    )
    provenance = ("differs",)
    loaders = ("slug",)
    counted = ("quotations",)
    quotation_count = counting("quotations", "quotation", "speaker__id__exact", "quotations")


@admin.register(Topic)
class TopicDesk(Desk):
    list_display = ("name", "proposition", "kind", "order", "position_count")
    list_filter = ("kind", ChangedFilter)
    search_fields = ("name", "proposition", "also", "slug")
    slug_from = "name"
    fieldsets = ((None, {"fields": ("name", "slug", "proposition", "also", "kind", "order")}),)
    provenance = ("differs",)
    loaders = ("slug",)
    counted = ("positions",)
    position_count = counting("positions", "position", "topic__id__exact", "positions")


@admin.register(Source)
class SourceDesk(Desk):
    form = SourceForm
    list_display = ("title", "author", "container_title", "issued", "first_published", "passages")
    list_filter = ("type", "original_language", ("url", admin.EmptyFieldListFilter), ChangedFilter)
    search_fields = ("title", "author", "container_title", "aliases", "slug")
    slug_from = "title"
    fieldsets = (
        (None, {"fields": ("author", "title", "slug", "type", "aliases", "note")}),
        ("Where it is printed", {"fields": ("container_title", "volume", "editor")}),
        ("This edition", {"fields": ("translator", "publisher", "publisher_place", "issued")}),
        (
            "The original",
            {"fields": ("first_published", "original_title", "original_language", "url")},
        ),
    )
    provenance = ("differs",)
    loaders = ("slug",)
    counted = ("passages",)
    passages = counting("passages", "passage", "source__id__exact", "passages")


@admin.register(Article)
class ArticleDesk(Desk):
    list_display = ("title", "author", "issued", "passages")
    list_filter = (ChangedFilter,)
    search_fields = ("title", "author", "slug")
    fieldsets = (
        (None, {"fields": ("title", "subtitle", "slug", "author", "issued", "publication")}),
        ("The selection", {"fields": ("selection_line", "selection_short")}),
        ("Rights", {"fields": ("full_text_allowed",)}),
    )
    provenance = ("differs", "file_name", "sha256", "headers")
    loaders = ("slug",)
    counted = ("passages",)
    passages = counting("passages", "passage", "article__id__exact", "passages")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text", "left_out")

    def has_add_permission(self, request):
        return False  # an article comes with its file, through load_article


@admin.register(Section)
class SectionDesk(ReadOnlyDesk):
    list_display = ("title", "article", "order")
    list_filter = ("article",)
    list_select_related = ("article",)
    search_fields = ("title", "slug")


@admin.register(Note)
class NoteDesk(ReadOnlyDesk):
    list_display = ("label", "text", "article")
    list_filter = ("article",)
    list_select_related = ("article",)
    search_fields = ("label", "text")


@admin.register(Landmark)
class LandmarkDesk(DatedDesk):
    list_display = ("title", "date", "in_margin", "reference")
    list_filter = ("in_margin", ChangedFilter)
    search_fields = ("title", "reference", "slug")
    date_hierarchy = "date_first"
    slug_from = "title"
    fieldsets = ((None, {"fields": ("title", "slug", "date", "reference", "in_margin")}),)
    provenance = ("date_first", "date_last", "differs")
    loaders = ("slug",)


@admin.register(Phase)
class PhaseDesk(DatedDesk):
    list_display = ("label", "speaker", "date", "reference")
    list_filter = (("speaker", admin.RelatedOnlyFieldListFilter), ChangedFilter)
    list_select_related = ("speaker",)
    search_fields = ("label", "speaker__name", "reference")
    date_hierarchy = "date_first"
    autocomplete_fields = ("speaker",)
    fieldsets = ((None, {"fields": ("speaker", "label", "date", "reference")}),)
    provenance = ("date_first", "date_last", "differs")
    loaders = ("speaker", "label")


@admin.register(FormerSlug)
class FormerSlugDesk(ReadOnlyDesk):
    list_display = ("slug", "current", "model")
    list_filter = ("model",)
    search_fields = ("slug", "current")
