"""A storm over the real site: readers ask anything, editors save, articles are loaded, workers die.

    python -m bench.storm [--seconds 60 --readers 4 --editors 4 --load-every 60 --kill-every 20]
    DATABASE_URL=postgres://… python -m bench.storm      on a PostgreSQL where databases may be made

What is asked comes from bench.questions; a part of it somebody asks who is signed in and may do
anything. Prints one line a kind of what was counted; the exit status is 1 if there was any fault.
Connections that a kill cut are no fault, and neither is a 503 that says that somebody else is
writing: both are counted apart.
"""

import argparse
import contextlib
import http.client
import itertools
import json
import os
import random
import re
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from bench.questions import ATTRIBUTE, ELSEWHERE, FORM, SCRIPT, Offer
from bench.site import ROOT, free_port, running
from quotes.selection import PER_PAGE
from tests import databases
from tests.markup import Element, parse
from tests.run_all import environment

ARTICLE = "fixtures/the-bureaucracy-in-exile.txt"
PASSWORD = "a-password-for-the-storm"
OWNER = "owner"
PATIENCE = 60  # seconds until an answer that does not come is a fault
MARKUP = (SCRIPT[2:].encode(), ATTRIBUTE.encode())
TALLY = re.compile(rb'role="status">\s*([\d,]+) quotations? in ([\d,]+) passages?')
CARD = re.compile(rb'id="p-')
ENTRY = re.compile(r"^(?=\[\d{4}-|Exception )", re.MULTILINE)  # where one of the log begins
REFUSAL = re.compile(r"\[[^]]*\] (WARNING|ERROR django\.security\.)")
DONE = ("answers", "saved", "refused", "kills", "cut", "busy", "loads", "counted", "compared")
FAULTS = (
    *("5xx", "hanging", "dropped", "tracebacks", "stopped"),
    *("reflected", "led elsewhere", "poisoned", "stale", "torn", "lost"),
)


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
    for kind in (*DONE, *FAULTS):
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
    parser.add_argument("--kill-at", type=int, default=0, help="one more at this answer")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


class Cut(Exception):
    """The connection ended without an answer: its worker was killed."""


