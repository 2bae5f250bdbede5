"""The site on a free port with a temporary database, served as in production.

with served(*LOAD) as address: …                        the shipped data
with served("-m", "bench.seed", "2000") as address: …   synthetic data
"""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.run_all import environment

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = "fixtures/the-bureaucracy-in-exile.txt"
LOAD = ("manage.py", "load_article", ARTICLE)
PATIENCE = 30  # seconds until a server that does not answer is a failure


@contextlib.contextmanager
def served(*fill):
    """The address of the site after `python FILL…` has filled its empty database.

    Static files must have been collected: the make targets see to it. CalledProcessError where
    filling fails, TimeoutError where the server does not answer.
    """
    with tempfile.TemporaryDirectory(prefix="timeline-bench-") as folder:
        port = free_port()
        variables = environment(f"sqlite:///{folder}/db.sqlite3") | {"PORT": str(port)}
        for command in (("manage.py", "migrate", "--verbosity", "0"), fill):
            subprocess.run(
                [sys.executable, *command],
                check=True,
                cwd=ROOT,
                env=variables,
                stdout=subprocess.DEVNULL,
            )
        with running(variables) as server:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, server)
            yield address


@contextlib.contextmanager
def running(variables, output=subprocess.DEVNULL, errors=None):
    """The process of the site's server, with these environment variables; the block ends it."""
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "python:timeline.gunicorn_conf"]
        + ["timeline.wsgi"],
        cwd=ROOT,
        env=variables,
        stdout=output,
        stderr=errors,
    )
    try:
        yield server
    finally:
        server.terminate()
        server.wait()


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def wait_for(address, server):
    """Until the server has answered the front page, which each worker has then read its templates
    for, and keeps."""
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            for _ in range(8 * workers()):  # the workers take requests as they please
                urllib.request.urlopen(asked, timeout=PATIENCE).read()
            return
        time.sleep(0.05)
    raise TimeoutError(f"{address} does not answer.")


def workers():
    return int(os.environ.get("WEB_CONCURRENCY", "2"))
