"""Kill commands with SIGKILL, at random times and at chosen places: what is left is old or new.

    python -m bench.kills --random 200 --chosen 30      on SQLite
    DATABASE_URL=postgres://… python -m bench.kills     on a PostgreSQL where databases may be made

`load_article` must leave the data as it was or as it was to be, `write_annotations` each file, and
`migrate` a database that the next `migrate` completes; run again, each must come to its end. The
places are those where something becomes lasting or visible: statements, commits, files written out
and renamed. Prints one line a command; the exit status is 1 where anything else was found.
"""

import argparse
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from tests import databases, small_article
from tests.run_all import environment

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ("load_article", "write_annotations", "migrate")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--random", type=int, default=200, help="kills at random times, in all")
    parser.add_argument("--chosen", type=int, default=30, help="kills at chosen places, in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--die-at", type=int, help=argparse.SUPPRESS)  # what is killed calls itself
    parser.add_argument("rest", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.die_at is not None:
        die(options.die_at, options.rest)
        return
    random.seed(options.seed)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in COMMANDS:
            shares = (share(options.random, name), share(options.chosen, name))
            wrong += Victim(name, Path(folder, name)).kill(*shares)
    sys.exit(wrong > 0)


def share(number, name):
    """The part of a number that falls to one of the commands."""
    each, more = divmod(number, len(COMMANDS))
    return each + (COMMANDS.index(name) < more)


class Victim:
    """A command in a folder of its own: how it is set up, killed, judged and run again."""

    def __init__(self, name, folder):
        self.name, self.folder = name, folder
        folder.mkdir()
        self.article = small_article.write(folder)
        self.old = files_in(folder)
        self.new = {file: text.replace("A writer", "A painter") for file, text in self.old.items()}
        annotations = f"{small_article.NAME}.yaml"
        self.new[annotations] = self.new[annotations].replace("'1925'", "'1926'")
        self.command = {
            "load_article": (name, self.article),
            "write_annotations": (name, "--to", folder),
            "migrate": (name, "-v0"),
        }[name]
        self.old_left = self.new_left = self.other = 0

    def kill(self, at_random, at_places):
        """How many kills left something else than old or new; says what they left."""
        with database() as base:
            self.set_up(base)
            with database(like=base) as url:
                began = time.monotonic()
                places = self.run(url, die_at=0)
                seconds = time.monotonic() - began
            for _ in range(at_random):
                self.once(base, after=random.uniform(0.1, 1) * seconds)
            for number in range(1, at_places + 1):  # evenly over the whole way
                self.once(base, die_at=number * places // (at_places + 1))
        print(
            f"{self.name}: {at_random} kills at random times, {at_places} at chosen of {places} "
            f"places: {self.old_left} left the old, {self.new_left} the new, {self.other} another "
            "state",
            flush=True,
        )
        return self.other

    def once(self, base, **how):
        write(self.folder, self.old if self.name == "write_annotations" else self.new)
        with database(like=base) as url:
            self.run(url, **how)
            left = self.left(url)
            finished = self.run(url) == 0 and self.left(url) == "new"
        if left == "other" or not finished:
            print(f"{self.name}, {how}: left {left}; run again: {finished}", flush=True)
            self.other += 1
        elif left == "new":
            self.new_left += 1
        else:
            self.old_left += 1

    def set_up(self, url):
        """The old state, with everything there that leads to the new one."""
        if self.name == "migrate":
            return
        self.run(url, "migrate", "-v0")
        self.run(url, "load_article", self.article)
        write(self.folder, self.new)
        if self.name == "write_annotations":
            self.run(url, "load_article", self.article)
            write(self.folder, self.old)

    def left(self, url):
        """Which state there is: "old", "new" or "other"."""
        if self.name == "migrate":
            return "new" if self.run(url, "migrate", "--check", "-v0") == 0 else "old"
        if self.name == "load_article":
            with tempfile.TemporaryDirectory() as folder:
                if self.run(url, "write_annotations", "--to", folder):
                    return "other"
                return {str(self.old): "old", str(self.new): "new"}.get(
                    str(files_in(Path(folder))), "other"
                )
        left = files_in(self.folder)
        if left == self.new:
            return "new"
        whole = all(text in (self.old[file], self.new[file]) for file, text in left.items())
        return "old" if whole and left.keys() == self.old.keys() else "other"

    def run(self, url, *command, after=None, die_at=None):
        """Run a command, or the victim; its exit status, or with ``die_at=0`` how many places."""
        words = [sys.executable, "manage.py", *(command or self.command)]
        if die_at is not None:
            place = f"--die-at={die_at}"
            words = [sys.executable, "-m", "bench.kills", place, "--", *self.command]
        child = subprocess.Popen(
            list(map(str, words)),
            cwd=ROOT,
            env=environment(url),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            said, _ = child.communicate(timeout=after)
        except subprocess.TimeoutExpired:
            child.kill()
            said, _ = child.communicate()
        return int(said.split()[-1]) if die_at == 0 else child.returncode


@contextmanager
def database(like=None):
    """The URL of a database that is there for one kill: an empty one, or a copy."""
    named = os.environ.get("DATABASE_URL", "")
    if named.startswith("postgres"):
        with databases.fresh(named, like.rpartition("/")[2] if like else "template1") as url:
            yield url
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "db.sqlite3")
        if like and Path(like.removeprefix("sqlite:///")).exists():
            shutil.copy(like.removeprefix("sqlite:///"), file)
        yield f"sqlite:///{file}"


def files_in(folder):
    """The annotation files, by name, in the order of their names."""
    return {path.name: path.read_text() for path in sorted(folder.glob("[!.]*.yaml"))}


def write(folder, files):
    for leftover in folder.glob(".*.tmp"):
        leftover.unlink()
    for name, text in files.items():
        (folder / name).write_text(text)


def die(place, command):
    """Be the command, and be killed at a place; at none with 0, and then say how many there are."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.settings")
    count = itertools.count(1)
    passed = 0

    def here():
        nonlocal passed
        passed = next(count)
        if passed == place:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(function):
        def killed_around(*args, **kwargs):
            here()
            try:
                return function(*args, **kwargs)
            finally:
                here()

        return killed_around

    import django
    from django.core.management import call_command
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

    CursorWrapper.execute = around(CursorWrapper.execute)
    CursorWrapper.executemany = around(CursorWrapper.executemany)
    BaseDatabaseWrapper._commit = around(BaseDatabaseWrapper._commit)
    os.fsync, os.replace = around(os.fsync), around(os.replace)
    django.setup()
    call_command(*command)
    if place == 0:
        print(passed)


if __name__ == "__main__":
    main()
