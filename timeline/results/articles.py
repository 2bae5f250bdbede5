"""An article by its sections: which passages each of them uses; and what was left out."""

from collections import Counter
from dataclasses import dataclass

from quotes.models import Article, Passage, Section
from timeline.results.cards import Card, card


@dataclass(frozen=True, slots=True)
class SectionWithPassages:
    section: Section
    cards: tuple[Card, ...]


def sections_with_passages(article: Article, published) -> list[SectionWithPassages]:
    """The sections in order, each with its passages in the order of the article."""
    passages = Passage.objects.filter(article=article, quotations__in=published).distinct()
    cards = [card(passage) for passage in passages.with_details(published)]
    cards.sort(key=lambda each: each.lead.start)
    return [
        SectionWithPassages(
            section, tuple(each for each in cards if each.lead.section_id == section.pk)
        )
        for section in article.sections.all()
    ]


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
        for left_out in Article.objects.values_list("left_out", flat=True)
        for entry in left_out
    )
    return counts.most_common()
