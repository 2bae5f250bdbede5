from django.core.management.base import BaseCommand, CommandError

from quotes.exports.formats import FORMATS
from quotes.exports.rows import rows
from quotes.models import Quotation
from quotes.selection import BadQuery, Selection


class Command(BaseCommand):
    help = "Write quotations to standard output: all published ones, or those of a query string."

    def add_arguments(self, parser):
        parser.add_argument(
            "query", nargs="?", help="the site's query string: 'topic=army&to=1920'"
        )
        parser.add_argument("--format", choices=sorted(FORMATS), default="jsonl")
        parser.add_argument("--all", action="store_true", help="drafts and reviewed ones as well")

    def handle(self, *args, query: str | None, format: str, **options):
        quotations = Quotation.objects.all() if options["all"] else Quotation.objects.published()
        if query is not None:
            try:
                quotations = Selection.from_address(query).narrow(quotations)
            except BadQuery as error:
                raise CommandError(str(error)) from error
        for line in FORMATS[format].lines(rows(quotations)):
            self.stdout.write(line, ending="")
