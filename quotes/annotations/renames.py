"""Slugs that editors have changed: whom the files mean where they still say the former one."""

from typing import Any

from django.db import models

from quotes.annotations.schema import Record
from quotes.models import Article, Contrast, FormerSlug, Landmark, Source, Speaker, Topic

_SLUGGED: dict[str | None, type[models.Model]] = {
    model._meta.model_name: model for model in (Article, Contrast, Landmark, Source, Speaker, Topic)
}


class Renames:
    """Former slugs and the present ones, by model; what a row has again is no former slug."""

    def __init__(self) -> None:
        self._present: dict[type[models.Model], dict[str, str]] = {}
        for name, slug, current in FormerSlug.objects.values_list("model", "slug", "current"):
            if name in _SLUGGED:
                self._present.setdefault(_SLUGGED[name], {})[slug] = current
        for model, present in self._present.items():
            taken = model._default_manager.filter(slug__in=present).values_list("slug", flat=True)
            for slug in set(taken):
                del present[slug]

    def of(self, model: type[models.Model], slug: str) -> str:
        return self._present.get(model, {}).get(slug, slug)

    def references(self, record: Record, values: dict[str, Any]) -> dict[str, Any]:
        """The values of an entry, what they refer to under its present slugs."""
        renamed = {
            key.name: key.renamed(values[key.name], self.of)
            for key in record.keys
            if key.name in values
        }
        return values | renamed
