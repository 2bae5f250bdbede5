import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from quotes.reading.article import read_article
from quotes.reading.document.read import FORMATS, DocumentError
from quotes.reading.report import report, rows


class Command(BaseCommand):
    help = "Read any article and write what reading suggests. Touches no database."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--input-format", choices=FORMATS, help="default: it is detected")
        parser.add_argument(
            "--format",
            choices=("jsonl", "report"),
            default="jsonl",
            help="one JSON object a quotation, or counts and problems by line",
        )

    def handle(self, *args, file: Path, input_format: str | None, format: str, **options):
        try:
            article = read_article(file.read_bytes(), input_format)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except DocumentError as error:
            raise CommandError(f"{file}:{error.line}: {error.message}") from error
        if format == "report":
            lines = report(article)
        else:
            lines = [json.dumps(row, ensure_ascii=False) for row in rows(article)]
        for line in lines:
            self.stdout.write(line)
