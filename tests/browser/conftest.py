"""A real browser in front of the site, watched: what a page must never do fails its test.

- `page`, `page_without_script`: one page of a new visitor, with and without JavaScript.
- `shown`: a page for looking at addresses and no more: one visitor for all such tests.
- `new_context`: a factory for anything else (a phone, dark mode, a second visitor).
- `site`: the address of the site with the article loaded; every test finds it as loaded.
- `empty_site`: the address of the site with an empty database.
- `sign_in(page, user, site)`: what the log-in form would do, without the form.
- `accessibility(page)`: what axe-core finds wrong on the page, as short lines (see axe.py).

A test fails on an error in the console, on an exception in a script, on a request to any host but
the site, and on anything that the content security policy has to stop.
"""

import os
import sqlite3
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser import axe, chromium
from tests.browser.watch import Watch

# Playwright's synchronous interface runs an event loop in this thread, which Django would take for
# code that must not reach the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARTICLE = Path(settings.BASE_DIR, "fixtures", "the-bureaucracy-in-exile.txt")
PATIENCE = 10_000  # milliseconds until something that does not appear is a failure
DESKTOP = {"width": 1280, "height": 800}

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def playwright():
    """First of all: where its event loop runs, Django's connections are others than before."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright, server):
    """One browser a process; the server that it talks to is there before it and after it."""
    browser = playwright.chromium.launch(**chromium.launch_options())
    yield browser
    browser.close()


@pytest.fixture
def server_outlives_pages(request):
    """Whatever site the test asks for is put back when its pages are closed, and not before."""
    for name in ("site", "empty_site"):
        if name in request.fixturenames:
            request.getfixturevalue(name)


@pytest.fixture
def new_context(browser, server_outlives_pages):
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
def looker(browser):
    """The page behind `shown`, with its watch."""
    watch, context = Watch(), browser.new_context(viewport=DESKTOP, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    watch.over(context)
    yield context.new_page(), watch
    context.close()


@pytest.fixture
def shown(looker, server_outlives_pages):
    page, watch = looker
    page.emulate_media(media="null", color_scheme="light")
    page.set_viewport_size(DESKTOP)
    yield page
    page.unroute_all()
    page.goto("about:blank")
    seen, watch.seen[:] = watch.seen[:], []
    assert seen == []


@pytest.fixture(scope="session")
def django_db_setup(
    playwright, django_test_environment, django_db_modify_db_settings, django_db_blocker
):
    """A test database in every case: `site` needs one without a mark that says so."""
    with django_db_blocker.unblock():
        databases = setup_databases(verbosity=0, interactive=False, aliases=["default"])
        yield
        teardown_databases(databases, verbosity=0)


@pytest.fixture(scope="session")
def copies(django_db_setup, django_db_blocker):
    """Copies of the database before and after loading, made once."""
    with django_db_blocker.unblock():
        connection.ensure_connection()
        empty = copy_of(connection.connection)
        call_command("load_article", str(ARTICLE), verbosity=0)
        loaded = copy_of(connection.connection)
        empty.backup(connection.connection)
        yield empty, loaded


@pytest.fixture(scope="session")
def server(copies):
    """The only server; `server.is_idle.wait()` comes back when it answers nobody."""
    server = LiveServer("localhost")
    server.is_idle = Idleness()
    yield server
    server.stop()


class Idleness:
    """Counts the requests that are being answered, in whatever thread."""

    def __init__(self):
        self.under_way, self.changed = 0, threading.Condition()
        request_started.connect(self.begin)
        request_finished.connect(self.end)

    def begin(self, **_):
        with self.changed:
            self.under_way += 1

    def end(self, **_):
        with self.changed:
            self.under_way -= 1
            self.changed.notify_all()

    def wait(self):
        with self.changed:
            assert self.changed.wait_for(lambda: self.under_way <= 0, PATIENCE / 1000)


def copy_of(database):
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    database.backup(copy)
    return copy


@pytest.fixture
def site(copies, server, django_db_blocker):
    """The address of the site with the article loaded; what a test changes is put back."""
    _, loaded = copies
    with django_db_blocker.unblock():
        yield from served(server, loaded)


@pytest.fixture
def empty_site(copies, server, django_db_blocker):
    """The address of the site with nothing in it; what a test changes is put back."""
    empty, _ = copies
    with django_db_blocker.unblock():
        yield from served(server, empty)


def served(server, content):
    """The server's address while its database holds this content. A page that was closed may have
    asked for something just before: the next content comes when that is answered."""
    server.is_idle.wait()
    connection.ensure_connection()
    content.backup(connection.connection)
    yield server.url
    server.is_idle.wait()


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
    return axe.problems
