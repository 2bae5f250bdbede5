"""What is known: speakers, topics, sources, and dated quotations with their proof.

A Quotation is one contiguous span of the article, verbatim. A Passage gathers the quotations of one
source under one note, and a Position is the editors' reading of a quotation on one topic.
"""

import re
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from quotes.choices import (
    FACTUAL_STANCES,
    DateBasis,
    QuotationKind,
    SpeakerKind,
    Stance,
    Standing,
    State,
    TopicKind,
    Verification,
    Voice,
)
from quotes.dates import FORMS, DateError, HistoricalDate
from quotes.derived import (
    DerivedDateField,
    DerivedIntegerField,
    DerivedTextField,
    Deriving,
    DerivingQuerySet,
)
from quotes.querysets import PassageQuerySet, QuotationQuerySet, ThenAndNowQuerySet
from quotes.search import fold

REF_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no letters or digits that look alike
REF_LENGTH = 6
valid_ref = RegexValidator(
    rf"\A[{REF_ALPHABET}]{{4,12}}\Z", "A ref is 4 to 12 letters and digits, without 0, 1, i, l, o."
)


def new_ref() -> str:
    """A short public id that encodes nothing; the database makes sure that it is unique."""
    return "".join(secrets.choice(REF_ALPHABET) for _ in range(REF_LENGTH))


def valid_date(value: str) -> None:
    try:
        HistoricalDate.parse(value)
    except DateError as error:
        raise ValidationError(str(error)) from error


def one_of(field: str, choices: type[models.TextChoices], name: str, blank: bool = False):
    """The constraint that a column holds one of its choices, in the database itself."""
    values = [*choices.values, ""] if blank else choices.values
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)


class Loaded(models.Model):
    """A row that the loader may have written, with the values that it last wrote."""

    loaded = models.JSONField(
        default=dict,
        editable=False,
        help_text="What the loader last wrote; where the row differs, an editor changed it.",
    )

    class Meta:
        abstract = True


class Dated(Deriving):
    """A row with an EDTF date, and the bounds that follow from it."""

    date = models.CharField(
        max_length=40,
        blank=True,
        validators=[valid_date],
        help_text=f"When it was said or written, in EDTF: {FORMS}. Empty if unknown.",
    )
    date_first = DerivedDateField(null=True, derive="first_day")
    date_last = DerivedDateField(null=True, derive="last_day")
    year = DerivedIntegerField(null=True, derive="first_year")

    class Meta:
        abstract = True

    @classmethod
    def implied_by(cls, values):
        if not isinstance(values.get("date"), str):
            return {}
        row = cls(date=values["date"])
        return {field.name: getattr(row, field.derive)() for field in Dated._derived_fields()}

    @property
    def historical_date(self) -> HistoricalDate | None:
        return HistoricalDate.parse(self.date) if self.date else None

    def first_day(self):
        return self.historical_date and self.historical_date.first

    def last_day(self):
        return self.historical_date and self.historical_date.last

    def first_year(self):
        return self.historical_date and self.historical_date.year


def dates_in_order(name: str) -> models.CheckConstraint:
    # Each is asked for by itself: a comparison with nothing would pass.
    columns = {f"{name}__isnull": False for name in ("date_first", "date_last", "year")}
    known = Q(**columns, date_first__lte=F("date_last")) & ~Q(date="")
    unknown = Q(date_first=None, date_last=None, year=None, date="")
    return models.CheckConstraint(condition=known | unknown, name=name)


class FormerSlug(models.Model):
    """A slug that a row once had: shared addresses lead on to the new one."""

    model = models.CharField(max_length=20)
    slug = models.SlugField(max_length=80)
    current = models.SlugField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model", "slug"], name="former_slug_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.slug} → {self.current}"


class Slugged(models.Model):
    """A row with a place of its own in the address; former places are remembered."""

    slug = models.SlugField(
        max_length=80,
        unique=True,
        help_text="The word in the address. Addresses with an older word go on working.",
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        # Asked of the database: a row that goes back to a version in its history knows only that.
        rows = type(self)._base_manager.filter(pk=self.pk)
        former = rows.values_list("slug", flat=True).first() if self.pk else None
        super().save(*args, **kwargs)
        if former not in (None, self.slug):
            known = FormerSlug.objects.filter(model=self._meta.model_name)
            known.filter(slug=self.slug).delete()
            known.filter(current=former).update(current=self.slug)
            known.update_or_create(
                slug=former,
                defaults={"current": self.slug},
                create_defaults={"model": self._meta.model_name, "current": self.slug},
            )


class Speaker(Slugged, Loaded, Deriving):
    name = models.CharField(max_length=120)
    sort_name = models.CharField(max_length=120, help_text="“Trotsky, Leon”")
    kind = models.CharField(max_length=20, choices=SpeakerKind, default=SpeakerKind.PERSON)
    members = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="member_of"
    )
    standing = models.CharField(max_length=20, choices=Standing, default=Standing.CONTEMPORARY)
    born = models.SmallIntegerField(null=True, blank=True)
    died = models.SmallIntegerField(null=True, blank=True)
    line = models.CharField(
        max_length=200,
        blank=True,
        help_text="One neutral line of general reference knowledge; never the article's tags.",
    )

    objects = DerivingQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[members], excluded_fields=["loaded"])
    derives_from = frozenset({"name"})

    class Meta:
        ordering = ["sort_name"]
        constraints = [
            one_of("kind", SpeakerKind, "speaker_kind_valid"),
            one_of("standing", Standing, "speaker_standing_valid"),
            models.CheckConstraint(
                condition=Q(born=None) | Q(died=None) | Q(born__lte=F("died")),
                name="speaker_life_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.rederive()

    def get_absolute_url(self) -> str:
        return reverse("speaker", args=[self.slug])

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

    history = HistoricalRecords(excluded_fields=["loaded"])

    class Meta:
        ordering = ["order", "name"]
        constraints = [one_of("kind", TopicKind, "topic_kind_valid")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])

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

    objects = DerivingQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["loaded"])
    derives_from = frozenset({"title", "container_title", "author"})

    class Meta:
        ordering = ["author", "title"]

    def __str__(self) -> str:
        return f"{self.author}, {self.title}" if self.author else self.title

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.rederive()

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.slug])

    def rederive(self) -> None:
        rederive_quotations(Quotation.objects.filter(passage__source=self))

    @property
    def issued_year(self) -> int | None:
        digits = self.issued[:4]
        return int(digits) if len(digits) == 4 and digits.isdecimal() else None


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

    history = HistoricalRecords(excluded_fields=["loaded", "text", "left_out"])

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])


