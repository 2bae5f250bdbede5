"""What two checkouts of the project answer differently, and what their pages cost.

    python bench/compare_checkouts.py OLD NEW

Each checkout gets a SQLite database of its own, with the article that it ships, and answers the
same ADDRESSES. Every difference is printed; the exit status is 0 where there is none, else 1. Both
run with the interpreter of this script. Of a checkout nothing is taken for granted but manage.py,
the settings `timeline.settings`, and its addresses.

What changes from run to run is put out of the way first: the version of the data, the day on which
it was loaded, tokens of forms. The names of static files are those of their sources.
"""

import argparse
import difflib
import json
import logging
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

ARTICLE = "fixtures/the-bureaucracy-in-exile.txt"
RENAMED = ("chris-harman", "harman")  # a speaker: the slug in the files, and the present one
TWO = "speaker=emma-goldman&speaker=leon-trotsky"
LEON = "leon-trotsky"
SIDES = f"topic=workers-democracy&a.speaker={LEON}&a.to=1923&b.speaker={LEON}&b.from=1929"

ADDRESSES = {
    "front page": "/",
    "front page, readings off": "/?readings=off",
    "one question": "/?topic=party-dictatorship",
    "two speakers": f"/?{TWO}",
    "a question and a reading": "/?topic=party-dictatorship&stance=opposes",
    "a work": "/?source=revolution-betrayed",
    "dates that are inferred": "/?basis=inferred&years=all",
    "a standing": "/?standing=later-writer&years=all",
    "a section": "/?section=in-exile",
    "chosen quotations": "/?ref=2995jb&ref=vvhend",
    "words": "/?q=vanguard",
    "words and years": "/?from=1918&to=1923&q=party",
    "years open at one end": "/?to=1920",
    "every year": "/?years=all",
    "table": "/?topic=workers-democracy&view=table",
    "lines": "/?q=democracy&view=lines",
    "lanes by speaker": "/?topic=soviets&lanes=speaker",
    "lanes by reading": "/?topic=soviets&lanes=stance",
    "facets shown whole": "/?more=lanes&more=source&more=speaker",
    "gathered for a contrast": f"/?{TWO}&pick=2995jb&pick=vvhend",
    "newest first": "/?years=all&sort=newest",
    "second page": "/?years=all&page=2",
    "nothing found": "/?q=xylophone",
    "another order and defaults": f"/?to=1923&topic=soviets&speaker={LEON}&from=1918&sort=oldest",
    "an unknown parameter": "/?topic=soviets&colour=red",
    "a renamed slug among the parameters": f"/?speaker={RENAMED[0]}&years=all",
    "an unknown value": "/?speaker=nobody",
    "an unknown value beside a known one": "/?speaker=leon-trotsky&speaker=nobody",
    "a malformed year": "/?from=19x8",
    "years that run backwards": "/?from=1930&to=1920",
    "an unknown option": "/?view=cloud",
    "a page that is not there": "/?page=99",
    "quotation": "/quotations/2995jb/",
    "quotation, readings off, gathered": "/quotations/2995jb/?readings=off&pick=vvhend",
    "quotation that is a fragment": "/quotations/vvhend/",
    "quotation without a date": "/quotations/d4ehcb/",
    "quotation in words voiced for others": "/quotations/ky5k2s/",
    "quotation that is not there": "/quotations/zzzzzz/",
    "speakers": "/speakers/",
    "speaker": "/speakers/leon-trotsky/?topic=party-dictatorship",
    "speaker whose slug was renamed": f"/speakers/{RENAMED[0]}/",
    "speaker that is not there": "/speakers/nobody/",
    "questions": "/topics/",
    "question": "/topics/workers-democracy/",
    "sources": "/sources/",
    "source": "/sources/revolution-betrayed/",
    "year": "/years/1920/",
    "year without anything": "/years/1925/?topic=kronstadt",
    "articles": "/articles/",
    "article": "/articles/the-bureaucracy-in-exile/",
    "contrasts": "/contrast/",
    "contrast that a reader makes": f"/contrast/?{SIDES}",
    "contrast with letters left out": "/contrast/?a.speaker=emma-goldman&c.speaker=leon-trotsky",
    "contrast with an unknown value": "/contrast/?a.speaker=emma-goldman&b.speaker=nobody",
    "contrast of years that run backwards": "/contrast/?a.from=1930&a.to=1920",
    "contrast that editors composed": "/contrast/whose-state/",
    "contrast composed, readings off": "/contrast/whose-state/?readings=off",
    "then and now": "/contrast/then-and-now/",
    "method": "/method/",
    "glossary": "/glossary/",
    "corrections": "/corrections/",
    "data": "/data/?topic=party-dictatorship",
    "sitemap": "/sitemap.xml",
    "sitemap of speakers": "/sitemap-speakers.xml",
    "robots": "/robots.txt",
    "favicon": "/favicon.ico",
    "export, lines of JSON": "/quotations.jsonl?topic=party-dictatorship",
    "export, JSON": "/quotations.json?speaker=emma-goldman&years=all",
    "export, CSV": "/quotations.csv?q=party",
    "export in an unknown format": "/quotations.docx",
    "a path that is not there": "/nowhere/",
    "the admin, logged out": "/admin/",
    "logging in": "/admin/login/",
}
FRAGMENTS = {
    "HX front page": "/",
    "HX one question": "/?topic=party-dictatorship",
    "HX another order": "/?to=1923&topic=soviets&speaker=leon-trotsky&from=1918",
    "HX an unknown value": "/?speaker=nobody",
    "HX a malformed year": "/?from=19x8",
    "HX speaker": "/speakers/leon-trotsky/?from=1920",
    "HX year": "/years/1920/?topic=soviets",
    "HX contrast": f"/contrast/?{SIDES}",
}
REFUSED = {"POST to the front page": "/", "POST to a quotation": "/quotations/2995jb/"}

