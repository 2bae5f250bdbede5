"""Gunicorn's settings: python -m gunicorn --config python:timeline.gunicorn_conf timeline.wsgi"""

import gc
import os
import sys

from django.core.exceptions import ImproperlyConfigured

from timeline import env

try:
    from timeline import settings

    workers = env.number("WEB_CONCURRENCY", 2, 1, 128)
    request_seconds = env.number("REQUEST_SECONDS", 20, 1, 3600)  # read by timeline.worker
    accesslog = "-" if env.switch("ACCESS_LOG") else None
except ImproperlyConfigured as error:
    sys.exit(f"The site cannot start: {error}")

os.umask(0o077)  # what the site writes, the database above all, is nobody else's to read
bind = f"{env.bracketed(settings.HOST)}:{settings.PORT}"
threads = 4
worker_class = "timeline.worker.PunctualWorker"
# When it is told to stop, a worker takes no new request and finishes those that it has.
graceful_timeout = 30  # seconds
access_log_format = '%(h)s "%(m)s %(U)s" %(s)s %(B)s bytes %(M)s ms'  # no query, no browser
# A mistake in the site stops the start, where each worker would fail by itself and be tried again.
preload_app = True
loglevel = "warning"
# Where the site is mounted is no visitor's to say, nor a proxy's: gunicorn would believe a header
# SCRIPT_NAME, and a page made under it would be kept for everybody.
forwarder_headers = ""
# Nobody steers this server while it runs; without this it would keep a socket in the home folder.
control_socket_disable = True


def on_starting(server):
    """A database that is not the site's stops the start; one that is away may come back."""
    from quotes.database_trouble import Trouble, trouble_at_start

    problem = trouble_at_start()
    if problem and problem[0] in (Trouble.AWAY, Trouble.BUSY, Trouble.READ_ONLY, Trouble.FULL):
        print(f"The site starts, but: {problem[1]}", file=sys.stderr)
    elif problem:
        sys.exit(f"The site cannot start: {problem[1]}")


def when_ready(server):
    visited_at = "localhost" if settings.HOST in ("0.0.0.0", "::") else settings.HOST
    print(f"Serving at http://{env.bracketed(visited_at)}:{settings.PORT}/", flush=True)


def post_fork(server, worker):
    """What was there before the first request outlives them all: it need not be looked through for
    garbage again and again."""
    gc.freeze()
