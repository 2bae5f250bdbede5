"""One entry, one truth: what is older than its entry overwrites and publishes nothing."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quotes.admin.guard import GuardedAdmin
from quotes.admin.versions import present
from quotes.choices import Stance
from quotes.editors import editors_group
from quotes.models import Contrast, ContrastSide, Position, Quotation, Speaker, ThenAndNow, Topic
from tests.admin_desk import FACTORIES, address, confirm, form_of, listed
from tests.databases import fresh_database
from tests.factories import (
    ContrastFactory,
    PositionFactory,
    QuotationFactory,
    SpeakerFactory,
    ThenAndNowFactory,
    TopicFactory,
    UserFactory,
)
from tests.markup import page_of
from tests.run_all import environment

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parent.parent
DESKS = {
    model._meta.model_name: desk
    for model, desk in admin.site._registry.items()
    if model._meta.app_label == "quotes" and isinstance(desk, GuardedAdmin)
}
CHANGES = {
    "article": ("subtitle", "Ann’s", "Ben’s"),
    "contrast": ("introduction", "Ann’s", "Ben’s"),
    "correction": ("remark", "Ann’s", "Ben’s"),
    "glossaryterm": ("expansion", "Ann’s", "Ben’s"),
    "landmark": ("reference", "Ann’s", "Ben’s"),
    "passage": ("locator", "Ann’s", "Ben’s"),
    "phase": ("reference", "Ann’s", "Ben’s"),
    "position": ("order", 2, 3),
    "quotation": ("note", "Ann’s", "Ben’s"),
    "source": ("note", "Ann’s", "Ben’s"),
    "speaker": ("line", "Ann’s", "Ben’s"),
    "thenandnow": ("is_confirmed", "on", None),
    "topic": ("also", "Ann’s", "Ben’s"),
}
every_desk = pytest.mark.parametrize("model", CHANGES)


def signed_in(name):
    user = UserFactory(username=name, is_staff=True)
    user.groups.add(editors_group())
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ann():
    return signed_in("ann")


@pytest.fixture
def ben():
    return signed_in("ben")


@pytest.fixture
def boss():
    client = Client()
    client.force_login(UserFactory(username="boss", is_staff=True, is_superuser=True))
    return client


def page_for(row):
    return address(row._meta.model_name, "change", row.pk)


def opened(desk, row):
    return form_of(desk.get(page_for(row)))


def save(desk, row, form, **values):
    sent = {name: value for name, value in (form | values).items() if value is not None}
    return desk.post(page_for(row), sent)


def stored():
    """Every value of every row, and what is known of who changed them."""
    models = {desk.model for desk in admin.site._registry.values()} | {ContrastSide}
    ours = sorted((m for m in models if m._meta.app_label == "quotes"), key=lambda m: m.__name__)
    rows = {model: list(model._base_manager.order_by("pk").values()) for model in ours}
    members = list(Speaker.members.through.objects.order_by("pk").values())
    return rows, members, LogEntry.objects.count()


def differences(answer):
    """Field, as opened, now, typed."""
    return [
        (each.label, each.opened, each.now, each.typed)
        for each in answer.context["refusal"].differences
    ]


def sentence(answer):
    notes = page_of(answer).find_all(".errornote")
    [note] = [each for each in notes if each.attributes.get("role") == "alert"]
    return note.words


# Every desk


def test_no_desk_that_edits_is_without_a_guard():
    others = {
        desk
        for model, desk in admin.site._registry.items()
        if model._meta.app_label == "quotes" and model._meta.model_name not in DESKS
    }
    assert {desk.has_change_permission(None) for desk in others} == {False}
    assert {desk.has_delete_permission(None) for desk in others} == {False}
    assert set(CHANGES) == set(DESKS)
    assert {desk.list_editable for desk in DESKS.values()} == {()}


@every_desk
def test_an_older_form_saves_nothing(model, ann, ben):
    row = FACTORIES[model]()
    field, anns, bens = CHANGES[model]
    older = opened(ben, row)
    assert save(ann, row, opened(ann, row), **{field: anns}).status_code == 302
    before = stored()
    for values in ({}, {field: bens}):
        answer = save(ben, row, older, **values)
        assert answer.status_code == 409
        assert "Nothing is saved: this entry was changed by ann on " in sentence(answer)
        assert stored() == before
        assert [change[0] for change in differences(answer)] == [
            str(type(row)._meta.get_field(field).verbose_name).capitalize()
        ]


@every_desk
def test_a_form_without_its_version_saves_nothing(model, ben):
    row = FACTORIES[model]()
    field, _, bens = CHANGES[model]
    other = opened(ben, FACTORIES[model]())["_version"]
    form = opened(ben, row)
    before = stored()
    for version in (None, "", "x", other, form["_version"][:-1], f"é{form['_version']}"):
        answer = save(ben, row, form, **{field: bens, "_version": version})
        assert answer.status_code == 400
        assert sentence(answer).startswith("Nothing is saved: this form does not say which version")
        assert stored() == before


@every_desk
def test_a_form_of_an_entry_that_is_gone_keeps_what_was_typed(model, ben):
    row = FACTORIES[model]()
    field, anns, _ = CHANGES[model]
    form = opened(ben, row)
    type(row).objects.filter(pk=row.pk).delete()
    before = stored()
    answer = save(ben, row, form, **{field: anns})
    assert answer.status_code == 409
    assert "Nothing is saved: this entry was deleted by the loader on " in sentence(answer)
    assert [change[2] for change in differences(answer)] == ["not there any more"]
    assert stored() == before
    if model != "article":  # which is never made by hand
        assert page_of(answer).find(f"#{model}_form")["action"] == address(model, "add")
        typed = (form | {field: anns}).items()
        sent = {name: new_row(name, v) for name, v in typed if not name.endswith("-DELETE")}
        shown = {name: str(value) for name, value in form_of(answer).items() if name in sent}
        assert shown | {"_version": ""} == sent | {"_version": ""}


def new_row(name, value):
    """What a form that adds says where one that changes says this."""
    if name.endswith("-INITIAL_FORMS"):
        return "0"
    if name.endswith(("-id", "-quotation", "-contrast")):
        return ""
    return "True" if value == "on" else str(value)


def test_what_was_typed_for_an_entry_that_is_gone_makes_a_new_one(boss, ben):
    contrast = ContrastFactory(sides=[("One", "topic=one"), ("Two", "topic=two")])
    form = opened(ben, contrast)
    assert confirm(boss, address("contrast", "delete", contrast.pk)).status_code == 302
    answer = save(ben, contrast, form, title="Kept", **{"sides-1-label": "Second"})
    assert "this entry was deleted by boss on " in sentence(answer)
    assert ben.post(address("contrast", "add"), form_of(answer)).status_code == 302
    assert Contrast.objects.get().title == "Kept"
    assert list(ContrastSide.objects.values_list("label", flat=True)) == ["One", "Second"]


@every_desk
def test_a_form_of_its_own_version_saves_again_and_again(model, ann):
    row = FACTORIES[model]()
    field, anns, bens = CHANGES[model]
    for value in (anns, bens, anns):
        sent = opened(ann, row)
        sent.pop(field, None)
        assert save(ann, row, sent, **{field: value}).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) in (anns, True)


@every_desk
def test_going_back_by_an_older_form_saves_nothing(model, ann, ben):
    row = FACTORIES[model]()
    field, anns, _ = CHANGES[model]
    page = address(model, "simple_history", row.pk, row.history.latest().pk)
    context = ben.get(page).context
    fields = {each.html_name: each.value() for each in context["adminform"].form}
    sent = {name: value for name, value in fields.items() if value not in (None, False)}
    save(ann, row, opened(ann, row), **{field: anns})
    before = stored()
    answer = ben.post(page, sent | {"_version": context["version"]})
    assert answer.status_code == 409
    assert "Nothing is saved: this entry was changed by ann" in sentence(answer)
    assert stored() == before
    assert ben.post(page, sent).status_code == 400
    assert stored() == before


def test_going_back_asks_for_the_right_to_change():
    row = QuotationFactory(note="Before")
    user = UserFactory(is_staff=True)
    user.user_permissions.set(editors_group().permissions.filter(codename__startswith="view"))
    client = Client()
    client.force_login(user)
    page = address("quotation", "simple_history", row.pk, row.history.latest().pk)
    before = stored()
    assert client.post(page, {"voice": "own", "state": "draft"}).status_code == 403
    assert stored() == before


@every_desk
def test_a_version_costs_as_many_queries_for_three_entries_and_rows_as_for_one(model):
    desk, request = DESKS[model], RequestFactory().get("/")
    request.user = UserFactory(is_superuser=True)
    parts = desk.version_parts(request)

    def queries(*rows):
        with CaptureQueriesContext(connection) as captured:
            assert len(present(parts, rows)) == len(rows)
        return len(captured)

    one = queries(FACTORIES[model]())
    rows = [FACTORIES[model]() for _ in range(3)]
    add_rows(rows[0])
    assert queries(*rows) == one


def add_rows(row):
    """Two more inline rows, of each inline that the desk has, and of members."""
    if isinstance(row, Quotation):
        for order in (2, 3):
            PositionFactory(quotation=row, order=order)
    elif isinstance(row, Contrast):
        for order in (3, 4):
            row.sides.create(order=order, label="More", query="topic=more")
    elif isinstance(row, Speaker):
        row.members.add(SpeakerFactory(), SpeakerFactory())


def test_refusing_costs_as_many_queries_for_three_rows_as_for_one(ann, ben):
    """Beyond what Django asks to show a form that has an error: some for each row."""

    def queries(number):
        topics = [(TopicFactory(), "advocates") for _ in range(number)]
        quotation = QuotationFactory(positions=topics)
        older = opened(ben, quotation)
        all_rows = {f"positions-{place}-stance": "opposes" for place in range(number)}
        assert save(ann, quotation, opened(ann, quotation), **all_rows).status_code == 302
        with CaptureQueriesContext(connection) as refused:
            answer = save(ben, quotation, older)
        assert len(differences(answer)) == number
        with CaptureQueriesContext(connection) as wrong:
            assert save(ben, quotation, form_of(answer), date="1920-13").status_code == 200
        return len(refused) - len(wrong)

    queries(1)
    assert queries(3) == queries(1)


# What the editor sees, and what saving again does


def test_an_older_form_does_not_publish_again_what_was_unpublished(ann, ben):
    quotation = QuotationFactory(loaded={"ref": "known"})
    older = opened(ben, quotation)
    save(ann, quotation, opened(ann, quotation), state="reviewed")
    answer = save(ben, quotation, older, note="A remark")
    assert differences(answer) == [("State", "published", "reviewed", "left as it was")]
    shown = form_of(answer)
    assert (shown["state"], shown["note"]) == ("reviewed", "A remark")
    assert save(ben, quotation, shown).status_code == 302
    quotation.refresh_from_db()
    assert (quotation.state, quotation.note) == ("reviewed", "A remark")


@pytest.mark.parametrize(
    ("factory", "field"),
    [(ContrastFactory, "is_published"), (ThenAndNowFactory, "is_confirmed")],
)
def test_nor_does_one_of_a_contrast_or_a_pair(factory, field, ann, ben):
    row = factory(**{field: True})
    if factory is ContrastFactory:
        row.sides.create(order=1, label="One", query="topic=one")
        row.sides.create(order=2, label="Two", query="topic=two")
    older = opened(ben, row)
    save(ann, row, opened(ann, row), **{field: None})
    answer = save(ben, row, older)
    assert [change[1:] for change in differences(answer)] == [("yes", "no", "left as it was")]
    assert save(ben, row, form_of(answer)).status_code == 302
    row.refresh_from_db()
    assert not getattr(row, field)


def test_what_was_published_and_unpublished_meanwhile_is_not_published_unawares(ann, ben):
    quotation = QuotationFactory(state="reviewed")
    older, shown = opened(ben, quotation), listed(ben, "quotation")
    save(ann, quotation, opened(ann, quotation), state="published")
    save(ann, quotation, opened(ann, quotation), state="reviewed")
    answer = save(ben, quotation, older, state="published")
    assert (answer.status_code, differences(answer)) == (409, [])
    act(ben, "publish", shown, quotation)
    quotation.refresh_from_db()
    assert quotation.state == "reviewed"


def test_both_values_and_who_changed_them_are_told_and_what_was_typed_is_kept(ann, ben):
    one, two = SpeakerFactory(name="One"), SpeakerFactory(name="Two")
    quotation = QuotationFactory(speaker=one, note="Before", fragment=False)
    older = opened(ben, quotation)
    anns = {"speaker": two.pk, "note": "Ann’s", "fragment": "on", "date": "1921"}
    assert save(ann, quotation, opened(ann, quotation), **anns).status_code == 302
    answer = save(ben, quotation, older, note="<b>Ben’s</b>", quoted_via="Ben’s too", date="1921")
    assert differences(answer) == [
        ("Speaker", "One", "Two", "left as it was"),
        ("Date", "1920", "1921", "1921"),
        ("Fragment", "no", "yes", "left as it was"),
        ("Note", "Before", "Ann’s", "<b>Ben’s</b>"),
    ]
    page = page_of(answer)
    assert page.find(".errornote")["role"] == "alert"
    table = page.find("#what-differs")
    assert table.find("caption").words == "What differs, field by field"
    assert [(each["scope"], each.words) for each in table.find_all("thead th")] == [
        ("col", "Field"),
        ("col", "As you opened it"),
        ("col", "Now"),
        ("col", "What you typed"),
    ]
    assert page.find("#id_note")["value"] == "<b>Ben’s</b>"
    hidden = [
        each["value"]
        for each in page.find_all("input")
        if each.attributes.get("name") == "_version"
    ]
    assert hidden == [answer.context["version"]]
    assert save(ben, quotation, form_of(answer)).status_code == 302
    quotation.refresh_from_db()
    assert (quotation.speaker, quotation.note, quotation.date) == (two, "<b>Ben’s</b>", "1921")
    assert (quotation.quoted_via, quotation.fragment) == ("Ben’s too", True)


def test_who_saves_again_is_refused_again_where_it_was_changed_again(ann, ben):
    topic = TopicFactory()
    older = opened(ben, topic)
    save(ann, topic, opened(ann, topic), also="Ann’s")
    answer = save(ben, topic, older, also="Ben’s")
    save(ann, topic, opened(ann, topic), also="Ann’s again")
    again = save(ben, topic, form_of(answer))
    assert differences(again) == [("Also", "Ann’s", "Ann’s again", "Ben’s")]
    topic.refresh_from_db()
    assert topic.also == "Ann’s again"


def test_errors_in_what_was_typed_are_told_beside_the_difference(ann, ben):
    quotation = QuotationFactory()
    older = opened(ben, quotation)
    save(ann, quotation, opened(ann, quotation), note="Ann’s")
    answer = save(ben, quotation, older, date="1920-13")
    assert differences(answer) == [("Note", "–", "Ann’s", "left as it was")]
    assert list(answer.context["adminform"].form.errors) == ["date"]


def test_a_form_that_is_refused_for_what_is_in_it_keeps_its_version(ann, ben):
    quotation = QuotationFactory()
    answer = save(ben, quotation, opened(ben, quotation), date="1920-13")
    assert answer.status_code == 200
    save(ann, quotation, opened(ann, quotation), note="Ann’s")
    assert save(ben, quotation, form_of(answer), date="1921").status_code == 409


def test_members_that_were_chosen_meanwhile_are_not_lost(ann, ben):
    one, two, three = (SpeakerFactory(name=name) for name in ("One", "Two", "Three"))
    body = SpeakerFactory(kind="body", members=[one])
    older = opened(ben, body)
    save(ann, body, opened(ann, body), members=[one.pk, two.pk])
    answer = save(ben, body, older, members=[one.pk, three.pk])
    assert differences(answer) == [("Members", "One", "One; Two", "One; Three")]
    assert list(body.members.order_by("pk")) == [one, two]
    assert form_of(answer)["members"] == [str(one.pk), str(three.pk)]


def test_what_the_loader_changed_meanwhile_is_told(ben):
    quotation = QuotationFactory(loaded={"ref": "known"}, text="Words")
    older = opened(ben, quotation)
    Quotation.objects.update(text="Other words")
    answer = save(ben, quotation, older, note="A remark")
    assert differences(answer) == [("Text", "Words", "Other words", "left as it was")]
    assert "this entry was changed after you had opened it." in sentence(answer)
    assert save(ben, quotation, form_of(answer)).status_code == 302


def test_a_form_that_is_sent_twice_counts_as_sent_once(ann):
    quotation = QuotationFactory(positions=[(TopicFactory(), "advocates")])
    form = opened(ann, quotation) | {"note": "A remark", "positions-0-stance": "opposes"}
    form |= {"positions-1-topic": TopicFactory().pk, "positions-1-stance": "describes"}
    assert [save(ann, quotation, form).status_code for _ in range(2)] == [302, 302]
    quotation.refresh_from_db()
    assert quotation.note == "A remark"
    stances = quotation.positions.values_list("order", "stance")
    assert list(stances) == [(1, "opposes"), (2, "describes")]


def test_to_save_as_new_overwrites_nothing(ann, ben):
    topic = TopicFactory(slug="old")
    older = opened(ben, topic)
    save(ann, topic, opened(ann, topic), also="Ann’s")
    assert save(ben, topic, older, slug="new", _saveasnew="on").status_code == 302
    assert list(Topic.objects.order_by("pk").values_list("slug", "also")) == [
        ("old", "Ann’s"),
        ("new", ""),
    ]


def test_a_form_in_a_window_of_its_own_is_guarded_too(ann, ben):
    topic = TopicFactory()
    page = f"{page_for(topic)}?_popup=1&_to_field=id"
    older = form_of(ben.get(page)) | {"_popup": 1, "_to_field": "id", "also": "Ben’s"}
    fresh = form_of(ann.get(page)) | {"_popup": 1, "_to_field": "id", "also": "Ann’s"}
    assert ann.post(page, fresh).context["popup_response_data"]
    answer = ben.post(page, older)
    assert (answer.status_code, answer.context["is_popup"]) == (409, True)
    topic.refresh_from_db()
    assert topic.also == "Ann’s"
    assert ben.post(page, older | form_of(answer)).context["popup_response_data"]


# Inline rows

INLINES = {
    ("contrast", "sides"): ("label", "Ann’s", "Ben’s"),
    ("quotation", "positions"): ("stance", "opposes", "describes"),
}
every_inline = pytest.mark.parametrize(("model", "rows"), INLINES)


@pytest.fixture
def entry(model):
    """With three rows, of which one may be taken away."""
    if model == "contrast":
        names = ("One", "Two", "Three")
        return ContrastFactory(sides=[(name, f"topic={name.lower()}") for name in names])
    topics = [TopicFactory(name=name) for name in ("One", "Two")]
    return QuotationFactory(positions=[(topic, "advocates") for topic in topics])


def in_words(value):
    return dict(Stance.choices).get(value, value)


def added(model, rows, number):
    new = {"order": 4, "label": "More", "query": "topic=more"}
    if model == "quotation":
        new = {"order": 3, "topic": TopicFactory(name="More").pk, "stance": "qualifies"}
    return {f"{rows}-{number}-{name}": value for name, value in new.items()}


def test_every_inline_is_tried():
    found = {
        (name, inline.model._meta.get_field(name).remote_field.get_accessor_name())
        for name, desk in DESKS.items()
        for inline in desk.inlines
    }
    assert found == set(INLINES)


@every_inline
def test_an_older_form_overwrites_no_row(model, rows, entry, ann, ben):
    field, anns, bens = INLINES[model, rows]
    older = opened(ben, entry)
    save(ann, entry, opened(ann, entry), **{f"{rows}-0-{field}": anns})
    before = stored()
    for values in ({}, {f"{rows}-0-{field}": bens}, {f"{rows}-1-{field}": bens}):
        answer = save(ben, entry, older, **values)
        assert answer.status_code == 409
        assert "changed by ann" in sentence(answer)
        [(label, _, now, typed)] = differences(answer)
        assert label.endswith(f", {field}")
        assert now == in_words(anns)
        assert typed == in_words(values.get(f"{rows}-0-{field}", "left as it was"))
        assert stored() == before
    shown = form_of(answer)
    assert (shown[f"{rows}-0-{field}"], shown[f"{rows}-1-{field}"]) == (anns, bens)
    assert save(ben, entry, shown).status_code == 302
    values = list(getattr(entry, rows).values_list(field, flat=True))
    assert values[:2] == [anns, bens]


@every_inline
def test_an_older_form_brings_back_no_row(model, rows, entry, ann, ben):
    field, _, bens = INLINES[model, rows]
    older = opened(ben, entry)
    save(ann, entry, opened(ann, entry), **{f"{rows}-0-DELETE": "on"})
    before = stored()
    untouched = save(ben, entry, older)
    assert [change[2:] for change in differences(untouched)] == [
        ("not there any more", "left as it was")
    ]
    answer = save(ben, entry, older, **{f"{rows}-0-{field}": bens})
    [(_, was, now, typed)] = differences(answer)
    assert (now, in_words(bens) in typed) == ("not there any more", True)
    assert was.startswith("Order: 1; ")
    assert stored() == before
    number = getattr(entry, rows).count()
    assert save(ben, entry, form_of(untouched)).status_code == 302
    assert getattr(entry, rows).count() == number
    assert save(ben, entry, older, **{f"{rows}-0-{field}": bens}).status_code == 409
    shown = form_of(save(ben, entry, older, **{f"{rows}-0-{field}": bens}))
    assert save(ben, entry, shown).status_code == 302
    assert getattr(entry, rows).count() == number + 1


@every_inline
def test_an_older_form_loses_no_row_that_was_added(model, rows, entry, ann, ben):
    older = opened(ben, entry)
    number = getattr(entry, rows).count()
    save(ann, entry, opened(ann, entry), **added(model, rows, number))
    before = stored()
    answer = save(ben, entry, older)
    [(_, was, now, typed)] = differences(answer)
    assert (was, typed) == ("–", "–")
    assert "More" in now
    assert stored() == before
    assert save(ben, entry, form_of(answer)).status_code == 302
    assert getattr(entry, rows).count() == number + 1


@every_inline
def test_a_row_that_both_took_away_is_gone(model, rows, entry, ann, ben):
    older = opened(ben, entry)
    gone = {f"{rows}-0-DELETE": "on"}
    number = getattr(entry, rows).count()
    assert save(ann, entry, opened(ann, entry), **gone).status_code == 302
    assert save(ben, entry, older, **gone).status_code == 302
    assert getattr(entry, rows).count() == number - 1


def test_a_reading_that_was_changed_at_its_own_desk_is_told_beside_the_quotation(ann, ben):
    position = PositionFactory()
    older = opened(ben, position.quotation)
    save(ann, position, opened(ann, position), stance="opposes")
    answer = save(ben, position.quotation, older)
    assert differences(answer) == [
        ("Position, stance", "argues for", "argues against", "left as it was")
    ]
    assert "changed by ann" in sentence(answer)
    assert Position.objects.get().stance == "opposes"


def test_two_editors_that_each_add_a_third_reading_do_not_make_four(ann, ben):
    quotation = QuotationFactory(positions=[(TopicFactory(), "advocates") for _ in range(2)])
    older = opened(ben, quotation)
    save(ann, quotation, opened(ann, quotation), **added("quotation", "positions", 2))
    bens = added("quotation", "positions", 2) | {"positions-2-order": 4}
    answer = save(ben, quotation, older, **bens)
    answer = save(ben, quotation, form_of(answer))
    assert "A quotation has at most three readings, not 4." in answer.content.decode()
    assert quotation.positions.count() == 3


def test_sides_keep_their_keys_when_they_are_saved(ann):
    contrast = ContrastFactory(sides=[("One", "topic=one"), ("Two", "topic=two")])
    keys = list(contrast.sides.values_list("label", "pk"))
    turned = {"sides-0-order": 2, "sides-1-order": 1}
    assert save(ann, contrast, opened(ann, contrast), **turned).status_code == 302
    assert list(contrast.sides.order_by("-order").values_list("label", "pk")) == keys


@pytest.mark.parametrize("number", ["x", "", "99999999"])
def test_an_older_form_that_no_browser_sends_is_refused_in_words(number, ann, ben):
    quotation = QuotationFactory(positions=[(TopicFactory(), "advocates")])
    older = opened(ben, quotation)
    save(ann, quotation, opened(ann, quotation), note="Ann’s")
    odd = {"positions-TOTAL_FORMS": number, "positions-0-id": "x", "positions-9-order": "y"}
    assert save(ben, quotation, older, **odd).status_code == 409
    assert save(ben, quotation, older, **odd, _version="").status_code == 400
    quotation.refresh_from_db()
    assert (quotation.note, quotation.positions.count()) == ("Ann’s", 1)


# Lists and their actions


def act(desk, action, shown, *rows, **values):
    selected = {"action": action, "_selected_action": [row.pk for row in rows]}
    page = address(rows[0]._meta.model_name)
    return desk.post(page, shown | selected | values, follow=True)


def told(answer):
    return [str(message) for message in answer.context["messages"]]


@pytest.mark.parametrize(("action", "state"), [("publish", "reviewed"), ("unpublish", "draft")])
def test_an_action_leaves_what_was_changed_since_the_list_was_shown(action, state, ann, ben):
    changed, same = QuotationFactory(state=state, text="Changed"), QuotationFactory(state=state)
    shown = listed(ben, "quotation")
    save(ann, changed, opened(ann, changed), note="Ann’s")
    answer = act(ben, action, shown, changed, same)
    done = {"publish": "published", "unpublish": "reviewed"}[action]
    link = f'<a href="{page_for(changed)}">{changed}</a>'
    assert told(answer) == [
        f"Changed since this list was shown, and left as they are: 1. Look again: {link}.",
        f"Now {done}: 1.",
    ]
    assert list(Quotation.objects.order_by("pk").values_list("state", flat=True)) == [state, done]


def test_a_list_does_not_publish_again_what_was_unpublished(ann, ben):
    quotation = QuotationFactory(state="draft")
    shown = listed(ben, "quotation")
    for action in ("publish", "unpublish"):
        act(ann, action, listed(ann, "quotation"), quotation)
    answer = act(ben, "publish", shown, quotation)
    assert len(told(answer)) == 1
    quotation.refresh_from_db()
    assert quotation.state == "reviewed"


def test_an_action_on_what_is_gone_or_was_not_shown_says_so(ben):
    quotation, gone = QuotationFactory(state="draft"), QuotationFactory(state="draft")
    shown = listed(ben, "quotation")
    Quotation.objects.filter(pk=gone.pk).delete()
    new = QuotationFactory(state="draft")
    answer = act(ben, "publish", shown, gone, quotation, new)
    assert told(answer) == ["Not there any more: 2.", "Now published: 1."]
    new.refresh_from_db()
    assert new.state == "draft"
    odd = {"_selected_action": ["x", "99999999999999999999"]}
    assert told(act(ben, "publish", shown, quotation, **odd)) == ["Not there any more: 2."]


@pytest.mark.parametrize("version", [None, "", "x"])
@every_desk
def test_an_action_of_a_list_without_its_versions_does_nothing(model, version, boss):
    row = FACTORIES[model]()
    before = stored()
    shown = {} if version is None else {"_versions": version}
    answer = act(boss, "delete_selected", shown, row, post="yes")
    assert told(answer) == [
        "Nothing is done: the list did not say which versions of its rows it showed. Choose again."
    ]
    assert stored() == before


def test_all_that_a_list_did_not_show_is_acted_on_only_if_nothing_was_written(ann, ben):
    first, other = QuotationFactory(state="draft"), QuotationFactory(state="draft")
    shown = listed(ben, "quotation")
    save(ann, other, opened(ann, other), note="Ann’s")
    answer = act(ben, "publish", shown, first, select_across=1)
    assert told(answer) == [
        "Nothing is done: entries were changed since this list was shown. Look again, and choose"
        " again."
    ]
    answer = act(ben, "publish", listed(ben, "quotation"), first, select_across=1)
    assert told(answer) == ["Now published: 2."]


@every_desk
def test_what_was_changed_since_the_list_was_shown_is_not_deleted(model, ann, boss):
    changed, same = FACTORIES[model](), FACTORIES[model]()
    field, anns, _ = CHANGES[model]
    shown = listed(boss, model)
    save(ann, changed, opened(ann, changed), **{field: anns})
    question = act(boss, "delete_selected", shown, changed, same)
    assert list(question.context["queryset"]) == [same]
    sent = page_of(question).find("#content").find_all("form")[-1].find_all("input")
    values = {each["name"]: each["value"] for each in sent if "name" in each}
    assert values["_selected_action"] == str(same.pk)
    assert boss.post(address(model), values).status_code == 302
    assert list(type(changed).objects.filter(pk__in=[changed.pk, same.pk])) == [changed]


@every_desk
def test_what_was_changed_between_question_and_answer_is_not_deleted(model, ann, boss):
    changed, same = FACTORIES[model](), FACTORIES[model]()
    field, anns, _ = CHANGES[model]
    question = act(boss, "delete_selected", listed(boss, model), changed, same)
    save(ann, changed, opened(ann, changed), **{field: anns})
    shown = {"_versions": question.context["versions"], "post": "yes"}
    act(boss, "delete_selected", shown, changed, same)
    assert list(type(changed).objects.filter(pk__in=[changed.pk, same.pk])) == [changed]


@every_desk
def test_an_entry_that_was_changed_is_not_deleted_unawares(model, ann, boss):
    row = FACTORIES[model]()
    field, anns, _ = CHANGES[model]
    page = address(model, "delete", row.pk)
    older = {"post": "yes", "_version": boss.get(page).context["version"]}
    save(ann, row, opened(ann, row), **{field: anns})
    before = stored()
    answer = boss.post(page, older)
    assert answer.status_code == 409
    assert "Nothing is deleted: this entry was changed by ann" in sentence(answer)
    assert len(differences(answer)) == 1
    assert stored() == before
    assert boss.post(page, {"post": "yes"}).status_code == 400
    assert stored() == before
    again = {"post": "yes", "_version": answer.context["version"]}
    assert boss.post(page, again).status_code == 302
    assert not type(row).objects.filter(pk=row.pk).exists()


def test_rows_that_came_and_went_are_told_before_an_entry_is_deleted(ann, boss):
    quotation = QuotationFactory(positions=[(TopicFactory(name="One"), "advocates")])
    page = address("quotation", "delete", quotation.pk)
    older = {"post": "yes", "_version": boss.get(page).context["version"]}
    new = {"positions-1-topic": TopicFactory(name="Two").pk, "positions-1-stance": "opposes"}
    save(ann, quotation, opened(ann, quotation), **new | {"positions-0-DELETE": "on"})
    assert [change[:3] for change in differences(boss.post(page, older))] == [
        ("Position", "Order: 1; Topic: One; Stance: argues for", "not there any more"),
        ("Position", "–", "Order: 2; Topic: Two; Stance: argues against"),
    ]


# The preview, and the candidates


def test_the_preview_of_an_older_form_is_what_saving_would_answer(ann, ben):
    contrast = ContrastFactory(sides=[("One", "topic=one"), ("Two", "topic=two")])
    older = opened(ben, contrast)
    save(ann, contrast, opened(ann, contrast), title="Ann’s")
    before = stored()
    answer = ben.post(f"{page_for(contrast)}preview/", older | {"introduction": "Ben’s"})
    assert answer.status_code == 409
    assert page_of(answer).find("#contrast_form")["action"] == page_for(contrast)
    assert stored() == before
    seen = ben.post(f"{page_for(contrast)}preview/", form_of(answer))
    assert page_of(seen).texts(".warning")[0] == "Preview: nothing is saved."
    assert stored() == before


CANDIDATES = reverse("admin:quotes_thenandnow_candidates")


@pytest.fixture
def candidate():
    """The key of a pair that might be confirmed, and its earlier reading."""
    pair = ThenAndNowFactory()
    ThenAndNow.objects.all().delete()
    key = f"{pair.topic.slug} {pair.earlier.ref} {pair.later.ref}"
    return key, pair.earlier.positions.get()


def tick(desk, key):
    return {"pair": key, "_versions": desk.get(CANDIDATES).context["versions"]}


def test_a_pair_that_is_as_it_was_shown_is_confirmed(ben, candidate):
    answer = ben.post(CANDIDATES, tick(ben, candidate[0]), follow=True)
    assert told(answer) == ["Confirmed: 1."]
    assert ThenAndNow.objects.get().is_confirmed


def test_a_pair_whose_reading_was_changed_is_not_confirmed_unawares(ann, ben, candidate):
    key, position = candidate
    older = tick(ben, key)
    save(ann, position, opened(ann, position), stance="qualifies")
    answer = ben.post(CANDIDATES, older, follow=True)
    assert told(answer) == [
        "Confirmed: 0.",
        "Changed since the page was shown, and not confirmed: 1. Look again.",
    ]
    assert not ThenAndNow.objects.exists()


@pytest.mark.parametrize("is_deleted", [False, True])
def test_a_pair_that_was_taken_back_is_not_confirmed_again(is_deleted, ann, boss, ben, candidate):
    older = tick(ben, candidate[0])
    ann.post(CANDIDATES, tick(ann, candidate[0]))
    pair = ThenAndNow.objects.get()
    if is_deleted:
        confirm(boss, address("thenandnow", "delete", pair.pk))
    else:
        save(ann, pair, opened(ann, pair), is_confirmed=None)
    ben.post(CANDIDATES, older)
    assert not ThenAndNow.objects.filter(is_confirmed=True).exists()


def test_a_page_of_candidates_without_its_versions_confirms_nothing(ben, candidate):
    for version in ({}, {"_versions": "x"}, listed(ben, "thenandnow")):
        answer = ben.post(CANDIDATES, {"pair": candidate[0]} | version, follow=True)
        assert len(told(answer)) == 1
        assert not ThenAndNow.objects.exists()


# Two at once


def test_of_two_that_save_at_once_one_is_refused(tmp_path):
    with fresh_database(connection, tmp_path) as url:
        race = subprocess.run(
            [sys.executable, "-m", "tests.race"],
            cwd=ROOT,
            env=environment(url),
            capture_output=True,
            text=True,
        )
    assert race.returncode == 0, race.stdout + race.stderr
    assert race.stdout == f"{connection.vendor}: 20 times, one saved and one refused\n"