HEADERS = (
    "Content-Type",
    "Content-Disposition",
    "Content-Security-Policy",
    "Cache-Control",
    "Vary",
    "HX-Push-Url",
    "Allow",
    "Set-Cookie",
    "X-Robots-Tag",
)
KINDS = {
    "status": "the status",
    "location": "where a redirect leads",
    "headers": "headers",
    "text": "words that are read",
    "spaces": "the same letters with other white space",
    "links": "links and forms, in their order",
    "fields": "fields of forms",
    "labels": "words for assistive technology, and the head's",
    "drawing": "the geometry of the chart",
    "queries": "SQL queries",
    "bytes": "bytes, not compressed",
    "elements": "elements",
}
SHOWN = 12  # lines of one difference, without --whole


# --- one checkout: runs inside it -----------------------------------------------------------------


def answers():
    """What the checkout in the present folder answers: one record an address."""
    sys.path.insert(0, os.getcwd())
    os.environ["DJANGO_SETTINGS_MODULE"] = "timeline.settings"
    import django
    from django.conf import settings

    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    django.setup()
    logging.disable(logging.WARNING)  # that pages are not found is what is asked for

    from django.test import Client

    rename_a_speaker()
    clean = cleaner()
    client = Client(raise_request_exception=False, headers={"host": "127.0.0.1:8000"})
    asked = [(name, address, "GET", {}) for name, address in ADDRESSES.items()]
    asked += [(name, address, "GET", {"HX-Request": "true"}) for name, address in FRAGMENTS.items()]
    asked += [(name, address, "POST", {}) for name, address in REFUSED.items()]
    return {
        f"{name}: {method} {address}": record(client, method, address, headers, clean)
        for name, address, method, headers in asked
    }


def rename_a_speaker():
    from django.apps import apps

    speaker = apps.get_model("quotes", "Speaker").objects.get(slug=RENAMED[0])
    speaker.slug = RENAMED[1]
    speaker.save()


