"""The gate through which every query string comes in: read, looked up, made canonical."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import parse_qsl

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.vary import vary_on_headers

from quotes.facet_values import look_up
from quotes.selection import BadQuery, Selection
from timeline.results.paging import NoSuchPage


def selects(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the selection of its address, as Known.

    A malformed value is answered with 400 and a sentence; another order, an empty or an unknown
    parameter and a renamed slug lead to the canonical address; a facet without any known value
    and a page that the result does not have make the answer a 404. htmx is not sent elsewhere but
    told the canonical address: caches keep its answers apart.
    """

    @vary_on_headers("HX-Request")
    @wraps(view)
    def gate(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            known = look_up(Selection.from_query(request.GET))
        except BadQuery as error:
            return bad_query(request, error)
        canonical = known.selection.url(request.path)
        if not is_canonical(request, known.selection) and not request.htmx:
            return redirect(canonical)
        try:
            response = view(request, known, *args, **kwargs)
        except NoSuchPage as error:
            context = {"pages": error.pages}
            response = render(request, "timeline/no_such_page.html", context, status=404)
        if request.htmx:
            response["HX-Push-Url"] = canonical
        if known.is_hopeless and response.status_code == 200:
            response.status_code = 404
        return response

    return gate


def is_canonical(request: HttpRequest, selection: Selection) -> bool:
    given = parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True)
    return given == selection.parameters()


def bad_query(request: HttpRequest, error: BadQuery) -> HttpResponse:
    query = request.GET.copy()
    query.pop(error.parameter, None)
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
