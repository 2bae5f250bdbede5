"""What is the matter with the database is said in sentences: by commands, the start, the pages."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, OperationalError, connection
from django.urls import reverse

from quotes.data_version import is_watched
from quotes.database_trouble import Trouble, told, trouble
from quotes.models import Speaker
from tests.databases import fresh_database
from tests.factories import SpeakerFactory
from tests.markup import page_of
from tests.run_all import environment

ROOT = Path(__file__).parent.parent


def from_driver(raised):
    """The error as Django passes it on."""
    error = DatabaseError(*raised.args)
    error.__cause__ = raised
    return error


def of_sqlite(path, statement, **options):
    """The error that SQLite has for a statement."""
    beside = None
    try:
        beside = sqlite3.connect(path, timeout=0, **options)
        beside.execute(statement)
    except sqlite3.Error as error:
        return error
    finally:
        if beside:
            beside.close()
    raise AssertionError(f"{statement} has succeeded.")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "db.sqlite3"
    beside = sqlite3.connect(path)
    beside.execute("CREATE TABLE taken (id integer)")
    beside.close()
    return path


def test_the_errors_of_sqlite_are_known(file):
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert trouble(from_driver(of_sqlite(file, "BEGIN IMMEDIATE"))) is Trouble.BUSY
    holder.close()
    write = "INSERT INTO taken VALUES (1)"
    only_read = of_sqlite(f"file:{file}?mode=ro", write, uri=True)
    assert trouble(from_driver(only_read)) is Trouble.READ_ONLY
    assert trouble(from_driver(of_sqlite(file.parent, write))) is Trouble.CLOSED
    assert trouble(from_driver(of_sqlite(file, "SELECT * FROM none"))) is Trouble.HALF_MADE
    assert trouble(from_driver(of_sqlite(file, "CREATE TABLE taken (x)"))) is Trouble.TAKEN
    file.write_bytes(b"This is a text, and no database at all. " * 20)
    assert trouble(from_driver(of_sqlite(file, write))) is Trouble.FOREIGN


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (psycopg.errors.DeadlockDetected, Trouble.BUSY),
        (psycopg.errors.LockNotAvailable, Trouble.BUSY),
        (psycopg.errors.SerializationFailure, Trouble.BUSY),
        (psycopg.errors.QueryCanceled, Trouble.BUSY),
        (psycopg.OperationalError, Trouble.AWAY),
        (psycopg.errors.AdminShutdown, Trouble.AWAY),
        (psycopg.errors.InvalidPassword, Trouble.AWAY),
        (psycopg.errors.ReadOnlySqlTransaction, Trouble.READ_ONLY),
        (psycopg.errors.InsufficientPrivilege, Trouble.READ_ONLY),
        (psycopg.errors.DiskFull, Trouble.FULL),
        (psycopg.errors.UndefinedTable, Trouble.HALF_MADE),
        (psycopg.errors.DuplicateTable, Trouble.TAKEN),
        (psycopg.errors.NotNullViolation, None),
        (psycopg.errors.SyntaxError, None),
    ],
)
def test_the_errors_of_postgresql_are_known(error, found):
    assert trouble(from_driver(error("so it says"))) is found


def test_what_is_no_trouble_of_the_database_has_no_sentence():
    assert trouble(None) is None
    assert told(ValueError("x")) == ""


def test_a_sentence_ends_with_what_the_driver_says():
    error = from_driver(psycopg.errors.DiskFull("no space left\non device."))
    assert told(error) == (
        "There is no room left for the database to write. Make room; nothing of what was to be "
        "written is there. (no space left on device)"
    )


# At the start and at the command line


@pytest.mark.django_db
def test_a_database_that_is_all_there_is_no_trouble():
    assert is_watched("default")
    with connection.cursor() as cursor:
        dropped = {
            "sqlite": "DROP TRIGGER quotes_speaker_version_insert",
            "postgresql": "DROP TRIGGER quotes_speaker_version ON quotes_speaker",
        }
        cursor.execute(dropped[connection.vendor])
    assert not is_watched("default")


def run(url, *command):
    child = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment(url),
        capture_output=True,
        text=True,
    )
    return child.returncode, child.stderr


SERVE = ("-m", "gunicorn", "--config", "python:timeline.gunicorn_conf", "timeline.wsgi")


@pytest.mark.django_db
def test_a_database_that_nobody_has_migrated_stops_a_command_and_the_start(tmp_path):
    with fresh_database(connection, tmp_path) as url:
        status, said = run(url, "manage.py", "export_quotations")
        assert status == 1
        assert said.startswith(f"{Trouble.HALF_MADE.value} Run  manage.py migrate (")
        assert said.count("\n") <= 1
        status, said = run(url, *SERVE)
        assert status != 0
        assert f"The site cannot start: {Trouble.HALF_MADE.value}" in said
        assert "Traceback" not in said


@pytest.mark.parametrize(
    "command",
    [
        ("manage.py", "load_article", "fixtures/the-bureaucracy-in-exile.txt"),
        ("manage.py", "write_annotations", "--check"),
        ("manage.py", "migrate"),
        SERVE,
    ],
    ids=["load_article", "write_annotations", "migrate", "the start"],
)
def test_a_file_that_is_no_database_stops_a_command_and_the_start(tmp_path, command):
    path = tmp_path / "db.sqlite3"
    path.write_bytes(b"This is a text, and no database at all. " * 20)
    before = path.read_bytes()
    status, said = run(f"sqlite:///{path}", *command)
    assert status != 0
    assert "Traceback" not in said
    assert "file is not a database" in said
    assert path.read_bytes() == before


@pytest.mark.django_db
def test_tables_of_somebody_else_are_left_alone(tmp_path):
    with fresh_database(connection, tmp_path) as url:
        table = "CREATE TABLE quotes_article (id integer)"
        if url.startswith("sqlite"):
            beside = sqlite3.connect(url.removeprefix("sqlite:///"))
        else:
            beside = psycopg.connect(url, autocommit=True)
        beside.execute(table)
        beside.close()
        status, said = run(url, "manage.py", "migrate", "-v0")
    assert status == 1
    assert said.startswith(Trouble.TAKEN.value)
    assert "Traceback" not in said


# On pages


@pytest.fixture
def busy(client, monkeypatch):
    """Have every save find that somebody else is writing all the while."""
    client.raise_request_exception = False

    def save(*args, **kwargs):
        raise OperationalError("database is locked") from psycopg.errors.LockNotAvailable("locked")

    monkeypatch.setattr(Speaker, "save", save)


@pytest.mark.django_db
def test_who_cannot_save_for_now_is_told_so_and_can_send_it_again(admin_client, busy):
    speaker = SpeakerFactory.build(pk=None)
    admin_client.raise_request_exception = False
    address = reverse("admin:quotes_speaker_add") + "?_popup=1"
    typed = {"name": "A “new” <name>", "sort_name": "\nB", "slug": speaker.slug}
    typed |= {"kind": "person", "standing": "contemporary", "line": "", "members": []}
    response = admin_client.post(address, typed)
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert response["Cache-Control"] == "no-store"
    page = page_of(response)
    assert page.find("h1").words == "Not just now"
    assert page.find("main p").words == (
        "Somebody else was writing to the database all the while. Nothing of what you sent was "
        "stored. It is still here: send it again in a moment."
    )
    form = page.find("form")
    assert form["action"] == address
    assert 'name="name" hidden>\nA “new” &lt;name&gt;</textarea>' in response.content.decode()
    assert 'name="sort_name" hidden>\n\nB</textarea>' in response.content.decode()


@pytest.mark.django_db
def test_a_password_is_not_sent_back(client, monkeypatch):
    def authenticate(*args, **kwargs):
        raise OperationalError("down") from psycopg.OperationalError("down")

    monkeypatch.setattr("allauth.account.adapter.authenticate", authenticate)
    client.raise_request_exception = False
    response = client.post(reverse("admin:login"), {"username": "ann", "password": "a secret"})
    assert response.status_code == 503
    assert "a secret" not in response.content.decode()
    page = page_of(response)
    assert page.find("main p").words == (
        "The database cannot be reached. Nothing of what you sent was stored. Go back, and send it "
        "again in a moment."
    )
    assert page.find_all("form") == []


@pytest.mark.django_db
def test_a_page_without_its_database_says_so(client, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("down") from psycopg.OperationalError("down")

    monkeypatch.setattr("timeline.views.timeline.histogram", away)
    client.raise_request_exception = False
    response = client.get("/")
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    page = page_of(response)
    assert page.find("main p").words == (
        "The database cannot be reached. Please try again in a moment."
    )
    assert page.find_all("form") == []
