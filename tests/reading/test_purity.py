"""The reading package stands alone: no Django, no files, no clock, nothing above it.

Of its own project it knows only how texts are shortened, which only computes as well.
"""

import ast
from pathlib import Path

import pytest

READING = Path(__file__).parents[2] / "quotes" / "reading"
MODULES = sorted(READING.rglob("*.py"))
SHORTENING = READING.parent / "shortening.py"
ALLOWED = {
    "__future__", "bisect", "codecs", "collections", "dataclasses", "functools", "hashlib", "html",
    "itertools", "quotes.shortening", "re", "typing", "unicodedata",
}  # fmt: skip


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            package = node.module.split(".")[0]
            yield node.module if package == "quotes" else package


@pytest.mark.parametrize("path", [*MODULES, SHORTENING], ids=lambda path: path.name)
def test_a_module_imports_only_what_computes(path):
    assert set(imports(path)) <= ALLOWED


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_module_opens_no_file_and_prints_nothing(path):
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }

    assert calls.isdisjoint({"open", "print", "input"})
