"""Columns that follow from others, kept right by every write.

A derived column names the method of its model that computes it. Saving and ``bulk_create`` compute
it anew by themselves; ``update`` and ``bulk_update`` do so through DerivingQuerySet when they touch
one of the fields in the model's ``derives_from``.
"""

from typing import Any

from django.db import models, transaction


class DerivedField(models.Field):
    """A field whose value is what the method ``derive`` of its row returns."""

    def __init__(self, *args: Any, derive: str = "", **kwargs: Any):
        self.derive = derive
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs["derive"] = self.derive
        kwargs.pop("editable", None)
        return name, path, args, kwargs

    def pre_save(self, model_instance, add):
        if hasattr(model_instance, self.derive):  # historical models of migrations have no methods
            setattr(model_instance, self.attname, getattr(model_instance, self.derive)())
        return super().pre_save(model_instance, add)


class DerivedTextField(DerivedField, models.TextField):
    pass


class DerivedDateField(DerivedField, models.DateField):
    pass


class DerivedIntegerField(DerivedField, models.IntegerField):
    pass


class DerivingQuerySet(models.QuerySet):
    def update(self, **values):
        if not self.model.derives_from & values.keys():
            return super().update(**values)
        with transaction.atomic(using=self.db, savepoint=False):
            keys = list(self.values_list("pk", flat=True))
            count = super().update(**self.model.implied_by(values) | values)
            for row in self.model._base_manager.using(self.db).filter(pk__in=keys):
                row.rederive()
        return count

    def bulk_update(self, objs, fields, batch_size=None):
        rows, names = tuple(objs), list(fields)
        if self.model.derives_from & set(names):
            derived = self.model._derived_fields()
            for row in rows:
                for field in derived:
                    setattr(row, field.attname, getattr(row, field.derive)())
            names += [field.name for field in derived if field.name not in names]
        return super().bulk_update(rows, names, batch_size)


class Deriving(models.Model):
    """A model with derived columns, or one from which other rows' columns are derived."""

    derives_from: frozenset[str] = frozenset()

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is not None and self.derives_from & set(update_fields):
            update_fields = {*update_fields, *(field.name for field in self._derived_fields())}
        super().save(*args, update_fields=update_fields, **kwargs)

    @classmethod
    def implied_by(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Derived columns that these values settle by themselves, to be written together with them.

        For columns that a constraint ties to the others: they may not differ for a moment.
        """
        return {}

    def rederive(self) -> None:
        """Write the derived columns of this row, and of the rows that depend on it."""
        values = {field.attname: getattr(self, field.derive)() for field in self._derived_fields()}
        if values:
            # A plain update: nothing here is derived from a derived column.
            models.QuerySet(type(self)).filter(pk=self.pk).update(**values)

    @classmethod
    def _derived_fields(cls) -> list[DerivedField]:
        return [field for field in cls._meta.concrete_fields if isinstance(field, DerivedField)]
