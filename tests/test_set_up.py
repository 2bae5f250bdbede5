"""What `make` and `.ci/run` stand on."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.run_all import total

ROOT = Path(__file__).parent.parent
MAKEFILE = (ROOT / "Makefile").read_text()


def fit(python):
    """What is said about this Python, and whether it will do."""
    answer = subprocess.run([ROOT / ".ci/python-is-fit", python], capture_output=True, text=True)
    return answer.returncode == 0, answer.stdout + answer.stderr


@pytest.fixture
def pretend(tmp_path):
    """Make a program that stands in for a Python: `pretend(lines of shell)` is its path."""

    def pretend(*lines):
        program = tmp_path / "python3"
        program.write_text("\n".join(["#!/bin/sh", *lines]))
        program.chmod(0o755)
        return str(program)

    return pretend


def test_this_python_will_do():
    assert fit(sys._base_executable) == (True, "")


def test_a_missing_python_is_answered_with_what_to_install():
    assert fit("no-such-python") == (
        False,
        "There is no no-such-python here: install Python 3.11 or newer"
        " (Debian: apt-get install python3 python3-venv),"
        " or name yours: make PYTHON=/path/to/python3\n",
    )


def test_an_old_python_is_answered_with_its_version(pretend):
    old = pretend('if [ "$1" = -V ]; then echo Python 3.9.2; else exit 1; fi')
    assert fit(old) == (
        False,
        f"{old} is Python 3.9.2, and the site needs 3.11 or newer:"
        " install one, and name it: make PYTHON=/path/to/python3\n",
    )


def test_a_python_without_venv_is_answered_with_what_to_install(pretend):
    bare = pretend('case "$2" in *ensurepip*) exit 1 ;; esac')
    assert fit(bare) == (
        False,
        f"{bare} cannot make virtual environments:"
        " install its venv module (Debian: apt-get install python3-venv).\n",
    )


def test_make_by_itself_lists_every_target():
    answer = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = re.findall(r"^  make ([a-z-]+)  ", answer.stdout, re.MULTILINE)
    assert sorted(listed) == sorted(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))


def test_no_target_is_mistaken_for_a_file_of_its_name():
    declared = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    targets = re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)
    assert " ".join(declared).split() == targets


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned(file):
    lines = [line.partition("#")[0].strip() for line in (ROOT / file).read_text().splitlines()]
    needed = [line for line in lines if line and not line.startswith("-r ")]
    assert [line for line in needed if not re.fullmatch(r"[\w.\[\]-]+==[\w.]+", line)] == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_file_that_may_be_installed_has_its_checksum(name):
    """`make lock` writes them; what is installed is what was tested, to the byte."""
    pins = dict(pin.split("==") for pin in pinned(name))
    locked = re.findall(
        r"^([\w.-]+)==([\w.]+)[^\\\n]*((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$",
        (ROOT / f"{name}.lock").read_text(),
        re.MULTILINE,
    )
    versions = {normal(package): version for package, version, _ in locked}
    assert {package: versions.get(package) for package in pins} == pins


def pinned(name):
    for line in (ROOT / f"{name}.txt").read_text().splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("-r "):
            yield from pinned(line[3:].removesuffix(".txt"))
        elif line:
            package, _, version = line.partition("==")
            yield f"{normal(package)}=={version}"


def normal(package):
    """As PyPI compares names: psycopg[binary] is psycopg, PyYAML is pyyaml."""
    return re.sub(r"[-_.]+", "-", package.partition("[")[0]).lower()


@pytest.mark.parametrize(
    ("lines", "together"),
    [
        (["2 passed in 1.00s", "3 passed in 1.00s"], "5 passed"),
        (["1 failed, 2 passed in 1.00s", "1 failed in 2.00s"], "2 failed, 2 passed"),
        (["1 passed, 1 error in 1.00s"], "1 error, 1 passed"),
        (["2 errors in 1.00s", "1 error in 1.00s"], "3 errors"),
        (["1 passed, 2 skipped in 61.00s (0:01:01)"], "1 passed, 2 skipped"),
        (["no tests ran in 0.01s", ""], "no tests ran"),
    ],
)
def test_the_last_line_adds_the_parts_up(lines, together):
    assert total(lines, 12.5) == f"===== {together} in 12.50s ====="
