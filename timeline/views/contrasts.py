"""Contrasts: made by readers in the address, composed by editors, and then-and-now pairs."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from quotes.facets import current_slugs
from quotes.models import Contrast, ContrastSide, ThenAndNow
from quotes.selection import Selection
from timeline.contrast.alignment import contrasted
from timeline.contrast.comparison import Comparison, KnownComparison, look_up_sides
from timeline.contrast.form import contrast_form
from timeline.contrast.strips import points, strips
from timeline.selection_views import carried_along, carries, compares, moved


@require_safe
@compares
def contrast(request, known: KnownComparison):
    """Any contrast by its address; without sides, the composed ones and the form to make one."""
    comparison = known.canonical
    if not comparison.sides:
        return _contrasts(request, comparison)
    shown = contrasted(known)
    context = {
        "title": shown.title,
        "canonical": request.build_absolute_uri(comparison.url()),
        "comparison": comparison,
        "contrast": shown,
        "form": contrast_form(comparison),
        "readings_url": comparison.with_readings("off" if shown.shows_readings else "on").url(),
        "selection": Selection(readings="on" if shown.shows_readings else "off"),
    }
    return render(request, "timeline/contrast.html", context)


def _contrasts(request, comparison: Comparison):
    composed = Contrast.objects.public().prefetch_related("sides")
    context = {
        "title": "Contrasts",
        "composed": strips(composed),
        "has_pairs": ThenAndNow.objects.public().exists(),
        "form": contrast_form(comparison),
    }
    return render(request, "timeline/contrasts.html", context)


@require_safe
@carries
def composed_contrast(request, slug: str):
    """A contrast that editors have composed; drafts are for staff. A reader may hide readings."""
    visible = Contrast.objects.at(slug).visible_to(request.user)
    composed = visible.select_related("topic").prefetch_related("sides").first()
    if composed is None:
        if current := current_slugs("contrast", [slug]).get(slug):
            return moved(request, reverse("composed_contrast", args=[current]))
        raise Http404
    return composed_page(request, composed, list(composed.sides.all()))


def composed_page(request, composed, sides: list[ContrastSide], is_preview: bool = False):
    """A composed contrast with these sides, saved or not. Only staff is told of what is not
    published, or gone."""
    comparison = Comparison.of(*(side.selection for side in sides))
    known = look_up_sides(comparison.with_readings(carried_along(request).readings))
    if not request.user.is_staff:
        known = known.without_unknown()
    shown = contrasted(known, [side.label for side in sides], composed.topic)
    context = {
        "title": composed.title,
        "canonical": request.build_absolute_uri(composed.get_absolute_url()),
        "composed": composed,
        "is_preview": is_preview,
        "comparison": known.canonical,
        "contrast": shown,
        "readings_url": f"?readings={'off' if shown.shows_readings else 'on'}",
        "selection": Selection(readings="on" if shown.shows_readings else "off"),
    }
    return render(request, "timeline/contrast.html", context)


@require_safe
@carries
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
            _side_by_side(pair).with_readings(carried.readings).url(),
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


def _side_by_side(pair: ThenAndNow) -> Comparison:
    return Comparison.of(*(Selection.of_ref(quotation.ref) for quotation in pair.both))
