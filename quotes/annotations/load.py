"""An article and its annotations → rows: one transaction, repeatable, with a report.

Every loaded row keeps the values that the loader last wrote. Where the row differs from them, an
editor changed it: the change is kept and reported. Where the file differs from them, the row is
updated. Where both differ, the row is kept and the difference reported. Nothing is deleted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from quotes.annotations.check import Planned, planned_entries, read_article
from quotes.annotations.keys import Key
from quotes.annotations.known_works import read_known_works
from quotes.annotations.renames import Renames
from quotes.annotations.report import Difference, LoadReport
from quotes.annotations.schema import ARTICLES, EVERY, PASSAGES, QUOTATIONS, SHARED, Record
from quotes.annotations.suggest import drafted_files
from quotes.annotations.values import Slugs, room_for
from quotes.annotations.yaml_files import (
    Annotations,
    annotations_of,
    annotations_path,
    read_annotations,
)
from quotes.article_text.offsets import context
from quotes.choices import Verification
from quotes.data_version import take_turn
from quotes.models import Note, Passage, Quotation, Section
from quotes.reading.article import parse_document
from quotes.reading.document.read import Document, NoteMark
from quotes.reading.results import ParsedArticle
from quotes.shortening import shortened


def load_article(
    path: Path,
    annotations: Path | None = None,
    dry_run: bool = False,
    input_format: str | None = None,
) -> LoadReport:
    """Load an article file with its annotations (beside it, unless named).

    An article without annotations is read, and what reading suggests becomes drafts. Raises
    AnnotationError with every problem, its file and line; the database is then as it was.
    """
    document = read_article(path, input_format)
    beside = annotations or annotations_path(path)
    is_drafted = annotations is None and not beside.exists()
    read: Annotations | ParsedArticle
    if is_drafted:
        read = parse_document(document, known=read_known_works())
    else:
        read = read_annotations(beside)
    with transaction.atomic():
        take_turn()  # before anything is looked up: two loads must not both find a row missing
        found = _drafted(read, path) if isinstance(read, ParsedArticle) else read
        report = _Loader(path.name, document, found, is_drafted=is_drafted).run(dry_run)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _drafted(parsed: ParsedArticle, path: Path) -> Annotations:
    files = drafted_files(parsed, path.name)
    contents = {name: content.encode() for name, content in files.items()}
    return annotations_of(contents, f"{path.stem}.yaml")


class _Loader:
    """One load: first everything is read and checked, then everything is written."""

    def __init__(
        self, file_name: str, document: Document, annotations: Annotations, is_drafted: bool
    ):
        self.is_drafted = is_drafted
        self.file_name = file_name
        self.document = document
        self.annotations = annotations
        self.report = LoadReport()
        self.rows: dict[type[models.Model], dict[str, models.Model]] = {}
        self.apart: list[tuple[Key, models.Model, Any, _Rows]] = []
        self.renames = Renames()

    def run(self, dry_run: bool) -> LoadReport:
        planned = planned_entries(self.document, self.annotations, self.file_name)
        self.report.dry_run = dry_run
        self.report.defects = [
            f"{self.file_name}:{problem.line}: {problem.message}"
            for problem in self.document.problems
        ]
        self._write(planned)
        self.report.article = self.article
        return self.report

    def _write(self, planned: list[Planned]) -> None:
        self._fetch_rows(planned)
        for plan in planned:
            plan.values = self.renames.references(plan.record, plan.values)
        for plan in planned:
            if plan.record is ARTICLES:
                self._write_article(plan)
            elif plan.record is QUOTATIONS:
                self._write_quotation(plan)
            else:
                self._write_row(plan, self._fixed(plan))
        for key, row, value, rows in self.apart:
            key.assign(row, value, rows)
        self._report_gone(planned)

    def _fetch_rows(self, planned: list[Planned]) -> None:
        """All rows that entries may mean, by identity, so that each entry costs no query."""
        for record in EVERY:
            rows = record.with_values(record.model._default_manager.all())
            if record is QUOTATIONS:
                rows = rows.select_related("section", "passage__source")
            self.rows[record.model] = {record.identify(record.values_of(row)): row for row in rows}

    def _fixed(self, plan: Planned) -> dict[str, Any]:
        """What a row needs that no key says."""
        return {"article": self.article} if plan.record is PASSAGES else {}

    def _write_article(self, plan: Planned) -> None:
        document = self.document
        left_out = [dict(entry.values) for entry in self.annotations.left_out]
        self.article = self._write_row(
            plan,
            {
                "file_name": self.file_name,
                "sha256": document.sha256,
                "text": document.text,
                "headers": [list(pair) for pair in document.headers],
                "left_out": left_out,
            },
        )
        self.sections = self._written_parts(Section, "slug", self._sections())
        notes = self._written_parts(Note, "order", self._notes())
        self.notes = {note.start: note for note in notes}

    def _sections(self) -> Iterator[dict[str, Any]]:
        slugs = Slugs(Section)
        longest = room_for(Section, "title") - len("”…")
        for order, section in enumerate(self.document.sections, start=1):
            yield {
                "slug": slugs.of(section.title, "introduction"),
                "title": shortened(section.title or "Introduction", longest),
                "order": order,
                "start": section.start,
                "end": section.end,
            }

    def _notes(self) -> Iterator[dict[str, Any]]:
        for order, note in enumerate(self.document.notes, start=1):
            yield {
                "label": note.label,
                "order": order,
                "start": note.start,
                "end": note.end,
                "text": self.document.text[note.start : note.end],
            }

    def _written_parts(
        self, model: type[Section] | type[Note], by: str, wanted: Iterable[dict[str, Any]]
    ) -> list[Any]:
        """The article's rows of a model, found by one column; those that are right are let be."""
        there = {getattr(row, by): row for row in model.objects.filter(article=self.article)}
        rows = []
        for values in wanted:
            row = there.get(values[by]) or model(article=self.article)
            rows.append(row)
            if row.pk and all(getattr(row, name) == value for name, value in values.items()):
                continue
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
        return rows

    def _write_quotation(self, plan: Planned) -> None:
        text = self.document.text
        start, end = plan.start, plan.start + len(plan.values["text"])
        prefix, suffix = context(text, start, end)
        passage = self.rows[Passage][plan.parent.values["ref"]]  # type: ignore[union-attr]
        self._write_row(
            plan,
            {
                "passage": passage,
                "start": start,
                "end": end,
                "prefix": prefix,
                "suffix": suffix,
                "section": self._section_of(start, plan.parent.values["note"]),  # type: ignore[union-attr]
            },
        )

    def note_row(self, label: str, start: int) -> Note:
        """The note of this label that covers the place, also where numbers restart by chapter."""
        notes = [note for note in self.document.notes if note.label == label]
        holding = next((note for note in notes if note.start <= start < note.end), None)
        mark = self._mark_after(label, start)
        note = holding or (mark and self.document.note_for(mark)) or notes[0]
        return self.notes[note.start]

    def _mark_after(self, label: str, start: int) -> NoteMark | None:
        """The next mark of this label, or the last one before where there is none."""
        marks = [mark for mark in self.document.marks if mark.label == label]
        return next((mark for mark in marks if mark.start >= start), marks[-1] if marks else None)

    def _section_of(self, start: int, label: str) -> Section | None:
        """The section where the mark of the note stands: for a quotation inside a note as well."""
        mark = self._mark_after(label, start)
        place = mark.start if mark else start
        for section in self.sections:
            if section.start <= place < section.end:
                return section
        return None

    def _write_row(self, plan: Planned, fixed: dict[str, Any]) -> Any:
        record, identity = plan.record, self._identity(plan)
        row = self.rows[record.model].get(identity)
        if row is None:
            row = record.model()
            self._assign(row, plan, list(plan.values))
            self._store(row, fixed, plan.values)
            self.rows[record.model][identity] = row
            self._count(self.report.created, record, identity, "new")
            return row
        changed = self._merge(row, plan, identity)
        moved = [name for name, value in fixed.items() if getattr(row, name) != value]
        loaded = {**row.loaded, **{name: plan.values[name] for name in changed}}  # type: ignore[attr-defined]
        adopted = loaded != row.loaded  # type: ignore[attr-defined]
        current = record.values_of(row)
        written = [name for name in changed if current[name] != plan.values[name]]
        if written or moved or adopted:
            self._assign(row, plan, written)
            if "state" in written:
                row.state_by, row.state_at = None, None
            self._store(row, fixed, loaded)
        if written or moved:
            self._count(self.report.updated, record, identity, ", ".join([*written, *moved]))
        else:
            self.report.unchanged[record.name] += 1
        return row

    def _merge(self, row: models.Model, plan: Planned, identity: str) -> list[str]:
        """The keys whose file value becomes the loaded one; what an editor changed is reported."""
        current = plan.record.values_of(row)
        loaded = self.renames.references(plan.record, row.loaded)  # type: ignore[attr-defined]
        taken = []
        for name, value in plan.values.items():
            edited = name not in loaded or current[name] != loaded[name]
            if not edited or current[name] == value:
                if loaded.get(name) != value or name not in loaded:
                    taken.append(name)
                continue
            difference = Difference(
                plan.record.name, identity, name, loaded.get(name), current[name], value
            )
            self.report.kept.append(difference)
        return taken

    def _assign(self, row: Any, plan: Planned, names: list[str]) -> None:
        rows = _Rows(self, plan.start)
        for key in plan.record.keys:
            if key.name not in names:
                continue
            if key.is_apart:
                self.apart.append((key, row, plan.values[key.name], rows))
            else:
                key.assign(row, plan.values[key.name], rows)

    def _store(self, row: Any, fixed: dict[str, Any], loaded: dict[str, Any]) -> None:
        for name, value in fixed.items():
            setattr(row, name, value)
        row.loaded = loaded
        if isinstance(row, Quotation):
            row.state_at = row.state_at or timezone.now()
            row.verification, row.verified_at = Verification.VERBATIM, timezone.now()
        row.save()

    def _count(self, counter: Counter, record: Record, identity: str, what: str) -> None:
        counter[record.name] += 1
        self.report.changes.append(f"{record.name} {identity}: {what}")

    def _identity(self, plan: Planned) -> str:
        """Which row the entry means, also where an editor has changed its slug."""
        identity = plan.record.identify(plan.values)
        if identity in self.rows[plan.record.model]:
            return identity
        return self.renames.of(plan.record.model, identity)

    def _report_gone(self, planned: list[Planned]) -> None:
        """Rows that were loaded from these files once and are no longer in them."""
        in_file = {(plan.record.model, self._identity(plan)) for plan in planned}
        # A draft names only the speakers and sources that are new: the others are not gone.
        shared = () if self.is_drafted else SHARED
        for record in (*shared, PASSAGES, QUOTATIONS):
            for identity, row in self.rows[record.model].items():
                if not row.loaded or (record.model, identity) in in_file:  # type: ignore[attr-defined]
                    continue
                if self._belongs_elsewhere(row):
                    continue
                self.report.gone.append(f"{record.name} {identity}")

    def _belongs_elsewhere(self, row: models.Model) -> bool:
        if isinstance(row, Quotation):
            row = row.passage
        return isinstance(row, Passage) and row.article_id != self.article.pk


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where the keys of an entry find the rows that they name; notes by where its words stand."""

    loader: _Loader
    start: int

    def row(self, model: type[models.Model], identity: str) -> Any:
        return self.loader.rows[model][identity]

    def note(self, label: str) -> Note:
        return self.loader.note_row(label, self.start)
