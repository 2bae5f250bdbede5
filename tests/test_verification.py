"""Every stored span is held against the article's file again."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quotes.annotations.load import load_article
from quotes.models import Article, Quotation
from quotes.verification import verdict, verify
from tests import small_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article_file(tmp_path):
    path = small_article.write(tmp_path)
    load_article(path)
    return path


def command(folder):
    """What the command says and, if it fails, why."""
    out = StringIO()
    try:
        call_command("verify_quotations", "--from", str(folder), stdout=out)
    except CommandError as error:
        assert error.returncode == 1  # noqa: PT017
        return out.getvalue().splitlines(), str(error)
    return out.getvalue().splitlines(), None


def edit(path, old, new):
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


def outcomes():
    return dict(Quotation.objects.order_by("ref").values_list("ref", "verification"))


def test_untouched_every_span_is_verbatim(article_file):
    assert command(article_file.parent) == (["A Small Article: 6 of 6 quotations verbatim."], None)
    assert set(outcomes().values()) == {"verbatim"}


def test_a_span_that_moved_is_told_with_its_new_place(article_file):
    edit(article_file, "Ben answered in 1921", "Ben answered, in 1921")
    place = Quotation.objects.get(ref="q22224").start + 1
    said, why = command(article_file.parent)
    words = "Ben: Ada said ‘all of it, now’ and we agree."
    assert said[0] == f"q22224: moved, now at {place}: {words}"
    assert said[-1] == "A Small Article: 2 of 6 quotations verbatim."
    assert why == "4 quotations are not where they were, or not there at all."
    assert outcomes() == {
        "q22222": "verbatim",
        "q22223": "verbatim",
        "q22224": "moved",
        "q22225": "moved",
        "q22226": "moved",
        "q22227": "moved",
    }


def test_a_span_that_is_not_there_is_told(article_file):
    edit(article_file, "“it is ours”", "“it is mine”")
    said, why = command(article_file.parent)
    assert said == [
        "q22223: not-found: Ada: it is ours",
        "A Small Article: 5 of 6 quotations verbatim.",
    ]
    assert why == "1 quotations are not where they were, or not there at all."
    assert outcomes()["q22223"] == "not-found"
    edit(article_file, "“it is mine”", "“it is ours”")
    assert command(article_file.parent)[1] is None
    assert outcomes()["q22223"] == "verbatim"


@pytest.mark.parametrize("change", [{"text": "it is yours"}, {"start": 3, "end": 14}])
def test_what_was_changed_in_the_database_is_found_out(article_file, change):
    Quotation.objects.filter(ref="q22223").update(**change)
    assert command(article_file.parent)[1] is not None


def test_of_several_places_the_nearest_is_told(article_file):
    row = Quotation.objects.get(ref="q22226")
    text = small_article.TEXT
    first, second = text.index(row.text), text.rindex(row.text)
    assert verdict(row, text).place == second
    row.start += 2
    assert (verdict(row, text).verification, verdict(row, text).place) == ("moved", second)
    row.start = first + 1
    assert verdict(row, text).place == first


def test_the_check_is_dated(article_file):
    Quotation.objects.update(verified_at=None)
    verify(Article.objects.get(), article_file)
    assert Quotation.objects.filter(verified_at=None).count() == 0


def test_a_missing_or_unreadable_file_is_an_error_and_nothing_is_judged(article_file):
    article_file.write_bytes(b"\x00")
    assert "NUL byte" in command(article_file.parent)[1]
    article_file.unlink()
    assert "cannot be read: No such file or directory." in command(article_file.parent)[1]
    assert set(outcomes().values()) == {"verbatim"}


def test_without_an_article_there_is_nothing_to_verify(tmp_path):
    assert command(tmp_path) == ([], "No article is loaded.")
