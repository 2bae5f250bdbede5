from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from quotes.annotations.write import write_annotations
from quotes.models import Article


class Command(BaseCommand):
    help = "Write the database back into the annotation files, corrections included."

    def add_arguments(self, parser):
        parser.add_argument("--article", help="its slug (default: the only one)")
        parser.add_argument(
            "--to", type=Path, default=Path("fixtures"), help="the folder (default: fixtures)"
        )
        parser.add_argument("--check", action="store_true", help="only say which files differ")

    def handle(self, *args, article: str | None, to: Path, check: bool, **options):
        if not to.is_dir():
            raise CommandError(f"There is no folder {to}.")
        try:
            differing = write_annotations(_article(article), to, check)
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be written: {error.strerror}.") from error
        if check and differing:
            raise CommandError(f"These files differ from the database: {', '.join(differing)}")
        self.stdout.write(f"Written: {', '.join(differing)}" if differing else "All files agree.")


def _article(slug: str | None) -> Article:
    articles = Article.objects.filter(slug=slug) if slug else Article.objects.all()
    if len(articles) != 1:
        known = ", ".join(Article.objects.values_list("slug", flat=True)) or "none"
        raise CommandError(f"Name one article with --article; there are: {known}.")
    return articles[0]
