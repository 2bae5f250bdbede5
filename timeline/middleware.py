"""One page, one truth: an answer is made from one state of the data, and kept under its version."""

import hashlib
from contextlib import ExitStack
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

from quotes.data_version import DataVersion, data_version
from quotes.database_trouble import trouble
from quotes.snapshot import snapshot
from timeline.streaming import Held

HEALTH = {"/healthz": "alive", "/readyz": "ready"}
LONGEST = 24 * 3600  # seconds; what is asked for least makes room sooner
VARIES_BY = {"accept-encoding", "cookie", "hx-request"}
"""What a kept answer may vary by: all of it is in its key, the cookies by their absence."""


class Health:
    """Middleware: ``/healthz`` says that a worker answers, ``/readyz`` that its database does too.

    For whoever watches over the site from beside it: under whatever host name, without encryption.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        said = HEALTH.get(request.path_info)
        if said is None or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        status = 200
        if request.path_info == "/readyz" and (found := reason_not_ready()):
            said, status = found, 503
        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        return HttpResponse(f"{said}\n", "text/plain; charset=utf-8", status, headers=headers)


def reason_not_ready() -> str:
    """In words; empty where pages can be made."""
    try:
        data_version()
    except DatabaseError as error:
        found = trouble(error)
        return found.value if found else "The database cannot be used."
    return ""


class OneSnapshot:
    """Middleware: all that a page, a fragment or an export reads is one state of the data.

    ``request.data_version`` is the version of that state. A download holds its state until its last
    line. Stands innermost, so that sessions and messages can be written outside of it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            # Who asks is found out first: a session that has run out is deleted on the way.
            request.user.is_authenticated  # noqa: B018
        with ExitStack() as stack:
            request.data_version = _begin_reading(stack)
            response = self.get_response(request)
            if response.streaming:
                response.streaming_content = Held(response.streaming_content, stack.pop_all())
        return response


def _begin_reading(stack: ExitStack) -> DataVersion | None:
    """The version of what is read from now on. None where there is no database to read from: the
    page may need none, or can say so."""
    with ExitStack() as attempt:
        try:
            attempt.enter_context(snapshot())
            version = data_version()
        except DatabaseError:
            return None
        stack.push(attempt.pop_all())
    return version


class KeptAnswers:
    """Middleware: a page that was made once for this version of the data is not made again.

    Kept are whole answers, compressed and with all their headers, in the memory of each worker,
    under the version that they were read from: no answer outlives a correction. Whoever has a
    session gets every page made anew: editors see more than readers do.
    """

    def __init__(self, get_response):
        if settings.DEBUG:  # templates may change
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        normalise(request)
        if request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self.get_response(request)
        try:
            kept = caches["pages"].get(key(request, data_version()))
        except DatabaseError:  # the page may need no database, or can say that it is down
            kept = None
        if kept is not None:
            return kept
        response = self.get_response(request)
        version = getattr(request, "data_version", None)
        if version and may_be_kept(request, response):
            caches["pages"].set(key(request, version), response, LONGEST)
        return response


def normalise(request: HttpRequest) -> None:
    """Headers that visitors write in many ways, of which only two matter to an answer each."""
    packs = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    request.META["HTTP_ACCEPT_ENCODING"] = "gzip" if packs else ""
    if request.META.get("HTTP_HX_REQUEST") != "true":
        request.META.pop("HTTP_HX_REQUEST", None)


def key(request: HttpRequest, version: DataVersion) -> str:
    """Everything that an answer without a session depends on; the query as it is understood, which
    can be written in many ways."""
    said = parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True)
    parts = (
        version.token,
        f"{request.scheme}://{request.get_host()}",
        request.META["SCRIPT_NAME"],  # where the site is mounted, and the path begins
        request.path,
        urlencode(said),
        request.META["HTTP_ACCEPT_ENCODING"],
        request.META.get("HTTP_HX_REQUEST", ""),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Whole pages for everybody: no download, no error, nothing that sets a cookie.

    A visitor can write the name of the site in many ways and any port into it; only its own is
    worth keeping.
    """
    host, port = split_domain_port(request.get_host())
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "Cache-Control" not in response
        and varies <= VARIES_BY
        and request.get_host() in (host, f"{host}:{port}")  # lower case, and no dot at its end
        and port in ("", request.get_port())
    )
