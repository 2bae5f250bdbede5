"""The chart in a real browser: hit areas, arrow keys, words, dragging, and coming back."""

import re
from itertools import combinations

import pytest
from playwright.sync_api import expect

FILTERED = "/?speaker=leon-trotsky&topic=party-dictatorship"
HIT = 24
SHOWN = "#chart .lanes:not(details .lanes) a.mark"
BOXES = """
() => [...document.querySelectorAll('#chart .lane > svg')].map((lane) =>
  [...lane.querySelectorAll('a.mark')].map((mark) => {
    const use = mark.querySelector('use');
    const at = lane.getBoundingClientRect();
    const x = parseFloat(use.getAttribute('x')) + parseFloat(use.getAttribute('width') || 0) / 2;
    return [at.left + x / 100 * at.width, at.top + parseFloat(use.getAttribute('y'))];
  }))
"""


def name(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def marks(page):
    return page.locator(SHOWN)


# --- what can be hit ------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 820, 1440])
def test_hit_areas_overlap_by_less_than_half(new_context, site, width):
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto(site)
    page.locator("#more-lanes").click()
    page.wait_for_url("**/?more=lanes")
    lanes = page.evaluate(BOXES)
    assert sum(map(len, lanes)) > 100
    for lane in lanes:
        for (x, y), (other_x, other_y) in combinations(lane, 2):
            across, down = max(0, HIT - abs(x - other_x)), max(0, HIT - abs(y - other_y))
            assert across * down < HIT * HIT / 2


@pytest.mark.parametrize("away", [(0, 0), (11, 0), (-11, 0), (0, 11), (0, -11)])
def test_a_mark_that_stands_alone_answers_to_24_pixels(page, site, away):
    page.goto(f"{site}{FILTERED}&from=1939&to=1939")
    [[[x, y]]] = page.evaluate(BOXES)
    page.mouse.click(x + away[0], y + away[1])
    expect(page).to_have_url(re.compile("/quotations/[a-z0-9]+/"))


def test_the_chart_has_a_mark_for_each_passage_of_a_speaker(page, site):
    page.goto(f"{site}/?speaker=leon-trotsky&lanes=speaker")
    passages = int(re.search(r"in (\d+) passages", page.locator("#results").inner_text())[1])
    assert marks(page).count() == passages


def test_it_fits_a_phone(new_context, site):
    page = new_context(viewport={"width": 320, "height": 800}).new_page()
    page.goto(site)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


# --- the keyboard ---------------------------------------------------------------------------------


def test_the_marks_are_one_tab_stop(page, site):
    page.goto(site)
    assert page.locator("#chart a.mark[tabindex='0']").count() == 1
    page.locator("#chart a.skip").focus()
    seen = []
    for _ in range(3):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.matches('a.mark')"))
    assert sum(seen) == 1


def test_the_arrow_keys_visit_every_mark_once_in_order_of_time(page, site):
    page.goto(site + FILTERED)
    places = page.evaluate(BOXES)[0]
    page.locator("#chart a.mark[tabindex='0']").focus()
    visited = []
    for _ in range(len(places)):
        box = page.evaluate(
            """() => {
              const all = [...document.querySelectorAll('#chart a.mark')];
              return all.indexOf(document.activeElement);
            }"""
        )
        visited.append(box)
        page.keyboard.press("ArrowRight")
    assert sorted(visited) == list(range(len(places)))
    times = [places[index][0] for index in visited]
    assert times == sorted(times)


def test_across_the_lanes_too(page, site):
    page.goto(site)
    number = marks(page).count()
    page.locator("#chart a.mark[tabindex='0']").focus()
    focused = "document.activeElement"
    seen = set()
    for _ in range(number):
        seen.add(page.evaluate(f"[...document.querySelectorAll('a.mark')].indexOf({focused})"))
        page.keyboard.press("ArrowRight")
    assert len(seen) == number


def test_the_keys_lead_back_and_to_the_ends(page, site):
    page.goto(site)
    page.locator("#chart a.mark[tabindex='0']").focus()
    first = name(page)
    page.keyboard.press("ArrowRight")
    second = name(page)
    page.keyboard.press("ArrowLeft")
    assert (name(page), second != first) == (first, True)
    page.keyboard.press("End")
    last = name(page)
    page.keyboard.press("ArrowRight")
    assert name(page) == last
    page.keyboard.press("Home")
    assert name(page) == first


def test_up_and_down_lead_to_the_next_lane_and_back(page, site):
    page.goto(site)
    lane = "document.activeElement.closest('.lane').querySelector('.lane-label a').textContent"
    labels = page.locator("#chart .lanes:not(details .lanes) .lane-label a").all_inner_texts()
    page.locator("#chart .lane").nth(1).locator("a.mark").first.focus()
    page.keyboard.press("ArrowUp")
    assert page.evaluate(lane) == labels[0]
    page.keyboard.press("ArrowDown")
    assert page.evaluate(lane) == labels[1]
    page.keyboard.press("ArrowDown")
    assert page.evaluate(lane) == labels[2]


def test_a_keyboard_user_opens_a_mark_and_comes_back_to_it(page, site):
    page.goto(site + FILTERED)
    page.locator("#chart a.mark[tabindex='0']").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    opened = name(page)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/quotations/[a-z0-9]+/"))
    page.go_back()
    page.wait_for_function("() => document.activeElement.matches('a.mark')")
    assert name(page) == opened


def test_the_marks_are_walked_after_a_swap_as_well(page, site):
    page.goto(site)
    page.locator("#bar-1936").click()
    expect(page).to_have_url(re.compile("from=1936&to=1936"))
    stop = page.locator("#chart a.mark[tabindex='0']")
    expect(stop).to_have_count(1)
    stop.focus()
    before = name(page)
    page.keyboard.press("ArrowRight")
    assert name(page) != before


# --- words ----------------------------------------------------------------------------------------


def test_focus_shows_the_words_and_escape_hides_them(page, site):
    page.goto(site + FILTERED)
    page.locator("#chart a.mark[tabindex='0']").focus()
    words = page.locator(".mark-words")
    expect(words).to_have_count(1)
    assert words.inner_text().split() == name(page).split()
    page.keyboard.press("Escape")
    expect(words).to_have_count(0)


def test_hovering_shows_the_words_and_they_can_be_hovered_themselves(page, site):
    page.goto(site + FILTERED)
    mark = marks(page).first
    mark.hover()
    words = page.locator(".mark-words")
    expect(words).to_have_count(1)
    words.hover()
    expect(words).to_have_count(1)
    page.locator("h1").hover()
    expect(words).to_have_count(0)


def test_the_words_stay_on_the_screen_of_a_phone(new_context, site):
    page = new_context(viewport={"width": 320, "height": 800}).new_page()
    page.goto(site + FILTERED)
    for key in ("Home", "End"):
        page.locator("#chart a.mark[tabindex='0']").focus()
        page.keyboard.press(key)
        box = page.locator(".mark-words").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


# --- years ----------------------------------------------------------------------------------------


def drag(page, start, end):
    one, other = (page.locator(place).bounding_box() for place in (start, end))
    page.mouse.move(one["x"] + one["width"] / 2, one["y"] + one["height"] - 3)
    page.mouse.down()
    page.mouse.move(other["x"] + other["width"] / 2, other["y"] + other["height"] - 3, steps=5)
    page.mouse.up()


@pytest.mark.parametrize(("start", "end"), [("1920", "1923"), ("1923", "1920")])
def test_dragging_over_the_histogram_sets_the_range(page, site, start, end):
    page.goto(f"{site}/?speaker=leon-trotsky")
    drag(page, f"#bar-{start}", f"#bar-{end}")
    expect(page).to_have_url(f"{site}/?speaker=leon-trotsky&from=1920&to=1923")
    expect(page.locator("#from")).to_have_value("1920")


def test_dragging_over_the_axis_does_as_well(page, site):
    page.goto(site)
    page.locator(".chart-axis .years").scroll_into_view_if_needed()
    box = page.locator(".chart-axis .years").bounding_box()
    year, y = box["width"] / 23, box["y"] + 8
    page.mouse.move(box["x"] + year * 2.5, y)
    page.mouse.down()
    page.mouse.move(box["x"] + year * 5.5, y, steps=5)
    page.mouse.up()
    expect(page).to_have_url(f"{site}/?from=1920&to=1923")


def test_a_click_on_a_bar_shows_its_year(page, site):
    page.goto(site)
    page.locator("#bar-1936").click()
    expect(page).to_have_url(f"{site}/?from=1936&to=1936")


# --- without script -------------------------------------------------------------------------------


def test_without_script_a_skip_link_passes_the_chart(page_without_script, site):
    page = page_without_script
    page.goto(site)
    page.locator("#chart a.skip").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#results")
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("link => !link.closest('#chart')")


def test_without_script_marks_and_years_are_links(page_without_script, site):
    page = page_without_script
    page.goto(site)
    page.locator("#bar-1936").click()
    expect(page).to_have_url(f"{site}/?from=1936&to=1936")
    marks(page).first.click()
    expect(page).to_have_url(re.compile("/quotations/[a-z0-9]+/"))
    page.go_back()
    expect(page).to_have_url(f"{site}/?from=1936&to=1936")
