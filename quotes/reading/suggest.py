"""Speaker, voice and date of each quotation: one walk through the text, in reading order.

References are resolved on the same walk, because a note that names no author gets it from its
sentence, and the notes after it build on that.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .attribution import NOBODY, STRONG, WEAK, Attribution, Attributor, is_attributed
from .citations import Reference
from .classics import first_year_of
from .covers import Cover
from .datewords import last_year
from .dating import Dater, as_evidence
from .model import Document
from .notes import Resolver, fold_title, same_title
from .parsed import NESTED, Evidence, Passage, Resolved, Span, Suggestion, Work
from .people import People, surname
from .spans import SpanReading
from .speech import SPEECH_VERB
from .topics import hint_topics
from .workdates import WorkDates

_SAMPLE, _FEW = 400, 5
# Collections in which several people speak: their sentence's name is not the work's author
_MANY_VOICES = re.compile(
    r"\b(?:proceedings|congress|papers|reader|documents|documentary|correspondence|anthology|minutes|debate)\b",
    re.IGNORECASE,
)
_QUOTES_OTHERS = re.compile(r"\b(?:quot|cit|reprint|reproduc)(?:es|ed|ing|s)\b", re.IGNORECASE)
_PAPER = re.compile(
    r"\b(?:newspaper|paper|journal|magazine|gazette|organ|editorial|weekly|daily|zeitung|blatt|journal|periódico|diario)\b",
    re.IGNORECASE,
)
_ONE_VOICE = re.compile(
    r"^(?:the )?(?:speech|letter|address|report|reply|interview)\b", re.IGNORECASE
)
_COLLECTIVE = re.compile(
    r"\b(?:resolutions?|declaration|platform|theses|manifesto|programme|program|appeal"
    r"|statement|decree)\b|^to the\b",
    re.IGNORECASE,
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


class Suggester:
    """Walks through covers and spans once; the results are lists in the order of the spans."""

    def __init__(self, document: Document, reading: SpanReading):
        self.document, self.reading, self.covers = document, reading, reading.covers
        self.spans = reading.spans
        notes = [(note.label, self.covers.note_references[note.start]) for note in document.notes]
        in_order: list[tuple[str | None, Reference]] = [
            (label, reference) for label, found in notes for reference in found
        ]
        inline: list[tuple[str | None, Reference]] = [
            (None, reference)
            for cover in self.covers.all
            if cover.label is None
            for reference in cover.references
        ]
        self.resolver = Resolver(in_order)
        self.people = People(document.text, [a for _, r in in_order + inline for a in r.authors])
        quoted = [(s.start, s.end) for s in self.spans if s.kind != NESTED]
        quoted += [(left.start, left.end) for left in reading.left_out]
        self.attributor = Attributor(document, self.people, quoted)
        self.dater = Dater(document)
        self.references: list[Resolved] = []
        self._raw: list[Reference] = []
        self.reference_of: list[int | None] = [None] * len(self.spans)
        self.speakers: list[Evidence] = [Evidence()] * len(self.spans)
        self.keys: list[str] = [""] * len(self.spans)
        self.dates: list[Evidence] = [Evidence()] * len(self.spans)
        self._described: dict[str, list[str]] = {}
        self._done_notes: dict[int, list[int]] = {}
        self._authors_speak = self._do_authors_speak()
        self._text_names_authors = self._does_text_name_authors(in_order + inline)

    def _do_authors_speak(self) -> bool:
        """Whether the authors that notes name are mostly those whom the sentences make speak.

        In a polemic they are; a history's notes name historians and newspapers instead.
        """
        agree = differ = 0
        for span in self.spans[:_SAMPLE]:
            if span.kind != "inline" or span.in_note or span.cover_start is None:
                continue
            cover = self.covers.between(span.cover_start, span.cover_start + 1)[0]
            source = cover.source
            said = self.attributor.attribute(span) if source and source.authors else NOBODY
            if source is None or said.strength < STRONG or source.via:
                continue
            if said.key in {surname(author) for author in source.authors}:
                agree += 1
            else:
                differ += 1
        return agree + differ < _FEW or agree >= differ

    def _does_text_name_authors(self, cited: list[tuple[str | None, Reference]]) -> bool:
        """Whether notes mostly give bare titles, so that the author is whom the text speaks of."""
        books = [r for _, r in cited if r.title and r.type != "article-newspaper" and not r.via]
        return sum(not reference.authors for reference in books) * 5 >= len(books) * 2

    # -- the walk ------------------------------------------------------------------------------

    def run(self) -> None:
        by_cover: dict[int, list[int]] = {}
        by_note: dict[int, list[int]] = {}
        loose: list[int] = []
        for index, span in enumerate(self.spans):
            if span.kind == NESTED:
                continue
            if span.in_note is not None:
                by_note.setdefault(span.note_start or 0, []).append(index)
            elif span.cover_start is not None:
                by_cover.setdefault(span.cover_start, []).append(index)
            else:
                loose.append(index)
        events: list[tuple[int, int, Cover | int]] = [(c.start, 1, c) for c in self.covers.all]
        events += [(self.spans[index].start, 0, index) for index in loose]
        for _, _, event in sorted(events, key=lambda item: item[:2]):
            if isinstance(event, int):
                self._speak([event], None)
            else:
                self._take_cover(event, by_cover.get(event.start, []), by_note)
        self._take_unmarked_notes(by_note)
        self._nested()
        self._date_works()

    def _take_cover(self, cover: Cover, spans: list[int], by_note: dict[int, list[int]]) -> None:
        if cover.note is None:
            resolved = [self._resolve(reference, None) for reference in cover.references]
            self._speak(spans, self._source_of(resolved, cover))
            return
        fresh = cover.note.start not in self._done_notes
        resolved = self._resolve_note(cover.note.start, cover.label, cover.references)
        self._speak(spans, self._source_of(resolved, cover))
        if fresh:
            self._speak_in_note(cover.note.start, resolved, by_note.get(cover.note.start, []))

    def _take_unmarked_notes(self, by_note: dict[int, list[int]]) -> None:
        for note in self.document.notes:
            if note.start in self._done_notes:
                continue
            references = self.covers.note_references[note.start]
            resolved = self._resolve_note(note.start, note.label, references)
            self._speak_in_note(note.start, resolved, by_note.get(note.start, []))

    def _resolve_note(
        self, start: int, label: str | None, references: tuple[Reference, ...]
    ) -> list[int]:
        if start not in self._done_notes:
            self._done_notes[start] = [self._resolve(reference, label) for reference in references]
        return self._done_notes[start]

    def _resolve(self, reference: Reference, label: str | None) -> int:
        self.references.append(self.resolver.resolve(reference, label))
        self._raw.append(reference)
        return len(self.references) - 1

    def _source_of(self, resolved: list[int], cover: Cover) -> int | None:
        for index in resolved:
            if not self._raw[index].passing:
                return index
        return None

    def _speak_in_note(self, start: int, resolved: list[int], spans: list[int]) -> None:
        """Words in a note have their source in the bracket after them, else before them."""
        groups: dict[int | None, list[int]] = {}
        for index in spans:
            own = [r for r in resolved if not self._raw[r].passing]
            after = [r for r in own if self.references[r].start >= self.spans[index].end]
            before = [r for r in own if self.references[r].start < self.spans[index].end]
            chosen = after[0] if after else before[-1] if before else None
            groups.setdefault(chosen, []).append(index)
        for reference, members in groups.items():
            self._speak(members, reference)

    # -- speakers ------------------------------------------------------------------------------

    def _work(self, reference: int | None) -> Work | None:
        work = None if reference is None else self.references[reference].work
        return None if work is None else self.resolver.works[work]

    def _speak(self, indexes: list[int], reference: int | None) -> None:
        """Settle speakers and sentence dates of the spans that one reference covers."""
        found = [self.attributor.attribute(self.spans[index]) for index in indexes]
        found = [self._issuer(attribution) for attribution in found]
        best = max(found, key=lambda a: a.strength, default=NOBODY)
        before = NOBODY
        for index, attribution in zip(indexes, found, strict=True):
            self.reference_of[index] = reference
            before = attribution if attribution.strength >= STRONG else before
            shared = (
                before if before.name else self._from_later(best, index, indexes, found, reference)
            )
            speaker, key = self._decide(index, attribution, shared, reference)
            self.speakers[index], self.keys[index] = speaker, key
            if key and self.spans[index].in_note is None and not attribution.aside:
                self.attributor.remember(key)
            if key:
                self._describe(key, index)
            agrees = bool(key) and (attribution.key == key or best.key == key)
            dated = self.dater.date_of(self.spans[index], agrees)
            if dated:
                self.dates[index] = as_evidence(dated)
        self._share_dates(indexes)
        self._learn_author(best, reference, indexes)
        self._name_piece(indexes, reference)

    def _from_later(
        self,
        best: Attribution,
        index: int,
        indexes: list[int],
        found: list[Attribution],
        reference: int | None,
    ) -> Attribution:
        """A name that comes only after these words: theirs where sentence or source join them."""
        work = self._work(reference)
        if work is not None and work.type != "article-newspaper":
            return best
        place = found.index(best) if best in found else 0
        sentence = self.document.sentence_around
        mine, other = self.spans[index], self.spans[indexes[place]]
        same = sentence(mine.start, mine.end)[0] == sentence(other.start, other.end)[0]
        return best if same else NOBODY

    def _decide(
        self, index: int, own: Attribution, best: Attribution, reference: int | None
    ) -> tuple[Evidence, str]:
        span = self.spans[index]
        said = own if own.strength >= STRONG or own.strength >= best.strength else best
        if said.strength < WEAK:
            said = NOBODY
        raw = self._raw[reference] if reference is not None else None
        if raw is not None and raw.via:
            return self._second_hand(said, reference)
        work = self._work(reference)
        authors = work.authors if work else raw.authors if raw else ()
        inferred = bool(work and work.author_from == "the sentence names the author")
        if authors:
            return self._with_author(said, span, authors, inferred)
        evidence, key = self._from_sentence(said, best)
        if not key and work is not None and work.type == "article-newspaper":
            return self._from_paper(span, work)
        if key or work is None or _COLLECTIVE.search(work.title):
            return evidence, key
        evidence, key = self._from_collection(work)
        if key or not work.title or not self._text_names_authors:
            return evidence, key
        return self._from_context(span)

    def _from_collection(self, work: Work) -> tuple[Evidence, str]:
        """A piece without a name, in a collection whose other pieces are all one person's."""
        names = {
            other.authors
            for other in self.resolver.works
            if work.container and other.container == work.container and other.authors
        }
        if len(names) != 1 or work.container_authors:
            return Evidence(None, "neither note nor sentence names anybody"), ""
        name, key = self._display(next(iter(names)))
        return Evidence(name, f"the collection's other pieces are by {name}", 0.55), key

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
        return Evidence(name, reason, 0.75 if named else 0.5), name

    def _from_context(self, span: Span) -> tuple[Evidence, str]:
        """A title without an author: the text has named the person who is spoken of here."""
        key = self.attributor.subject_before(span)
        if not key:
            return Evidence(None, "neither note nor sentence names anybody"), ""
        name = self.people.name_of(key)
        reason = f"the note names no author, and the text is speaking of {name}"
        return Evidence(name, reason, 0.55), key

    def _second_hand(self, said: Attribution, reference: int | None) -> tuple[Evidence, str]:
        assert reference is not None
        original = self.references[reference].original
        if said.name:
            reason = f"{said.reason}; the note says quoted elsewhere"
            return Evidence(said.name, reason, _confidence(said)), said.key
        if original:
            name, key = self._display(original)
            return Evidence(name, "the note names whom it quotes", 0.85), key
        return Evidence(None, "quoted at second hand, and the sentence names nobody"), ""

    def _with_author(
        self, said: Attribution, span: Span, authors: tuple[str, ...], inferred: bool
    ) -> tuple[Evidence, str]:
        name, key = self._display(authors)
        keys = {surname(author) for author in authors}
        if said.key in keys and _QUOTES_OTHERS.search(said.reason):
            return Evidence(None, f"{name} quotes somebody else here"), ""
        if said.key in keys:
            if len(keys) > 1:
                single = self.people.name_of(said.key) if " and " not in said.name else name
                return Evidence(single, f"{said.reason}; an author of the work", 0.9), said.key
            return Evidence(name, f"{said.reason}; the work is theirs", 0.97), key
        if not self._authors_speak and not inferred:
            return self._in_history(said, span, authors)
        limit = STRONG if inferred else 3.0
        if said.tight and said.strength >= limit:
            reason = f"{said.reason}, though the work is by {name}"
            return Evidence(said.name, reason, 0.6), said.key
        if not said.name and self.attributor.document_speaks(span):
            return Evidence(None, f"{name} is cited, but the sentence quotes a document"), ""
        confidence = 0.75 if inferred else 0.88
        return Evidence(name, f"author of the work cited: {name}", confidence), key

    def _in_history(
        self, said: Attribution, span: Span, authors: tuple[str, ...]
    ) -> tuple[Evidence, str]:
        """Where notes name historians, only the sentence says who speaks."""
        name, key = self._display(authors)
        if said.name:
            return Evidence(
                said.name, f"{said.reason}; the note's {name} reports it", 0.65
            ), said.key
        if key in {mention.key for mention in self.attributor.mentions_near(span)}:
            return Evidence(name, f"the text names {name}, the author of the work", 0.6), key
        return Evidence(None, f"{name} is cited, but may only report these words"), ""

    def _from_sentence(self, said: Attribution, best: Attribution) -> tuple[Evidence, str]:
        chosen = said if said.name else best
        if not chosen.name or chosen.strength < WEAK:
            return Evidence(None, "neither note nor sentence names anybody"), ""
        return Evidence(chosen.name, chosen.reason, _confidence(chosen)), chosen.key

    def _display(self, authors: tuple[str, ...]) -> tuple[str, str]:
        names = [self.people.full_name(author) for author in authors]
        return " and ".join(names), surname(authors[0])

    def _issuer(self, attribution: Attribution) -> Attribution:
        """ "the Platform asserts": the body whose platform it is, or nobody."""
        if attribution.kind != "body" or not _DOCUMENT.match(attribution.name):
            return attribution
        noun = attribution.name.split()[-1]
        for match in _ISSUED_BY.finditer(self.document.text):
            if match["noun"].startswith(noun):
                body = _trim(match["body"])
                return replace(attribution, name=body, key=body)
        return NOBODY

    def _learn_author(self, best: Attribution, reference: int | None, indexes: list[int]) -> None:
        """A work whose author no note names is its speaker's; a platform is its body's."""
        work = self._work(reference)
        if reference is None or work is None or work.authors or self._raw[reference].via:
            return
        if work.type == "article-newspaper":
            return
        number = self.references[reference].work
        assert number is not None
        issued = _ISSUED_BY.search(work.title)
        if issued:
            self.resolver.name_author(number, (_trim(issued["body"]),), "the title names the body")
            for index in indexes:
                self._reassign(index, number)
            return
        many = _MANY_VOICES.search(work.title) and not _ONE_VOICE.match(work.title)
        if best.strength >= WEAK and best.kind == "person" and not many:
            names = tuple(best.name.split(" and "))
            self.resolver.name_author(number, names, "the sentence names the author")
        elif indexes and not many and self.speakers[indexes[0]].confidence == 0.55:
            names = (self.speakers[indexes[0]].value or "",)
            self.resolver.name_author(number, names, "the sentence names the author")

    def _name_piece(self, indexes: list[int], reference: int | None) -> None:
        """ "In his essay “X” he argued …", and the note cites a volume: X in that volume."""
        work = self._work(reference)
        if not indexes or reference is None or work is None or work.type == "chapter":
            return
        if self._raw[reference].via or not _COLLECTION.search(work.title):
            return
        title = self._title_named(indexes)
        if title and not same_title(title, work.title):
            resolved = self.references[reference]
            names = tuple((self.speakers[indexes[0]].value or "").split(" and "))
            piece = self.resolver.add_piece(title, resolved.work or 0, resolved.note, names)
            trail = f"{resolved.trail}; the sentence names the piece"
            self.references[reference] = replace(resolved, work=piece, trail=trail)

    def _title_named(self, indexes: list[int]) -> str:
        first, last = self.spans[indexes[0]], self.spans[indexes[-1]]
        block = self.document.block_at(first.start)
        low = block.start if block else first.start
        for cover in self.covers.between(low, first.start):
            low = cover.end
        text = self.document.text
        cues = list(_PIECE_CUE.finditer(text, low, first.start))
        if cues:
            return cues[-1]["title"].strip(" ,.")
        _, high = self.document.words_around(last.start, last.end)
        named = _NAMED_WORK.search(text, last.end, min(high, last.end + 120))
        return named["title"] if named else ""

    def _reassign(self, index: int, work: int) -> None:
        name = self.resolver.works[work].authors[0]
        self.speakers[index] = Evidence(name, "the title names the body that issued it", 0.85)
        self.keys[index] = name

    def _describe(self, key: str, index: int) -> None:
        span = self.spans[index]
        if span.kind == "block":
            at = self.document.block_index(span.start)
            if at:
                low, high = self.document.sentences_of(at - 1)[-1]
                low = max(low, high - 500)
                self._described.setdefault(key, []).append(self.document.text[low:high])
            return
        low, _ = self.document.words_around(span.start, span.end)
        self._described.setdefault(key, []).append(self.document.text[low : span.start])

    def _nested(self) -> None:
        for index, span in enumerate(self.spans):
            if span.kind != NESTED or span.outer is None:
                continue
            outer = self.spans[span.outer]
            self.reference_of[index] = self.reference_of[span.outer]
            said = self.attributor.attribute(span, outer)
            if said.strength >= STRONG and said.key != self.keys[span.outer]:
                self.speakers[index] = Evidence(said.name, said.reason, _confidence(said))
                self.keys[index] = said.key
                dated = self.dater.date_of(span, True, outer)
                if dated:
                    self.dates[index] = as_evidence(dated)
            else:
                self.speakers[index] = Evidence(None, "words within another quotation")

    # -- dates ---------------------------------------------------------------------------------

    def _share_dates(self, indexes: list[int]) -> None:
        """Spans of one passage whose sentences give no date take the one given before them."""
        current: Evidence | None = None
        for index in indexes:
            if self.dates[index].value:
                current = self.dates[index]
            elif current is not None and self._same_paragraph(index, indexes[0]):
                self.dates[index] = replace(current, confidence=0.75)

    def _same_paragraph(self, a: int, b: int) -> bool:
        index = self.document.block_index
        return index(self.spans[a].start) == index(self.spans[b].start)

    def _date_works(self) -> None:
        works = WorkDates(self.document, self.covers, self.reading.index)
        occasions = self._occasions()
        for index, span in enumerate(self.spans):
            if span.kind != NESTED:
                self._date_from_work(index, works, occasions)
        self._share_pages()
        self._first_editions(works)

    def _occasions(self) -> dict[int, Evidence]:
        """Speeches, letters, essays that a sentence dates: all their words are of that date."""
        found: dict[int, set[str]] = {}
        evidence: dict[int, Evidence] = {}
        for index, reference in enumerate(self.reference_of):
            work = self._work(reference)
            if (
                work is None
                or self.dates[index].basis != "stated"
                or self.spans[index].kind == NESTED
            ):
                continue
            if work.type != "chapter" and not _ONE_VOICE.match(work.title):
                continue
            number = self.references[reference or 0].work or 0
            found.setdefault(number, set()).add(self.dates[index].value or "")
            evidence.setdefault(number, self.dates[index])
        return {number: evidence[number] for number, values in found.items() if len(values) == 1}

    def _date_from_work(self, index: int, works: WorkDates, occasions: dict[int, Evidence]) -> None:
        reference = self.reference_of[index]
        work = self._work(reference)
        if reference is None or work is None or self.references[reference].via:
            return
        if work.issued and not self._is_only_date(index, work):
            return
        evidence = works.date_of(work)
        occasion = occasions.get(self.references[reference].work or -1)
        if occasion and evidence.basis != "stated" and not work.issued:
            reason = f"the same piece: {occasion.reason}"
            evidence = replace(occasion, reason=reason, confidence=0.75)
        own = self.dates[index]
        finer = own.value and evidence.value and evidence.value.startswith(own.value)
        if evidence.value and (not own.value or finer):
            self.dates[index] = evidence

    def _is_only_date(self, index: int, work: Work) -> bool:
        """Whether the note gives no other issue's date that could as well be meant."""
        note_start = self.spans[index].note_start
        if note_start is None:
            return True
        works = [self._work(number) for number in self._done_notes.get(note_start, [])]
        return len({other.issued[:4] for other in works if other and other.issued}) == 1

    def _share_pages(self) -> None:
        """A bare page of a volume, on the very pages of a passage that the text dates."""
        dated: dict[tuple[int, str], tuple[Evidence, str | None]] = {}
        for index in range(len(self.spans)):
            reference = self.reference_of[index]
            nested = self.spans[index].kind == NESTED
            if nested or reference is None or self.references[reference].work is None:
                continue
            resolved = self.references[reference]
            pages = _pages(resolved.locator)
            if len(pages) > 6 or "," in resolved.locator:
                continue
            if self.dates[index].basis == "stated":
                for page in pages:
                    dated[(resolved.work or 0, page)] = (self.dates[index], resolved.note)
                continue
            known = [
                dated[(resolved.work or 0, p)] for p in pages if (resolved.work or 0, p) in dated
            ]
            if known and self.dates[index].basis in ("", "cited"):
                evidence, note = known[0]
                reason = f"on the same pages as note {note}: {evidence.reason}"
                self.dates[index] = Evidence(evidence.value, reason, 0.7, "inferred")

    def _first_editions(self, works: WorkDates) -> None:
        by_speaker: dict[str, list[str]] = {}
        for index, evidence in enumerate(self.dates):
            if evidence.value and self.keys[index]:
                by_speaker.setdefault(self.keys[index], []).append(evidence.value)
        stated = [e.value for e in self.dates if e.value and e.basis == "stated"]
        latest = max((last_year(value) for value in stated), default=0)
        for index, span in enumerate(self.spans):
            reference, work = self.reference_of[index], self._work(self.reference_of[index])
            if self.dates[index].value or work is None or span.kind == NESTED:
                continue
            key = self.keys[index]
            own = key in {surname(author) for author in work.authors}
            if reference is not None and own and not self.references[reference].via:
                known = first_year_of(work)
                if known.value:
                    self.dates[index] = known
                    continue
                described = self._described.get(key, [])
                self.dates[index] = works.first_edition(
                    work, by_speaker.get(key, []), described, latest
                )

    # -- results -------------------------------------------------------------------------------

    def passages(self) -> tuple[Passage, ...]:
        """Spans grouped by note and source, in the order of the text."""
        groups: dict[tuple, list[int]] = {}
        for index, span in enumerate(self.spans):
            reference = self.reference_of[index]
            work = self.references[reference].work if reference is not None else None
            if reference is None and span.note_start is None:
                key: tuple = (
                    "alone",
                    span.start if span.outer is None else self.spans[span.outer].start,
                )
            elif span.note_start is None:
                key = ("inline", span.cover_start)
            else:
                key = ("note", span.note_start, work if work is not None else reference)
            groups.setdefault(key, []).append(index)
        return tuple(
            Passage(self.spans[members[0]].note, self.reference_of[members[0]], tuple(members))
            for members in groups.values()
        )

    def suggestions(self) -> tuple[Suggestion, ...]:
        return tuple(self._suggestion(index) for index in range(len(self.spans)))

    def _suggestion(self, index: int) -> Suggestion:
        span, reference = self.spans[index], self.reference_of[index]
        voice = Evidence("own", "", 0.8)
        if span.kind == "inline" and is_attributed(self.document, span):
            voice = Evidence("attributed", "the sentence denies or answers these words", 0.6)
        via = ""
        if reference is not None and self.references[reference].via:
            work = self._work(reference)
            via = self._display(work.authors)[0] if work and work.authors else ""
        text = self.document.text[span.start : span.end]
        return Suggestion(self.speakers[index], voice, self.dates[index], via, hint_topics(text))


def _confidence(attribution: Attribution) -> float:
    return round(min(0.92, 0.35 + attribution.strength * 0.15), 2)


def _trim(body: str) -> str:
    return re.sub(r"(?:\s(?:of|and|the))+$", "", body)


_PAGE = re.compile(r"(\d+)(?:\s?[-–]\s?(\d+))?")


def _pages(locator: str) -> list[str]:
    """ "513–4" → ["513", "514"]; a volume before a colon is part of each."""
    volume, _, rest = locator.rpartition(":")
    pages: list[str] = []
    for match in _PAGE.finditer(rest):
        first = int(match[1])
        last = (
            int(match[1][: max(0, len(match[1]) - len(match[2]))] + match[2]) if match[2] else first
        )
        pages.extend(f"{volume}:{page}" for page in range(first, min(last, first + 12) + 1))
    return pages
