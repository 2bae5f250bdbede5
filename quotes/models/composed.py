"""What editors compose of quotations, and what they correct."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from quotes.choices import QuotationKind, Stance, Voice
from quotes.models.bases import Loaded, Slugged, new_ref, page_of, valid_ref
from quotes.models.catalogue import Topic
from quotes.models.quotations import Quotation
from quotes.querysets import ContrastQuerySet, CorrectionQuerySet, ThenAndNowQuerySet
from quotes.selection import BadQuery, Selection


class Contrast(Slugged, Loaded):
    """A contrast that editors have composed: two to four sides, a title and two sentences."""

    title = models.CharField(max_length=160)
    introduction = models.TextField(
        help_text="Two neutral sentences: what the sides are, never who is right."
    )
    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contrasts",
        help_text="The question on which each side’s readings are counted; empty for no count.",
    )
    front_order = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Its place on the front page; empty for none."
    )
    is_published = models.BooleanField(default=False)

    objects = ContrastQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["loaded"])

    class Meta:
        ordering = [F("front_order").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return page_of("composed_contrast", self.slug)

    def clean(self) -> None:
        if self.slug == "then-and-now":
            raise ValidationError({"slug": "This address is that of the then-and-now pairs."})


class ContrastSide(models.Model):
    contrast = models.ForeignKey(Contrast, on_delete=models.CASCADE, related_name="sides")
    order = models.PositiveSmallIntegerField(default=1)
    label = models.CharField(max_length=80)
    query = models.TextField(
        help_text="What stands after the question mark in the address of a view: ref=… or topic=…"
    )

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contrast", "order"], name="side_order_unique"),
            models.CheckConstraint(
                condition=Q(order__gte=1, order__lte=4), name="side_order_at_most_four"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def selection(self) -> Selection:
        return Selection.from_address(self.query)

    @staticmethod
    def canonical(address: str) -> str:
        """What is stored of a view, given by its address or its query. Raises BadQuery."""
        selection = Selection.from_address(address)
        if not selection.is_filtered:
            message = "This selects everything. Choose at least a speaker or a topic."
            raise BadQuery("query", message)
        return selection.query_string()

    def clean(self) -> None:
        try:
            self.query = self.canonical(self.query)
        except BadQuery as error:
            raise ValidationError({"query": str(error)}) from error


class ThenAndNow(Loaded):
    """Two passages of one speaker on one topic, years apart, whose readings differ.

    Candidates are proposed; only what an editor has confirmed is public.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, validators=[valid_ref])
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="then_and_now")
    earlier = models.ForeignKey(Quotation, on_delete=models.CASCADE, related_name="later_words")
    later = models.ForeignKey(Quotation, on_delete=models.CASCADE, related_name="earlier_words")
    is_confirmed = models.BooleanField(default=False)

    objects = ThenAndNowQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["loaded"])

    class Meta:
        ordering = ["earlier__date_first", "pk"]
        verbose_name = "then and now"
        verbose_name_plural = "then and now"
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "earlier", "later"], name="then_and_now_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.earlier.speaker}: {self.topic}, {self.years_apart} years apart"

    def get_absolute_url(self) -> str:
        return reverse("then_and_now") + f"#{self.ref}"

    @property
    def both(self) -> tuple[Quotation, Quotation]:
        return self.earlier, self.later

    @property
    def years_apart(self) -> int:
        years = (self.earlier.year, self.later.year)
        return 0 if None in years else years[1] - years[0]

    def clean(self) -> None:
        if not (self.earlier_id and self.later_id and self.topic_id):
            return
        if problem := self.problem():
            raise ValidationError(problem)

    def problem(self) -> str:
        """Why these two may not stand side by side; empty if they may."""
        readings = (each.positions.filter(topic=self.topic_id).first() for each in self.both)
        then, now = (reading.stance if reading else "" for reading in readings)
        return why_not(self.earlier, self.later, then, now)


def why_not(earlier: Quotation, later: Quotation, then: str, now: str) -> str:
    """The rule for then and now, in the words that an editor reads: why two quotations that are
    read as ``then`` and ``now`` on one topic may not stand side by side; empty if they may."""
    both = (earlier, later)
    if earlier.speaker_id != later.speaker_id or not earlier.speaker_id:
        return "Both passages must be of the same speaker."
    if any(quotation.voice == Voice.ATTRIBUTED for quotation in both):
        return "Both must be in the speaker's own voice."
    if any(quotation.fragment for quotation in both):
        return "A fragment cannot stand for a position."
    if any(quotation.kind == QuotationKind.NESTED for quotation in both):
        return "Words quoted inside other words cannot stand for a position."
    if not (earlier.date_last and later.date_first) or earlier.date_last >= later.date_first:
        return "The earlier words must be dated before the later ones."
    if not (then and now):
        return "Both must have a reading on the topic."
    if Stance.DESCRIBES in (then, now):
        return "Words that merely describe are no position."
    if then == now:
        return "The readings do not differ."
    return ""


class Correction(Loaded):
    """A dated, public remark on what was wrong in a published entry, and is now right."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, validators=[valid_ref])
    date = models.DateField()
    quotation = models.ForeignKey(
        Quotation, on_delete=models.SET_NULL, null=True, blank=True, related_name="corrections"
    )
    remark = models.CharField(max_length=500)

    objects = CorrectionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["loaded"])

    class Meta:
        ordering = ["-date", "ref"]

    def __str__(self) -> str:
        return f"{self.date}: {self.remark}"
