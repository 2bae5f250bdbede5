"""Our timeline beside TimelineJS3 and vis-timeline, with the same quotations: make bench-page

    python -m bench.page [--runs N] [--sizes 200,2000,10000]

Each page is opened anew, with nothing cached, in the installed Chromium; everything on this
machine. A figure is the median of the runs. Exits with 1 when one of our bars is missed.
bench/README.md says what each figure means.
"""

import argparse
import contextlib
import json
import sys
import urllib.request
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import sync_playwright

from bench import rivals
from bench.site import LOAD, served
from tests.browser import chromium

VIEWPORT = {"width": 1280, "height": 2400}  # our first words stand below the chart
PATIENCE = 900_000  # milliseconds until a page that shows nothing is given up
CALM = 700  # milliseconds without a new element or a long task: the page is done
LONG = 5_000  # milliseconds
SLOWER = 4  # how many times slower the processor is while blocking is measured
# What holds a quotation's words.
OURS = ("ours", "ours, made anew")
PAGES = {
    **dict.fromkeys(OURS, ("/", ".passage-card .quotation")),
    "TimelineJS3": ("/timelinejs", ".tl-slide .tl-text-content"),
    "vis-timeline": ("/vis", ".vis-item .vis-item-content"),
}
HAS_A_SESSION = {"name": "sessionid", "value": "nobody"}  # for such a visitor nothing is kept
MOST_BYTES = 60_000
MOST_ELEMENTS = 1500
MOST_BLOCKING = 100
SHARE_OF_TIME = {200: 3, 2000: 10, 10000: 30}
MOST_GROWTH = 1.2

WATCH = """
(selector) => {
  const seen = (window.benchSeen = { first: null, tasks: [], shift: 0, changed: 0, elements: 0 });
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) {
      seen.tasks.push([task.startTime, task.startTime + task.duration]);
      seen.changed = performance.now();
    }
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  const isVisible = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && box.top < innerHeight && box.bottom > 0
      && box.left < innerWidth && box.right > 0 && element.innerText.trim() !== ""
      && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const look = () => {
    const found = document.querySelectorAll(selector);
    for (let place = 0; place < Math.min(found.length, 20); place++) {
      if (!isVisible(found[place])) continue;
      // The frame after the one that draws it: by then it has been drawn.
      requestAnimationFrame(() => { seen.first = performance.now(); });
      return;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  setInterval(() => {
    const elements = document.getElementsByTagName("*").length;
    if (elements !== seen.elements) seen.changed = performance.now();
    seen.elements = elements;
  }, 100);
}
"""
# What tasks take beyond their first 50 ms, once something is to be seen: Total Blocking Time.
BLOCKED = """() => {
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  const parts = benchSeen.tasks.map(([start, end]) => end - Math.max(start, paint.startTime));
  return parts.reduce((sum, part) => sum + Math.max(0, part - 50), 0);
}"""
DONE = f"""() => benchSeen.first !== null && document.readyState === "complete"
  && performance.getEntriesByName("first-contentful-paint").length > 0
  && performance.now() - benchSeen.changed > {CALM}"""


@dataclass(frozen=True, slots=True)
class Load:
    """One opening of a page: bytes as sent, milliseconds, layout shift as Chromium scores it."""

    bytes: int
    elements: int
    first: float
    blocked: float
    shift: float


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sizes", default="200,2000,10000")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch_options())
        with served(*LOAD) as site:
            shipped = {name: measured(browser, site, name, options.runs) for name in OURS}
            missed = report_shipped(shipped)
        results = {size: compared(browser, size, options.runs) for size in sizes}
        browser.close()
    missed += report_bars(results)
    return 1 if missed else 0


def compared(browser, size, runs):
    """The three pages with so many quotations: name → medians. Prints them."""
    print(f"\n{size:,} synthetic quotations", flush=True)
    with contextlib.ExitStack() as stack:
        site = stack.enter_context(served("-m", "bench.seed", str(size)))
        rows = json.load(urllib.request.urlopen(f"{site}/quotations.json?years=all"))
        assert len(rows) == size
        others = stack.enter_context(rivals.served(rows))
        result = {}
        print(HEADING)
        for name in PAGES:
            result[name] = measured(browser, site if name in OURS else others, name, runs)
            print(line(name, result[name]), flush=True)
    for name in PAGES:
        if name not in OURS:
            print(f"{name + ' / ours':<22}{ratios(result[name], result['ours'])}")
    return result


