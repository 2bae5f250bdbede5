import json
import re
from pathlib import Path

import yaml
from django.core.management.base import BaseCommand, CommandError

from quotes.annotations.known_works import read_known_works
from quotes.annotations.yaml_files import AnnotationError
from quotes.reading.article import read_article
from quotes.reading.document.read import FORMATS, DocumentError
from quotes.reading.report import report, rows
from quotes.reading.suggestions.topics import Hints, hints_of


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
        parser.add_argument(
            "--topics", type=Path, help="what hints at which topic: fixtures/topic-hints.yaml"
        )

    def handle(self, *args, file: Path, input_format: str | None, format: str, **options):
        hints = _hints(options["topics"]) if options.get("topics") else {}
        try:
            article = read_article(file.read_bytes(), input_format, hints, read_known_works())
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except DocumentError as error:
            raise CommandError(f"{file}:{error.line}: {error.message}") from error
        except AnnotationError as error:
            raise CommandError(str(error)) from error
        if format == "report":
            lines = report(article)
        else:
            lines = [json.dumps(row, ensure_ascii=False) for row in rows(article)]
        for line in lines:
            self.stdout.write(line)


def _hints(file: Path) -> Hints:
    """The hints of a file: under each slug a list of regular expressions."""
    try:
        words = yaml.safe_load(file.read_text("utf-8"))
        if not isinstance(words, dict):
            raise TypeError
        return hints_of({str(slug): [str(word) for word in list(of)] for slug, of in words.items()})
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error
    except re.error as error:
        raise CommandError(
            f"{file}: “{error.pattern}” is no regular expression: {error}."
        ) from error
    except (TypeError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CommandError(f"{file}: no YAML of slugs with lists of expressions.") from error
