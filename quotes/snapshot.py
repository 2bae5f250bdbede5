"""One state of the database for all that is read together."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def snapshot(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Whatever is read within comes from one state of the database, whoever writes meanwhile.

    The state is that of the first query. Readers and writers do not wait for each other: SQLite
    reads from its write-ahead log, PostgreSQL from the versions of its rows. Nothing can be written
    within, save on SQLite, where it would fail once somebody else has written. Within a transaction
    this does nothing: what is read there is already one state, and may be that of its own writes.
    """
    connection = connections[using]
    if connection.in_atomic_block:
        yield
        return
    with _reading(connection), transaction.atomic(using=using):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _reading(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """SQLite’s transactions ask for the writers’ lock at once (timeline.env); readers’ must not."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()  # which reads the mode from the settings
    usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = usual
