"""A function fits on a screen, or says in its docstring why it does not."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(
    path
    for room in ("quotes", "timeline")
    for path in (ROOT / room).rglob("*.py")
    if "migrations" not in path.parts
)
LONGEST = 40  # lines, from "def" to the last one
REASON = "long because"


def too_long(code):
    """The functions over LONGEST lines whose docstring gives no reason, with their lines."""
    return [
        f"{node.name}: {lines} lines"
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (lines := node.end_lineno - node.lineno + 1) > LONGEST
        if REASON not in " ".join((ast.get_docstring(node) or "").lower().split())
    ]


def test_a_long_function_says_why_it_is_long():
    found = {path.relative_to(ROOT): too_long(path.read_text("utf-8")) for path in MODULES}
    assert {str(path): functions for path, functions in found.items() if functions} == {}


def test_forty_lines_need_no_reason_and_forty_one_do():
    assert too_long("def f():\n" + "    x = 1\n" * 39) == []
    assert too_long("def f():\n" + "    x = 1\n" * 40) == ["f: 41 lines"]


def test_a_reason_stands_in_the_docstring():
    said = '    """Sums.\n\n    Long because\n    each step is one line."""\n'
    assert too_long("def f():\n" + said + "    x = 1\n" * 40) == []
    assert too_long("def f():\n    # long because\n" + "    x = 1\n" * 40) == ["f: 42 lines"]
