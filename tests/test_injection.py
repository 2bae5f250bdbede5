"""Somebody writes while a page is made: readers get the page of before or of after, never a mix."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.databases import fresh_database
from tests.run_all import environment

ROOT = Path(__file__).parent.parent


@pytest.mark.django_db
def test_a_write_between_two_queries_tears_no_page(tmp_path):
    with fresh_database(connection, tmp_path) as url:
        bench = subprocess.run(
            [sys.executable, "-m", "bench.injection", "--every", "97"],
            cwd=ROOT,
            env=environment(url),
            capture_output=True,
            text=True,
        )
    assert bench.returncode == 0, bench.stdout + bench.stderr
    counts = bench.stdout.splitlines()[-1]
    assert counts.startswith(f"{connection.vendor}: ")
    assert counts.endswith("0 torn, 0 stale afterwards, 0 failed")
