"""Then and now: which two passages an editor might set side by side.

A candidate is two published passages that may stand side by side by the rule for every such pair,
``why_not``, and that are years apart. Nothing is public until an editor has looked at both and
confirmed the pair.
"""

from collections import defaultdict
from itertools import combinations

from quotes.choices import State
from quotes.models import Position, Quotation, ThenAndNow
from quotes.models.composed import why_not

YEARS_APART = 2


def candidates(years_apart: int = YEARS_APART) -> list[ThenAndNow]:
    """Unsaved pairs, the longest time apart first; one for each change of reading.

    Where several passages show the same change, the one is proposed in which the topic matters most
    and which says most about it. Pairs that exist already, confirmed or not, are left out.
    """
    changes = _known_changes()
    found = []
    for (speaker, topic), positions in _by_speaker_and_topic().items():
        best: dict[tuple[str, str], tuple[Position, Position]] = {}
        for first, second in combinations(positions, 2):
            change = (first.stance, second.stance)
            if why_not(first.quotation, second.quotation, *change):
                continue
            if _years_between(first.quotation, second.quotation) < years_apart:
                continue
            if (topic, speaker, *change) in changes:
                continue
            if change not in best or _weight(first, second) > _weight(*best[change]):
                best[change] = (first, second)
        found += [
            ThenAndNow(topic=first.topic, earlier=first.quotation, later=second.quotation)
            for first, second in best.values()
        ]
    return sorted(found, key=lambda pair: (-pair.years_apart, str(pair)))


def _by_speaker_and_topic() -> dict[tuple[int, int], list[Position]]:
    """The readings of what is published and dated, in order of time."""
    positions = (
        Position.objects.filter(quotation__state=State.PUBLISHED)
        .exclude(quotation__date_first=None)
        .select_related("topic", "quotation__speaker")
        .order_by("quotation__date_first", "quotation__start")
    )
    grouped: dict[tuple[int, int], list[Position]] = defaultdict(list)
    for position in positions:
        grouped[position.quotation.speaker_id, position.topic_id].append(position)
    return grouped


def _years_between(earlier: Quotation, later: Quotation) -> int:
    return later.date_first.year - earlier.date_last.year


def _weight(first: Position, second: Position) -> tuple[int, int]:
    """The topic's place in both readings, then the length of the words."""
    texts = (first.quotation.text, second.quotation.text)
    return -(first.order + second.order), min(len(text) for text in texts)


def _known_changes() -> set[tuple[int, int, str, str]]:
    """Topic, speaker and the two stances of every pair that exists, confirmed or not."""
    pairs = ThenAndNow.objects.select_related("earlier", "later").prefetch_related(
        "earlier__positions", "later__positions"
    )
    return {
        (pair.topic_id, pair.earlier.speaker_id, *(_stance(q, pair.topic_id) for q in pair.both))
        for pair in pairs
    }


def _stance(quotation: Quotation, topic: int) -> str:
    positions = quotation.positions.all()
    return next((each.stance for each in positions if each.topic_id == topic), "")
