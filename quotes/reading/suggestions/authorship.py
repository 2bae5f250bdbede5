"""Works whose author or title only the text names: learnt from the sentences that quote them."""

from __future__ import annotations

import re
from dataclasses import replace

from ..language.names import surname
from ..language.titles import same_title
from ..results import Evidence, Work
from . import confidence
from .attribution import NOBODY, STRONG, WEAK, Attribution
from .ledger import Ledger
from .speakers import MANY_VOICES, SENTENCE_NAMES

_WORK_REACH = 120  # characters after a name in which its work is named

ONE_VOICE = re.compile(
    r"^(?:the )?(?:speech|letter|address|report(?! of)|reply|interview)\b", re.IGNORECASE
)
# Volumes that hold many pieces
_COLLECTION = re.compile(
    r"\b(?:writings|works|speeches|letters|essays|papers|reader|anthology|collected|selected|documents|speaks|schriften)\b",
    re.IGNORECASE,
)
_PIECE_CUE = re.compile(
    r"\b(?:essay|article|speech|letter|pamphlet|report|lecture|piece|text)s?,?\s[“\"„«](?P<title>[^“”„«»\"]{4,120})[”\"“»]"
)
# "advocated by Marx and Engels in the Communist Manifesto"
_NAMED_WORK = re.compile(
    r"\bin\s(?:the|his|her|their)\s(?P<title>(?:[A-Z][\w’-]+\s(?:(?:of|on|to|the|and)\s)*){0,6}"
    r"(?:Manifesto|Programme|Critique|Theses|Address|Principles|Preface|Introduction|Letters?|Declaration|Capital)"
    r"(?:\s(?:of|on|to)\s(?:the\s)?(?:[A-Z][\w’-]+\s?){1,4})?)"
)
_ISSUED_BY = re.compile(
    r"\b(?P<noun>Platform|Programme|Program|Declaration|Manifesto|Resolutions?|Theses|Statement|Appeal|Constitution)"
    r"\s(?:of|by)\sthe\s(?P<body>(?:[A-Z][\w’-]*|of|and|the)(?:\s(?:[A-Z][\w’-]*|of|and|the))*)"
)
_DOCUMENT = re.compile(
    r"^(?:\w+\s)?(?:Platform|Programme|Program|Manifesto|Resolution|Declaration|Constitution|Congress|Conference)$"
)


class Authorship:
    """Learns authors and pieces while the walk goes on."""

    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self._issuers: dict[str, str] = {}
        for match in _ISSUED_BY.finditer(ledger.document.text):
            self._issuers.setdefault(match["noun"].rstrip("s"), _trim(match["body"]))

    def issuer(self, attribution: Attribution) -> Attribution:
        """ "the Platform asserts": the body whose platform it is, or nobody."""
        if attribution.kind != "body" or not _DOCUMENT.match(attribution.name):
            return attribution
        body = self._issuers.get(attribution.name.split()[-1])
        return replace(attribution, name=body, key=body) if body else NOBODY

    def learn_author(
        self, best: Attribution, reference: int | None, speaker: Evidence | None
    ) -> Evidence | None:
        """A work whose author no note names is its speaker's; a platform is its body's.

        Returns the speaker of all its words where the title settles that.
        """
        work = self.ledger.work(reference)
        if reference is None or work is None or self.ledger.is_via(reference):
            return None
        number = self.ledger.references[reference].work
        named = bool(self.ledger.raw[reference].authors)
        if number is not None and not named and self._is_contested(work, best):
            self.ledger.resolver.contest(number)
        if work.authors or number is None or work.type == "article-newspaper":
            return None
        issued = _ISSUED_BY.search(work.title)
        if issued:
            body = _trim(issued["body"])
            self.ledger.resolver.name_author(number, (body,), "the title names the body")
            return Evidence(
                body, "the title names the body that issued it", confidence.NAMED_IN_NOTE
            )
        many = MANY_VOICES.search(work.title) and not ONE_VOICE.match(work.title)
        names: tuple[str, ...] = ()
        if best.strength >= WEAK and best.kind == "person" and not many:
            names = tuple(best.name.split(" and "))
        elif (
            speaker and speaker.value and speaker.confidence == confidence.FROM_CONTEXT and not many
        ):
            names = (speaker.value,)
        if names:
            self.ledger.resolver.name_author(number, names, SENTENCE_NAMES)
        return None

    def _is_contested(self, work: Work, best: Attribution) -> bool:
        """Whether a sentence names another author than an earlier sentence did."""
        keys = {surname(author) for author in work.authors}
        sure = best.tight and best.strength >= STRONG and best.kind == "person"
        learnt = work.author_from == SENTENCE_NAMES
        return bool(keys) and learnt and sure and best.key not in keys

    def name_piece(self, indexes: list[int], reference: int | None, speaker: Evidence) -> None:
        """ "In his essay “X” he argued …", and the note cites a volume: X in that volume."""
        work = self.ledger.work(reference)
        if reference is None or work is None or work.type == "chapter":
            return
        if self.ledger.is_via(reference) or not _COLLECTION.search(work.title):
            return
        title = self._title_named(indexes)
        if title and not same_title(title, work.title):
            self.ledger.set_piece(reference, title, tuple((speaker.value or "").split(" and ")))

    def _title_named(self, indexes: list[int]) -> str:
        first, last = self.ledger.spans[indexes[0]], self.ledger.spans[indexes[-1]]
        block = self.ledger.document.block_at(first.start)
        low = block.start if block else first.start
        for cover in self.ledger.covers.between(low, first.start):
            low = cover.end
        text = self.ledger.document.text
        cues = list(_PIECE_CUE.finditer(text, low, first.start))
        if cues:
            return cues[-1]["title"].strip(" ,.")
        _, high = self.ledger.document.words_around(last.start, last.end)
        named = _NAMED_WORK.search(text, last.end, min(high, last.end + _WORK_REACH))
        return named["title"] if named else ""


def _trim(body: str) -> str:
    return re.sub(r"(?:\s(?:of|and|the))+$", "", body)
