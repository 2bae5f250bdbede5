"""Everything there is, copied from one database to another: a backup is a SQLite file of its own.

The two databases may be of different kinds, so a backup is also the way to move house. All tables
are copied as they are, history, accounts and the version of the data included; sessions are not.
"""

import contextlib
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from quotes.data_version import TABLE, data_version
from quotes.snapshot import snapshot

FILE = "backup"  # the alias of the file's database
AT_ONCE = 1000  # rows


class BackupError(Exception):
    """Why nothing was copied, in a sentence for whoever gave the command."""


def back_up(file: Path) -> int:
    """Write everything into a new file, and give the number of rows. Raises BackupError.

    The file appears once it is complete; only its owner may read it, since it holds the accounts.
    """
    if file.exists():
        raise BackupError(f"{file} exists already. A backup replaces nothing: choose another name.")
    if not file.parent.is_dir():
        raise BackupError(f"There is no folder {file.parent}.")
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        draft.touch(mode=0o600)
        with _opened(draft):
            call_command("migrate", database=FILE, verbosity=0)
            rows = _copy(DEFAULT_DB_ALIAS, FILE)
        os.link(draft, file)  # which fails where somebody else has made the file meanwhile
    except OSError as error:
        raise BackupError(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
    return rows


def restore(file: Path) -> int:
    """Fill this site's database, which must be migrated and empty, from a backup.

    Gives the number of rows. Raises BackupError; then nothing was changed.
    """
    if not file.is_file():
        raise BackupError(f"There is no file {file}.")
    with _opened(file):
        _check_migrated(FILE, "read from")
        _check_empty()
        try:
            return _copy(FILE, DEFAULT_DB_ALIAS)
        except DatabaseError as error:
            raise BackupError(f"{file} cannot be restored: {error}.") from error


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[None]:
    """The file as the database with the alias FILE."""
    default = connections.settings[DEFAULT_DB_ALIAS]
    own = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}
    both = connections.configure_settings({DEFAULT_DB_ALIAS: default, FILE: own})
    connections.settings[FILE] = both[FILE]
    try:
        yield
    finally:
        connections[FILE].close()
        del connections[FILE]
        del connections.settings[FILE]


def _copy(source: str, target: str) -> int:
    _check_migrated(source, "read from")
    _check_migrated(target, "written to")
    models = _models()
    with snapshot(source), transaction.atomic(using=target):
        version = data_version(source)
        with connections[target].cursor() as cursor:
            for model in reversed(models):  # what migrating has put there has keys of its own
                cursor.execute(f"DELETE FROM {_quoted(target, model._meta.db_table)}")
        rows = sum(_copy_table(model, source, target) for model in models)
        with connections[target].cursor() as cursor:
            for statement in connections[target].ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
            # Last, since every write before has replaced it.
            cursor.execute(f"UPDATE {TABLE} SET token = %s, written_at = %s", list(version))
    return rows


def _check_migrated(alias: str, whose: str) -> None:
    try:
        executor = MigrationExecutor(connections[alias])
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise BackupError(f"The database {whose} cannot be used: {error}.") from error
    if missing:
        name = f"{missing[0][0].app_label}.{missing[0][0].name}"
        raise BackupError(
            f"The database {whose} is not that of this version of the site:"
            f" migration {name} is missing."
        )


def _check_empty() -> None:
    filled = [model for model in _filled_by_people() if model._default_manager.exists()]
    if filled:
        names = ", ".join(str(model._meta.verbose_name_plural) for model in filled[:3])
        raise BackupError(
            f"This database is not empty: it has {names}. Restore into a new one, after `migrate`."
        )


def _models() -> list[type[Model]]:
    found = apps.get_models(include_auto_created=True)
    return [m for m in found if m._meta.managed and not m._meta.proxy and m is not Session]


def _filled_by_people() -> list[type[Model]]:
    return [*apps.get_app_config("quotes").get_models(), get_user_model()]


def _copy_table(model: type[Model], source: str, target: str) -> int:
    """All rows as they are, keys included; what refers to a later row is checked at the end."""
    fields = model._meta.concrete_fields
    into, columns = connections[target], [field.column for field in fields]
    statement = (
        f"INSERT INTO {_quoted(target, model._meta.db_table)}"
        f" ({', '.join(_quoted(target, column) for column in columns)})"
        f" VALUES ({', '.join(['%s'] * len(columns))})"
    )
    queryset = model._base_manager.using(source).order_by("pk")
    rows = queryset.values_list(*(field.attname for field in fields)).iterator(AT_ONCE)
    count = 0
    with into.cursor() as cursor:
        while batch := list(islice(rows, AT_ONCE)):
            prepared = [
                [
                    field.get_db_prep_save(value, into)
                    for field, value in zip(fields, row, strict=True)
                ]
                for row in batch
            ]
            cursor.executemany(statement, prepared)
            count += len(batch)
    return count


def _quoted(alias: str, name: str) -> str:
    return connections[alias].ops.quote_name(name)
