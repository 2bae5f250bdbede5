"""A storm over the real site: readers ask anything, editors save, articles are loaded, workers die.

    python -m bench.storm [--seconds 60 --readers 4 --editors 4 --load-every 60 --kill-every 20]
    DATABASE_URL=postgres://… python -m bench.storm      on a PostgreSQL where databases may be made

What readers ask for is made from the declarations: the addresses of timeline.urls, the parameters
of quotes.selection, values of the database, and hostile ones. Prints one line a kind of what was
counted; the exit status is 1 if there was any fault. Connections that a kill cut are no fault, and
neither is a 503 that says that somebody else is writing: both are counted apart.
"""

import argparse
import contextlib
import http.client
import itertools
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from bench.site import free_port
from tests import databases
from tests.markup import Element, parse
from tests.run_all import environment

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = "fixtures/the-bureaucracy-in-exile.txt"
PASSWORD = "a-password-for-the-storm"
PATIENCE = 60  # seconds until an answer that does not come is a fault
SCRIPT = '"><script>alert(1)</script>'
HOSTILE = (
    *("", " ", "0", "-1", "99999999999999999999", "1e9", "a" * 5000, "\0", "%", "%00", "%c3%28"),
    *("../../etc/passwd", "//elsewhere.example", "http://elsewhere.example/", "' OR 1=1 --"),
    *(SCRIPT, "﷽" * 50, "Ⅻ", "𝔘𝔫𝔦", "\u202e", "\r\nSet-Cookie: x=1", "“", '"', "[]", "ß", "*"),
)
HEADERS = {
    "HX-Request": ("true", "false", "1"),
    "Accept-Encoding": ("gzip", "br, gzip;q=0", "identity", "*"),
    "Content-Type": ("text/plain; charset=utf-16", "text/plain; charset=nothing", "multipart/x"),
    "Host": ("localhost", "localhost:99", "elsewhere.example", "a b"),
    "Script-Name": ("/speakers", "//elsewhere.example"),
    "X-Forwarded-Proto": ("https", "gopher"),
    "X-Forwarded-For": ("203.0.113.9", "no address"),
    "Cookie": ("sessionid=nobody", "csrftoken=" + "x" * 500, "=;=;"),
    "Range": ("bytes=0-1",),
    "Accept": ("application/json", "*/*;q=0"),
}
NO_FAULTS = ("answers", "saved", "refused", "kills", "cut", "busy", "loads", "versions compared")
FAULTS = ("5xx", "hanging", "reflected", "led elsewhere", "stale", "torn", "lost", "tracebacks")


def main() -> int:
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="timeline-storm-") as folder:
        named = os.environ.get("DATABASE_URL")
        own = databases.fresh(named) if named else None
        with own or contextlib.nullcontext(f"sqlite:///{folder}/db.sqlite3") as url:
            storm = Storm(url, Path(folder, "log"), options)
            with storm.site():
                storm.rage()
            storm.look_back()
    for kind in (*NO_FAULTS, *FAULTS):
        print(f"{kind:18} {storm.found[kind]:8}")
    return 1 if any(storm.found[kind] for kind in FAULTS) else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60, help="how long it lasts at the most")
    parser.add_argument("--requests", type=int, default=100_000, help="answers at the most")
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--editors", type=int, default=4)
    parser.add_argument("--saves", type=int, default=10**6, help="of each editor, at the most")
    parser.add_argument("--load-every", type=int, default=60, help="seconds; 0 is never")
    parser.add_argument("--kill-every", type=int, default=20, help="seconds; 0 is never")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


class Cut(Exception):
    """The connection ended without an answer: its worker was killed."""


