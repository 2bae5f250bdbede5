"""docs/annotations.md names every key of the annotation files, as the code reads them."""

import json
import re
from pathlib import Path

import pytest

from quotes import choices
from quotes.annotations.schema import (
    ARTICLES,
    CONTRASTS,
    CORRECTIONS,
    LANDMARKS,
    LEFT_OUT_KEYS,
    PASSAGES,
    PHASES,
    QUOTATIONS,
    SOURCES,
    SPEAKERS,
    THEN_AND_NOW,
    TOPICS,
)
from quotes.annotations.yaml_files import annotations_path, read_annotations
from quotes.dates import FORMS

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
PAGE = (ROOT / "docs" / "annotations.md").read_text(encoding="utf-8")
RECORDS = {
    "article": ARTICLES,
    "passages": PASSAGES,
    "quotations": QUOTATIONS,
    "speakers.yaml": SPEAKERS,
    "topics.yaml": TOPICS,
    "sources.yaml": SOURCES,
    "landmarks.yaml": LANDMARKS,
    "phases.yaml": PHASES,
    "contrasts.yaml": CONTRASTS,
    "then-and-now.yaml": THEN_AND_NOW,
    "corrections.yaml": CORRECTIONS,
}
CHOICES = {
    "quotations": (
        choices.QuotationKind,
        choices.Voice,
        choices.Standing,
        choices.DateBasis,
        choices.Stance,
        choices.State,
    ),
    "speakers.yaml": (choices.SpeakerKind, choices.Standing),
    "topics.yaml": (choices.TopicKind,),
}


def section(heading: str) -> str:
    return re.split(rf"^## {re.escape(heading)}$", PAGE, flags=re.M)[1].split("\n## ")[0]


def described(heading: str) -> dict[str, str]:
    """Key → what the section's table says in its last column, in the order of the table."""
    rows = re.findall(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", section(heading), flags=re.M)
    assert len({key for key, _ in rows}) == len(rows)
    return dict(rows)


@pytest.mark.parametrize("heading", RECORDS)
def test_every_key_of_a_record_is_described_and_no_other(heading):
    record = RECORDS[heading]
    assert described(heading).keys() == {key.name for key in record.keys} | record.elsewhere


@pytest.mark.parametrize("heading", RECORDS)
def test_the_keys_stand_in_the_order_in_which_they_are_written(heading):
    record = RECORDS[heading]
    in_order = [key for key in described(heading) if key not in record.elsewhere]
    assert in_order == [key.name for key in record.keys]


@pytest.mark.parametrize("heading", RECORDS)
def test_what_is_required_and_each_default_are_as_the_code_has_them(heading):
    said = described(heading)
    for key in RECORDS[heading].keys:
        if key.required:
            assert said[key.name] == "required", key.name
        elif key.default in ("", None) or key.default == []:
            assert said[key.name] == "–", key.name
        else:
            assert said[key.name] == f"`{str(key.default).lower()}`", key.name


@pytest.mark.parametrize("heading", CHOICES)
def test_every_value_that_can_be_chosen_is_named(heading):
    missing = [
        value
        for chosen in CHOICES[heading]
        for value in chosen.values
        if f"`{value}`" not in section(heading)
    ]
    assert missing == []


def test_every_form_of_a_date_is_shown():
    forms = re.findall(r"[\w\[\]./?~-]*\d[\w\[\]./?~-]*", FORMS)
    shown = section("quotations")
    assert len(forms) == 8
    for form in forms:
        plain = form.rstrip("?~")
        assert f"`{plain}`" in shown, form


def test_what_is_left_out_is_described_with_every_reason():
    assert described("left_out").keys() == LEFT_OUT_KEYS
    annotations = read_annotations(annotations_path(FIXTURES / "the-bureaucracy-in-exile.txt"))
    reasons = {entry.values["reason"] for entry in annotations.left_out}
    named = re.search(r"^\| `reason` \|(.*)\| required \|$", section("left_out"), flags=re.M)[1]
    assert set(re.findall(r"`([\w-]+)`", named)) == reasons


def test_every_key_of_the_glossary_is_described():
    lines = (FIXTURES / "glossary.yaml").read_text(encoding="utf-8").splitlines()
    keys = {match[1] for line in lines if (match := re.match(r"(?:- |  )(\w+): ", line))}
    assert keys == described("glossary.yaml").keys()


@pytest.mark.parametrize("name", ["first", "second", "settled"])
def test_every_field_of_a_reading_is_described(name):
    lines = (FIXTURES / "readings" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = re.findall(r"^\| (`.*?) \|", section("readings"), flags=re.M)
    named = {key for row in rows for key in re.findall(r"`(\w+)`", row)}
    assert {key for line in lines for key in json.loads(line)} == named


def test_every_file_of_the_folder_is_named():
    files = re.search(r"\| File \|.*?\n\n", PAGE, flags=re.S)[0]
    for path in FIXTURES.iterdir():
        article = path.with_suffix(".txt") in FIXTURES.iterdir()
        assert article or f"`{path.name}" in files, path.name