class Storm:
    """One site, everybody who comes to it, and what was counted (``found``)."""

    def __init__(self, url: str, log: Path, options: argparse.Namespace):
        self.log, self.options = log, options
        self.port = free_port()
        self.variables = environment(url) | {"PORT": str(self.port)}
        self.found: Counter[str] = Counter()
        self.counting, self.killing = threading.Lock(), threading.Lock()
        self.kills_begun = self.kills_done = 0
        self.victims = random.Random(options.seed)
        self.over = threading.Event()
        self.owner = Browser(self, OWNER)
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
        self.manage("create_editor", OWNER, *names)
        made = PREPARED.format(names=names, owner=OWNER, password=PASSWORD)
        prepared = json.loads(self.python(made))
        self.offer = Offer(prepared["known"])
        rows = prepared["rows"]
        self.editors = [
            Editor(self, name, *rows[2 * n : 2 * n + 2]) for n, name in enumerate(names)
        ]
        # A page on which every change of an editor can be seen, beside what nobody changes.
        self.watched = urlencode([("ref", ref) for _, ref in sorted(rows[:12], key=lambda r: r[1])])
        with self.log.open("w") as log, running(self.variables, log, log) as self.server:
            self.wait()
            self.owner.sign_in()
            yield
        for error in uncaught(self.log.read_text()):
            self.fault("tracebacks", error)

    def wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.server.poll() is None:
            with contextlib.suppress(ConnectionError):
                if self.exchange("GET", "/readyz")[0] == 200:
                    return
            time.sleep(0.1)
        raise TimeoutError(f"The site does not answer: {self.log.read_text()}")

    def exchange(self, method: str, address: str, headers=(), body: str | None = None):
        """Status, headers and bytes of an answer."""
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
        finally:
            connection.close()

    def ask(self, method: str, address: str, headers=(), body: str | None = None):
        """The same. Raises Cut where there is no whole answer, which is a fault unless a worker was
        killed meanwhile."""
        killed = self.kills_done
        try:
            return self.exchange(method, address, headers, body)
        except TimeoutError:
            self.fault("hanging", f"{method} {address}")
            raise Cut from None
        except (ConnectionError, http.client.IncompleteRead, http.client.BadStatusLine) as error:
            if self.kills_begun == killed:
                self.fault("dropped", f"{method} {address} {headers}: {error!r}")
            else:
                self.count("cut")
            raise Cut from error

    def surely(self, method: str, address: str):
        """The same, asked again where a kill cut it."""
        while True:
            with contextlib.suppress(Cut):
                return self.ask(method, address)

    def count(self, kind: str) -> int:
        with self.counting:
            self.found[kind] += 1
            return self.found[kind]

    def fault(self, kind: str, what: str) -> None:
        self.count(kind)
        print(f"{kind}: {what[:600]}", flush=True)

    # --- everybody ----------------------------------------------------------------------------

    def rage(self) -> None:
        bounded = [self.actor(self.read, number) for number in range(self.options.readers)]
        bounded += [self.actor(editor.edit) for editor in self.editors]
        others = [(self.kill, self.options.kill_every), (self.load, self.options.load_every)]
        endless = [self.actor(self.every, seconds, what) for what, seconds in others if seconds]
        for thread in (*bounded, *endless):
            thread.start()
        end = time.monotonic() + self.options.seconds
        for thread in bounded:
            thread.join(max(0, end - time.monotonic()))
        self.over.set()
        for thread in (*bounded, *endless):
            thread.join()

    def actor(self, act, *how) -> threading.Thread:
        """Who gives up, for whatever reason, is a fault: nobody would look any more."""

        def play():
            try:
                act(*how)
            except Exception:
                self.fault("stopped", traceback.format_exc()[-600:])

        return threading.Thread(target=play)

    def every(self, seconds: int, what) -> None:
        while not self.over.wait(seconds):
            what()

    def kill(self) -> None:
        """Kill a worker, and see it dead: what is cut from now on, the kill has not cut."""
        with self.killing:
            children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read_text()
            workers = children.split()
            if not workers:
                return  # the last one is being replaced
            worker = os.pidfd_open(int(self.victims.choice(workers)))
            try:
                self.kills_begun += 1
                signal.pidfd_send_signal(worker, signal.SIGKILL)
                select.select([worker], [], [])
                self.kills_done += 1
            finally:
                os.close(worker)
        self.count("kills")

    def load(self) -> None:
        try:
            self.manage("load_article", ARTICLE)
            self.count("loads")
        except subprocess.CalledProcessError as error:
            self.fault("tracebacks", f"load_article: {error.stderr}")

    def read(self, number: int) -> None:
        dice = random.Random(self.options.seed * 1000 + number)
        for turn in itertools.count():
            if self.over.is_set() or self.found["answers"] >= self.options.requests:
                return
            with contextlib.suppress(Cut):
                if turn % 20 == 10:
                    self.compare(self.watched if turn % 40 == 10 else self.offer.query(dice))
                elif dice.random() < 0.25:
                    asked = self.offer.question_of_editor(dice)
                    answer = self.owner.send(asked.method, asked.address, asked.body, asked.headers)
                    self.judge(str(asked), ELSEWHERE, *answer)  # messages tell what was asked
                else:
                    asked = self.offer.question(dice)
                    self.judge(str(asked), f"{asked.address} {asked.body}", *self.ask(*asked))
                    if asked.headers:  # the next reader must not get what these headers made
                        answer = self.ask("GET", asked.address)
                        self.judge(f"GET {asked.address} after {asked}", asked.address, *answer)
                if self.count("answers") == self.options.kill_at:
                    self.kill()

    def judge(self, what: str, said: str, status: int, given, body: bytes) -> None:
        if status == 503 and given["Retry-After"]:
            self.count("busy")
        elif status >= 500:
            self.fault("5xx", f"{status} {what}")
        if "html" in (given["Content-Type"] or "") and any(each in body for each in MARKUP):
            self.fault("reflected", what)
        to = given["Location"] or ""
        leads = urlsplit(to.replace("\\", "/"))
        if leads.netloc and leads.hostname not in ("127.0.0.1", "localhost", "localhost."):
            self.fault("led elsewhere", f"{what} to {to}")
        if ELSEWHERE not in said and (ELSEWHERE in to or ELSEWHERE.encode() in body):
            self.fault("poisoned", what)

    def compare(self, query: str) -> None:
        """Whether a page counts what it shows, and, if nobody wrote meanwhile, what its export
        holds."""
        status, given, page = self.ask("GET", f"/?{query}")
        if status == 302:
            query = urlsplit(given["Location"]).query
        elif status != 200:
            return
        before = self.version()
        status, _, page = self.ask("GET", f"/?{query}")
        exported, _, lines = self.ask("GET", f"/quotations.jsonl?{query}")
        after = self.version()
        if status != 200:
            return
        found = TALLY.search(page)
        quotations, passages = (
            (int(n.replace(b",", b"")) for n in found.groups()) if found else (0, 0)
        )
        cards = len(CARD.findall(page))
        if "view=" not in query and "page=" not in query:
            self.count("counted")
            if cards != min(passages, PER_PAGE):
                self.fault("torn", f"?{query}: {passages} passages, {cards} shown")
        if exported == 200 and before == after:
            self.count("compared")
            if quotations != lines.count(b"\n"):
                held = lines.count(b"\n")
                self.fault("torn", f"?{query}: {quotations} on the page, {held} in its export")

    def version(self) -> bytes:
        found = re.search(rb"UTC, ([0-9a-f]{8})", self.ask("GET", "/data/")[2])
        return found[1] if found else b""

    def look_back(self) -> None:
        """Whether everything that was accepted is there, in order, and nothing came back."""
        refs = {editor.name: [editor.remarked, editor.toggled] for editor in self.editors}
        past = json.loads(self.python(PAST.format(refs=refs)))
        for editor in self.editors:
            remarked, toggled = past[editor.name]
            for problem in (
                *lost(editor.remarked, editor.remarks, remarked["note"]),
                *lost(editor.toggled, editor.states, toggled["state"]),
            ):
                self.fault("lost", problem)