def cleaner():
    """A function that takes out of a text what is of this run alone."""
    from django.db import connection
    from django.utils.dateparse import parse_date
    from django.utils.formats import date_format

    with connection.cursor() as cursor:
        cursor.execute("SELECT token, written_at FROM quotes_dataversion")
        token, written = cursor.fetchone()
    day = parse_date(written[:10])
    replaced = [
        (re.escape(token[:8]) + r"\w*", "VERSION"),
        (re.escape(written), "MINUTE"),
        (re.escape(quote(written)), "MINUTE"),
        (re.escape(date_format(day)), "DAY"),
        (day.isoformat() + r"T[\d:.]+(Z|\+00:00)", "MOMENT"),
        (day.isoformat(), "DAY"),
        (r'(name="csrfmiddlewaretoken" value=")\w+', r"\1TOKEN"),
        (r"(csrftoken=)\w+", r"\1TOKEN"),
        (r"(expires=)[^;]+", r"\1MOMENT"),
    ]

    def clean(text):
        for pattern, word in replaced:
            text = re.sub(pattern, word, text)
        return text

    return clean


def record(client, method, address, headers, clean):
    """One answer, made anew, as a dict with the KINDS as keys."""
    from django.conf import settings
    from django.core.cache import caches
    from django.db import connection

    queries = Counter()

    def count(execute, sql, *rest):
        queries["all"] += 1
        return execute(sql, *rest)

    caches["pages" if "pages" in settings.CACHES else "default"].clear()
    with connection.execute_wrapper(count):
        response = client.generic(method, address, headers=headers)
        body = b"".join(response) if response.streaming else response.content
    cookies = client.cookies.output(header="Set-Cookie:")
    client.cookies.clear()
    body, cookies = clean(body.decode()), clean(cookies)
    found = {name: response[name] for name in HEADERS if name in response}
    if cookies:
        found["Set-Cookie"] = cookies
    if policy := found.get("Content-Security-Policy"):  # its order says nothing
        found["Content-Security-Policy"] = "; ".join(sorted(policy.split("; ")))
    if response.get("Content-Type", "").startswith("text/html"):
        page = Page(body)
    else:
        page = Page("")
        page.text = body.splitlines()
    return {
        "status": response.status_code,
        "location": response.get("Location", ""),
        "headers": [f"{name}: {clean(value)}" for name, value in found.items()],
        "text": page.text,
        "links": page.links,
        "fields": page.fields,
        "labels": page.labels,
        "drawing": page.drawing,
        "queries": queries["all"],
        "bytes": len(body.encode()),
        "elements": page.elements,
    }


