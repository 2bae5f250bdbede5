"""The address of a contrast: one canonical form, and in it the selections that were asked for."""

from urllib.parse import parse_qsl, urlencode

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.selection import BadQuery, Selection
from tests.test_selection import pairs
from timeline.contrast.comparison import LETTERS, NAMES, Comparison

PREFIXES = ("", *(f"{letter}." for letter in LETTERS))


def read(query) -> Comparison:
    return Comparison.from_query(QueryDict(query))


@st.composite
def addresses(draw):
    """Parameters of some sides and of all, in any order."""
    found = [
        (prefix + name, value)
        for prefix in draw(st.lists(st.sampled_from(PREFIXES), unique=True))
        for name, value in draw(pairs())
    ]
    return urlencode(draw(st.permutations(found)) if len(found) < 12 else found)


def read_or_none(query):
    try:
        return read(query)
    except BadQuery:  # years that a side has and years that all have can run backwards together
        return None


@settings(max_examples=80)
@given(addresses())
def test_the_canonical_form_means_the_same_contrast_and_says_nothing_else(query):
    comparison = read_or_none(query)
    if comparison is None:
        return
    written = urlencode(comparison.parameters())
    again = read(written)
    assert again.parameters() == comparison.parameters()
    assert [side.selection for side in again.sides] == [side.selection for side in comparison.sides]
    said = [name.rpartition(".")[2] for name, _ in parse_qsl(written)]
    assert set(said) <= set(NAMES)


@settings(max_examples=80)
@given(addresses())
def test_each_side_is_the_selection_of_its_prefix(query):
    comparison = read_or_none(query)
    if comparison is None:
        return
    given_ = QueryDict(query)
    whole = [Selection.from_query(given_, f"{letter}.", NAMES) for letter in LETTERS]
    hidden = [each.having(readings="off") for each in whole]
    assert all(side.selection in [*whole, *hidden] for side in comparison.sides)


@settings(max_examples=60)
@given(st.lists(pairs().map(lambda one: urlencode(one)), min_size=1, max_size=4))
def test_selections_side_by_side_are_read_as_they_were_written(queries):
    selections = [Selection.from_query(QueryDict(query), names=NAMES) for query in queries]
    comparison = Comparison.of(*selections)
    asked = [each for each in selections if each.without("readings").parameters()]
    kept = [side.selection for side in read(urlencode(comparison.parameters())).sides]
    assert kept == asked


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("a.q=of&a.q=the", "a.q=of+the"),
        ("a.from=0921", "a.from=921"),
        ("a.years=all&a.from=1921", "a.from=1921"),
        ("from=1918&to=1940&a.to=1923", "from=1918&to=1940&a.to=1923"),
        ("a.speaker=x&view=table&sort=best&more=what&page=none", "a.speaker=x"),
        ("a.readings=off&a.speaker=x", "a.speaker=x&a.readings=off"),
        ("readings=on&a.readings=on&a.speaker=x", "a.speaker=x"),
        ("readings=off&a.readings=on&a.speaker=x", "readings=off&a.speaker=x"),
    ],
)
def test_what_a_side_says_has_the_form_that_it_has_in_every_selection(query, canonical):
    assert urlencode(read(query).parameters()) == canonical
