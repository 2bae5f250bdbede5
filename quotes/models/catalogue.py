"""Who and what quotations refer to: speakers, topics, sources; and events and words beside them."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from quotes.choices import FACTUAL_STANCES, SpeakerKind, Stance, Standing, TopicKind
from quotes.dates import HistoricalDate
from quotes.derived import Deriving, DerivingQuerySet
from quotes.models.bases import (
    Dated,
    Loaded,
    Slugged,
    dates_in_order,
    one_of,
    page_of,
    rederive_quotations,
)
from quotes.querysets import DerivingQuotedQuerySet, SpeakerQuerySet, TopicQuerySet


class Speaker(Slugged, Loaded, Deriving):
    name = models.CharField(max_length=120)
    sort_name = models.CharField(max_length=120, help_text="“Trotsky, Leon”")
    kind = models.CharField(max_length=20, choices=SpeakerKind, default=SpeakerKind.PERSON)
    members = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="member_of"
    )
    standing = models.CharField(
        max_length=20,
        choices=Standing,
        default=Standing.CONTEMPORARY,
        help_text="That of the speaker’s words, unless a quotation says otherwise.",
    )
    born = models.SmallIntegerField(null=True, blank=True)
    died = models.SmallIntegerField(null=True, blank=True)
    line = models.CharField(
        max_length=200,
        blank=True,
        help_text="One neutral line of general reference knowledge; never the article's tags.",
    )

    objects = SpeakerQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[members], excluded_fields=["loaded"])
    derives_from = frozenset({"name", "standing"})

    class Meta:
        ordering = ["sort_name", "pk"]
        constraints = [
            one_of("kind", SpeakerKind, "speaker_kind_valid"),
            one_of("standing", Standing, "speaker_standing_valid"),
            models.CheckConstraint(
                condition=Q(born=None) | Q(died=None) | Q(born__lte=F("died")),
                name="speaker_life_in_order",
            ),
        ]

    def role_at(self, date: HistoricalDate | None) -> str:
        """Who the speaker was on every day that the date allows, enough beside the name.

        These are the phases that hold then. Of a speaker without phases it is what the line says
        first, unless it names a year: then it is not said of every time.
        """
        if phases := self.phases.all():
            then = [phase.label for phase in phases if date and phase.holds(date)]
            return " · ".join(then)
        first = self.line.partition(";")[0]
        return "" if any(map(str.isdigit, first)) else first

    def spoken_with(self) -> "list[Speaker]":
        """The speakers that are this one and others together."""
        return [each for each in self.member_of.all() if each.kind == SpeakerKind.JOINTLY]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.rederive()

    def get_absolute_url(self) -> str:
        return page_of("speaker", self.slug)

    def rederive(self) -> None:
        rederive_quotations(self.quotations)

    @property
    def life(self) -> str:
        if self.born and self.died:
            return f"{self.born}–{self.died}"
        return f"born {self.born}" if self.born else f"died {self.died}" if self.died else ""


class Topic(Slugged, Loaded):
    name = models.CharField(max_length=80)
    proposition = models.CharField(
        max_length=250, help_text="The sentence towards which every stance is taken."
    )
    also = models.CharField(max_length=120, blank=True, help_text="What else is gathered here.")
    kind = models.CharField(max_length=20, choices=TopicKind, default=TopicKind.NORMATIVE)
    order = models.PositiveSmallIntegerField(default=0)

    objects = TopicQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["loaded"])

    class Meta:
        ordering = ["order", "name", "pk"]
        constraints = [one_of("kind", TopicKind, "topic_kind_valid")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return page_of("topic", self.slug)

    def stance_label(self, stance: str) -> str:
        """The stance in this topic's words: "affirms" for a factual proposition."""
        return FACTUAL_STANCES[stance] if self.kind == TopicKind.FACTUAL else Stance(stance).label


class Source(Slugged, Loaded, Deriving):
    """A work, as CSL describes one; an essay or chapter knows its container."""

    type = models.CharField(max_length=30, default="book", help_text="A CSL type.")
    author = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300)
    container_title = models.CharField(max_length=300, blank=True)
    volume = models.CharField(max_length=20, blank=True)
    editor = models.CharField(max_length=200, blank=True)
    translator = models.CharField(max_length=200, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    publisher_place = models.CharField(max_length=200, blank=True)
    issued = models.CharField(
        max_length=40, blank=True, help_text="When this edition appeared, as the note says."
    )
    first_published = models.SmallIntegerField(null=True, blank=True)
    original_title = models.CharField(max_length=300, blank=True)
    original_language = models.CharField(max_length=12, blank=True)
    url = models.URLField(
        max_length=300,
        blank=True,
        validators=[URLValidator(["https", "http"])],
        help_text="A public text of the original, where one is known for certain.",
    )
    aliases = models.JSONField(default=list, blank=True, help_text="Other titles of the same work.")
    note = models.CharField(max_length=600, blank=True, help_text="A public remark.")

    objects = DerivingQuotedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["loaded"])
    derives_from = frozenset({"title", "container_title", "author"})
    quoted_as = "passage__source"

    class Meta:
        ordering = ["author", "title", "pk"]

    def __str__(self) -> str:
        return f"{self.author}, {self.title}" if self.author else self.title

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.rederive()

    def get_absolute_url(self) -> str:
        return page_of("source", self.slug)

    def rederive(self) -> None:
        for passage in self.passages.all():
            rederive_quotations(passage.quotations)

    @property
    def issued_year(self) -> int | None:
        digits = self.issued[:4]
        return int(digits) if len(digits) == 4 and digits.isdecimal() else None


class Landmark(Slugged, Loaded, Dated):
    """An event that the reader may want to see beside the words; never a judgement."""

    title = models.CharField(max_length=160)
    reference = models.CharField(max_length=600, help_text="Where the date is taken from.")
    in_margin = models.BooleanField(default=False, help_text="Shown before the first year.")

    objects = DerivingQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["loaded"])
    derives_from = frozenset({"date"})

    class Meta:
        ordering = ["date_first", "date_last", "pk"]
        constraints = [dates_in_order("landmark_dates_in_order")]

    def __str__(self) -> str:
        return self.title


class Phase(Loaded, Dated):
    """A stretch of a speaker's life, shown as a band behind their quotations."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="phases")
    label = models.CharField(max_length=80)
    reference = models.CharField(max_length=600, blank=True)

    objects = DerivingQuotedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["loaded"])
    derives_from = frozenset({"date"})
    quoted_as = "speaker__phases"

    class Meta:
        ordering = ["speaker", "date_first", "pk"]
        constraints = [
            dates_in_order("phase_dates_in_order"),
            models.UniqueConstraint(fields=["speaker", "label"], name="phase_label_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.speaker}: {self.label}"

    def holds(self, date: HistoricalDate) -> bool:
        """Whether every day that the date allows lies within it."""
        own = self.historical_date
        return own is not None and own.first <= date.first and date.last <= own.last


class GlossaryTerm(Loaded):
    term = models.CharField(max_length=60, unique=True)
    expansion = models.CharField(max_length=120, blank=True)
    line = models.CharField(max_length=250, help_text="One neutral sentence.")

    history = HistoricalRecords(excluded_fields=["loaded"])

    class Meta:
        ordering = ["term"]
        verbose_name = "glossary term"

    def __str__(self) -> str:
        return self.term
