"""The timeline as a reader meets it: addresses, results, filters, years, drafts."""

from operator import attrgetter

import pytest

from quotes.models import Speaker
from tests.factories import (
    ArticleFactory,
    PassageFactory,
    PhaseFactory,
    QuotationFactory,
    QuotedSpeakerFactory,
    SectionFactory,
    SourceFactory,
    SpeakerFactory,
    TopicFactory,
)
from tests.markup import page_of, refs

pytestmark = pytest.mark.django_db


def counts(page, facet):
    """What each value of a facet says → its count."""
    return {
        choice.words.removesuffix(" quotations").rpartition(" ")[0]: int(
            choice.find(".count").words.removesuffix(" quotations")
        )
        for choice in page.find(f"#facet-{facet}").find_all("a.choice")
    }


def chips(page):
    return {chip.words: chip["href"] for chip in page.find_all("a.chip")}


# One address for one selection

REDIRECTS = [
    ("/?to=1921&from=1919", "/?from=1919&to=1921"),
    ("/?speaker=", "/"),
    ("/?from=1918&to=1940", "/"),
    ("/?unknown=x&q=party", "/?q=party"),
    ("/?topic=plan&speaker=ada", "/?speaker=ada&topic=plan"),
    ("/?speaker=ben&speaker=ada&speaker=ben", "/?speaker=ada&speaker=ben"),
    ("/?sort=oldest&page=1", "/"),
    ("/?q=the%20party", None),
    ("/quotations.json?to=1921&from=1919", "/quotations.json?from=1919&to=1921"),
    ("/speakers/ada/?topic=&years=all", "/speakers/ada/?years=all"),
    ("/years/1921/?readings=on", "/years/1921/"),
]


@pytest.mark.parametrize(("address", "canonical"), REDIRECTS)
def test_another_form_of_an_address_leads_to_the_canonical_one(client, address, canonical):
    QuotedSpeakerFactory(slug="ada")
    QuotedSpeakerFactory(slug="ben")
    TopicFactory(slug="plan")
    response = client.get(address)
    if canonical is None:
        assert response.status_code == 200
    else:
        assert (response.status_code, response["Location"]) == (302, canonical)
        assert client.get(canonical).status_code == 200


RENAMED = [
    ("/?speaker=old", "/?speaker=new"),
    ("/?speaker=old&topic=plan", "/?speaker=new&topic=plan"),
    ("/?speaker=new&speaker=old", "/?speaker=new"),
    ("/quotations.csv?speaker=old", "/quotations.csv?speaker=new"),
    ("/speakers/old/", "/speakers/new/"),
]


@pytest.mark.parametrize(("address", "present"), RENAMED)
def test_an_address_with_a_former_slug_leads_to_the_present_one(client, address, present):
    TopicFactory(slug="plan")
    speaker = QuotedSpeakerFactory(slug="oldest")
    for slug in ("old", "new"):
        speaker.slug = slug
        speaker.save()
    for former in (address, address.replace("old", "oldest")):
        response = client.get(former)
        assert (response.status_code, response["Location"]) == (302, present)


@pytest.mark.parametrize(
    ("kind", "path", "column"),
    [
        ("speaker", "/speakers/{}/", attrgetter("speaker")),
        ("source", "/sources/{}/", attrgetter("passage.source")),
        ("article", "/articles/{}/", attrgetter("passage.article")),
    ],
)
def test_whatever_is_quoted_goes_on_being_found_by_its_former_slug(client, kind, path, column):
    row = column(QuotationFactory())
    check_former_slug(client, row, path, f"/?{kind}={{}}")


def test_a_question_goes_on_being_found_by_its_former_slug(client):
    check_former_slug(client, TopicFactory(), "/topics/{}/", "/?topic={}")


def check_former_slug(client, row, *patterns):
    for slug in ("before", "after"):
        row.slug = slug
        row.save()
    for pattern in patterns:
        response = client.get(pattern.format("before"))
        assert (response.status_code, response["Location"]) == (302, pattern.format("after"))


def test_a_slug_that_belongs_to_somebody_again_leads_to_them(open_page):
    first = QuotedSpeakerFactory(slug="ada", name="First Ada")
    first.slug = "ada-one"
    first.save()
    QuotedSpeakerFactory(slug="ada", name="Second Ada")
    assert open_page("/speakers/ada/").find("h1").words == "Second Ada"
    assert chips(open_page("/?speaker=ada")) == {"Speaker Second Ada": "/"}


