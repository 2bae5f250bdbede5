"""The gate through which every query string comes in: read, looked up, made canonical."""

import re
from collections.abc import Callable
from functools import wraps
from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.vary import vary_on_headers

from quotes.facet_values import Known, look_up
from quotes.selection import BadQuery, Selection
from timeline.contrast.comparison import Comparison, KnownComparison, look_up_sides
from timeline.results.paging import NoSuchPage

View = Callable[..., HttpResponse]
CARRIED = ("readings", "pick")
"""What a reader takes from page to page."""
_ABOVE_ONE = re.compile("(?!1$)[1-9][0-9]{0,5}")


def selects(view: View) -> View:
    """Give a view the selection of its address, as Known."""
    return _through_the_gate(view, lambda query: look_up(Selection.from_query(query)))


def compares(view: View) -> View:
    """Give a view the comparison of its address, as KnownComparison."""
    return _through_the_gate(view, lambda query: look_up_sides(Comparison.from_query(query)))


def carries(view: View) -> View:
    """Let no more into the address of a page that selects by its path than what readers take along,
    which ``carried_along`` gives."""

    @wraps(view)
    def bare(request: HttpRequest, known: Known, *args, **kwargs) -> HttpResponse:
        return view(request, *args, **kwargs)

    return _through_the_gate(bare, lambda query: _said_with(query, CARRIED))


def carries_page(view: View) -> View:
    """The same for a page with further pages, as Known."""
    return _through_the_gate(view, lambda query: _said_with(query, (*CARRIED, "page")))


def _said_with(query: QueryDict, names: tuple[str, ...]) -> Known:
    return Known(Selection.from_query(query, names=names), {}, {})


def takes(*names: str) -> Callable[[View], View]:
    """Let nothing but these numbers into the address of a file, of which 1 goes without saying."""

    def gated(view: View) -> View:
        @wraps(view)
        def gate(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            last = {name: request.GET[name] for name in names if name in request.GET}
            meant = [
                (name, number) for name, number in last.items() if _ABOVE_ONE.fullmatch(number)
            ]
            if _given(request) != meant:
                return redirect(f"{request.path}?{urlencode(meant)}" if meant else request.path)
            return view(request, *args, **kwargs)

        return gate

    return gated


def _through_the_gate(view: View, read: Callable[[QueryDict], Known | KnownComparison]) -> View:
    """A malformed value is answered with 400 and a sentence; another order, an empty or an unknown
    parameter and a renamed slug lead to the canonical address; a facet without any known value
    and a page that the result does not have make the answer a 404. htmx is not sent elsewhere but
    told the canonical address; what it gets under another one is kept by nobody.
    """

    @vary_on_headers("HX-Request")
    @wraps(view)
    def gate(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            known = read(request.GET)
        except BadQuery as error:
            return _bad_query(request, error)
        canonical = known.canonical.url(request.path)
        is_canonical = _given(request) == known.canonical.parameters()
        if not (is_canonical or request.htmx):
            return redirect(canonical)
        try:
            response = view(request, known, *args, **kwargs)
        except NoSuchPage as error:
            context = {"pages": error.pages}
            response = render(request, "timeline/no_such_page.html", context, status=404)
        if request.htmx:
            response["HX-Push-Url"] = canonical
        if not is_canonical:
            response["Cache-Control"] = "no-store"
        if known.is_hopeless and response.status_code == 200:
            response.status_code = 404
        return response

    return gate


def moved(request: HttpRequest, url: str) -> HttpResponse:
    """To the present address of a page, with all that the former one was asked for."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{url}?{query}" if query else url)


def _given(request: HttpRequest) -> list[tuple[str, str]]:
    return parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True)


def _bad_query(request: HttpRequest, error: BadQuery) -> HttpResponse:
    """What is wrong with a parameter, and the way without it, on every side of a contrast."""
    query = request.GET.copy()
    for name in request.GET:
        if name.rpartition(".")[2] == error.parameter:
            del query[name]
    without = f"{request.path}?{query.urlencode()}" if query else request.path
    context = {"message": str(error), "without": without, "parameter": error.parameter}
    return render(request, "400.html", context, status=400)


def carried_along(request: HttpRequest) -> Selection:
    """What a reader takes from page to page: hidden readings, and what is gathered for a contrast.

    For pages that select by their path, and for what stands on every page.
    """
    try:
        readings, pick = request.GET.get("readings"), request.GET.getlist("pick")
    except SuspiciousOperation:  # the page that says so asks as well
        return Selection()
    gathered = {"pick": [ref for ref in pick if ref]}
    return Selection.from_query(gathered).having(readings="off" if readings == "off" else "on")
