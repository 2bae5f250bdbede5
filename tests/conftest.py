"""What holds for every test, on either database.

pytest --only-database   only the tests that touch a database: the others say nothing new on
                         another engine
pytest --shuffle SEED    in an order that the seed decides, whole modules first; what depends on
                         the usual order fails
"""

import random
import subprocess
import sys
from itertools import groupby
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.databases import fresh_database
from tests.markup import page_of
from tests.run_all import environment

# The same examples on every machine and in every run; how long one takes says nothing here.
hypothesis_settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    # The database fixture is set up once a test and not once an example: examples only read.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
hypothesis_settings.load_profile("ci")


def pytest_configure(config):
    """The suite needs no collected static files: they come straight from their source folders."""
    from django.conf import settings

    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_AUTOREFRESH = True
    settings.WHITENOISE_USE_FINDERS = True
    # A password that is slow to check protects people; tests have none to protect.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_addoption(parser):
    group = parser.getgroup("timeline")
    group.addoption("--only-database", action="store_true", help="Only what touches a database")
    group.addoption("--shuffle", metavar="SEED", help="In the order that this seed decides")


def pytest_collection_modifyitems(config, items):
    if config.getoption("only_database"):
        others = [item for item in items if not touches_database(item)]
        items[:] = [item for item in items if touches_database(item)]
        config.hook.pytest_deselected(items=others)
    if seed := config.getoption("shuffle"):
        items[:] = shuffled(items, random.Random(seed))


def touches_database(item):
    """Whether the test may: pytest-django refuses every query of one that does not say so."""
    return bool(
        item.get_closest_marker("django_db")
        or {"db", "transactional_db", "django_db_setup"}.intersection(item.fixturenames)
    )


def shuffled(items, by):
    """Modules in another order, and their tests: what a module shares is still made once."""
    modules = [list(tests) for _, tests in groupby(items, key=lambda item: item.path)]
    by.shuffle(modules)
    for tests in modules:
        by.shuffle(tests)
    return [test for tests in modules for test in tests]


@pytest.fixture(autouse=True)
def nothing_kept():
    """Each test makes its pages anew: settings may differ, and queries are counted."""
    caches["pages"].clear()


@pytest.fixture(scope="session")
def migrated(django_db_setup, django_db_blocker, tmp_path_factory):
    """The URL of a database with all tables, made once: for `fresh_database(…, like=migrated)`."""
    folder = tmp_path_factory.mktemp("migrated")
    with django_db_blocker.unblock(), fresh_database(connection, folder) as url:
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
            cwd=Path(__file__).parent.parent,
            env=environment(url),
            check=True,
        )
        yield url


@pytest.fixture
def open_page(client):
    """Open an address and give the page; its answer must have this status."""

    def open_page(address, status=200, **headers):
        response = client.get(address, headers=headers)
        assert response.status_code == status
        return page_of(response)

    return open_page
