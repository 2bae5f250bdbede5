"""A small database with something of everything, and a plain Python filter over all of its rows.

The filter knows nothing of querysets, columns or derived values: it is what the documented contract
says, written once more, as simply as possible.
"""

import re
from dataclasses import dataclass, field

from quotes.dates import HistoricalDate
from quotes.models import Quotation
from tests.factories import (
    ArticleFactory,
    NoteFactory,
    PassageFactory,
    QuotationFactory,
    SectionFactory,
    SourceFactory,
    SpeakerFactory,
    TopicFactory,
)

SPEAKERS = ("ada", "ben", "cleo", "council")
STANDINGS = ("contemporary", "contemporary", "later-writer", "earlier-author")
TOPICS = ("army", "factions", "plan", "soviets")
SOURCES = ("essays", "letters", "memoirs", "papers", "speeches")
ARTICLES = ("exile", "memoir")
SECTIONS = ("opening", "middle", "exile.end", "memoir.end")
STANCES = ("advocates", "opposes", "qualifies", "describes")
VOICES = ("own", "attributed")
BASES = ("stated", "cited", "inferred")
VALUES = {
    "speaker": SPEAKERS,
    "topic": TOPICS,
    "stance": STANCES,
    "source": SOURCES,
    "basis": BASES,
    "standing": STANDINGS,
    "voice": VOICES,
    "article": ARTICLES,
    "section": SECTIONS,
}
"""What each facet can be narrowed to, in the order of the address."""
DATES = (
    "1920-07-23", "1917", "1921-03", "", "1918", "1940", "1941", "1923-12?", "[1917..1918]",
    "1939/1942", "192X", "1848~", "1921", "2017", "[1930..1931]", "1936-05-01", "1921-01", "0987",
)  # fmt: skip
SENTENCES = (
    "The party rules the class",
    "All power to the soviets",
    "[d]eserters of the party",
    "Labour, however, obeys",
    "The plan of the plan",
    "party … rules",
    "Café and commune",
)


def build():
    """32 passages with one to three quotations each; whatever follows from the number is dull."""
    speakers = [
        SpeakerFactory(slug=slug, name=slug.title(), standing=standing)
        for slug, standing in zip(SPEAKERS, STANDINGS, strict=True)
    ]
    topics = [TopicFactory(slug=slug, name=f"On {slug}") for slug in TOPICS]
    sources = [SourceFactory(slug=slug, title=f"The {slug}", author="Ada") for slug in SOURCES]
    articles = {slug: ArticleFactory(slug=slug, title=slug.title()) for slug in ARTICLES}
    sections = {
        "exile": [
            SectionFactory(article=articles["exile"], slug=slug)
            for slug in ("opening", "middle", "end")
        ],
        "memoir": [SectionFactory(article=articles["memoir"], slug="end")],
    }
    number = 0
    for place in range(32):
        of = "memoir" if place % 4 == 3 else "exile"
        article = articles[of]
        passage = PassageFactory(
            article=article,
            note=NoteFactory(article=article),
            source=sources[place * 3 % 5] if place % 9 else None,
        )
        outer = None
        for inside in range(place % 3 + 1):
            number += 1
            nested = inside == 2 and place % 2 == 0
            date = DATES[(number * 5 + inside) % len(DATES)]
            row = QuotationFactory(
                passage=passage,
                text=f"{SENTENCES[number % len(SENTENCES)]} {number}",
                start=place * 1000 + inside * 100,
                kind="nested" if nested else "inline",
                outer=outer if nested else None,
                speaker=speakers[number * 7 % 4] if number % 11 else None,
                section=sections[of][place % len(sections[of])] if place % 7 else None,
                date=date,
                date_basis=BASES[number % 3] if date else "",
                voice=VOICES[number % 5 == 0],
                standing=STANDINGS[number % 4] if number % 6 == 0 else "",
                state="published" if number % 13 else "draft",
                positions=_positions(topics, number),
            )
            outer = outer or row


