"""Every public page in a real browser: on three widths, light and dark, for axe, at 320 pixels."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import expect

from quotes.models import Quotation
from tests.browser.axe import ALL_BUT_COLOURS, EVERY_RULE, ONLY_COLOURS, problems
from timeline.views.errors import permission_denied

NARROW, *WIDER = (320, 820, 1440)
# Higher than most pages: what sticks to an edge stands in its place and covers no target.
HEIGHT = 12_000

# What a reader may open: a name, the address, its status.
PAGES = {
    "front": ("/", 200),
    "filtered": ("/?speaker=leon-trotsky&topic=party-dictatorship", 200),
    "all years": ("/?years=all&page=2", 200),
    "lanes by speaker": ("/?lanes=speaker&topic=soviets", 200),
    "nothing found": ("/?speaker=emma-goldman&topic=army", 200),
    "unknown and known": ("/?speaker=leon-trotsky&speaker=nobody&topic=army", 200),
    "table": ("/?view=table", 200),
    "lines": ("/?q=%22dictatorship+of+the+party%22&view=lines", 200),
    "readings off": ("/?topic=soviets&readings=off", 200),
    "gathered": ("/?topic=army&pick={block}&pick={fragment}", 200),
    "block": ("/quotations/{block}/", 200),
    "fragment": ("/quotations/{fragment}/", 200),
    "nested": ("/quotations/{nested}/", 200),
    "attributed": ("/quotations/{attributed}/", 200),
    "undated": ("/quotations/{undated}/", 200),
    "contrasts": ("/contrast/", 200),
    "two sides": ("/contrast/one-party-or-several/", 200),
    "three sides": ("/contrast/whose-state/", 200),
    "four sides": ("/contrast/workers-democracy-one-phrase/", 200),
    "one side": ("/contrast/?a.speaker=karl-radek", 200),
    "own contrast": ("/contrast/?topic=soviets&a.speaker=leon-trotsky&b.speaker=karl-radek", 200),
    "contrast with nobody": ("/contrast/?a.speaker=nobody&b.speaker=karl-radek", 404),
    "then and now": ("/contrast/then-and-now/", 200),
    "speakers": ("/speakers/", 200),
    "speaker": ("/speakers/leon-trotsky/", 200),
    "long name": ("/speakers/central-committee-rcpb/", 200),
    "later writer": ("/speakers/paul-le-blanc/", 200),
    "topics": ("/topics/", 200),
    "topic": ("/topics/party-dictatorship/", 200),
    "sources": ("/sources/", 200),
    "source": ("/sources/platform-of-the-opposition/", 200),
    "year": ("/years/1920/", 200),
    "year without quotations": ("/years/1919/", 200),
    "articles": ("/articles/", 200),
    "article": ("/articles/the-bureaucracy-in-exile/", 200),
    "method": ("/method/", 200),
    "glossary": ("/glossary/", 200),
    "corrections": ("/corrections/", 200),
    "data": ("/data/", 200),
    "unreadable": ("/?from=soon", 400),
    "no page of the result": ("/?topic=soviets&page=9", 404),
    "not found": ("/nowhere/", 404),
}


def filled(address):
    """The address with the refs of quotations of its kind."""
    published = Quotation.objects.published()
    kinds = {
        "block": published.filter(kind="block"),
        "fragment": published.filter(fragment=True),
        "nested": published.filter(kind="nested"),
        "attributed": published.filter(voice="attributed"),
        "undated": published.filter(date=""),
    }
    return address.format_map({name: kind.first().ref for name, kind in kinds.items()})


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def look_at(page, width, options):
    """The open page fits this width, and axe finds nothing by these rules."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    assert overflow(page) <= 0, width
    assert problems(page, options) == [], width


def look_at_every_width(page):
    """Every rule once, in the narrowest; colours once more in the other scheme, in the widest."""
    look_at(page, NARROW, EVERY_RULE)
    for width in WIDER:
        look_at(page, width, ALL_BUT_COLOURS)
    page.emulate_media(color_scheme="dark")
    look_at(page, WIDER[-1], ONLY_COLOURS)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_and_can_be_used_by_everybody(shown, site, name):
    address, status = PAGES[name]
    shown.set_viewport_size({"width": NARROW, "height": HEIGHT})
    assert shown.goto(site + filled(address)).status == status
    look_at_every_width(shown)


def test_a_scheme_changes_colours_alone():
    """So that nothing but the colours need be looked at in the dark."""
    styles = Path(settings.BASE_DIR, "timeline/static/timeline/css").glob("*.css")
    by_scheme = re.compile(r"prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}\s*\}", re.DOTALL)
    mentioned, dark = 0, ""
    for style in styles:
        content = style.read_text()
        mentioned += content.count("prefers-color-scheme")
        dark += "".join(by_scheme.findall(content))
    declarations = [line.strip() for line in dark.split(";") if line.strip()]
    assert mentioned == 1
    assert len(declarations) > 10
    assert [line for line in declarations if not re.fullmatch(r"--[\w-]+: #[0-9a-f]+", line)] == []


