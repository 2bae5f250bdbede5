"""What is known: speakers, topics, sources, and dated quotations with their proof."""

from quotes.models.articles import Article, Note, Section
from quotes.models.bases import (
    REF_ALPHABET,
    FormerSlug,
    Loaded,
    Slugged,
    new_ref,
    page_of,
    valid_ref,
)
from quotes.models.catalogue import GlossaryTerm, Landmark, Phase, Source, Speaker, Topic
from quotes.models.composed import Contrast, ContrastSide, Correction, ThenAndNow
from quotes.models.quotations import Passage, Position, Quotation

__all__ = [
    "Article",
    "Contrast",
    "ContrastSide",
    "Correction",
    "FormerSlug",
    "GlossaryTerm",
    "Landmark",
    "Loaded",
    "Note",
    "Passage",
    "Phase",
    "Position",
    "Quotation",
    "REF_ALPHABET",
    "Section",
    "Slugged",
    "Source",
    "Speaker",
    "ThenAndNow",
    "Topic",
    "new_ref",
    "page_of",
    "valid_ref",
]
