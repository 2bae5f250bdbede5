"""Pictures of the main pages with the shipped data, into docs/screenshots: make screenshots

Three widths in light, and two pages in dark. Names say page, width and scheme, and pictures stay
the same while the pages do. At most TALLEST pixels of each page are shown, in few enough colours.
"""

import io
import sys

from PIL import Image
from playwright.sync_api import sync_playwright

from bench.lighthouse import main_pages
from bench.site import LOAD, ROOT, served
from tests.browser import chromium

FOLDER = ROOT / "docs" / "screenshots"
WIDTHS = {360: 780, 820: 1180, 1440: 1000}
TALLEST = {360: 2400, 820: 2000, 1440: 1600}
COLOURS = 128
MOST_BYTES = 4_000_000  # all pictures together
DARK = ("timeline", "contrast")


def pages(site):
    """Name → path."""
    front, quotation, speaker, contrast = main_pages(site)
    return {
        "front": front,
        "timeline": "/?topic=party-dictatorship",
        "quotation": quotation,
        "speaker": speaker,
        "contrast": contrast,
        "table": "/?topic=party-dictatorship&view=table",
        "lines": "/?q=%22dictatorship+of+the+party%22&view=lines",
    }


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with served(*LOAD) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch_options())
        for name, path in pages(site).items():
            for width in WIDTHS:
                take(browser, site + path, name, width, "light")
            if name in DARK:
                take(browser, site + path, name, 1440, "dark")
        browser.close()
    total = sum(file.stat().st_size for file in FOLDER.glob("*.png"))
    print(f"{len(list(FOLDER.glob('*.png')))} pictures, {total / 1e6:.1f} MB")
    return 0 if total <= MOST_BYTES else f"More than {MOST_BYTES / 1e6:.0f} MB."


def take(browser, url, name, width, scheme):
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    page = context.new_page()
    answer = page.goto(url, wait_until="networkidle")
    if answer.status != 200:
        sys.exit(f"{url} answers {answer.status}.")
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST[width])
    page.set_viewport_size({"width": width, "height": height})
    save(page.screenshot(), FOLDER / f"{name}-{width}-{scheme}.png")
    context.close()


def save(png, file):
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    # The method that keeps rare colours: those of the marks are a few pixels each.
    few = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
