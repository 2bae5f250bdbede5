"""A real browser in front of the site, watched: what a page must never do fails its test.

- `page`, `page_without_script`: one page, with and without JavaScript.
- `new_context`: a factory for anything else (a phone, dark mode, a second visitor).
- `site`: the address of the site with the article loaded; every test finds it as loaded.
- `live_server` (pytest-django's): the address of a site with an empty database.
- `sign_in(page, user, site)`: what the log-in form would do, without the form.
- `accessibility(page)`: what axe-core finds wrong on the page, as short lines.

A test fails on an error in the console, on an exception in a script, on a request to any host but
the site, and on anything that the content security policy has to stop.
"""

import os
import sqlite3
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser import chromium
from tests.browser.watch import Watch

# Playwright's synchronous interface runs an event loop in this thread, which Django would take for
# code that must not reach the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARTICLE = Path(settings.BASE_DIR, "fixtures", "the-bureaucracy-in-exile.txt")
PATIENCE = 10_000  # milliseconds until something that does not appear is a failure
DESKTOP = {"width": 1280, "height": 800}

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch_options())
        yield browser
        browser.close()


@pytest.fixture
def new_context(browser):
    """A factory: `new_context(**options)` is a new visitor, with Playwright's own options."""
    watch, contexts = Watch(), []

    def create(**options):
        context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB"} | options)
        context.set_default_timeout(PATIENCE)
        watch.over(context)
        contexts.append(context)
        return context

    create.watch = watch
    yield create
    for context in contexts:
        context.close()
    assert watch.seen == []


@pytest.fixture
def page(new_context):
    return new_context().new_page()


@pytest.fixture
def page_without_script(new_context):
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """A test database in every case: `site` needs one without a mark that says so."""
    with django_db_blocker.unblock():
        databases = setup_databases(verbosity=0, interactive=False, aliases=["default"])
        yield
        teardown_databases(databases, verbosity=0)


@pytest.fixture(scope="session")
def loaded_site(django_db_setup, django_db_blocker):
    """A server, and copies of the database before and after loading. Use `site` instead."""
    with django_db_blocker.unblock():
        connection.ensure_connection()
        empty = copy_of(connection.connection)
        call_command("load_article", str(ARTICLE), verbosity=0)
        loaded = copy_of(connection.connection)
        empty.backup(connection.connection)
        server = LiveServer("localhost")
        yield server, empty, loaded
        server.stop()


def copy_of(database):
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    database.backup(copy)
    return copy


@pytest.fixture
def site(loaded_site, django_db_blocker):
    """The address of the site with the article loaded; what a test changes is put back."""
    server, empty, loaded = loaded_site
    with django_db_blocker.unblock():
        connection.ensure_connection()
        loaded.backup(connection.connection)
        yield server.url
        empty.backup(connection.connection)


@pytest.fixture
def sign_in():
    def sign_in(page, user, address):
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": str(address)}
        page.context.add_cookies([cookie])

    return sign_in


@pytest.fixture
def accessibility():
    def problems(page):
        violations = Axe().run(page).response["violations"]
        return [
            f"{violation['id']}: {violation['help']}: {' '.join(map(str, node['target']))}"
            for violation in violations
            for node in violation["nodes"]
        ]

    return problems
