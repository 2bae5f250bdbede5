"""What the first view of the timeline may cost, with the shipped data. Nothing is timed."""

from urllib.parse import urlsplit

import brotli
import pytest

MOST_BYTES = 60_000
MOST_ELEMENTS = 1500
FRONT = "/"
FILTERED = "/?speaker=leon-trotsky"
VIEWS = [FRONT, FILTERED, "/?speaker=leon-trotsky&view=table", "/?q=party&view=lines"]
WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
        window.shifts.push(...entry.sources.map(({ node }) => node?.outerHTML.slice(0, 80)));
}).observe({ type: "layout-shift", buffered: true });
"""
# Two frames after the fonts, everything that moves by itself has moved.
SETTLED = """() => document.fonts.ready.then(() => new Promise((done) =>
    requestAnimationFrame(() => requestAnimationFrame(done))))"""


def opened(page, address):
    """Open a page and wait until it rests; what it asked for, as it came to an end."""
    asked = []
    page.on("requestfinished", lambda request: asked.append(request))
    page.goto(address, wait_until="networkidle")
    page.evaluate(SETTLED)
    return asked


def bytes_on_the_wire(request):
    """The page as it came, compressed; a file as production sends it, compressed once for all."""
    if request.resource_type == "document":
        return request.sizes()["responseBodySize"]
    return len(brotli.compress(request.response().body()))


@pytest.mark.parametrize("view", VIEWS)
def test_a_first_view_fits_into_its_bytes(page, site, view):
    asked = opened(page, site + view)
    assert [request.resource_type for request in asked].count("stylesheet") == 1
    [document] = [request for request in asked if request.resource_type == "document"]
    assert document.response().header_value("content-encoding") == "gzip"
    assert sum(map(bytes_on_the_wire, asked)) <= MOST_BYTES


@pytest.mark.parametrize("view", VIEWS)
def test_a_first_view_has_few_enough_elements(page, site, view):
    opened(page, site + view)
    assert page.locator("*").count() <= MOST_ELEMENTS


@pytest.mark.parametrize("view", VIEWS)
def test_a_first_view_asks_nobody_else(page, site, view):
    asked = opened(page, site + view)
    assert {urlsplit(request.url).netloc for request in asked} == {urlsplit(site).netloc}


@pytest.mark.parametrize("width", [360, 820, 1440])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_moves_while_a_first_view_loads(new_context, site, view, width):
    context = new_context(viewport={"width": width, "height": 900})
    context.add_init_script(WATCH_SHIFTS)
    page = context.new_page()
    opened(page, site + view)
    assert page.evaluate("shifts") == []


def test_a_shift_would_be_seen(page, site):
    page.context.add_init_script(WATCH_SHIFTS)
    opened(page, site)
    page.evaluate("document.querySelector('main').prepend(document.createElement('hr'), 'Late')")
    page.wait_for_function("() => shifts.length > 0")
