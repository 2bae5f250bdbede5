"""Contrasts: what an address sets side by side, what editors composed, then and now."""

import pytest
from django.contrib.auth import get_user_model

from quotes.models import Contrast
from tests.factories import (
    ContrastFactory,
    PassageFactory,
    QuotationFactory,
    QuotedSpeakerFactory,
    SpeakerFactory,
    ThenAndNowFactory,
    TopicFactory,
)
from tests.markup import page_of, refs

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """Ada and Ben, known for undated words, and what they speak of: the plan and the vote."""
    ada, ben = (
        QuotedSpeakerFactory(slug="ada", name="Ada"),
        QuotedSpeakerFactory(slug="ben", name="Ben"),
    )
    plan = TopicFactory(slug="plan", name="The plan", proposition="There should be a plan.")
    vote = TopicFactory(slug="vote", name="The vote", proposition="All should vote.")
    return ada, ben, plan, vote


def said(ref, speaker, date, *readings, **more):
    return QuotationFactory(ref=ref, speaker=speaker, date=date, positions=readings, **more)


def sides(page):
    """Each side's name → what its head says of counts."""
    heads = page.find_all(".side-head")
    return {head.find("h2").words: head.find_all(".count")[0].words for head in heads}


def years(page):
    """The rows in their order: a year with each side's refs, or the words of a gap."""
    rows = []
    for row in page.find(".contrast-years").elements:
        if "contrast-gap" in row["class"]:
            rows.append(row.words)
        else:
            cells = [refs(side) for side in row.find_all(".side")]
            rows.append((row.find("h3").words, cells))
    return rows


def balances(page):
    return [head.texts(".balance li") for head in page.find_all(".side-head")]


# Sides and what they share


def test_two_to_four_sides_stand_in_the_order_of_their_letters(open_page, people):
    ada, ben, plan, vote = people
    said("q22222", ada, "1920", (plan, "advocates"))
    said("q22223", ada, "1920", (vote, "opposes"))
    said("q22224", ben, "1920", (plan, "opposes"))
    two = open_page("/contrast/?a.speaker=ada&b.speaker=ben")
    assert list(sides(two)) == ["AAda", "BBen"]
    assert years(two) == [("1920", [["q22222", "q22223"], ["q22224"]])]
    four = open_page("/contrast/?a.speaker=ben&b.topic=vote&c.speaker=ada&d.topic=plan")
    assert list(sides(four)) == ["ABen", "BThe vote", "CAda", "DThe plan"]
    assert years(four) == [
        ("1920", [["q22224"], ["q22223"], ["q22222", "q22223"], ["q22222", "q22224"]])
    ]
    assert four.find(".sides-4")


def test_what_has_no_letter_holds_for_every_side_that_does_not_say_otherwise(open_page, people):
    ada, ben, plan, vote = people
    said("q22222", ada, "1920", (plan, "advocates"))
    said("q22223", ada, "1920", (vote, "advocates"))
    said("q22224", ben, "1920", (vote, "advocates"))
    page = open_page("/contrast/?topic=plan&a.speaker=ada&b.speaker=ben&b.topic=vote")
    assert years(page) == [("1920", [["q22222"], ["q22224"]])]
    shared = open_page("/contrast/?topic=vote&a.speaker=ada&b.speaker=ben")
    assert years(shared) == [("1920", [["q22223"], ["q22224"]])]


TITLES = [
    ("topic=plan&a.speaker=ada&b.speaker=ben", "The plan: Ada · Ben, 1918–1940"),
    ("a.speaker=ada&b.speaker=ben", "Ada · Ben, 1918–1940"),
    ("speaker=ada&a.to=1923&b.from=1929", "Ada: Up to 1923 · From 1929"),
    (
        "topic=plan&a.speaker=ada&a.to=1923&b.speaker=ada&b.from=1929",
        "The plan: Ada, up to 1923 · Ada, from 1929",
    ),
    ("topic=plan&a.speaker=ada&b.speaker=ada&b.topic=vote", None),
    ("from=1920&to=1930&a.speaker=ada&b.speaker=ben", "Ada · Ben, 1920–1930"),
    ("a.speaker=ada", "Contrast with Ada, 1918–1940"),
    ("a.ref=q22222&b.ref=q22224", "Ada, 1920 · Ben, 1936"),
]


