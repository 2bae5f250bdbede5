"""What models have in common: refs, slugs that are remembered, dates with their bounds."""

import secrets
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import get_script_prefix, reverse

from quotes.dates import FORMS, DateError, HistoricalDate
from quotes.derived import DerivedDateField, DerivedIntegerField, Deriving

REF_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no letters or digits that look alike
REF_LENGTH = 6
valid_ref = RegexValidator(
    rf"\A[{REF_ALPHABET}]{{4,12}}\Z", "A ref is 4 to 12 letters and digits, without 0, 1, i, l, o."
)


def new_ref() -> str:
    """A short public id that encodes nothing; the database makes sure that it is unique."""
    return "".join(secrets.choice(REF_ALPHABET) for _ in range(REF_LENGTH))


def page_of(name: str, key: str) -> str:
    """The address of a public page: page_of("speaker", "leon-trotsky")."""
    return _reversed(get_script_prefix(), name, key)


@lru_cache(maxsize=20_000)
def _reversed(prefix: str, name: str, key: str) -> str:
    """A timeline asks for hundreds, nearly always the same ones, and to reverse each takes a tenth
    of its time."""
    return reverse(name, args=[key])


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


def rederive_quotations(quotations) -> None:
    for quotation in quotations.select_related("speaker", "passage__source"):
        quotation.rederive()
