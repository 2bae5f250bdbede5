"""The watch sees what it is there to see: otherwise every browser test would pass for nothing."""

import pytest

LOG_IN = "/admin/login/"


@pytest.fixture
def seen(new_context):
    """What the watch has noted; these tests expect it, so it is not held against them."""
    yield new_context.watch.seen
    new_context.watch.seen.clear()


@pytest.fixture
def at_log_in(page, empty_site):
    page.goto(f"{empty_site}{LOG_IN}")
    return page


def test_a_page_that_does_nothing_wrong_is_not_noted(at_log_in, seen):
    at_log_in.reload()
    assert seen == []


def test_an_inline_style_is_noted(at_log_in, seen, empty_site):
    at_log_in.evaluate("document.body.setAttribute('style', 'color: red')")
    at_log_in.wait_for_function("() => document.body.hasAttribute('style')")
    notes = [note for note in seen if note.startswith("policy: ")]
    assert notes == [f"policy: style-src-attr stopped inline on {empty_site}{LOG_IN}"]


def test_an_error_in_the_console_is_noted(at_log_in, seen):
    at_log_in.evaluate("console.error('so it went')")
    assert [note.partition(" (")[0] for note in seen] == ["console: so it went"]


def test_an_exception_in_a_script_is_noted(at_log_in, seen):
    with at_log_in.context.expect_event("weberror"):
        at_log_in.evaluate("setTimeout(() => { throw new Error('oh') })")
    assert [note.partition("\n")[0] for note in seen] == ["exception: oh"]


def test_a_missing_part_of_a_page_is_noted(at_log_in, seen, empty_site):
    with at_log_in.context.expect_event("console"):
        at_log_in.evaluate("fetch('/static/no-such-file.css')")
    assert seen == [
        "console: Failed to load resource: the server responded with a status of 404 (Not Found)"
        f" ({empty_site}/static/no-such-file.css)"
    ]


def test_a_page_that_is_rightly_missing_is_not_noted(at_log_in, seen, empty_site):
    assert at_log_in.goto(f"{empty_site}/static/no-such-file.css").status == 404
    assert seen == []


def test_a_request_to_another_host_is_noted_and_goes_nowhere(page, seen):
    with pytest.raises(Exception, match="ERR_FAILED"):
        page.goto("http://elsewhere.example/")
    assert seen == ["foreign request: http://elsewhere.example/"]


def test_a_page_without_script_is_watched_too(page_without_script, seen):
    with pytest.raises(Exception, match="ERR_FAILED"):
        page_without_script.goto("http://elsewhere.example/")
    assert seen == ["foreign request: http://elsewhere.example/"]