@pytest.mark.parametrize(("query", "title"), TITLES)
def test_the_title_says_once_what_is_shared_and_names_sides_by_their_own(
    open_page, people, query, title
):
    ada, ben, plan, vote = people
    said("q22222", ada, "1920", (plan, "advocates"))
    said("q22224", ben, "1936", (vote, "opposes"))
    expected = title or "Ada: The plan · Ada: The vote, 1918–1940"
    assert open_page(f"/contrast/?{query}").find("h1").words == expected


def test_chosen_quotations_are_a_side_whatever_their_years(open_page, people):
    ada, ben, *_ = people
    said("q22222", ada, "1903")
    said("q22223", ben, "1990")
    page = open_page("/contrast/?a.ref=q22222&b.ref=q22223")
    assert list(sides(page)) == ["AAda, 1903", "BBen, 1990"]
    assert [refs(side) for side in page.find_all("section.side")] == [["q22222"], ["q22223"]]


# One address for one contrast

REDIRECTS = [
    ("/contrast/?b.speaker=ben&a.speaker=ada", "/contrast/?a.speaker=ada&b.speaker=ben"),
    ("/contrast/?a.speaker=ada&topic=plan", "/contrast/?topic=plan&a.speaker=ada"),
    ("/contrast/?b.speaker=ada&d.speaker=ben", "/contrast/?a.speaker=ada&b.speaker=ben"),
    ("/contrast/?a.speaker=ada&b.speaker=&c.q=", "/contrast/?a.speaker=ada"),
    ("/contrast/?a.speaker=ben&a.speaker=ada", "/contrast/?a.speaker=ada&a.speaker=ben"),
    ("/contrast/?e.speaker=ada&a.page=3&view=table", "/contrast/"),
    ("/contrast/?a.readings=off", "/contrast/"),
]


@pytest.mark.parametrize(("address", "canonical"), REDIRECTS)
def test_another_form_of_an_address_leads_to_the_canonical_one(client, address, canonical):
    QuotedSpeakerFactory(slug="ada")
    QuotedSpeakerFactory(slug="ben")
    TopicFactory(slug="plan")
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, canonical)
    assert client.get(canonical).status_code == 200


def test_sides_can_be_swapped_and_removed(open_page, people):
    ada, ben, *_ = people
    said("q22222", ada, "1920")
    said("q22223", ben, "1920")
    page = open_page("/contrast/?q=words&a.speaker=ada&b.speaker=ben")
    links = page.links()
    swapped = open_page(links["Swap sides"])
    assert years(swapped) == [("1920", [["q22223"], ["q22222"]])]
    assert links["Remove side A"] == "/contrast/?q=words&a.speaker=ben"
    assert links["Remove side B"] == "/contrast/?q=words&a.speaker=ada"
    alone = open_page(links["Remove side A"])
    assert list(sides(alone)) == ["ABen"]
    assert "Remove side A" not in alone.links()
    assert alone.texts(".warning")[0].startswith("A contrast needs a second side")


def test_each_side_leads_to_the_same_selection_on_the_timeline(open_page, people):
    links = open_page("/contrast/?topic=plan&a.speaker=ada&a.to=1923&b.speaker=ben").links()
    assert links["On the timeline: side A"] == "/?speaker=ada&topic=plan&to=1923"
    assert links["On the timeline: side B"] == "/?speaker=ben&topic=plan"


# Values that mean nothing


def test_a_side_with_nobody_known_is_not_found_and_can_be_dropped(open_page, people):
    page = open_page("/contrast/?a.speaker=nobody&b.speaker=ada", 404)
    assert page.texts(".warning") == ["Side A: there is no speaker “nobody”. Drop this side."]
    assert page.links(".warning a") == {"Drop this side": "/contrast/?a.speaker=ada"}
    assert page.find("h1").words == "“nobody” · Ada, 1918–1940"


def test_a_side_with_somebody_known_beside_an_unknown_name_is_shown(open_page, people):
    said("q22222", people[0], "1920")
    page = open_page("/contrast/?a.speaker=ada&a.speaker=nobody&b.speaker=ben")
    assert page.texts(".warning") == ["Side A: there is no speaker “nobody”. Drop this side."]
    assert refs(page) == ["q22222"]


@pytest.mark.parametrize(
    "query", ["a.from=soon&b.to=1920", "from=soon&a.to=1920", "a.from=1930&a.to=1920"]
)
def test_malformed_years_are_a_bad_request_that_says_so(open_page, query):
    page = open_page(f"/contrast/?{query}", 400)
    assert page.find("h1").words == "This address cannot be read"
    assert "soon" in page.words or "backwards" in page.words


