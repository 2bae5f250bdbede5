from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from quotes.backups import BackupError, back_up


class Command(BaseCommand):
    help = (
        "Copy everything into a new SQLite file: quotations, history, accounts. The site may go on"
        " running. `restore` puts the file into a database of either kind."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the file to make")

    def handle(self, file: Path, **options):
        try:
            rows = back_up(file)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{file}: {rows} rows.")
