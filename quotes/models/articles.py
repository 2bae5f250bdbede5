"""An article as it was read: its text, its sections and its notes."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from quotes.models.bases import Loaded, Slugged, page_of
from quotes.querysets import QuotedQuerySet


class Article(Slugged, Loaded):
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200, blank=True)
    author = models.CharField(max_length=120, blank=True)
    issued = models.CharField(max_length=40, blank=True, help_text="When it was published.")
    publication = models.CharField(max_length=300, blank=True, help_text="Where it was published.")
    headers = models.JSONField(default=list, editable=False)
    file_name = models.CharField(max_length=200, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    text = models.TextField(editable=False)
    selection_line = models.TextField(
        help_text="Who selected these quotations and what they cannot show; under every view."
    )
    selection_short = models.CharField(max_length=200)
    full_text_allowed = models.BooleanField(default=False)
    left_out = models.JSONField(
        default=list,
        editable=False,
        help_text="What stands in quotation marks and is no quotation, each with its reason.",
    )

    objects = QuotedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["loaded", "text", "left_out"])
    quoted_as = "passage__article"

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return page_of("article", self.slug)


class Section(models.Model):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sections")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    objects = QuotedQuerySet.as_manager()
    quoted_as = "section"

    class Meta:
        ordering = ["article", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "slug"], name="section_slug_unique"),
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="section_span_in_order"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.article.get_absolute_url()}#{self.slug}"


class Note(models.Model):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="notes")
    label = models.CharField(max_length=20)
    order = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["article", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "order"], name="note_order_unique"),
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="note_span_in_order"),
        ]

    def __str__(self) -> str:
        return f"note {self.label}"
