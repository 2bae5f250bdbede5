"""The recurring questions that are asked of quotations and passages, each with its word."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce

from quotes.choices import QuotationKind, SpeakerKind, State
from quotes.derived import DerivingQuerySet
from quotes.search import matching


class PublicQuerySet(models.QuerySet):
    """Rows of which readers see what is public, and staff all."""

    def public(self):
        """What readers may know of. It is all the same whether a row is not public or not there."""
        raise NotImplementedError

    def visible_to(self, user):
        """What this visitor may open."""
        return self if user.is_staff else self.public()

    def at(self, slug: str):
        """The one with this word in its address, if there is one."""
        return self.filter(slug=slug)


class QuotedQuerySet(PublicQuerySet):
    """Rows that are public once a published quotation hangs on them: works, articles, sections. The
    model's ``quoted_as`` is the path from a quotation to them."""

    def public(self):
        return self.filter(Exists(_published().filter((self.model.quoted_as, OuterRef("pk")))))


class DerivingQuotedQuerySet(QuotedQuerySet, DerivingQuerySet):
    pass


class SpeakerQuerySet(PublicQuerySet, DerivingQuerySet):
    def public(self):
        """Whoever has published words, alone or jointly with others; a body's are its own."""
        alone = _published().filter(speaker=OuterRef("pk"))
        together = {"speaker__kind": SpeakerKind.JOINTLY, "speaker__members": OuterRef("pk")}
        return self.filter(Exists(alone) | Exists(_published().filter(**together)))

    def jointly(self):
        """Persons who speak together."""
        return self.filter(kind=SpeakerKind.JOINTLY)


class TopicQuerySet(PublicQuerySet):
    def public(self):
        """All of them: they are the codebook, which says what is asked of every quotation."""
        return self.all()


class QuotationQuerySet(PublicQuerySet, DerivingQuerySet):
    def published(self):
        return self.filter(state=State.PUBLISHED)

    public = published

    def quoted_in(self, article):
        return self.filter(passage__article=article)

    def search(self, query: str):
        """Those whose folded text, names and titles hold every word and phrase of the query."""
        return self.filter(matching(query))

    def with_reading(self, asked: Q):
        """Those that have a reading of which all of this holds."""
        readings = self.model._meta.get_field("positions").related_model.objects
        return self.filter(pk__in=readings.filter(asked).order_by().values("quotation"))

    def between(self, first: int | None, last: int | None):
        """Those whose date may lie in these years, both included; undated ones never do."""
        dated = self.exclude(date_first=None)
        if first is not None:
            dated = dated.filter(date_last__gte=f"{first:04}-01-01")
        if last is not None:
            dated = dated.filter(date_first__lte=f"{last:04}-12-31")
        return dated

    def years_beside(self, year: int) -> dict[str, int | None]:
        """The nearest years ``before`` and ``after`` this one from which there is anything."""
        return self.aggregate(
            before=Max("year", filter=Q(year__lt=year)), after=Min("year", filter=Q(year__gt=year))
        )

    def in_order(self):
        """By date, undated ones last; then as in the article."""
        return self.order_by(
            F("date_first").asc(nulls_last=True), "passage__article", "start", "pk"
        )

    def with_details(self):
        """With all that a page of its own, a row or an export shows, in a fixed number of queries;
        without what nobody is shown, which is most of the bytes."""
        return (
            self.select_related("speaker", "section", "in_note")
            .select_related("passage__source", "passage__note", "passage__article")
            .prefetch_related("positions__topic")
            .defer("loaded", "search_text", "speaker__loaded", "passage__loaded")
            .defer("passage__source__loaded", *_unshown("passage__article__"))
        )

    def are_more_than(self, number: int) -> bool:
        return self.order_by()[number:].exists()

    def totals(self) -> dict[str, int]:
        """How many quotations, passages and works these are."""
        return self.order_by().aggregate(
            quotations=Count("pk", distinct=True),
            passages=Count("passage", distinct=True),
            works=Count("passage__source", distinct=True),
        )

    def totals_by(self, column: str) -> dict[Any, dict[str, int]]:
        """The totals for each value of a column: value → how many of each."""
        rows = (
            self.order_by()
            .values_list(column)
            .annotate(
                quotations=Count("pk", distinct=True),
                passages=Count("passage", distinct=True),
                works=Count("passage__source", distinct=True),
            )
        )
        names = ("quotations", "passages", "works")
        return {value: dict(zip(names, counts, strict=True)) for value, *counts in rows}

    def by_passage(self, newest_first: bool = False):
        """One row a passage, in order of time: ``passage``, ``first`` (a date or None), ``source``
        and ``quotations`` (how many of these it holds).

        A passage stands at the date of its earliest quotation here; one nested in another
        quotation sets the date only where it stands alone.
        """
        not_nested = ~Q(kind=QuotationKind.NESTED)
        date = F("first").desc(nulls_last=True) if newest_first else F("first").asc(nulls_last=True)
        return (
            self.order_by()
            .values("passage", source=F("passage__source"))
            .annotate(
                quotations=Count("pk"),
                first=Coalesce(Min("date_first", filter=not_nested), Min("date_first")),
                place=Min("start"),
            )
            .order_by(date, "passage__article", "place", "passage")
        )

    def passages_by_page(self):
        """The ids of their passages in the order of the cited pages, those without one last."""
        page = F("passage__first_page").asc(nulls_last=True)
        return (
            self.order_by()
            .values("passage")
            .annotate(place=Min("start"))
            .order_by(page, "place", "passage")
            .values_list("passage", flat=True)
        )

    def passages_by_section(self):
        """Pairs of a passage and the section that it is used in, by their ids, in the order of the
        article; a passage once for each of its sections, and what is in none last."""
        return (
            self.order_by()
            .values("passage", "section")
            .annotate(place=Min("start"))
            .order_by(F("section__order").asc(nulls_last=True), "section", "place", "passage")
            .values_list("passage", "section")
        )


