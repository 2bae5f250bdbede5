from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from quotes.choices import Verification
from quotes.models import Article
from quotes.reading.document.read import DocumentError
from quotes.verification import verify


class Command(BaseCommand):
    help = "Hold every stored quotation against the article's file; fails if any is not verbatim."

    def add_arguments(self, parser):
        parser.add_argument(
            "--from", dest="folder", type=Path, default=Path("fixtures"), help="the folder"
        )

    def handle(self, *args, folder: Path, **options):
        if not Article.objects.exists():
            raise CommandError("No article is loaded.")
        wrong = 0
        for article in Article.objects.all():
            path = folder / article.file_name
            try:
                verdicts = verify(article, path)
            except OSError as error:
                raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
            except DocumentError as error:
                raise CommandError(f"{path}:{error.line}: {error.message}") from error
            for verdict in verdicts:
                if verdict.verification != Verification.VERBATIM:
                    wrong += 1
                    where = f", now at {verdict.place}" if verdict.place is not None else ""
                    told = f"{verdict.verification.value}{where}"
                    self.stdout.write(f"{verdict.quotation.ref}: {told}: {verdict.quotation}")
            verbatim = sum(v.verification == Verification.VERBATIM for v in verdicts)
            self.stdout.write(f"{article}: {verbatim} of {len(verdicts)} quotations verbatim.")
        if wrong:
            raise CommandError(f"{wrong} quotations are not where they were, or not there at all.")