# Values that mean nothing

NOBODY = "There is no speaker “nobody”. Look without it."
UNKNOWN = [
    ("/?speaker=nobody", 404, NOBODY, "/"),
    ("/?speaker=ada&speaker=nobody", 200, NOBODY, "/?speaker=ada"),
    ("/?speaker=nobody&topic=plan", 404, NOBODY, "/?topic=plan"),
    ("/?topic=nothing", 404, "There is no question “nothing”. Look without it.", "/"),
    ("/?stance=maybe", 404, "There is no reading “maybe”. Look without it.", "/"),
    ("/?source=none", 404, "There is no source “none”. Look without it.", "/"),
    ("/?basis=guess", 404, "There is no basis of the date “guess”. Look without it.", "/"),
    ("/?standing=x", 404, "There is no standing “x”. Look without it.", "/"),
    ("/?section=x", 404, "There is no section of the article “x”. Look without it.", "/"),
    ("/?ref=x", 404, "There is no quotation “x”. Look without it.", "/"),
]


@pytest.mark.parametrize(("address", "status", "sentence", "way_out"), UNKNOWN)
def test_an_unknown_value_is_named_with_a_link_to_drop_it(
    open_page, address, status, sentence, way_out
):
    QuotedSpeakerFactory(slug="ada")
    TopicFactory(slug="plan")
    warning = open_page(address, status).find("p.warning")
    assert warning.words == sentence
    assert warning.links() == {"Look without it": way_out}


def test_beside_an_unknown_value_the_known_ones_of_its_facet_are_shown(open_page):
    found = QuotationFactory(speaker__slug="ada")
    QuotationFactory(speaker__slug="ben")
    assert refs(open_page("/?speaker=ada&speaker=nobody")) == [found.ref]
    assert refs(open_page("/?speaker=nobody", 404)) == []
    assert refs(open_page("/?speaker=ada&topic=nothing", 404)) == []


def test_a_malformed_year_is_refused_in_a_sentence_with_a_way_on(open_page):
    page = open_page("/?from=19x1&topic=plan", 400)
    assert page.find("h1").words == "This address cannot be read"
    assert page.texts(".prose p") == [
        "“from” must be a year from 1 to 9999, such as 1923, not “19x1”.",
        "Look without it, or start from the timeline.",
    ]
    assert page.find(".prose").links() == {"Look without it": "/?topic=plan", "the timeline": "/"}


@pytest.mark.parametrize(
    ("query", "without"),
    [
        ("to=x", ""),
        ("from=1930&to=1920", "?to=1920"),
        ("years=1921&q=party", "?q=party"),
        ("page=x&sort=newest", "?sort=newest"),
        ("sort=x", ""),
    ],
)
@pytest.mark.parametrize("path", ["/", "/speakers/ada/", "/years/1921/"])
def test_every_page_refuses_what_cannot_be_read_and_leads_on(client, query, without, path):
    QuotedSpeakerFactory(slug="ada")
    response = client.get(f"{path}?{query}")
    assert response.status_code == 400
    address = page_of(response).find(".prose").links()["Look without it"]
    assert address == path + without
    assert client.get(address, follow=True).status_code == 200


@pytest.mark.parametrize("path", ["/", "/topics/plan/"])
def test_a_page_that_a_result_does_not_have_is_not_found_and_says_how_many_there_are(
    open_page, path
):
    topic = TopicFactory(slug="plan")
    for _ in range(26):
        QuotationFactory(positions=[(topic, "advocates")])
    page = open_page(f"{path}?page=3", 404)
    assert page.find("h1").words == "This result has no page 3"
    assert page.find(".prose").links() == {"the first": path}
    assert len(refs(open_page(f"{path}?page=2"))) == 1
    page = open_page("/?q=nowhere&page=2", 404)
    assert page.find(".prose").links() == {"one page": "/?q=nowhere"}


# What a result says of itself


