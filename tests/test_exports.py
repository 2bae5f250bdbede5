"""Exports: the same quotations as the page, in every format, on the site and from the command."""

import csv
import io
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quotes.annotations.load import load_article
from quotes.exports.formats import FORMATS
from quotes.exports.rows import KEYS
from tests import small_article, varied
from tests.factories import (
    PassageFactory,
    QuotationFactory,
    SpeakerFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ASKED_FOR = {
    "ref", "text", "start", "end", "section", "in_note", "kind", "fragment", "voice", "speaker",
    "date", "date_basis", "quoted_via", "footnote", "locator", "source", "topics", "state",
    "verification",
}  # fmt: skip
ASKED_FOR_OF_SOURCES = {
    "type", "title", "container_title", "author", "publisher", "year", "first_published",
}  # fmt: skip


@pytest.fixture
def small(tmp_path):
    load_article(small_article.write(tmp_path))


def command(*arguments):
    out = StringIO()
    call_command("export_quotations", *arguments, stdout=out)
    return out.getvalue()


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


def download(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response).decode()


def test_every_key_that_was_asked_for_is_in(small):
    for row in objects(command("--all")):
        assert tuple(row) == KEYS
        assert set(row) >= ASKED_FOR
        assert set(row["source"]) >= ASKED_FOR_OF_SOURCES
        assert all(set(topic) == {"topic", "stance"} for topic in row["topics"])


def test_a_row_says_all_that_is_known(small):
    rows = {row["ref"]: row for row in objects(command("--all"))}
    assert rows["q22224"] == {
        "ref": "q22224",
        "url": "/quotations/q22224/",
        "text": "Ada said ‘all of it, now’ and we agree.",
        "prefix": "ted it.\n\nBen answered in 1921: “",
        "suffix": "”[2] It was the year of the meet",
        "start": small_article.TEXT.index("Ada said"),
        "end": small_article.TEXT.index("”[2]"),
        "article": "a-small-article",
        "section": "First section",
        "in_note": None,
        "kind": "inline",
        "outer": None,
        "fragment": False,
        "voice": "own",
        "standing": "participant-later",
        "speaker": "Ben",
        "speaker_slug": "ben",
        "date": "1921-03",
        "date_first": "1921-03-01",
        "date_last": "1921-03-31",
        "date_basis": "inferred",
        "date_note": "the month of the meeting",
        "quoted_via": None,
        "footnote": 2,
        "locator": None,
        "resolution": "full",
        "source": {
            "slug": "letters",
            "type": "book",
            "title": "Letters",
            "container_title": None,
            "author": "Ben",
            "publisher": None,
            "year": None,
            "first_published": None,
        },
        "topics": [{"topic": "power", "stance": "qualifies"}],
        "note": None,
        "passage": "p22223",
        "state": "published",
        "verification": "verbatim",
        "selection": "For a test.",
    }
    inner = rows["q22225"]
    assert (inner["kind"], inner["outer"], inner["voice"]) == ("nested", "q22224", "attributed")
    assert inner["topics"] == [{"topic": "power", "stance": None}]
    assert rows["q22222"]["source"]["year"] == 1922
    assert [topic["topic"] for topic in rows["q22222"]["topics"]] == ["power", "meetings"]
    in_note = rows["q22227"]
    assert (in_note["in_note"], in_note["footnote"], in_note["section"]) == (
        "3",
        3,
        "Second section",
    )


def test_what_is_not_known_is_null():
    QuotationFactory(
        date="",
        speaker=None,
        passage=PassageFactory(source=None, note=None, locator="", resolution=""),
    )
    (row,) = objects(command())
    unknown = {key for key, value in row.items() if value is None}
    assert unknown == {
        "section", "in_note", "outer", "standing", "speaker", "speaker_slug", "date", "date_first",
        "date_last", "date_basis", "date_note", "quoted_via", "footnote", "locator", "resolution",
        "source", "note",
    }  # fmt: skip


def test_the_number_of_a_note_is_a_number_unless_it_is_none():
    QuotationFactory(passage__note__label="17", date="1920")
    QuotationFactory(passage__note__label="3a", date="1921")
    assert [row["footnote"] for row in objects(command())] == [17, "3a"]


def test_offsets_are_code_points_of_the_articles_text(tmp_path):
    path = small_article.write(tmp_path)
    path.write_text(small_article.TEXT.replace("Nobody", "𝔑obody 😀"), encoding="utf-8")
    load_article(path)
    text = path.read_text(encoding="utf-8")
    for row in objects(command("--all")):
        assert text[row["start"] : row["end"]] == row["text"]


def test_rows_stand_in_the_order_of_time_and_of_the_article(small):
    refs = [row["ref"] for row in objects(command("--all"))]
    assert refs == ["q22222", "q22223", "q22224", "q22227", "q22225", "q22226"]


# Which quotations


def test_the_command_writes_published_ones_of_every_year_unless_it_is_told_otherwise():
    dates = {"1850": "published", "1920": "published", "": "published", "1921": "draft"}
    for date, state in dates.items():
        QuotationFactory(date=date, state=state)
    assert [row["date"] for row in objects(command())] == ["1850", "1920", None]
    assert [row["date"] for row in objects(command("--all"))] == ["1850", "1920", "1921", None]
    assert {row["state"] for row in objects(command("--all"))} == {"published", "draft"}
    assert [row["date"] for row in objects(command(""))] == ["1920"]
    assert [row["date"] for row in objects(command("to=1900"))] == ["1850"]
    assert [row["date"] for row in objects(command("?years=all"))] == ["1850", "1920", None]


def test_the_command_refuses_a_query_that_cannot_be_read():
    with pytest.raises(CommandError, match="“from” must be a year"):
        command("from=x")


def test_drafts_are_never_in_a_download(client):
    QuotationFactory(state="draft")
    QuotationFactory(state="reviewed")
    client.force_login(UserFactory(is_staff=True))
    assert download(client, "/quotations.json?years=all") == "[]\n"


@pytest.mark.parametrize(
    "query", ["", "years=all", "speaker=ada", "topic=plan&stance=opposes", "from=1930", "q=party"]
)
def test_site_and_command_write_the_same(client, query):
    varied.build()
    for extension in FORMATS:
        address = f"/quotations.{extension}" + (f"?{query}" if query else "")
        assert download(client, address) == command(query, "--format", extension)


def test_what_only_changes_the_view_changes_nothing(client):
    varied.build()
    whole = download(client, "/quotations.jsonl?years=all")
    for parameters in ("sort=newest", "view=table&readings=off", "page=7", "lanes=speaker&pick=x"):
        assert download(client, f"/quotations.jsonl?years=all&{parameters}") == whole


# Formats


def test_every_format_says_what_it_is(client):
    types = {
        "jsonl": "application/x-ndjson; charset=utf-8",
        "json": "application/json; charset=utf-8",
        "csv": "text/csv; charset=utf-8",
    }
    assert set(FORMATS) >= set(types)
    for extension, media_type in types.items():
        response = client.get(f"/quotations.{extension}")
        assert response["Content-Type"] == media_type
        assert response["Content-Disposition"] == f'inline; filename="quotations.{extension}"'


def test_json_and_csv_hold_the_rows_of_json_lines(client):
    varied.build()
    rows = objects(download(client, "/quotations.jsonl?years=all"))
    assert len(rows) == 59
    assert json.loads(download(client, "/quotations.json?years=all")) == rows
    table = list(csv.DictReader(io.StringIO(download(client, "/quotations.csv?years=all"))))
    assert [row["ref"] for row in table] == [row["ref"] for row in rows]
    for cells, row in zip(table, rows, strict=True):
        assert json.loads(cells["topics"]) == row["topics"]
        assert cells["source"] == "" or json.loads(cells["source"]) == row["source"]
        assert cells["speaker"] == (row["speaker"] or "")
        assert cells["fragment"] == str(row["fragment"])


EMPTY = {"jsonl": "", "json": "[]\n", "csv": ",".join(KEYS) + "\r\n"}


@pytest.mark.parametrize("extension", EMPTY)
def test_an_empty_export_is_empty(client, extension):
    QuotationFactory(date="1920")
    assert download(client, f"/quotations.{extension}?to=1900") == EMPTY[extension]
    assert command("to=1900", "--format", extension) == EMPTY[extension]


def test_an_export_of_an_unknown_value_is_empty_and_says_404(client):
    QuotationFactory()
    response = client.get("/quotations.json?speaker=nobody")
    assert (response.status_code, b"".join(response)) == (404, b"[]\n")


def test_an_unknown_format_is_not_found(client):
    assert client.get("/quotations.exe").status_code == 404
    assert client.get("/quotations.JSON").status_code == 404


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_a_spreadsheet_would_take_for_a_formula_is_harmless(start):
    words = f"{start}HYPERLINK(1)"
    QuotationFactory(text=words, speaker=SpeakerFactory(name=words), note=words)
    (row,) = csv.DictReader(io.StringIO(command("--format", "csv"), newline=""))
    assert (row["text"], row["speaker"], row["note"]) == ("'" + words,) * 3
    (as_json,) = objects(command())
    assert as_json["text"] == words


def test_words_with_commas_quotes_and_paragraphs_come_through_csv():
    words = 'He said, "no",\n\nand “never”; so be it'
    QuotationFactory(text=words, positions=[(TopicFactory(), "advocates")])
    (row,) = csv.DictReader(io.StringIO(command("--format", "csv"), newline=""))
    assert row["text"] == words
