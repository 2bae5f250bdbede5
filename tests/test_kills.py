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
