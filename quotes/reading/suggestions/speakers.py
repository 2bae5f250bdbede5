"""Whose words they are: the sentence's word weighed against the note's.

Each finding has its evidence in words; where the two leave room for doubt, nobody is named.
"""

from __future__ import annotations

import re

from ..language.names import surname
from ..language.speech import SPEECH_VERB
from ..language.titles import fold_title
from ..results import Evidence, Span, Work
from . import confidence
from .attribution import NOBODY, STRONG, WEAK, Attribution, Attributor
from .ledger import Cited, Ledger
from .people import People

SENTENCE_NAMES = "the sentence names the author"
_AGAINST_AUTHOR = 3.0  # sum of cues from which the sentence outweighs the author in the note
_SAMPLE, _FEW = 400, 5
_QUOTES_OTHERS = re.compile(r"\b(?:quot|cit|reprint|reproduc)(?:es|ed|ing|s)\b", re.IGNORECASE)
_PAPER = re.compile(
    r"\b(?:newspaper|paper|journal|magazine|gazette|organ|editorial|weekly|daily|zeitung|blatt|journal|periódico|diario)\b",
    re.IGNORECASE,
)
# Collections in which several people speak: their sentence's name is not the work's author
MANY_VOICES = re.compile(
    r"^(?:the )?(?:collected |selected |complete )?(?:works|writings|letters|essays|speeches)$|"
    r"\b(?:proceedings|congress|papers|reader|documents|documentary|correspondence|anthology|minutes|debate|inquiry|enquiry|hearings?|commission|hansard)\b",
    re.IGNORECASE,
)
# Texts that no one person speaks in
COLLECTIVE = re.compile(
    r"\b(?:resolutions?|declaration|platform|theses|manifesto|programme|program|appeal"
    r"|statement|decree)\b|^to the\b",
    re.IGNORECASE,
)