def test_the_head_says_quotations_passages_and_works(open_page):
    work = SourceFactory()
    passage = PassageFactory(source=work)
    QuotationFactory(passage=passage)
    QuotationFactory(passage=passage)
    QuotationFactory(passage=PassageFactory(source=work))
    assert open_page("/").find(".tally").words == "3 quotations in 2 passages from 1 work"
    assert open_page("/").find("#results").words == "3 quotations in 2 passages from 1 work"


def test_a_result_without_words_of_a_known_work_says_so(open_page):
    QuotationFactory(passage=PassageFactory(source=None, note=None))
    assert open_page("/").find(".tally").words == "1 quotation in 1 passage from 0 works"


def test_the_count_is_announced(open_page):
    assert open_page("/").find(".tally")["role"] == "status"


def test_a_histogram_that_counts_nothing_is_left_out_and_its_ways_beyond_stay(open_page):
    QuotationFactory(text="The vote", date="1944")
    page = open_page("/?q=vote")
    assert page.find_all(".histogram") == page.find_all(".histogram-label") == []
    assert page.find(".beyond").links() == {"1 quotation after 1940 →": "/?from=1941&q=vote"}
    assert len(page.find_all(".switch")) == 3
    assert "aria-label" not in page.find("#chart")
    assert open_page("/?q=nothing").find_all(".beyond") == []
    assert len(open_page("/?from=1944&q=vote").find_all(".histogram")) == 1


def test_an_empty_result_says_which_filter_to_drop(open_page):
    ada, ben = SpeakerFactory(slug="ada"), SpeakerFactory(slug="ben")
    plan, army = TopicFactory(slug="plan"), TopicFactory(slug="army")
    QuotationFactory(speaker=ada, positions=[(plan, "advocates")], date="1920")
    QuotationFactory(speaker=ben, positions=[(army, "opposes")], date="1925")
    QuotationFactory(speaker=ben, positions=[(army, "opposes")], date="1944")
    page = open_page("/?speaker=ada&topic=army")
    assert page.find(".tally").words == "0 quotations in 0 passages from 0 works"
    assert page.find(".nothing").links() == {
        "by any speaker: 1 quotation": "/?topic=army",
        "on any question: 1 quotation": "/?speaker=ada",
        "Clear all filters": "/",
    }
    page = open_page("/?speaker=ben&from=1930&to=1940")
    assert page.find(".nothing").links() == {
        "in all years: 2 quotations": "/?speaker=ben&years=all",
        "in 1918–1940: 1 quotation": "/?speaker=ben",
        "Clear all filters": "/",
    }


def test_the_heading_is_the_selection_in_words(open_page):
    QuotationFactory(
        speaker=SpeakerFactory(slug="ada", name="Ada"),
        positions=[(TopicFactory(slug="plan", name="The plan"), "opposes")],
    )
    page = open_page("/?speaker=ada&topic=plan&stance=opposes&to=1923")
    assert page.find("h1").words == "Ada: The plan, argues against, up to 1923"
    title = "Ada: The plan, argues against, up to 1923 · Who said what, when"
    assert page.find("title").words == title


def test_chips_name_each_filter_and_drop_it(open_page):
    QuotedSpeakerFactory(slug="ada", name="Ada")
    QuotedSpeakerFactory(slug="ben", name="Ben")
    page = open_page("/?speaker=ada&speaker=ben&from=1920&q=party&sort=newest")
    assert chips(page) == {
        "Speaker Ada": "/?speaker=ben&from=1920&q=party&sort=newest",
        "Speaker Ben": "/?speaker=ada&from=1920&q=party&sort=newest",
        "Years from 1920": "/?speaker=ada&speaker=ben&q=party&sort=newest",
        "Words party": "/?speaker=ada&speaker=ben&from=1920&sort=newest",
    }
    assert page.links("a.clear-all") == {"Clear all": "/"}
    assert open_page("/?sort=newest").find_all(".chips") == []


def test_the_selection_line_stands_under_every_result_and_page(open_page):
    article = ArticleFactory(selection_line="Who selected these.", selection_short="Selected.")
    QuotationFactory(passage__article=article)
    ArticleFactory(selection_line="Of this one nothing is published.")
    for address in ("/", "/?from=1920", "/?q=nothing", "/speakers/", "/method/"):
        assert open_page(address).find(".site-footer p").words == "Who selected these."
    assert "Selected." in open_page("/?from=1920").texts("p.selection-line")


