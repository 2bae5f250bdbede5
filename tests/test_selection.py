"""The address is the state: reading it, its one canonical form, and the others reached from it."""

from urllib.parse import parse_qsl, urlencode

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.facets import FACETS, Closed
from quotes.selection import (
    LONGEST_QUERY,
    MOST_VALUES,
    OPTIONS,
    PARAMETERS,
    PERIOD,
    BadQuery,
    Selection,
)


def read(query: str, prefix: str = "") -> Selection:
    return Selection.from_query(QueryDict(query), prefix)


def canonical(query: str) -> str:
    return read(query).query_string()


# One canonical form

CANONICAL = [
    # What goes without saying is not said.
    ("", ""),
    ("q=", ""),
    ("speaker=&topic=&from=&to=&years=&q=&sort=&lanes=&view=&readings=&page=", ""),
    ("speaker=+++", ""),
    ("from=1918&to=1940", ""),
    ("to=1940&from=1918", ""),
    ("to=192", "to=192"),
    ("sort=oldest&lanes=topic&view=cards&readings=on&page=1", ""),
    ("page=001", ""),
    ("utm_source=elsewhere&speakers=x&a.speaker=x", ""),
    # Years
    ("from=1918", "from=1918"),
    ("to=1940", "to=1940"),
    ("from=1918&to=1939", "from=1918&to=1939"),
    ("from=1921&to=1921", "from=1921&to=1921"),
    ("from=0921", "from=921"),
    ("from=1&to=9999", "from=1&to=9999"),
    ("years=all", "years=all"),
    ("years=all&from=1921", "from=1921"),
    ("years=all&from=1918&to=1940", ""),
    ("from=1920&from=1921", "from=1921"),
    # Values of a facet: sorted, each once
    ("speaker=b&speaker=a", "speaker=a&speaker=b"),
    ("speaker=a&speaker=a", "speaker=a"),
    ("speaker=a&speaker=&speaker=+b+", "speaker=a&speaker=b"),
    # One order
    ("topic=t&speaker=s", "speaker=s&topic=t"),
    (
        "page=2&readings=off&view=table&lanes=speaker&sort=newest&q=w&to=1923&from=1919&section=e"
        "&standing=contemporary&basis=cited&source=o&stance=opposes&topic=t&speaker=s",
        "speaker=s&topic=t&stance=opposes&source=o&basis=cited&standing=contemporary&section=e"
        "&from=1919&to=1923&q=w&sort=newest&lanes=speaker&view=table&readings=off&page=2",
    ),
    # Words
    ("q=the++party", "q=the+party"),
    ("q=the&q=party", "q=the+party"),
    ("q=%22of+the+party%22", "q=%22of+the+party%22"),
    ("q=a%00b", "q=a+b"),
    ("q=%0A%09", ""),
    ("speaker=a%00", "speaker=a"),
    ("q=caf%C3%A9", "q=caf%C3%A9"),
    # The last of two options holds
    ("sort=newest&sort=oldest", ""),
    ("view=cards&view=lines", "view=lines"),
    ("page=2&page=3", "page=3"),
    # What a reader gathers stands in the order of choosing; a contrast has four sides at most.
    ("pick=b2345&pick=a2345&pick=b2345", "pick=b2345&pick=a2345"),
    ("pick=a&pick=b&pick=c&pick=d&pick=e", "pick=a&pick=b&pick=c&pick=d"),
    ("page=2&pick=a&view=table", "view=table&pick=a&page=2"),
    # Chosen quotations are shown whatever their year
    ("ref=b2345&ref=a2345", "ref=a2345&ref=b2345"),
    ("ref=a2345&years=all", "ref=a2345"),
    ("ref=a2345&from=1918&to=1940", "ref=a2345&from=1918&to=1940"),
]


@pytest.mark.parametrize(("query", "form"), CANONICAL)
def test_every_query_has_one_canonical_form(query, form):
    assert canonical(query) == form
    assert canonical(form) == form


# What cannot mean anything

