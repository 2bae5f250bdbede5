"""An article by its sections: which passages each of them uses; and what was left out."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from quotes.models import Article, Passage, Section
from quotes.selection import Selection
from timeline.results.cards import Card, card
from timeline.results.paging import Pages, page_links

PER_PAGE = 100
"""A passage takes two lines here, and a reader looks for one of many."""


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A section of an article, or None for what is in none."""

    section: Section | None

    @property
    def title(self) -> str:
        return self.section.title if self.section else "Outside the sections"

    @property
    def anchor(self) -> str:
        """What an address ends in that leads to it; no section's own slug begins with a line."""
        return self.section.slug if self.section else "_outside"


@dataclass(frozen=True, slots=True)
class SectionInIndex(SectionShown):
    """How many passages a section has, and where they begin."""

    passages: int
    page_url: str  # of the page where they begin; empty for this one
    is_on_page: bool  # at least one of its passages is

    @property
    def url(self) -> str:
        return f"{self.page_url}#{self.anchor}"


@dataclass(frozen=True, slots=True)
class SectionOnPage(SectionShown):
    """Those of a section's passages that are on this page, ``is_continued`` after earlier ones."""

    cards: tuple[Card, ...]
    is_continued: bool


@dataclass(frozen=True, slots=True)
class PageOfArticle:
    index: tuple[SectionInIndex, ...]
    sections: tuple[SectionOnPage, ...]
    pages: Pages


def page_of_article(selection: Selection, article: Article, published) -> PageOfArticle:
    """The passages of an article's ``published`` quotations by section, in its order.

    A passage stands in the first section that it is used in. Raises NoSuchPage.
    """
    path = article.get_absolute_url()
    section_of: dict[int, int | None] = {}
    for passage, section in published.passages_by_section():
        section_of.setdefault(passage, section)
    places = list(section_of.items())
    pages = page_links(selection, len(places), path, PER_PAGE)
    start = (selection.page - 1) * PER_PAGE
    on_page = places[start : start + PER_PAGE]
    sections = article.sections.in_bulk()
    first: dict[int | None, int] = {}
    held, shown_here = Counter(section_of.values()), {section for _, section in on_page}
    for place, key in enumerate(section_of.values()):
        first.setdefault(key, place)
    passages = Passage.objects.with_details(published).in_bulk([key for key, _ in on_page])
    index = (
        SectionInIndex(
            section=sections.get(key),
            passages=held[key],
            page_url=""
            if start <= place < start + PER_PAGE
            else selection.having(page=place // PER_PAGE + 1).url(path),
            is_on_page=key in shown_here,
        )
        for key, place in first.items()
    )
    shown = (
        SectionOnPage(
            sections.get(key), tuple(card(passages[each]) for each, _ in group), first[key] < start
        )
        for key, group in groupby(on_page, key=lambda entry: entry[1])
    )
    return PageOfArticle(tuple(index), tuple(shown), pages)


REASONS = {
    "title": "titles",
    "name": "names",
    "term": "terms without a source",
    "echo": "words quoted before, taken up again",
    "requotation": "declared re-quotations",
    "scare-quote": "words set apart by the author",
    "question": "questions in paraphrase",
}


def left_out_by_reason() -> list[tuple[str, int]]:
    """Why spans in quotation marks are no quotations here, the most frequent reason first."""
    counts = Counter(
        REASONS.get(entry["reason"], entry["reason"])
        for left_out in Article.objects.public().values_list("left_out", flat=True)
        for entry in left_out
    )
    return counts.most_common()
