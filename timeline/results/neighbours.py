"""What the same speaker said before and after on the same question."""

from dataclasses import dataclass

from quotes.choices import QuotationKind, Voice
from quotes.models import Quotation, Topic
from timeline.wording import counted


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest dated words of the speaker on the quotation's first topic, own voice only."""

    quotation: Quotation
    topic: Topic
    before: Quotation | None
    after: Quotation | None

    def __bool__(self) -> bool:
        return bool(self.before or self.after)

    def sides(self) -> list[tuple[Quotation, str]]:
        """Each neighbour with its distance in words: "9 years before"."""
        pairs = ((self.before, "before"), (self.after, "after"))
        return [(side, self._distance(side, word)) for side, word in pairs if side]

    def _distance(self, other: Quotation, word: str) -> str:
        years = abs(other.year - self.quotation.year)
        return f"{counted(years, 'year')} {word}" if years else f"the same year, {word}"


def neighbours(quotation: Quotation) -> Neighbours | None:
    """None where nothing can be said: no speaker, no date or no topic."""
    positions = quotation.positions.all()
    if not (quotation.speaker and quotation.date_first and positions):
        return None
    topic = positions[0].topic
    others = (
        Quotation.objects.published()
        .filter(speaker=quotation.speaker, topics=topic, voice=Voice.OWN, fragment=False)
        .exclude(passage=quotation.passage_id)
        .exclude(kind=QuotationKind.NESTED)
        .select_related("speaker")
    )
    before = others.filter(date_last__lt=quotation.date_first).order_by("-date_last", "-start")
    after = others.filter(date_first__gt=quotation.date_last).order_by("date_first", "start")
    return Neighbours(quotation, topic, before.first(), after.first())
