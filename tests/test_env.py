"""The secret and the database are fit before the site starts."""

import stat

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from timeline import checks, env


@pytest.fixture
def no_secret(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)


@pytest.mark.usefixtures("no_secret")
def test_a_missing_secret_is_made_once_and_kept(tmp_path):
    path = tmp_path / ".secret-key"
    first = env.secret("SECRET_KEY", path)
    assert len(first) >= 50
    assert env.secret("SECRET_KEY", path) == first
    assert [entry.name for entry in tmp_path.iterdir()] == [".secret-key"]


@pytest.mark.usefixtures("no_secret")
def test_nobody_else_can_read_the_secret(tmp_path):
    path = tmp_path / ".secret-key"
    env.secret("SECRET_KEY", path)
    assert stat.filemode(path.stat().st_mode) == "-rw-------"


@pytest.mark.usefixtures("no_secret")
def test_a_secret_that_another_process_has_just_made_is_not_written_over(tmp_path):
    path = tmp_path / ".secret-key"
    path.write_text("first")
    env.write_secret(path)
    assert path.read_text() == "first"


@pytest.mark.usefixtures("no_secret")
def test_a_secret_file_that_was_cut_off_is_refused(tmp_path):
    path = tmp_path / ".secret-key"
    path.write_text("")
    with pytest.raises(ImproperlyConfigured, match=r"^\.secret-key has 0 characters"):
        env.secret("SECRET_KEY", path)


@pytest.mark.usefixtures("no_secret")
def test_without_a_place_for_a_secret_the_message_says_what_to_set(tmp_path):
    with pytest.raises(
        ImproperlyConfigured, match=r"^SECRET_KEY is not set, and .* Set SECRET_KEY"
    ):
        env.secret("SECRET_KEY", tmp_path / "no-such-folder" / ".secret-key")


def test_the_secret_of_the_environment_comes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "s" * 50)
    assert env.secret("SECRET_KEY", tmp_path / ".secret-key") == "s" * 50
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_the_database_of_the_tests_is_usable():
    assert run_checks(tags=["database"], databases=["default"]) == []


def test_postgresql_15_is_new_enough():
    assert checks.problems_with_version(150000) == []


def test_an_older_postgresql_is_refused_by_its_version():
    assert [error.msg for error in checks.problems_with_version(140012)] == [
        "DATABASE_URL: this server is PostgreSQL 14; the site needs 15 or newer."
    ]


@pytest.mark.django_db
def test_the_tests_run_on_the_engine_that_was_asked_for(request):
    """Else the run on PostgreSQL could silently be a second run on SQLite."""
    asked_for = env.value("DATABASE_URL", "sqlite").partition(":")[0]
    assert connection.vendor == {"postgres": "postgresql"}.get(asked_for, asked_for)
