"""What every page shows: the selection lines of the articles, and how to reach the editors."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from quotes.models import Article
from timeline.wording import SITE_NAME


def site(request):
    def articles():
        return list(Article.objects.only("slug", "title", "selection_line", "selection_short"))

    return {
        "site_name": SITE_NAME,
        "articles_shown": SimpleLazyObject(articles),
        "report_email": settings.REPORT_EMAIL,
    }