def test_the_way_out_of_a_bad_request_is_without_the_parameter_on_every_side(open_page):
    page = open_page("/contrast/?a.from=soon&a.to=1920&b.from=1921&b.to=1923", 400)
    assert page.find(".prose").links()["Look without it"] == ("/contrast/?a.to=1920&b.to=1923")


def test_slugs_that_were_renamed_are_replaced_where_they_are_shared_and_on_each_side(
    client, people
):
    ada, _, plan, _ = people
    ada.slug, plan.slug = "ada-x", "plan-x"
    ada.save()
    plan.save()
    response = client.get("/contrast/?topic=plan&a.speaker=ada&b.speaker=ben&b.topic=vote")
    assert (response.status_code, response["Location"]) == (
        302,
        "/contrast/?topic=plan-x&a.speaker=ada-x&b.speaker=ben&b.topic=vote",
    )


def test_htmx_is_told_the_canonical_address_of_a_contrast(client, people):
    asked = "/contrast/?b.speaker=ben&a.speaker=ada"
    response = client.get(asked, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert response["HX-Push-Url"] == "/contrast/?a.speaker=ada&b.speaker=ben"


def test_the_years_of_each_side_stand_as_points_on_one_scale(open_page, people):
    ada, ben, *_ = people
    for ref, speaker, date in (
        ("q22222", ada, "1918"),
        ("q22223", ada, "1929"),
        ("q22224", ben, "1940"),
        ("q22225", ben, "1984"),
    ):
        said(ref, speaker, date)
    page = open_page("/contrast/?years=all&a.speaker=ada&b.speaker=ben")
    strips = page.find_all(".side-years")
    assert [strip.words for strip in strips] == ["1918 1940", "1918 1940"]
    points = [[point["cx"] for point in strip.find_all("circle")] for strip in strips]
    assert points == [["2.17%", "50.00%"], ["97.83%"]]


# The balance


def test_the_balance_counts_passages_on_the_one_topic_asked_for(open_page, people):
    ada, ben, plan, vote = people
    said("q22222", ada, "1920", (plan, "advocates"), (vote, "opposes"))
    said("q22223", ada, "1921", (plan, "advocates"))
    passage = PassageFactory()
    said("q22224", ben, "1920", (plan, "opposes"), passage=passage)
    said("q22225", ben, "1920", (plan, "opposes"), passage=passage)
    said("q22226", ben, "1922", (plan, "qualifies"))
    page = open_page("/contrast/?topic=plan&a.speaker=ada&b.speaker=ben")
    assert balances(page) == [["2 argue for"], ["1 argues against", "1 qualifies"]]
    shapes = [len(item.find_all("span.shape")) for item in page.find_all(".balance li")]
    assert shapes == [2, 1, 1]
    assert "Balance on: There should be a plan." in page.words


def test_the_balance_says_how_many_passages_it_leaves_out(open_page, people):
    ada, ben, plan, vote = people
    said("q22222", ada, "1920", (plan, "advocates"))
    said("q22223", ada, "1921", (vote, "opposes"))
    said("q22224", ben, "1920")
    sides = [("Ada", "ref=q22222&ref=q22223"), ("Ben", "ref=q22224")]
    page = open_page(ContrastFactory(topic=plan, sides=sides).get_absolute_url())
    assert "Balance on: There should be a plan." in page.words
    assert balances(page) == [
        ["1 argues for", "1 passage without a reading on it"],
        ["1 passage without a reading on it"],
    ]


@pytest.mark.parametrize(
    "address",
    [
        "/contrast/?a.speaker=ada&b.speaker=ben",
        "/contrast/?a.topic=plan&b.topic=vote",
        "/contrast/?topic=plan&topic=vote&a.speaker=ada&b.speaker=ben",
        "/contrast/composed/",
    ],
)
def test_without_one_topic_asked_for_or_set_by_editors_nothing_is_counted(
    open_page, people, address
):
    ada, ben, plan, vote = people
    said("q22222", ada, "1920", (plan, "advocates"))
    said("q22225", ben, "1920", (plan, "opposes"), (vote, "advocates"))
    ContrastFactory(slug="composed", sides=[("Ada", "speaker=ada"), ("Ben", "speaker=ben")])
    page = open_page(address)
    assert "Balance" not in page.words
    assert balances(page) == [[], []]


def test_with_the_readings_off_neither_stances_nor_balances_are_shown(open_page, people):
    ada, ben, plan, _ = people
    said("q22222", ada, "1920", (plan, "advocates"))
    said("q22223", ben, "1920", (plan, "opposes"))
    address = "/contrast/?topic=plan&a.speaker=ada&b.speaker=ben"
    shown = open_page(address)
    hidden = open_page(shown.links()["Hide readings"])
    assert refs(hidden) == refs(shown) == ["q22222", "q22223"]
    assert (len(shown.find_all(".reading")), len(hidden.find_all(".reading"))) == (2, 0)
    assert balances(hidden) == [[], []]
    assert "There should be a plan." not in hidden.words
    assert hidden.links()["Show readings"] == address
    for name in ("Ada", "Ben"):
        assert hidden.links(".speaker a")[name].endswith("?readings=off")


# Years


def test_years_that_sides_share_are_aligned_and_gaps_are_said(open_page):
    cleo, dan = SpeakerFactory(slug="cleo"), SpeakerFactory(slug="dan")
    said("q22222", cleo, "1920")
    said("q22223", dan, "1920")
    said("q22224", dan, "1922")
    said("q22225", cleo, "1930")
    said("q22226", cleo, "")
    page = open_page("/contrast/?years=all&a.speaker=cleo&b.speaker=dan")
    assert years(page) == [
        ("1920", [["q22222"], ["q22223"]]),
        "1921: nothing on any side",
        ("1922", [[], ["q22224"]]),
        "1923–1929: nothing on any side",
        ("1930", [["q22225"], []]),
        ("Undated", [["q22226"], []]),
    ]
    assert page.find_all(".side-columns") == []


def test_sides_without_a_common_year_stand_beside_each_other(open_page, people):
    ada, ben, *_ = people
    said("q22222", ada, "1920")
    said("q22223", ada, "1924")
    said("q22224", ben, "1936")
    page = open_page("/contrast/?a.speaker=ada&b.speaker=ben")
    columns = page.find(".side-columns").find_all("section.side")
    assert [column["aria-label"] for column in columns] == ["A: Ada", "B: Ben"]
    assert [refs(column) for column in columns] == [["q22222", "q22223"], ["q22224"]]
    assert [column.texts(".year-name") for column in columns] == [["1920", "1924"], ["1936"]]
    assert page.texts(".contrast-gap") == ["1921–1923: nothing on this side"]
    assert page.find_all(".contrast-years") == []


def test_a_side_without_quotations_says_so(open_page, people):
    said("q22222", people[0], "1920")
    page = open_page("/contrast/?a.speaker=ada&b.speaker=ben")
    assert page.texts(".nothing") == ["No quotation on this side."]
    assert sides(page)["BBen"] == "0 quotations in 0 passages from 0 works"


# What editors composed


@pytest.fixture
def composed(people):
    ada, ben, *_ = people
    said("q22222", ada, "1920")
    said("q22223", ben, "1930")
    said("q22224", ben, "1931")
    return ContrastFactory(
        slug="then",
        title="A title",
        introduction="Two sentences.",
        sides=[("Ada, early", "ref=q22222"), ("Ben", "speaker=ben")],
    )


def test_a_composed_contrast_has_the_title_and_the_names_that_editors_gave(open_page, composed):
    page = open_page("/contrast/then/")
    assert page.find("h1").words == "A title"
    assert "Two sentences." in page.words
    assert list(sides(page)) == ["AAda, early", "BBen"]
    assert refs(page) == ["q22222", "q22223", "q22224"]
    change = page.links()["Change it"]
    assert change == "/contrast/?a.ref=q22222&b.speaker=ben"
    assert refs(open_page(change)) == refs(page)


def test_a_composed_contrast_can_hide_its_readings(open_page, composed):
    assert open_page("/contrast/then/").links()["Hide readings"] == "?readings=off"
    hidden = open_page("/contrast/then/?readings=off")
    assert hidden.find_all(".balance") == []
    assert hidden.links()["Show readings"] == "?readings=on"


def test_a_draft_is_for_staff_only(client, composed):
    Contrast.objects.update(is_published=False)
    assert client.get("/contrast/then/").status_code == 404
    listed = page_of(client.get("/contrast/"))
    assert listed.find_all(".contrast-card") == []
    client.force_login(get_user_model().objects.create_user("reader"))
    assert client.get("/contrast/then/").status_code == 404
    client.force_login(get_user_model().objects.create_user("editor", is_staff=True))
    page = page_of(client.get("/contrast/then/"))
    assert page.texts(".warning") == ["Not published: only editors see it."]


def test_a_renamed_contrast_is_found_by_its_former_address(client, composed):
    composed.slug = "now"
    composed.save()
    response = client.get("/contrast/then/")
    assert (response.status_code, response["Location"]) == (302, "/contrast/now/")
    assert client.get("/contrast/never/").status_code == 404


def test_the_list_shows_each_composed_contrast_with_its_sides(open_page, composed):
    page = open_page("/contrast/")
    (card,) = page.find_all(".contrast-card")
    assert card.links() == {"A title": "/contrast/then/"}
    assert card.texts("dt") == ["Ada, early: 1920", "Ben: 1930–1931"]
    assert [len(side.find_all("circle")) for side in card.find_all("dd")] == [1, 2]


def test_three_composed_contrasts_open_the_front_page_in_their_order(open_page):
    for order, slug in ((2, "second"), (4, "fourth"), (1, "first"), (None, "no"), (3, "third")):
        ContrastFactory(slug=slug, title=slug, front_order=order)
    assert open_page("/").texts(".contrast-card h3") == ["first", "second", "third"]
    assert open_page("/?from=1920").find_all(".contrast-card") == []


# Then and now


def test_a_pair_goes_with_the_quotation_that_is_withdrawn(open_page):
    pair = ThenAndNowFactory(is_confirmed=True)
    assert pair.earlier.text in open_page("/contrast/then-and-now/").words
    pair.earlier.state = "draft"
    pair.earlier.save()
    assert pair.earlier.text not in open_page("/contrast/then-and-now/").words


def test_only_confirmed_pairs_are_public(open_page):
    ThenAndNowFactory(is_confirmed=False)
    assert "No pair has been confirmed yet." in open_page("/contrast/then-and-now/").words
    assert "Then and now" not in open_page("/contrast/").links()
    plan, ada = TopicFactory(name="The plan"), SpeakerFactory(name="Ada")
    earlier = QuotationFactory(speaker=ada, date="1920", positions=[(plan, "advocates")])
    pair = ThenAndNowFactory(topic=plan, earlier=earlier)
    page = open_page("/contrast/then-and-now/")
    (section,) = page.find_all("section.section")
    assert section.find("h2").words == "Ada: The plan"
    assert section.words.startswith("Ada: The plan Two passages, 10 years apart.")
    assert section.texts(".shape") == ["argues for", "argues against"]
    contrast = f"/contrast/?a.ref={pair.earlier.ref}&b.ref={pair.later.ref}"
    assert contrast in section.links().values()
    assert refs(open_page(contrast)) == [pair.earlier.ref, pair.later.ref]
    assert open_page("/contrast/").links()["Then and now"] == "/contrast/then-and-now/"


def test_then_and_now_can_be_read_without_readings(open_page):
    ThenAndNowFactory(topic__proposition="There should be a plan.")
    shown, hidden = map(
        open_page, ("/contrast/then-and-now/", "/contrast/then-and-now/?readings=off")
    )
    assert (len(shown.find_all(".shape")), len(hidden.find_all(".shape"))) == (2, 0)
    assert "There should be a plan." in shown.words
    assert "There should be a plan." not in hidden.words


# The form


def test_the_plain_form_holds_the_contrast_and_has_room_for_one_more_side(open_page, people):
    form = open_page("/contrast/?topic=plan&a.speaker=ada&b.speaker=ben&b.to=1923").find(
        ".contrast-form"
    )
    assert form.texts("legend") == ["Side A", "Side B", "Side C"]
    chosen = {
        select["name"]: option["value"]
        for select in form.find_all("select")
        for option in select.find_all("option")
        if "selected" in option
    }
    assert chosen == {"topic": "plan", "a.speaker": "ada", "b.speaker": "ben"}
    typed = {field["name"]: field["value"] for field in form.find_all("input") if field["value"]}
    assert typed == {"b.to": "1923"}


def test_the_form_carries_what_it_has_no_field_for(open_page, people):
    said("q22222", people[0], "1920")
    query = "readings=off&a.ref=q22222&b.speaker=ada&b.speaker=ben&b.section=x"
    form = open_page(f"/contrast/?{query}", 404).find(".contrast-form")
    hidden = [
        (field["name"], field["value"])
        for field in form.find_all("input")
        if field["type"] == "hidden"
    ]
    assert hidden == [
        ("readings", "off"), ("a.ref", "q22222"), ("b.speaker", "ben"), ("b.section", "x"),
    ]  # fmt: skip
