"""Several loads at once come one after the other."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests import small_article
from tests.databases import fresh_database
from tests.run_all import environment

ROOT = Path(__file__).parent.parent


@pytest.mark.django_db
def test_of_loads_at_once_one_writes_and_the_others_find_everything_there(tmp_path, migrated):
    article = small_article.write(tmp_path)
    with fresh_database(connection, tmp_path, like=migrated) as url:

        def start(*command):
            return subprocess.Popen(
                [sys.executable, "manage.py", *command],
                cwd=ROOT,
                env=environment(url),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )

        loads = [start("load_article", article) for _ in range(4)]
        said = sorted(load.communicate()[0] for load in loads)
    assert said[:3] == ["All 23 entries unchanged.\n"] * 3
    assert said[3].startswith("Created: 3 speakers, 2 topics")
    assert [load.returncode for load in loads] == [0] * 4