class Storm:
    """One site, everybody who comes to it, and what was counted (``found``)."""

    def __init__(self, url: str, log: Path, options: argparse.Namespace):
        self.url, self.log, self.options = url, log, options
        self.port = free_port()
        self.variables = environment(url) | {"PORT": str(self.port)}
        self.found: Counter[str] = Counter()
        self.over = threading.Event()
        self.editors: list[Editor] = []

    # --- the site -----------------------------------------------------------------------------

    def manage(self, *command: str) -> str:
        run = {"cwd": ROOT, "env": self.variables, "capture_output": True, "text": True}
        return subprocess.run([sys.executable, "manage.py", *command], check=True, **run).stdout

    def python(self, code: str) -> str:
        return self.manage("shell", "-v0", "-c", code)

    @contextlib.contextmanager
    def site(self):
        self.manage("migrate", "-v0")
        self.manage("load_article", ARTICLE)
        self.manage("collectstatic", "--no-input", "-v0")
        names = [f"editor-{number}" for number in range(self.options.editors)]
        if names:
            self.manage("create_editor", *names)
        refs = json.loads(self.python(PREPARED.format(names=names, password=PASSWORD)))
        self.offer = Offer(json.loads(self.python(KNOWN)))
        self.editors = [
            Editor(self, name, *refs[2 * n : 2 * n + 2]) for n, name in enumerate(names)
        ]
        command = [sys.executable, "-m", "gunicorn", "--config", "python:timeline.gunicorn_conf"]
        with self.log.open("w") as log:
            self.server = subprocess.Popen(
                [*command, "timeline.wsgi"], cwd=ROOT, env=self.variables, stdout=log, stderr=log
            )
            try:
                self.wait()
                yield
            finally:
                self.server.terminate()
                self.server.wait(PATIENCE)
        self.found["tracebacks"] += self.log.read_text().count("Traceback (most recent call last)")

    def wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with contextlib.suppress(Cut):
                if self.ask("GET", "/readyz")[0] == 200:
                    return
            time.sleep(0.1)
        raise TimeoutError(f"The site does not answer: {self.log.read_text()}")

    def ask(self, method: str, address: str, headers=(), body: str | None = None):
        """Status, headers and bytes of an answer. Raises Cut."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, address, skip_host="Host" in dict(headers))
            for name, value in dict(headers).items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body.encode() if body is not None else None)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        except TimeoutError:
            self.fault("hanging", f"{method} {address}")
            raise Cut from None
        except (ConnectionError, http.client.HTTPException) as error:
            raise Cut from error
        finally:
            connection.close()

    def surely(self, method: str, address: str, headers=()):
        """The same, asked again where a kill cut it."""
        while True:
            with contextlib.suppress(Cut):
                return self.ask(method, address, headers)

    def fault(self, kind: str, what: str) -> None:
        self.found[kind] += 1
        print(f"{kind}: {what[:400]}", flush=True)

    # --- everybody ----------------------------------------------------------------------------

    def rage(self) -> None:
        actors = [(self.read, seed) for seed in range(self.options.readers)]
        actors += [(editor.edit,) for editor in self.editors]
        bounded = [threading.Thread(target=what, args=how) for what, *how in actors]
        others = [(self.kill, self.options.kill_every), (self.load, self.options.load_every)]
        endless = [
            threading.Thread(target=self.every, args=(seconds, what))
            for what, seconds in others
            if seconds
        ]
        for thread in (*bounded, *endless):
            thread.start()
        end = time.monotonic() + self.options.seconds
        for thread in bounded:
            thread.join(max(0, end - time.monotonic()))
        self.over.set()
        for thread in (*bounded, *endless):
            thread.join()

    def every(self, seconds: int, what) -> None:
        while not self.over.wait(seconds):
            what()

    def kill(self) -> None:
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read_text()
        if workers := children.split():
            os.kill(int(random.choice(workers)), signal.SIGKILL)
            self.found["kills"] += 1

    def load(self) -> None:
        try:
            self.manage("load_article", ARTICLE)
            self.found["loads"] += 1
        except subprocess.CalledProcessError as error:
            self.fault("tracebacks", f"load_article: {error.stderr}")

    def read(self, number: int) -> None:
        dice = random.Random(self.options.seed * 1000 + number)
        for turn in itertools.count():
            if self.over.is_set() or self.found["answers"] >= self.options.requests:
                return
            if turn % 40 == 20:
                self.compare(self.offer.query(dice))
                continue
            method, address, headers = self.offer.question(dice)
            try:
                status, given, body = self.ask(method, address, headers)
            except Cut:
                self.found["cut"] += 1
                continue
            self.found["answers"] += 1
            self.judge(f"{method} {address} {headers}", status, given, body)

    def judge(self, what: str, status: int, given, body: bytes) -> None:
        if status == 503 and given["Retry-After"]:
            self.found["busy"] += 1
        elif status >= 500:
            self.fault("5xx", f"{status} {what}")
        if SCRIPT.encode()[2:] in body:
            self.fault("reflected", what)
        leads = urlsplit(given["Location"] or "")
        if leads.netloc and leads.hostname not in ("127.0.0.1", "localhost"):
            self.fault("led elsewhere", f"{what} to {given['Location']}")

    def compare(self, query: str) -> None:
        """Whether a page counts what its export holds, if nobody wrote in between."""
        with contextlib.suppress(Cut):
            before = self.version()
            status, _, page = self.ask("GET", f"/?{query}")
            exported, _, lines = self.ask("GET", f"/quotations.jsonl?{query}")
            if (status, exported) != (200, 200) or self.version() != before:
                return
            self.found["versions compared"] += 1
            said = re.search(rb"([\d,]+) quotations? in", page)
            count = int(said[1].replace(b",", b"")) if said else 0
            if count != lines.count(b"\n"):
                self.fault(
                    "torn", f"?{query}: {count} on the page, {lines.count(bytes([10]))} in it"
                )

    def version(self) -> bytes:
        found = re.search(rb"UTC, ([0-9a-f]{8})", self.ask("GET", "/data/")[2])
        return found[1] if found else b""

    def look_back(self) -> None:
        """Whether everything that was accepted is there, in order, and nothing came back."""
        for editor in self.editors:
            past = json.loads(self.python(PAST.format(ref=editor.remarked)))
            for problem in editor.problems(past, self.python(STATE.format(ref=editor.toggled))):
                self.fault("lost", problem)


PREPARED = """
import json
from django.contrib.auth.models import User
from quotes.models import Quotation
for user in User.objects.filter(username__in={names}):
    user.set_password("{password}")
    user.save()
