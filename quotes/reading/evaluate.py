"""How well a reading agrees with annotations: counts per field, and every disagreement.

>>> true = [Annotated(4, 30, footnote="1", speaker="Leon Trotsky", date="1920")]
>>> read = [Annotated(5, 30, footnote="1", speaker="Trotsky", date=None)]
>>> found = evaluate(read, true)
>>> found.found, found.missed, found.spurious, found.fields["speaker"].right
(1, 0, 0, 1)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from quotes.shortening import shortened

from .document.model import Document
from .language.dates import first_year
from .language.names import surname
from .language.titles import fold_title, same_title
from .results import ParsedArticle

FIELDS = ("footnote", "source", "speaker", "date")
_OVERLAP = 0.8


@dataclass(frozen=True, slots=True)
class Annotated:
    """A span with what is known of it. Offsets are code points into the document text."""

    start: int
    end: int
    footnote: str | None = None
    speaker: str | None = None
    author: str | None = None
    titles: tuple[str, ...] = ()
    date: str | None = None


@dataclass(slots=True)
class Tally:
    """Of the spans found: how many values are right, wrong, or left open."""

    right: int = 0
    wrong: int = 0
    open: int = 0

    def share(self, name: str) -> float:
        total = self.right + self.wrong + self.open
        return getattr(self, name) / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Disagreement:
    """``what``: missed, spurious, or a field's name; ``start:end`` in the document text."""

    what: str
    start: int
    end: int
    read: str
    annotated: str


@dataclass(slots=True)
class Evaluation:
    """Spans found, missed and spurious; a tally per field; the disagreements in text order."""

    found: int = 0
    missed: int = 0
    spurious: int = 0
    fields: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIELDS})
    disagreements: list[Disagreement] = field(default_factory=list)

    @property
    def recall(self) -> float:
        total = self.found + self.missed
        return self.found / total if total else 1.0

    @property
    def precision(self) -> float:
        total = self.found + self.spurious
        return self.found / total if total else 1.0


def evaluate(read: Sequence[Annotated], annotated: Sequence[Annotated]) -> Evaluation:
    """Compare what was read with what was annotated.

    Two spans are the same when they share four fifths of the characters that either has. A value
    that is missing on both sides is right; one that only reading lacks is open.
    """
    result = Evaluation()
    pairs = _pair(read, annotated)
    taken = set(pairs.values())
    for index, true in enumerate(annotated):
        if index not in pairs:
            result.missed += 1
            result.disagreements.append(Disagreement("missed", true.start, true.end, "", ""))
            continue
        result.found += 1
        _compare(read[pairs[index]], true, result)
    for index, span in enumerate(read):
        if index not in taken:
            result.spurious += 1
            result.disagreements.append(Disagreement("spurious", span.start, span.end, "", ""))
    result.disagreements.sort(
        key=lambda item: (item.start, FIELDS.index(item.what) if item.what in FIELDS else -1)
    )
    return result


def _pair(read: Sequence[Annotated], annotated: Sequence[Annotated]) -> dict[int, int]:
    """Index of each annotated span → index of the read span that is the same."""
    order = sorted(range(len(read)), key=lambda i: read[i].start)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    low = 0
    for index in sorted(range(len(annotated)), key=lambda i: annotated[i].start):
        true = annotated[index]
        while low < len(order) and read[order[low]].start < true.start - 20_000:
            low += 1
        best, share = -1, _OVERLAP
        for at in order[low:]:
            if read[at].start >= true.end:
                break
            overlap = _overlap(read[at], true)
            if overlap >= share and at not in taken:
                best, share = at, overlap
        if best >= 0:
            pairs[index] = best
            taken.add(best)
    return pairs


def _overlap(a: Annotated, b: Annotated) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    union = max(a.end, b.end) - min(a.start, b.start)
    return shared / union if shared > 0 and union else 0.0


