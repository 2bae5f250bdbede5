"""`make test`: every test on SQLite, on PostgreSQL all that touch a database, then the browser's.

    python -m tests.run_all [arguments for pytest]
    python -m tests.run_all --quick [arguments for pytest]    every test on SQLite and nothing else

Ends with one line a part and a last line that adds them up in pytest's own form.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests import databases
from tests.browser import chromium

PROCESSES = ["-n", str(min(os.cpu_count() or 1, 8))]
IN_MEMORY = "sqlite://:memory:"
COUNT = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed|xpassed|deselected)")
SITE = Path(__file__).parent.parent / "timeline"
VARIABLE = re.compile(r'\benv\.\w+\("([A-Z_]+)"')  # env.switch("DEBUG")
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
# pytest's exit codes: a part in which nothing was collected has tested nothing.
PASSED = 0


def main(arguments):
    for end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, lambda number, _: sys.exit(128 + number))  # stop what was started first
    began = time.monotonic()
    is_quick = "--quick" in arguments
    arguments = [argument for argument in arguments if argument != "--quick"]
    if not is_quick:
        chromium.install()
    code, closing = {}, {}
    beside_browser = ["--ignore=tests/browser", *arguments]
    code["SQLite"], closing["SQLite"] = pytest("SQLite", IN_MEMORY, beside_browser)
    if not is_quick:
        with databases.postgresql() as (url, how):
            part = f"PostgreSQL, what touches a database ({how})"
            code[part], closing[part] = pytest(part, url, ["--only-database", *beside_browser])
        in_browser = ["tests/browser", *arguments]
        code["browser"], closing["browser"] = pytest("browser", IN_MEMORY, in_browser)
    print()
    for part, line in closing.items():
        print(f"{part}: {line}")
    print(total(closing.values(), time.monotonic() - began))
    return 0 if all(value == PASSED for value in code.values()) else 1


def pytest(part, database_url, arguments):
    """Run pytest for one part; its exit code and its closing line."""
    print(f"\n{part}", flush=True)
    color = ["--color=yes"] if sys.stdout.isatty() else []
    command = [sys.executable, "-m", "pytest", *PROCESSES, *color, *arguments]
    line = ""
    with subprocess.Popen(
        command, env=environment(database_url), stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            for printed in process.stdout:
                print(printed, end="", flush=True)
                line = ESCAPES.sub("", printed).strip("= \n") or line
        except BaseException:
            process.terminate()
            raise
    return process.returncode, line


def environment(database_url):
    """What the tests see: this machine's environment, without any variable of the site's."""
    own = variables_of_the_site()
    kept = {name: value for name, value in os.environ.items() if name not in own}
    return kept | {"DATABASE_URL": database_url, "PYTHONUNBUFFERED": "1"}


def variables_of_the_site():
    """The names of all environment variables that the site reads, in the order of its code."""
    files = (SITE / "settings.py", SITE / "gunicorn_conf.py")
    return [name for file in files for name in VARIABLE.findall(file.read_text())]


def total(lines, seconds):
    """One closing line for all parts.

    total(["2 passed in 1.00s", "1 failed, 2 passed in 1.00s"], 2) is
    "===== 1 failed, 4 passed in 2.00s =====".
    """
    counts = Counter()
    for line in lines:
        for number, word in COUNT.findall(line):
            counts[word.removesuffix("s")] += int(number)
    if counts["error"] > 1:
        counts["errors"] = counts.pop("error")
    order = ("failed", "error", "errors", "passed", "skipped", "xfailed", "xpassed", "deselected")
    words = ", ".join(f"{counts[word]} {word}" for word in order if counts[word])
    return f"===== {words or 'no tests ran'} in {seconds:.2f}s ====="


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
