"""The environment decides, strictly, and docs/deployment.md says how."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.run_all import variables_of_the_site

ROOT = Path(__file__).parent.parent
DEPLOYMENT = ROOT / "docs" / "deployment.md"
PRODUCTION = ROOT / "docs" / "production.env"
SECRET = "a-secret-of-the-tests-that-is-just-as-long-as-it-must-be"
PUBLIC = {"SITE_URL": "https://quotations.example.org"}


def run(command, **variables):
    """Run Python with these of the site's variables and no others."""
    own = variables_of_the_site()
    kept = {name: value for name, value in os.environ.items() if name not in own}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=kept | {"SECRET_KEY": SECRET} | variables,
        capture_output=True,
        text=True,
    )


def setting(name, **variables):
    """The value of one setting under these variables, as Python prints it."""
    code = f"from django.conf import settings; print(settings.{name})"
    answer = run(["-c", code], DJANGO_SETTINGS_MODULE="timeline.settings", **variables)
    assert answer.stderr == ""
    return answer.stdout.strip()


def rows_of_the_table():
    return re.findall(r"^\| `([A-Z_]+)` \|", DEPLOYMENT.read_text(), re.MULTILINE)


def example():
    lines = PRODUCTION.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if not line.startswith("#"))


def test_the_table_in_the_docs_names_every_variable_that_is_read():
    others = ["FORWARDED_ALLOW_IPS", "TEST_DATABASE_URL"]  # gunicorn's own, and the tests'
    assert rows_of_the_table() == [*variables_of_the_site(), *others]


def test_the_docs_show_the_example_of_a_public_site_as_it_is():
    assert f"```sh\n{PRODUCTION.read_text()}```" in DEPLOYMENT.read_text()


def test_the_example_of_a_public_site_passes_djangos_deployment_checks():
    own = {"SECRET_KEY": SECRET, "DATABASE_URL": "postgres://quotations@localhost:5432/quotations"}
    command = ["manage.py", "check", "--deploy", "--fail-level", "DEBUG"]
    answer = run(command, **example() | own)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("System check identified no issues (")


BAD = {
    "SECRET_KEY": ["short", "x" * 49, f"replace-this-{SECRET}"],
    "DEBUG": ["maybe", "2"],
    "HOST": ["127.0.0.1:8000", "http://localhost", "two words", "-x"],
    "PORT": ["0", "65536", "http", "-1", "８０"],
    "SITE_URL": [
        "quotations.example.org",
        "ftp://quotations.example.org",
        "https://",
        "https://quotations.example.org/path",
        "https://quotations.example.org:port",
        "https://user@quotations.example.org",
        "https://[::1",
    ],
    "ALLOWED_HOSTS": ["https://quotations.example.org", "a.org:80", "a.org b.org", "*.a.org"],
    "DATABASE_URL": [
        "mysql://localhost/quotations",
        "quotations",
        "postgres://localhost",
        "postgres://user:pass/word@localhost:5432/quotations",
        "postgres://localhost:port/quotations",
        "sqlite:////no/such/folder/db.sqlite3",
    ],
    "REPORT_EMAIL": ["desk", "desk@", "a@example.org, b@example.org"],
    "TRUSTED_PROXIES": ["all", "10"],
    "HSTS_SECONDS": ["a year", "-1", "3600"],
    "HSTS_WHOLE_DOMAIN": ["example.org", "on"],
    "WEB_CONCURRENCY": ["many", "0"],
    "REQUEST_SECONDS": ["never", "0"],
    "ACCESS_LOG": ["access.log"],
}
OF_THE_SERVER = ("WEB_CONCURRENCY", "REQUEST_SECONDS", "ACCESS_LOG")


def test_every_variable_has_bad_values():
    assert list(BAD) == variables_of_the_site()


@pytest.mark.parametrize("name", BAD)
def test_a_bad_value_is_answered_in_one_sentence_that_names_the_variable(name):
    command = ["manage.py", "check"]
    if name in OF_THE_SERVER:
        command = ["-c", "import timeline.gunicorn_conf"]
    for value in BAD[name]:
        answer = run(command, **{name: value})
        assert answer.returncode == 1, value
        assert answer.stdout == ""
        assert re.fullmatch(rf"The site cannot start: {name} [^\n]+\n", answer.stderr), (
            answer.stderr
        )


