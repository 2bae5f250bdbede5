"""Migrations that fill what is new, tried on rows of before."""

import datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)


def migrated(name):
    """The database at this migration; its models of then."""
    executor = MigrationExecutor(connection)
    executor.migrate([("quotes", name)])
    return executor.loader.project_state([("quotes", name)]).apps


@pytest.fixture
def before():
    yield migrated("0004_voice_in_index")
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes("quotes")
    MigrationExecutor(connection).migrate(newest)


def test_words_get_the_standing_of_their_speaker_and_corrections_a_ref_each(before):
    article = before.get_model("quotes", "Article").objects.create(slug="a", title="A")
    passage = before.get_model("quotes", "Passage").objects.create(ref="pppp", article=article)
    speaker = before.get_model("quotes", "Speaker").objects.create(
        slug="s", name="S", sort_name="S", standing="later-writer"
    )
    for ref, whose in (("aaaa", speaker), ("bbbb", None)):
        before.get_model("quotes", "Quotation").objects.create(
            ref=ref, passage=passage, text="a", start=0, end=1, speaker=whose
        )
    corrections = before.get_model("quotes", "Correction").objects
    for remark in ("one", "two", "three"):
        corrections.create(date=datetime.date(2026, 1, 1), remark=remark)

    after = migrated("0006_corrections_in_files")

    rows = after.get_model("quotes", "Quotation").objects.values_list("ref", "effective_standing")
    assert dict(rows) == {"aaaa": "later-writer", "bbbb": ""}
    found = after.get_model("quotes", "Correction").objects.values_list("remark", "ref", "loaded")
    assert {remark for remark, *_ in found} == {"one", "two", "three"}
    assert len({ref for _, ref, _ in found if len(ref) == 6}) == 3
    assert [loaded for *_, loaded in found] == [{}, {}, {}]