BAD = [
    ("from=abc", "from", "“from” must be a year from 1 to 9999, such as 1923, not “abc”."),
    ("from=01918", "from", "“from” must be a year from 1 to 9999, such as 1923, not “01918”."),
    ("to=12345", "to", "“to” must be a year from 1 to 9999, such as 1923, not “12345”."),
    ("from=0", "from", "“from” must be a year from 1 to 9999, such as 1923, not “0”."),
    ("from=-5", "from", "“from” must be a year from 1 to 9999, such as 1923, not “-5”."),
    ("from=192X", "from", "“from” must be a year from 1 to 9999, such as 1923, not “192X”."),
    ("from=1e3", "from", "“from” must be a year from 1 to 9999, such as 1923, not “1e3”."),
    ("to=١٩٢٠", "to", "“to” must be a year from 1 to 9999, such as 1923, not “١٩٢٠”."),
    ("from=1920-05", "from", "“from” must be a year from 1 to 9999, such as 1923, not “1920-05”."),
    ("from=1930&to=1920", "from", "The years run backwards: from 1930 to 1920."),
    ("years=some", "years", "“years” can only be “all”, not “some”. Use “from” and “to”."),
    ("years=1921", "years", "“years” can only be “all”, not “1921”. Use “from” and “to”."),
    ("sort=best", "sort", "“sort” cannot be “best”. It is one of: oldest, newest."),
    ("lanes=x", "lanes", "“lanes” cannot be “x”. It is one of: topic, speaker, stance."),
    ("view=x", "view", "“view” cannot be “x”. It is one of: cards, table, lines."),
    ("readings=no", "readings", "“readings” cannot be “no”. It is one of: on, off."),
    ("page=0", "page", "“page” must be a whole number from 1, not “0”."),
    ("page=-1", "page", "“page” must be a whole number from 1, not “-1”."),
    ("page=two", "page", "“page” must be a whole number from 1, not “two”."),
    ("page=1000000", "page", "“page” must be a whole number from 1, not “1000000”."),
    ("page=²", "page", "“page” must be a whole number from 1, not “²”."),
    ("q=" + "a" * 201, "q", "A search can be 200 characters long, not 201."),
    ("&".join(["topic=t"] * 51), "topic", "“topic” stands there more than 50 times."),
]


@pytest.mark.parametrize(("query", "parameter", "message"), BAD, ids=[row[0][:20] for row in BAD])
def test_a_malformed_value_is_refused_by_name_and_in_a_sentence(query, parameter, message):
    with pytest.raises(BadQuery) as refusal:
        read(query)
    assert (refusal.value.parameter, str(refusal.value)) == (parameter, message)


def test_the_longest_search_and_the_most_values_are_taken():
    assert read("q=" + "a" * LONGEST_QUERY).q == "a" * LONGEST_QUERY
    assert len(read(urlencode([("topic", f"t{n}") for n in range(MOST_VALUES)])).topic) == 50


# Years

YEARS = [
    ("", 1918, 1940, False, "1918–1940"),
    ("from=1921", 1921, None, False, "from 1921"),
    ("to=1921", None, 1921, False, "up to 1921"),
    ("from=1921&to=1921", 1921, 1921, False, "1921"),
    ("from=1921&to=1923", 1921, 1923, False, "1921–1923"),
    ("years=all", None, None, True, "all years"),
    ("ref=a2345", None, None, True, "all years"),
    ("ref=a2345&to=1923", None, 1923, False, "up to 1923"),
]


@pytest.mark.parametrize(("query", "first", "last", "every_year", "words"), YEARS)
def test_years_are_closed_open_or_all(query, first, last, every_year, words):
    selection = read(query)
    assert (selection.first, selection.last, selection.every_year) == (first, last, every_year)
    assert selection.years_in_words() == words


def test_what_narrows_the_quotations_is_told_from_what_only_shows_them_otherwise():
    narrowing = ["speaker=x", "ref=a2345", "q=w", "from=1921", "years=all"]
    assert [query for query in narrowing if not read(query).is_filtered] == []
    showing = ["", "sort=newest", "lanes=speaker", "view=table", "readings=off", "pick=x", "page=2"]
    assert [query for query in showing if read(query).is_filtered] == []


# A prefix says which side of a contrast is meant