def test_a_bad_database_url_is_not_repeated_because_it_may_hold_a_password():
    answer = run(
        ["manage.py", "check"], DATABASE_URL="postgres://me:open/sesame@localhost/quotations"
    )
    assert "sesame" not in answer.stderr


def test_a_database_that_cannot_be_reached_is_answered_in_a_sentence():
    url = "postgres://nobody:secret@127.0.0.1:1/quotations"
    answer = run(["manage.py", "migrate"], DATABASE_URL=url)
    assert answer.returncode == 1
    assert "DATABASE_URL: the database cannot be used: " in answer.stderr
    assert "Traceback" not in answer.stderr
    assert "secret" not in answer.stderr


def test_an_empty_variable_counts_as_unset():
    empty = dict.fromkeys(variables_of_the_site(), "") | {"SECRET_KEY": SECRET}
    assert setting("PORT, settings.DEBUG, settings.SITE_URL", **empty) == "8000 False"


def test_allowed_hosts_are_this_machines_own_names():
    assert setting("ALLOWED_HOSTS") == "['localhost', '127.0.0.1', '[::1]']"


def test_allowed_hosts_follow_host():
    assert setting("ALLOWED_HOSTS", HOST="10.0.0.7") == (
        "['localhost', '127.0.0.1', '[::1]', '10.0.0.7']"
    )
    assert setting("ALLOWED_HOSTS", HOST="[fd00::7]") == (
        "['localhost', '127.0.0.1', '[::1]', '[fd00::7]']"
    )


def test_allowed_hosts_of_a_site_that_listens_everywhere_are_the_names_of_the_machine():
    code = "import socket; print(socket.gethostname().lower())"
    own_name = run(["-c", code]).stdout.strip()
    assert setting("ALLOWED_HOSTS", HOST="0.0.0.0").startswith(
        f"['localhost', '127.0.0.1', '[::1]', '{own_name}'"
    )


def test_allowed_hosts_follow_the_public_address():
    assert setting("ALLOWED_HOSTS", **PUBLIC) == (
        "['localhost', '127.0.0.1', '[::1]', 'quotations.example.org']"
    )


def test_allowed_hosts_that_are_named_count_alone():
    named = setting("ALLOWED_HOSTS", ALLOWED_HOSTS="a.org, .b.org,[::1]", **PUBLIC)
    assert named == "['a.org', '.b.org', '[::1]']"


def test_a_public_address_with_https_switches_encryption_on():
    names = "SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE"
    assert setting(names) == "False False False"
    assert setting(names, SITE_URL="http://quotations.example.org") == "False False False"
    assert setting(names, **PUBLIC) == "True True True"
    assert setting("CSRF_TRUSTED_ORIGINS", **PUBLIC) == "['https://quotations.example.org']"


def test_without_a_database_url_the_database_is_a_file_beside_manage_py():
    assert setting("DATABASES['default']['NAME']") == str(ROOT / "db.sqlite3")


def test_a_relative_sqlite_path_is_relative_to_manage_py():
    name = setting("DATABASES['default']['NAME']", DATABASE_URL="sqlite:///docs/db.sqlite3")
    assert name == str(ROOT / "docs" / "db.sqlite3")


def test_postgresql_is_reached_through_the_database_url():
    url = "postgres://me:pass%2Fword@db.example.org:5433/quotations"
    names = [f"settings.DATABASES['default']['{key}']" for key in ("USER", "PASSWORD", "PORT")]
    assert setting(f"DATABASES['default']['NAME'], {', '.join(names)}", DATABASE_URL=url) == (
        "quotations me pass/word 5433"
    )


def test_gunicorn_listens_where_the_variables_say():
    code = "from timeline import gunicorn_conf; print(gunicorn_conf.bind, gunicorn_conf.workers)"
    assert run(["-c", code]).stdout == "127.0.0.1:8000 2\n"
    named = run(["-c", code], HOST="::1", PORT="8123", WEB_CONCURRENCY="3")
    assert named.stdout == "[::1]:8123 3\n"
