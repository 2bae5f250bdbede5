"""What search engines may list: the pages with an address of their own, not every filter."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from quotes.models import Article, Contrast, Quotation, Source, Speaker, Topic


class Pages(Sitemap):
    def items(self):
        return ["timeline", "contrast", "speakers", "topics", "sources", "articles", "method"]

    def location(self, item):
        return reverse(item)


class Rows(Sitemap):
    """The pages of one kind of row."""

    limit = 5000

    def __init__(self, rows):
        self.rows = rows

    def items(self):
        return self.rows()


SITEMAPS = {
    "pages": Pages(),
    "quotations": Rows(lambda: Quotation.objects.published().order_by("pk").only("ref")),
    "speakers": Rows(lambda: Speaker.objects.public().order_by("pk").only("slug")),
    "topics": Rows(lambda: Topic.objects.public().order_by("pk").only("slug")),
    "sources": Rows(lambda: Source.objects.public().order_by("pk").only("slug")),
    "articles": Rows(lambda: Article.objects.public().order_by("pk").only("slug")),
    "contrasts": Rows(lambda: Contrast.objects.public().order_by("pk").only("slug")),
}
