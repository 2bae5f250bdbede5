"""Nothing that anybody can ask for takes much longer than the front page, or grows without end."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import caches

from bench.bounds import PAGES
from quotes.exports import rows
from tests.databases import connection_kept
from tests.factories import ArticleFactory, PassageFactory, QuotationFactory, SectionFactory
from tests.markup import page_of
from tests.run_all import environment
from tests.test_query_counts import PAGES as EVERY_PAGE

ROOT = Path(__file__).parent.parent


def bench(module, *arguments):
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=environment("sqlite://:memory:"),
        capture_output=True,
        text=True,
    )


def test_no_kind_of_page_takes_more_than_three_times_as_long_as_the_front_page():
    assert list(PAGES) == list(EVERY_PAGE)
    ran = bench("bench.bounds", "300")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.splitlines()[0].endswith("1.00 ×  /")
    assert ran.stdout.splitlines()[-1] == "0 take more than 3 times as long as /"
    assert len(ran.stdout.splitlines()) == sum(len(forms) for forms in PAGES.values()) + 1


def test_what_visitors_write_into_their_requests_stays_in_no_memory():
    ran = bench("bench.memory", "100", "200")
    assert ran.returncode == 0, ran.stdout + ran.stderr


# The pages of an article


@pytest.fixture
def long_article(db, monkeypatch):
    """Five passages in two sections and one in none, two a page."""
    monkeypatch.setattr("timeline.results.articles.PER_PAGE", 2)
    article = ArticleFactory(slug="long")
    first, second = (SectionFactory(article=article, slug=slug, title=slug) for slug in "ab")
    for start, section in ((10, first), (20, first), (30, first), (40, second), (50, None)):
        passage = PassageFactory(article=article)
        QuotationFactory(passage=passage, section=section, start=start, text=f"Words at {start}")
    SectionFactory(article=article, slug="empty", title="empty")
    return article


def lines(page):
    return [line.find(".serif").words for line in page.find_all(".passage-line")]


def test_an_article_is_read_page_by_page_in_its_order(long_article, open_page):
    first, second, third = (
        open_page(f"/articles/long/{query}") for query in ("", "?page=2", "?page=3")
    )
    assert first.find(".tally").words == "5 quotations in 5 passages from 5 works"
    assert [lines(page) for page in (first, second, third)] == [
        ["“Words at 10”", "“Words at 20”"],
        ["“Words at 30”", "“Words at 40”"],
        ["“Words at 50”"],
    ]
    assert second.texts("section h2")[:2] == ["a continued", "b"]
    assert third.texts("section h2")[0] == "Outside the sections"


def test_each_page_of_an_article_leads_to_all_its_sections(long_article, open_page):
    first, second = open_page("/articles/long/"), open_page("/articles/long/?page=2")
    assert first.find("nav.section").texts("li") == [
        "a 3 passages",
        "b 1 passage",
        "Outside the sections 1 passage",
    ]
    assert first.find("nav.section").links() == {
        "a": "#a",
        "b": "/articles/long/?page=2#b",
        "Outside the sections": "/articles/long/?page=3#_outside",
    }
    assert second.find("nav.section").links() == {
        "a": "/articles/long/#a",
        "b": "#b",
        "Outside the sections": "/articles/long/?page=3#_outside",
    }


def test_the_address_of_a_section_leads_to_it_or_to_its_entry(long_article, open_page):
    first, second = open_page("/articles/long/"), open_page("/articles/long/?page=2")
    assert (first.find("#a").tag, first.find("#b").tag) == ("section", "li")
    assert (second.find("#a").tag, second.find("#b").tag) == ("section", "section")


def test_a_page_that_an_article_does_not_have_is_not_found(long_article, open_page):
    assert open_page("/articles/long/?page=4", 404).find("h1").words == "This result has no page 4"


# Downloads


@pytest.fixture
def few_are_many(monkeypatch):
    """Two quotations are a long download."""
    for module in ("quotes.exports.rows", "timeline.views.timeline"):
        monkeypatch.setattr(f"{module}.CHUNK", 1)


def close(answer):
    """As the server does; but the connection is the test's and stays open."""
    with connection_kept():
        answer.close()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["quotations.csv", "quotations.json", "quotations.jsonl"])
def test_a_worker_sends_one_long_download_at_a_time(client, few_are_many, name):
    QuotationFactory(), QuotationFactory()
    one = client.get(f"/{name}")
    other = client.get(f"/{name}")
    assert (one.status_code, other.status_code) == (200, 429)
    assert other["Retry-After"] == "10"
    assert page_of(other).find("h1").words == "One long download at a time"
    close(one)
    again = client.get(f"/{name}")
    assert (again.status_code, b"".join(again).count(b"Words")) == (200, 2)
    close(again)
    head = client.head(f"/{name}")
    assert head.status_code == 200
    close(head)


@pytest.mark.django_db
def test_a_download_that_was_closed_twice_ends_no_other(client, few_are_many):
    QuotationFactory(), QuotationFactory()
    first = client.get("/quotations.csv")
    close(first)
    second = client.get("/quotations.csv")
    close(first)
    assert client.get("/quotations.csv").status_code == 429
    close(second)


@pytest.mark.django_db
def test_short_downloads_and_pages_wait_for_nobody(client, few_are_many):
    one, _ = QuotationFactory(), QuotationFactory()
    long = client.get("/quotations.csv")
    assert client.get(f"/quotations.csv?ref={one.ref}").status_code == 200
    assert client.get("/").status_code == 200
    close(long)


@pytest.mark.django_db
def test_the_first_line_of_a_download_is_there_before_its_rows_are_read(client, monkeypatch):
    made = []
    usual = rows.row
    monkeypatch.setattr(rows, "row", lambda quotation: made.append(quotation) or usual(quotation))
    for _ in range(3):
        QuotationFactory()
    answer = client.get("/quotations.jsonl")
    content = iter(answer.streaming_content)
    assert made == []
    next(content)
    assert len(made) == 1
    close(answer)


@pytest.mark.django_db
def test_a_compressed_download_is_the_same(client):
    QuotationFactory()
    caches["pages"].clear()
    plain = b"".join(client.get("/quotations.csv"))
    packed = client.get("/quotations.csv", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(b"".join(packed)) == plain
