"""A small storm in every run of the tests; `make storm` is the large one."""

import random
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.urls import Resolver404, resolve

from bench.questions import ELSEWHERE, HEADERS, Offer
from bench.storm import DONE, FAULTS, lost, uncaught
from quotes.selection import PARAMETERS
from tests.databases import fresh_database
from tests.run_all import environment

SMALL = ["--requests", "300", "--readers", "1", "--editors", "1", "--saves", "5"]
SMALL += ["--kill-at", "100", "--kill-every", "0", "--load-every", "0", "--seconds", "600"]
KNOWN = {name: [f"a-{name}"] for name in ("speaker", "topic", "source", "article", "section")}
KNOWN |= {"contrast": ["a-contrast"], "ref": ["a1b2c3"]}


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
    assert storm.returncode == 0, storm.stdout + storm.stderr
    lines = [line.rsplit(maxsplit=1) for line in storm.stdout.splitlines()]
    counts = {kind: int(count) for kind, count in lines}
    assert list(counts) == [*DONE, *FAULTS]
    assert {kind: counts[kind] for kind in FAULTS} == dict.fromkeys(FAULTS, 0)
    assert (counts["answers"], counts["kills"], counts["refused"]) == (300, 1, 0)
    assert counts["counted"] > 0
    assert counts["compared"] > 0
    # Two saves a turn; a turn whose connection the kill cut ends there.
    assert 10 - 2 * counts["cut"] <= counts["saved"] <= 10


def test_the_same_dice_ask_the_same():
    def asked(seed):
        dice, offer = random.Random(seed), Offer(KNOWN)
        return [ask(dice) for _ in range(50) for ask in (offer.question, offer.question_of_editor)]

    assert asked(1) == asked(1)
    assert asked(1) != asked(2)


def test_every_address_and_parameter_that_is_declared_is_asked_for():
    dice, offer = random.Random(1), Offer(KNOWN)
    asked = [offer.question(dice) for _ in range(5000)]
    views, names = set(), set()
    for question in asked:
        path, _, query = question.address.partition("?")
        names |= {pair.partition("=")[0] for pair in query.split("&")}
        try:
            views.add(resolve(path).url_name)
        except Resolver404:
            continue
    assert views >= {
        *("timeline", "contrast", "then_and_now", "composed_contrast", "quotation", "export"),
        *("speakers", "speaker", "topics", "topic", "sources", "source", "year", "articles"),
        *("article", "method", "corrections", "glossary", "data", "favicon", "robots", "sitemap"),
        *("contrast_preview", "login", "quotes_quotation_change", "quotes_quotation_history"),
    }
    assert names >= {prefix + name for prefix in ("", "a.", "d.") for name in PARAMETERS}
    assert {name for question in asked for name in question.headers} >= set(HEADERS)
    assert any(ELSEWHERE in question.headers.get("SCRIPT_NAME", "") for question in asked)


@pytest.mark.parametrize(
    ("told", "past", "problems"),
    [
        ([], ["", ""], []),
        ([("1", True), ("2", True)], ["", "1", "2", "2"], []),
        ([("1", True), ("2", False)], ["", "1", "1"], []),  # the kill was faster
        ([("1", True), ("2", False)], ["", "1", "2", "2"], []),  # the save was
        ([("1", True), ("2", True)], ["", "2", "2"], ["q: “1” is not in the history, in its turn"]),
        (
            [("1", True), ("2", True)],
            ["", "2", "1", "1"],
            ["q: “2” is not in the history, in its turn", "q: says “1”, not “2”"],
        ),
        ([("1", True), ("2", True)], ["", "1", "2", "1", "1"], ["q: says “1”, not “2”"]),
    ],
)
def test_an_edit_is_lost_that_is_not_found_in_its_turn(told, past, problems):
    assert lost("q", told, past) == problems


def test_refusals_in_the_log_are_no_errors():
    trace = "Traceback (most recent call last):\n  File x\n"
    refusals = f"[2026-11-28 16:00:00,1] WARNING django.request: Forbidden: /\n{trace}Denied\n"
    refusals += f"[2026-11-28 16:00:00,1] ERROR django.security.X: no [GET /]\n{trace}X: no\n"
    assert uncaught(refusals) == []
    errors = f"{refusals}Exception in thread Thread-1:\n{trace}KeyError: 1\n"
    errors += f"[2026-11-28 16:00:00,1] ERROR django.request: Internal\n{trace}ValueError: 2\n"
    assert uncaught(errors) == ["KeyError: 1", "ValueError: 2"]