# Facets


def test_a_facet_is_counted_under_all_other_filters(open_page):
    ada, ben = SpeakerFactory(slug="ada", name="Ada"), SpeakerFactory(slug="ben", name="Ben")
    plan, army = TopicFactory(slug="plan", name="Plan"), TopicFactory(slug="army", name="Army")
    QuotationFactory(speaker=ada, positions=[(plan, "advocates")])
    QuotationFactory(speaker=ada, positions=[(plan, "opposes"), (army, "advocates")])
    QuotationFactory(speaker=ben, positions=[(army, "opposes")])
    QuotationFactory(speaker=ben, positions=[(army, "opposes")], date="1944")
    page = open_page("/?speaker=ada")
    assert counts(page, "speaker") == {"Ada": 2, "Ben": 1}
    assert counts(page, "topic") == {"Plan": 2, "Army": 1}
    assert counts(page, "stance") == {"argues for, affirms": 2, "argues against, denies": 1}
    page = open_page("/?speaker=ada&topic=army")
    assert counts(page, "speaker") == {"Ada": 1, "Ben": 1}
    assert counts(page, "topic") == {"Army": 1, "Plan": 2}
    assert counts(page, "stance") == {"argues for, affirms": 1}
    assert counts(open_page("/?years=all"), "speaker") == {"Ada": 2, "Ben": 2}


def test_opposing_one_topic_and_advocating_another_is_not_advocating_the_first(open_page):
    plan, army = TopicFactory(slug="plan", name="Plan"), TopicFactory(slug="army", name="Army")
    both = QuotationFactory(positions=[(plan, "opposes"), (army, "advocates")])
    assert refs(open_page("/?topic=plan&stance=opposes")) == [both.ref]
    assert refs(open_page("/?topic=army&stance=advocates")) == [both.ref]
    assert refs(open_page("/?topic=plan&stance=advocates")) == []
    assert refs(open_page("/?topic=army&topic=plan&stance=advocates")) == [both.ref]
    assert counts(open_page("/?topic=plan"), "stance") == {"argues against, denies": 1}
    page = open_page("/?stance=advocates")
    assert counts(page, "topic") == {"Army": 1}
    assert counts(page, "stance") == {"argues for, affirms": 1, "argues against, denies": 1}


def test_a_facet_shows_eight_values_and_the_rest_behind_more(open_page):
    for number in range(10):
        QuotationFactory(speaker=SpeakerFactory(name=f"Speaker {number}"))
    facet = open_page("/").find("#facet-speaker")
    assert len(facet.find_all("a.choice")) == 8
    assert facet.find("#more-speaker").words == "2 more: Speaker"
    whole = open_page(facet.find("#more-speaker")["href"]).find("#facet-speaker")
    assert len(whole.find_all("a.choice")) == 10
    assert (whole.find("#more-speaker").words, whole.find("#more-speaker")["href"]) == (
        "fewer: Speaker",
        "/",
    )


def test_a_chosen_value_stands_first_and_leads_back_without_itself(open_page):
    ada, ben = SpeakerFactory(slug="ada", name="Ada"), SpeakerFactory(slug="ben", name="Ben")
    for speaker in (ada, ada, ben):
        QuotationFactory(speaker=speaker)
    first, second = open_page("/?speaker=ben").find("#facet-speaker").find_all("a.choice")
    assert (first["aria-current"], first["href"]) == ("true", "/")
    assert ("aria-current" in second, second["href"]) == (False, "/?speaker=ada&speaker=ben")


def test_readings_can_be_hidden(open_page):
    QuotationFactory(positions=[(TopicFactory(), "advocates")])
    assert len(open_page("/").find_all(".readings li")) == 1
    page = open_page("/?readings=off")
    assert page.find_all(".readings") == []
    assert page.find_all("#facet-stance") == []
    assert page.find_all(".legend .advocates") == []


# Years


