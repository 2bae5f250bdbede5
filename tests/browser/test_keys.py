"""The site by keyboard alone."""

import pytest
from playwright.sync_api import expect

from quotes.models import Quotation


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')")


def test_the_first_stop_leads_past_the_navigation(page, site):
    page.goto(site)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_reader_filters_searches_opens_and_returns_by_keyboard(page, site):
    page.goto(site)
    page.keyboard.press("/")
    expect(page.get_by_label("Search the words")).to_be_focused()
    page.keyboard.type("vanguard")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/?q=vanguard")
    page.locator("#topic-vanguard-and-class").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/?topic=vanguard-and-class&q=vanguard")
    expect(page.locator("#topic-vanguard-and-class")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator(".passage-card .date a").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(".passage-card .date a").first).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/quotations/*/")
    page.go_back()
    expect(second).to_be_focused()


@pytest.mark.parametrize("view", ["table", "lines"])
def test_j_and_k_walk_the_other_views_too(page, site, view):
    page.goto(f"{site}/?q=vanguard&view={view}")
    links = page.locator(".table-words a, .line-head a")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(links.first).to_be_focused()


# What has the focus, as words: whether it is the last, and whether something lies over it.
STOP = """
() => {
  const stop = document.activeElement;
  const words = stop.textContent.trim().replace(/\\s+/g, " ");
  const isLast = stop.closest(".site-footer") !== null;
  if (stop === document.body || stop.closest(".picks, .chart")) return [words, isLast, false];
  return [words, isLast, ![...stop.getClientRects()].some((line) => {
    const above = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2);
    return above && stop.contains(above);
  })];
}
"""


def test_every_stop_can_be_seen_when_the_keyboard_reaches_it(page, site):
    gathered = Quotation.objects.get(text__startswith="In the hands of the party").ref
    page.goto(f"{site}/?topic=army&pick={gathered}")
    stops, covered, is_last = 0, [], False
    while not is_last:
        page.keyboard.press("Tab")
        stops += 1
        words, is_last, is_covered = page.evaluate(STOP)
        if is_covered:
            covered.append(words)
    assert stops > 50
    assert covered == []


def test_the_keys_are_listed_and_can_be_switched_off_for_good(page, site):
    page.goto(site)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Use these keys").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_label("Search the words")).not_to_be_focused()
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")
    page.get_by_role("button", name="Keys").press("Enter")
    dialog.get_by_label("Use these keys").check()
    dialog.get_by_role("button", name="Close").press("Enter")
    page.keyboard.press("/")
    expect(page.get_by_label("Search the words")).to_be_focused()


def test_letters_that_are_typed_stay_letters(page, site):
    page.goto(site)
    page.get_by_label("Search the words").press_sequentially("j/k?")
    expect(page.get_by_label("Search the words")).to_have_value("j/k?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
