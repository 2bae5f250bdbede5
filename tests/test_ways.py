"""Ways on: out of an empty result, to later works, and what titles and previews say."""

import pytest

from quotes.choices import Standing
from quotes.selection import Selection
from tests.factories import (
    PassageFactory,
    QuotationFactory,
    SectionFactory,
    SourceFactory,
    SpeakerFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return SpeakerFactory(name="Ada", slug="ada", line="Printer; wrote on strikes")


def test_where_no_single_filter_is_to_blame_each_says_what_it_finds_alone(ada, open_page):
    QuotationFactory(speaker=ada, text="One")
    QuotationFactory(text="Words", positions=[(TopicFactory(slug="army"), "opposes")])
    page = open_page("/?speaker=ada&topic=army&q=zzz")
    assert page.find(".nothing").links() == {
        "with the speaker alone: 1 quotation": "/?speaker=ada",
        "with the question alone: 1 quotation": "/?topic=army",
        "Clear all filters": "/",
    }


def test_a_filter_that_is_to_blame_is_named(ada, open_page):
    QuotationFactory(speaker=ada)
    page = open_page("/?speaker=ada&q=zzz")
    assert list(page.find(".nothing").links()) == [
        "with any words: 1 quotation",
        "Clear all filters",
    ]


@pytest.mark.parametrize(
    ("date", "years"), [("1984", "?years=all"), ("", "?years=all"), ("1920", "")]
)
def test_a_later_speaker_and_work_open_in_years_that_hold_the_words(ada, open_page, date, years):
    source = SourceFactory(title="Essays", slug="essays")
    row = QuotationFactory(speaker=ada, date=date, passage=PassageFactory(source=source))
    for address in ("/?years=all", "/?years=all&view=table", f"/quotations/{row.ref}/"):
        links = open_page(address).find("main").links()
        assert links["Ada"] == f"/speakers/ada/{years}"
        if "table" not in address:
            assert links["Essays"] == f"/sources/essays/{years}"
    for path in (f"/speakers/ada/{years}", f"/sources/essays/{years}"):
        assert open_page(path).texts("blockquote") == [row.text]


def test_the_first_card_of_a_speaker_says_who_that_is(ada, open_page):
    QuotationFactory(speaker=ada, date="1920")
    QuotationFactory(speaker=ada, date="1921")
    assert open_page("/").texts(".card-head .date") == [
        "1920 stated in the text · Printer",
        "1921 stated in the text",
    ]


def test_the_title_of_a_page_says_what_is_filtered(ada, open_page):
    QuotationFactory(speaker=ada, positions=[(TopicFactory(name="Army", slug="army"), "opposes")])
    titles = {
        "/speakers/ada/": "Ada",
        "/speakers/ada/?topic=army&from=1919": "Ada: Army, from 1919",
        "/topics/army/?speaker=ada&stance=opposes": "Army: Ada, argues against",
        "/years/1920/?q=words": "1920: “words”",
    }
    for address, title in titles.items():
        page = open_page(address)
        assert page.find("title").words == f"{title} · Who said what, when"
        assert page.find("h1").words == title.partition(":")[0]


def test_a_title_says_the_filters_in_the_order_of_the_address(ada, open_page):
    row = QuotationFactory(
        speaker=ada,
        section=SectionFactory(slug="end", title="The end"),
        positions=[(TopicFactory(name="Army", slug="army"), "opposes")],
    )
    address = (
        "/?speaker=ada&topic=army&stance=opposes&basis=stated&standing=contemporary&section=end"
        f"&ref={row.ref}&from=1919&q=words"
    )
    assert open_page(address).find("h1").words == (
        "Ada: Army, argues against, “words”, date stated in the text, contemporaries, "
        "in “The end”, 1 chosen quotation, from 1919"
    )


def test_a_title_says_standings_in_the_plural(open_page):
    chosen = Selection(standing=tuple(sorted(Standing.values)))
    assert open_page(chosen.url()).find("h1").words == (
        "contemporaries, participants writing later, later writers or earlier authors, 1918–1940"
    )


def test_a_shared_preview_holds_the_passage_and_never_a_bare_fragment(ada, open_page):
    fragment = QuotationFactory(speaker=ada, text="bare words", fragment=True, start=1)
    QuotationFactory(
        speaker=ada, text="A whole sentence is here.", passage=fragment.passage, start=50
    )
    QuotationFactory(text="Of another", passage=fragment.passage, start=90)
    metas = open_page(f"/quotations/{fragment.ref}/").find_all("meta")
    [said] = [m["content"] for m in metas if m.attributes.get("property") == "og:description"]
    assert said.endswith(": “bare words” “A whole sentence is here.”")


def test_a_long_passage_is_cut_between_words_outside_the_marks(ada, open_page):
    row = QuotationFactory(speaker=ada, text="word " * 200 + "end")
    metas = open_page(f"/quotations/{row.ref}/").find_all("meta")
    [said] = [m["content"] for m in metas if m.attributes.get("property") == "og:description"]
    assert said.endswith(" word word” …")
    assert len(said.partition(": ")[2]) <= 303


def test_a_year_leads_to_the_nearest_years_that_have_anything(open_page):
    for date in ("1918", "1920", "1923", "1984"):
        QuotationFactory(date=date)
    QuotationFactory(date="1921", state="draft")
    QuotationFactory(date="")
    beside = open_page("/years/1920/?readings=off").find(".beyond").links()
    assert beside == {
        "← 1918, the year before with quotations": "/years/1918/?readings=off",
        "1923, the next year with quotations →": "/years/1923/?readings=off",
    }
    assert list(open_page("/years/1984/").find(".beyond").links()) == [
        "← 1923, the year before with quotations"
    ]
