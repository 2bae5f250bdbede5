"""An editor, with editing rights only, corrects an entry in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from quotes.annotations.load import load_article
from quotes.editors import editors_group
from quotes.models import Quotation
from tests.browser.conftest import ARTICLE

REF = "rq835g"  # Trotsky on compulsion; alone in its passage, with one reading
TIMELINE = "/?speaker=leon-trotsky&topic=militarisation-of-labour"


@pytest.fixture
def editor(page, site, django_user_model):
    """A page where Ann has logged in through the form; she may edit and nothing else."""
    ann = django_user_model.objects.create_user("ann", password="long enough", is_staff=True)
    ann.groups.add(editors_group())
    page.goto(f"{site}/admin/")
    page.get_by_label("Username").fill("ann")
    page.get_by_label("Password").fill("long enough")
    page.get_by_role("button", name="Log in").click()
    return page


def open_entry(editor):
    """From the desk to the entry, as a person finds it."""
    editor.get_by_role("link", name="Quotations", exact=True).first.click()
    editor.locator("#searchbar").fill("economic and political compulsion")
    editor.get_by_role("button", name="Search").click()
    editor.get_by_role("link", name=REF).click()


def save(editor):
    editor.get_by_role("button", name="Save and continue editing").click()


def card(page, site):
    page.goto(site + TIMELINE)
    return page.locator(f"#p-{REF}")


def test_a_correction_is_seen_on_the_timeline_and_outlives_the_next_load(editor, site):
    before = card(editor, site)
    expect(before.locator("time")).to_have_text("1920")
    expect(before.locator(".reading")).to_contain_text("argues for Labour should be directed")

    editor.goto(f"{site}/admin/")
    open_entry(editor)
    editor.get_by_label("Date:", exact=True).fill("1921-06")
    editor.get_by_label("Date basis:").select_option("cited")
    editor.locator("#id_positions-0-stance").select_option("qualifies")
    save(editor)
    expect(editor.locator(".messagelist .success")).to_contain_text("was changed successfully")
    expect(editor.locator(".field-differs td")).to_have_text(
        ["1920", "1921-06", "stated", "cited"]
        + ["militarisation-of-labour: advocates", "militarisation-of-labour: qualifies"]
    )
    assert_corrected(editor, site)

    report = load_article(ARTICLE)
    assert [str(difference) for difference in report.kept] == [
        f"quotation {REF}, date: kept '1921-06'; the file says '1920'",
        f"quotation {REF}, date_basis: kept 'cited'; the file says 'stated'",
        f"quotation {REF}, topics: kept [['militarisation-of-labour', 'qualifies']];"
        " the file says [['militarisation-of-labour', 'advocates']]",
    ]
    assert (dict(report.created), dict(report.updated), report.gone) == ({}, {}, [])
    assert_corrected(editor, site)


def assert_corrected(page, site):
    """The card stands in another year, with another reading; so says the entry's own page."""
    corrected = card(page, site)
    expect(corrected.locator("time")).to_have_text("June 1921")
    expect(corrected.locator(".reading")).to_contain_text("qualifies Labour should be directed")
    group = page.locator(".year-group").filter(has=page.locator(f"#p-{REF}"))
    expect(group.locator(".year-name")).to_have_text("1921")


def test_a_bad_date_is_refused_at_its_field(editor, site):
    open_entry(editor)
    editor.get_by_label("Date:", exact=True).fill("1921-13")
    save(editor)
    told = editor.locator(".field-date .errorlist")
    expect(told).to_have_text("“1921-13” is not a day, month or year of the calendar.")
    expect(editor.get_by_label("Date:", exact=True)).to_have_attribute("aria-invalid", "true")
    editor.get_by_label("Date:", exact=True).fill("summer of 1921")
    save(editor)
    expect(told).to_contain_text(
        "“summer of 1921” is not a date that can be read here. Write 1920,"
    )
    expect(card(editor, site).locator("time")).to_have_text("1920")


def test_an_editor_unpublishes_and_only_staff_still_sees(editor, site, new_context):
    open_entry(editor)
    editor.get_by_label("State:").select_option("reviewed")
    save(editor)
    address = site + reverse("quotation", args=[REF])
    assert editor.goto(address).status == 200
    expect(card(editor, site)).to_have_count(0)
    visitor = new_context().new_page()
    assert visitor.goto(address).status == 404
    quotation = Quotation.objects.get(ref=REF)
    assert (quotation.state, quotation.state_by.username) == ("reviewed", "ann")
