"""A small storm in every run of the tests; `make storm` is the large one."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from bench.storm import FAULTS
from tests.databases import fresh_database
from tests.run_all import environment

SMALL = ["--requests", "250", "--readers", "1", "--editors", "2", "--saves", "2"]
SMALL += ["--kill-every", "2", "--load-every", "0", "--seconds", "300"]


@pytest.mark.django_db
def test_a_small_storm_finds_no_fault(tmp_path):
    with fresh_database(connection, tmp_path) as url:
        variables = environment(url)
        if connection.vendor == "sqlite":  # the storm makes a file of its own
            del variables["DATABASE_URL"]
        storm = subprocess.run(
            [sys.executable, "-m", "bench.storm", *SMALL],
            cwd=Path(__file__).parent.parent,
            env=variables,
            capture_output=True,
            text=True,
        )
    counts = dict(line.rsplit(maxsplit=1) for line in storm.stdout.splitlines())
    assert storm.returncode == 0, storm.stdout + storm.stderr
    assert {kind: counts[kind] for kind in FAULTS} == dict.fromkeys(FAULTS, "0")
    assert int(counts["answers"]) >= 250
    assert int(counts["saved"]) > 0