class Page(HTMLParser):
    """What a page says, line by line, and where it leads."""

    INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd"}
    INLINE |= {"mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "tspan", "u"}
    INLINE |= {"var", "wbr"}
    SILENT = {"script", "style", "template"}
    LEADS = ("href", "action", "formaction", "src", "hx-get", "hx-post", "hx-target")
    SAYS = ("aria-label", "aria-current", "aria-expanded", "alt", "title", "placeholder", "content")
    FORMS = {"input", "select", "option", "textarea", "button"}

    def __init__(self, html):
        super().__init__()
        self.said, self.links, self.fields, self.labels, self.drawing = [""], [], [], [], []
        self.elements = self.silent = self.drawn = 0
        self.feed(html)
        self.close()
        lines = (" ".join(line.split()) for line in self.said)
        self.text = [line for line in lines if line]

    def handle_starttag(self, tag, attributes):
        values = {name: " ".join((value or "").split()) for name, value in attributes}
        self.elements += 1
        self.silent += tag in self.SILENT
        self.drawn += tag == "svg"
        self.links += [f"{tag} {name} {values[name]}" for name in self.LEADS if name in values]
        self.labels += [f"{tag} {name} {values[name]}" for name in self.SAYS if name in values]
        if tag in self.FORMS:
            self.fields.append(_shown(tag, values, leave_out=("class",)))
        if self.drawn:
            self.drawing.append(_shown(tag, values, leave_out=(*self.LEADS, *self.SAYS)))
        if tag not in self.INLINE:
            self.said.append("")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.silent -= tag in self.SILENT
        self.drawn -= tag == "svg"

    def handle_endtag(self, tag):
        self.silent -= tag in self.SILENT
        self.drawn -= tag == "svg"
        if tag not in self.INLINE:
            self.said.append("")

    def handle_data(self, data):
        if not self.silent:
            self.said[-1] += data


def _shown(tag, values, leave_out):
    pairs = sorted((name, value) for name, value in values.items() if name not in leave_out)
    return " ".join([tag, *(f'{name}="{value}"' for name, value in pairs)])


# --- the two of them ------------------------------------------------------------------------------


def ask(checkouts):
    """The answers of each checkout; all work at the same time."""
    with tempfile.TemporaryDirectory(prefix="timeline-compare-") as folder:
        started = []
        for number, checkout in enumerate(checkouts):
            variables = {
                name: value
                for name, value in os.environ.items()
                if name in ("HOME", "LANG", "PATH", "TMPDIR")
            } | {
                "DATABASE_URL": f"sqlite:///{folder}/{number}.sqlite3",
                "SECRET_KEY": "two checkouts side by side, for the length of one comparison",
            }
            started.append(_started(checkout, variables))
        answered = []
        for checkout, process in zip(checkouts, started, strict=True):
            output, _ = process.communicate()
            if process.returncode:
                raise SystemExit(f"{checkout} cannot be asked: see above.")
            answered.append(json.loads(output.splitlines()[-1]))
        return answered


def _started(checkout, variables):
    """A process that fills the database and prints the answers as its last line."""
    steps = [
        ["manage.py", "migrate", "--verbosity", "0"],
        ["manage.py", "load_article", ARTICLE],
        [str(Path(__file__).resolve()), "--answers"],
    ]
    code = (
        "import subprocess, sys\n"
        f"for step in {steps!r}:\n"
        "    subprocess.run([sys.executable, '-B', *step], check=True)\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=checkout, env=variables, stdout=subprocess.PIPE, text=True
    )


def differences(old, new):
    """Kind → what to print of it, for one address."""
    found = {}
    for kind in old:
        if kind == "text":
            continue
        before, after = old[kind], new[kind]
        if before != after:
            lists = isinstance(before, list)
            found[kind] = _changes(before, after) if lists else [f"{before} → {after}"]
    words = [" ".join(answer["text"]).split() for answer in (old, new)]
    if words[0] != words[1]:
        kind = "spaces" if "".join(words[0]) == "".join(words[1]) else "text"
        found[kind] = _changes(old["text"], new["text"])
    return {kind: found[kind] for kind in KINDS if kind in found}


def _changes(before, after):
    lines = difflib.unified_diff(before, after, n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def main():
    parser = argparse.ArgumentParser(description="What two checkouts answer differently.")
    parser.add_argument("old", help="the folder of the checkout as it was")
    parser.add_argument("new", help="the folder of the checkout as it is")
    parser.add_argument("--whole", action="store_true", help="print each difference to its end")
    chosen = parser.parse_args()
    old, new = ask([chosen.old, chosen.new])
    total = Counter()
    for name in old:
        found = differences(old[name], new[name])
        total.update(found.keys())
        if found:
            print(f"\n{name}")
        for kind, lines in found.items():
            print(f"  {KINDS[kind]}")
            shown = lines if chosen.whole else lines[:SHOWN]
            print(*(f"    {line}" for line in shown), sep="\n")
            if len(shown) < len(lines):
                print(f"    … and {len(lines) - len(shown)} more lines (--whole)")
    queries = [sum(answer["queries"] for answer in side.values()) for side in (old, new)]
    print(f"\n{len(old)} addresses, {queries[0]} → {queries[1]} SQL queries.", end=" ")
    if not total:
        print("No difference.")
        return 0
    kinds = [f"{KINDS[kind]} {total[kind]}" for kind in KINDS if total[kind]]
    print(f"Addresses that differ, by what: {'; '.join(kinds)}.")
    return 1


if __name__ == "__main__":
    if sys.argv[1:] == ["--answers"]:
        print(json.dumps(answers()))
    else:
        sys.exit(main())
