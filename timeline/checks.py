"""What must be true of the database before the site can use it."""

import stat
from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connections
from django.db.utils import DatabaseError, NotSupportedError

OLDEST_POSTGRESQL = 15


@register(Tags.database)
def database_is_usable(app_configs, databases, **kwargs):
    """Answer in one sentence where a driver would answer with a page of traceback."""
    return [error for alias in databases or () for error in problems(connections[alias])]


def problems(connection):
    """The reasons why `connection` cannot be used, as a list of check errors."""
    try:
        connection.ensure_connection()
    except (DatabaseError, NotSupportedError) as error:
        reason = " ".join(str(error).split())
        return [Error(f"DATABASE_URL: the database cannot be used: {reason}", id="timeline.E001")]
    if connection.vendor == "postgresql":
        return problems_with_version(connection.pg_version)
    return []


def problems_with_version(number):
    """`number` as PostgreSQL states it: 150004 is version 15.4."""
    if number // 10000 >= OLDEST_POSTGRESQL:
        return []
    return [
        Error(
            f"DATABASE_URL: this server is PostgreSQL {number // 10000};"
            f" the site needs {OLDEST_POSTGRESQL} or newer.",
            id="timeline.E002",
        )
    ]


@register(Tags.security, deploy=True)
def database_is_private(app_configs, **kwargs):
    """The file of the database holds the accounts: nobody else on the machine need read it."""
    database = settings.DATABASES["default"]
    file = Path(database["NAME"])
    if database["ENGINE"] != "django.db.backends.sqlite3" or not file.is_file():
        return []
    if not stat.S_IMODE(file.stat().st_mode) & 0o077:
        return []
    message = f"DATABASE_URL: everybody on this machine can read {file}."
    return [Warning(message, hint=f"chmod 600 {file}*", id="timeline.W001")]