PREFIXED = [
    ("a.speaker=x&b.speaker=y", "a.", "speaker=x"),
    ("a.speaker=x&b.speaker=y", "b.", "speaker=y"),
    ("a.speaker=x&speaker=z", "a.", "speaker=x"),
    ("a.speaker=x&speaker=z", "b.", "speaker=z"),
    ("a.speaker=&speaker=z", "a.", "speaker=z"),
    ("topic=t&a.to=1923&b.from=1929", "a.", "topic=t&to=1923"),
    ("topic=t&a.to=1923&b.from=1929", "b.", "topic=t&from=1929"),
    ("topic=t&a.to=1923&b.from=1929", "", "topic=t"),
]


@pytest.mark.parametrize(("query", "prefix", "form"), PREFIXED)
def test_prefixed_parameters_win_and_the_others_hold_for_every_side(query, prefix, form):
    assert read(query, prefix).query_string() == form


def test_a_selection_can_be_written_with_a_prefix():
    selection = read("speaker=x&from=1921&q=a+b")
    assert selection.query_string("b.") == "b.speaker=x&b.from=1921&b.q=a+b"


def test_a_prefixed_value_that_cannot_be_read_is_refused():
    with pytest.raises(BadQuery, match="“from” must be a year"):
        read("a.from=x", "a.")


# Others like this one

REACHED = [
    ("page=3", lambda s: s.having(sort="newest"), "sort=newest"),
    ("page=3", lambda s: s.having(page=2), "page=2"),
    ("page=3&speaker=b", lambda s: s.toggling("speaker", "a"), "speaker=a&speaker=b"),
    ("page=3&speaker=b", lambda s: s.toggling("speaker", "b"), ""),
    ("page=3&from=1921", lambda s: s.without("years"), ""),
    ("years=all", lambda s: s.without("years"), ""),
    ("speaker=b&q=w&page=3", lambda s: s.without("q"), "speaker=b"),
    ("speaker=b&topic=t&q=w", lambda s: s.without("topic", "q"), "speaker=b"),
    ("view=table&sort=newest", lambda s: s.without("view"), "sort=newest"),
    ("page=3&years=all", lambda s: s.between(1920, 1921), "from=1920&to=1921"),
    ("page=3", lambda s: s.between(None, 1921), "to=1921"),
    ("from=1921", lambda s: s.between(*PERIOD), ""),
    ("page=3&from=1921", lambda s: s.in_every_year(), "years=all"),
    ("ref=a2345&from=1921", lambda s: s.without("years"), "ref=a2345"),
    ("ref=a2345", lambda s: s.without("ref"), ""),
    ("ref=a2345", lambda s: s.toggling("ref", "a2345"), ""),
    ("", lambda s: s.toggling("ref", "a2345"), "ref=a2345"),
    ("from=1921", lambda s: s.toggling("ref", "a2345"), "ref=a2345&from=1921"),
]


@pytest.mark.parametrize(("query", "step", "form"), REACHED)
def test_a_step_leads_to_the_first_page_of_another_selection(query, step, form):
    assert step(read(query)).query_string() == form


def test_an_address_is_a_path_with_the_canonical_query_or_without_any():
    assert read("").url() == "/"
    assert read("").url("/speakers/x/") == "/speakers/x/"
    assert read("to=1921").url("/quotations.json") == "/quotations.json?to=1921"


# The same for any selection

slugs = st.text("abc-1é &=", min_size=1, max_size=4).filter(str.strip)
years = st.integers(min_value=1, max_value=9999)
facets = {
    name: st.lists(
        st.sampled_from(facet.values.choices.values) if isinstance(facet.values, Closed) else slugs,
        max_size=2,
    )
    for name, facet in FACETS.items()
}
options = {name: st.lists(st.sampled_from(values), max_size=2) for name, values in OPTIONS.items()}
numbers = st.lists(st.integers(min_value=1, max_value=999_999).map(str), max_size=2)
words = st.lists(st.text(max_size=20), max_size=2)
queries = st.fixed_dictionaries(
    {
        **facets,
        **options,
        "page": numbers,
        "q": words,
        "years": st.lists(st.just("all"), max_size=1),
    }
)
ranges = st.tuples(st.none() | years, st.none() | years).filter(
    lambda ends: None in ends or ends[0] <= ends[1]
)


