"""Filters combine as the contract says: what pages and exports show against a plain filter."""

import json
import re
from dataclasses import replace
from itertools import groupby
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quotes.facets import FACETS
from quotes.selection import PARAMETERS, PER_PAGE, Selection
from tests import varied
from tests.markup import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    varied.build()
    return varied.rows()


VALUES = varied.VALUES
YEARS = (987, 1848, 1917, 1918, 1920, 1921, 1930, 1931, 1940, 1941, 2017)
WORDS = ("party", "the party", '"the party"', '"party rules"', "deserters", "PLAN", "CAFÉ ada", "x")


def some(values):
    """None of them three times in four, so that combinations still find something."""
    return st.one_of(
        *[st.just(())] * 3, st.sets(st.sampled_from(values), min_size=1, max_size=3).map(sorted)
    ).map(tuple)


def either(*values):
    return st.sampled_from(values)


@st.composite
def selections(draw):
    chosen = {name: draw(some(values)) for name, values in VALUES.items()}
    first, last = draw(st.none() | either(*YEARS)), draw(st.none() | either(*YEARS))
    if first and last and first > last:
        first, last = last, first
    years = draw(either("usual", "usual", "all", "range"))
    if years == "range" and (first or last):
        chosen |= {"first": first, "last": last}
    elif years == "all":
        chosen |= {"first": None, "last": None, "every_year": True}
    return Selection(
        **chosen,
        q=draw(either("", "", "", *WORDS)),
        sort=draw(either("oldest", "newest")),
        lanes=draw(either("topic", "speaker", "stance")),
        readings=draw(either("on", "on", "off")),
        page=draw(either(1, 1, 1, 2)),
    )


def test_every_facet_that_is_counted_is_held_against_the_plain_filter():
    assert list(VALUES) == [name for name, facet in FACETS.items() if facet.is_listed]


OPPOSES_ONE_AND_ADVOCATES_ANOTHER = Selection(topic=("army",), stance=("opposes",))
ALL = Selection(first=None, last=None, every_year=True)