PREPARED = """
import json
from django.contrib.auth.models import User
from quotes.models import Article, Contrast, Quotation, Section, Source, Speaker, Topic
for user in User.objects.filter(username__in={names} + ["{owner}"]):
    user.set_password("{password}")
    user.is_superuser = user.username == "{owner}"
    user.save()
rows = Quotation.objects.published().exclude(kind="nested").filter(nested=None).order_by("pk")
models = dict(speaker=Speaker, topic=Topic, source=Source, article=Article, section=Section)
models |= dict(contrast=Contrast)
known = {{
    name: list(model.objects.values_list("slug", flat=True)) for name, model in models.items()
}}
known["ref"] = list(Quotation.objects.values_list("ref", flat=True))
rows = list(rows.values_list("pk", "ref")[: max(12, 2 * len({names}))])
print(json.dumps(dict(known=known, rows=rows)))
"""
PAST = """
import json
from quotes.models import Quotation
def past(ref):
    records = Quotation.history.filter(ref=ref).order_by("history_id")
    now = Quotation.objects.values("note", "state").get(ref=ref)
    return {{name: [*records.values_list(name, flat=True), now[name]] for name in now}}
print(json.dumps({{name: [past(ref) for ref in refs] for name, refs in {refs}.items()}}))
"""


def uncaught(log: str) -> list[str]:
    """The last line of each error in the log. Answers of 400 and 403 are logged with a traceback
    too, but as warnings or as a matter of security."""
    entries = [entry.strip() for entry in ENTRY.split(log) if "Traceback (most rec" in entry]
    return [entry.rpartition("\n")[2] for entry in entries if not REFUSAL.match(entry)]


