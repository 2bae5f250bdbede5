"""Does a write between two queries of a page tear the page? Tried at every place there is.

    DATABASE_URL=… python -m bench.injection [--every N]

The database must be empty: it is migrated and filled with the shipped article, on SQLite or on
PostgreSQL. Then each page is made once for each of its queries and each kind of write: somebody
else writes just before that query. What comes back must be the page of before or the page of
after, byte for byte, and the next reader must get the page of after. ``--every 7`` tries each
seventh place. Prints one line of counts; exits with 1 if anything was torn, stale or failed.
"""

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import StringIO
from itertools import count
from pathlib import Path

ARTICLE = Path(__file__).parent.parent / "fixtures/the-bureaucracy-in-exile.txt"
VERSION = re.compile(rb"\d{4}-\d\d-\d\d \d\d:\d\d UTC, [0-9a-f]{8}")  # as /data/ prints it
FRAGMENT = {"HX-Request": "true"}
QUESTION = "party-dictatorship"
PAGES = (
    ("/", {}),
    ("/", FRAGMENT),
    ("/?years=all&sort=newest", {}),
    ("/?speaker=leon-trotsky", {}),
    (f"/?topic={QUESTION}", {}),
    (f"/?topic={QUESTION}", FRAGMENT),
    ("/?speaker=leon-trotsky&topic=party-dictatorship&lanes=speaker&to=1923", {}),
    ("/?years=all&view=table", {}),
    ("/?q=dictatorship&view=lines", {}),
    ("/?readings=off", {}),
    ("/?from=1920&to=1920&page=2", {}),
    ("/speakers/", {}),
    ("/speakers/leon-trotsky/", {}),
    ("/topics/", {}),
    (f"/topics/{QUESTION}/", {}),
    ("/sources/", {}),
    ("/sources/{source}/", {}),
    ("/years/1920/", {}),
    ("/articles/the-bureaucracy-in-exile/", {}),
    ("/quotations/{quotation}/", {}),
    (f"/contrast/?topic={QUESTION}&a.speaker=leon-trotsky&a.to=1923&b.from=1924", {}),
    ("/contrast/{contrast}/", {}),
    ("/contrast/then-and-now/", {}),
    ("/quotations.jsonl?years=all", {}),
    ("/quotations.csv?speaker=leon-trotsky", {}),
    ("/data/", {}),
    ("/sitemap-quotations.xml", {}),
)


def main(every: int) -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}  # nothing need be collected

    if connection.introspection.table_names():
        sys.exit("DATABASE_URL must name an empty database: this bench writes wherever it likes.")
    call_command("migrate", verbosity=0)
    call_command("load_article", str(ARTICLE), verbosity=0, stdout=StringIO())
    found = Counter()
    with ThreadPoolExecutor(1) as elsewhere:  # a thread has a connection of its own
        for outcome, where in injected(every, elsewhere):
            found[outcome] += 1
            if outcome not in ("before", "after"):
                print(f"{outcome}: {where}", flush=True)
        elsewhere.submit(connection_closed).result()
    faults = found["failed"] + found["torn"] + found["stale"]
    print(
        f"{connection.vendor}: {sum(found.values())} answers with a write in between:"
        f" {found['before']} of before it, {found['after']} of after it,"
        f" {found['torn']} torn, {found['stale']} stale afterwards, {found['failed']} failed"
    )
    return 1 if faults else 0


def injected(every: int, elsewhere: ThreadPoolExecutor) -> Iterator[tuple[str, str]]:
    """What came of each write in between: "before", "after", "torn", "stale" or "failed"."""
    writes = {name: write() for name, write in WRITES.items()}
    turn = count()
    for page, headers in PAGES:
        address = page.format(**names())
        before, places = asked(address, headers)
        for name, (write, undo) in writes.items():
            tried = [place for place in range(places) if next(turn) % every == 0]
            if tried:
                _done(elsewhere, write)
                after, _ = asked(address, headers)
                _done(elsewhere, undo)
            for place in tried:
                there, _ = asked(address, headers, place, partial(_done, elsewhere, write))
                again, _ = asked(address, headers, is_fresh=False)
                _done(elsewhere, undo)
                outcome = verdict(there, again, before, after)
                answer = again if outcome == "stale" else there
                where = f"{name}, query {place} of {address}"
                yield outcome, f"{where}: {first_difference(answer, before, after)}"