def test_without_years_only_1918_to_1940_is_shown_and_the_rest_is_counted_with_links(open_page):
    for date in ("1917-11", "1918", "1940-12-31", "1941", "1944", ""):
        QuotationFactory(date=date)
    page = open_page("/")
    assert page.find(".tally").words == "2 quotations in 2 passages from 2 works"
    assert page.find(".beyond").links() == {
        "← 1 quotation before 1918": "/?to=1917",
        "1 quotation undated": "/?years=all",
        "2 quotations after 1940 →": "/?from=1941",
    }
    assert open_page("/?years=all").find(".tally").words.startswith("6 quotations")
    assert open_page("/?to=1917").find(".tally").words.startswith("1 quotation ")
    assert open_page("/?from=1941").find(".tally").words.startswith("2 quotations")


@pytest.mark.parametrize(
    ("date", "addresses"),
    [
        ("1917/1919", ["/", "/?to=1917", "/?from=1919&to=1919", "/?from=1917&to=1917"]),
        ("[1940..1942]", ["/", "/?from=1942", "/?from=1941&to=1941"]),
        ("192X", ["/", "/?from=1929&to=1929", "/?to=1920"]),
    ],
)
def test_a_quotation_matches_when_its_bounds_overlap_the_years(open_page, date, addresses):
    row = QuotationFactory(date=date)
    assert [refs(open_page(address)) for address in addresses] == [[row.ref]] * len(addresses)


def test_a_quotation_is_grouped_and_counted_once_in_its_earliest_year(open_page):
    QuotationFactory(date="1917/1919")
    QuotationFactory(date="1919")
    page = open_page("/")
    groups = {group["id"]: group.find(".year-head").words for group in page.find_all(".year-group")}
    assert groups == {
        "y1917": "1917 1 quotation in 1 passage from 1 work",
        "y1919": "1919 1 quotation in 1 passage from 1 work",
    }
    bars = {bar.find(".year").words: bar.find(".n").words for bar in page.find_all(".histogram a")}
    assert bars == {"1919": "1"}
    assert page.find(".beyond").links() == {"← 1 quotation before 1918": "/?to=1917"}


def test_a_year_says_what_it_holds_on_all_pages(open_page):
    work = SourceFactory()
    for _ in range(27):
        QuotationFactory(date="1920", passage=PassageFactory(source=work))
    for address in ("/", "/?page=2"):
        head = open_page(address).find(".year-head").words
        assert head == "1920 27 quotations in 27 passages from 1 work"


def test_order_is_oldest_first_or_newest_first_with_undated_ones_last(open_page):
    later, earlier = QuotationFactory(date="1925"), QuotationFactory(date="1920-05")
    undated = QuotationFactory(date="")
    assert refs(open_page("/?years=all")) == [earlier.ref, later.ref, undated.ref]
    assert refs(open_page("/?years=all&sort=newest")) == [later.ref, earlier.ref, undated.ref]
    heads = open_page("/?years=all").texts(".year-name")
    assert heads == ["1920", "1925", "Undated"]


def test_a_bar_of_the_histogram_sets_the_years_and_keeps_the_rest(open_page):
    QuotationFactory(date="1921", speaker__slug="ada")
    links = open_page("/?speaker=ada").find(".histogram").links()
    assert links == {"1921 1": "/?speaker=ada&from=1921&to=1921"}


# Pages


def test_25_passages_stand_on_a_page(open_page):
    for _ in range(51):
        QuotationFactory()
    page = open_page("/")
    assert len(refs(page)) == 25
    assert page.find(".pages").links() == {
        "Page 1": "/",
        "Page 2": "/?page=2",
        "Page 3": "/?page=3",
        "Next": "/?page=2",
    }
    assert len(refs(open_page("/?page=2"))) == 25
    assert len(refs(open_page("/?page=3"))) == 1
    assert set(refs(page)).isdisjoint(refs(open_page("/?page=2")))


def test_a_filter_leads_to_its_first_page(open_page):
    ada = SpeakerFactory(slug="ada", name="Ada")
    for _ in range(26):
        QuotationFactory(speaker=ada)
    page = open_page("/?page=2")
    links = [*page.find(".filters").links().values(), *page.find(".histogram").links().values()]
    assert links != []
    narrowing = [link for link in links if "more=" not in link]
    assert [link for link in narrowing if "page=" in link] == []


# Cards


