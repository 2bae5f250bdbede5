"""Every journey by keyboard alone, with JavaScript and without: Tab, Enter and typed characters."""

import re

import pytest
from playwright.sync_api import expect

from quotes.facets import FACETS
from tests.browser.keys import tab_to

OFFERED = [name for name, facet in FACETS.items() if facet.is_listed and facet.least == 1]


@pytest.fixture(params=["with script", "without script"])
def reader(request, new_context):
    return new_context(java_script_enabled=request.param == "with script").new_page()


def follow(page, target):
    tab_to(page, target)
    page.keyboard.press("Enter")


def at(page, site, query):
    """This address, as it is after Enter has been pressed."""
    expect(page).to_have_url(re.compile(rf"^{re.escape(str(site))}{query}$"))


@pytest.mark.parametrize(
    "facet", [name for name, facet in FACETS.items() if facet.is_listed and facet.least == 1]
)
def test_a_facet_is_chosen_and_its_chip_removed(reader, site, facet):
    reader.goto(f"{site}/")
    details = reader.locator(f"#facet-{facet}")
    if details.get_attribute("open") is None:
        follow(reader, details.locator("summary"))
        expect(details).to_have_attribute("open", "")
    choice = details.locator("a.choice").first
    value = choice.get_attribute("id").removeprefix(f"{facet}-")
    follow(reader, choice)
    at(reader, site, rf"/\?{facet}={value}")
    expect(reader.locator(f"#{facet}-{value}")).to_have_attribute("aria-current", "true")
    follow(reader, reader.locator("a.chip").first)
    at(reader, site, "/")


def test_filters_are_combined_and_cleared_at_once(reader, site):
    reader.goto(f"{site}/?speaker=leon-trotsky")
    follow(reader, reader.locator("#topic-party-dictatorship"))
    at(reader, site, r"/\?speaker=leon-trotsky&topic=party-dictatorship")
    follow(reader, reader.locator("#clear-all"))
    at(reader, site, "/")


def test_words_and_years_are_typed(reader, site):
    reader.goto(f"{site}/")
    tab_to(reader, reader.locator("#q"))
    reader.keyboard.type("party")
    tab_to(reader, reader.locator("#from"))
    reader.keyboard.type("1920")
    tab_to(reader, reader.locator("#to"))
    reader.keyboard.type("1923")
    reader.keyboard.press("Enter")
    at(reader, site, r"/\?from=1920&to=1923&q=party")


def test_a_bar_of_the_histogram_is_followed(reader, site):
    reader.goto(f"{site}/")
    follow(reader, reader.locator("#bar-1936"))
    at(reader, site, r"/\?from=1936&to=1936")


def test_pages_are_turned(reader, site):
    reader.goto(f"{site}/?speaker=leon-trotsky")
    follow(reader, reader.get_by_role("link", name="Next"))
    at(reader, site, r"/\?speaker=leon-trotsky&page=2")
    follow(reader, reader.get_by_role("link", name="Previous"))
    at(reader, site, r"/\?speaker=leon-trotsky")


def test_a_passage_is_opened_and_left_again(reader, site):
    reader.goto(f"{site}/?speaker=emma-goldman")
    card = reader.locator(".passage-card").first
    follow(reader, card.locator(".date a"))
    expect(reader.locator(".quotation.is-this")).to_be_visible()
    reader.go_back()
    at(reader, site, r"/\?speaker=emma-goldman")


def test_a_contrast_is_built_swapped_and_read_without_readings(reader, site):
    reader.goto(f"{site}/?topic=soviets")
    for place in (0, 1):
        pick = reader.locator(".passage-card .actions a[id^=pick-]").nth(place)
        ref = pick.get_attribute("id")
        follow(reader, pick)
        expect(reader.locator(f"#{ref}")).to_have_text("Drop from contrast")
    follow(reader, reader.locator(".picks .button"))
    at(reader, site, r"/contrast/\?a\.ref=\w+&b\.ref=\w+")
    first, second = re.findall(r"ref=(\w+)", reader.url)
    follow(reader, reader.get_by_role("link", name="Swap sides"))
    at(reader, site, rf"/contrast/\?a\.ref={second}&b\.ref={first}")
    follow(reader, reader.get_by_role("link", name="Hide readings"))
    at(reader, site, rf"/contrast/\?readings=off&a\.ref={second}&b\.ref={first}")
    follow(reader, reader.get_by_role("link", name=re.compile("^Remove")).first)
    at(reader, site, rf"/contrast/\?readings=off&a\.ref={first}")


