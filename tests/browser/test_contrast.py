"""Contrasts in a real browser: gathered from cards, changed, shared, printed."""

import re
from base64 import b64encode
from pathlib import Path

import pytest
from playwright.sync_api import expect

from quotes.models import Contrast, Quotation

NO_SUBSTITUTION = "/contrast/no-substitution-and-an-episodic-act/"
# What the margins leave of a sheet of A4, in pixels.
UPRIGHT = {"width": 714, "height": 1047}
WIDE = {"width": 1047, "height": 726}
CUT_OFF = """
() => [...document.querySelectorAll('.quotation p, .source, .reading, .date, .side-head h2')]
  .filter((element) => {
    const at = element.getBoundingClientRect();
    const isBlock = getComputedStyle(element).display !== 'inline';
    return at.width === 0 || at.right > innerWidth + 0.5 || at.left < 0
      || isBlock && element.scrollWidth > element.clientWidth + 1;
  })
  .map((element) => element.textContent.slice(0, 40))
"""


@pytest.fixture(params=["with script", "without script"])
def reader(request, new_context):
    return new_context(java_script_enabled=request.param == "with script").new_page()


def cards(page):
    """The refs of each side's cards, by the side's letter."""
    found = {}
    for side in page.locator(".side:not(.is-empty)").all():
        letter = side.locator(".side-letter").inner_text() or side.get_attribute("aria-label")[0]
        found.setdefault(letter, []).extend(
            card.get_attribute("id").removeprefix("p-") for card in side.locator("article").all()
        )
    return found


def letters(page):
    return page.locator(".side-head .side-letter").all_inner_texts()


def gather(page, *numbers):
    """Add the cards with these numbers; gives their refs."""
    refs = []
    for number in numbers:
        card = page.locator(".passage-card").nth(number)
        ref = card.get_attribute("id").removeprefix("p-")
        card.get_by_role("link", name="Add to contrast").click()
        expect(page.locator(f"#pick-{ref}")).to_have_text("Drop from contrast")
        refs.append(ref)
    return refs


def test_a_contrast_is_built_from_cards_swapped_and_reduced(reader, site):
    reader.goto(f"{site}/?topic=soviets")
    first, second, third = gather(reader, 0, 2, 4)
    panel = reader.get_by_role("complementary", name="Gathered for a contrast")
    expect(panel).to_contain_text("3 passages gathered for a contrast")
    panel.get_by_role("link", name="Set side by side").click()
    expect(reader).to_have_url(f"{site}/contrast/?a.ref={first}&b.ref={second}&c.ref={third}")
    assert cards(reader) == {"A": [first], "B": [second], "C": [third]}
    reader.get_by_role("link", name="Remove side C").click()
    expect(reader).to_have_url(f"{site}/contrast/?a.ref={first}&b.ref={second}")
    reader.get_by_role("link", name="Swap sides").click()
    expect(reader).to_have_url(f"{site}/contrast/?a.ref={second}&b.ref={first}")
    assert cards(reader) == {"A": [second], "B": [first]}
    reader.get_by_role("link", name="Remove side A").click()
    expect(reader).to_have_url(f"{site}/contrast/?a.ref={first}")
    assert letters(reader) == ["A"]


def test_what_was_gathered_can_be_dropped_and_is_full_at_four(reader, site):
    reader.goto(f"{site}/?topic=soviets")
    refs = gather(reader, 0, 1, 2, 3)
    expect(reader.get_by_role("link", name="Add to contrast")).to_have_count(0)
    reader.locator(f"#pick-{refs[1]}").click()
    expect(reader.locator(f"#pick-{refs[1]}")).to_have_text("Add to contrast")
    expect(reader.locator(".picks .button")).to_have_attribute(
        "href",
        "/contrast/?"
        + "&".join(f"{a}.ref={r}" for a, r in zip("abc", [refs[0], *refs[2:]], strict=True)),
    )


def test_a_quotations_page_starts_a_contrast(reader, site):
    reader.goto(f"{site}/?topic=soviets")
    reader.locator(".passage-card .date a").first.click()
    reader.get_by_role("link", name="Add to contrast").first.click()
    expect(reader.locator(".picks")).to_contain_text("1 passage gathered for a contrast")
    expect(reader.locator(".picks")).to_contain_text("Add another passage from any card.")


def test_a_plain_form_makes_a_contrast(reader, site):
    reader.goto(f"{site}/contrast/")
    reader.get_by_label("Question for every side").select_option("Dictatorship of the party")
    for letter, speaker in (("A", "Leon Trotsky"), ("B", "Joseph Stalin")):
        side = reader.get_by_role("group", name=f"Side {letter}")
        side.get_by_label("Speaker").select_option(speaker)
    reader.get_by_role("group", name="Side A").get_by_label("From").fill("1924")
    reader.get_by_role("button", name="Show the contrast").click()
    expect(reader).to_have_url(
        f"{site}/contrast/?topic=party-dictatorship&a.speaker=leon-trotsky&a.from=1924"
        "&b.speaker=joseph-stalin"
    )
    expect(reader.locator("h1")).to_have_text(
        "Dictatorship of the party: Leon Trotsky, from 1924 · Joseph Stalin, 1918–1940"
    )


