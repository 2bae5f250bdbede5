"""Every page of the editor's desk keeps to the strict policy, in a real browser.

Whatever the policy stops on the way fails the test: see conftest.
"""

import re

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import expect

from quotes.admin.desk import ReadOnlyDesk
from quotes.models import FormerSlug, Quotation, ThenAndNow, Topic
from tests.factories import CorrectionFactory

DESKS = {
    model._meta.model_name: desk
    for model, desk in admin.site._registry.items()
    if model._meta.app_label == "quotes"
}


@pytest.fixture
def desk(page, site, sign_in, django_user_model):
    """A page where an administrator is logged in; `desk.open(name, …)` goes to an admin page."""
    sign_in(page, django_user_model.objects.create_superuser("ada"), site)

    def open_page(name, *arguments):
        answer = page.goto(site + reverse(f"admin:{name}", args=arguments))
        assert answer.status == 200
        assert "unsafe" not in answer.headers["content-security-policy"]

    page.open = open_page
    return page


def row_of(model):
    """A loaded row, or one of a kind that is not loaded."""
    made = {
        "correction": lambda: CorrectionFactory(quotation=Quotation.objects.first()),
        "formerslug": lambda: FormerSlug.objects.create(model="topic", slug="old", current="new"),
    }
    return made[model]() if model in made else DESKS[model].model.objects.first()


@pytest.mark.parametrize("model", sorted(DESKS))
def test_no_page_of_a_desk_needs_an_exception(model, desk):
    row = row_of(model)
    desk.open(f"quotes_{model}_changelist")
    expect(desk.locator("#result_list tbody tr")).not_to_have_count(0)
    desk.open(f"quotes_{model}_change", row.pk)
    expect(desk).to_have_title(re.compile(r"(Change|View) .* Django site admin$"))
    if isinstance(DESKS[model], ReadOnlyDesk):
        return
    desk.open(f"quotes_{model}_history", row.pk)
    desk.locator("#change-history tbody a").first.click()
    expect(desk.get_by_role("button", name="Revert").first).to_be_visible()
    if model != "article":
        desk.open(f"quotes_{model}_add")
        expect(desk.get_by_role("button", name="Save", exact=True)).to_be_visible()


def test_confirming_a_pair_of_then_and_now_needs_no_exception(desk):
    known = ThenAndNow.objects.count()
    desk.open("quotes_thenandnow_changelist")
    desk.get_by_role("link", name="Candidates").click()
    desk.get_by_role("checkbox").first.check()
    desk.get_by_role("button", name="Confirm the chosen pairs").click()
    expect(desk.get_by_text("Confirmed: 1.")).to_be_visible()
    assert ThenAndNow.objects.count() == known + 1


def test_choosing_from_what_is_found_needs_no_exception(desk):
    quotation = Quotation.objects.get(ref="vvhend")
    desk.open("quotes_quotation_change", quotation.pk)
    desk.locator(".field-speaker .select2-selection").click()
    desk.locator(".select2-search__field").fill("goldman")
    desk.get_by_role("option", name="Emma Goldman").click()
    expect(desk.locator(".field-speaker .select2-selection")).to_contain_text("Emma Goldman")


def test_another_reading_is_added_without_an_exception(desk):
    quotation = Quotation.objects.get(ref="vvhend")
    Quotation.objects.get(ref="vvhend").positions.last().delete()
    desk.open("quotes_quotation_change", quotation.pk)
    desk.get_by_role("button", name="Add another Position").click()
    rows = desk.locator("#positions-group tr.form-row:not(.empty-form)")
    expect(rows).to_have_count(3)
    rows.last.locator(".select2-selection").click()
    desk.locator(".select2-search__field").fill("kronstadt")
    desk.get_by_role("option", name=Topic.objects.get(slug="kronstadt").name).click()
    rows.last.get_by_role("combobox").last.select_option("opposes")


def test_the_list_is_narrowed_searched_and_published_without_an_exception(desk):
    Quotation.objects.filter(ref="vvhend").update(state="draft")
    desk.open("quotes_quotation_changelist")
    desk.get_by_role("link", name="draft", exact=True).click()
    desk.locator("#searchbar").fill("lenin")
    desk.get_by_role("button", name="Search").click()
    expect(desk.locator("#result_list tbody tr")).to_have_count(1)
    desk.get_by_role("checkbox", name="Select this object").check()
    desk.get_by_label("Action:").select_option("publish")
    desk.get_by_role("button", name="Go", exact=True).click()
    expect(desk.get_by_text("Now published: 1.")).to_be_visible()


def test_deleting_a_loaded_row_is_not_offered(desk):
    desk.open("quotes_quotation_change", Quotation.objects.get(ref="vvhend").pk)
    expect(desk.get_by_role("link", name="History", exact=True)).to_be_visible()
    expect(desk.get_by_role("link", name="Delete", exact=True)).to_have_count(0)


def test_deleting_what_was_made_by_hand_needs_no_exception(desk):
    desk.open("quotes_correction_delete", row_of("correction").pk)
    desk.get_by_role("button", name="Yes, I’m sure").click()
    expect(desk.get_by_text("was deleted successfully")).to_be_visible()