@settings(max_examples=60)
@given(selections())
@example(OPPOSES_ONE_AND_ADVOCATES_ANOTHER)
@example(ALL)
@example(replace(ALL, page=2, sort="newest"))
@example(Selection(speaker=("ada", "nobody")))
@example(Selection(speaker=("nobody",)))
@example(Selection(q="…"))
def test_page_facets_histogram_and_export_agree_with_a_plain_filter(client, rows, selection):
    found = [row for row in rows if varied.matches(row, selection)]
    response = client.get(selection.url())
    passages = {row.passage for row in found}
    if selection.page > max(1, -(-len(passages) // PER_PAGE)):
        assert response.status_code == 404
        return
    unknown = [name for name in VALUES if set(getattr(selection, name)) - set(VALUES[name])]
    hopeless = any(not set(getattr(selection, name)) & set(VALUES[name]) for name in unknown)
    assert response.status_code == (404 if hopeless else 200)
    page = page_of(response)
    assert page.find(".tally").words == in_words(found)
    assert facets(page) == expected_facets(rows, selection)
    assert cards(page) == expected_cards(found, selection)
    check_histogram(page, [row for row in rows if varied.matches(row, in_all_years(selection))])
    assert exported(client, selection) == [row.ref for row in sorted(found, key=varied.by_date)]


def in_words(rows):
    works = {row.source for row in rows} - {None}
    counts = ((rows, "quotation"), ({row.passage for row in rows}, "passage"), (works, "work"))
    said = [f"{len(each)} {noun}{'' if len(each) == 1 else 's'}" for each, noun in counts]
    return f"{said[0]} in {said[1]} from {said[2]}"


def facets(page):
    """Facet → value → count, as shown; a value that is not shown has none."""
    found = {}
    for choice in page.find_all("a.choice"):
        facet, _, value = choice["id"].partition("-")
        count = int(choice.find(".count").words.removesuffix("quotations"))
        found.setdefault(facet, {})[value] = count
    return found


def expected_facets(rows, selection):
    """A count is what choosing that value alone would show; chosen ones are shown with none too."""
    expected = {}
    for facet, values in VALUES.items():
        if facet == "stance" and selection.readings == "off":
            continue
        counts = {
            value: sum(varied.matches(row, replace(selection, **{facet: (value,)})) for row in rows)
            for value in values
        }
        chosen = getattr(selection, facet)
        shown = {value: n for value, n in counts.items() if n or value in chosen}
        if shown and (chosen or len(shown) >= FACETS[facet].least):
            expected[facet] = shown
    return expected


def cards(page):
    """Year as it is headed → the leading quotation of each card below."""
    return [
        (group["id"], [card["id"].removeprefix("p-") for card in group.find_all(".passage-card")])
        for group in page.find_all(".year-group")
    ]


def expected_cards(found, selection):
    passages = {}
    for row in sorted(found, key=lambda row: row.place):
        passages.setdefault(row.passage, []).append(row)
    dated, undated = [], []
    for hits in passages.values():
        own = [row for row in hits if not row.is_nested]
        of_own = [row.bounds[0] for row in own if row.bounds]
        first = min(of_own or [row.bounds[0] for row in hits if row.bounds], default=None)
        entry = (first, hits[0].place, (own or hits)[0].ref)
        (dated if first else undated).append(entry)
    dated.sort(key=lambda entry: entry[1])
    dated.sort(key=lambda entry: entry[0], reverse=selection.sort == "newest")
    undated.sort(key=lambda entry: entry[1])
    start = (selection.page - 1) * PER_PAGE
    on_page = [*dated, *undated][start : start + PER_PAGE]
    return [
        (anchor, [ref for _, _, ref in group])
        for anchor, group in groupby(
            on_page, key=lambda entry: f"y{entry[0].year}" if entry[0] else "undated"
        )
    ]


ENDS = ("before", "after")


def check_histogram(page, others):
    """Each bar, and what lies before, after and beside them, counts by earliest year."""
    left = list(others)
    for bar in page.find_all(".histogram li"):
        link = next(iter(bar.find_all("a")), bar)
        first, last = int(link["data-first"]), int(link["data-last"])
        within = [row for row in left if row.year and first <= row.year <= last]
        shown = [int(words) for words in bar.texts(".n")]
        assert shown == ([len(within)] if within else [])
        left = [row for row in left if row not in within]
    assert beyond(page) == expected_beyond(left, axis_years(page))


def axis_years(page):
    """The years at which the bars begin; without any, the links beside them say them."""
    bars = page.find_all(".histogram .none") + page.find_all(".histogram a")
    years = [int(bar["data-first"]) for bar in bars]
    links = [link for link in page.find_all(".beyond a") if link["id"] in ENDS]
    return years or [int(re.search(r"\d{4}", link.words)[0]) for link in links]


def beyond(page):
    """Where quotations lie that have no bar → how many."""
    links = page.find_all(".beyond a")
    return {link["id"]: int(re.search(r"\d+", link.words)[0]) for link in links}


def expected_beyond(left, axis):
    counts = {
        "before": sum(bool(row.year) and row.year < min(axis) for row in left),
        "undated-too": sum(row.year is None for row in left),
        "after": sum(bool(row.year) and row.year > max(axis) for row in left),
    }
    assert sum(counts.values()) == len(left)
    return {place: count for place, count in counts.items() if count}


def in_all_years(selection):
    return replace(selection, first=None, last=None, every_year=True)


def exported(client, selection):
    response = client.get(replace(selection, page=1).url("/quotations.jsonl"))
    return [json.loads(line)["ref"] for line in b"".join(response).decode().splitlines()]


def test_a_quotation_that_opposes_one_topic_and_advocates_another_is_in_the_data(rows):
    assert [
        row.ref
        for row in rows
        if {stance for _, stance in row.readings} == {"opposes", "advocates"}
        and len({topic for topic, _ in row.readings}) == 2
    ] != []


# Any query string at all

PATHS = ("/", "/quotations.json", "/quotations.csv", "/speakers/ada/", "/years/1921/")
NAMES = [
    *PARAMETERS,
    *(f"a.{name}" for name in PARAMETERS),
    "b.speaker",
    "unknown",
    "",
    "FROM",
    "page[]",
]
ODD = [
    "", " ", "0", "-1", "1921", "9" * 30, "1e9", "٣", "all", "on", "off", "lines", "ada", "army",
    "opposes", "\0", "\r\n", "\ud800", "\U0010ffff", "\u202e", "'", '"', '"the', "“", "%", "_",
    "\\", "<b>", "&", ";", "x" * 300, "é", "e\u0301", "ß", "ﬁ", "İ", "|", "…", "[", "{{", "../..",
]  # fmt: skip
raw = st.binary(max_size=40).map(lambda data: data.decode("latin-1"))
texts = st.sampled_from(ODD) | st.text(max_size=10)


def quoted(text):
    data = text.encode("utf-8", "surrogatepass")
    return "".join(f"%{byte:02X}" for byte in data)


pairs = st.lists(
    st.tuples(st.sampled_from(NAMES).map(quoted) | raw, texts.map(quoted) | raw), max_size=8
).map(lambda found: "&".join(f"{name}={value}" for name, value in found))
repeated = st.tuples(st.sampled_from(NAMES), texts.map(quoted), st.integers(2, 60)).map(
    lambda one: "&".join([f"{one[0]}={one[1]}"] * one[2])
)


@settings(max_examples=150)
@given(path=st.sampled_from([*PATHS, "/contrast/"]), query=raw | pairs | pairs | repeated)
@example(path="/", query="&".join(["q=x"] * 1001))
@example(path="/", query="q=" + "%F0%9F%92%A9" * 50)
@example(path="/years/1921/", query="from=1950&to=1950&page=999999")
@example(path="/speakers/ada/", query="speaker=ben&topic=nothing")
@example(path="/quotations.csv", query="view=lines&q=%22")
@example(path="/contrast/", query="from=soon")
def test_any_query_gives_a_page_the_canonical_address_or_an_error_in_words(
    client, rows, path, query
):
    response = client.get(path, QUERY_STRING=query)
    if response.status_code == 302:
        address = urlsplit(response["Location"])
        assert (address.scheme, address.netloc, address.path) == ("", "", path)
        response = client.get(path, QUERY_STRING=address.query)
        assert response.status_code != 302
    assert response.status_code in (200, 400, 404)
    if response.status_code == 400:
        explains(page_of(response))
    elif not response.streaming:
        assert len(page_of(response).find_all("h1")) == 1
    else:
        b"".join(response)


def explains(page):
    """A 400 says in a sentence which parameter cannot be read, and leads on."""
    assert page.find("h1").words == "This address cannot be read"
    assert page.find(".prose").find_all("a") != []
    sentence = page.texts(".prose p")[0]
    known = "|".join(PARAMETERS)
    named = re.search(
        rf"“({known})”|years run backwards|A search can be|too many|The address", sentence
    )
    assert named, sentence


@settings(max_examples=30)
@given(path=st.sampled_from(PATHS), selection=selections(), unknown=st.sampled_from([*FACETS]))
def test_a_canonical_address_is_never_redirected(client, rows, path, selection, unknown):
    selection = replace(selection, **{unknown: (*getattr(selection, unknown), "~nobody")})
    selection = Selection.from_query(
        {name: [v for n, v in selection.parameters() if n == name] for name in PARAMETERS}
    )
    assert client.get(selection.url(path)).status_code in (200, 404)
