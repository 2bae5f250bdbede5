"""What is the matter with the database, as a sentence for people, from what its driver says."""

import sqlite3
from enum import Enum

import psycopg
from django.db import DatabaseError, InterfaceError, connections
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor

from quotes.data_version import is_watched

ERRORS = (DatabaseError, InterfaceError, InconsistentMigrationHistory)


class Trouble(Enum):
    """What somebody can do something about; anything else is a fault of the site."""

    BUSY = "Somebody else was writing to the database all the while."
    AWAY = "The database cannot be reached."
    CLOSED = "The file of the database cannot be opened or read."
    READ_ONLY = "The database can be read, but not written to."
    FULL = "There is no room left for the database to write."
    FOREIGN = "This is not a database of this site, or it is damaged."
    TAKEN = "There are tables in the database that no migration of this site has made."
    HALF_MADE = "The database is not, or only in part, what this version of the site needs."


ADVICE = {
    Trouble.BUSY: "Try again in a moment.",
    Trouble.AWAY: "Is it running, and does DATABASE_URL name it and an account that it knows?",
    Trouble.CLOSED: "Look at DATABASE_URL, and at the rights of the file and its folder.",
    Trouble.READ_ONLY: "Look at the rights of the account, or of the file and its folder.",
    Trouble.FULL: "Make room; nothing of what was to be written is there.",
    Trouble.FOREIGN: "Look at DATABASE_URL; a damaged database is put back from a backup.",
    Trouble.TAKEN: "Look at DATABASE_URL; docs/deployment.md says what may have happened.",
    Trouble.HALF_MADE: "Run  manage.py migrate",
}

# By how the names of SQLite's errors begin.
_SQLITE = {
    "SQLITE_BUSY": Trouble.BUSY,
    "SQLITE_LOCKED": Trouble.BUSY,
    "SQLITE_CANTOPEN": Trouble.CLOSED,
    "SQLITE_IOERR": Trouble.CLOSED,
    "SQLITE_PERM": Trouble.CLOSED,
    "SQLITE_READONLY": Trouble.READ_ONLY,
    "SQLITE_FULL": Trouble.FULL,
    "SQLITE_NOTADB": Trouble.FOREIGN,
    "SQLITE_CORRUPT": Trouble.FOREIGN,
}
# By how PostgreSQL's codes begin (its manual, appendix A).
_POSTGRESQL = {
    "40": Trouble.BUSY,  # a deadlock, or two that cannot both be
    "55P03": Trouble.BUSY,  # a lock was not to be had
    "57014": Trouble.BUSY,  # a query took longer than it may
    "08": Trouble.AWAY,
    "28": Trouble.AWAY,  # an account that it does not know
    "3D": Trouble.AWAY,  # a database that it does not know
    "53100": Trouble.FULL,
    "53300": Trouble.AWAY,  # too many are connected
    "57P": Trouble.AWAY,  # it is stopping or starting
    "25006": Trouble.READ_ONLY,
    "42501": Trouble.READ_ONLY,  # the account may not
    "42P01": Trouble.HALF_MADE,
    "42703": Trouble.HALF_MADE,
    "42P07": Trouble.TAKEN,
}


def trouble(error: BaseException | None) -> Trouble | None:
    """What is the matter, if the error, or what it came from, is a driver's that is known."""
    while error is not None:
        if isinstance(error, InconsistentMigrationHistory):
            return Trouble.FOREIGN
        if isinstance(error, sqlite3.Error):
            return _of_sqlite(error)
        if isinstance(error, psycopg.Error):
            code = error.sqlstate
            if code is None:  # no answer has come
                lost = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
                return Trouble.AWAY if lost else None
            return next((_POSTGRESQL[key] for key in _POSTGRESQL if code.startswith(key)), None)
        error = error.__cause__ or error.__context__
    return None


def _of_sqlite(error: sqlite3.Error) -> Trouble | None:
    name, message = getattr(error, "sqlite_errorname", ""), str(error)
    if message.startswith(("no such table", "no such column")):
        return Trouble.HALF_MADE
    if "already exists" in message:
        return Trouble.TAKEN
    return next((_SQLITE[key] for key in _SQLITE if name.startswith(key)), None)


def told(error: BaseException) -> str:
    """The sentences for whoever runs the site, with the driver's own words; empty where unknown."""
    found = trouble(error)
    if found is None:
        return ""
    words = " ".join(str(error).split()).rstrip(".")
    return f"{found.value} {ADVICE[found]} ({words})"


def trouble_at_start(using: str = "default") -> tuple[Trouble, str] | None:
    """What is the matter with the database, if it is not all that this version needs; in words."""
    connection = connections[using]
    try:
        executor = MigrationExecutor(connection)
        is_half_made = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if is_half_made or not is_watched(using):
            return Trouble.HALF_MADE, f"{Trouble.HALF_MADE.value} {ADVICE[Trouble.HALF_MADE]}"
    except ERRORS as error:
        found = trouble(error)
        if found is None:
            raise
        return found, told(error)
    finally:
        connection.close()
    return None