rows = Quotation.objects.published().exclude(kind="nested").filter(nested=None).order_by("pk")
print(json.dumps(list(rows.values_list("ref", flat=True)[: 2 * len({names})])))
"""
KNOWN = """
import json
from quotes.models import Article, Contrast, Quotation, Section, Source, Speaker, Topic
rows = dict(speaker=Speaker, topic=Topic, source=Source, article=Article, section=Section)
known = {name: list(model.objects.values_list("slug", flat=True)) for name, model in rows.items()}
known["contrast"] = list(Contrast.objects.values_list("slug", flat=True))
known["ref"] = list(Quotation.objects.values_list("ref", flat=True))
print(json.dumps(known))
"""
PAST = """
import json
from quotes.models import Quotation
notes = Quotation.history.filter(ref="{ref}").order_by("history_id").values_list("note", flat=True)
print(json.dumps([Quotation.objects.get(ref="{ref}").note, list(notes)]))
"""
STATE = "from quotes.models import Quotation; print(Quotation.objects.get(ref='{ref}').state)"


class Offer:
    """What can be asked for, from the declarations and from what is ``known`` of the database."""

    def __init__(self, known: dict[str, list[str]]):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.settings")
        import django

        django.setup()
        from django.urls import URLPattern, get_resolver

        from quotes.exports.formats import FORMATS
        from quotes.facets import FACETS, Closed
        from quotes.selection import OPTIONS, PARAMETERS
        from timeline.contrast.comparison import LETTERS

        patterns = get_resolver().url_patterns
        self.routes = [str(p.pattern) for p in patterns if isinstance(p, URLPattern)] + ["admin/"]
        self.values = {name: list(known.get(name, ())) for name in PARAMETERS}
        for name, facet in FACETS.items():
            if isinstance(facet.values, Closed):
                self.values[name] = list(facet.values.choices.values)
        self.values |= {name: list(options) for name, options in OPTIONS.items()}
        self.values["q"] = ["party", "dictatorship", '"the party"', "Kronstadt", "the", "a b c"]
        self.values["years"] = ["all"]
        self.values["from"] = self.values["to"] = [str(year) for year in range(1910, 1945)]
        self.values["page"] = ["1", "2", "3", "99"]
        self.values["pick"] = known["ref"]
        self.parts = {
            "slug": [slug for name, slugs in known.items() if name != "ref" for slug in slugs],
            "ref": known["ref"],
            "year": ["1920", "1936", "0", "9999", "10000"],
            "extension": list(FORMATS),
            "section": ["quotations", "speakers", "nothing"],
        }
        self.prefixes = ["", "", "", *(f"{letter}." for letter in LETTERS)]

    def question(self, dice: random.Random) -> tuple[str, str, dict[str, str]]:
        method = dice.choice(("GET",) * 12 + ("HEAD", "POST", "OPTIONS", "PUT"))
        path = re.sub(
            r"<(?:\w+:)?(\w+)>", lambda m: self.part(dice, m[1]), dice.choice(self.routes)
        )
        names = dice.sample(sorted(HEADERS), dice.choice((0, 0, 0, 1, 2)))
        headers = {name: dice.choice(HEADERS[name]) for name in names}
        query = self.query(dice) if dice.random() < 0.8 else ""
        return method, quote(f"/{path}", safe="/%") + (f"?{query}" if query else ""), headers

    def part(self, dice: random.Random, name: str) -> str:
        known = self.parts.get(name, self.parts["slug"])
        return dice.choice(known if dice.random() < 0.9 else HOSTILE)

    def query(self, dice: random.Random) -> str:
        pairs = []
        for _ in range(dice.choice((1, 1, 2, 3, 5))):
            name = dice.choice(list(self.values))
            known = self.values[name] or HOSTILE
            value = dice.choice(known if dice.random() < 0.85 else HOSTILE)
            pairs.append((dice.choice(self.prefixes) + name, value))
        if dice.random() < 0.05:
            pairs *= dice.choice((2, 60, 400))
        return urlencode(pairs)


class Editor:
    """Somebody who signs in, writes numbered remarks, publishes and unpublishes, and remembers."""

    def __init__(self, storm: Storm, name: str, remarked: str, toggled: str):
        self.storm, self.name, self.remarked, self.toggled = storm, name, remarked, toggled
        self.cookies: dict[str, str] = {}
        self.remarks: list[tuple[str, bool]] = []  # each with whether it was surely accepted
        self.states: list[tuple[str, bool]] = []

    def edit(self) -> None:
        keys = json.loads(self.storm.python(KEYS.format(refs=[self.remarked, self.toggled])))
        for number in range(self.storm.options.saves):
            if self.storm.over.is_set():
                return
            try:
                self.sign_in()
                remark = f"Remark {number} of {self.name}."
                self.save(keys[0], self.remarks, "note", remark, self.remarked)
                state = ("reviewed", "published")[number % 2]
                self.save(keys[1], self.states, "state", state, self.toggled)
            except Cut:
                self.storm.found["cut"] += 1

    def sign_in(self) -> None:
        if "sessionid" in self.cookies:
            return
        form = self.form("/admin/login/", "login-form")
        form |= {"username": self.name, "password": PASSWORD}
        self.send("POST", "/admin/login/", urlencode(form))

    def save(self, key: int, told: list, field: str, value: str, ref: str) -> None:
        address = f"/admin/quotes/quotation/{key}/change/"
        form = self.form(address, "quotation_form") | {field: value, "_save": "Save"}
        told.append((value, False))  # until an answer says more, nobody knows
        status, given, body = self.send("POST", address, urlencode(form))
        if status == 302:
            told[-1] = (value, True)
            self.storm.found["saved"] += 1
            self.look(field, value, ref)
            return
        told.pop()
        self.storm.found["refused"] += 1
        self.storm.judge(f"POST {address}", status, given, body)
        if status not in (409, 503):
            words = " ".join(parse(body.decode()).texts(".errornote") + [str(status)])
            self.storm.fault("lost", f"{ref}, {field}: {words}")

    def look(self, field: str, value: str, ref: str) -> None:
        """Any reader sees at once what has been accepted."""
        status, _, body = self.storm.surely("GET", f"/quotations/{ref}/")
        if field == "state":
            seen = (status == 200) == (value == "published")
        else:
            seen = status == 200 and value.encode() in body
        if not seen:
            self.storm.fault("stale", f"{ref}: {value} is not on its page ({status})")

    def problems(self, past: tuple[str, list[str]], state: str) -> list[str]:
        now, history = past
        found, rest = [], iter(history)
        for remark, is_sure in self.remarks:
            if is_sure and remark not in rest:  # reads on to where it stands
                found.append(f"{self.remarked}: “{remark}” is not in the history, in its turn")
        if self.remarks and self.remarks[-1] != (now, True):
            possible = {remark for remark, is_sure in self.remarks[-2:]}
            if now not in possible or self.remarks[-1][1]:
                found.append(f"{self.remarked}: says “{now}”, not “{self.remarks[-1][0]}”")
        if self.states and self.states[-1][1] and self.states[-1][0] != state.strip():
            found.append(f"{self.toggled}: is {state.strip()}, not {self.states[-1][0]}")
        return found

    def form(self, address: str, key: str) -> dict[str, str]:
        """What a browser would send back of a form, if nothing were changed."""
        status, given, body = self.send("GET", address)
        self.storm.judge(f"GET {address}", status, given, body)
        page = parse(body.decode())
        return dict(fields(page.find(f"#{key}"))) if page.find_all(f"#{key}") else {}

    def send(self, method: str, address: str, body: str | None = None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = self.storm.ask(method, address, headers, body)
        for cookie in answer[1].get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer


KEYS = """
import json
from quotes.models import Quotation
print(json.dumps([Quotation.objects.get(ref=ref).pk for ref in {refs}]))
"""


def fields(form: Element):
    for element in form:
        name = element.attributes.get("name")
        if not name or element.attributes.get("type") in ("submit", "button", "image"):
            continue
        if element.tag == "textarea":
            text = "".join(child for child in element.children if isinstance(child, str))
            yield name, text.removeprefix("\n")
        elif element.tag == "select":
            options = element.find_all("option")
            chosen = [option for option in options if "selected" in option] or options[:1]
            yield name, chosen[0]["value"] if chosen else ""
        elif element.tag == "input":
            if element.attributes.get("type") in ("checkbox", "radio") and "checked" not in element:
                continue
            yield name, element.attributes.get("value", "")


if __name__ == "__main__":
    sys.exit(main())
