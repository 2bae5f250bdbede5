"""An article and its annotations → rows: one transaction, repeatable, with a report.

Every loaded row keeps the values that the loader last wrote. Where the row differs from them, an
editor changed it: the change is kept and reported. Where the file differs from them, the row is
updated. Where both differ, the row is kept and the difference reported. Nothing is deleted.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import slugify

from quotes.annotations import (
    AnnotationError,
    Annotations,
    Entry,
    annotations_of,
    annotations_path,
    read_annotations,
)
from quotes.annotations import Problem as FileProblem
from quotes.choices import QuotationKind, Verification
from quotes.drafting import drafted_files
from quotes.locating import context, locate
from quotes.models import (
    Article,
    Note,
    Passage,
    Position,
    Quotation,
    Section,
    Source,
    Speaker,
    Topic,
)
from quotes.reading.article import parse_document
from quotes.reading.document import Document, DocumentError, NoteMark, read_document
from quotes.records import (
    ARTICLES,
    CONTRASTS,
    FIRST,
    LAST,
    LEFT_OUT_KEYS,
    PASSAGES,
    QUOTATIONS,
    SHARED,
    THEN_AND_NOW,
    Record,
    values_of,
)
from quotes.selection import Selection


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that an editor changed: what the loader wrote, what is there, what the file has."""

    kind: str
    identity: str
    key: str
    loaded: Any
    row: Any
    file: Any

    @property
    def is_conflict(self) -> bool:
        """Whether the file has changed as well, to something else."""
        return self.file != self.loaded

    def __str__(self) -> str:
        told = f"{self.kind} {self.identity}, {self.key}: kept {self.row!r}"
        if self.is_conflict:
            return f"{told}; the file now says {self.file!r} (it said {self.loaded!r})"
        return f"{told}; the file says {self.file!r}"


@dataclass(slots=True)
class LoadReport:
    """What a load did, or with ``dry_run`` would do. Counts by kind of entry."""

    created: Counter = field(default_factory=Counter)
    updated: Counter = field(default_factory=Counter)
    unchanged: Counter = field(default_factory=Counter)
    changes: list[str] = field(default_factory=list)
    kept: list[Difference] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    dry_run: bool = False
    article: Article | None = None

    @property
    def all_unchanged(self) -> bool:
        return not (self.created or self.updated or self.kept or self.gone)


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
    document = _read_document(path, input_format)
    beside = annotations or annotations_path(path)
    is_drafted = annotations is None and not beside.exists()
    if not is_drafted:
        found = read_annotations(beside)
    else:
        files = drafted_files(parse_document(document), path.stem)
        contents = {name: content.encode() for name, content in files.items()}
        found = annotations_of(contents, f"{path.stem}.yaml")
    return _Loader(path.name, document, found, is_drafted=is_drafted).run(dry_run)


def _read_document(path: Path, input_format: str | None) -> Document:
    try:
        document = read_document(path.read_bytes(), input_format)
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}."
        raise AnnotationError([FileProblem(str(path), 1, message)]) from error
    except DocumentError as error:
        raise AnnotationError([FileProblem(path.name, error.line, error.message)]) from error
    if lost := _notes_lost_at_the_end(document):
        labels = ", ".join(lost[:5])
        more = "…" if len(lost) > 5 else ""
        line = document.line_of(len(document.text))
        message = f"The article seems cut off: it has marks but no notes for {labels}{more}."
        raise AnnotationError([FileProblem(path.name, line, message)])
    return document


def _notes_lost_at_the_end(document: Document) -> list[str]:
    """The marks whose numbers run on beyond the last note; a gap in between is a mere defect."""
    numbers = [int(note.label) for note in document.notes if note.label.isdecimal()]
    last = max(numbers, default=0)
    return [label for label in document.missing_notes if label.isdecimal() and int(label) > last]


@dataclass(slots=True)
class _Planned:
    """One entry, read and checked, before anything is written."""

    record: Record
    entry: Entry
    values: dict[str, Any]
    start: int = 0
    parent: "_Planned | None" = None


