from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from quotes.annotations.known_works import read_known_works
from quotes.annotations.yaml_files import AnnotationError, Annotations, read_annotations
from quotes.article_text.offsets import locate
from quotes.reading.article import read_article
from quotes.reading.document.read import FORMATS, DocumentError
from quotes.reading.evaluate import Annotated, evaluate, listing, read_spans_of, table


class Command(BaseCommand):
    help = "Read an article without its annotations and compare the two. Touches no database."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--against", type=Path, required=True, help="the annotations' file")
        parser.add_argument("--input-format", choices=FORMATS, help="default: it is detected")

    def handle(self, *args, file: Path, against: Path, input_format: str | None, **options):
        try:
            article = read_article(file.read_bytes(), input_format, known=read_known_works())
            annotated = annotated_spans(read_annotations(against), article.document.text)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        except DocumentError as error:
            raise CommandError(f"{file}:{error.line}: {error.message}") from error
        except AnnotationError as error:
            raise CommandError(str(error)) from error
        result = evaluate(read_spans_of(article), annotated)
        self.stdout.write(table(result))
        for line in listing(result, article.document):
            self.stdout.write(line)


def annotated_spans(annotations: Annotations, text: str) -> list[Annotated]:
    """The annotated quotations with their places in the text and the names behind the slugs."""
    speakers = {
        entry.values["slug"]: entry.values["name"] for entry in annotations.shared["speakers"]
    }
    sources = {entry.values["slug"]: entry.values for entry in annotations.shared["sources"]}
    found = []
    for passage, quotation in annotations.quotations():
        values = quotation.values
        try:
            start = locate(text, values["text"], values.get("prefix", ""))
        except ValueError as error:
            raise AnnotationError([quotation.problem(str(error), "text")]) from error
        source = sources.get(passage.values.get("source"), {})
        titles = [source.get("title"), *(source.get("aliases") or [])]
        found.append(
            Annotated(
                start,
                start + len(values["text"]),
                passage.values.get("note"),
                speakers.get(values.get("speaker")),
                source.get("author"),
                tuple(title for title in titles if title),
                values.get("date"),
            )
        )
    return found
