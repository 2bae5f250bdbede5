"""Commands that are killed leave what was there before, or what was to be there."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.databases import fresh_database
from tests.run_all import environment

ROOT = Path(__file__).parent.parent


@pytest.mark.django_db
def test_kills_leave_the_old_or_the_new(tmp_path):
    with fresh_database(connection, tmp_path) as url:
        bench = subprocess.run(
            [sys.executable, "-m", "bench.kills", "--random", "2", "--chosen", "3"],
            cwd=ROOT,
            env=environment(url),
            capture_output=True,
            text=True,
        )
    assert bench.returncode == 0, bench.stdout + bench.stderr
    lines = bench.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "load_article",
        "write_annotations",
        "migrate",
    ]
    assert all(line.endswith(", 0 another state") for line in lines)


RECORDED_APART = """
import django
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder

django.setup()
record = MigrationRecorder.record_applied

def recorded(recorder, app, name):
    if not recorder.connection.in_atomic_block:
        print(app, name)
    record(recorder, app, name)

MigrationRecorder.record_applied = recorded
call_command("migrate", verbosity=0)
"""


@pytest.mark.django_db
def test_every_migration_is_recorded_in_the_transaction_that_makes_it(tmp_path):
    with fresh_database(connection, tmp_path) as url:
        migrate = subprocess.run(
            [sys.executable, "-c", RECORDED_APART],
            cwd=ROOT,
            env=environment(url) | {"DJANGO_SETTINGS_MODULE": "timeline.settings"},
            capture_output=True,
            text=True,
        )
    assert (migrate.returncode, migrate.stdout) == (0, ""), migrate.stderr
