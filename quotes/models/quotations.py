"""Passages, their quotations, and the editors' readings of these.

A Quotation is one contiguous span of the article, verbatim. A Passage gathers the quotations of one
source under one note, and a Position is the reading of a quotation on one topic.
"""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from quotes.choices import DateBasis, QuotationKind, Stance, Standing, State, Verification, Voice
from quotes.derived import DerivedIntegerField, DerivedTextField, Deriving
from quotes.models.articles import Article, Note, Section
from quotes.models.bases import (
    Dated,
    Loaded,
    dates_in_order,
    new_ref,
    one_of,
    page_of,
    rederive_quotations,
    valid_ref,
)
from quotes.models.catalogue import Source, Speaker, Topic
from quotes.querysets import PassageQuerySet, QuotationQuerySet
from quotes.search import fold
from quotes.shortening import shortened


class Passage(Loaded, Deriving):
    """All quotations of one source under one note, in the order of the article."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, validators=[valid_ref])
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="passages")
    note = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, blank=True, related_name="passages"
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="passages"
    )
    locator = models.CharField(max_length=80, blank=True, help_text="The note's whole page list.")
    first_page = DerivedIntegerField(null=True, derive="page_of_locator")
    resolution = models.CharField(
        max_length=200, blank=True, help_text="How the note leads to the work, in words."
    )

    objects = PassageQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["loaded"])
    derives_from = frozenset({"source", "source_id", "locator"})

    class Meta:
        ordering = ["article", "pk"]

    def __str__(self) -> str:
        return f"{self.source or 'unresolved'} ({self.note or 'no note'})"

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.rederive()

    def clean(self) -> None:
        if self.note and self.note.article_id != self.article_id:
            raise ValidationError({"note": "This note belongs to another article."})

    def page_of_locator(self) -> int | None:
        """The first page that the locator names; a volume ("2: 237") is not a page."""
        match = re.search(r"(?:^|[\s:])([0-9]{1,6})(?![0-9]*\s*:)", self.locator)
        return int(match[1]) if match else None

    def rederive(self) -> None:
        super().rederive()
        rederive_quotations(self.quotations)


class Quotation(Loaded, Dated):
    ref = models.CharField(max_length=12, unique=True, default=new_ref, validators=[valid_ref])
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="quotations")
    text = models.TextField()
    kind = models.CharField(max_length=10, choices=QuotationKind, default=QuotationKind.INLINE)
    outer = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="nested"
    )
    fragment = models.BooleanField(
        default=False, help_text="Six words or fewer, or no finite verb: never a card of its own."
    )
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, related_name="quotations"
    )
    in_note = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, blank=True, related_name="quotations_inside"
    )
    start = models.PositiveIntegerField(help_text="Offset into the article's text, code points.")
    end = models.PositiveIntegerField()
    elisions = DerivedIntegerField(default=0, derive="count_elisions")
    prefix = models.CharField(max_length=32, blank=True, editable=False)
    suffix = models.CharField(max_length=32, blank=True, editable=False)
    speaker = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, null=True, blank=True, related_name="quotations"
    )
    voice = models.CharField(max_length=12, choices=Voice, default=Voice.OWN)
    standing = models.CharField(
        max_length=20,
        choices=Standing,
        blank=True,
        help_text="What these words are to their subject, where not what their speaker is to the "
        "period: words of 1936 on 1918 are a participant’s, written later. Empty: the speaker’s.",
    )
    effective_standing = DerivedTextField(default="", derive="own_standing_or_speakers")
    quoted_via = models.CharField(
        max_length=300, blank=True, help_text="Who quotes these words, when they are second-hand."
    )
    date_basis = models.CharField(max_length=10, choices=DateBasis, blank=True)
    date_note = models.CharField(
        max_length=400, blank=True, help_text="Where an inferred date is known from."
    )
    topics = models.ManyToManyField(Topic, through="Position", related_name="quotations")
    note = models.CharField(max_length=500, blank=True, help_text="A public remark.")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="Who brought it into this state; nobody for the loader.",
    )
    state_at = models.DateTimeField(null=True, blank=True, editable=False)
    verification = models.CharField(
        max_length=10, choices=Verification, default=Verification.UNCHECKED, editable=False
    )
    verified_at = models.DateTimeField(null=True, editable=False)
    search_text = DerivedTextField(default="", derive="folded")

    objects = QuotationQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["loaded", "search_text", "effective_standing"]
        + ["verification", "verified_at"]
    )
    derives_from = frozenset(
        {"text", "date", "speaker", "speaker_id", "passage", "passage_id", "standing"}
    )

    class Meta:
        ordering = ["passage__article", "start", "-end", "pk"]
        indexes = [
            # Holds all that facets, totals and pages count by, so that they need not touch the rows
            # with their texts.
            models.Index(
                fields=["state", "date_first", "date_last", "year", "passage", "speaker"]
                + ["section", "date_basis", "kind", "start", "voice", "effective_standing"],
                name="quotation_dates",
            ),
            models.Index(fields=["state", "year"], name="quotation_year"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__gte=0, start__lt=F("end")), name="quotation_span_in_order"
            ),
            dates_in_order("quotation_dates_in_order"),
            one_of("kind", QuotationKind, "quotation_kind_valid"),
            one_of("voice", Voice, "quotation_voice_valid"),
            one_of("standing", Standing, "quotation_standing_valid", blank=True),
            one_of("effective_standing", Standing, "quotation_effective_valid", blank=True),
            one_of("date_basis", DateBasis, "quotation_date_basis_valid", blank=True),
            one_of("state", State, "quotation_state_valid"),
            one_of("verification", Verification, "quotation_verification_valid"),
            models.CheckConstraint(
                condition=(Q(kind=QuotationKind.NESTED) & ~Q(outer=None))
                | (~Q(kind=QuotationKind.NESTED) & Q(outer=None)),
                name="quotation_nested_has_outer",
            ),
            models.CheckConstraint(
                condition=Q(date="", date_basis="") | (~Q(date="") & ~Q(date_basis="")),
                name="quotation_date_has_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker or 'unknown'}: {shortened(self.text, 60)}"

    def get_absolute_url(self) -> str:
        return page_of("quotation", self.ref)

    def clean(self) -> None:
        problems = {}
        if self.date and not self.date_basis:
            problems["date_basis"] = "Say how the date is known."
        if self.date_basis and not self.date:
            problems["date"] = "A basis needs a date."
        if self.date_basis == DateBasis.INFERRED and not self.date_note:
            problems["date_note"] = "Say where an inferred date is known from."
        if (self.kind == QuotationKind.NESTED) != bool(self.outer_id):
            problems["outer"] = "A nested quotation, and only a nested one, has an outer one."
        elif self.outer_id and self.outer_id == self.pk:
            problems["outer"] = "A quotation is not inside itself."
        if self.start is not None and self.end is not None and not self.start < self.end:
            problems["end"] = "The end lies after the start."
        problems |= self._relations_elsewhere()
        if problems:
            raise ValidationError(problems)

    def _relations_elsewhere(self) -> dict[str, str]:
        """What the quotation refers to in another article than its own."""
        if not self.passage_id:
            return {}
        related = {
            "section": self.section,
            "in_note": self.in_note,
            "outer": self.outer and self.outer.passage,
        }
        article = self.passage.article_id
        return {
            name: "This belongs to another article."
            for name, row in related.items()
            if row and row.article_id != article
        }

    @property
    def outer_shown(self) -> "Quotation | None":
        """The words that it is quoted in; published words do not tell of words that are not."""
        hidden = self.state == State.PUBLISHED and self.outer and self.outer.state != self.state
        return None if hidden else self.outer

    def count_elisions(self) -> int:
        return self.text.count("…")

    def own_standing_or_speakers(self) -> str:
        return self.standing or (self.speaker.standing if self.speaker else "")

    def folded(self) -> str:
        source = self.passage.source
        titles = (source.title, source.container_title, source.author) if source else ()
        return fold(self.text, self.speaker.name if self.speaker else "", *titles)


class Position(models.Model):
    """The editors' reading of a quotation on one topic; the first is the most important."""

    quotation = models.ForeignKey(Quotation, on_delete=models.CASCADE, related_name="positions")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="positions")
    stance = models.CharField(
        max_length=10,
        choices=Stance,
        blank=True,
        help_text="Towards the topic's proposition; empty for words voiced for somebody else.",
    )
    order = models.PositiveSmallIntegerField(default=1)

    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["quotation", "topic"],
                name="position_one_per_topic",
                violation_error_message="A quotation has one position on a topic.",
            ),
            one_of("stance", Stance, "position_stance_valid", blank=True),
        ]
        indexes = [models.Index(fields=["topic", "stance", "quotation"], name="position_reading")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.get_stance_display() or 'no stance'}"

    @property
    def stance_label(self) -> str:
        return self.topic.stance_label(self.stance) if self.stance else ""
