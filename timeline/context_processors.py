"""What every page shows: the selection lines of what is published, and the editors' address."""

import json

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from quotes.models import Article
from timeline.selection_views import carried_along
from timeline.wording import SITE_DESCRIPTION, SITE_NAME

HTMX = json.dumps(
    {
        "historyRestoreAsHxRequest": False,
        "includeIndicatorStyles": False,
        "allowEval": False,
        "scrollIntoViewOnBoost": False,
    }
)


def site(request):
    def articles():
        return list(
            Article.objects.public().only("slug", "title", "selection_line", "selection_short")
        )

    return {
        "site_name": SITE_NAME,
        "site_description": SITE_DESCRIPTION,
        "htmx_config": HTMX,
        "articles_shown": SimpleLazyObject(articles),
        "report_email": settings.REPORT_EMAIL,
        "selection": carried_along(request),
    }
