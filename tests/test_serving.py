"""The site as gunicorn serves it: watched over, stopped, attacked, and written about."""

import contextlib
import http.client
import logging
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.test import RequestFactory

from tests.databases import connection_kept
from tests.run_all import environment
from timeline import env, logs, middleware
from timeline.checks import database_is_private
from timeline.wsgi import application

ROOT = Path(__file__).parent.parent
PATIENCE = 30  # seconds until what does not come is a failure


# --- health -----------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "said"), [("/healthz", "alive\n"), ("/readyz", "ready\n")])
def test_whoever_watches_over_the_site_needs_no_name_and_no_encryption(
    client, settings, address, said
):
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get(address, headers={"Host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.text, answer["Cache-Control"]) == (200, said, "no-store")


@pytest.mark.django_db
def test_without_its_database_the_site_is_alive_and_not_ready(client, monkeypatch):
    def gone():
        raise DatabaseError("gone")

    monkeypatch.setattr(middleware, "data_version", gone)
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "The database cannot be used.\n")


# --- headers ----------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "headers"),
    [
        ("/", 200, {}),
        ("/?to=1940&from=1918", 302, {}),
        ("/?from=x", 400, {}),
        ("/nothing/", 404, {}),
        ("/speakers", 301, {}),
        ("/", 400, {"Host": "elsewhere.example"}),
        ("/?" + "&" * 1001, 400, {}),
        ("/static/timeline/site.css", 200, {}),
        ("/admin/", 302, {}),
        ("/quotations.csv", 200, {}),
    ],
)
def test_every_answer_has_the_headers_that_protect_its_reader(client, address, status, headers):
    answer = client.get(address, headers=headers)
    assert answer.status_code == status
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in answer["Content-Security-Policy"].split("; ")
    answer.close()


@pytest.mark.django_db
def test_a_redirect_to_https_has_them_too(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"].split("; ")


# --- what a server hands on -------------------------------------------------------------------


def served(method="GET", query="", **environ):
    """The status of what gunicorn would get for this."""
    asked = {"REQUEST_METHOD": method, "PATH_INFO": "/", "QUERY_STRING": query}
    environ = RequestFactory()._base_environ(**asked, **environ)
    statuses = []
    with connection_kept():
        answer = application(environ, lambda status, headers: statuses.append(status[:3]))
        with contextlib.closing(answer):
            b"".join(answer)
    return statuses[0]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["text/plain; charset=utf-8", "text/plain; charset=utf-16", ""])
def test_the_kind_of_content_that_a_question_claims_is_no_concern(kind):
    assert served(query="q=words&to=1940", CONTENT_TYPE=kind) == "302"
    assert served(query="q=w%C3%B6rter", CONTENT_TYPE=kind) == "200"
    assert served(query="&" * 1001, CONTENT_TYPE=kind) == "400"
    assert served("POST", query="&" * 1001, CONTENT_TYPE=kind) == "403"


# --- a server of its own ----------------------------------------------------------------------


@contextlib.contextmanager
def gunicorn(folder, **variables):
    """A worker with four threads on an empty database: its process and its port."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    url = f"sqlite:///{folder}/db.sqlite3"
    variables = environment(url) | {"PORT": str(port), "WEB_CONCURRENCY": "1"} | variables
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, env=variables, check=True)
    command = [sys.executable, "-m", "gunicorn", "--config", "python:timeline.gunicorn_conf"]
    server = subprocess.Popen(
        [*command, "timeline.wsgi"], cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True
    )
    try:
        server.stdout.readline()  # "Serving at …"
        yield server, port
    finally:
        with server.stdout:
            server.terminate()
            server.wait(PATIENCE)


def status(port, address="/healthz"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def half_sent(port):
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: local")
    return connection


def all_of(connection):
    with contextlib.closing(connection):
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_requests_that_never_end_stop_nobody_else_for_long(tmp_path):
    with gunicorn(tmp_path, REQUEST_SECONDS="1") as (_, port):
        slow = [half_sent(port) for _ in range(12)]
        assert status(port) == 200
        ends = [all_of(connection) for connection in slow]
    assert {end.partition(b"\r\n")[0] for end in ends} == {b"HTTP/1.1 408 Request Timeout"}


def test_a_stop_lets_a_request_that_has_begun_finish(tmp_path):
    with gunicorn(tmp_path) as (server, port):
        begun = half_sent(port)
        assert status(port) == 200  # a worker has taken what came before
        server.send_signal(signal.SIGTERM)
        begun.sendall(b"host\r\nConnection: close\r\n\r\n")
        assert all_of(begun).startswith(b"HTTP/1.1 200 OK\r\n")
        assert server.wait(PATIENCE) == 0


def test_the_files_of_the_database_are_their_owners_alone(tmp_path):
    with gunicorn(tmp_path) as (_, port):
        assert status(port, "/readyz") == 200
        files = list(tmp_path.glob("db.sqlite3*"))
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


# --- settings ---------------------------------------------------------------------------------


def test_a_database_that_everybody_can_read_is_warned_of(tmp_path, monkeypatch, settings):
    file = tmp_path / "db.sqlite3"
    file.touch(mode=0o600)
    own = {"NAME": file, "ENGINE": "django.db.backends.sqlite3"}
    monkeypatch.setitem(settings.DATABASES, "default", settings.DATABASES["default"] | own)
    assert database_is_private(None) == []
    file.chmod(0o644)
    assert [warning.id for warning in database_is_private(None)] == ["timeline.W001"]


def test_what_the_example_leaves_open_is_refused(monkeypatch):
    example = (ROOT / "docs/production.env").read_text()
    open_ones = {}
    for line in example.splitlines():
        name, _, value = line.partition("=")
        if value and not name.startswith("#"):
            monkeypatch.setenv(name, value)
            try:
                env.value(name)
            except ImproperlyConfigured as error:
                open_ones[name] = str(error)
    assert open_ones == {
        name: f"{name} still says “replace-this…”, as in the example."
        for name in ("SECRET_KEY", "DATABASE_URL")
    }


# --- log lines --------------------------------------------------------------------------------


def test_a_log_line_says_when_and_which_request(settings):
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Failed", None, None)
    record.request = RequestFactory().get("/?q=words")
    record.created = 0
    handler = settings.LOGGING["formatters"]["dated"]
    assert logs.Asked().filter(record)
    line = logging.Formatter(handler["format"], style="{").format(record)
    at = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(0))
    assert line.startswith(f"[{at},")
    assert line.endswith("] ERROR django.request: Failed [GET /?q=words]")
    assert os.linesep not in line
