"""What an answer is kept under: what the site understands of an address, and nothing beside it."""

import pytest
from django.core.cache import caches
from django.test import Client

from tests.factories import PassageFactory, QuotationFactory
from tests.test_pages import addresses

pytestmark = pytest.mark.django_db


def kept():
    """How many answers are kept."""
    return len(caches["pages"]._cache)


def files(address):
    return address.partition("?")[0].endswith((".ico", ".txt", ".xml"))


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("query", ["unknown=1", "unknown=1&readings=off", "=", "x", "pagE=2"])
def test_no_address_takes_an_unknown_parameter(client, method, query):
    for address in addresses():
        answer = getattr(client, method)(f"{address}?{query}")
        assert answer.status_code in (301, 302, 400, 404), address
        if answer.status_code == 302:
            carried = "?readings=off" if "readings" in query and not files(address) else ""
            assert answer["Location"] == f"{address}{carried}", address
    assert kept() == 0


def test_a_fragment_of_another_address_is_kept_by_nobody(client):
    for address in addresses():
        answer = client.get(f"{address}?unknown=1", headers={"HX-Request": "true"})
        if answer.status_code == 200:
            assert answer["Cache-Control"] == "no-store", address
            assert answer["HX-Push-Url"] == address
    assert kept() == 0


def test_a_malformed_choice_is_refused_everywhere(client):
    for address in addresses():
        if not files(address):
            assert client.get(f"{address}?readings=perhaps").status_code == 400, address


@pytest.mark.parametrize(
    "query", ["&", "&&&", "readings=off&", "&readings=off", "readings=%6fff", "r%65adings=off"]
)
def test_one_query_that_is_written_in_many_ways_is_kept_once(client, query):
    plain = "/speakers/?readings=off" if "ff" in query else "/speakers/"
    first = client.get(plain).content
    assert kept() == 1
    assert client.get(f"/speakers/?{query}").content == first
    assert kept() == 1


@pytest.mark.parametrize("host", ["TestServer", "testserver.", "testserver:81"])
def test_one_name_of_the_site_that_is_written_in_many_ways_is_not_kept(host):
    assert Client().get("/speakers/", headers={"Host": host}).status_code == 200
    assert kept() == 0


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/sitemap-quotations.xml?p=1", "/sitemap-quotations.xml"),
        ("/sitemap-quotations.xml?p=0002", "/sitemap-quotations.xml"),
        ("/sitemap-quotations.xml?p=2&p=3&x=1", "/sitemap-quotations.xml?p=3"),
        ("/sitemap.xml?p=2", "/sitemap.xml"),
        ("/robots.txt?p=2", "/robots.txt"),
        ("/articles/{slug}/?page=1", "/articles/{slug}/"),
        ("/articles/{slug}/?page=2&speaker=x", "/articles/{slug}/?page=2"),
        ("/method/?page=2", "/method/"),
    ],
)
def test_a_page_number_is_taken_where_there_are_pages(client, address, leads_to):
    slug = QuotationFactory().passage.article.slug
    answer = client.get(address.format(slug=slug))
    assert (answer.status_code, answer["Location"]) == (302, leads_to.format(slug=slug))


def test_the_pages_of_a_sitemap_are_found(client, monkeypatch):
    monkeypatch.setattr("timeline.sitemaps.Rows.limit", 2)
    for _ in range(3):
        QuotationFactory(passage=PassageFactory())
    assert "/sitemap-quotations.xml?p=2" in client.get("/sitemap.xml").content.decode()
    assert client.get("/sitemap-quotations.xml?p=2").status_code == 200
    assert client.get("/sitemap-quotations.xml?p=3").status_code == 404
