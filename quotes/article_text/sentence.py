"""The article's sentence around a quotation: what leads to the words, and what follows them."""

from dataclasses import dataclass

from quotes.choices import QuotationKind
from quotes.models import Quotation
from quotes.reading.language.sentences import sentences

_PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The text of the sentence before and after the quoted words, marks included."""

    before: str
    after: str


def surroundings(quotation: Quotation) -> Surroundings:
    """The sentence that holds the quotation; for a block, the sentence that leads up to it."""
    text = quotation.passage.article.text
    start, end = quotation.start, quotation.end
    low, high = _paragraph(text, start, end)
    if quotation.kind == QuotationKind.BLOCK and not text[low:start].strip():
        lead_low, lead_high = _paragraph(text, low - len(_PARAGRAPH) - 1, low - len(_PARAGRAPH))
        first, last = sentences(text, lead_low, lead_high)[-1]
        return Surroundings(text[first:last], text[end:high])
    around = [span for span in sentences(text, low, high) if span[0] < end and span[1] > start]
    if not around:
        return Surroundings("", "")
    return Surroundings(text[around[0][0] : start], text[end : around[-1][1]])


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    low = text.rfind(_PARAGRAPH, 0, max(start, 0))
    high = text.find(_PARAGRAPH, end)
    return (low + len(_PARAGRAPH) if low != -1 else 0), (high if high != -1 else len(text))
