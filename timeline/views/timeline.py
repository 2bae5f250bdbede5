"""The pages. A view reads the address, calls, and renders; its context is one visible dict."""

from dataclasses import replace

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from quotes.article_text.sentence import surroundings
from quotes.citing import citation
from quotes.exports.formats import FORMATS
from quotes.exports.rows import CHUNK, rows
from quotes.facet_values import Known
from quotes.models import Passage, Quotation
from timeline import wording
from timeline.chart.chart import chart
from timeline.chart.histogram import histogram
from timeline.contrast.picks import picks
from timeline.contrast.strips import front_strips
from timeline.results.cards import card, is_partial, page_of_years
from timeline.results.concordance import concordance
from timeline.results.facets import chips, facets
from timeline.results.filters import filter_form, ways_out
from timeline.results.neighbours import neighbours
from timeline.results.paging import page_links
from timeline.results.reporting import report_address
from timeline.results.switches import switches
from timeline.selection_views import carried_along, carries, selects, takes
from timeline.streaming import Busy, in_turn

TRY_AGAIN = 10  # seconds


@require_safe
@selects
def timeline(request, known: Known):
    """The timeline: unfiltered the front page, filtered the results at once."""
    selection, published = known.selection, Quotation.objects.published()
    matched = selection.narrow(published)
    totals = matched.totals()
    pages = page_links(selection, totals["passages"])
    groups = page_of_years(selection, matched, published)
    is_front = not replace(selection, pick=()).parameters()
    context = {
        "selection": selection,
        "title": wording.title(known),
        "description": wording.description(totals),
        "canonical": request.build_absolute_uri(selection.url()),
        "is_front": is_front,
        "front_contrasts": front_strips() if is_front else [],
        "totals": totals,
        "chips": chips(known),
        "facets": facets(known, published),
        "form": filter_form(selection),
        "switches": switches(selection),
        "histogram": histogram(selection, published),
        "chart": chart(selection, matched),
        "groups": groups,
        "is_partial": is_partial(card for group in groups for card in group.cards),
        "data_url": selection.without("view", "lanes", "sort", "more").url(reverse("data")),
        "concordance": concordance(groups, selection.q) if selection.view == "lines" else [],
        "ways_out": [] if groups else ways_out(selection, published),
        "pages": pages,
        "picks": picks(selection),
    }
    template = "timeline/_timeline.html" if request.htmx else "timeline/timeline.html"
    return render(request, template, context)


@require_safe
@carries
def quotation(request, ref: str):
    """One quotation in its sentence, its passage and its evidence."""
    visible = Quotation.objects.visible_to(request.user)
    found = get_object_or_404(visible.with_details().select_related("outer__speaker"), ref=ref)
    passage = Passage.objects.with_details(visible).get(pk=found.passage_id)
    path, carried = found.get_absolute_url(), carried_along(request)
    address = request.build_absolute_uri(path)
    context = {
        "quotation": found,
        "outer": found.outer_shown,
        "title": wording.quotation_title(found),
        "description": wording.quotation_preview(found, list(passage.quotations.all())),
        "canonical": address,
        "card": card(passage),
        "surroundings": surroundings(found),
        "neighbours": neighbours(found),
        "citation": citation(found),
        "evidence": wording.with_evidence(found, citation(found), address),
        "selection": carried,
        "readings_url": carried.having(readings="off" if carried.shows_readings else "on").url(
            path
        ),
        "picks": picks(carried, path),
        "report_url": report_address(found, address),
    }
    return render(request, "timeline/quotation.html", context)


@require_safe
@selects
def export(request, known: Known, extension: str):
    """The selection's quotations as a file: the same ones that the page counts."""
    if extension not in FORMATS:
        raise Http404
    writer = FORMATS[extension]
    quotations = known.selection.narrow(Quotation.objects.published())
    lines = writer.lines(rows(quotations))
    try:
        content = in_turn(lines) if quotations.are_more_than(CHUNK) else lines
    except Busy:
        context = {"title": "One long download at a time", "seconds": TRY_AGAIN}
        response = render(request, "timeline/busy.html", context, status=429)
        response["Retry-After"] = TRY_AGAIN
        return response
    response = StreamingHttpResponse(content, content_type=writer.media_type)
    response["Content-Disposition"] = f'inline; filename="quotations.{extension}"'
    return response


@require_safe
@takes()
def favicon(request):
    return redirect(staticfiles_storage.url("timeline/img/favicon.svg"), permanent=True)


@require_safe
@takes()
def robots(request):
    """Everything may be read but the admin; the sitemap lists what has an address of its own."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