def _done(elsewhere: ThreadPoolExecutor, write: Callable) -> None:
    elsewhere.submit(write).result()


def verdict(there, again, before, after) -> str:
    if there[0] >= 500 or again[0] >= 500:
        return "failed"
    if there not in (before, after):
        return "torn"
    if again != after:
        return "stale"
    return "before" if there == before else "after"


def first_difference(answer, before, after) -> str:
    """The first lines that neither the page of before nor that of after has."""
    known = {*before[1].splitlines(), *after[1].splitlines()}
    lines = [line for line in answer[1].splitlines() if line not in known]
    return repr(b" ".join(lines)[:300]) if lines else "lines in another order, or missing"


def asked(address, headers, place=None, write: Callable | None = None, is_fresh: bool = True):
    """(status, bytes) of the answer, and how many queries it took; ``write`` before one of them."""
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client

    turn = count()

    def between(execute, sql, params, many, context):
        if next(turn) == place:
            write()
        return execute(sql, params, many, context)

    if is_fresh:
        caches["pages"].clear()
    with connection.execute_wrapper(between):
        response = Client(raise_request_exception=False).get(address, headers=headers)
        content = b"".join(response) if response.streaming else response.content
        response.close()
    return (response.status_code, VERSION.sub(b"", content)), next(turn)


def connection_closed() -> None:
    from django.db import connection

    connection.close()


def names() -> dict[str, str]:
    """What the addresses name: the quotation that is written to, its work, and a contrast."""
    from quotes.models import Contrast

    quotation = written_to()
    return {
        "quotation": quotation.ref,
        "source": quotation.passage.source.slug,
        "contrast": Contrast.objects.first().slug,
    }


def written_to():
    """One of Trotsky's quotations of 1920 on the question, which most of the pages show."""
    from quotes.models import Quotation

    found = Quotation.objects.filter(
        speaker__slug="leon-trotsky", year=1920, positions__topic__slug=QUESTION
    )
    return found.exclude(kind="nested").order_by("pk").first()


def unpublishing():
    quotation = written_to()
    rows = type(quotation).objects.filter(pk=quotation.pk)
    return (lambda: rows.update(state="reviewed")), (lambda: rows.update(state="published"))


def publishing():
    """Another of the speaker's quotations, which was a draft so far."""
    from quotes.models import Quotation

    usual = written_to()
    others = usual.speaker.quotations.exclude(passage=usual.passage).filter(year=usual.year)
    rows = Quotation.objects.filter(pk=others.order_by("pk").first().pk)
    rows.update(state="draft")
    return (lambda: rows.update(state="published")), (lambda: rows.update(state="draft"))


def redating():
    from quotes.models import Quotation

    def dated(date):
        quotation = Quotation.objects.get(pk=key)
        quotation.date = date
        quotation.save()

    quotation = written_to()
    key, usual = quotation.pk, quotation.date
    return (lambda: dated("1936")), (lambda: dated(usual))


def renaming():
    from quotes.models import FormerSlug, Speaker

    def renamed(slug, name):
        speaker = Speaker.objects.get(pk=key)
        speaker.slug, speaker.name = slug, name
        speaker.save()

    def undo():
        renamed(usual.slug, usual.name)
        FormerSlug.objects.all().delete()

    usual = written_to().speaker
    key = usual.pk
    return (lambda: renamed("lev-trotskii", "Lev Trotskii")), undo


def unreading():
    from quotes.models import Position

    row = written_to().positions.get(topic__slug=QUESTION)
    return (lambda: Position.objects.filter(pk=row.pk).delete()), (lambda: row.save_base(raw=True))


def resourcing():
    from quotes.models import Passage, Source

    def sourced(source):
        passage = Passage.objects.get(pk=key)
        passage.source = source
        passage.save()

    passage = written_to().passage
    key, usual = passage.pk, passage.source
    other = Source.objects.exclude(pk=usual.pk).order_by("pk").last()
    return (lambda: sourced(other)), (lambda: sourced(usual))


WRITES = {
    "unpublished": unpublishing,
    "published": publishing,
    "redated": redating,
    "speaker renamed": renaming,
    "reading deleted": unreading,
    "other work": resourcing,
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--every", type=int, default=1, help="try each N-th place only")
    sys.exit(main(parser.parse_args().every))