class Section(models.Model):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sections")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["article", "order"]
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
        ordering = ["article", "order"]
        constraints = [
            models.UniqueConstraint(fields=["article", "order"], name="note_order_unique"),
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="note_span_in_order"),
        ]

    def __str__(self) -> str:
        return f"note {self.label}"


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
        excluded_fields=["loaded", "search_text", "verification", "verified_at"]
    )
    derives_from = frozenset({"text", "date", "speaker", "speaker_id", "passage", "passage_id"})

    class Meta:
        ordering = ["passage__article", "start", "-end"]
        indexes = [
            models.Index(fields=["state", "date_first", "date_last"], name="quotation_dates"),
            models.Index(fields=["state", "year"], name="quotation_year"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__gte=0, start__lt=F("end")), name="quotation_span_in_order"
            ),
            dates_in_order("quotation_dates_in_order"),
            one_of("kind", QuotationKind, "quotation_kind_valid"),
            one_of("voice", Voice, "quotation_voice_valid"),
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
        words = self.text if len(self.text) <= 60 else self.text[:59].rstrip() + "…"
        return f"{self.speaker or 'unknown'}: {words}"

    def get_absolute_url(self) -> str:
        return reverse("quotation", args=[self.ref])

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

    def count_elisions(self) -> int:
        return self.text.count("…")

    def folded(self) -> str:
        source = self.passage.source
        titles = (source.title, source.container_title, source.author) if source else ()
        return fold(self.text, self.speaker.name if self.speaker else "", *titles)


def rederive_quotations(quotations) -> None:
    for quotation in quotations.select_related("speaker", "passage__source"):
        quotation.rederive()


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


class Landmark(Slugged, Loaded, Dated):
    """An event that the reader may want to see beside the words; never a judgement."""

    title = models.CharField(max_length=160)
    reference = models.CharField(max_length=600, help_text="Where the date is taken from.")
    in_margin = models.BooleanField(default=False, help_text="Shown before the first year.")

    objects = DerivingQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["loaded"])
    derives_from = frozenset({"date"})

    class Meta:
        ordering = ["date_first", "date_last"]
        constraints = [dates_in_order("landmark_dates_in_order")]

    def __str__(self) -> str:
        return self.title


class Phase(Loaded, Dated):
    """A stretch of a speaker's life, shown as a band behind their quotations."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="phases")
    label = models.CharField(max_length=80)
    reference = models.CharField(max_length=600, blank=True)

    objects = DerivingQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["loaded"])
    derives_from = frozenset({"date"})

    class Meta:
        ordering = ["speaker", "date_first"]
        constraints = [
            dates_in_order("phase_dates_in_order"),
            models.UniqueConstraint(fields=["speaker", "label"], name="phase_label_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.speaker}: {self.label}"


class Contrast(Slugged, Loaded):
    """A contrast that editors have composed: two to four sides, a title and two sentences."""

    title = models.CharField(max_length=160)
    introduction = models.TextField(
        help_text="Two neutral sentences: what the sides are, never who is right."
    )
    front_order = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Its place on the front page; empty for none."
    )
    is_published = models.BooleanField(default=False)

    history = HistoricalRecords(excluded_fields=["loaded"])

    class Meta:
        ordering = [F("front_order").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("composed_contrast", args=[self.slug])


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
        return f"{self.earlier.speaker} on {self.topic}, {self.years_apart} years apart"

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
        first, second = self.earlier, self.later
        if first.speaker_id != second.speaker_id or not first.speaker_id:
            return "Both passages must be of the same speaker."
        if Voice.ATTRIBUTED in (first.voice, second.voice):
            return "Both must be in the speaker's own voice."
        if first.fragment or second.fragment:
            return "A fragment cannot stand for a position."
        if not (first.date_last and second.date_first) or first.date_last >= second.date_first:
            return "The earlier words must be dated before the later ones."
        stances = [
            position.stance
            for quotation in (first, second)
            for position in quotation.positions.filter(topic=self.topic_id)
        ]
        if len(stances) != 2 or not all(stances):
            return "Both must have a reading on the topic."
        if Stance.DESCRIBES in stances:
            return "Words that merely describe are no position."
        if stances[0] == stances[1]:
            return "The readings do not differ."
        return ""


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


class Correction(models.Model):
    """A dated, public remark on what was wrong in a published entry, and is now right."""

    date = models.DateField()
    quotation = models.ForeignKey(
        Quotation, on_delete=models.SET_NULL, null=True, blank=True, related_name="corrections"
    )
    remark = models.CharField(max_length=500)

    history = HistoricalRecords()

    class Meta:
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return f"{self.date}: {self.remark}"
