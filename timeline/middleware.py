"""Answers that are kept for the next reader who asks the same, until anything is written."""

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError
from django.utils.cache import get_cache_key, learn_cache_key

from quotes.data_version import data_version

LONGEST = 24 * 3600  # seconds; what is asked for least makes room sooner


class KeptAnswers:
    """Middleware: a page that was made once for this version of the data is not made again.

    Kept are whole answers, compressed and with all their headers, in the memory of each worker. The
    version is part of their key and is read before a page is made, so that no answer outlives a
    correction. Whoever has a session gets every page made anew: editors see more than readers do.
    """

    def __init__(self, get_response):
        if settings.DEBUG:  # templates may change
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self.get_response(request)
        try:
            version = data_version().token
        except DatabaseError:  # the page may need no database, or can say that it is down
            return self.get_response(request)
        # Browsers name what they can unpack in many ways, of which only gzip matters to an answer.
        packs = "gzip" in request.headers.get("Accept-Encoding", "")
        request.META["HTTP_ACCEPT_ENCODING"] = "gzip" if packs else ""
        key = get_cache_key(request, version)
        kept = cache.get(key) if key else None
        if kept is not None:
            return kept
        response = self.get_response(request)
        if may_be_kept(response):
            cache.set(learn_cache_key(request, response, LONGEST, version), response, LONGEST)
        return response


def may_be_kept(response) -> bool:
    """Whole pages for everybody: no download, no error, nothing that sets a cookie."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "Cache-Control" not in response
    )
