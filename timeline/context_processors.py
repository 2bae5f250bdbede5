"""What every page shows: the selection lines of what is published, and the editors' address."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from quotes.models import Article, Quotation
from timeline.selection_views import carried_along
from timeline.wording import SITE_NAME


def site(request):
    def articles():
        published = Quotation.objects.published().values("passage__article")
        shown = Article.objects.filter(pk__in=published)
        return list(shown.only("slug", "title", "selection_line", "selection_short"))

    return {
        "site_name": SITE_NAME,
        "articles_shown": SimpleLazyObject(articles),
        "report_email": settings.REPORT_EMAIL,
        "selection": carried_along(request),
    }