def test_a_passage_is_shown_when_one_of_its_quotations_matches_and_the_others_are_quieter(
    open_page,
):
    passage = PassageFactory()
    article = passage.article
    sections = [SectionFactory(article=article, slug=slug) for slug in ("one", "two")]
    first, second = (
        QuotationFactory(passage=passage, section=section, text=f"Words of {section.slug}")
        for section in sections
    )
    page = open_page("/?section=two")
    assert page.find(".tally").words == "1 quotation in 1 passage from 1 work"
    assert refs(page) == [second.ref]
    words = {q.words: "is-other" in q["class"] for q in page.find_all("blockquote")}
    assert words == {"Words of one": True, "Words of two": False}


def test_a_card_says_who_when_where_and_how_it_is_read(open_page):
    topic = TopicFactory(slug="plan", proposition="There should be a plan.")
    quotation = QuotationFactory(
        text="A [single] plan … is needed",
        speaker=SpeakerFactory(slug="ada", name="Ada"),
        date="1920-07-23",
        date_basis="cited",
        quoted_via="Ben",
        passage__source=SourceFactory(slug="essays", title="Essays", url="https://a.example/e"),
        passage__locator="7–8",
        positions=[(topic, "advocates")],
    )
    card = open_page("/").find(".passage-card")
    assert card.find(".speaker").links() == {"Ada": "/speakers/ada/"}
    assert card.find(".date").words == "23 July 1920 from the note or the title"
    assert card.find("time")["datetime"] == "1920-07-23"
    assert card.find("blockquote").words == "A [single] plan … is needed"
    assert card.find(".elision")["aria-label"] == "words left out"
    assert card.find("p.source").words == "Essays, 7\u2060–\u20608 text online"
    assert card.find("p.source").links() == {
        "Essays": "/sources/essays/",
        "text online": "https://a.example/e",
    }
    assert card.find("p.via").words == "quoted by Ben"
    assert card.texts(".reading") == ["argues for There should be a plan."]
    assert card.find(".date a")["href"] == f"/quotations/{quotation.ref}/"


@pytest.mark.parametrize(
    ("date", "role"),
    [
        ("1920", "In office"),
        ("1924-06-01", "In office · In opposition"),
        ("1924", "In office"),  # in opposition on some of its days only
        ("1923/1924", "In office"),
        ("[1920..1930]", ""),
        ("1925", "In opposition"),
        ("1925?", "In opposition"),
        ("1936", ""),
        ("", ""),
    ],
)
def test_who_a_speaker_was_is_said_of_the_time_of_the_words_alone(open_page, date, role):
    ada = SpeakerFactory(line="Minister, to 1924; a traveller")
    PhaseFactory(speaker=ada, label="In office", date="1917/1924")
    PhaseFactory(speaker=ada, label="In opposition", date="1924-03/1927")
    QuotationFactory(speaker=ada, date=date)
    words = open_page("/?years=all").find(".passage-card").find(".date").words
    assert words.partition(" · ")[2] == role


@pytest.mark.parametrize(
    ("line", "role"),
    [("A writer; abroad from 1929", "A writer"), ("Minister, to 1925; a writer", ""), ("", "")],
)
def test_of_a_speaker_without_phases_only_what_holds_at_any_time_is_said(open_page, line, role):
    QuotationFactory(speaker=SpeakerFactory(line=line), date="1936")
    words = open_page("/").find(".passage-card").find(".date").words
    assert words.partition(" · ")[2] == role


def test_who_a_speaker_was_is_said_again_only_where_it_changes(open_page):
    ada, ben = SpeakerFactory(), SpeakerFactory(line="A writer")
    PhaseFactory(speaker=ada, label="In office", date="1917/1922")
    PhaseFactory(speaker=ada, label="Abroad", date="1930/1940")
    for date in ("1920", "1921", "1925", "1932"):
        QuotationFactory(speaker=ada, date=date)
        QuotationFactory(speaker=ben, date=date)
    heads = open_page("/").texts(".passage-card .date")
    said = [head.partition(" · ")[2] for head in heads]
    assert sorted(said[:2]) == ["A writer", "In office"]
    assert said[2:6] == [""] * 4
    assert sorted(said[6:]) == ["", "Abroad"]


def test_what_readers_see_is_escaped(open_page):
    QuotationFactory(text="<b>bold</b> & more", speaker__name="<i>Ada</i>")
    page = open_page("/?q=bold")
    assert page.find("blockquote").words == "<b>bold</b> & more"
    assert page.find(".passage-card .speaker").words == "<i>Ada</i>"
    assert page.find("mark").words == "bold"