class _Loader:
    """One load: first everything is read and checked, then everything is written."""

    def __init__(
        self, file_name: str, document: Document, annotations: Annotations, is_drafted: bool
    ):
        self.is_drafted = is_drafted
        self.file_name = file_name
        self.document = document
        self.annotations = annotations
        self.problems: list[FileProblem] = []
        self.report = LoadReport()
        self.rows: dict[type[models.Model], dict[str, models.Model]] = {}
        self.members: list[tuple[Speaker, list[str]]] = []

    def run(self, dry_run: bool) -> LoadReport:
        planned = self._plan()
        if self.problems:
            raise AnnotationError(self.problems)
        self.report.dry_run = dry_run
        self.report.defects = [
            f"{self.file_name}:{problem.line}: {problem.message}"
            for problem in self.document.problems
        ]
        with transaction.atomic():
            self._write(planned)
            if dry_run:
                transaction.set_rollback(True)
        self.report.article = self.article
        return self.report

    # --- reading and checking -----------------------------------------------------------------

    def _plan(self) -> list[_Planned]:
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
        for entry in self.annotations.left_out:
            self._check_left_out(entry)
        return planned

    def _read_shared(self, records: tuple[Record, ...]) -> list[_Planned]:
        return [
            self._read(record, entry)
            for record in records
            for entry in self.annotations.shared[record.name]
        ]

    def _read(self, record: Record, entry: Entry) -> _Planned:
        values, problems = record.read(entry)
        self.problems += problems
        return _Planned(record, entry, values)

    def _read_quotation(self, entry: Entry, passage: _Planned) -> _Planned:
        quotation = self._read(QUOTATIONS, entry)
        quotation.parent = passage
        quotation.start = self._locate(entry)
        values = quotation.values
        if bool(values["date"]) != bool(values["date_basis"]):
            self.problems.append(entry.problem("A date and its basis go together.", "date"))
        if (values["kind"] == QuotationKind.NESTED) != bool(values["outer"]):
            message = "A nested quotation, and only a nested one, names its “outer”."
            self.problems.append(entry.problem(message, "outer"))
        return quotation

    def _locate(self, entry: Entry) -> int:
        words, prefix = entry.values.get("text", ""), entry.values.get("prefix", "")
        if not isinstance(words, str) or not isinstance(prefix, str) or not words:
            return 0
        try:
            return locate(self.document.text, words, prefix)
        except ValueError as error:
            self.problems.append(entry.problem(str(error), "text"))
            return 0

    def _check_left_out(self, entry: Entry) -> None:
        for name in entry.values.keys() - LEFT_OUT_KEYS:
            self.problems.append(entry.problem(f"Unknown key “{name}”.", name))
        if not entry.values.get("text") or not entry.values.get("reason"):
            self.problems.append(entry.problem("What is left out needs “text” and “reason”."))
        self._locate(entry)

    def _check_identities(self, planned: list[_Planned]) -> None:
        seen: dict[tuple[str, str], Entry] = {}
        for plan in planned:
            identity = (plan.record.name, plan.record.identify(plan.values))
            if identity in seen:
                first = seen[identity]
                message = f"“{identity[1]}” is given twice, first in line {first.line}."
                self.problems.append(plan.entry.problem(message))
            seen.setdefault(identity, plan.entry)

    def _check_references(self, planned: list[_Planned]) -> None:
        known = {
            model: {
                plan.record.identify(plan.values) for plan in planned if plan.record.model is model
            }
            for model in (Speaker, Source, Topic, Quotation)
        }
        for model in (Speaker, Source, Topic):
            known[model] |= set(model.objects.values_list("slug", flat=True))
        known[Quotation] |= set(Quotation.objects.values_list("ref", flat=True))
        labels = {note.label for note in self.document.notes}
        for plan in planned:
            for key in plan.record.keys:
                value = plan.values[key.name]
                named = [topic for topic, _ in value] if key.name == "topics" else value
                target = Topic if key.name == "topics" else key.to
                if target and value:
                    for name in named if isinstance(named, list) else [named]:
                        if name not in known[target]:
                            noun = target._meta.verbose_name
                            message = f"There is no {noun} “{name}”."
                            self.problems.append(plan.entry.problem(message, key.name))
            for _, query in plan.values.get("sides", []):
                for ref in Selection.from_query(QueryDict(query)).ref:
                    if ref not in known[Quotation]:
                        message = f"There is no quotation “{ref}”."
                        self.problems.append(plan.entry.problem(message, "sides"))
            label = plan.values.get("in_note" if plan.record is QUOTATIONS else "note")
            if plan.record in (PASSAGES, QUOTATIONS) and label and label not in labels:
                key_name = "in_note" if plan.record is QUOTATIONS else "note"
                message = f"The article has no note {label}."
                self.problems.append(plan.entry.problem(message, key_name))

    # --- writing ------------------------------------------------------------------------------

    def _write(self, planned: list[_Planned]) -> None:
        self._fetch_rows(planned)
        for plan in planned:
            if plan.record is ARTICLES:
                self._write_article(plan)
            elif plan.record is QUOTATIONS:
                self._write_quotation(plan)
            else:
                self._write_row(plan, self._fixed(plan))
        for body, slugs in self.members:  # only now is every speaker there
            body.members.set([self.rows[Speaker][slug] for slug in slugs])
        self._report_gone(planned)

    def _fetch_rows(self, planned: list[_Planned]) -> None:
        """All rows that entries may mean, by identity, so that each entry costs no query."""
        for record in (*SHARED, ARTICLES, PASSAGES, QUOTATIONS):
            rows = record.model._default_manager.all()
            if record is QUOTATIONS:
                rows = rows.select_related(
                    "speaker", "in_note", "outer", "section", "passage__source"
                ).prefetch_related("positions__topic")
            if record is PASSAGES:
                rows = rows.select_related("note", "source")
            if record.model is Speaker:
                rows = rows.prefetch_related("members")
            if record is CONTRASTS:
                rows = rows.prefetch_related("sides")
            if record is THEN_AND_NOW:
                rows = rows.select_related("topic", "earlier", "later")
            if any(key.name == "speaker" and key.required for key in record.keys):
                rows = rows.select_related("speaker")
            self.rows[record.model] = {record.identify(values_of(record, row)): row for row in rows}

    def _fixed(self, plan: _Planned) -> dict[str, Any]:
        """What a row needs that no key says."""
        return {"article": self.article} if plan.record is PASSAGES else {}

    def _write_article(self, plan: _Planned) -> None:
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
        self.sections = [
            Section.objects.update_or_create(
                article=self.article,
                slug=slugify(section.title) or "introduction",
                defaults={
                    "title": section.title or "Introduction",
                    "order": order,
                    "start": section.start,
                    "end": section.end,
                },
            )[0]
            for order, section in enumerate(document.sections, start=1)
        ]
        self.notes = {}
        for order, note in enumerate(document.notes, start=1):
            row, _ = Note.objects.update_or_create(
                article=self.article,
                order=order,
                defaults={
                    "label": note.label,
                    "start": note.start,
                    "end": note.end,
                    "text": document.text[note.start : note.end],
                },
            )
            self.notes[note.start] = row

    def _write_quotation(self, plan: _Planned) -> None:
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

    def _note_row(self, label: str, start: int) -> Note:
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

    def _write_row(self, plan: _Planned, fixed: dict[str, Any]) -> Any:
        record, identity = plan.record, plan.record.identify(plan.values)
        row = self.rows[record.model].get(identity)
        if row is None:
            row = record.model()
            self._assign(row, plan, list(plan.values))
            self._store(row, fixed, record, plan.values)
            self.rows[record.model][identity] = row
            self._count(self.report.created, record, identity, "new")
            return row
        changed = self._merge(row, plan, identity)
        moved = [name for name, value in fixed.items() if getattr(row, name) != value]
        loaded = {**row.loaded, **{name: plan.values[name] for name in changed}}  # type: ignore[attr-defined]
        adopted = loaded != row.loaded  # type: ignore[attr-defined]
        current = values_of(record, row)
        written = [name for name in changed if current[name] != plan.values[name]]
        if written or moved or adopted:
            self._assign(row, plan, written)
            self._store(row, fixed, record, loaded)
        if written or moved:
            self._count(self.report.updated, record, identity, ", ".join([*written, *moved]))
        else:
            self.report.unchanged[record.name] += 1
        return row

    def _merge(self, row: models.Model, plan: _Planned, identity: str) -> list[str]:
        """The keys whose file value becomes the loaded one; what an editor changed is reported."""
        current, loaded = values_of(plan.record, row), row.loaded  # type: ignore[attr-defined]
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

    def _assign(self, row: Any, plan: _Planned, names: list[str]) -> None:
        record, values, start = plan.record, plan.values, plan.start
        for key in record.keys:
            if key.name not in names or key.is_apart:
                continue
            value = values[key.name]
            if key.to:
                value = self.rows[key.to][value] if value else None
            elif record is PASSAGES and key.name == "note" or key.name == "in_note":
                value = self._note_row(value, start) if value else None
            setattr(row, key.name, value)
        row._topics = values["topics"] if "topics" in names else None
        row._members = values["members"] if "members" in names else None
        row._sides = values["sides"] if "sides" in names else None

    def _store(
        self, row: Any, fixed: dict[str, Any], record: Record, loaded: dict[str, Any]
    ) -> None:
        for name, value in fixed.items():
            setattr(row, name, value)
        row.loaded = loaded
        if isinstance(row, Quotation):
            row.state_at = row.state_at or timezone.now()
            row.verification, row.verified_at = Verification.VERBATIM, timezone.now()
        row.save()
        if row._topics is not None:
            self._write_positions(row, row._topics)
        if row._members is not None:
            self.members.append((row, row._members))

        if row._sides is not None:
            row.sides.all().delete()
            for order, (label, query) in enumerate(row._sides, start=1):
                row.sides.create(order=order, label=label, query=query)

    def _write_positions(self, quotation: Quotation, topics: list[list[str]]) -> None:
        standing = {position.topic.slug: position for position in quotation.positions.all()}
        for order, (slug, stance) in enumerate(topics, start=1):
            position = standing.pop(slug, None) or Position(
                quotation=quotation, topic=self.rows[Topic][slug]
            )
            if position.pk is None or (position.stance, position.order) != (stance, order):
                position.stance, position.order = stance, order
                position.save()
        for position in standing.values():
            position.delete()

    def _count(self, counter: Counter, record: Record, identity: str, what: str) -> None:
        counter[record.name] += 1
        self.report.changes.append(f"{record.name} {identity}: {what}")

    def _report_gone(self, planned: list[_Planned]) -> None:
        """Rows that were loaded from these files once and are no longer in them."""
        in_file = {(plan.record.model, plan.record.identify(plan.values)) for plan in planned}
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
