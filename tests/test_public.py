"""What is not published is nowhere: no page, fragment, download or sitemap tells of it."""

import re

import pytest
from django.core.cache import caches

from quotes.models import Article, Contrast, FormerSlug, Quotation, Section, Source, Speaker, Topic
from tests.factories import (
    ArticleFactory,
    ContrastFactory,
    CorrectionFactory,
    NoteFactory,
    PassageFactory,
    PhaseFactory,
    QuotationFactory,
    SectionFactory,
    SourceFactory,
    SpeakerFactory,
    ThenAndNowFactory,
    UserFactory,
)
from tests.markup import page_of
from tests.test_query_counts import ADDRESSES, build, queries

pytestmark = pytest.mark.django_db

VERSION = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC, [0-9a-f]{8}")  # as /data/ prints it
SITEMAPS = [
    f"/sitemap-{section}.xml"
    for section in ("pages", "quotations", "speakers", "topics", "sources", "articles", "contrasts")
]
FRAGMENTS = [address for address in ADDRESSES if address.startswith("/?") or address == "/"]


@pytest.fixture
def public():
    """One of everything, and what is drafted beside it later."""
    build("a")
    sides = [("One", "speaker=speaker-a"), ("Two", "ref=aaaaa2")]
    ContrastFactory(front_order=2, sides=sides)
    return Quotation.objects.get(ref="aaaaa2")


def draft_beside(public):
    """A second article wholly as drafts, of which every word is "hush" or "veiled"; and drafts that
    hang on what is published."""
    topic = Topic.objects.get(slug="topic-a")
    article = ArticleFactory(
        slug="veiled-article",
        title="Hush article",
        subtitle="Hush subtitle",
        author="Hush author",
        publication="Hush publication",
        file_name="hush.txt",
        sha256="hush".ljust(64, "0"),
        text="Hush text",
        selection_line="Hush selection line",
        selection_short="Hush selection",
        left_out=[{"reason": "hush", "text": "hush"}, {"reason": "name", "text": "hush"}],
    )
    speaker = SpeakerFactory(slug="veiled-speaker", name="Hush Speaker", line="Hush line")
    body = SpeakerFactory(slug="veiled-body", name="Hush Body", kind="body", members=[speaker])
    both = {"kind": "jointly", "members": [public.speaker, speaker]}
    both = SpeakerFactory(slug="veiled-both", name="Hush Both", **both)
    QuotationFactory(ref="hush45", speaker=both, text="Hush", state="draft")
    source = SourceFactory(slug="veiled-source", title="Hush title", author="Hush", note="Hush")
    note = NoteFactory(article=article, text="Hush note", label="hush")
    section = SectionFactory(article=article, slug="section-a", title="Hush section")
    passage = PassageFactory(
        ref="hush22", article=article, note=note, source=source, resolution="Hush", locator="hush"
    )
    drafts = [
        QuotationFactory(
            ref=f"hush3{number}",
            passage=passage,
            section=section,
            speaker=speaker,
            text=f"Hush words {number}",
            note="Hush remark",
            date_note="Hush date",
            quoted_via="Hush via",
            date=date,
            state=state,
            positions=[(topic, stance)],
        )
        for number, date, state, stance in (
            (2, "1920", "draft", "advocates"),
            (3, "1933", "reviewed", "opposes"),
        )
    ]
    QuotationFactory(ref="hush44", speaker=body, text="Hush", state="draft")
    PhaseFactory(speaker=speaker, label="Hush phase")
    Speaker.objects.get(slug="body-a").members.add(speaker)
    CorrectionFactory(quotation=drafts[0], remark="Hush correction")
    ThenAndNowFactory(ref="hush55", topic=topic, earlier=drafts[0], later=drafts[1])
    ThenAndNowFactory(ref="hush56", topic=topic, earlier=public, later=drafts[1])
    sides = [("Hush side", "speaker=veiled-speaker"), ("Ours", f"ref={public.ref}")]
    ContrastFactory(slug="veiled-contrast", title="Hush contrast", front_order=1, sides=sides)
    FormerSlug.objects.create(model="speaker", slug="once-veiled", current="veiled-speaker")
    FormerSlug.objects.create(model="article", slug="once-veiled", current="veiled-article")
    FormerSlug.objects.create(model="contrast", slug="once-veiled", current="veiled-contrast")
    # On what is published there hang drafts too.
    beside = {"section": SectionFactory(article=public.passage.article, title="Hush part")}
    QuotationFactory(
        ref="hush66", passage=public.passage, speaker=speaker, text="Hush", state="draft", **beside
    )
    QuotationFactory(
        ref="hush67", speaker=public.speaker, text="Hush", state="draft", positions=[(topic, "")]
    )
    side = Contrast.objects.get(slug="contrast-a").sides.first()
    side.query += "&ref=hush32"
    side.save()