def test_drafts_are_hidden_everywhere_on_the_timeline(client, open_page):
    shown = QuotationFactory(text="Words for all")
    passage = shown.passage
    for state in ("draft", "reviewed"):
        QuotationFactory(passage=passage, state=state, text=f"{state} words", speaker=shown.speaker)
        QuotationFactory(state=state, text=f"{state} words", speaker__name="Somebody")
    for address in ("/", "/?years=all", "/?view=table", "/?q=words&view=lines"):
        page = open_page(address)
        assert page.find(".tally").words == "1 quotation in 1 passage from 1 work"
        assert "draft words" not in page.words
        assert "reviewed words" not in page.words
    assert counts(open_page("/"), "speaker") == {shown.speaker.name: 1}
    assert open_page("/?q=draft").find(".tally").words.startswith("0 quotations")


# Other views


def test_a_row_of_the_table_says_how_much_more_its_passage_holds(open_page):
    row = QuotationFactory(text="Words", start=1)
    QuotationFactory(text="More", passage=row.passage, start=9)
    page = open_page("/?view=table")
    assert page.find(".table-words").words == "“Words” and 1 more"


def test_what_is_in_quieter_ink_is_explained(open_page):
    row = QuotationFactory(speaker=SpeakerFactory(slug="ada"))
    assert open_page("/?speaker=ada").find_all(".partial") == []
    QuotationFactory(passage=row.passage)
    for address in ("/?speaker=ada", "/speakers/ada/", "/contrast/?a.speaker=ada&b.speaker=ada"):
        page = open_page(address)
        assert page.find(".partial").words.startswith("In grey: the rest of a passage")
        assert len(page.find_all(".is-other")) in (1, 2)


def test_a_result_leads_to_its_files(open_page):
    QuotationFactory(speaker__slug="ada", date="1921")
    page = open_page("/?speaker=ada&from=1920")
    href = page.find(".to-data a")["href"]
    assert href == "/data/?speaker=ada&from=1920"
    assert open_page(href).texts("h1") == ["Data"]


def test_readings_of_several_questions_are_not_added_up_without_a_word(open_page):
    topics = [TopicFactory(slug=slug) for slug in ("plan", "vote")]
    QuotationFactory(positions=[(topic, "advocates") for topic in topics])
    mixed = open_page("/?lanes=stance")
    assert mixed.find(".mixes").words.startswith(
        "Each mark is a reading of the sentence of its own"
    )
    assert "Each towards the sentence of its own question." in mixed.find("#facet-stance").words
    single = open_page("/?topic=plan&lanes=stance")
    assert single.find_all(".mixes") == []
    assert "its own question" not in single.find("#facet-stance").words


def test_the_table_says_the_same_as_the_cards(open_page):
    topic = TopicFactory(name="Plan")
    quotation = QuotationFactory(
        text="Words", speaker__name="Ada", date="1921", positions=[(topic, "opposes")],
        passage__source__title="Essays", passage__locator="7",
    )  # fmt: skip
    page = open_page("/?view=table")
    (row,) = page.find_all("tbody tr")
    assert [cell.words for cell in row.elements] == [
        "1921 stated in the text",
        "Ada",
        "“Words”",
        "Plan: argues against",
        "Essays, 7",
    ]
    assert page.find(".table-words").links() == {"“Words”": f"/quotations/{quotation.ref}/"}
    assert page.texts("thead th") == ["Date", "Speaker", "First words", "Readings", "Source"]
    assert "Readings" not in open_page("/?view=table&readings=off").texts("thead th")


def test_lines_align_the_searched_words_with_the_words_around_them(open_page):
    QuotationFactory(
        text="Now the Party, and then the party’s rule", speaker__name="Ada", date="1920"
    )
    QuotationFactory(text="No such thing", date="1920")
    page = open_page("/?q=%22the+party%22&view=lines")
    lines = [
        (line.find(".before").words, line.find("mark").words, line.find(".after").words)
        for line in page.find_all("li.line")
    ]
    assert lines == [
        ("Now", "the Party", ", and then the party’s rule"),
        ("Now the Party, and then", "the party", "’s rule"),
    ]
    assert page.texts(".lines .year-name") == ["1920"]
    nothing = open_page("/?view=lines").find(".nothing").words
    assert nothing == "Lines need words to line up. Search for a word or a “phrase”."


