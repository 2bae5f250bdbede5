from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from quotes.backups import BackupError, restore


class Command(BaseCommand):
    help = "Fill the site's database, which must be migrated and empty, from a file of `backup`."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the file that `backup` made")

    def handle(self, file: Path, **options):
        try:
            rows = restore(file)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored from {file}: {rows} rows.")