def seen(client, address, **headers):
    """The status and all text of an answer, without the version of the data."""
    caches["pages"].clear()
    answer = client.get(address, headers=headers)
    content = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, VERSION.sub("", content.decode())


def everything_seen(client):
    pages = {address: seen(client, address) for address in (*ADDRESSES, *SITEMAPS)}
    fragments = {
        f"{address} as a fragment": seen(client, address, **{"HX-Request": "true"})
        for address in FRAGMENTS
    }
    return pages | fragments


def test_drafts_change_not_one_character_that_a_reader_sees(client, public):
    before = everything_seen(client)
    draft_beside(public)
    after = everything_seen(client)
    assert [where for where in before if before[where] != after[where]] == []
    told = "hush", "veiled"
    assert [w for w, (_, text) in after.items() if any(word in text.lower() for word in told)] == []


def test_every_address_that_a_page_names_is_there(client, public):
    draft_beside(public)
    named = set()
    for address in ADDRESSES:
        status, text = seen(client, address)
        named |= set(re.findall(r'href="(/[^"#?]*)', text)) if status == 200 else set()
    pages = sorted(path for path in named if not path.startswith(("/static/", "/favicon")))
    assert len(pages) > 20
    assert [path for path in pages if seen(client, path)[0] != 200] == []


def test_drafts_cost_no_page_a_query(client, public):
    before = {address: len(queries(client, address)) for address in ADDRESSES}
    draft_beside(public)
    caches["pages"].clear()
    assert {address: len(queries(client, address)) for address in ADDRESSES} == before


HIDDEN = [
    "/speakers/veiled-speaker/",
    "/speakers/veiled-body/",
    "/sources/veiled-source/",
    "/articles/veiled-article/",
    "/quotations/hush32/",
    "/contrast/veiled-contrast/",
]


@pytest.mark.parametrize(
    "address",
    [
        *HIDDEN,
        "/speakers/once-veiled/",
        "/articles/once-veiled/",
        "/contrast/once-veiled/",
        "/?speaker=veiled-speaker",
        "/?speaker=once-veiled",
        "/?source=veiled-source",
        "/?article=veiled-article",
        "/?section=veiled-article.section-a",
        "/?ref=hush33",
        "/contrast/?a.speaker=veiled-speaker&b.speaker=speaker-a",
    ],
)
def test_to_readers_what_is_hidden_is_as_if_it_were_not_there(client, public, address):
    draft_beside(public)
    status, text = seen(client, address)
    assert status == 404
    assert "Hush" not in text


def test_what_is_gathered_tells_of_no_draft(client, public):
    draft_beside(public)
    status, text = seen(client, "/?pick=aaaaa2&pick=hush33")
    assert (status, "Hush" in text) == (200, False)


@pytest.mark.parametrize("address", HIDDEN)
def test_staff_see_what_is_hidden_and_are_told_so(client, public, address):
    draft_beside(public)
    client.force_login(UserFactory(is_staff=True))
    status, text = seen(client, address)
    assert status == 200
    assert "hush" in text.lower()
    told = "only editors see", "there is no speaker"  # a contrast names the side that is unknown
    assert any(words in text.lower() for words in told)


def test_once_something_is_published_all_that_it_hangs_on_is_public(client, public):
    draft_beside(public)
    Quotation.objects.filter(ref="hush32").update(state="published")
    for address in HIDDEN:
        assert seen(client, address)[0] == (404 if "body" in address else 200), address
    assert "Hush Speaker" in seen(client, "/speakers/body-a/")[1]
    assert "Hush Body" not in seen(client, "/speakers/")[1]
    assert "Hush correction" in seen(client, "/corrections/")[1]
    assert client.get("/speakers/once-veiled/")["Location"] == "/speakers/veiled-speaker/"


@pytest.mark.parametrize("model", [Speaker, Source, Article, Section])
def test_what_is_public_is_what_a_published_quotation_hangs_on(model, public):
    before = list(model.objects.public().order_by("pk"))
    draft_beside(public)
    assert list(model.objects.public().order_by("pk")) == before
    assert model.objects.count() > len(before) > 0


def test_a_quotation_inside_a_draft_does_not_name_it(client, public):
    inner = Quotation.objects.get(ref="abbbb2")
    Quotation.objects.filter(pk=public.pk).update(state="draft")
    page = page_of(client.get(f"/quotations/{inner.ref}/"))
    assert "Quoted inside" not in page.words
    assert public.ref not in seen(client, "/quotations.jsonl?years=all")[1]


def test_a_composed_contrast_is_public_as_long_as_each_side_shows_something(client, public):
    address = "/contrast/contrast-a/"
    assert client.get(address).status_code == 200
    assert f'href="{address}"' in seen(client, "/contrast/")[1]
    side = Contrast.objects.get(slug="contrast-a").sides.last()
    Quotation.objects.filter(ref__in=side.selection.ref).update(state="draft")
    assert client.get(address).status_code == 404
    assert f'href="{address}"' not in seen(client, "/contrast/")[1]