def _positions(topics, number):
    first, second = topics[number % 4], topics[number // 2 % 4]
    stances = (STANCES[number % 4], STANCES[number // 3 % 4] if number % 8 else "")
    if number % 10 == 0:
        return []
    if number % 3 == 0 or first == second:
        return [(first, stances[1])]
    return [(first, stances[0]), (second, stances[1])]


@dataclass
class Row:
    """One published quotation, in plain values."""

    ref: str
    text: str
    place: tuple
    is_nested: bool
    passage: int
    speaker: str | None
    standing: str | None
    source: str | None
    article: str
    section: str | None
    basis: str
    voice: str
    bounds: tuple | None
    year: int | None
    readings: set = field(default_factory=set)
    words: list = field(default_factory=list)

    def value(self, facet):
        return getattr(self, facet)


class Rows(list):
    """All published ones; what a failing test prints of them is short."""

    def __repr__(self):
        return f"<{len(self)} rows>"


def rows():
    return Rows(_row(each) for each in Quotation.objects.all() if each.state == "published")


def _row(quotation):
    date = HistoricalDate.parse(quotation.date) if quotation.date else None
    speaker, source = quotation.speaker, quotation.passage.source
    fields = [quotation.text]
    fields += [speaker.name] if speaker else []
    fields += [source.title, source.container_title, source.author] if source else []
    return Row(
        ref=quotation.ref,
        text=quotation.text,
        place=(quotation.passage.article.title, quotation.start),
        is_nested=quotation.kind == "nested",
        passage=quotation.passage_id,
        speaker=speaker.slug if speaker else None,
        standing=quotation.standing or (speaker.standing if speaker else None),
        source=source.slug if source else None,
        article=quotation.passage.article.slug,
        section=_section(quotation.section) if quotation.section else None,
        basis=quotation.date_basis,
        voice=quotation.voice,
        bounds=(date.first, date.last) if date else None,
        year=date.first.year if date else None,
        readings={(one.topic.slug, one.stance) for one in quotation.positions.all()},
        words=[part for field_ in fields for part in (*words(field_), None)],
    )


def _section(section):
    """Its slug, and before it the article's where another article has a section of that slug."""
    return f"{section.article.slug}.end" if section.slug == "end" else section.slug


def words(text):
    """Lower case without accents; brackets are not there, an omission is a break."""
    plain = text.lower().replace("é", "e").replace("[", "").replace("]", "")
    return [None if part == "…" else part for part in re.findall(r"\w+|…", plain)]


def matches(row, selection):
    """Whether a row is in a selection: OR inside a facet, AND between facets."""
    for facet in ("ref", *(set(VALUES) - {"topic", "stance"})):
        chosen = getattr(selection, facet)
        if chosen and row.value(facet) not in chosen:
            return False
    if (selection.topic or selection.stance) and not any(
        (not selection.topic or topic in selection.topic)
        and (not selection.stance or stance in selection.stance)
        for topic, stance in row.readings
    ):
        return False
    return _is_in_years(row, selection) and _says(row, selection.q)


def _is_in_years(row, selection):
    if selection.every_year:
        return True
    if row.bounds is None:
        return False
    first, last = row.bounds
    after = selection.first is None or last.year >= selection.first
    return after and (selection.last is None or first.year <= selection.last)


def _says(row, query):
    if not query:
        return True
    asked = re.findall(r'"([^"]*)"|(\S+)', query)
    parts = [[part for part in words(phrase or word) if part] for phrase, word in asked]
    found = [_stands_in(row.words, part) for part in parts if part]
    return bool(found) and all(found)  # signs that are no words are found nowhere


def _stands_in(all_words, part):
    return any(all_words[place : place + len(part)] == part for place in range(len(all_words)))


def by_date(row):
    """Undated ones last; then as in the article."""
    return (row.bounds is None, row.bounds and row.bounds[0], row.place)
