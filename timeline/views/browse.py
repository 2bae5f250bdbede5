"""The same data by person, question, work, year and article, and the page on the method."""

from typing import Any

from django.http import Http404
from django.shortcuts import render
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
from timeline.results.articles import left_out_by_reason, page_of_article
from timeline.results.downloads import downloads
from timeline.results.tallies import held_by, words_quoted, years_said
from timeline.selection_views import carries, carries_page, moved, selects
from timeline.views.overview import overview


@require_safe
@carries
def speakers(request):
    """Everybody, by standing, with how much of theirs is quoted in all years, alone and jointly."""
    totals = Quotation.objects.published().totals_by("speaker")
    everybody = [
        (speaker, totals.get(speaker.pk), _jointly(speaker, totals))
        for speaker in Speaker.objects.public().prefetch_related("member_of")
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
    found = _find(request, Speaker, slug)
    if not isinstance(found, Speaker):
        return found
    members = found.members.visible_to(request.user)
    jointly = found.member_of.visible_to(request.user).jointly()
    context = _about(request, known, found) | {"members": members, "jointly": jointly}
    return render(request, "timeline/speaker.html", context)


@require_safe
@carries
def topics(request):
    totals = Quotation.objects.published().totals_by("positions__topic")
    entries = [(topic, totals.get(topic.pk)) for topic in Topic.objects.public()]
    return render(request, "timeline/topics.html", {"title": "Questions", "entries": entries})


@require_safe
@selects
def topic(request, known: Known, slug: str):
    found = _find(request, Topic, slug)
    if not isinstance(found, Topic):
        return found
    context = _about(request, known, found)
    held = held_by(found, context["matched"]) if known.selection.shows_readings else []
    return render(request, "timeline/topic.html", context | {"held": held})


@require_safe
@carries
def sources(request):
    totals = Quotation.objects.published().totals_by("passage__source")
    entries = [
        (source, line_beside_title(source), totals.get(source.pk))
        for source in Source.objects.public()
    ]
    return render(request, "timeline/sources.html", {"title": "Sources", "entries": entries})


@require_safe
@selects
def source(request, known: Known, slug: str):
    """A work: its editions, and everything drawn from it in the order of its pages."""
    found = _find(request, Source, slug)
    if not isinstance(found, Source):
        return found
    context = _about(request, known, found, by_pages=True)
    context |= {"words": words_quoted(context["matched"]), "said": years_said(context["matched"])}
    return render(request, "timeline/source.html", context)


def _find(request, model, slug: str):
    """The row at this address; for a former slug the way to the present one. Else, and where it is
    not public, 404."""
    name = model._meta.model_name
    if found := model._default_manager.at(slug).visible_to(request.user).first():
        return found
    if current := current_slugs(name, [slug]).get(slug):
        return moved(request, reverse(name, args=[current]))
    raise Http404


def _about(request, known: Known, subject, by_pages: bool = False) -> dict[str, Any]:
    """What the pages of a speaker, a topic and a source have in common."""
    pinned = {subject._meta.model_name: (subject.slug,)}
    title = subject.title if isinstance(subject, Source) else subject.name
    shared = overview(known, pinned, subject.get_absolute_url(), by_pages)
    title = wording.page_title(title, known)
    return {"subject": subject, "title": title, "is_hidden": _is_hidden(request, subject), **shared}


def _is_hidden(request, row) -> bool:
    """Whether it is shown to staff alone."""
    return request.user.is_staff and not type(row)._default_manager.public().contains(row)


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
@carries
def articles(request):
    totals = Quotation.objects.published().totals_by("passage__article")
    entries = [
        (article, totals.get(article.pk)) for article in Article.objects.public().defer("text")
    ]
    return render(request, "timeline/articles.html", {"title": "Articles", "entries": entries})


@require_safe
@carries_page
def article(request, known: Known, slug: str):
    found = _find(request, Article, slug)
    if not isinstance(found, Article):
        return found
    published = Quotation.objects.published().quoted_in(found)
    context = {
        "article": found,
        "is_hidden": _is_hidden(request, found),
        "title": found.title,
        "shown": page_of_article(known.selection, found, published),
        "totals": published.totals(),
    }
    return render(request, "timeline/article.html", context)


@require_safe
@carries
def method(request):
    context = {
        "title": "Method",
        "topics": Topic.objects.public(),
        "totals": Quotation.objects.published().totals(),
        "left_out": left_out_by_reason(),
        "articles": Article.objects.public().defer("text", "left_out"),
    }
    return render(request, "timeline/method.html", context)


@require_safe
@carries
def corrections(request):
    entries = Correction.objects.public().select_related("quotation__speaker")
    return render(
        request, "timeline/corrections.html", {"title": "Corrections", "entries": entries}
    )


@require_safe
@carries
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
        "articles": Article.objects.public().defer("text", "left_out"),
        "keys": KEYS,
        "version": data_version(),
    }
    return render(request, "timeline/data.html", context)
