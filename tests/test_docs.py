"""The documents name what the code has: every parameter, value, key, format and command."""

import re
from pathlib import Path

import pytest
from django.http import QueryDict
from django.urls import URLPattern, get_resolver

from quotes.exports.formats import FORMATS
from quotes.exports.rows import KEYS, row
from quotes.facets import FACETS, Closed
from quotes.selection import (
    LONGEST_QUERY,
    MOST_PICKED,
    MOST_VALUES,
    OPENED,
    OPTIONS,
    PARAMETERS,
    PER_PAGE,
    PERIOD,
    Selection,
)
from tests.factories import QuotationFactory, TopicFactory
from tests.run_all import variables_of_the_site
from timeline.contrast.comparison import LETTERS

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = sorted(
    path.stem
    for path in (ROOT / "quotes" / "management" / "commands").glob("*.py")
    if path.stem != "__init__"
)
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def table(page, heading):
    """The rows of the first table under a heading, each a list of its cells."""
    section = re.split(rf"^## {re.escape(heading)}$", page, flags=re.M)[1].split("\n## ")[0]
    rows = [line.strip("|").split(" | ") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def codes(text):
    return re.findall(r"`([^`]+)`", text)


CONTRACT = read("docs/url-contract.md")
DICTIONARY = read("docs/data-dictionary.md")
README = read("README.md")


# The URL contract


def test_the_contract_describes_every_parameter_in_canonical_order():
    assert [codes(row[0])[0] for row in table(CONTRACT, "Parameters")] == list(PARAMETERS)


CLOSED_FACETS = {
    name: facet.values.choices.values
    for name, facet in FACETS.items()
    if isinstance(facet.values, Closed)
}


@pytest.mark.parametrize("name", [*OPTIONS, *CLOSED_FACETS, "more"])
def test_the_contract_names_every_value_of_a_closed_list(name):
    (row,) = (row for row in table(CONTRACT, "Parameters") if codes(row[0]) == [name])
    values = {**OPTIONS, **CLOSED_FACETS, "more": OPENED}[name]
    told = codes(row[1])
    assert [value for value in told if value in values] == list(values) or name in (
        "more",
        "readings",
    )
    assert set(values) <= set(told)


def test_the_contract_says_which_facets_can_be_shown_whole_in_order():
    (row,) = (row for row in table(CONTRACT, "Parameters") if codes(row[0]) == ["more"])
    assert codes(row[1])[1:] == list(OPENED)


@pytest.mark.parametrize("name", OPTIONS)
def test_the_contract_names_the_default_of_every_option(name):
    (row,) = (row for row in table(CONTRACT, "Parameters") if codes(row[0]) == [name])
    assert codes(row[2]) == [OPTIONS[name][0]]
    assert getattr(Selection(), name) == OPTIONS[name][0]


def test_the_contract_says_which_parameters_can_be_repeated():
    rows = table(CONTRACT, "Parameters")
    repeatable = [codes(row[0])[0] for row in rows if row[1].endswith("repeatable")]
    assert repeatable == [*FACETS, "more"]


def test_the_contract_says_every_limit():
    for words in (
        f"{PERIOD[0]}–{PERIOD[1]}",
        f"{LONGEST_QUERY} characters at most",
        f"more than {MOST_VALUES} times",
        f"{PER_PAGE} passages make a page",
    ):
        assert words in CONTRACT
    assert (MOST_PICKED, "four at most" in CONTRACT) == (4, True)
    assert all(f"`{letter}.`" in CONTRACT for letter in LETTERS)


def test_the_example_of_the_contract_is_canonical():
    for example in re.findall(r"^    /\?(\S+)$", CONTRACT, flags=re.M):
        assert Selection.from_query(QueryDict(example)).query_string() == example


# The data dictionary


def test_the_dictionary_describes_every_key_in_the_order_of_the_export():
    assert [codes(row[0])[0] for row in table(DICTIONARY, "Keys")] == list(KEYS)


@pytest.mark.django_db
def test_the_dictionary_describes_every_key_of_the_source_and_of_the_topics():
    exported = row(QuotationFactory(positions=[(TopicFactory(), "advocates")]))
    assert [codes(row[0])[0] for row in table(DICTIONARY, "source")] == list(exported["source"])
    (topics,) = (row for row in table(DICTIONARY, "Keys") if codes(row[0]) == ["topics"])
    assert codes(topics[2])[:2] == list(exported["topics"][0])


@pytest.mark.django_db
def test_the_dictionary_gives_each_keys_type():
    kinds = {bool: "true or false", str: "text", int: "number", dict: "object", list: "list"}
    exported = row(QuotationFactory())
    for key, kind, _ in table(DICTIONARY, "Keys"):
        value = exported[codes(key)[0]]
        if value is None:
            assert kind.endswith("or null"), key
        elif kind.removesuffix(" or null") != "date":
            known = next(words for of, words in kinds.items() if isinstance(value, of))
            assert kind.removesuffix(" or null") == known, key


def test_the_dictionary_describes_every_format():
    formats = re.findall(r"^\| `(\w+)` \| `/quotations\.(\w+)` \|", DICTIONARY, flags=re.M)
    assert formats == [(name, name) for name in FORMATS]


# README


def test_the_readme_names_every_parameter_in_canonical_order():
    listed = re.search(r"The parameters are (.*?):", README, flags=re.S)[1]
    assert codes(listed) == list(PARAMETERS)


def test_the_readme_names_every_format_and_command():
    assert [name for name in FORMATS if f"`/quotations.{name}`" not in README] == []
    told = {words.split()[0] for words in codes(README)}
    assert [name for name in COMMANDS if name not in told] == []


def test_the_readme_begins_with_the_two_commands():
    blocks = re.findall(r"(?:^    .*\n)+", README, flags=re.M)
    assert re.findall(r"^    (make \w+)", blocks[0], flags=re.M) == ["make run", "make test"]


def test_every_kind_of_page_is_told_in_the_readme():
    patterns = [p for p in get_resolver().url_patterns if isinstance(p, URLPattern)]
    parts = {str(pattern.pattern).split("/")[0].split(".")[0].split("<")[0] for pattern in patterns}
    missing = [part for part in parts - {"favicon"} if f"`/{part}" not in README]
    assert missing == []


# Deployment


def test_every_setting_from_the_environment_is_described():
    told = codes(read("docs/deployment.md").rpartition("## Every environment variable")[2])
    assert [name for name in variables_of_the_site() if name not in told] == []


# The architecture

ARCHITECTURE = read("docs/architecture.md")


def test_every_path_that_the_architecture_names_exists():
    paths = [code for code in codes(ARCHITECTURE) if re.fullmatch(r"\w[\w./-]*/[\w./-]*", code)]
    assert [path for path in paths if "NAME" not in path and not (ROOT / path).exists()] == []


def test_every_name_stands_in_the_file_where_the_architecture_says():
    told = re.findall(r"`(\w+)`\s+\(?in\s+`([\w/]+\.py)`", ARCHITECTURE)
    assert len(told) > 40
    missing = [
        (name, path)
        for name, path in told
        if not re.search(rf"^ *(def|class) {name}\b|^ *{name}\b.* = ", read(path), flags=re.M)
    ]
    assert missing == []


def test_the_map_has_every_room():
    """A room is a folder or a module right below quotes/ and timeline/."""
    (the_map,) = re.findall(r"^## The map$(.*?)^## ", ARCHITECTURE, flags=re.M | re.S)
    told = codes(the_map)
    rooms = [
        f"{path.relative_to(ROOT).as_posix()}{'/' if path.is_dir() else ''}"
        for top in ("quotes", "timeline")
        for path in sorted((ROOT / top).iterdir())
        if path.stem not in ("__init__", "__pycache__", "migrations", "apps", "wsgi")
    ]
    assert [room for room in rooms if not any(code.startswith(room) for code in told)] == []


# Links


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
    inside = [link for link in links if not link.startswith(("http", "mailto:"))]
    assert [link for link in inside if not (path.parent / link).exists()] == []
