"""Every page asks the database as often for three of everything as for one."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver

from quotes.models import Article, Contrast, Quotation, Section, Source, Speaker, Topic
from tests.factories import (
    ContrastFactory,
    CorrectionFactory,
    GlossaryTermFactory,
    LandmarkFactory,
    NoteFactory,
    PassageFactory,
    PhaseFactory,
    QuotationFactory,
    SectionFactory,
    SourceFactory,
    SpeakerFactory,
    ThenAndNowFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

# Each page by the name of its address, in every form that asks for something of its own.
PAGES = {
    "timeline": [
        "/",
        "/?years=all",
        "/?years=all&lanes=speaker",
        "/?years=all&sort=newest&lanes=stance",
        "/?years=all&view=table",
        "/?years=all&q=words&view=lines",
        "/?topic=topic-a&stance=advocates",
        "/?speaker=speaker-a&source=source-a&basis=stated&section=section-a",
        "/?speaker=speaker-a&topic=topic-a&lanes=speaker",
        "/?years=all&readings=off",
        "/?years=all&pick=aaaaa2",
        "/?q=nothing",
    ],
    "contrast": [
        "/contrast/",
        "/contrast/?topic=topic-a&a.speaker=speaker-a&b.speaker=member-a",
        "/contrast/?years=all&a.standing=contemporary&b.standing=later-writer",
    ],
    "composed_contrast": ["/contrast/contrast-a/"],
    "then_and_now": ["/contrast/then-and-now/"],
    "quotation": ["/quotations/aaaaa2/", "/quotations/abbbb2/"],
    "export": [
        "/quotations.jsonl?years=all",
        "/quotations.json?topic=topic-a",
        "/quotations.csv?years=all",
    ],
    "speakers": ["/speakers/"],
    "speaker": ["/speakers/speaker-a/", "/speakers/body-a/?years=all"],
    "topics": ["/topics/"],
    "topic": ["/topics/topic-a/?years=all"],
    "sources": ["/sources/"],
    "source": ["/sources/source-a/?years=all"],
    "year": ["/years/1920/"],
    "articles": ["/articles/"],
    "article": ["/articles/article-a/"],
    "method": ["/method/"],
    "corrections": ["/corrections/"],
    "glossary": ["/glossary/"],
    "data": ["/data/", "/data/?speaker=speaker-a"],
    "favicon": ["/favicon.ico"],
    "robots": ["/robots.txt"],
    "sitemap": ["/sitemap.xml"],
    "django.contrib.sitemaps.views.sitemap": ["/sitemap-quotations.xml", "/sitemap-contrasts.xml"],
}


def build(letter):
    """One more of everything, the slugs and refs ending or beginning with this letter."""
    topic = TopicFactory(slug=f"topic-{letter}")
    member = SpeakerFactory(slug=f"member-{letter}")
    speaker = SpeakerFactory(slug=f"speaker-{letter}")
    body = SpeakerFactory(slug=f"body-{letter}", kind="body", members=[member])
    source = SourceFactory(slug=f"source-{letter}")
    passage = PassageFactory(article__slug=f"article-{letter}", source=source)
    section = SectionFactory(article=passage.article, slug=f"section-{letter}")
    outer = QuotationFactory(
        ref=f"{letter}aaaa2",
        passage=passage,
        speaker=speaker,
        section=section,
        in_note=NoteFactory(article=passage.article),
        positions=[(topic, "advocates")],
    )
    QuotationFactory(
        ref=f"{letter}bbbb2",
        passage=passage,
        kind="nested",
        outer=outer,
        speaker=member,
        positions=[(topic, "qualifies")],
    )
    later = QuotationFactory(date="1925", speaker=speaker, positions=[(topic, "opposes")])
    QuotationFactory(date="", speaker=body)
    QuotationFactory(date="1850", speaker__standing="later-writer")
    PhaseFactory(speaker=speaker)
    LandmarkFactory()
    LandmarkFactory(in_margin=True, date="1917")
    GlossaryTermFactory()
    CorrectionFactory(quotation=outer)
    ThenAndNowFactory(topic=topic, earlier=outer, later=later)
    sides = [("One", f"ref={outer.ref}"), ("Two", f"ref={later.ref}")]
    ContrastFactory(slug=f"contrast-{letter}", sides=sides)


def grow():
    """Everything that the pages of the letter a show, twice more."""
    for letter in "bc":
        build(letter)
        _one_more_below_a(letter)


def _one_more_below_a(letter):
    first = Quotation.objects.get(ref="aaaaa2")
    topic, speaker = Topic.objects.get(slug="topic-a"), Speaker.objects.get(slug="speaker-a")
    article, source = Article.objects.get(slug="article-a"), Source.objects.get(slug="source-a")
    section = Section.objects.get(slug="section-a")
    others = {"section": section, "positions": [(topic, "advocates")]}
    QuotationFactory(passage=first.passage, speaker=SpeakerFactory(), **others)
    QuotationFactory(passage=first.passage, speaker=SpeakerFactory(), kind="nested", outer=first)
    for date in ("1919", "1920", "1926"):
        passage = PassageFactory(article=article, source=source)
        QuotationFactory(
            passage=passage,
            speaker=speaker,
            date=date,
            section=SectionFactory(article=article),
            positions=[(topic, "opposes"), (TopicFactory(), "qualifies")],
        )
    Speaker.objects.get(slug="body-a").members.add(SpeakerFactory())
    QuotationFactory(speaker=Speaker.objects.get(slug="member-a"), **others)
    QuotationFactory(speaker=Speaker.objects.get(slug="body-a"), date="")
    PhaseFactory(speaker=speaker)
    for side in Contrast.objects.get(slug="contrast-a").sides.all():
        side.query += f"&ref={letter}aaaa2"
        side.save()


def queries(client, address):
    with CaptureQueriesContext(connection) as context:
        response = client.get(address)
        if response.streaming:
            b"".join(response)
    assert response.status_code in (200, 301), address
    return [query["sql"] for query in context.captured_queries]


def test_every_page_of_the_site_is_counted():
    patterns = [p for p in get_resolver().url_patterns if isinstance(p, URLPattern)]
    assert {pattern.name for pattern in patterns} == set(PAGES)


ADDRESSES = [address for addresses in PAGES.values() for address in addresses]


@pytest.mark.parametrize("reader", ["anybody", "an editor"])
def test_three_of_everything_cost_as_many_queries_as_one(client, reader):
    if reader == "an editor":
        client.force_login(UserFactory(is_staff=True))
    ContentType.objects.clear_cache()
    build("a")
    with_one = {address: len(queries(client, address)) for address in ADDRESSES}
    grow()
    with_three = {address: len(queries(client, address)) for address in ADDRESSES}
    assert {a: (n, with_three[a]) for a, n in with_one.items() if n != with_three[a]} == {}


def test_no_page_takes_more_queries_than_can_be_overseen(client):
    build("a")
    assert {a: n for a in ADDRESSES if (n := len(queries(client, a))) > 31} == {}
