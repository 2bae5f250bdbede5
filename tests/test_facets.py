"""A facet is declared once, and every place that has to know of it does."""

import subprocess
import sys
from pathlib import Path

import pytest

from quotes.facets import FACETS
from quotes.models import Article, Quotation
from quotes.selection import Selection
from tests.factories import (
    ArticleFactory,
    PassageFactory,
    QuotationFactory,
    SectionFactory,
    TopicFactory,
)
from timeline.wording import counted

pytestmark = pytest.mark.django_db
of_each = pytest.mark.parametrize("facet", FACETS.values(), ids=FACETS)


@pytest.fixture
def two():
    """Two quotations that have a value for every facet."""
    return [
        QuotationFactory(
            passage=passage,
            section=SectionFactory(article=passage.article),
            positions=[(TopicFactory(), "advocates")],
        )
        for passage in (PassageFactory(), PassageFactory())
    ]


@pytest.fixture
def value(facet, two, open_page):
    """A value of the facet, as the form offers it."""
    if not facet.is_listed:
        return two[0].ref
    box = open_page("/").find(f"#facet-{facet.parameter}")
    assert box.find("summary").words == facet.label
    [choice, *_] = box.find_all("a.choice")
    return choice["id"].removeprefix(f"{facet.parameter}-")


def test_a_selection_needs_no_model():
    """Models hold selections, so that neither these nor the facets may import a model."""
    code = "import sys, quotes.selection; assert 'quotes.models' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent.parent)


@of_each
def test_a_chosen_value_stands_in_the_address_in_the_title_and_as_a_chip(open_page, facet, value):
    chosen = Selection().toggling(facet.parameter, value)
    assert chosen.parameters() == [(facet.parameter, value)]
    page = open_page(chosen.url())
    assert not page.find("title").words.startswith("All quotations")
    assert page.texts(".chip .facet-name") == [facet.label]
    assert [chip["href"] for chip in page.find_all(".chip")] == ["/"]


@of_each
def test_an_unknown_value_is_named_in_the_title_or_counted(open_page, two, facet):
    page = open_page(f"/?{facet.parameter}=x-y", 404)
    said = f"1 {facet.noun}" if facet.noun else "“x-y”"
    assert said in page.find("title").words
    sentence = f"There is no {facet.label.lower()} “x-y”. Look without it."
    assert page.texts(".warning") == [sentence]


@of_each
def test_a_facet_that_is_to_blame_for_an_empty_result_is_named(open_page, two, facet):
    ways = open_page(f"/?{facet.parameter}=x-y&from=1900", 404).find(".nothing").links()
    assert ways[f"{facet.without_words}: 2 quotations"] == "/?from=1900"


@of_each
def test_where_no_single_filter_is_to_blame_a_facet_says_what_it_finds_alone(
    open_page, facet, value
):
    page = open_page(f"/?{facet.parameter}={value}&from=1&to=2&q=nowhere")
    alone = Selection().toggling(facet.parameter, value)
    count = alone.narrow(Quotation.objects.published()).count()
    words = f"{facet.alone_words}: {counted(count, 'quotation')}"
    assert page.find(".nothing").links()[words] == alone.url()


# Articles and their sections


def sections(*slugs):
    """A quotation in each of these sections: "article.section"."""
    for slug in slugs:
        article, _, section = slug.partition(".")
        found = Article.objects.filter(slug=article).first()
        found = found or ArticleFactory(slug=article, title=article.title())
        passage = PassageFactory(article=found)
        known = passage.article.sections.filter(slug=section).first()
        known = known or SectionFactory(article=passage.article, slug=section, title="Last words")
        QuotationFactory(passage=passage, section=known)


def test_an_article_can_be_chosen_once_there_is_another(open_page):
    sections("exile.end", "exile.start")
    assert open_page("/").find_all("#facet-article") == []
    sections("memoir.middle")
    assert open_page("/").find("#facet-article").links("a.choice") == {
        "Exile 2": "/?article=exile",
        "Memoir 1": "/?article=memoir",
    }


def test_a_section_whose_slug_several_articles_have_is_named_with_its_article(open_page):
    sections("exile.end", "exile.end", "memoir.end", "memoir.middle")
    assert open_page("/").find("#facet-section").links("a.choice") == {
        "Exile: Last words 2": "/?section=exile.end",
        "Memoir: Last words 1": "/?section=memoir.end",
        "Last words 1": "/?section=middle",
    }
    page = open_page("/?section=memoir.end")
    assert page.find("h1").words == "in “Memoir: Last words”, 1918–1940"
    assert len(page.find_all(".passage-card")) == 1


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("section=end", "section=exile.end&section=memoir.end"),
        ("section=end&section=memoir.end", "section=exile.end&section=memoir.end"),
        ("section=memoir.middle", "section=middle"),
        ("section=former.end", "section=exile.end"),
        ("section=former.middle&section=middle", "section=former.middle&section=middle"),
    ],
)
def test_a_section_has_one_canonical_form(client, given, canonical):
    sections("former.end", "memoir.end", "memoir.middle")
    article = Article.objects.get(slug="former")
    article.slug = "exile"
    article.save()
    response = client.get(f"/?{given}")
    if given != canonical:
        assert (response.status_code, response["Location"]) == (302, f"/?{canonical}")
        response = client.get(f"/?{canonical}")
    assert response.status_code == 200
