"""Every stored span held against the article's file: verbatim, moved or not found."""

from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from quotes.article_text.offsets import find_all
from quotes.choices import Verification
from quotes.models import Article, Quotation
from quotes.reading.document.read import read_document


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the file says of one quotation; ``place`` is where the words stand now, if anywhere."""

    quotation: Quotation
    verification: Verification
    place: int | None


def verdict(quotation: Quotation, text: str) -> Verdict:
    """Compare one stored span with the document text of an article."""
    if text[quotation.start : quotation.end] == quotation.text:
        return Verdict(quotation, Verification.VERBATIM, quotation.start)
    places = find_all(text, quotation.text)
    if not places:
        return Verdict(quotation, Verification.NOT_FOUND, None)
    nearest = min(places, key=lambda place: abs(place - quotation.start))
    return Verdict(quotation, Verification.MOVED, nearest)


def verify(article: Article, path: Path) -> list[Verdict]:
    """Read the article's file again, judge every quotation of it and keep the outcome.

    Raises OSError and DocumentError for a file that cannot be read.
    """
    text = read_document(path.read_bytes()).text
    quotations = Quotation.objects.filter(passage__article=article).select_related("speaker")
    verdicts = [verdict(quotation, text) for quotation in quotations.order_by("start", "-end")]
    now = timezone.now()
    for outcome in Verification:
        keys = [v.quotation.pk for v in verdicts if v.verification == outcome]
        Quotation.objects.filter(pk__in=keys).update(verification=outcome, verified_at=now)
    return verdicts
