"""Small sums for the pages of questions and works."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from quotes.choices import QuotationKind, Stance
from quotes.citing import speaker_name
from quotes.models import Position, Topic, page_of
from timeline.wording import years


@dataclass(frozen=True, slots=True)
class Held:
    """What one speaker is read as holding on a question, and in which years, with counts."""

    speaker: str
    speaker_url: str
    stance: str
    label: str
    years: str


def held_by(topic: Topic, quotations) -> list[Held]:
    """Who held what, when: by the first year of each reading; passages are counted, not words."""
    readings = (
        Position.objects.filter(topic=topic, quotation__in=quotations.order_by())
        .exclude(stance="")
        .values_list(
            "quotation__speaker__name",
            "quotation__speaker__slug",
            "stance",
            "quotation__year",
            "quotation__passage",
        )
        .distinct()
        .order_by()
    )
    passages: dict[tuple[str, str, str], Counter] = defaultdict(Counter)
    for name, slug, stance, year, _ in readings:
        passages[speaker_name(name), slug or "", stance][year] += 1
    order = list(Stance.values)
    rows = sorted(
        passages.items(),
        key=lambda row: (min(y or 9999 for y in row[1]), row[0][0], order.index(row[0][2])),
    )
    return [
        Held(
            name,
            page_of("speaker", slug) if slug else "",
            stance,
            topic.stance_label(stance),
            _years(years),
        )
        for (name, slug, stance), years in rows
    ]


def _years(years: Counter) -> str:
    """ "1920 (3), 1923, undated": years in order, how many where it is more than one."""
    return ", ".join(
        f"{year or 'undated'}" + (f" ({count})" if count > 1 else "")
        for year, count in sorted(years.items(), key=lambda item: item[0] or 9999)
    )


def words_quoted(quotations) -> int:
    """How many words are quoted; what is nested in another quotation counts once."""
    texts = quotations.exclude(kind=QuotationKind.NESTED).values_list("text", flat=True)
    return sum(len(text.split()) for text in texts.order_by())


def years_said(quotations) -> str:
    """The years in which the quoted words were said: "1920" or "1930–1931"."""
    dated = quotations.exclude(kind=QuotationKind.NESTED).exclude(year=None)
    bounds = list(dated.order_by("date_first").values_list("date_first", "date_last"))
    if not bounds:
        return ""
    first, last = bounds[0][0].year, max(end for _, end in bounds).year
    return years(first, last)
