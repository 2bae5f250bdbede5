"""Answers that are kept: quick for everybody, and never older than the last write."""

import pytest
from django.core.cache import caches
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from tests.factories import QuotationFactory, UserFactory
from tests.markup import page_of
from timeline import gunicorn_conf, middleware

pytestmark = pytest.mark.django_db

PAGES = ["/", "/?q=words", "/speakers/", "/method/", "/contrast/", "/quotations/aaaaa2/"]


def queries(client, address, **headers):
    """How often the database is asked for this answer, and its bytes."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address, headers=headers)
    return len(asked), response.content


@pytest.fixture
def row():
    return QuotationFactory(ref="aaaaa2", text="Some words")


@pytest.mark.parametrize("address", PAGES)
def test_the_second_reader_gets_the_same_answer_for_one_query(client, row, address):
    first, second = queries(client, address), queries(client, address)
    assert first[0] > 1
    assert second == (1, first[1])


@pytest.mark.parametrize("address", PAGES)
def test_a_kept_answer_has_the_headers_of_the_first(client, row, address):
    first, second = client.get(address), client.get(address)
    assert second.headers == first.headers
    assert "Content-Security-Policy" in second.headers


def test_a_correction_is_seen_at_once(client, row):
    assert page_of(client.get("/quotations/aaaaa2/")).texts("blockquote") == ["Some words"]
    row.text = "Other words"
    row.save()
    assert page_of(client.get("/quotations/aaaaa2/")).texts("blockquote") == ["Other words"]


def test_what_is_no_longer_published_is_gone_at_once(client, row):
    assert client.get("/quotations/aaaaa2/").status_code == 200
    type(row).objects.update(state="reviewed")
    assert client.get("/quotations/aaaaa2/").status_code == 404


def test_a_page_and_its_fragment_are_kept_apart(client, row):
    page, fragment = client.get("/"), client.get("/", headers={"HX-Request": "true"})
    assert page.content.startswith(b"<!doctype html>")
    assert fragment.content.startswith(b"<title>")
    assert client.get("/", headers={"HX-Request": "true"}).content == fragment.content


def test_a_compressed_answer_and_a_plain_one_are_kept_apart(client, row):
    plain, packed = client.get("/"), client.get("/", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert client.get("/").content == plain.content


def test_all_browsers_that_unpack_gzip_share_an_answer(client, row):
    first = queries(client, "/", **{"Accept-Encoding": "gzip, deflate, br, zstd"})
    assert queries(client, "/", **{"Accept-Encoding": "br;q=1.0, gzip;q=0.8"}) == (1, first[1])


@pytest.mark.parametrize(
    "headers",
    [
        {"HX-Request": "1"},
        {"HX-Request": "True", "HX-Target": "timeline"},
        {"HX-Boosted": "true", "HX-Current-URL": "/elsewhere"},
        {"Cookie": "tracker=1", "User-Agent": "another", "Accept-Language": "de"},
        {"Accept-Encoding": "identity, deflate"},
    ],
    ids=lambda headers: " ".join(headers.values()),
)
def test_headers_that_change_nothing_make_no_answer_of_their_own(client, row, headers):
    first = queries(client, "/")
    assert queries(client, "/", **headers) == (1, first[1])


def test_where_the_site_is_mounted_belongs_to_the_key(client, row):
    timeline = client.get("/speakers/", SCRIPT_NAME="")
    elsewhere = client.get("/", SCRIPT_NAME="/speakers")
    assert elsewhere.content != timeline.content
    assert client.get("/speakers/", SCRIPT_NAME="").content == timeline.content


def test_gunicorn_lets_no_header_say_where_the_site_is_mounted():
    assert gunicorn_conf.forwarder_headers == ""


@pytest.mark.parametrize(("host", "is_kept"), [("testserver", True), ("testserver:8888", False)])
def test_a_port_that_a_visitor_made_up_is_not_kept(client, row, host, is_kept):
    first = queries(client, "/method/", Host=host)
    again = queries(client, "/method/", Host=host)
    assert again[0] == (1 if is_kept else first[0])


def test_two_names_of_the_site_are_kept_apart(client, row):
    assert client.get("/", headers={"Host": "localhost"}).status_code == 200
    other = client.get("/", headers={"Host": "127.0.0.1"})
    assert b'rel="canonical" href="http://127.0.0.1/"' in other.content
    assert client.get("/", headers={"Host": "elsewhere.example"}).status_code == 400


def test_an_editor_sees_drafts_and_leaves_none_behind_for_readers(client, row):
    reader = type(client)()
    assert reader.get("/quotations/aaaaa2/").status_code == 200
    type(row).objects.update(state="draft")
    client.force_login(UserFactory(is_staff=True))
    assert client.get("/quotations/aaaaa2/").status_code == 200
    assert reader.get("/quotations/aaaaa2/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/?from=abc", "/?speaker=nobody", "/?from=1920&to=1920&page=9"]
)
def test_what_goes_wrong_is_told_anew(client, row, address):
    assert queries(client, address)[0] == queries(client, address)[0]
    assert client.get(address).status_code in (400, 404)


def test_a_download_streams_every_time(client, row):
    export = client.get("/quotations.csv")
    assert export.streaming
    assert b"Some words" in b"".join(export.streaming_content)
    assert b"Some words" in b"".join(client.get("/quotations.csv").streaming_content)


def test_the_log_in_form_is_made_anew_for_everybody(client):
    assert client.get("/admin/login/").content != client.get("/admin/login/").content


def test_without_a_version_every_page_is_made_anew(client, row, monkeypatch):
    def gone():
        raise DatabaseError

    monkeypatch.setattr(middleware, "data_version", gone)
    assert queries(client, "/")[0] == queries(client, "/")[0] > 1


def test_old_answers_make_room_for_new_ones(client, settings):
    most = settings.CACHES["pages"]["OPTIONS"]["MAX_ENTRIES"]
    old = {f"answer-{number}": "" for number in range(most)}
    cache = caches["pages"]
    cache.set_many(old)
    assert queries(client, "/speakers/")[0] > queries(client, "/speakers/")[0] == 1
    assert 0 < len(cache.get_many(old)) < most


def test_a_developer_sees_a_changed_template_at_once(settings):
    settings.DEBUG = True
    with pytest.raises(MiddlewareNotUsed):
        middleware.KeptAnswers(lambda request: RequestFactory().get("/"))
