"""Primary keys as they stand in addresses and come back from forms: anybody can write anything."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import ModelMultipleChoiceField


def is_key(model: type[Model], text: str) -> bool:
    """Whether a row of the model could have this key: else no query may ask for it."""
    try:
        model._meta.pk.clean(text, None)
    except ValidationError:
        return False
    return True


class _OfKeys:
    """Shows a form again with what was chosen; what cannot have been chosen is an empty choice, and
    its field says what is wrong."""

    def optgroups(self, name, value, attr=None):
        model = self.field.remote_field.model
        return super().optgroups(name, [key for key in value if is_key(model, key)], attr)


class SelectOfKeys(_OfKeys, AutocompleteSelect):
    pass


class SelectOfManyKeys(_OfKeys, AutocompleteSelectMultiple):
    pass


class ChoiceOfManyKeys(ModelMultipleChoiceField):
    """Asks for no key that is none: one that is too large would be an error of SQLite's."""

    def clean(self, value):
        for key in value if isinstance(value, list | tuple) else ():
            if not is_key(self.queryset.model, key):
                words = self.error_messages["invalid_pk_value"]
                raise ValidationError(words, "invalid_pk_value", {"pk": key})
        return super().clean(value)


class ChoosesByKey:
    """A desk, or an inline of one, that can be sent anything where other rows are chosen."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SelectOfKeys(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SelectOfManyKeys(db_field, self.admin_site))
        kwargs.setdefault("form_class", ChoiceOfManyKeys)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class FindsByKey(ChoosesByKey):
    """A desk that can be asked for its rows by anything."""

    def get_object(self, request, object_id, from_field=None):
        # An empty “_to_field” names no field, and Django would look for it.
        return super().get_object(request, object_id, from_field or None)
