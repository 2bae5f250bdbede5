"""The admin keeps to the same strict policy as the site, in a real browser."""

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse
from playwright.sync_api import expect
from simple_history.admin import SimpleHistoryAdmin

PAGES = ["index", "password_change"]
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.fixture
def administrator(site, django_user_model):
    return django_user_model.objects.create_superuser("ada", password="long enough for ada")


@pytest.fixture
def desk(page, site, administrator, sign_in):
    """Open an admin page by its name as an administrator; check that it is there and guarded."""
    sign_in(page, administrator, site)

    def desk(name, *arguments):
        answer = page.goto(site + reverse(f"admin:{name}", args=arguments))
        assert answer.status == 200
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy

    return desk


def test_an_administrator_logs_in_through_the_form(page, site, administrator):
    page.goto(f"{site}/admin/")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("long enough for ada")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


@pytest.mark.parametrize("name", PAGES)
def test_no_general_page_needs_an_exception(desk, name):
    desk(name)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_no_page_of_a_model_needs_an_exception(desk, page, model, administrator):
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    desk(f"{name}_changelist")
    request = RequestFactory().get("/")
    request.user = administrator
    if admin.site._registry[model].has_add_permission(request):
        desk(f"{name}_add")
    row = model.objects.first()
    if row:
        desk(f"{name}_change", row.pk)
        desk(f"{name}_history", row.pk)
        if isinstance(admin.site._registry[model], SimpleHistoryAdmin):
            check_history(desk, page, name, row, administrator)


def check_history(desk, page, name, row, user):
    """The page that we have written anew names who changed the row and leads to that version."""
    row._history_user = user
    row.save()
    desk(f"{name}_history", row.pk)
    newest = page.locator("#change-history tbody tr").first
    assert newest.locator("td").all_inner_texts()[:2] == [user.get_username(), "Changed"]
    newest.get_by_role("link").click()
    expect(page.locator(".breadcrumbs")).to_contain_text("History")


def test_axe_core_sees_a_page_under_the_policy(page, site, accessibility):
    page.goto(f"{site}/admin/login/")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert "html-has-lang: <html> element must have a lang attribute: html" in accessibility(page)