def test_a_contrast_is_made_with_the_form(reader, site):
    reader.goto(f"{site}/contrast/")
    tab_to(reader, reader.get_by_label("Question for every side"))
    reader.keyboard.type("Soviets")
    for letter, name in (("A", "Leon T"), ("B", "Emma")):
        side = reader.get_by_role("group", name=f"Side {letter}")
        tab_to(reader, side.get_by_label("Speaker"))
        reader.keyboard.type(name)
    tab_to(reader, reader.get_by_role("button", name="Show the contrast"))
    reader.keyboard.press("Enter")
    at(
        reader,
        site,
        r"/contrast/\?topic=soviets&a\.speaker=leon-trotsky&b\.speaker=emma-goldman",
    )


def test_readings_are_hidden_on_the_timeline(reader, site):
    reader.goto(f"{site}/")
    follow(reader, reader.locator("#readings-off"))
    at(reader, site, r"/\?readings=off")
    expect(reader.locator(".reading")).to_have_count(0)


def test_a_contrast_is_printed(page, site):
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(f"{site}/contrast/no-substitution-and-an-episodic-act/")
    follow(page, page.get_by_role("button", name="Print"))
    assert page.evaluate("window.printed") is True


# Where the focus goes.


@pytest.mark.parametrize(
    "link",
    [
        ".speaker a",
        ".work",
        ".year-name a",
        ".reading a",
        ".actions a[href$='#cite']",
        ".lane-label a",
        ".mark",
    ],
)
def test_back_returns_to_any_link_that_was_followed(page, site, link):
    page.goto(f"{site}/?speaker=leon-trotsky&topic=party-dictatorship")
    place = min(2, page.locator(link).count() - 1)
    target = page.locator(link).nth(place)
    target.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(speakers|sources|years|topics|quotations)/"))
    page.go_back()
    expect(page.locator(link).nth(place)).to_be_focused()


def test_back_returns_to_the_last_link_and_not_to_an_earlier_mark(page, site):
    page.goto(f"{site}/?speaker=leon-trotsky&topic=party-dictatorship")
    for link in (".mark", ".passage-card .date a"):
        page.locator(link).first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/quotations/*/")
        page.go_back()
        expect(page.locator(link).first).to_be_focused()


@pytest.mark.parametrize("link", ["a.chip >> nth=0", "#clear-all", ".pages [rel=next]"])
def test_what_goes_with_its_results_leaves_the_focus_at_the_new_ones(page, site, link):
    page.goto(f"{site}/?speaker=leon-trotsky&standing=contemporary")
    before = page.url
    page.locator(link).focus()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(before)
    expect(page.locator("#results")).to_be_focused()


@pytest.mark.parametrize(
    "link", ["#topic-party-dictatorship", "#bar-1936", "#speaker-leon-trotsky"]
)
def test_what_is_pressed_on_the_front_page_stays_under_the_hand(page, site, link):
    page.goto(f"{site}/")
    page.locator(link).scroll_into_view_if_needed()
    before = page.locator(link).bounding_box()["y"]
    page.locator(link).click()
    expect(page).not_to_have_url(f"{site}/")
    expect(page.locator("h1")).not_to_contain_text("What people said")
    # Where the page is already at its top, it cannot go further down.
    page.wait_for_function(
        """([link, before]) => {
          const top = document.querySelector(link).getBoundingClientRect().top;
          return Math.abs(top - before) < 2 || (scrollY === 0 && top > 0 && top < innerHeight);
        }""",
        arg=[link, before],
    )
