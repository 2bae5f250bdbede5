"""A facet is declared once, and every place that has to know of it does."""

import subprocess
import sys
from pathlib import Path

import pytest

from quotes.facets import FACETS
from quotes.selection import Selection
from tests.factories import QuotationFactory, SectionFactory, TopicFactory

pytestmark = pytest.mark.django_db
of_each = pytest.mark.parametrize("facet", FACETS.values(), ids=FACETS)


@pytest.fixture(autouse=True)
def one():
    """A quotation that has a value for every facet."""
    return QuotationFactory(section=SectionFactory(), positions=[(TopicFactory(), "advocates")])


@pytest.fixture
def value(facet, one, open_page):
    """A value of the facet, as the form offers it."""
    if not facet.is_listed:
        return one.ref
    box = open_page("/").find(f"#facet-{facet.parameter}")
    assert box.find("summary").words == facet.label
    [choice] = box.find_all("a.choice")
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
def test_an_unknown_value_is_named_in_the_title_or_counted(open_page, facet):
    page = open_page(f"/?{facet.parameter}=x-y", 404)
    said = f"1 {facet.noun}" if facet.noun else "“x-y”"
    assert said in page.find("title").words
    sentence = f"There is no {facet.label.lower()} “x-y”. Look without it."
    assert page.texts(".warning") == [sentence]


@of_each
def test_a_facet_that_is_to_blame_for_an_empty_result_is_named(open_page, facet):
    ways = open_page(f"/?{facet.parameter}=x-y&from=1900", 404).find(".nothing").links()
    assert ways[f"{facet.without_words}: 1 quotation"] == "/?from=1900"


@of_each
def test_where_no_single_filter_is_to_blame_a_facet_says_what_it_finds_alone(
    open_page, facet, value
):
    page = open_page(f"/?{facet.parameter}={value}&from=1&to=2&q=nowhere")
    alone = Selection().toggling(facet.parameter, value)
    words = f"{facet.alone_words}: 1 quotation"
    assert page.find(".nothing").links()[words] == alone.url()
