"""Whatever way the data is kept, what comes back exports the same bytes."""

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests import databases, small_article
from tests.databases import fresh_database
from tests.run_all import environment

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.django_db


FILL = """
from django.contrib.auth.models import User
from quotes.models import Speaker
editor = User.objects.create_user("editor", password="a-password-nobody-guesses")
speaker = Speaker.objects.get(slug="ada")
speaker.name, speaker._history_user = "Ada Ø. “Quoted” 中", editor
speaker.save()
LogEntry.objects.log_actions(editor.pk, [speaker], 2, [{"changed": {"fields": ["name"]}}])
"""
SHOW = """
from django.contrib.auth.models import User
from quotes.data_version import data_version
from quotes.models import Speaker
for past in Speaker.history.filter(slug="ada"):
    print(past.name, past.history_user)
print(User.objects.get().check_password("a-password-nobody-guesses"))
print(LogEntry.objects.get().object_repr, data_version().token)
"""
ADD = (
    "from quotes.models import Speaker; print(Speaker.objects.create(slug='new', name='New').slug)"
)

# What migrating has put there already.
EMPTIED = """DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('TRUNCATE %I CASCADE', name);
  END LOOP;
END $$"""


def manage(url, *command):
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment(url),
        capture_output=True,
        text=True,
    )


def done(url, *command):
    process = manage(url, *command)
    assert process.returncode == 0, process.stderr
    return process.stdout


def python(url, code):
    return done(url, "shell", "-v", "0", "-c", code)


@pytest.fixture(scope="module")
def kept(migrated, django_db_blocker, tmp_path_factory):
    """A database with the small article, an account and a correction; and its backup."""
    folder = tmp_path_factory.mktemp("kept")
    with django_db_blocker.unblock(), fresh_database(connection, folder, like=migrated) as url:
        done(url, "load_article", str(small_article.write(folder)))
        python(url, FILL)
        done(url, "backup", str(folder / "all.sqlite3"))
        yield url, folder / "all.sqlite3"


def test_a_backup_comes_back_with_history_accounts_and_version(kept, migrated, tmp_path):
    url, file = kept
    shown = python(url, SHOW)
    assert shown.splitlines()[:3] == ["Ada Ø. “Quoted” 中 editor", "Ada None", "True"]
    with fresh_database(connection, tmp_path, like=migrated) as other:
        done(other, "restore", str(file))
        assert done(other, "export_quotations", "--all") == done(url, "export_quotations", "--all")
        assert python(other, SHOW + ADD) == shown + "new\n"


def test_a_backup_is_its_owners_alone_and_a_sound_sqlite_file(kept):
    _, file = kept
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.glob(".*")) == []
    copy = sqlite3.connect(file)
    assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
    assert copy.execute("SELECT count(*) FROM quotes_quotation").fetchone()[0] > 0
    copy.close()


def test_a_backup_replaces_no_file(tmp_path):
    file = tmp_path / "precious"
    file.write_text("Something else")
    with pytest.raises(CommandError, match="exists already. A backup replaces nothing"):
        call_command("backup", str(file))
    assert file.read_text() == "Something else"


def test_a_backup_needs_a_folder_that_exists(tmp_path):
    with pytest.raises(CommandError, match=f"There is no folder {tmp_path}/nowhere."):
        call_command("backup", str(tmp_path / "nowhere" / "all.sqlite3"))


def test_a_restore_needs_an_empty_database(kept):
    url, file = kept
    there = done(url, "export_quotations", "--all")
    refused = manage(url, "restore", str(file))
    assert refused.returncode == 1
    assert refused.stderr.startswith("CommandError: This database is not empty: it has ")
    assert done(url, "export_quotations", "--all") == there


def test_a_restore_needs_a_file(tmp_path):
    with pytest.raises(CommandError, match=f"There is no file {tmp_path}/none."):
        call_command("restore", str(tmp_path / "none"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"A text that is longer than the head of a database",
            "cannot be used: file is not a data",
        ),
        (b"", "is not that of this version of the site: migration "),
    ],
    ids=["no database", "an empty one"],
)
def test_a_restore_from_something_else_is_refused_in_words(tmp_path, kept, content, message):
    file = tmp_path / "other"
    file.write_bytes(content)
    url, _ = kept
    there = done(url, "export_quotations", "--all")
    refused = manage(url, "restore", str(file))
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"CommandError: The database read from {message}")
    assert file.read_bytes() == content
    assert done(url, "export_quotations", "--all") == there


def test_what_the_databases_own_tools_keep_comes_back_too(tmp_path, migrated):
    """SQLite's own backup, and pg_dump, whole and data only."""
    with fresh_database(connection, tmp_path, like=migrated) as url:
        done(url, "load_article", str(small_article.write(tmp_path)))
        there = done(url, "export_quotations", "--all")
        assert there
        for kept in OWN_TOOLS[connection.vendor](url, tmp_path):
            assert done(kept, "export_quotations", "--all") == there


def sqlites_own(url, folder):
    file = folder / "copy.sqlite3"
    source, target = sqlite3.connect(folder / "db.sqlite3"), sqlite3.connect(file)
    source.backup(target)
    source.close()
    target.close()
    yield f"sqlite:///{file}"


def postgresqls_own(url, folder):
    tools = databases.client_programs()
    for name, options in (("whole", []), ("data", ["--data-only"])):
        dump = folder / name
        run = {"check": True, "capture_output": True, "env": os.environ}
        subprocess.run([tools / "pg_dump", url, *options, "-f", dump], **run)
        with fresh_database(connection, folder) as other:
            psql = [tools / "psql", other, "-v", "ON_ERROR_STOP=1", "-1", "-q"]
            if options:
                done(other, "migrate", "--verbosity", "0")
                subprocess.run([*psql, "-c", EMPTIED], **run)
            subprocess.run([*psql, "-f", dump], **run)
            yield other


OWN_TOOLS = {"sqlite": sqlites_own, "postgresql": postgresqls_own}
