"""The version of all that is known: a token that every write replaces, within its transaction.

Triggers in the database see to it, so that no way of writing can be forgotten: the loader, the
admin, bulk updates, SQL by hand. The token is random and not a number: a database that is put back
to an earlier copy never comes to a version that stood for something else.
"""

from typing import NamedTuple

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction

TABLE = "quotes_dataversion"  # no model: `flush` and `loaddata` must not touch it

_NOW = {
    "sqlite": "lower(hex(randomblob(16))), strftime('%Y-%m-%d %H:%M UTC', 'now')",
    "postgresql": "gen_random_uuid()::text, to_char(now() AT TIME ZONE 'utc', 'YYYY-MM-DD HH24:MI')"
    " || ' UTC'",
}

# Before each statement, so that two writers queue for the token before either holds a row that the
# other one wants. With a search path of its own: pg_restore writes without any.
_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION quotes_new_version() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT AS $$
BEGIN
  UPDATE {TABLE} SET (token, written_at) = (SELECT {_NOW["postgresql"]});
  RETURN NULL;
END
$$"""
_POSTGRESQL_TRIGGER = """
CREATE OR REPLACE TRIGGER {trigger} BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION quotes_new_version()"""
_SQLITE_TRIGGER = f"""
CREATE TRIGGER IF NOT EXISTS {{trigger}} AFTER {{event}} ON {{table}}
BEGIN UPDATE {TABLE} SET (token, written_at) = (SELECT {_NOW["sqlite"]}); END"""


_TRIGGERS_THERE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger",
}


class DataVersion(NamedTuple):
    """The token, and the minute of the last write: "2026-11-25 23:11 UTC"."""

    token: str
    written_at: str

    def __str__(self) -> str:
        return f"{self.written_at}, {self.token[:8]}"


def data_version(using: str = DEFAULT_DB_ALIAS) -> DataVersion:
    """The present version.

    Read it before what it is to stand for: what is written in between then belongs to the next one.
    Raises DatabaseError before the database has been migrated.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT token, written_at FROM {TABLE}")
        return DataVersion(*cursor.fetchone())


def take_turn() -> None:
    """Let nobody else write until the end of the transaction, nor before what is read from now on.

    For those who read much and then write by it. SQLite's transactions begin in this way already.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            cursor.execute(f"SELECT token FROM {TABLE} FOR UPDATE")


def watch_tables(using: str, **kwargs) -> None:
    """Have every write to the tables of this app replace the token. Can be repeated.

    Runs after each migration, since SQLite drops the triggers of a table that it makes anew.
    """
    database = connections[using]
    with transaction.atomic(using=using), database.cursor() as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {TABLE} (token text, written_at text)")
        first = f"INSERT INTO {TABLE} SELECT {_NOW[database.vendor]}"
        cursor.execute(f"{first} WHERE NOT EXISTS (SELECT * FROM {TABLE})")
        if database.vendor == "postgresql":
            cursor.execute(_POSTGRESQL)
        for table in watched_tables():
            for statement in _triggers(database, table):
                cursor.execute(statement)


def is_watched(using: str) -> bool:
    """Whether every write to the tables of this app replaces the token. Raises DatabaseError."""
    database = connections[using]
    with database.cursor() as cursor:
        cursor.execute(_TRIGGERS_THERE[database.vendor])
        there = {name for (name,) in cursor.fetchall()}
    names = [name for table in watched_tables() for name in _trigger_names(database, table)]
    return there.issuperset(names)


def watched_tables() -> list[str]:
    models = apps.get_app_config("quotes").get_models(include_auto_created=True)
    return sorted(model._meta.db_table for model in models)


def _triggers(database, table: str) -> list[str]:
    quoted = database.ops.quote_name
    form = _POSTGRESQL_TRIGGER if database.vendor == "postgresql" else _SQLITE_TRIGGER
    return [
        form.format(table=quoted(table), trigger=quoted(name), event=event)
        for name, event in _trigger_names(database, table).items()
    ]


def _trigger_names(database, table: str) -> dict[str, str]:
    """The name of each trigger, and the event that it stands for; PostgreSQL's stand for all."""
    if database.vendor == "postgresql":
        return {f"{table}_version": ""}
    return {f"{table}_version_{event.lower()}": event for event in ("INSERT", "UPDATE", "DELETE")}
