"""The same data by person, question, work, year and article, and the page on the method."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from quotes.choices import Standing
from quotes.citing import line_beside_title
from quotes.data_version import data_version
from quotes.exports.rows import KEYS
from quotes.facet_values import Known
from quotes.facets import current_slugs
from quotes.models import Article, Correction, GlossaryTerm, Quotation, Source, Speaker, Topic
from quotes.selection import Selection
from timeline import wording
from timeline.results.articles import left_out_by_reason, sections_with_passages
from timeline.results.downloads import downloads
from timeline.results.tallies import held_by, words_quoted, years_said
from timeline.selection_views import selects
from timeline.views.overview import overview


@require_safe
def speakers(request):
    """Everybody, by standing, with how much of theirs is quoted in all years, alone and jointly."""
    totals = Quotation.objects.published().totals_by("speaker")
    everybody = [
        (speaker, totals.get(speaker.pk), _jointly(speaker, totals))
        for speaker in Speaker.objects.prefetch_related("member_of")
    ]
    groups = [
        (
            standing.label,
            "" if standing == Standing.CONTEMPORARY else "all",  # the years in which they spoke
            [entry for entry in everybody if entry[0].standing == standing],
        )
        for standing in Standing
    ]
    context = {"title": "Speakers", "groups": [group for group in groups if group[2]]}
    return render(request, "timeline/speakers.html", context)


def _jointly(speaker: Speaker, totals: dict[Any, dict]) -> list[tuple[Speaker, dict]]:
    """The speakers of whom this one is part, where persons speak together, with their totals."""
    return [(each, totals[each.pk]) for each in speaker.spoken_with() if each.pk in totals]


@require_safe
@selects
def speaker(request, known: Known, slug: str):
    found = _find(Speaker, slug)
    if not isinstance(found, Speaker):
        return found
    return render(request, "timeline/speaker.html", _about(known, found))


@require_safe
def topics(request):
    totals = Quotation.objects.published().totals_by("positions__topic")
    entries = [(topic, totals.get(topic.pk)) for topic in Topic.objects.all()]
    return render(request, "timeline/topics.html", {"title": "Questions", "entries": entries})


@require_safe
@selects
def topic(request, known: Known, slug: str):
    found = _find(Topic, slug)
    if not isinstance(found, Topic):
        return found
    context = _about(known, found)
    held = held_by(found, context["matched"]) if known.selection.shows_readings else []
    return render(request, "timeline/topic.html", context | {"held": held})


@require_safe
def sources(request):
    totals = Quotation.objects.published().totals_by("passage__source")
    entries = [
        (source, line_beside_title(source), totals.get(source.pk))
        for source in Source.objects.all()
    ]
    return render(request, "timeline/sources.html", {"title": "Sources", "entries": entries})


@require_safe
@selects
def source(request, known: Known, slug: str):
    """A work: its editions, and everything drawn from it in the order of its pages."""
    found = _find(Source, slug)
    if not isinstance(found, Source):
        return found
    context = _about(known, found, by_pages=True)
    context |= {"words": words_quoted(context["matched"]), "said": years_said(context["matched"])}
    return render(request, "timeline/source.html", context)


def _find(model, slug: str):
    """The speaker, topic or source; for a former slug the way to the present one. Else 404."""
    name = model._meta.model_name
    if found := model._default_manager.filter(slug=slug).first():
        return found
    if current := current_slugs(name, [slug]).get(slug):
        return redirect(reverse(name, args=[current]))
    raise Http404


def _about(known: Known, subject, by_pages: bool = False) -> dict[str, Any]:
    """What the pages of a speaker, a topic and a source have in common."""
    pinned = {subject._meta.model_name: (subject.slug,)}
    title = subject.title if isinstance(subject, Source) else subject.name
    shared = overview(known, pinned, subject.get_absolute_url(), by_pages)
    return {"subject": subject, "title": wording.page_title(title, known), **shared}


@require_safe
@selects
def year(request, known: Known, year: int):
    """One year; the years of the address are those of the path."""
    if not 1 <= year <= 9999:
        raise Http404
    pinned = {"first": year, "last": year, "every_year": False}
    context = {"title": wording.page_title(str(year), known), "year": year}
    context |= overview(known, pinned, reverse("year", args=[year]))
    context["beside"] = Quotation.objects.published().years_beside(year)
    return render(request, "timeline/year.html", context)


@require_safe
def articles(request):
    totals = Quotation.objects.published().totals_by("passage__article")
    entries = [(article, totals.get(article.pk)) for article in Article.objects.defer("text")]
    return render(request, "timeline/articles.html", {"title": "Articles", "entries": entries})


@require_safe
def article(request, slug: str):
    found = get_object_or_404(Article, slug=slug)
    published = Quotation.objects.published()
    context = {
        "article": found,
        "title": found.title,
        "sections": sections_with_passages(found, published),
        "totals": published.filter(passage__article=found).totals(),
    }
    return render(request, "timeline/article.html", context)


@require_safe
def method(request):
    context = {
        "title": "Method",
        "topics": Topic.objects.all(),
        "totals": Quotation.objects.published().totals(),
        "left_out": left_out_by_reason(),
        "articles": Article.objects.defer("text"),
    }
    return render(request, "timeline/method.html", context)


@require_safe
def corrections(request):
    entries = Correction.objects.select_related("quotation__speaker")
    return render(
        request, "timeline/corrections.html", {"title": "Corrections", "entries": entries}
    )


@require_safe
def glossary(request):
    context = {"title": "Glossary", "terms": GlossaryTerm.objects.all()}
    return render(request, "timeline/glossary.html", context)


@require_safe
@selects
def data(request, known: Known):
    """Downloads: everything, or the selection of the address."""
    published = Quotation.objects.published()
    selection = known.selection if known.selection.parameters() else Selection().in_every_year()
    context = {
        "title": "Data",
        "totals": selection.narrow(published).totals(),
        "years": selection.years_in_words(),
        "is_all": not known.selection.parameters(),
        "downloads": downloads(selection),
        "articles": Article.objects.defer("text"),
        "keys": KEYS,
        "version": data_version(),
    }
    return render(request, "timeline/data.html", context)
