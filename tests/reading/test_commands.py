"""read_article and evaluate_reading: thin skins over the pure library, without a database."""

import json
import os
import re
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from quotes.exports.rows import KEYS
from quotes.reading.suggestions.topics import hint_topics, hints_of

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
ARTICLE = FIXTURES / "the-bureaucracy-in-exile.txt"
CORPUS = Path(__file__).parent / "corpus"


def run(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue().splitlines()


def test_rows_have_the_keys_of_every_export_with_evidence_and_confidence():
    rows = [json.loads(line) for line in run("read_article", str(CORPUS / "library.muse"))]

    assert all([*row] == [*KEYS, "evidence", "confidence"] for row in rows)
    first = rows[0]
    assert (first["speaker"], first["footnote"], first["locator"]) == ("Anna Berg", 1, "14")
    assert (first["ref"], first["state"], first["verification"]) == (None, None, None)
    assert first["evidence"]["speaker"] == "“Anna Berg … wrote”; the work is theirs"


def test_rows_are_slices_of_the_document_text():
    text = ARTICLE.read_text(encoding="utf-8")
    rows = [json.loads(line) for line in run("read_article", str(ARTICLE))]

    assert all(text[row["start"] : row["end"]] == row["text"] for row in rows)
    assert all(text[: row["start"]].endswith(row["prefix"]) for row in rows)


def test_the_report_counts_and_tells_the_problems_by_line():
    lines = run("read_article", str(CORPUS / "defects.txt"), "--format", "report")

    assert lines[0] == "Format: plain. 1150 characters, 2 sections, 6 note marks, 5 notes."
    assert "Notes that are missing: 6." in lines
    assert "line 12: misprinted note mark read as [2]" in lines


def test_the_format_can_be_named():
    lines = run(
        "read_article", str(CORPUS / "footnotes.md"), "--input-format=plain", "--format=report"
    )

    assert lines[0].startswith("Format: plain.")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "empty.txt:1: The file is empty."),
        (
            "picture.png",
            b"one\n\x00",
            "picture.png:2: The file is not text: it contains a NUL byte.",
        ),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_file_and_line(tmp_path, name, data, message):
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(CommandError) as caught:
        run("read_article", str(path))

    assert str(caught.value).endswith(message)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run("read_article", str(tmp_path / "none.txt"))


def test_an_evaluation_prints_one_table_and_the_disagreements():
    against = str(ARTICLE.with_suffix(".yaml"))
    lines = run("evaluate_reading", str(ARTICLE), "--against", against)

    assert lines[0].startswith("spans      found ")
    assert [line.split()[0] for line in lines[1:6]] == [
        "field",
        "footnote",
        "source",
        "speaker",
        "date",
    ]
    assert all(line.startswith("line ") for line in lines[6:])


def test_annotations_that_are_not_the_article_s_are_refused():
    against = str(ARTICLE.with_suffix(".yaml"))

    with pytest.raises(CommandError, match="do not stand in the article"):
        run("evaluate_reading", str(CORPUS / "defects.txt"), "--against", against)


@pytest.mark.parametrize(
    "command",
    [
        ["read_article", str(ARTICLE)],
        ["evaluate_reading", str(ARTICLE), "--against", str(ARTICLE.with_suffix(".yaml"))],
    ],
    ids=lambda command: command[0],
)
def test_a_reader_who_has_seen_enough_ends_a_command_without_a_word(command):
    nobody_reads, output = os.pipe()
    os.close(nobody_reads)
    try:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        os.close(output)
    assert (done.stderr, done.returncode) == ("", 128 + signal.SIGPIPE)


def test_topics_are_hinted_at_by_the_words_of_a_file(tmp_path):
    article, hints = tmp_path / "lamps.txt", tmp_path / "hints.yaml"
    article.write_text(
        "Stein wrote “the lamps were out by then”.[1]\n\n[1] Olga Stein, Letters, 3.\n"
    )
    hints.write_text("quays:\n- quays?\nlamps:\n- lamps?\n")

    def topics(*options):
        rows = [json.loads(line) for line in run("read_article", str(article), *options)]
        return [row["topics"] for row in rows]

    assert topics() == [[]]
    assert topics("--topics", str(hints)) == [[{"topic": "lamps", "stance": None}]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("lamps:\n- (\n", "“(” is no regular expression: "),
        ("- lamps\n", "no YAML of slugs with lists of expressions."),
        ("lamps: 3\n", "no YAML of slugs with lists of expressions."),
        ("lamps: [\n", "no YAML of slugs with lists of expressions."),
    ],
)
def test_a_file_of_hints_that_is_none_is_refused_with_a_sentence(tmp_path, content, message):
    hints = tmp_path / "hints.yaml"
    hints.write_text(content)

    with pytest.raises(CommandError, match=f"^{re.escape(f'{hints}: {message}')}"):
        run("read_article", str(CORPUS / "library.muse"), "--topics", str(hints))


def test_the_hints_of_the_collection_are_expressions_for_its_topics():
    hints = yaml.safe_load((FIXTURES / "topic-hints.yaml").read_text("utf-8"))
    topics = yaml.safe_load((FIXTURES / "topics.yaml").read_text("utf-8"))

    assert set(hints) <= {topic["slug"] for topic in topics}
    assert hint_topics("a reign of terror", hints_of(hints)) == ("repression",)