def _compare(read: Annotated, true: Annotated, result: Evaluation) -> None:
    checks = {
        "footnote": (read.footnote, true.footnote, read.footnote == true.footnote),
        "source": (_source(read), _source(true), _same_source(read, true)),
        "speaker": (read.speaker, true.speaker, same_speaker(read.speaker, true.speaker)),
        "date": (read.date, true.date, same_year(read.date, true.date)),
    }
    for name, (mine, theirs, agree) in checks.items():
        tally = result.fields[name]
        if agree or not mine and not theirs:
            tally.right += 1
            continue
        if not mine:
            tally.open += 1
        else:
            tally.wrong += 1
        item = Disagreement(name, true.start, true.end, mine or "open", theirs or "unknown")
        result.disagreements.append(item)


def _source(span: Annotated) -> str | None:
    return span.titles[0] if span.titles else None


def _same_source(read: Annotated, true: Annotated) -> bool:
    return any(
        same_title(mine, theirs)
        or same_title(theirs, mine)
        or fold_title(mine) == fold_title(theirs)
        for mine in read.titles[:1]
        for theirs in true.titles
    )


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def same_speaker(read: str | None, true: str | None) -> bool:
    """Same persons by surname, or one body's name within the other's ("Opposition").

    >>> same_speaker("Trotsky", "Leon Trotsky"), same_speaker("Lenin", "Leon Trotsky")
    (True, False)
    """
    if not read or not true:
        return False
    mine, theirs = _surnames(read), _surnames(true)
    if mine == theirs:
        return True
    a, b = _plain(read), _plain(true)
    return len(a) > 4 and (a in b or b in a) or _words(a) >= _words(b) or _body(a) == _body(b)


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w{3,}", name))


def _body(name: str) -> str:
    """The organ's own name, whoever's it is: "central committee of the …" → "central committee"."""
    match = re.match(r"(?:the )?((?:\w+ ){0,2}?(?:committee|congress|opposition|bureau))\b", name)
    return match[1] if match else name


def _surnames(name: str) -> set[str]:
    return {_plain(surname(part)) for part in re.split(r"\s(?:and|und|et|y)\s|,\s", name)}


def same_year(read: str | None, true: str | None) -> bool:
    """Whether both begin in the same year."""
    return bool(read and true) and first_year(read or "") == first_year(true or "")


def table(result: Evaluation) -> str:
    """One table for a terminal: found, missed, spurious, and each field's shares."""
    lines = [
        f"{'spans':10} found {result.found}, missed {result.missed}, spurious {result.spurious};"
        f" recall {result.recall:.1%}, precision {result.precision:.1%}",
        f"{'field':10} {'right':>14} {'wrong':>14} {'open':>14}",
    ]
    for name, tally in result.fields.items():
        cells = (
            f"{getattr(tally, k):4d} ({tally.share(k):6.1%})" for k in ("right", "wrong", "open")
        )
        lines.append(f"{name:10} " + " ".join(f"{cell:>14}" for cell in cells))
    return "\n".join(lines)


def listing(result: Evaluation, document: Document) -> list[str]:
    """The disagreements, one a line: the file's line, what, the span's first words, the values."""
    lines = []
    for item in result.disagreements:
        words = shortened(document.text[item.start : item.end], 60)
        values = f": {item.read} ≠ {item.annotated}" if item.read or item.annotated else ""
        lines.append(f"line {document.line_of(item.start)}: {item.what} “{words}”{values}")
    return lines


def read_spans_of(article: ParsedArticle) -> list[Annotated]:
    """What a reading suggests, in the form that ``evaluate`` compares."""
    found = []
    for index, span in enumerate(article.spans):
        suggestion, work = article.suggestions[index], article.work_of(index)
        titles = (work.title,) if work and work.title else ()
        author = "; ".join(work.authors) if work else None
        found.append(
            Annotated(
                span.start,
                span.end,
                span.note,
                suggestion.speaker.value,
                author,
                titles,
                suggestion.date.value,
            )
        )
    return found
