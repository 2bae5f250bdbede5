"""Django's command, with each migration recorded in the transaction that makes it."""

from copy import copy

from django.core.management.commands import migrate
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation


class Finish(Operation):
    """Do at the end of a migration what Django would do after it: make its keys and indexes.

    Where that is left for later, Django records the migration in a transaction of its own, and who
    is killed in between has tables that no migration has made, and can never migrate again.
    """

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        while schema_editor.deferred_sql:
            schema_editor.execute(schema_editor.deferred_sql.pop(0))


class WholeMigrations(MigrationExecutor):
    def apply_migration(self, state, migration, *args, **kwargs):
        finished = copy(migration)
        finished.operations = [*migration.operations, Finish()]
        return super().apply_migration(state, finished, *args, **kwargs)


migrate.MigrationExecutor = WholeMigrations  # the command can be given one in no other way


class Command(migrate.Command):
    pass
