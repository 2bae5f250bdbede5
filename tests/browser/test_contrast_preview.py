"""An editor looks at a contrast before saving it, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from quotes.editors import editors_group
from quotes.models import Contrast

PREVIEW = "Preview in a new tab"


@pytest.fixture
def ann(django_user_model):
    """An account that may edit and nothing else."""
    ann = django_user_model.objects.create_user("ann", is_staff=True)
    ann.groups.add(editors_group())
    return ann


@pytest.mark.parametrize("script", ["with script", "without script"])
def test_a_side_is_seen_before_it_is_saved(script, new_context, site, sign_in, ann, accessibility):
    form = new_context(java_script_enabled=script == "with script").new_page()
    sign_in(form, ann, site)
    contrast = Contrast.objects.get(slug="who-runs-the-factory")
    form.goto(site + reverse("admin:quotes_contrast_change", args=[contrast.pk]))
    form.get_by_label("Title:").fill("Another title")
    form.locator("#id_sides-0-query").fill(f"{site}/?speaker=emma-goldman&from=1921")

    with form.context.expect_page() as opened:
        form.get_by_role("button", name=PREVIEW).click()
    preview = opened.value
    expect(preview.get_by_text("Preview: nothing is saved.")).to_be_visible()
    expect(preview.get_by_role("heading", level=1)).to_have_text("Another title")
    expect(preview.locator(".passage-card").first).to_contain_text("Emma Goldman")
    if script == "with script":
        assert accessibility(preview) == []

    expect(form.get_by_label("Title:")).to_have_value("Another title")
    contrast.refresh_from_db()
    assert contrast.title != "Another title"


def test_what_cannot_be_shown_is_put_right_where_it_is_told(new_context, site, sign_in, ann):
    form = new_context(java_script_enabled=False).new_page()
    sign_in(form, ann, site)
    contrast = Contrast.objects.first()
    form.goto(site + reverse("admin:quotes_contrast_change", args=[contrast.pk]))
    form.locator("#id_sides-1-query").fill("from=abc")
    with form.context.expect_page() as opened:
        form.get_by_role("button", name=PREVIEW).click()
    told = opened.value
    expect(told.locator(".errorlist")).to_contain_text("must be a year from 1 to 9999")
    told.locator("#id_sides-1-query").fill("speaker=emma-goldman")
    told.get_by_role("button", name="Save and continue editing").click()
    expect(told.get_by_text("was changed successfully")).to_be_visible()
    assert contrast.sides.get(order=2).query == "speaker=emma-goldman"