def own_pages():
    """Pages that have no address of their own."""
    refused = permission_denied(RequestFactory().get("/admin/"), None)
    return {"403": refused.content.decode(), "500": render_to_string("500.html")}


@pytest.mark.parametrize("name", ["403", "500"])
def test_an_error_page_fits_and_can_be_used_by_everybody(shown, site, name):
    body = own_pages()[name]
    shown.route("**/broken", lambda route: route.fulfill(body=body, content_type="text/html"))
    shown.goto(f"{site}/broken")
    expect(shown.get_by_role("heading", level=1)).to_be_visible()
    look_at_every_width(shown)


def test_the_list_of_keys_can_be_used_by_everybody(page, site):
    page.goto(f"{site}/method/")
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert problems(page, EVERY_RULE) == []


# --- journeys, with script and without ------------------------------------------------------------


@pytest.fixture(params=["with script", "without script"])
def reader(request, new_context):
    return new_context(java_script_enabled=request.param == "with script").new_page()


def follow(page, link, address):
    """Press a link and wait for what it leads to; the page need not be loaded anew."""
    link.click()
    page.wait_for_url(address)


def test_each_facet_narrows_and_its_chip_widens_again(reader, site):
    reader.goto(f"{site}/?from=1920&to=1936")
    whole = reader.locator("#results").inner_text()
    facets = reader.locator("details.facet").count()
    assert facets == 8
    for number in range(facets):
        facet = reader.locator("details.facet").nth(number)
        if facet.get_attribute("open") is None:
            facet.locator("summary").first.click()
        choice = facet.locator("a.choice").first
        count = choice.locator(".count").inner_text().split()[0]
        follow(reader, choice, f"{site}{choice.get_attribute('href')}")
        expect(reader.locator("#results")).to_contain_text(f"{count} quotation")
        chip = reader.locator("a.chip").first
        follow(reader, chip, f"{site}/?from=1920&to=1936")
        expect(reader.locator("#results")).to_have_text(whole)


def test_filters_combine_and_the_title_says_them(reader, site):
    reader.goto(site)
    follow(reader, reader.locator("#topic-party-dictatorship"), f"{site}/?topic=party-dictatorship")
    reader.locator("#speaker-leon-trotsky").click()
    address = f"{site}/?speaker=leon-trotsky&topic=party-dictatorship"
    reader.wait_for_url(address)
    expect(reader).to_have_title(
        "Leon Trotsky: Dictatorship of the party, 1918–1940 · Who said what, when"
    )
    expect(reader.get_by_role("heading", level=1)).to_have_text(
        "Leon Trotsky: Dictatorship of the party, 1918–1940"
    )
    follow(reader, reader.locator("#clear-all"), f"{site}/")


def test_words_and_years_are_searched_with_the_form(reader, site):
    reader.goto(f"{site}/?speaker=leon-trotsky")
    reader.get_by_label("Search the words").fill("deserters")
    reader.get_by_label("From", exact=True).fill("1918")
    reader.get_by_label("To", exact=True).fill("1921")
    reader.get_by_role("button", name="Apply").click()
    expect(reader).to_have_url(f"{site}/?speaker=leon-trotsky&from=1918&to=1921&q=deserters")
    expect(reader.locator(".passage-card mark").first).to_have_text("[d]eserters")


def test_a_year_of_the_histogram_sets_the_range(reader, site):
    reader.goto(site)
    bar = reader.locator("#bar-1920")
    count = bar.locator(".n").inner_text()
    follow(reader, bar, f"{site}/?from=1920&to=1920")
    expect(reader.locator("#results")).to_contain_text(f"{count} quotations")


def test_an_address_shows_a_second_visitor_the_same(reader, site, new_context):
    reader.goto(f"{site}/?topic=soviets")
    follow(
        reader, reader.locator("#speaker-leon-trotsky"), "**/?speaker=leon-trotsky&topic=soviets"
    )
    visitor = new_context().new_page()
    visitor.goto(reader.url)
    for page in (reader, visitor):
        expect(page.locator("h1")).to_have_text("Leon Trotsky: Soviets, 1918–1940")
    words = [page.locator(".words").all_inner_texts() for page in (reader, visitor)]
    assert words[0] == words[1] != []


def test_hidden_readings_stay_hidden_from_page_to_page(reader, site):
    reader.goto(f"{site}/?topic=soviets")
    expect(reader.locator(".reading").first).to_be_visible()
    follow(reader, reader.locator("#readings-off"), f"{site}/?topic=soviets&readings=off")
    expect(reader.locator(".reading")).to_have_count(0)
    for selector in (".passage-card .date a", "aside .facts cite a", ".site-nav a >> nth=2"):
        reader.locator(selector).first.click()
        reader.wait_for_url("**readings=off**")
        expect(reader.locator("h1")).to_have_count(1)
        expect(reader.locator(".reading, .shape")).to_have_count(0)


