"""How each value of an entry is read: from what stands in the file to what a column holds."""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils.text import slugify

from quotes.dates import DateError, HistoricalDate
from quotes.models import valid_ref

_NUMBERS = BaseDatabaseOperations.integer_field_ranges
Reader = Callable[[Any], Any]
"""From what stands in the file to the value. Raises ValueError with a sentence."""


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("this must be one text")
    if "\0" in value:  # PostgreSQL has no room for it
        raise ValueError("there is a NUL character in it")
    return value


def number(value: Any) -> int:
    digits = text(value)
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 4:
        raise ValueError(f"“{digits}” is not a whole number up to 9999")
    return int(digits)


def flag(value: Any) -> bool:
    if value not in ("true", "false"):
        raise ValueError("this must be true or false")
    return value == "true"


def texts(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise ValueError("this must be a list")
    return [text(item) for item in value]


def slug(value: Any) -> str:
    return _validated(text(value), validate_slug, "is not a slug: letters, digits, - and _")


def ref(value: Any) -> str:
    return _validated(text(value), valid_ref, "is not a ref: 4 to 12 of 2–9 a–z without i, l, o")


def url(value: Any) -> str:
    return _validated(text(value), URLValidator(["http", "https"]), "is not an address")


def _validated(value: str, validator: Callable[[str], None], complaint: str) -> str:
    try:
        validator(value)
    except ValidationError as error:
        raise ValueError(f"“{value}” {complaint}") from error
    return value


def edtf(value: Any) -> str:
    try:
        return HistoricalDate.parse(text(value)).edtf
    except DateError as error:
        raise ValueError(str(error)) from error


def day(value: Any) -> str:
    """A day, written as its text is kept: 2026-11-28."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text(value)):
        with suppress(ValueError):
            return datetime.date.fromisoformat(value).isoformat()
    raise ValueError(f"“{value}” is not a day: 2026-11-28")


def choice(choices: type[models.TextChoices]) -> Reader:
    def read(value: Any) -> str:
        if value not in choices.values:
            raise ValueError(f"“{value}” is none of {', '.join(choices.values)}")
        return value

    return read


def check_fit(model: type[models.Model], column: str, value: Any) -> None:
    """Raises ValueError with a sentence where the column has no room for a text or a number.

    PostgreSQL would refuse it, and SQLite takes everything: asked here, both refuse the same.
    """
    field = model._meta.get_field(column)
    longest = getattr(field, "max_length", None)
    if isinstance(value, str) and longest and len(value) > longest:
        raise ValueError(f"this is {len(value)} characters long, {longest} fit")
    if isinstance(value, int) and (range_ := _NUMBERS.get(field.get_internal_type())):
        low, high = range_
        if not low <= value <= high:
            raise ValueError(f"{value} does not fit: this is a number from {low} to {high}")


def room_for(model: type[models.Model], column: str) -> int:
    """How many characters a column of texts holds."""
    return model._meta.get_field(column).max_length


class Slugs:
    """Slugs made of titles and names: no longer than their column, equal ones numbered."""

    def __init__(self, model: type[models.Model], taken: Iterable[str] = ()) -> None:
        self._longest = room_for(model, "slug")
        self._taken, self._numbers = set(taken), Counter[str]()

    def of(self, title: str, otherwise: str) -> str:
        """The slug of a title; ``otherwise`` where no letter of it is left."""
        slug = first = slugify(title)[: self._longest].strip("-_") or otherwise
        while slug in self._taken:
            self._numbers[first] += 1
            number = f"-{self._numbers[first] + 1}"
            slug = first[: self._longest - len(number)] + number
        self._taken.add(slug)
        return slug