def test_search_ignores_case_accents_and_editors_brackets_and_finds_whole_words(open_page):
    found = QuotationFactory(text="[d]eserters of the Commune Café")
    QuotationFactory(text="deserter")
    for query in ("deserters", "DESERTERS", "cafe", "commune+caf%C3%A9", "%22of+the+commune%22"):
        assert refs(open_page(f"/?q={query}")) == [found.ref]


# With htmx: the same, as a fragment


def test_htmx_gets_the_results_with_a_title_and_the_address_to_push(client):
    QuotationFactory(speaker=SpeakerFactory(slug="ada", name="Ada"))
    response = client.get("/?to=1921&speaker=ada", headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert response["HX-Push-Url"] == "/?speaker=ada&to=1921"
    page = page_of(response)
    first, second = page.elements
    assert (first.tag, first.words) == ("title", "Ada, up to 1921 · Who said what, when")
    assert second["id"] == "timeline"
    assert page.find("h1").words == "Ada, up to 1921"
    assert page.find_all("html") == []
    assert page.find_all("header") == []


def test_the_fragment_says_what_the_page_says(client):
    QuotationFactory(speaker__slug="ada")
    whole = page_of(client.get("/?speaker=ada"))
    part = page_of(client.get("/?speaker=ada", headers={"HX-Request": "true"}))
    assert part.find("#timeline").words == whole.find("#timeline").words
    assert part.find("#timeline").links() == whole.find("#timeline").links()


@pytest.mark.parametrize("address", ["/", "/?speaker=", "/speakers/ada/", "/quotations.json"])
def test_caches_keep_what_is_for_htmx_apart(client, address):
    QuotedSpeakerFactory(slug="ada")
    for headers in ({}, {"HX-Request": "true"}):
        vary = client.get(address, headers=headers)["Vary"].split(", ")
        assert "HX-Request" in vary


def test_going_back_with_htmx_brings_the_whole_page(open_page):
    config = next(
        meta
        for meta in open_page("/").find_all("meta")
        if meta.attributes.get("name") == "htmx-config"
    )
    assert '"historyRestoreAsHxRequest": false' in config["content"]


def test_links_and_form_work_without_htmx_and_say_what_they_change_with_it(open_page):
    page = open_page("/?speaker=ada", 404)
    changed = page.find("#timeline")
    assert (changed["hx-target"], changed["hx-push-url"]) == ("#timeline", "true")
    form = page.find("form.find")
    assert (form["action"], form["method"], form["hx-get"]) == ("/", "get", "/")


def test_an_error_in_an_htmx_request_says_so(client):
    response = client.get("/?from=x", headers={"HX-Request": "true"})
    assert response.status_code == 400
    assert "must be a year" in response.content.decode()


def test_the_form_keeps_the_filters_and_replaces_words_and_years(open_page):
    page = open_page("/?speaker=ada&from=1920&q=party&sort=newest", 404)
    form = page.find("form.find")
    fields = {field["name"]: (field["type"], field["value"]) for field in form.find_all("input")}
    assert fields == {
        "speaker": ("hidden", "ada"),
        "sort": ("hidden", "newest"),
        "q": ("search", "party"),
        "from": ("text", "1920"),
        "to": ("text", ""),
    }
    assert (form["method"], form["action"]) == ("get", "/")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/", "/quotations.json", "/speakers/", "/method/"])
def test_readers_only_read(client, method, path):
    assert getattr(client, method)(path).status_code in (403, 405)
    assert Speaker.objects.count() == 0


def test_an_empty_database_is_an_empty_timeline(open_page):
    page = open_page("/")
    assert page.find(".tally").words == "0 quotations in 0 passages from 0 works"
    assert page.find_all(".passage-card") == []


def test_several_words_line_up_on_the_longest_of_them(open_page):
    QuotationFactory(text="of the party of the class and of the dictatorship of the party")

    page = open_page("/?q=of+the+dictatorship&view=lines")

    assert [mark.words for mark in page.find(".lines").find_all("mark")] == ["dictatorship"]
