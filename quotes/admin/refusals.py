"""A form that is older than its entry: what differs, and the form laid over what is there now.

What was typed is kept. What was left as it was opened follows what stands there now, so that saving
again, which is then a choice, takes back nothing that nobody meant to take back.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Field
from django.http import QueryDict

from quotes.admin.versions import Part, Values, Version

NOTHING, GONE, LEFT = "–", "not there any more", "left as it was"
InWords = Callable[[Field, Any], str]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field, or a whole inline row, in words: as opened, as it stands now, as typed."""

    label: str
    opened: str
    now: str
    typed: str
    is_agreed: bool = False
    """What was typed is what stands there now."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was sent for one row, under names that begin with ``prefix``; ``form`` shows that row as
    it is now, or an empty one; ``opened`` is the row as it was opened, if that is known."""

    part: Part
    form: forms.BaseForm
    sent: QueryDict
    prefix: str
    opened: Values | None

    def asks_for(self, name: str) -> bool:
        return name in self.form.fields

    def raw(self, name: str) -> Any:
        widget = self.form.fields[name].widget
        value = widget.value_from_datadict(self.sent, {}, f"{self.prefix}{name}")
        return value.replace("\r\n", "\n") if isinstance(value, str) else value

    def is_touched(self, name: str) -> bool:
        if not self.asks_for(name):
            return False
        if self.opened is None or name not in self.opened:
            return True
        field, value = self.part.model._meta.get_field(name), self.opened[name]
        opened = value if field.many_to_many else field.to_python(value)
        return self.form.fields[name].has_changed(opened, self.raw(name))

    def differs(self, name: str) -> bool:
        """From what the form shows."""
        if not self.asks_for(name):
            return False
        shown = self.form.get_initial_for_field(self.form.fields[name], name)
        return self.form.fields[name].has_changed(shown, self.raw(name))

    def value(self, name: str) -> Any:
        """As the model has it, where it can be understood."""
        field = self.part.model._meta.get_field(name)
        try:
            if field.is_relation:
                return self.raw(name)
            return self.form.fields[name].clean(self.raw(name))
        except ValidationError:
            return self.raw(name)

    def values(self) -> Values:
        return {name: self.value(name) for name in self.part.names if self.asks_for(name)}


