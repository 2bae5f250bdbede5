"""How much processor time each kind of anonymous page takes, beside the front page.

    python -m bench.bounds [COUNT]

A temporary SQLite database is filled with COUNT synthetic quotations (20,000). Each address is made
anew a few times; the least of its times is set against that of `/`. A download is measured as far
as its first lines, which is how long a reader waits. Exits with 1 where anything takes more than
three times as long as the front page.
"""

import logging
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from random import Random

MOST = 3
TIMES = 3
FRONT = "/"
PAGES: dict[str, tuple[str, ...]] = {
    "timeline": (
        FRONT,
        "/?years=all",
        "/?page={page}",
        "/?sort=newest&lanes=speaker",
        "/?view=table",
        "/?q={word}&view=lines",
        "/?speaker={speaker}&topic={topic}",
        "/?more=source&more=speaker",
        "/?q=nothingofthekind",
    ),
    "contrast": (
        "/contrast/",
        "/contrast/?topic={topic}&a.to=1928&b.from=1929",
        "/contrast/?a.q={word}&b.speaker={speaker}&c.source={source}&d.basis=inferred",
    ),
    "composed_contrast": ("/contrast/{contrast}/",),
    "then_and_now": ("/contrast/then-and-now/",),
    "quotation": ("/quotations/{ref}/",),
    "export": ("/quotations.jsonl", "/quotations.json", "/quotations.csv?years=all"),
    "speakers": ("/speakers/",),
    "speaker": ("/speakers/{speaker}/", "/speakers/{speaker}/?years=all"),
    "topics": ("/topics/",),
    "topic": ("/topics/{topic}/",),
    "sources": ("/sources/",),
    "source": ("/sources/{source}/",),
    "year": ("/years/1921/",),
    "articles": ("/articles/",),
    "article": ("/articles/{article}/", "/articles/{article}/?page=2"),
    "method": ("/method/",),
    "corrections": ("/corrections/",),
    "glossary": ("/glossary/",),
    "data": ("/data/",),
    "favicon": ("/favicon.ico",),
    "robots": ("/robots.txt",),
    "sitemap": ("/sitemap.xml",),
    "django.contrib.sitemaps.views.sitemap": (
        "/sitemap-quotations.xml",
        "/sitemap-speakers.xml",
        "/sitemap-sources.xml",
        "/sitemap-contrasts.xml",
    ),
}
"""By the name of its address, each page in the forms that ask for something of their own."""


def main(count: int) -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.settings")
    with tempfile.TemporaryDirectory(prefix="timeline-bounds-") as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/db.sqlite3"
        django.setup()
        logging.disable(logging.WARNING)  # that nothing of the kind was found
        from django.core.management import call_command
        from django.test.utils import setup_test_environment

        from bench.seed import fill

        setup_test_environment()
        with_plain_static_files()
        call_command("migrate", verbosity=0)
        fill(count, Random(1917))
        return report(measured())


def with_plain_static_files() -> None:
    """So that nothing need be collected."""
    from django.conf import settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


def measured() -> Iterator[tuple[str, float]]:
    """Addresses with the seconds of processor time that each takes, the front page first."""
    named = names()
    for forms in PAGES.values():
        for form in forms:
            address = form.format(**named)
            seconds(address)  # templates are read once
            yield address, min(seconds(address) for _ in range(TIMES))


def seconds(address: str) -> float:
    """Until the page is there, compressed as for a browser, or the first lines of a download."""
    from django.core.cache import caches
    from django.test import Client

    caches["pages"].clear()
    # What is compressed on the way begins with a header, long before its first line.
    packed = {} if address.startswith("/quotations.") else {"Accept-Encoding": "gzip"}
    client = Client(headers=packed)
    begun = time.process_time()
    response = client.get(address)
    if response.streaming:
        sum(1 for _ in islice(response.streaming_content, 2))
    took = time.process_time() - begun
    response.close()
    if response.status_code not in (200, 301) and "nothingofthekind" not in address:
        raise RuntimeError(f"{address} is answered with {response.status_code}.")
    return took


def names() -> dict[str, str]:
    """What the addresses name: whoever and whatever has most quotations."""
    from django.db.models import Count

    from quotes.models import Contrast, Quotation

    def most(column: str) -> str:
        counted = Quotation.objects.published().order_by().values_list(column)
        return str(counted.annotate(count=Count("pk")).order_by("-count", column)[0][0])

    quotation = Quotation.objects.published().order_by("pk")[0]
    speaker, topic = most("speaker__slug"), most("positions__topic__slug")
    contrast = Contrast.objects.create(slug="composed", title="Composed", is_published=True)
    contrast.sides.create(order=1, label="One", query=f"speaker={speaker}&topic={topic}")
    contrast.sides.create(order=2, label="Two", query=f"ref={quotation.ref}")
    passages = Quotation.objects.published().totals()["passages"]
    return {
        "ref": quotation.ref,
        "speaker": speaker,
        "topic": topic,
        "source": most("passage__source__slug"),
        "article": most("passage__article__slug"),
        "contrast": contrast.slug,
        "word": quotation.text.split()[0],
        "page": str(-(-passages // 50)),
    }


def report(times: Iterator[tuple[str, float]]) -> int:
    """Print a line an address; the exit status."""
    slow, front = [], 0.0
    for address, took in times:
        front = front or took
        ratio = took / front
        print(f"{took * 1000:8.1f} ms  {ratio:5.2f} ×  {address}", flush=True)
        if ratio > MOST:
            slow.append(address)
    print(f"{len(slow)} take more than {MOST} times as long as {FRONT}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