def test_a_quotation_is_opened_and_left_again(reader, site):
    reader.goto(f"{site}/?topic=soviets")
    link = reader.locator(".passage-card .date a").nth(3)
    identity = link.get_attribute("id")
    link.click()
    reader.wait_for_url("**/quotations/*/")
    expect(reader.get_by_role("link", name="Report a problem")).to_have_count(0)
    reader.go_back()
    expect(reader).to_have_url(f"{site}/?topic=soviets")
    expect(reader.locator(f"#{identity}")).to_be_in_viewport()


# --- what only a script can do --------------------------------------------------------------------


def test_back_returns_to_the_place_and_the_link_that_was_followed(page, site):
    page.goto(f"{site}/?topic=soviets")
    choice = page.locator("#speaker-leon-trotsky")
    choice.scroll_into_view_if_needed()
    top = page.evaluate("scrollY")
    follow(page, choice, "**speaker=leon-trotsky**")
    expect(choice).to_be_focused()
    link = page.locator(".passage-card .date a").nth(2)
    identity = link.get_attribute("id")
    link.scroll_into_view_if_needed()
    below = page.evaluate("scrollY")
    follow(page, link, "**/quotations/*/")
    page.go_back()
    expect(page.locator(f"#{identity}")).to_be_focused()
    assert page.evaluate("scrollY") == below
    page.go_back()
    expect(page).to_have_url(f"{site}/?topic=soviets")
    expect(choice).to_be_focused()
    page.wait_for_function("top => scrollY === top", arg=top)


def test_new_results_leave_the_page_where_it_is(page, site):
    page.goto(f"{site}/?speaker=leon-trotsky")
    add = page.locator("a[id^=pick-]").nth(6)
    identity = add.get_attribute("id")
    add.scroll_into_view_if_needed()
    before = add.bounding_box()["y"]
    add.click()
    dropped = page.locator(f"#{identity}[aria-current]")
    expect(dropped).to_be_focused()
    assert dropped.bounding_box()["y"] == before
    expect(page.get_by_role("complementary", name="Gathered for a contrast")).to_be_in_viewport()


def test_the_count_is_announced(page, site):
    page.goto(site)
    follow(page, page.locator("#topic-army, #topic-repression").first, "**topic=**")
    tally = page.locator("#results").inner_text()
    expect(page.locator("#announce[role=status]")).to_have_text(tally)


def test_a_long_facet_can_be_searched(page, site):
    page.goto(site)
    facet = page.locator("#facet-topic")
    expect(facet.get_by_role("searchbox")).to_have_count(0)
    facet.locator("#more-topic").click()
    field = facet.get_by_role("searchbox", name="Find in question")
    field.fill("SOCIALISM")
    expect(facet.locator("a.choice:visible")).to_have_count(1)
    expect(facet.locator("a.choice:visible")).to_contain_text("Socialism in one country")
    expect(page.locator("#announce")).to_have_text("1 found")
    field.fill("")
    expect(facet.locator("a.choice:visible")).to_have_count(21)


def test_without_a_script_there_is_no_field_that_does_nothing(page_without_script, site):
    page_without_script.goto(site)
    page_without_script.locator("#more-topic").click()
    expect(page_without_script.locator("#facet-topic a.choice")).to_have_count(21)
    expect(page_without_script.locator("#facet-topic input")).to_have_count(0)
    expect(page_without_script.locator("button:visible")).to_have_text(["Apply"])


def test_years_stay_in_sight_while_their_passages_are_read(page, site):
    page.goto(f"{site}/?topic=party-dictatorship")
    head = page.locator("#y1920 .year-head")
    page.locator("#y1920 .passage-card").nth(2).scroll_into_view_if_needed()
    page.locator("#y1920 .passage-card").nth(2).evaluate("card => card.scrollIntoView()")
    assert head.bounding_box()["y"] == 0


def test_a_card_is_copied_with_its_evidence(new_context, site):
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}/?speaker=karl-radek")
    page.get_by_role("button", name="Copy").first.click()
    expect(page.locator("#announce")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert copied[0].startswith("“may well hesitate in the days of great difficulties")
    assert copied[-2].startswith("— Karl Radek once between 1 April and 12 May 1921 inferred")
    assert copied[-1].startswith(f"{site}/quotations/")


def test_a_problem_is_reported_by_a_prepared_mail(page, site, settings):
    settings.REPORT_EMAIL = "editor@example.org"
    page.goto(site + filled("/quotations/{block}/"))
    report = page.get_by_role("article").get_by_role("link", name="Report a problem")
    address = report.get_attribute("href")
    assert address.startswith("mailto:editor@example.org?subject=")
    assert filled("{block}") in address


@pytest.mark.parametrize("address", ["/", "/?topic=soviets", "/contrast/whose-state/", "/method/"])
def test_the_head_stands_at_the_top_of_every_page(page, site, address):
    page.goto(site + address)
    assert page.locator(".site-header").bounding_box()["y"] == 0
