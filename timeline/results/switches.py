"""The ways to look at a result: lanes, view, readings, order. Each is a row of links."""

from dataclasses import dataclass

from quotes.selection import Selection

LABELS = {
    "lanes": ("Lanes", {"topic": "question", "speaker": "speaker", "stance": "reading"}),
    "view": ("Show as", {"cards": "cards", "table": "table", "lines": "lines"}),
    "readings": ("Readings", {"on": "on", "off": "off"}),
    "sort": ("Order", {"oldest": "oldest first", "newest": "newest first"}),
}


@dataclass(frozen=True, slots=True)
class Way:
    name: str
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Switch:
    name: str
    label: str
    ways: tuple[Way, ...]


def switches(selection: Selection) -> dict[str, Switch]:
    """By name: the present way and the others, each as a link that keeps all the rest."""
    found = {}
    for name, (label, choices) in LABELS.items():
        if name == "lanes" and not selection.shows_readings:
            continue  # questions and readings are hidden: speakers are all there is
        ways = tuple(
            Way(value, words, selection.having(**{name: value}).url(), value == current)
            for value, words in choices.items()
            for current in [getattr(selection, name)]
        )
        found[name] = Switch(name, label, ways)
    return found