class PassageQuerySet(DerivingQuerySet):
    def with_details(self, quotations: QuotationQuerySet):
        """With all that a card shows: source, note and these of their quotations, in the order of
        the article."""
        readings = quotations.model._meta.get_field("positions").related_model
        read = readings._default_manager.select_related("topic").defer("topic__loaded")
        shown = (
            quotations.order_by("start", "-end", "pk")
            .select_related("speaker")
            .prefetch_related(Prefetch("positions", queryset=read))
            .defer("loaded", "search_text", "speaker__loaded")
        )
        return (
            self.select_related("source", "note", "article")
            .prefetch_related(Prefetch("quotations", queryset=shown))
            .defer("loaded", "source__loaded", *_unshown("article__"))
        )


def _published() -> QuotationQuerySet:
    return apps.get_model("quotes", "Quotation")._default_manager.published()


def _unshown(prefix: str) -> list[str]:
    """What no list shows of an article: most of its bytes."""
    return [f"{prefix}{name}" for name in ("loaded", "text", "left_out")]


class ContrastQuerySet(PublicQuerySet):
    def public(self):
        """Those that are published, as long as something published stands on every side."""
        published = self.filter(is_published=True)
        sides = self.model._meta.get_field("sides").related_model._default_manager
        sides = sides.filter(contrast__in=published.order_by()).order_by()
        asked = {side.pk: side.selection for side in sides}
        named = {ref for selection in asked.values() for ref in selection.ref}
        known = set(_published().filter(ref__in=named).values_list("ref", flat=True))
        shown, others = [], Q()
        for key, selection in asked.items():
            if {name for name, _ in selection.parameters()} != {"ref"}:
                others |= Q(Exists(selection.narrow(_published())), pk=key)
            elif not known.isdisjoint(selection.ref):  # as nearly always, and the quickest by far
                shown.append(key)
        if others:
            shown += sides.filter(others).values_list("pk", flat=True)
        return published.exclude(sides__in=set(asked) - set(shown))

    def on_front(self):
        """Those that open the front page, in their order."""
        return self.filter(front_order__isnull=False).order_by("front_order", "pk")


class CorrectionQuerySet(PublicQuerySet):
    def public(self):
        """Those of entries that are published, and of entries that are gone."""
        return self.filter(Q(quotation=None) | Q(quotation__state=State.PUBLISHED))


class ThenAndNowQuerySet(PublicQuerySet):
    def public(self):
        """Those that an editor has confirmed, as long as both of their quotations are published."""
        published = {"earlier__state": State.PUBLISHED, "later__state": State.PUBLISHED}
        return self.filter(is_confirmed=True, **published)
