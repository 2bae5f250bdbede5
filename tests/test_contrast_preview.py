"""An editor sees a contrast as readers would, before anything is saved."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quotes.editors import editors_group
from quotes.models import Contrast, ContrastSide
from tests.factories import ContrastFactory, QuotationFactory, SpeakerFactory, UserFactory
from tests.markup import page_of

pytestmark = pytest.mark.django_db

ADD = "/admin/quotes/contrast/add/"
NOTHING_SAVED = "Preview: nothing is saved."


@pytest.fixture
def desk(client):
    """The admin as an editor sees it, who has editing rights only."""
    editor = UserFactory(is_staff=True)
    editor.groups.add(editors_group())
    client.force_login(editor)
    return client


@pytest.fixture
def words():
    """Words of Ada's and of Ben's."""
    ada, ben = SpeakerFactory(slug="ada", name="Ada"), SpeakerFactory(slug="ben", name="Ben")
    QuotationFactory(speaker=ada, text="The plan first.", date="1920")
    QuotationFactory(speaker=ben, text="The vote first.", date="1930")


@pytest.fixture
def contrast(words):
    return ContrastFactory(
        slug="then", title="As saved", sides=[("Ada", "speaker=ada"), ("Nobody", "speaker=nobody")]
    )


def change_page(contrast):
    return reverse("admin:quotes_contrast_change", args=[contrast.pk])


def form(contrast=None, **fields):
    """What a browser sends: a contrast of Ada and Ben, on the rows of the one that is there."""
    sides = [("Ada", "speaker=ada"), ("Ben", "speaker=ben")]
    sent = {
        "title": "Plan and vote",
        "slug": "then",
        "introduction": "Two sentences.",
        "sides-TOTAL_FORMS": len(sides),
        "sides-INITIAL_FORMS": len(sides) if contrast else 0,
    }
    for number, (label, query) in enumerate(sides):
        side = {"order": number + 1, "label": label, "query": query}
        if contrast:
            side |= {"id": contrast.sides.all()[number].pk, "contrast": contrast.pk}
        sent |= {f"sides-{number}-{name}": value for name, value in side.items()}
    return sent | fields


def version(desk, page):
    """What the form says of itself; nothing where it adds, or is not there."""
    context = desk.get(page).context or {}
    return {"_version": context.get("version", "")}


def preview(desk, page, fields, status=200):
    answer = desk.post(f"{page}preview/", version(desk, page) | fields)
    assert answer.status_code == status
    return page_of(answer)


def names(page):
    return page.texts(".side-head h2")


def stored():
    """All that saving a contrast changes."""
    return (
        list(Contrast.objects.values()),
        list(ContrastSide.objects.values()),
        list(Contrast.history.values()),
        LogEntry.objects.count(),
    )


# What the editor sees


def test_a_new_contrast_is_seen_before_it_is_there(desk, words):
    page = preview(desk, ADD, form())
    assert page.find("h1").words == "Plan and vote"
    assert names(page) == ["AAda", "BBen"]
    assert page.texts(".passage-card blockquote") == ["The plan first.", "The vote first."]
    assert page.texts(".warning") == [NOTHING_SAVED]
    assert stored() == ([], [], [], 0)


def test_a_side_that_is_not_saved_yet_shows_its_words(desk, contrast):
    before = stored()
    page = preview(desk, change_page(contrast), form(contrast))
    assert page.find("h1").words == "Plan and vote"
    assert page.texts(".passage-card blockquote") == ["The plan first.", "The vote first."]
    assert page.texts(".warning") == [NOTHING_SAVED]
    assert stored() == before
    saved = page_of(desk.get("/contrast/then/"))
    assert saved.find("h1").words == "As saved"
    assert saved.texts(".passage-card blockquote") == ["The plan first."]


def test_a_preview_writes_nothing_at_all(desk, contrast):
    with CaptureQueriesContext(connection) as captured:
        preview(desk, change_page(contrast), form(contrast))
    kinds = {query["sql"].split()[0] for query in captured.captured_queries}
    assert kinds & {"INSERT", "UPDATE", "DELETE", "REPLACE"} == set()


def test_the_preview_is_the_page_that_saving_makes(desk, contrast):
    fields = form(contrast, is_published="on")
    seen = preview(desk, change_page(contrast), fields)
    sent = fields | version(desk, change_page(contrast))
    assert desk.post(change_page(contrast), sent).status_code == 302
    saved = page_of(Client().get("/contrast/then/"))
    assert seen.find(".contrast").words == saved.find(".contrast").words
    assert seen.find("h1").words == saved.find("h1").words


def test_sides_stand_in_the_order_that_the_form_gives_them(desk, contrast):
    turned = {"sides-0-order": 2, "sides-1-order": 1}
    assert names(preview(desk, change_page(contrast), form(contrast, **turned))) == ["ABen", "BAda"]


def test_a_side_that_is_taken_away_is_not_shown(desk, contrast):
    third = {"sides-2-order": 3, "sides-2-label": "Both", "sides-2-query": "/?speaker=ben"}
    fields = form(contrast, **third | {"sides-TOTAL_FORMS": 3, "sides-0-DELETE": "on"})
    assert names(preview(desk, change_page(contrast), fields)) == ["ABen", "BBoth"]
    assert contrast.sides.count() == 2


def test_what_leads_to_the_saved_page_is_not_offered(desk, contrast):
    page = preview(desk, change_page(contrast), form(contrast))
    actions = page.find_all(".actions")[0]
    assert [part.words for part in actions] == ["Swap sides", "Change it", "Print"]
    assert [link["href"] for link in page.find_all("link") if link["rel"] == "canonical"] == []


@pytest.mark.parametrize("page_of_the_form", ["add", "change"])
def test_the_form_offers_the_preview_and_still_saves_on_enter(page_of_the_form, desk, contrast):
    page = ADD if page_of_the_form == "add" else change_page(contrast)
    buttons = page_of(desk.get(page)).find_all(".submit-row input")
    assert buttons[0]["value"] == "Save"
    assert (buttons[-1]["value"], buttons[-1]["formaction"], buttons[-1]["formtarget"]) == (
        "Preview in a new tab",
        f"{page}preview/",
        "_blank",
    )


def test_deleting_stays_beside_the_preview_for_those_who_may(admin_client, contrast):
    row = page_of(admin_client.get(change_page(contrast))).find(".submit-row")
    assert [link["href"] for link in row.find_all("a")] == [
        f"/admin/quotes/contrast/{contrast.pk}/delete/"
    ]


# What cannot be shown


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"sides-1-query": "from=abc"},
            "“from” must be a year from 1 to 9999, such as 1923, not “abc”.",
        ),
        ({"sides-1-query": "/"}, "This selects everything. Choose at least a speaker or a topic."),
        ({"sides-1-label": "", "sides-1-query": ""}, "This field is required."),
        ({"sides-1-order": 1}, "Please correct the duplicate data for order."),
        ({"sides-1-order": "99999999999999999999"}, "Ensure this value is less than or equal to"),
        ({"title": ""}, "This field is required."),
        ({"title": "a\0b"}, "Null characters are not allowed."),
        ({"slug": "no slug"}, "Enter a valid “slug”"),
        ({"slug": "taken"}, "Contrast with this Slug already exists."),
        ({"sides-TOTAL_FORMS": "x"}, "Please submit at least 2 forms."),
    ],
)
def test_what_saving_would_refuse_comes_back_with_its_message(fields, told, desk, contrast):
    ContrastFactory(slug="taken")
    before = stored()
    page = preview(desk, change_page(contrast), form(contrast, **fields))
    assert told in page.words
    assert NOTHING_SAVED not in page.words
    assert stored() == before


def test_the_form_that_comes_back_saves_where_it_did(desk, contrast):
    page = preview(desk, change_page(contrast), form(contrast, title=""))
    assert page.find("#contrast_form")["action"] == change_page(contrast)
    assert page.find("#id_sides-1-label")["value"] == "Ben"
    assert preview(desk, ADD, form(title="")).find("#contrast_form")["action"] == ADD


def test_buttons_for_saving_save_nothing_here(desk, contrast):
    before = stored()
    for button in ("_save", "_continue", "_addanother", "_saveasnew"):
        page = preview(desk, change_page(contrast), form(contrast, slug="new", **{button: "on"}))
        assert page.texts(".warning") == [NOTHING_SAVED]
    assert stored() == before


@pytest.mark.parametrize("fields", [{}, {"sides-0-id": "x"}, {"sides-0-id": "4711"}])
def test_a_form_that_no_browser_sends_is_answered_in_words(fields, desk, contrast):
    sent = form(contrast, **fields) if fields else {}
    assert "Please correct the error" in preview(desk, change_page(contrast), sent).words


@pytest.mark.parametrize("number", ["0", "x", "99999999999999999999", "_5F"])
def test_a_contrast_that_is_not_there_leads_to_the_desk(number, desk):
    answer = desk.post(f"/admin/quotes/contrast/{number}/change/preview/", form())
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


# Who may


@pytest.mark.parametrize("signed_in", [False, True])
def test_who_is_no_staff_is_asked_to_log_in(signed_in, client, contrast):
    if signed_in:
        client.force_login(UserFactory())
    answer = client.post(f"{change_page(contrast)}preview/", form(contrast))
    assert answer.status_code == 302
    assert answer["Location"] == f"/admin/login/?next={change_page(contrast)}preview/"


def test_who_has_logged_in_on_the_way_finds_the_form(desk, contrast):
    answer = desk.get(f"{change_page(contrast)}preview/")
    assert (answer.status_code, answer["Location"]) == (302, change_page(contrast))
    assert desk.get(f"{ADD}preview/")["Location"] == ADD


@pytest.mark.parametrize("rights", [[], ["view_contrast"]])
def test_staff_without_the_right_to_edit_may_not(rights, client, contrast):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    preview(client, change_page(contrast), form(contrast), status=403)
    preview(client, ADD, form(), status=403)


def test_who_may_only_look_is_offered_no_preview(client, contrast):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_contrast"))
    client.force_login(user)
    assert page_of(client.get(change_page(contrast))).find_all(".submit-row input") == []


def test_another_site_cannot_ask_for_a_preview(desk, contrast):
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies = desk.cookies
    assert stranger.post(f"{change_page(contrast)}preview/", form(contrast)).status_code == 403