class Refusal:
    """``opened`` is None where the form did not say it."""

    def __init__(self, sent: QueryDict, opened: Version | None, now: Version, in_words: InWords):
        self.sent, self.data = sent, sent.copy()
        self.opened, self.now, self.in_words = opened, now, in_words
        self.differences: list[Difference] = []
        self.has_more = False  # something was typed that does not stand there now
        self.sentence = ""

    @property
    def is_settled(self) -> bool:
        """To save loses nothing: all that was changed meanwhile was typed just so (a form that is
        sent twice), or nothing was typed, and nothing differs."""
        if self.differences:
            return self.opened is not None and all(each.is_agreed for each in self.differences)
        return self.opened is not None and not self.has_more

    def lay_entry(self, part: Part, form: forms.BaseForm) -> None:
        """``form`` shows the entry as it is now."""
        (now,) = self.now.rows[part.key].values()
        opened = next(iter(self._opened(part).values()), None)
        typed = Typed(part, form, self.sent, "", opened)
        self._compare(typed, now)
        for name in part.names:
            if typed.asks_for(name) and not typed.is_touched(name):
                _put(self.data, name, form[name].value())

    def lay_rows(self, part: Part, formset, offered: list[dict], offers: list[dict]) -> None:
        """``formset`` shows the rows as they are now; ``offered`` are the values that new rows
        began with when the form was opened, and ``offers`` those that they begin with now."""
        there = {str(form.instance.pk): form for form in formset.initial_forms}
        key = part.model._meta.pk.name
        kept: dict[str, Typed] = {}
        new, blank = [], 0
        for prefix in _prefixes(self.sent, formset):
            pk = self.sent.get(f"{prefix}{key}", "")
            opened = self._opened(part).get(pk)
            if pk in there:
                kept[pk] = Typed(part, there[pk], self.sent, prefix, opened)
                continue
            typed = Typed(part, formset.empty_form, self.sent, prefix, opened)
            if pk:
                if self._tell_gone(typed):
                    new.append(typed)
            elif _is_offered(typed, offered):
                blank += 1
            else:
                new.append(typed)
        for pk in there.keys() - kept.keys() - self._opened(part).keys():
            self._tell_added(part, there[pk], new, self.now.rows[part.key][pk])
        self.has_more |= bool(new)
        rows = []
        for pk, form in there.items():
            if pk in kept:
                self._compare(kept[pk], self.now.rows[part.key][pk])
            rows.append(_laid(form, kept.get(pk)))
        rows += [self._new_row(formset, typed) for typed in new]
        empty = {name: formset.empty_form[name].value() for name in formset.empty_form.fields}
        rows += [empty | values for values in offers[len(new) : len(new) + blank]]
        self._write(formset, rows)

    def compare(self, parts: list[Part]) -> None:
        """Where nothing was typed."""
        for part in parts:
            opened, now = self._opened(part), self.now.rows[part.key]
            for pk in {**opened, **now}:
                if pk in opened and pk in now:
                    for field in part.fields():
                        was, is_now = opened[pk].get(field.name), now[pk][field.name]
                        if was != is_now:
                            words = self.in_words(field, was), self.in_words(field, is_now)
                            self.differences.append(Difference(_label(part, field), *words, LEFT))
                else:
                    was = self._row(part, opened[pk]) if pk in opened else NOTHING
                    is_now = self._row(part, now[pk]) if pk in now else GONE
                    self.differences.append(Difference(_label(part), was, is_now, LEFT))

    def _opened(self, part: Part) -> dict[str, Values]:
        return self.opened.rows.get(part.key, {}) if self.opened else {}

    def _compare(self, typed: Typed, now: Values) -> None:
        """A row that is there still, field by field."""
        for name in typed.part.names:
            is_touched, differs = typed.is_touched(name), typed.differs(name)
            self.has_more |= is_touched and differs
            if typed.opened is None:
                if differs:
                    self._tell(typed, name, NOTHING, now)
            elif typed.opened.get(name) != now[name]:
                opened = self.in_words(typed.part.model._meta.get_field(name), typed.opened[name])
                self._tell(typed, name, opened, now)

    def _tell(self, typed: Typed, name: str, opened: str, now: Values) -> None:
        field = typed.part.model._meta.get_field(name)
        is_touched = typed.is_touched(name)
        self.differences.append(
            Difference(
                _label(typed.part, field),
                opened,
                self.in_words(field, now[name]),
                self.in_words(field, typed.value(name)) if is_touched else LEFT,
                is_agreed=is_touched and not typed.differs(name),
            )
        )

    def _tell_gone(self, typed: Typed) -> bool:
        """A row that was taken away meanwhile; whether it is kept, as a new one."""
        is_deleted = bool(self.sent.get(f"{typed.prefix}DELETE"))
        is_kept = not is_deleted and any(map(typed.is_touched, typed.part.names))
        opened = NOTHING if typed.opened is None else self._row(typed.part, typed.opened)
        words = self._row(typed.part, typed.values()) if is_kept else LEFT
        words = "to be deleted" if is_deleted else words
        label = _label(typed.part)
        self.differences.append(Difference(label, opened, GONE, words, is_agreed=is_deleted))
        return is_kept

    def _tell_added(self, part: Part, form, new: list[Typed], now: Values) -> None:
        """A row that was added meanwhile; by this very form, where a new one says the same."""
        for typed in new:
            same = Typed(part, form, self.sent, typed.prefix, None)
            if not any(map(same.differs, part.names)):
                new.remove(typed)
                words, is_agreed = self._row(part, same.values()), True
                break
        else:
            words, is_agreed = NOTHING, False
        row = self._row(part, now)
        self.differences.append(Difference(_label(part), NOTHING, row, words, is_agreed))

    def _row(self, part: Part, values: Values) -> str:
        fields = [field for field in part.fields() if field.name in values]
        return "; ".join(f"{_label(None, f)}: {self.in_words(f, values[f.name])}" for f in fields)

    def _new_row(self, formset, typed: Typed) -> dict[str, Any]:
        names = set(formset.empty_form.fields) - {formset.model._meta.pk.name, "DELETE"}
        return {name: self.sent.getlist(f"{typed.prefix}{name}") for name in names}

    def _write(self, formset, rows: list[dict]) -> None:
        for prefix in _prefixes(self.sent, formset):
            for name in [name for name in self.data if name.startswith(prefix)]:
                del self.data[name]
        for number, row in enumerate(rows):
            for name, value in row.items():
                _put(self.data, f"{formset.prefix}-{number}-{name}", value)
        self.data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(rows))
        self.data[f"{formset.prefix}-INITIAL_FORMS"] = str(len(formset.initial_forms))


