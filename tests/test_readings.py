"""The two readings: their figures, and that docs/readings.md tells them as they are."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench import agreement
from quotes.annotations.yaml_files import annotations_path, read_annotations
from quotes.article_text.offsets import locate

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "fixtures" / "the-bureaucracy-in-exile.txt"
SCRIPT = ROOT / "bench" / "agreement.py"
PAGE = (ROOT / "docs" / "readings.md").read_text(encoding="utf-8")
READINGS = ("first", "second", "settled")


@pytest.fixture(scope="module")
def text() -> str:
    return ARTICLE.read_text(encoding="utf-8-sig")


@pytest.fixture(scope="module")
def annotations():
    return read_annotations(annotations_path(ARTICLE))


def tables_of(markdown: str) -> list[list[str]]:
    """Every table of a page, as its lines."""
    tables, inside = [], False
    for line in markdown.splitlines():
        if line.startswith("|"):
            if not inside:
                tables.append([])
            tables[-1].append(line)
        inside = line.startswith("|")
    return tables


# The page and the script


def test_the_tables_of_the_page_are_what_the_script_prints():
    # Isolated and without site-packages: the script needs Python alone.
    printed = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "utf8", str(SCRIPT)],
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout
    assert tables_of(PAGE) == tables_of(printed)
    assert len(tables_of(printed)) == 7


def test_every_settled_quotation_stands_in_a_reading_or_is_explained(text, annotations):
    read = agreement.read("first").keys() | agreement.read("second").keys()
    unexplained = []
    for _, entry in annotations.quotations():
        words = entry.values["text"]
        start = locate(text, words, entry.values.get("prefix", ""))
        if (start, start + len(words)) not in read and entry.values["ref"] not in PAGE:
            unexplained.append(entry.values["ref"])
    assert unexplained == []


def test_every_quotation_of_a_reading_is_settled():
    read = agreement.read("first").keys() | agreement.read("second").keys()
    assert read == agreement.read("settled").keys()


# The readings themselves


@pytest.mark.parametrize("name", READINGS)
def test_a_reading_names_only_places_of_the_article(name, text):
    for start, end in agreement.read(name):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()


@pytest.mark.parametrize("name", READINGS)
def test_a_reading_names_only_known_speakers_sources_and_topics(name, annotations):
    known = {
        kind: {entry.values["slug"] for entry in annotations.shared[kind]}
        for kind in ("speakers", "sources", "topics")
    }
    for row in agreement.read(name).values():
        assert row["speaker"] in known["speakers"]
        assert row["source"] in known["sources"]
        assert row["topics"].keys() <= known["topics"]


@pytest.mark.parametrize("name", READINGS)
def test_words_that_a_speaker_only_voices_have_topics_but_no_stance(name):
    for row in agreement.read(name).values():
        stances = set(row["topics"].values())
        assert ("" in stances) == (row["voice"] == "attributed")
        assert stances <= set(agreement.STANCES)


# The figures


def test_kappa_is_one_for_full_agreement_and_nought_for_chance():
    assert agreement.kappa([("a", "a"), ("b", "b")]) == 1
    assert agreement.kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == 0


def test_kappa_of_a_worked_example():
    # 35 of 50 alike; by chance 25/50 · 30/50 + 25/50 · 20/50 = 1/2; (0.7 - 0.5) / 0.5 = 0.4.
    pairs = 20 * [("yes", "yes")] + 5 * [("yes", "no")] + 10 * [("no", "yes")] + 15 * [("no", "no")]
    assert agreement.kappa(pairs) == pytest.approx(0.4)


def test_kappa_has_no_value_where_both_readers_said_one_thing_throughout():
    assert agreement.kappa([("a", "a"), ("a", "a")]) is None
    assert agreement.kappa([]) is None


def test_kappa_can_be_worse_than_chance():
    assert agreement.kappa([("a", "b"), ("b", "a")]) == -1


def row(**values) -> dict:
    plain = dict.fromkeys(agreement.FIELDS, "")
    return plain | {"topics": {}} | values


def test_a_settlement_says_whose_value_was_taken():
    pairs = [
        (row(voice="own"), row(voice="attributed")),
        (row(voice="own"), row(voice="attributed")),
        (row(date="1920"), row(date="1921")),
        (row(date="1922"), row(date="1922")),
    ]
    settled = [row(voice="own"), row(voice="attributed"), row(date="1923"), row(date="1924")]
    lines = agreement.settlement_table(pairs, settled)
    assert lines[2] == "| voice | 2 | 1 | 1 | 0 | 0 |"
    assert lines[3] == "| date, as written | 1 | 0 | 0 | 1 | 1 |"


def test_the_order_of_topics_counts_as_a_difference():
    one, other = (
        {"army": "opposes", "soviets": "opposes"},
        {"soviets": "opposes", "army": "opposes"},
    )
    lines = agreement.settlement_table([(row(topics=one), row(topics=other))], [row(topics=other)])
    assert lines[-1] == "| topics and stances | 1 | 0 | 1 | 0 | 0 |"


def test_a_stance_is_compared_only_where_both_readers_saw_the_topic():
    pairs = [
        (row(topics={"army": "opposes"}), row(topics={"army": "qualifies"})),
        (row(topics={"army": "opposes"}), row(topics={"soviets": "opposes"})),
    ]
    assert agreement.stance_pairs(pairs, ["army", "soviets"]) == [("opposes", "qualifies")]
    assert agreement.topic_row(pairs, ["army"])[:3] == (2, 1, 1)


def test_the_year_of_a_date_is_its_first_one():
    assert agreement.year("[1921-04-01..1921-05-12]") == "1921"
    assert agreement.year("1942/1943") == "1942"
    assert agreement.year("") == ""
