"""How far the two readings of the article agree, as Markdown tables: python bench/agreement.py

Reads fixtures/readings/first.jsonl, second.jsonl and settled.jsonl, one quotation a line, and
prints the tables of docs/readings.md. Needs Python alone.

Kappa is Cohen's: (p - e) / (1 - e), where p is the share of cases with the same value and e the
share that two readers would reach by chance, each keeping to their own frequencies. It has no
value where both gave one and the same value to every case.
"""

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path

READINGS = Path(__file__).resolve().parent.parent / "fixtures" / "readings"
Span = tuple[int, int]
Reading = dict[Span, dict]
Pair = tuple[Hashable, Hashable]

FIELDS = {
    "kind": "kind",
    "fragment": "fragment or not",
    "note": "note that covers it",
    "in_note": "note that it stands in",
    "speaker": "speaker",
    "voice": "voice",
    "date": "date, as written",
    "date_basis": "basis of the date",
    "source": "source",
    "locator": "pages",
}
CATEGORICAL = {"kind", "fragment", "speaker", "voice", "date_basis", "source"}
SETTLED = {
    "voice": "voice",
    "date": "date, as written",
    "date_basis": "basis of the date",
    "source": "source",
    "locator": "pages",
    "topics": "topics and stances",
}
BASES = (
    ("stated", "stated in the text"),
    ("cited", "from the note or the title"),
    ("inferred", "inferred"),
    ("", "not known"),
)
STANCES = ("advocates", "opposes", "qualifies", "describes", "")


def read(name: str, folder: Path = READINGS) -> Reading:
    """A reading's quotations by their place: code points of start and end in the article."""
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return {(row["start"], row["end"]): row for row in map(json.loads, lines)}


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's kappa of what two readers said of the same cases; None where it has no value."""
    if not pairs:
        return None
    count = len(pairs)
    agreed = sum(one == other for one, other in pairs) / count
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(ones[value] * others[value] for value in ones) / count**2
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def tables(first: Reading, second: Reading, settled: Reading) -> dict[str, list[str]]:
    """Heading → the lines of its table."""
    both = sorted(first.keys() & second.keys())
    pairs = [(first[span], second[span]) for span in both]
    return {
        "Spans": span_table(first, second),
        "Fields": field_table(pairs),
        "Topics": topic_table(pairs),
        "Topics together": together_table(pairs),
        "Stances": stance_table(pairs),
        "Settlement": settlement_table(pairs, [settled.get(span) for span in both]),
        "Dates": date_table(settled),
    }


def span_table(first: Reading, second: Reading) -> list[str]:
    both = len(first.keys() & second.keys())
    return table(
        ("First reading", "Second reading", "In both", "In one only", "Agreement"),
        [
            (
                len(first),
                len(second),
                both,
                len(first.keys() ^ second.keys()),
                percent(2 * both, len(first) + len(second)),
            )
        ],
    )


def field_table(pairs: list[tuple[dict, dict]]) -> list[str]:
    rows = []
    for field, label in FIELDS.items():
        values = [(one[field], other[field]) for one, other in pairs]
        rows.append((label, *agreement(values, field in CATEGORICAL)))
        if field == "date":
            years = [(year(one), year(other)) for one, other in values]
            rows.append(("date, its first year", *agreement(years, with_kappa=False)))
    return table(("Field", "Same", "Of", "Percent", "Kappa"), rows)


def topic_table(pairs: list[tuple[dict, dict]]) -> list[str]:
    header = (
        *("Topic", "First", "Second", "Both", "Presence, percent", "Presence, kappa"),
        *("Same stance", "Stance, percent", "Stance, kappa"),
    )
    return table(header, [(topic, *topic_row(pairs, [topic])) for topic in topics(pairs)])


def topic_row(pairs: list[tuple[dict, dict]], names: list[str]) -> tuple:
    """Presence over all quotations; stances only where both readers saw the topic."""
    present = [
        (name in one["topics"], name in other["topics"]) for one, other in pairs for name in names
    ]
    stances = stance_pairs(pairs, names)
    same = sum(one == other for one, other in stances)
    return (
        sum(one for one, _ in present),
        sum(other for _, other in present),
        len(stances),
        *agreement(present)[2:],
        same,
        percent(same, len(stances)),
        shown(kappa(stances)),
    )


