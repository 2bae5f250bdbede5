"""Contrasts: made by readers in the address, composed by editors, and then-and-now pairs."""

from urllib.parse import parse_qsl

from django.contrib import admin
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from quotes.admin.contrasts import PreviewDesk
from quotes.models import Contrast, ContrastSide, FormerSlug, ThenAndNow
from quotes.selection import BadQuery, Selection
from timeline.contrast.comparison import Comparison, Part, contrasted, of_refs
from timeline.contrast.form import contrast_form
from timeline.contrast.strips import points, strips
from timeline.selection_views import bad_query, carried_along


@require_safe
def contrast(request):
    """Any contrast by its address; without sides, the composed ones and the form to make one."""
    try:
        comparison = Comparison.from_query(request.GET)
    except BadQuery as error:
        return bad_query(request, error)
    given = parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True)
    if given != comparison.parameters():
        return redirect(comparison.url())
    if not comparison.sides:
        return _contrasts(request, comparison)
    shown = contrasted(comparison)
    context = {
        "title": shown.title,
        "canonical": request.build_absolute_uri(comparison.url()),
        "comparison": comparison,
        "contrast": shown,
        "form": contrast_form(comparison),
        "readings_url": comparison.with_readings("off" if shown.shows_readings else "on").url(),
        "selection": Selection(readings="on" if shown.shows_readings else "off"),
    }
    hopeless = any(side.known.is_hopeless for side in shown.sides)
    return render(request, "timeline/contrast.html", context, status=404 if hopeless else 200)


def _contrasts(request, comparison: Comparison):
    composed = Contrast.objects.filter(is_published=True).prefetch_related("sides")
    context = {
        "title": "Contrasts",
        "composed": strips(composed),
        "has_pairs": ThenAndNow.objects.public().exists(),
        "form": contrast_form(comparison),
    }
    return render(request, "timeline/contrasts.html", context)


@require_safe
def composed_contrast(request, slug: str):
    """A contrast that editors have composed; drafts are for staff. A reader may hide readings."""
    visible = Contrast.objects.all()
    if not request.user.is_staff:
        visible = visible.filter(is_published=True)
    composed = visible.filter(slug=slug).select_related("topic").prefetch_related("sides").first()
    if composed is None:
        former = get_object_or_404(FormerSlug, model="contrast", slug=slug)
        return redirect("composed_contrast", former.current)
    return _composed_page(request, composed, list(composed.sides.all()))


@admin.site.admin_view
def contrast_preview(request, object_id: str | None = None):
    """What an editor has in the form, as readers would see it; nothing is saved.

    What saving would refuse comes back as the form with its messages, which saves where it did.
    """
    page = "add" if object_id is None else "change"
    form = reverse(f"admin:quotes_contrast_{page}", args=[object_id] if object_id else [])
    if request.method != "POST":
        return redirect(form)
    return PreviewDesk(admin.site, _preview_page).changeform_view(request, object_id, form)


def _preview_page(request, composed: Contrast, sides: list[ContrastSide]):
    return _composed_page(request, composed, sides, is_preview=True)


def _composed_page(request, composed, sides: list[ContrastSide], is_preview: bool = False):
    comparison = composed_comparison(sides).with_readings(request.GET.get("readings", "on"))
    shown = contrasted(comparison, [side.label for side in sides], composed.topic)
    context = {
        "title": composed.title,
        "canonical": request.build_absolute_uri(composed.get_absolute_url()),
        "composed": composed,
        "is_preview": is_preview,
        "comparison": comparison,
        "contrast": shown,
        "selection": Selection(readings="on" if shown.shows_readings else "off"),
    }
    return render(request, "timeline/contrast.html", context)


def composed_comparison(sides) -> Comparison:
    """What editors composed, as the address that a reader could have made."""
    parts = []
    for side in sides:
        query = QueryDict(mutable=True)
        for name, value in parse_qsl(side.query):
            query.appendlist(f"a.{name}", value)
        parts += Comparison.from_query(query).sides or (Part(),)
    return Comparison(Part(), tuple(parts))


@require_safe
def then_and_now(request):
    """Confirmed pairs: two passages of one speaker on one question, years apart."""
    pairs = (
        ThenAndNow.objects.public()
        .select_related(
            "topic",
            "earlier__speaker",
            "later__speaker",
            "earlier__passage__source",
            "later__passage__source",
        )
        .prefetch_related("earlier__positions__topic", "later__positions__topic")
    )
    carried = carried_along(request)
    entries = [
        (
            pair,
            of_refs([pair.earlier.ref], [pair.later.ref]).with_readings(carried.readings).url(),
            points(quotation.year for quotation in pair.both if quotation.year),
        )
        for pair in pairs
    ]
    context = {
        "title": "Then and now",
        "entries": entries,
        "selection": carried,
    }
    return render(request, "timeline/then_and_now.html", context)
