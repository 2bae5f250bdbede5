"""Whatever is written, and however, the data has another version afterwards."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from quotes.data_version import TABLE, data_version, watch_tables, watched_tables
from quotes.models import Passage, Position, Quotation, Speaker
from tests.factories import (
    ArticleFactory,
    PositionFactory,
    QuotationFactory,
    SpeakerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def by_sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


WRITES = {
    "a new row": lambda row: SpeakerFactory(),
    "a saved row": lambda row: row.save(),
    "an update": lambda row: Quotation.objects.update(note="So in the article."),
    "rows made at once": lambda row: Passage.objects.bulk_create(
        [Passage(article=ArticleFactory(), ref="pppppp")]
    ),
    "rows updated at once": lambda row: Quotation.objects.bulk_update([row], ["state"]),
    "a body's new member": lambda row: row.speaker.members.add(SpeakerFactory()),
    "a deleted reading": lambda row: row.positions.all().delete(),
    "SQL by hand": lambda row: by_sql("UPDATE quotes_position SET stance = 'opposes'"),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_every_way_of_writing_makes_another_version(write):
    row = PositionFactory(quotation=QuotationFactory(speaker=SpeakerFactory())).quotation
    before = data_version()
    write(row)
    assert data_version() != before


def test_reading_leaves_the_version_as_it_is():
    PositionFactory()
    before = data_version()
    assert list(Position.objects.select_related("quotation__speaker"))
    assert data_version() == before


def test_what_is_nobodys_quotation_leaves_the_version_as_it_is():
    before = data_version()
    UserFactory()
    assert data_version() == before


def test_what_is_taken_back_takes_the_version_back():
    before = data_version()
    with transaction.atomic():
        SpeakerFactory()
        within = data_version()
        transaction.set_rollback(True)
    assert within != before
    assert data_version() == before
    assert not Speaker.objects.exists()


def test_the_version_says_when_something_was_last_written():
    before = datetime.now(UTC)
    SpeakerFactory()
    said = data_version().written_at
    assert (
        before.strftime("%Y-%m-%d %H:%M UTC")
        <= said
        <= datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    )
    assert str(data_version()) == f"{said}, {data_version().token[:8]}"


def test_every_table_is_watched():
    catalogue = {
        "sqlite": f"SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'"
        f" AND sql LIKE '%{TABLE}%'",
        "postgresql": "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger"
        " WHERE tgfoid = 'quotes_new_version'::regproc",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        assert sorted(table for (table,) in cursor.fetchall()) == watched_tables()


def test_tables_can_be_watched_again():
    before = data_version()
    watch_tables(using="default")
    assert data_version() == before


@pytest.mark.django_db(transaction=True)
def test_a_table_that_is_made_anew_is_watched_again_after_the_migration():
    with connection.schema_editor() as editor:
        remake = getattr(editor, "_remake_table", None)  # only SQLite does so
        if remake:
            remake(Speaker)
    watch_tables(using="default")
    before = data_version()
    SpeakerFactory()
    assert data_version() != before