def test_a_contrast_shows_a_second_visitor_the_same(reader, site, new_context):
    reader.goto(f"{site}/?topic=soviets")
    gather(reader, 0, 2)
    reader.locator(".picks .button").click()
    reader.wait_for_url("**/contrast/**")
    visitor = new_context().new_page()
    visitor.goto(reader.url)
    assert cards(visitor) == cards(reader)
    assert visitor.locator("h1").inner_text() == reader.locator("h1").inner_text()


def test_readings_are_hidden_and_shown_again(reader, site):
    reader.goto(site + NO_SUBSTITUTION)
    expect(reader.locator(".balance").first).to_be_visible()
    reader.get_by_role("link", name="Hide readings").click()
    expect(reader).to_have_url(f"{site}{NO_SUBSTITUTION}?readings=off")
    expect(reader.locator(".balance, .reading, .shape")).to_have_count(0)
    reader.locator(".speaker a").first.click()
    reader.wait_for_url("**/speakers/**readings=off")
    reader.go_back()
    reader.get_by_role("link", name="Show readings").click()
    expect(reader.locator(".balance").first).to_be_visible()


def test_the_link_is_copied(new_context, site):
    page = new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(site + NO_SUBSTITUTION)
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator("#announce")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == site + NO_SUBSTITUTION


# --- on paper -------------------------------------------------------------------------------------

SHEETS = {
    "after-the-revolution-betrayed": 2,
    "army-methods": 1,
    "break-or-continuity": 2,
    "dictatorship-of-the-class-of-the-party": 2,
    "no-substitution-and-an-episodic-act": 2,
    "one-party-or-several": 1,
    "the-left-opposition-in-books-documents-memories": 2,
    "who-runs-the-factory": 2,
    "whose-state": 2,
    "workers-democracy-one-phrase": 2,
}


# Narrow, usual and wide, from faces/: what fits in all three does so whatever a reader has.
FACES = ("eb-garamond", "source-serif-4", "libre-baskerville")
WEAR = """
async ([face, files]) => {
  for (const [style, data] of Object.entries(files)) {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    document.fonts.add(await new FontFace(face, bytes, { style }).load());
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:root { --serif: "${face}" !important; --sans: "${face}" !important }`);
  document.adoptedStyleSheets = [sheet];
}
"""
GATHERED = "?topic=soviets&a.ref={}&b.ref={}&c.ref={}"
IN_POINTS = "(all) => all.map((words) => parseFloat(getComputedStyle(words).fontSize) * 0.75)"


def wear(page, face):
    """Set the whole page in one of the faces that come with the tests."""
    files = {
        style: b64encode((Path(__file__).parent / f"faces/{face}-{style}.woff2").read_bytes())
        for style in ("normal", "italic")
    }
    page.evaluate(WEAR, [face, {style: data.decode() for style, data in files.items()}])


@pytest.mark.parametrize(
    ("address", "sheets"), [*((f"{slug}/", most) for slug, most in SHEETS.items()), (GATHERED, 9)]
)
def test_a_handout_is_whole_on_its_sheets_in_any_face(shown, site, address, sheets):
    refs = Quotation.objects.filter(positions__topic__slug="soviets", kind="inline")
    shown.goto(f"{site}/contrast/{address.format(*refs.values_list('ref', flat=True)[:3])}")
    texts = shown.locator(".quotation").all_inner_texts()
    many_columns = shown.locator(".is-parallel:is(.sides-3, .sides-4)").count()
    shown.emulate_media(media="print")
    shown.set_viewport_size(WIDE if many_columns else UPRIGHT)
    assert shown.locator(".quotation").all_inner_texts() == texts
    assert min(shown.locator(".quotation").evaluate_all(IN_POINTS)) >= 8.49
    expect(shown.locator(".side-head h2").first).to_be_visible()
    expect(
        shown.locator(".actions:visible, .site-nav:visible, .contrast-form:visible")
    ).to_have_count(0)
    for face in FACES:
        wear(shown, face)
        assert shown.evaluate(CUT_OFF) == [], face
        paper = shown.pdf(prefer_css_page_size=True, format="A4")
        assert 1 <= len(re.findall(rb"/Type ?/Page\b", paper)) <= sheets, face


@pytest.mark.parametrize(("readings", "shown"), [("on", True), ("off", False)])
def test_readings_are_on_paper_only_where_they_are_on(page, site, readings, shown):
    page.goto(f"{site}{NO_SUBSTITUTION}?readings={readings}")
    page.emulate_media(media="print")
    assert (page.locator(".reading:visible").count() > 0) == shown


def test_every_composed_contrast_has_its_number_of_sheets(site):
    assert sorted(SHEETS) == sorted(Contrast.objects.values_list("slug", flat=True))
