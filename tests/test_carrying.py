"""What a reader takes along: hidden readings, and what is gathered, follow every link."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.factories import QuotationFactory, SpeakerFactory
from tests.markup import page_of
from tests.test_query_counts import PAGES, build

pytestmark = pytest.mark.django_db

# No pages: files, and what sends elsewhere.
FILES = {"export", "favicon", "robots", "sitemap", "django.contrib.sitemaps.views.sitemap"}
ADDRESSES = [
    address for name, addresses in PAGES.items() if name not in FILES for address in addresses
]
# The way back to what has been left.
LEAVES = {"readings": {"on", "Show readings", "Show them"}}


def with_parameter(client, address, name, value):
    """The page at this address with one parameter more, at its canonical address."""
    joint = "&" if "?" in address else "?"
    return page_of(client.get(f"{address}{joint}{name}={value}", follow=True))


def links(page):
    """(words, path, parameters) of each link to a page of this site."""
    found = []
    for link in page.find_all("a"):
        parts = urlsplit(link["href"])
        is_page = parts.path and not parts.netloc and parts.scheme == ""
        if is_page and not parts.path.startswith(("/quotations.", "/static/", "/admin/")):
            found.append((link.words, parts.path, parse_qsl(parts.query)))
    return found


@pytest.mark.parametrize("address", [*ADDRESSES, "/nowhere/", "/?from=soon", "/?page=99"])
def test_hidden_readings_stay_hidden_behind_every_link(client, address):
    build("a")
    followed = links(with_parameter(client, address, "readings", "off"))
    assert len(followed) > 10
    lost = [link for link in followed if ("readings", "off") not in link[2]]
    assert {words for words, _, _ in lost} <= LEAVES["readings"]


def test_no_address_but_a_canonical_one_is_linked_with_hidden_readings(client):
    """The links of all pages, each followed once."""
    build("a")
    linked = {}
    for address in ADDRESSES:
        for words, path, parameters in links(with_parameter(client, address, "readings", "off")):
            query = "&".join(f"{name}={value}" for name, value in parameters)
            linked.setdefault(f"{path}?{query}", (address, words))
    assert len(linked) > 100
    sent_on = [link for link in linked.items() if client.get(link[0]).status_code == 302]
    assert sent_on == []


GATHERING = [
    "/?years=all",
    "/quotations/aaaaa2/",
    "/speakers/speaker-a/",
    "/topics/topic-a/",
    "/sources/source-a/",
    "/years/1920/",
]


@pytest.mark.parametrize("address", GATHERING)
def test_what_is_gathered_goes_along_until_it_is_set_side_by_side(client, address):
    build("a")
    other = QuotationFactory(ref="zzzzz2")
    page = with_parameter(client, address, "pick", other.ref)
    assert page.find(".picks summary").words == "1 passage gathered for a contrast"
    lost = [
        (words, path)
        for words, path, parameters in links(page)
        if ("pick", other.ref) not in parameters and not path.startswith("/contrast/")
    ]
    assert {words.partition(":")[0] for words, _ in lost} - {"Drop from contrast"} == {"Drop"}


@pytest.mark.parametrize("address", GATHERING)
def test_a_passage_is_gathered_on_the_page_where_it_stands(client, address):
    build("a")
    page = page_of(client.get(address))
    add = page.find("#pick-aaaaa2")
    assert add.words == "Add to contrast"
    assert urlsplit(add["href"]).path == urlsplit(address).path
    page = page_of(client.get(add["href"]))
    assert page.find("#pick-aaaaa2").words == "Drop from contrast"
    assert page_of(client.get(page.find("#pick-aaaaa2")["href"])).find_all(".picks") == []


def test_two_that_were_gathered_on_two_pages_stand_side_by_side(client):
    ada, ben = QuotationFactory(speaker=SpeakerFactory(slug="ada")), QuotationFactory()
    page = page_of(client.get(f"/speakers/ada/?pick={ben.ref}"))
    page = page_of(client.get(page.find(f"#pick-{ada.ref}")["href"]))
    href = page.find(".picks .button")["href"]
    assert href == f"/contrast/?a.ref={ben.ref}&b.ref={ada.ref}"


def test_a_fifth_is_not_gathered(client):
    rows = QuotationFactory.create_batch(5)
    gathered = "&".join(f"pick={row.ref}" for row in rows[:4])
    page = page_of(client.get(f"/quotations/{rows[4].ref}/?{gathered}"))
    assert page.find(".picks summary").words == "4 passages gathered for a contrast"
    assert "Add to contrast" not in page.words
