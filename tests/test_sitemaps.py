import pytest

from tests.factories import ContrastFactory, QuotationFactory

pytestmark = pytest.mark.django_db


def test_a_crawler_is_told_where_to_begin_and_where_not_to_go(client):
    answer = client.get("/robots.txt")

    assert answer.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_the_sitemap_leads_to_what_is_published_and_to_nothing_else(client):
    published = QuotationFactory()
    draft = QuotationFactory(state="draft")
    ContrastFactory(slug="shown")
    ContrastFactory(slug="hidden", is_published=False)

    index = client.get("/sitemap.xml").content.decode()
    quotations = client.get("/sitemap-quotations.xml").content.decode()
    contrasts = client.get("/sitemap-contrasts.xml").content.decode()

    assert "<loc>http://testserver/sitemap-quotations.xml</loc>" in index
    assert f"<loc>http://testserver/quotations/{published.ref}/</loc>" in quotations
    assert draft.ref not in quotations
    assert "/contrast/shown/" in contrasts
    assert "hidden" not in contrasts


def test_a_section_that_the_sitemap_does_not_have_is_not_found(client):
    assert client.get("/sitemap-nothing.xml").status_code == 404
