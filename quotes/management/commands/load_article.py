from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from quotes.annotations.load import load_article
from quotes.annotations.report import LoadReport
from quotes.annotations.write import write_annotations
from quotes.annotations.yaml_files import AnnotationError
from quotes.reading.document.read import FORMATS


class Command(BaseCommand):
    help = "Load an article and its annotations. Repeatable; what editors changed is kept."

    def add_arguments(self, parser):
        parser.add_argument("article", type=Path, help="the article's file")
        parser.add_argument(
            "--annotations", type=Path, help="its annotations (default: ARTICLE with .yaml)"
        )
        parser.add_argument("--dry-run", action="store_true", help="show what would change")
        parser.add_argument("--input-format", choices=FORMATS, help="default: it is detected")
        parser.add_argument(
            "--write-annotations",
            action="store_true",
            help="then write the annotation files beside the article, for a person to correct",
        )

    def handle(self, *args, article: Path, annotations: Path | None, dry_run: bool, **options):
        if dry_run and options["write_annotations"]:
            raise CommandError(
                "--dry-run writes nothing, so it cannot go with --write-annotations."
            )
        try:
            report = load_article(article, annotations, dry_run, options["input_format"])
        except AnnotationError as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        self.tell(report, options["verbosity"])
        if options["write_annotations"]:
            try:
                written = write_annotations(report.article, article.parent)
            except OSError as error:
                told = f"{error.filename} cannot be written: {error.strerror}."
                raise CommandError(f"{told} The article is loaded.") from error
            for name in written:
                self.stdout.write(f"Written: {article.parent / name}")

    def tell(self, report: LoadReport, verbosity: int) -> None:
        would = "would be " if report.dry_run else ""
        if verbosity > 1 or report.dry_run:
            for change in report.changes:
                self.stdout.write(f"  {change}")
        for difference in report.kept:
            self.stdout.write(f"An editor's change stays: {difference}")
        for row in report.gone:
            self.stdout.write(f"No longer in the file, left as it is: {row}")
        if verbosity > 1:
            for defect in report.defects:
                self.stdout.write(f"In the article: {defect}")
        elif report.defects:
            self.stdout.write(
                f"{len(report.defects)} oddities in the article's text (-v 2 lists them)."
            )
        if report.all_unchanged:
            total = sum(report.unchanged.values())
            self.stdout.write(f"All {total} entries unchanged.")
            return
        for word, counter in (("created", report.created), ("updated", report.updated)):
            if counter:
                counts = ", ".join(f"{count} {kind}" for kind, count in counter.items())
                self.stdout.write(f"{would}{word}: {counts}".capitalize())
        self.stdout.write(f"Unchanged: {sum(report.unchanged.values())}")