def of_gone(
    sent: QueryDict, parts: list[Part], form, opened: Version, in_words: InWords
) -> Refusal:
    """For an entry that is gone: what was typed, as a new one with new rows."""
    part, *inlines = parts
    refusal = Refusal(sent, opened, Version({}, {}), in_words)
    (values,) = opened.rows[""].values()
    typed = Typed(part, form, sent, "", values)
    for field in filter(lambda field: typed.is_touched(field.name), part.fields()):
        was, is_typed = (
            in_words(field, values[field.name]),
            in_words(field, typed.value(field.name)),
        )
        refusal.differences.append(Difference(_label(None, field), was, GONE, is_typed))
    for inline in inlines:
        own = re.compile(
            rf"{inline.key}-\d+-({inline.model._meta.pk.name}|{inline.owner.name}|DELETE)"
        )
        for name in filter(own.fullmatch, sent):
            del refusal.data[name]
        refusal.data[f"{inline.key}-INITIAL_FORMS"] = "0"
    return refusal


def _prefixes(sent: QueryDict, formset) -> list[str]:
    """What the names of each row that was sent begin with."""
    start = re.compile(rf"{re.escape(formset.prefix)}-(\d{{1,4}})-")
    numbers = {int(found[1]) for name in sent if (found := start.match(name))}
    return [f"{formset.prefix}-{number}-" for number in sorted(numbers)]


def _is_offered(typed: Typed, offered: list[dict]) -> bool:
    """A new row in which nothing was typed: it says what one of those offered said."""
    shown = typed.form
    fields = {name: shown.fields[name] for name in typed.part.names if typed.asks_for(name)}
    defaults = {name: shown.get_initial_for_field(field, name) for name, field in fields.items()}
    return any(
        not any(
            field.has_changed((defaults | values)[name], typed.raw(name))
            for name, field in fields.items()
        )
        for values in [*offered, {}]
    )


def _laid(form, typed: Typed | None) -> dict[str, Any]:
    """All fields of a row that is there: those that were touched as sent, the others as now."""
    row = {name: form[name].value() for name in form.fields}
    if typed is None:
        return row
    row["DELETE"] = typed.sent.get(f"{typed.prefix}DELETE")
    touched = filter(typed.is_touched, typed.part.names)
    return row | {name: typed.sent.getlist(f"{typed.prefix}{name}") for name in touched}


def _put(data: QueryDict, name: str, value: Any) -> None:
    """As a browser sends it: what is off, or empty and chosen of many, is not sent."""
    values = value if isinstance(value, list) else [value]
    sent = ["" if each is None else "on" if each is True else str(each) for each in values]
    if value is False or not sent:
        data.pop(name, None)
    else:
        data.setlist(name, sent)


def _label(part: Part | None, field: Field | None = None) -> str:
    names = [part.model._meta.verbose_name] if part and (part.owner or not field) else []
    names += [field.verbose_name] if field else []
    label = ", ".join(map(str, names))
    return label[:1].upper() + label[1:]