class Speakers:
    """Decides for one document. Knows whether its notes name speakers or historians."""

    def __init__(self, ledger: Ledger, people: People, attributor: Attributor):
        self.ledger, self.people, self.attributor = ledger, people, attributor
        self.authors_speak = self._do_authors_speak()
        self._text_names_authors = self._does_text_name_authors(ledger.cited)

    def _do_authors_speak(self) -> bool:
        """Whether the authors that notes name are mostly those whom the sentences make speak.

        In a polemic they are; a history's notes name historians and newspapers instead.
        """
        agree = differ = 0
        for span in self.ledger.spans[:_SAMPLE]:
            if span.kind != "inline" or span.in_note or span.cover_start is None:
                continue
            cover = self.ledger.covers.between(span.cover_start, span.cover_start + 1)[0]
            source = cover.source
            said = self.attributor.attribute(span) if source and source.authors else NOBODY
            if source is None or said.strength < STRONG or source.via:
                continue
            if said.key in {surname(author) for author in source.authors}:
                agree += 1
            else:
                differ += 1
        if agree + differ >= _FEW:
            return agree >= differ
        return self._papers(self.ledger.cited) * 4 < len(self.ledger.cited) + 1

    def _papers(self, cited: Cited) -> int:
        """How often papers, minutes and reports are cited: a historian's sources."""
        return sum(reference.type == "article-newspaper" for _, reference in cited)

    def _does_text_name_authors(self, cited: Cited) -> bool:
        """Whether notes mostly give bare titles, so that the author is whom the text speaks of."""
        books = [r for _, r in cited if r.title and r.type != "article-newspaper" and not r.via]
        return sum(not reference.authors for reference in books) * 5 >= len(books) * 2

    def decide(
        self, index: int, own: Attribution, best: Attribution, reference: int | None
    ) -> tuple[Evidence, str]:
        span = self.ledger.spans[index]
        said = own if own.strength >= STRONG or own.strength >= best.strength else best
        if said.strength < WEAK:
            said = NOBODY
        raw = self.ledger.raw[reference] if reference is not None else None
        if raw is not None and raw.via:
            return self._second_hand(said, reference)
        work = self.ledger.work(reference)
        authors = work.authors if work else raw.authors if raw else ()
        inferred = bool(work and work.author_from)
        if authors:
            return self._with_author(said, span, authors, inferred)
        return self._without_author(said, best, span, work)

    def _without_author(
        self, said: Attribution, best: Attribution, span: Span, work: Work | None
    ) -> tuple[Evidence, str]:
        """The note names nobody: the sentence does, or the paper, the collection, the context."""
        evidence, key = self._from_sentence(said, best)
        if not key and work is not None and work.type == "article-newspaper":
            return self._from_paper(span, work)
        if key or work is None or COLLECTIVE.search(work.title):
            return evidence, key
        evidence, key = self._from_collection(work)
        many = MANY_VOICES.search(work.title) is not None
        if key or many or not work.title or not self._text_names_authors:
            return evidence, key
        return self._from_context(span)

    def _from_collection(self, work: Work) -> tuple[Evidence, str]:
        """A piece without a name, in a collection whose other pieces are all one person's."""
        if not work.container:
            return Evidence(None, "neither note nor sentence names anybody"), ""
        names = self.ledger.resolver.authors_in(work.container)
        if len(names) != 1 or work.container_authors:
            return Evidence(None, "neither note nor sentence names anybody"), ""
        name, key = self.display(next(iter(names)))
        return Evidence(
            name, f"the collection's other pieces are by {name}", confidence.FROM_CONTEXT
        ), key

    def _from_paper(self, span: Span, work: Work) -> tuple[Evidence, str]:
        """A paper's own words, where the sentence has nobody else who could have said them."""
        if self.attributor.names_anybody(span, work.title):
            return Evidence(None, f"{work.title} is cited, but may only report these words"), ""
        said = self.attributor.introduction(span)
        named = fold_title(work.title) in fold_title(said) or _PAPER.search(said) is not None
        if not named and SPEECH_VERB.search(said):
            return Evidence(None, "somebody speaks whom neither note nor sentence names"), ""
        name = re.sub(
            r"\s(?:minutes?|editorial|report|leader)\b.*$", "", work.title, flags=re.IGNORECASE
        )
        reason = f"the note cites {work.title}, and nobody else is named"
        sure = confidence.PAPER_NAMED if named else confidence.PAPER_ALONE
        return Evidence(name, reason, sure), name

    def _from_context(self, span: Span) -> tuple[Evidence, str]:
        """A title without an author: the text has named the person who is spoken of here."""
        key = self.attributor.subject_before(span)
        if not key:
            return Evidence(None, "neither note nor sentence names anybody"), ""
        name = self.people.name_of(key)
        reason = f"the note names no author, and the text is speaking of {name}"
        return Evidence(name, reason, confidence.FROM_CONTEXT), key

    def _second_hand(self, said: Attribution, reference: int | None) -> tuple[Evidence, str]:
        assert reference is not None
        original = self.ledger.references[reference].original
        if said.name:
            reason = f"{said.reason}; the note says quoted elsewhere"
            return Evidence(said.name, reason, confidence.of_sentence(said.strength)), said.key
        if original:
            name, key = self.display(original)
            return Evidence(name, "the note names whom it quotes", confidence.NAMED_IN_NOTE), key
        return Evidence(None, "quoted at second hand, and the sentence names nobody"), ""

    def _with_author(
        self, said: Attribution, span: Span, authors: tuple[str, ...], inferred: bool
    ) -> tuple[Evidence, str]:
        name, key = self.display(authors)
        keys = {surname(author) for author in authors}
        if said.key in keys and _QUOTES_OTHERS.search(said.reason):
            return Evidence(None, f"{name} quotes somebody else here"), ""
        if said.key in keys:
            if len(keys) > 1:
                single = self.people.name_of(said.key) if " and " not in said.name else name
                reason = f"{said.reason}; an author of the work"
                return Evidence(single, reason, confidence.ONE_OF_AUTHORS), said.key
            return Evidence(name, f"{said.reason}; the work is theirs", confidence.AGREED), key
        if not self.authors_speak and not inferred:
            return self._in_history(said, span, authors)
        limit = STRONG if inferred else _AGAINST_AUTHOR
        if said.tight and said.strength >= limit:
            reason = f"{said.reason}, though the work is by {name}"
            return Evidence(said.name, reason, confidence.AGAINST_THE_NOTE), said.key
        if not said.name and self.attributor.document_speaks(span):
            return Evidence(None, f"{name} is cited, but the sentence quotes a document"), ""
        sure = confidence.AUTHOR_CONCLUDED if inferred else confidence.AUTHOR_CITED
        return Evidence(name, f"author of the work cited: {name}", sure), key

    def _in_history(
        self, said: Attribution, span: Span, authors: tuple[str, ...]
    ) -> tuple[Evidence, str]:
        """Where notes name historians, only the sentence says who speaks."""
        name, key = self.display(authors)
        if said.name:
            reason = f"{said.reason}; the note's {name} reports it"
            return Evidence(said.name, reason, confidence.REPORTED), said.key
        if key in {mention.key for mention in self.attributor.mentions_near(span)}:
            reason = f"the text names {name}, the author of the work"
            return Evidence(name, reason, confidence.AUTHOR_NEARBY), key
        return Evidence(None, f"{name} is cited, but may only report these words"), ""

    def _from_sentence(self, said: Attribution, best: Attribution) -> tuple[Evidence, str]:
        chosen = said if said.name else best
        if not chosen.name or chosen.strength < WEAK:
            return Evidence(None, "neither note nor sentence names anybody"), ""
        return Evidence(
            chosen.name, chosen.reason, confidence.of_sentence(chosen.strength)
        ), chosen.key

    def display(self, authors: tuple[str, ...]) -> tuple[str, str]:
        names = [self.people.full_name(author) for author in authors]
        return " and ".join(names), surname(authors[0])
