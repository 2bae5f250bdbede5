"""A reader's ways through the timeline, with JavaScript and without, by mouse and by keyboard."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from quotes.facets import FACETS
from tests.browser.keys import tab_to


@pytest.fixture(params=["with script", "without script"])
def reader(request, new_context, site):
    """A visitor on the front page."""
    page = new_context(java_script_enabled=request.param == "with script").new_page()
    page.goto(f"{site}/")
    return page


def at(page, query):
    """The browser shows this address, and nothing before or after it."""
    expect(page).to_have_url(re.compile(rf"^http://[^/]+/{re.escape(query)}$"))


def parameters(page):
    return parse_qsl(urlsplit(page.url).query)


def open_facet(page, name):
    page.wait_for_load_state()  # what is visible, the style sheet decides
    filters = page.locator("#filters")
    if filters.get_attribute("open") is None and not filters.locator(".find").is_visible():
        filters.locator("> summary").click()
    facet = page.locator(f"#facet-{name}")
    if facet.get_attribute("open") is None:
        facet.locator("> summary").click()
    return facet


def choose(page, facet, value):
    """Follow the link of a value; the number of quotations that stood beside it."""
    choice = open_facet(page, facet).locator(f"#{facet}-{value}")
    count = int(choice.locator(".count").inner_text())
    choice.click()
    expect(page.locator(f"#{facet}-{value}")).to_have_attribute("aria-current", "true")
    return count


def quotations(page):
    """How many the head of the result says."""
    words = page.locator("#results").inner_text()
    return int(re.match(r"(\d+) quotations?", words)[1])


def refs(page):
    cards = page.locator(".passage-card").all()
    return [card.get_attribute("id").removeprefix("p-") for card in cards]


def chips(page):
    return [chip.get_attribute("aria-label") for chip in page.locator("a.chip").all()]


OFFERED = [name for name, facet in FACETS.items() if facet.is_listed and facet.least == 1]


@pytest.mark.parametrize("facet", OFFERED)
def test_a_value_shows_as_many_quotations_as_it_says_and_is_removed_again(reader, facet):
    before = quotations(reader)
    choice = open_facet(reader, facet).locator("a.choice").nth(1)
    value = choice.get_attribute("id").removeprefix(f"{facet}-")
    count = choose(reader, facet, value)
    at(reader, f"?{facet}={value}")
    assert 0 < quotations(reader) == count <= before
    (chip,) = chips(reader)
    reader.locator("a.chip").click()
    expect(reader.locator("a.chip")).to_have_count(0)
    at(reader, "")
    assert quotations(reader) == before
    assert chip.startswith("Remove ")


def test_filters_combine_and_are_removed_one_by_one_or_all_at_once(reader):
    choose(reader, "speaker", "leon-trotsky")
    choose(reader, "topic", "party-dictatorship")
    count = choose(reader, "stance", "advocates")
    at(reader, "?speaker=leon-trotsky&topic=party-dictatorship&stance=advocates")
    assert quotations(reader) == count
    assert chips(reader) == [
        "Remove Speaker: Leon Trotsky",
        "Remove Question: Dictatorship of the party",
        "Remove Reading: argues for, affirms",
    ]
    expect(reader).to_have_title(re.compile("^Leon Trotsky: Dictatorship of the party, argues for"))
    reader.get_by_role("link", name="Remove Question: Dictatorship of the party").click()
    at(reader, "?speaker=leon-trotsky&stance=advocates")
    reader.get_by_role("link", name="Clear all").click()
    at(reader, "")


def test_two_values_of_a_facet_show_what_either_has(reader):
    one = choose(reader, "speaker", "emma-goldman")
    other = choose(reader, "speaker", "karl-radek")
    at(reader, "?speaker=emma-goldman&speaker=karl-radek")
    assert quotations(reader) == one + other


def test_words_and_years_are_asked_for_in_the_form_and_keep_the_filters(reader):
    choose(reader, "speaker", "leon-trotsky")
    reader.get_by_label("Search the words").fill('"dictatorship of the party"')
    reader.get_by_label("From", exact=True).fill("1920")
    reader.get_by_label("To", exact=True).fill("1929")
    reader.get_by_role("button", name="Apply").click()
    expect(reader.locator(".chip")).to_have_count(3)
    expect(reader.locator("mark").first).to_be_visible()
    assert dict(parameters(reader)) == {
        "speaker": "leon-trotsky",
        "from": "1920",
        "to": "1929",
        "q": '"dictatorship of the party"',
    }
    marked = {mark.inner_text().lower() for mark in reader.locator(".passage-card mark").all()}
    assert marked == {"dictatorship of the party"}
    years = [int(head.inner_text()) for head in reader.locator(".year-name").all()]
    assert years == sorted(years)
    assert all(1920 <= year <= 1929 for year in years)


def test_a_bar_of_the_histogram_sets_the_years(reader):
    bar = reader.locator("#bar-1921")
    count = int(bar.locator(".n").text_content())
    bar.focus()
    reader.keyboard.press("Enter")
    at(reader, "?from=1921&to=1921")
    expect(reader.get_by_label("From", exact=True)).to_have_value("1921")
    in_year = reader.locator("#y1921 .count").inner_text()
    assert int(in_year.split()[0]) == count


def test_all_years_show_what_lies_outside_and_what_is_undated(reader):
    before = quotations(reader)
    reader.locator("#all-years").click()
    at(reader, "?years=all")
    assert quotations(reader) > before
    expect(reader.locator(".chip")).to_have_attribute("aria-label", "Remove Years: all years")


def test_pages_follow_each_other_without_repeating_a_passage(reader):
    seen = refs(reader)
    total = int(re.search(r"in (\d+) passages", reader.locator("#results").inner_text())[1])
    number = 1
    while reader.get_by_role("link", name="Next", exact=True).count():
        number += 1
        reader.get_by_role("link", name="Next", exact=True).click()
        at(reader, f"?page={number}")
        current = reader.locator(".pages [aria-current]")
        expect(current).to_have_text(re.compile(rf"{number}$"))
        seen += refs(reader)
    assert number > 1
    assert len(seen) == len(set(seen)) == total


def test_the_order_is_turned_round(reader):
    first = refs(reader)[0]
    reader.locator("#sort-newest").click()
    at(reader, "?sort=newest")
    years = [int(head.inner_text()) for head in reader.locator(".year-name").all()]
    assert years == sorted(years, reverse=True)
    assert refs(reader)[0] != first


def test_the_same_passages_stand_in_a_table_and_phrases_in_lines(reader):
    choose(reader, "topic", "party-democracy")
    shown = len(refs(reader))
    reader.locator("#view-table").click()
    at(reader, "?topic=party-democracy&view=table")
    expect(reader.locator("tbody tr")).to_have_count(shown)
    reader.locator("#view-lines").click()
    expect(reader.locator(".nothing")).to_contain_text("Lines need words to line up")
    reader.get_by_label("Search the words").fill("party")
    reader.get_by_role("button", name="Apply").click()
    at(reader, "?topic=party-democracy&q=party&view=lines")
    marks = reader.locator(".line mark")
    expect(marks.first).to_be_visible()
    assert {mark.inner_text().lower() for mark in marks.all()} == {"party"}


def test_readings_can_be_hidden_and_stay_so_on_the_way(reader):
    reader.locator("#readings-off").click()
    at(reader, "?readings=off")
    expect(reader.locator(".readings")).to_have_count(0)
    reader.locator(".passage-card .date a").first.click()
    expect(reader.locator(".quotation.is-this")).to_be_visible()
    expect(reader.locator(".readings")).to_have_count(0)


def test_an_empty_result_leads_out(reader):
    reader.get_by_label("Search the words").fill("zzz")
    reader.get_by_role("button", name="Apply").click()
    at(reader, "?q=zzz")
    expect(reader.locator("#results")).to_have_text("Nothing matches")
    reader.get_by_role("link", name=re.compile("^with any words: ")).click()
    at(reader, "")
    assert quotations(reader) > 0


def test_what_cannot_be_read_says_so_and_leads_on(reader, new_context):
    choose(reader, "topic", "repression")
    reader.get_by_label("From", exact=True).fill("1930")
    reader.get_by_label("To", exact=True).fill("1920")
    reader.get_by_role("button", name="Apply").click()
    expect(reader.locator("h1")).to_have_text("This address cannot be read")
    expect(reader.locator(".prose")).to_contain_text("The years run backwards: from 1930 to 1920.")
    reader.get_by_role("link", name="Look without it").click()
    at(reader, "?topic=repression&to=1920")
    # With script the browser notes in its console that the answer to htmx was no page.
    assert [note for note in new_context.watch.seen if "400" not in note] == []
    new_context.watch.seen.clear()


# To a quotation and back


def test_a_quotation_is_opened_and_back_leads_to_the_same_result(reader):
    choose(reader, "topic", "bureaucracy")
    shown, words = refs(reader), quotations(reader)
    link = reader.locator(".passage-card .date a").nth(1)
    ref = shown[1]
    link.click()
    expect(reader).to_have_url(re.compile(rf"/quotations/{ref}/$"))
    expect(reader.locator(".quotation.is-this")).to_be_visible()
    reader.go_back()
    at(reader, "?topic=bureaucracy")
    expect(reader.locator(".passage-card").first).to_be_visible()
    assert (refs(reader), quotations(reader)) == (shown, words)


def test_back_and_forward_go_through_the_selections(reader):
    everything = quotations(reader)
    one = choose(reader, "topic", "party-dictatorship")
    two = choose(reader, "stance", "opposes")
    for step, query, count in (
        (reader.go_back, "?topic=party-dictatorship", one),
        (reader.go_back, "", everything),
        (reader.go_forward, "?topic=party-dictatorship", one),
        (reader.go_forward, "?topic=party-dictatorship&stance=opposes", two),
    ):
        step()
        at(reader, query)
        expect(reader.locator("#results")).to_have_text(re.compile(rf"^\s*{count} quotation"))
        expect(reader.locator("header.site-header")).to_have_count(1)


@pytest.mark.parametrize("has_script", [True, False])
def test_an_address_shows_another_visitor_the_same(reader, new_context, has_script):
    choose(reader, "speaker", "leon-trotsky")
    choose(reader, "topic", "workers-democracy")
    reader.locator("#sort-newest").click()
    at(reader, "?speaker=leon-trotsky&topic=workers-democracy&sort=newest")
    other = new_context(java_script_enabled=has_script).new_page()
    answer = other.goto(reader.url)
    assert (answer.status, answer.request.redirected_from) == (200, None)
    assert other.url == reader.url
    expect(other).to_have_title(reader.title())
    assert chips(other) == chips(reader)
    assert refs(other) == refs(reader)
    assert quotations(other) == quotations(reader)


# By keyboard alone


def test_by_keyboard_alone_a_reader_filters_searches_and_opens(reader):
    reader.keyboard.press("Tab")
    focused = reader.evaluate("document.activeElement.textContent")
    assert focused == "Skip to content"
    tab_to(reader, reader.get_by_label("Search the words"))
    reader.keyboard.type("party")
    reader.keyboard.press("Enter")
    at(reader, "?q=party")
    expect(reader.locator(".chip")).to_have_count(1)
    tab_to(reader, reader.locator("#speaker-leon-trotsky"))
    reader.keyboard.press("Enter")
    at(reader, "?speaker=leon-trotsky&q=party")
    expect(reader.locator(".chip")).to_have_count(2)
    reader.locator("#results").focus()
    link = reader.locator(".passage-card .date a").first
    tab_to(reader, link)
    ref = refs(reader)[0]
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(re.compile(rf"/quotations/{ref}/$"))


def test_with_script_a_filter_keeps_the_focus_where_it_was_and_tells_the_count(page, site):
    page.goto(f"{site}/")
    choice = page.locator("#topic-repression")
    choice.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_count(1)
    expect(choice).to_be_focused()
    expect(page.locator("#announce")).to_have_text(page.locator(".tally").inner_text())
    expect(page.locator("#announce")).to_have_attribute("role", "status")


def test_with_script_only_the_results_are_fetched(page, site):
    page.goto(f"{site}/")
    page.evaluate("window.isSame = true")
    requests = []
    page.on("request", lambda request: requests.append(request))
    page.locator("#topic-repression").click()
    expect(page.locator(".chip")).to_have_count(1)
    pages = [request for request in requests if request.resource_type in ("document", "xhr")]
    assert [request.headers.get("hx-request") for request in pages] == ["true"]
    assert page.evaluate("window.isSame")
    expect(page).to_have_title(re.compile("^Repression"))


@pytest.mark.parametrize("has_script", [True, False])
def test_on_a_phone_the_filters_open_and_narrow_the_result(new_context, site, has_script):
    phone = {"viewport": {"width": 320, "height": 640}, "has_touch": True}
    page = new_context(java_script_enabled=has_script, **phone).new_page()
    page.goto(f"{site}/")
    count = choose(page, "topic", "bureaucracy")
    at(page, "?topic=bureaucracy")
    assert quotations(page) == count
    width = page.evaluate("document.documentElement.scrollWidth") if has_script else 320
    assert width <= 320
