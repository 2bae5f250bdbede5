"""The admin keeps to the same strict policy as the site, in a real browser."""

import pytest
from playwright.sync_api import expect

PAGES = ["", "auth/user/", "auth/user/add/", "auth/group/add/", "password_change/"]


@pytest.fixture
def administrator(transactional_db, django_user_model):
    return django_user_model.objects.create_superuser("ada", password="long enough for ada")


def test_an_administrator_logs_in_through_the_form(page, live_server, administrator):
    page.goto(f"{live_server}/admin/")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("long enough for ada")
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_title("Site administration | Django site admin")


@pytest.mark.parametrize("path", PAGES)
def test_no_admin_page_needs_an_exception(path, page, live_server, administrator, sign_in):
    sign_in(page, administrator, live_server)
    answer = page.goto(f"{live_server}/admin/{path}")
    assert answer.status == 200
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_axe_core_sees_a_page_under_the_policy(page, live_server, accessibility):
    page.goto(f"{live_server}/admin/login/")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert "html-has-lang: <html> element must have a lang attribute: html" in accessibility(page)