def together_table(pairs: list[tuple[dict, dict]]) -> list[str]:
    every = topics(pairs)
    present = [
        (name in one["topics"], name in other["topics"]) for one, other in pairs for name in every
    ]
    most = [(most_important(one), most_important(other)) for one, other in pairs]
    sets = [(frozenset(one["topics"]), frozenset(other["topics"])) for one, other in pairs]
    whole = [(in_order(one["topics"]), in_order(other["topics"])) for one, other in pairs]
    return table(
        ("What", "Same", "Of", "Percent", "Kappa"),
        [
            ("presence of a topic, all quotations × topics", *agreement(present)),
            ("the most important topic", *agreement(most)),
            ("the set of topics", *agreement(sets, with_kappa=False)),
            ("topics, order and stances", *agreement(whole, with_kappa=False)),
            ("stance, where both saw the topic", *agreement(stance_pairs(pairs, every))),
        ],
    )


def stance_table(pairs: list[tuple[dict, dict]]) -> list[str]:
    """How often the first reader's stance (row) met the second reader's (column)."""
    counts = Counter(stance_pairs(pairs, topics(pairs)))
    names = [stance or "none (attributed)" for stance in STANCES]
    rows = [
        (name, *(counts[one, other] for other in STANCES))
        for name, one in zip(names, STANCES, strict=True)
    ]
    return table(("First ↓ second →", *names), rows)


def settlement_table(pairs: list[tuple[dict, dict]], settled: list[dict | None]) -> list[str]:
    """What became of the differences, and of what both readers had said alike."""
    rows = []
    for field, label in SETTLED.items():
        kept = Counter(
            outcome(*(in_order(row[field]) for row in (one, other, final)))
            for (one, other), final in zip(pairs, settled, strict=True)
            if final is not None
        )
        outcomes = [kept[name] for name in ("first", "second", "otherwise")]
        rows.append((label, sum(outcomes), *outcomes, kept["overruled"]))
    header = ("Field", "Differences", "As the first", "As the second", "Otherwise")
    return table((*header, "Both overruled"), rows)


def date_table(settled: Reading) -> list[str]:
    """How well the settled dates are founded."""
    bases = Counter(row["date_basis"] for row in settled.values())
    rows = [(label, bases[basis], percent(bases[basis], len(settled))) for basis, label in BASES]
    return table(("How the date is known", "Quotations", "Percent"), rows)


def outcome(one: Hashable, other: Hashable, final: Hashable) -> str:
    if one == other:
        return "same" if final == one else "overruled"
    return "first" if final == one else "second" if final == other else "otherwise"


def in_order(value: Hashable | dict) -> Hashable:
    """A value that compares with its order: topics stand most important first."""
    return tuple(value.items()) if isinstance(value, dict) else value


def most_important(row: dict) -> str:
    return next(iter(row["topics"]), "")


def topics(pairs: list[tuple[dict, dict]]) -> list[str]:
    return sorted({topic for pair in pairs for row in pair for topic in row["topics"]})


def stance_pairs(pairs: list[tuple[dict, dict]], names: list[str]) -> list[tuple[str, str]]:
    return [
        (one["topics"][name], other["topics"][name])
        for one, other in pairs
        for name in names
        if name in one["topics"] and name in other["topics"]
    ]


def year(date: str) -> str:
    return date.lstrip("[")[:4]


def agreement(pairs: Sequence[Pair], with_kappa: bool = True) -> tuple[int, int, str, str]:
    same = sum(one == other for one, other in pairs)
    return same, len(pairs), percent(same, len(pairs)), shown(kappa(pairs) if with_kappa else None)


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


def shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def table(header: Sequence[str], rows: Iterable[Sequence]) -> list[str]:
    def line(cells: Iterable) -> str:
        return "| " + " | ".join(str(cell) for cell in cells) + " |"

    rule = ["---", *["---:"] * (len(header) - 1)]
    return [line(header), line(rule), *map(line, rows)]


def main() -> None:
    printed = tables(read("first"), read("second"), read("settled"))
    print("\n\n".join("\n".join([f"### {name}", "", *lines]) for name, lines in printed.items()))


if __name__ == "__main__":
    main()