def lost(ref: str, told: list[tuple[str, bool]], past: list[str]) -> list[str]:
    """What is wrong with the values that a field has had (``past``, then the present one), where
    these were ``told`` in this order, each with whether it was surely accepted."""
    *history, now = past
    found, place = [], 0
    for value in (value for value, is_sure in told if is_sure):
        if value in history[place:]:
            place = history.index(value, place) + 1
        else:
            found.append(f"{ref}: “{value}” is not in the history, in its turn")
    last = max((place for place, (_, is_sure) in enumerate(told) if is_sure), default=None)
    if last is not None and now not in (possible := [value for value, _ in told[last:]]):
        found.append(f"{ref}: says “{now}”, not “{possible[0]}”")
    return found


class Browser:
    """Somebody who signs in, with their cookies."""

    def __init__(self, storm: Storm, name: str):
        self.storm, self.name = storm, name
        self.cookies: dict[str, str] = {}

    def sign_in(self) -> None:
        if "sessionid" in self.cookies:
            return
        form = self.form("/admin/login/", "login-form")
        form |= {"username": self.name, "password": PASSWORD}
        self.send("POST", "/admin/login/", urlencode(form))

    def form(self, address: str, key: str) -> dict[str, str]:
        """What a browser would send back of a form, if nothing were changed."""
        answer = self.send("GET", address)
        self.storm.judge(f"GET {address}", address, *answer)
        page = parse(answer[2].decode())
        return dict(fields(page.find(f"#{key}"))) if page.find_all(f"#{key}") else {}

    def send(self, method: str, address: str, body: str | None = None, headers=()):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = dict(headers) | {"Cookie": cookies}
        if body is not None:
            headers |= {"Content-Type": FORM, "X-CSRFToken": self.cookies.get("csrftoken", "")}
        answer = self.storm.ask(method, address, headers, body)
        for cookie in answer[1].get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer


class Editor(Browser):
    """Who writes numbered remarks, publishes and unpublishes, and remembers what was accepted."""

    def __init__(
        self, storm: Storm, name: str, remarked: tuple[int, str], toggled: tuple[int, str]
    ):
        super().__init__(storm, name)
        (self.remarked_key, self.remarked), (self.toggled_key, self.toggled) = remarked, toggled
        self.remarks: list[tuple[str, bool]] = []  # each with whether it was surely accepted
        self.states: list[tuple[str, bool]] = []

    def edit(self) -> None:
        for number in range(self.storm.options.saves):
            if self.storm.over.is_set():
                return
            with contextlib.suppress(Cut):
                self.sign_in()
                remark = f"Remark {number} of {self.name}."
                self.save(self.remarked_key, self.remarks, "note", remark, self.remarked)
                state = ("reviewed", "published")[number % 2]
                self.save(self.toggled_key, self.states, "state", state, self.toggled)

    def save(self, key: int, told: list, field: str, value: str, ref: str) -> None:
        address = f"/admin/quotes/quotation/{key}/change/"
        form = self.form(address, "quotation_form") | {field: value, "_save": "Save"}
        told.append((value, False))  # until an answer says more, nobody knows
        answer = self.send("POST", address, urlencode(form))
        status, given, body = answer
        self.storm.judge(f"POST {address}", address, *answer)
        if status == 302 and "/login/" not in given["Location"]:
            told[-1] = (value, True)
            self.storm.count("saved")
            self.look(field, value, ref)
            return
        told.pop()
        self.storm.count("refused")
        if status not in (409, 503):
            words = " ".join(parse(body.decode()).texts(".errornote") + [str(status)])
            self.storm.fault("lost", f"{ref}, {field}: {words}")

    def look(self, field: str, value: str, ref: str) -> None:
        """Any reader sees at once what has been accepted, on the page and in the export."""
        for address in (f"/quotations/{ref}/", f"/quotations.jsonl?ref={ref}"):
            status, _, body = self.storm.surely("GET", address)
            if field == "state":
                seen = (status, value) in ((200, "published"), (404, "reviewed"))
            else:
                seen = status == 200 and value.encode() in body
            if not seen:
                self.storm.fault("stale", f"{address}: {value} is not there ({status})")


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