def measured(browser, address, name, runs):
    """The median of the runs, figure by figure; blocking from runs of their own, slowed down."""
    quick = [opened(browser, address, name) for _ in range(runs)]
    # A page that takes a minute is slowed down once only.
    slow_runs = runs if median(load.first for load in quick) < LONG else 1
    slow = [opened(browser, address, name, SLOWER) for _ in range(slow_runs)]
    return Load(
        bytes=round(median(load.bytes for load in quick)),
        elements=round(median(load.elements for load in quick)),
        first=median(load.first for load in quick),
        blocked=median(load.blocked for load in slow),
        shift=median(load.shift for load in quick),
    )


def opened(browser, address, name, slower=1):
    path, selector = PAGES[name]
    context = browser.new_context(viewport=VIEWPORT)
    context.add_init_script(f"({WATCH})({json.dumps(selector)})")
    context.route(lambda url: not url.startswith((address, "data:")), foreign)
    if name == "ours, made anew":
        context.add_cookies([HAS_A_SESSION | {"url": address}])
    page = context.new_page()
    session = context.new_cdp_session(page)
    sizes = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(address + path, timeout=PATIENCE)
    page.wait_for_function(DONE, timeout=PATIENCE, polling=100)
    seen, blocked = page.evaluate("benchSeen"), page.evaluate(BLOCKED)
    context.close()
    return Load(round(sum(sizes)), seen["elements"], seen["first"], blocked, seen["shift"])


def foreign(route):
    raise SystemExit(f"A page asked another host: {route.request.url}")


HEADING = f"{'':<22}{'wire':>12}{'elements':>10}{'first':>11}{'blocked':>11}{'shift':>8}"


def line(name, load):
    return (
        f"{name:<22}{load.bytes / 1000:>9.1f} kB{load.elements:>10,}{load.first:>8.0f} ms"
        f"{load.blocked:>8.0f} ms{load.shift:>8.3f}"
    )


def ratios(load, ours):
    blocked = f"{load.blocked / ours.blocked:.1f} ×" if ours.blocked else "–"
    return (
        f"{load.bytes / ours.bytes:>10.1f} ×{load.elements / ours.elements:>8.1f} ×"
        f"{load.first / ours.first:>9.1f} ×{blocked:>11}"
    )


def report_shipped(shipped):
    print(f"The shipped data\n{HEADING}")
    for name, load in shipped.items():
        print(line(name, load))
    ours = shipped["ours"]
    return (
        bar("bytes on the wire", ours.bytes, MOST_BYTES)
        + bar("elements", ours.elements, MOST_ELEMENTS)
        + bar("layout shift", ours.shift, 0)
        + bar("blocked, 4 times slower, ms", ours.blocked, MOST_BLOCKING)
    )


def report_bars(results):
    """How many bars are missed with the synthetic data; prints each."""
    print()
    missed = 0
    for size, result in results.items():
        ours, rival = result["ours"], result["TimelineJS3"]
        if size in SHARE_OF_TIME:
            most = rival.first / SHARE_OF_TIME[size]
            missed += bar(f"{size:,}: first quotation, ms", ours.first, most)
        missed += bar(f"{size:,}: blocked, 4 times slower, ms", ours.blocked, MOST_BLOCKING)
        missed += bar(f"{size:,}: layout shift", ours.shift, 0)
    if {200, 10000} <= results.keys():
        few, many = results[200]["ours"].elements, results[10000]["ours"].elements
        missed += bar("elements with 10,000", many, few * MOST_GROWTH)
    return missed


def bar(what, value, most):
    met = value <= most
    print(f"{'met   ' if met else 'MISSED'}  {what}: {value:,.0f} of at most {most:,.0f}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
