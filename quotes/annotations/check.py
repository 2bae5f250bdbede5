"""An article and its annotations → entries that are read, found in the text and checked.

Nothing is written here. What is wrong is told all at once, each problem with its file and line.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models

from quotes.annotations.schema import (
    ARTICLES,
    FIRST,
    LAST,
    LEFT_OUT_KEYS,
    PASSAGES,
    QUOTATIONS,
    SOURCES,
    SPEAKERS,
    THEN_AND_NOW,
    TOPICS,
    Record,
)
from quotes.annotations.values import check_fit, text
from quotes.annotations.yaml_files import AnnotationError, Annotations, Entry, Problem
from quotes.article_text.offsets import locate
from quotes.choices import DateBasis, QuotationKind, Voice
from quotes.models import Article, FormerSlug, Note, Passage, Quotation, Section, ThenAndNow
from quotes.reading.document.read import Document, DocumentError, read_document


def read_article(path: Path, input_format: str | None) -> Document:
    try:
        document = read_document(path.read_bytes(), input_format)
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}."
        raise AnnotationError([Problem(str(path), 1, message)]) from error
    except DocumentError as error:
        raise AnnotationError([Problem(path.name, error.line, error.message)]) from error
    if lost := _notes_lost_at_the_end(document):
        labels = ", ".join(lost[:5])
        more = "…" if len(lost) > 5 else ""
        line = document.line_of(len(document.text))
        message = f"The article seems cut off: it has marks but no notes for {labels}{more}."
        raise AnnotationError([Problem(path.name, line, message)])
    return document


def _notes_lost_at_the_end(document: Document) -> list[str]:
    """The marks whose numbers run on beyond the last note; a gap in between is a mere defect."""
    numbers = [int(note.label) for note in document.notes if note.label.isdecimal()]
    last = max(numbers, default=0)
    return [label for label in document.missing_notes if label.isdecimal() and int(label) > last]


@dataclass(slots=True)
class Planned:
    """One entry, read and checked, before anything is written."""

    record: Record
    entry: Entry
    values: dict[str, Any]
    start: int = 0
    parent: "Planned | None" = None


def planned_entries(document: Document, annotations: Annotations, file_name: str) -> list[Planned]:
    """All entries, in the order in which they can be written. Raises AnnotationError."""
    return _Planner(document, annotations, file_name).plan()


class _Planner:
    def __init__(self, document: Document, annotations: Annotations, file_name: str):
        self.document = document
        self.file_name = file_name
        self.annotations = annotations
        self.problems: list[Problem] = []

    def plan(self) -> list[Planned]:
        """Raises AnnotationError with everything that is wrong."""
        self._check_document()
        planned = self._read_shared(FIRST)
        planned.append(self._read(ARTICLES, self.annotations.article))
        for entry in self.annotations.passages:
            passage = self._read(PASSAGES, entry)
            planned.append(passage)
            quotations = entry.values.get("quotations") or []
            if not isinstance(quotations, list) or not all(
                isinstance(quotation, Entry) for quotation in quotations
            ):
                self.problems.append(entry.problem("“quotations” must be a list.", "quotations"))
                continue
            inside = [self._read_quotation(quotation, passage) for quotation in quotations]
            passage.start = min((quotation.start for quotation in inside), default=0)
            planned += inside
        planned += self._read_shared(LAST)
        self._check_identities(planned)
        self._check_references(planned)
        self._check_outer(planned)
        self._check_owners(planned)
        for entry in self.annotations.left_out:
            self._check_left_out(entry)
        if self.problems:
            raise AnnotationError(self.problems)
        return planned

    def _read_shared(self, records: tuple[Record, ...]) -> list[Planned]:
        return [
            self._read(record, entry)
            for record in records
            for entry in self.annotations.shared[record.name]
        ]

    def _read(self, record: Record, entry: Entry) -> Planned:
        values, problems = record.read(entry)
        self.problems += problems
        if record is SPEAKERS and (values["died"] or 9999) < (values["born"] or 0):
            message = f"Nobody dies ({values['died']}) before being born ({values['born']})."
            self.problems.append(entry.problem(message, "died"))
        return Planned(record, entry, values)

    def _read_quotation(self, entry: Entry, passage: Planned) -> Planned:
        quotation = self._read(QUOTATIONS, entry)
        quotation.parent = passage
        quotation.start = self._locate(entry)
        for key, message in _contradictions(quotation.values):
            self.problems.append(entry.problem(message, key))
        return quotation

    def _locate(self, entry: Entry) -> int:
        words, prefix = entry.values.get("text", ""), entry.values.get("prefix", "")
        if not isinstance(prefix, str):
            self.problems.append(entry.problem("“prefix”: this must be one text.", "prefix"))
        if not isinstance(words, str) or not isinstance(prefix, str) or not words:
            return 0
        try:
            return locate(self.document.text, words, prefix)
        except ValueError as error:
            self.problems.append(entry.problem(str(error), "text"))
            return 0

    def _check_document(self) -> None:
        """What an article may have too much of for its columns; headings are cut."""
        self._check_fit(Article, "file_name", self.file_name, 0, "the name of the file")
        order = len(self.document.sections)
        self._check_fit(Section, "order", order, 0, "the number of headings")
        for note in self.document.notes:
            self._check_fit(Note, "label", note.label, note.start, "the label of the note")

    def _check_fit(
        self, model: type[models.Model], column: str, value: str | int, place: int, what: str
    ) -> None:
        try:
            check_fit(model, column, value)
        except ValueError as error:
            line = self.document.line_of(place)
            self.problems.append(Problem(self.file_name, line, f"{what.capitalize()}: {error}."))

    def _check_left_out(self, entry: Entry) -> None:
        for name in entry.values.keys() - LEFT_OUT_KEYS:
            self.problems.append(entry.problem(f"Unknown key “{name}”.", name))
        if not entry.values.get("text") or not entry.values.get("reason"):
            self.problems.append(entry.problem("What is left out needs “text” and “reason”."))
        for name in ("text", "reason", "comment"):
            try:
                text(entry.values.get(name, ""))
            except ValueError as error:
                self.problems.append(entry.problem(f"“{name}”: {error}.", name))
        self._locate(entry)

    def _check_outer(self, planned: list[Planned]) -> None:
        """What is inside another quotation is written after it."""
        written = set(Quotation.objects.values_list("ref", flat=True))
        inside = {plan.values["ref"] for plan in planned if plan.record is QUOTATIONS}
        written -= inside
        for plan in planned:
            if plan.record is not QUOTATIONS:
                continue
            outer = plan.values["outer"]
            if outer and outer == plan.values["ref"]:
                message = "“outer” names the quotation itself."
                self.problems.append(plan.entry.problem(message, "outer"))
            elif outer and outer not in written and outer in inside:
                message = f"“outer” names “{outer}”, which must stand before it."
                self.problems.append(plan.entry.problem(message, "outer"))
            written.add(plan.values["ref"])

    def _check_owners(self, planned: list[Planned]) -> None:
        """A ref is never used again, for another article neither."""
        slug = next(plan.values["slug"] for plan in planned if plan.record is ARTICLES)
        own = {
            slug,
            *FormerSlug.objects.filter(model="article", slug=slug).values_list(
                "current", flat=True
            ),
        }
        quotations = Quotation.objects.exclude(passage__article__slug__in=own)
        passages = Passage.objects.exclude(article__slug__in=own)
        taken = {
            QUOTATIONS: set(quotations.values_list("ref", flat=True)),
            PASSAGES: set(passages.values_list("ref", flat=True)),
        }
        for plan in planned:
            if plan.record in taken and plan.values["ref"] in taken[plan.record]:
                message = f"“{plan.values['ref']}” is a {plan.record.name} of another article."
                self.problems.append(plan.entry.problem(message, "ref"))

    def _check_identities(self, planned: list[Planned]) -> None:
        seen: dict[tuple[str, str], Entry] = {}
        for plan in planned:
            identity = (plan.record.name, plan.record.identify(plan.values))
            if identity in seen:
                first = seen[identity]
                message = f"“{identity[1]}” is given twice, first in line {first.line}."
                self.problems.append(plan.entry.problem(message))
            seen.setdefault(identity, plan.entry)
        self._check_pairs([plan for plan in planned if plan.record is THEN_AND_NOW])

    def _check_pairs(self, planned: list[Planned]) -> None:
        """Two passages stand against each other once on a topic, under one ref."""
        pairs = THEN_AND_NOW.with_values(ThenAndNow.objects.all())
        known = {_pair(values): values["ref"] for values in map(THEN_AND_NOW.values_of, pairs)}
        for plan in planned:
            ref = known.setdefault(_pair(plan.values), plan.values["ref"])
            if ref != plan.values["ref"]:
                message = f"This pair stands under the ref “{ref}” already."
                self.problems.append(plan.entry.problem(message, "ref"))

    def _check_references(self, planned: list[Planned]) -> None:
        known = self._known(planned)
        for plan in planned:
            for key in plan.record.keys:
                for model, name in key.names(plan.values[key.name]):
                    if name in known[model]:
                        continue
                    message = f"There is no {model._meta.verbose_name} “{name}”."
                    if model is Note:
                        message = f"The article has no note {name}."
                    self.problems.append(plan.entry.problem(message, key.name))

    def _known(self, planned: list[Planned]) -> dict[type[models.Model], set[str]]:
        """What entries may name: rows that are there, entries beside them, the article's notes."""
        known = {
            record.model: set(
                record.model._default_manager.values_list(*record.identity, flat=True)
            )
            for record in (SPEAKERS, SOURCES, TOPICS, QUOTATIONS)
        }
        for plan in planned:
            if plan.record.model in known:
                known[plan.record.model].add(plan.record.identify(plan.values))
        known[Note] = {note.label for note in self.document.notes}
        return known


def _pair(values: dict[str, Any]) -> tuple[str, str, str]:
    return values["topic"], values["earlier"], values["later"]


def _contradictions(values: dict[str, Any]) -> list[tuple[str, str]]:
    """What the values of a quotation's keys say against each other: the key, and a sentence."""
    found = []
    if bool(values["date"]) != bool(values["date_basis"]):
        found.append(("date", "A date and its basis go together."))
    if values["date_basis"] == DateBasis.INFERRED and not values["date_note"]:
        message = "An inferred date needs a “date_note”: where it is known from."
        found.append(("date_basis", message))
    if (values["kind"] == QuotationKind.NESTED) != bool(values["outer"]):
        message = "A nested quotation, and only a nested one, names its “outer”."
        found.append(("outer", message))
    if values["voice"] == Voice.ATTRIBUTED and any(stance for _, stance in values["topics"]):
        message = "Words that the speaker only voices for somebody else carry no stance."
        found.append(("topics", message))
    return found