@st.composite
def pairs(draw):
    """Parameters as a reader may write them: any order, repeated, with empty and unknown ones."""
    query = draw(queries)
    ends = dict(zip(("from", "to"), draw(ranges), strict=True))
    query |= {name: [str(year)] for name, year in ends.items() if year is not None}
    found = [(name, value) for name, values in query.items() for value in values]
    found += draw(
        st.lists(st.sampled_from([("from", ""), ("speaker", " "), ("unknown", "x")]), max_size=1)
    )
    return found


def of(given: list[tuple[str, str]]) -> Selection:
    return Selection.from_query(QueryDict(urlencode(given)))


@settings(max_examples=60)
@given(pairs())
def test_the_canonical_form_means_the_same_selection(given):
    selection = of(given)
    assert of(selection.parameters()) == selection
    assert parse_qsl(selection.query_string()) == selection.parameters()


@settings(max_examples=60)
@given(pairs(), st.randoms(use_true_random=False))
def test_order_and_repetition_of_facets_do_not_matter(given, random):
    """Of two years, options or pages the last holds, and words stand in their order."""
    free = [pair for pair in given if pair[0] in FACETS]
    bound = [pair for pair in given if pair[0] not in FACETS]
    shuffled = random.sample(free, len(free)) + free
    mixed = [*shuffled[: len(free)], *bound, *shuffled[len(free) :]]
    assert of(mixed) == of(given)


@settings(max_examples=60)
@given(pairs(), st.permutations(PARAMETERS))
def test_the_order_of_the_parameters_does_not_matter(given, order):
    moved = sorted(
        (pair for pair in given if pair[0] in PARAMETERS), key=lambda p: order.index(p[0])
    )
    assert of(moved) == of(given)


@settings(max_examples=60)
@given(pairs())
def test_the_canonical_form_says_nothing_twice_and_nothing_that_goes_without_saying(given):
    parameters = of(given).parameters()
    assert len(set(parameters)) == len(parameters)
    assert [name for name, _ in parameters] == sorted(
        (name for name, _ in parameters), key=PARAMETERS.index
    )
    defaults = {(name, values[0]) for name, values in OPTIONS.items()} | {("page", "1")}
    assert defaults.isdisjoint(parameters)
    assert all(value.strip() for _, value in parameters)


@settings(max_examples=60)
@given(pairs(), st.sampled_from([*FACETS, "q", *OPTIONS, "years"]))
def test_to_go_without_a_parameter_is_to_take_it_out_of_the_address(given, name):
    selection = of(given)
    dropped = {"years": ("years", "from", "to")}.get(name, (name,))
    left = [pair for pair in selection.parameters() if pair[0] not in (*dropped, "page")]
    assert selection.without(name) == of(left)


@settings(max_examples=60)
@given(pairs(), st.sampled_from([*FACETS]), slugs.map(str.strip))
def test_to_choose_a_value_is_to_add_it_to_the_address_and_twice_is_not_at_all(given, name, value):
    selection = of(given).having()
    added = [pair for pair in selection.parameters() if pair != (name, value)]
    if (name, value) not in selection.parameters():
        added.append((name, value))
    assert selection.toggling(name, value) == of(added)
    if name != "ref":  # with a ref, other years go without saying
        assert selection.toggling(name, value).toggling(name, value) == selection


@settings(max_examples=60)
@given(pairs(), st.sampled_from(["a.", "b.", "c.", "d."]))
def test_with_a_prefix_it_is_read_as_it_was_written(given, prefix):
    selection = of(given)
    written = selection.query_string(prefix)
    assert Selection.from_query(QueryDict(written), prefix) == selection


@given(st.lists(st.tuples(st.sampled_from([*PARAMETERS, "x"]), st.text(max_size=12)), max_size=8))
def test_anything_else_is_refused_by_the_name_of_a_parameter(given):
    refused = None
    try:
        selection = Selection.from_query(QueryDict(urlencode(given, errors="replace")))
    except BadQuery as refusal:
        refused = refusal.parameter
    assert refused in dict(given) if refused else of(selection.parameters()) == selection
