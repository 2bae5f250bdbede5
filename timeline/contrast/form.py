"""The plain form that makes a contrast: one group of fields a side, any browser can send it."""

from dataclasses import dataclass

from quotes.choices import Stance
from quotes.models import Speaker, Topic
from timeline.contrast.comparison import LETTERS, Comparison, Part

_FIELDS = ("speaker", "topic", "stance", "from", "to", "q")


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class SideFields:
    """One side's fields; ``hidden`` carries what a plain field cannot hold, such as refs."""

    letter: str
    speakers: tuple[Option, ...]
    topics: tuple[Option, ...]
    stances: tuple[Option, ...]
    first: str
    last: str
    words: str
    hidden: tuple[tuple[str, str], ...]
    refs: int


@dataclass(frozen=True, slots=True)
class ContrastForm:
    sides: tuple[SideFields, ...]
    topics: tuple[Option, ...]
    hidden: tuple[tuple[str, str], ...]


def contrast_form(comparison: Comparison) -> ContrastForm:
    """The form filled with a contrast, with room for one more side."""
    speakers = list(Speaker.objects.public().values_list("slug", "name"))
    topics = list(Topic.objects.public().values_list("slug", "name"))
    parts = [*comparison.sides, *[Part()] * 2][: max(2, min(len(comparison.sides) + 1, 4))]
    shared = comparison.shared
    return ContrastForm(
        sides=tuple(
            _side(letter, part, speakers, topics)
            for letter, part in zip(LETTERS, parts, strict=False)
        ),
        topics=_options(topics, _first(shared, "topic")),
        hidden=tuple(pair for pair in _rest(shared, ("topic",))),
    )


def _side(letter: str, part: Part, speakers, topics) -> SideFields:
    return SideFields(
        letter=letter,
        speakers=_options(speakers, _first(part, "speaker")),
        topics=_options(topics, _first(part, "topic")),
        stances=_options(Stance.choices, _first(part, "stance")),
        first=_first(part, "from"),
        last=_first(part, "to"),
        words=_first(part, "q"),
        hidden=tuple((f"{letter}.{name}", value) for name, value in _rest(part, _FIELDS)),
        refs=sum(name == "ref" for name, _ in part.pairs),
    )


def _first(part: Part, name: str) -> str:
    return next((value for other, value in part.pairs if other == name), "")


def _rest(part: Part, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """What the fields do not show: other parameters, and second values of the same one."""
    rest, seen = [], set()
    for name, value in part.pairs:
        if name in names and name not in seen:
            seen.add(name)
            continue
        rest.append((name, value))
    return rest


def _options(pairs, chosen: str) -> tuple[Option, ...]:
    return tuple(Option(value, str(label), value == chosen) for value, label in pairs)
