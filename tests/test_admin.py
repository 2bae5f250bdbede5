"""The editor's desk: who may do what, what it shows, what it refuses, and what it costs."""

import datetime
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quotes.annotations.load import load_article
from quotes.annotations.schema import RECORD_OF
from quotes.choices import Verification
from quotes.editors import editors_group
from quotes.models import ContrastSide, FormerSlug, Position, Quotation, Source, Speaker
from tests.admin_desk import FACTORIES, address, confirm, form_of, listed
from tests.factories import (
    ArticleFactory,
    ContrastFactory,
    LandmarkFactory,
    NoteFactory,
    PassageFactory,
    PhaseFactory,
    PositionFactory,
    QuotationFactory,
    SectionFactory,
    SourceFactory,
    SpeakerFactory,
    ThenAndNowFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

every_model = pytest.mark.parametrize("model", FACTORIES)


@pytest.fixture
def editor():
    """An account with editing rights only."""
    user = UserFactory(is_staff=True)
    user.groups.add(editors_group())
    return user


@pytest.fixture
def desk(client, editor):
    """The admin as an editor sees it."""
    client.force_login(editor)
    return client


def change(desk, row, **values):
    """Open a row's page, change these fields and save: the answer to the saving."""
    page = address(row._meta.model_name, "change", row.pk)
    return desk.post(page, form_of(desk.get(page)) | values)


def add(desk, model, **values):
    page = address(model, "add")
    return desk.post(page, form_of(desk.get(page)) | values)


def errors(answer):
    """What is written at which field."""
    assert answer.status_code == 200
    told = dict(answer.context["adminform"].form.errors)
    for inline in answer.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            told |= {f"{form.prefix}-{name}": said for name, said in form.errors.items()}
    return {name: list(said) for name, said in told.items()}


# All models are there


def test_every_model_of_ours_has_a_desk():
    ours = set(apps.get_app_config("quotes").get_models())
    kept = {model for model in ours if not model._meta.model_name.startswith("historical")}
    registered = ours & set(admin.site._registry)
    assert kept - registered == {ContrastSide}  # edited beside its contrast
    assert {model._meta.model_name for model in registered} == set(FACTORIES)


@every_model
def test_an_editor_opens_the_list_and_a_row(model, desk):
    row = FACTORIES[model]()
    assert str(row.pk) in desk.get(address(model)).content.decode()
    answer = desk.get(address(model, "change", row.pk))
    assert answer.context["original"] == row


def queries_of(desk, page):
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(page).status_code == 200
    return len(captured)


@every_model
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(model, desk):
    FACTORIES[model]()
    desk.get(address(model))  # what is looked up once in a process is known from here on
    one = queries_of(desk, address(model))
    FACTORIES[model]()
    FACTORIES[model]()
    assert queries_of(desk, address(model)) == one


CHOSEN_FROM = [
    ("quotation", "speaker"),
    ("quotation", "passage"),
    ("quotation", "outer"),
    ("quotation", "section"),
    ("quotation", "in_note"),
    ("position", "topic"),
    ("position", "quotation"),
    ("passage", "source"),
    ("passage", "note"),
]


@pytest.mark.parametrize(("model", "field"), CHOSEN_FROM)
def test_choosing_takes_as_many_queries_for_three_rows_as_for_one(model, field, desk):
    asked = {"app_label": "quotes", "model_name": model, "field_name": field}
    page = f"{reverse('admin:autocomplete')}?{urlencode(asked)}"
    target = apps.get_model("quotes", model)._meta.get_field(field).related_model
    offered = target._meta.model_name
    FACTORIES[offered]()
    desk.get(page)
    one = queries_of(desk, page)
    FACTORIES[offered]()
    FACTORIES[offered]()
    assert len(desk.get(page).json()["results"]) >= 3
    assert queries_of(desk, page) == one


@pytest.mark.parametrize("words", ["deserters", "Deserter", "goldman", "title 7", "abc234"])
def test_quotations_are_found_by_their_words_names_and_works(words, desk):
    wanted = QuotationFactory(
        ref="abc234",
        text="[d]eserters",
        speaker=SpeakerFactory(name="Emma Goldman"),
        passage__source=SourceFactory(title="Title 7"),
    )
    QuotationFactory(speaker__name="Somebody", passage__source__title="Else")
    found = desk.get(address("quotation"), {"q": words}).context["cl"].queryset
    assert list(found) == [wanted]


def test_a_list_is_narrowed_by_year(desk):
    QuotationFactory(date="1920")
    later = QuotationFactory(date="1935-09")
    answer = desk.get(address("quotation"), {"date_first__year": 1935})
    assert list(answer.context["cl"].queryset) == [later]


@pytest.mark.parametrize(
    ("make", "model", "lists", "lookup"),
    [
        (lambda: QuotationFactory().speaker, "speaker", "quotation", "speaker__id__exact"),
        (lambda: QuotationFactory().passage, "passage", "quotation", "passage__id__exact"),
        (lambda: PositionFactory().topic, "topic", "position", "topic__id__exact"),
        (lambda: PassageFactory().source, "source", "passage", "source__id__exact"),
        (lambda: PassageFactory().article, "article", "passage", "article__id__exact"),
    ],
    ids=["speaker", "passage", "topic", "source", "article"],
)
def test_a_count_leads_to_what_it_counts(make, model, lists, lookup, desk):
    row = make()
    make()
    link = f"{address(lists)}?{lookup}={row.pk}"
    assert f'<a href="{link}">1</a>' in desk.get(address(model)).content.decode()
    assert desk.get(link).context["cl"].result_count == 1


# Who may do what


def test_a_visitor_is_asked_to_log_in(client):
    answer = client.get(address("quotation"))
    assert answer.url == f"{reverse('admin:login')}?next={address('quotation')}"


def test_an_editor_sees_our_models_and_no_accounts(desk):
    apps_shown = desk.get(reverse("admin:index")).context["app_list"]
    assert [app["app_label"] for app in apps_shown] == ["quotes"]
    assert desk.get(reverse("admin:auth_user_changelist")).status_code == 403


def test_an_editor_may_add_and_change_but_hardly_delete(editor):
    may = {
        action: sorted(
            codename.removeprefix(f"quotes.{action}_")
            for codename in editor.get_all_permissions()
            if codename.startswith(f"quotes.{action}_")
        )
        for action in ("add", "change", "delete")
    }
    added = [
        *("contrast", "contrastside", "correction", "glossaryterm", "landmark", "passage"),
        *("phase", "position", "quotation", "source", "speaker", "thenandnow", "topic"),
    ]
    deleted = ["contrastside", "position"]
    assert may == {"add": added, "change": ["article", *added], "delete": deleted}


@pytest.mark.parametrize("model", ["article", "section", "note", "formerslug"])
def test_what_comes_from_the_article_is_not_added_by_hand(model, admin_client):
    assert admin_client.get(address(model, "add")).status_code == 403


@pytest.mark.parametrize("model", ["section", "note", "formerslug"])
def test_what_comes_from_the_article_is_not_changed_by_hand(model, admin_client):
    row = FACTORIES[model]()
    assert admin_client.post(address(model, "change", row.pk), {}).status_code == 403
    assert admin_client.get(address(model, "delete", row.pk)).status_code == 403


LOADED = [
    *("article", "contrast", "glossaryterm", "landmark", "passage", "phase"),
    *("quotation", "source", "speaker", "thenandnow", "topic"),
]


@pytest.mark.parametrize("model", LOADED)
def test_a_loaded_row_is_deleted_by_nobody(model, admin_client):
    row = FACTORIES[model]()
    type(row).objects.update(loaded={"slug": "known"})
    page = address(model, "delete", row.pk)
    assert admin_client.post(page, {"post": "yes"}).status_code == 403
    selected = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    selected |= listed(admin_client, model)
    assert admin_client.post(address(model), selected).status_code == 403
    assert type(row).objects.filter(pk=row.pk).exists()


def test_nothing_takes_a_loaded_row_along_when_it_is_deleted(admin_client):
    quotation = QuotationFactory(loaded={"ref": "known"})
    page = address("passage", "delete", quotation.passage.pk)
    assert confirm(admin_client, page).status_code == 403
    assert Quotation.objects.get() == quotation


def test_what_was_made_by_hand_can_be_deleted_again(admin_client):
    quotation = QuotationFactory()
    confirm(admin_client, address("quotation", "delete", quotation.pk))
    assert not Quotation.objects.exists()


# What nobody edits


def test_what_the_loader_knows_is_shown_and_not_asked_for(desk):
    row = QuotationFactory(loaded={"ref": "known"}, passage__note__text="[7] Serge, 12.")
    answer = desk.get(address("quotation", "change", row.pk))
    assert list(answer.context["adminform"].form.fields) == [
        *("speaker", "voice", "standing", "quoted_via", "date", "date_basis", "date_note"),
        *("fragment", "note", "state"),
    ]
    assert "[7] Serge, 12." in answer.content.decode()


def test_what_is_not_asked_for_cannot_be_sent(desk):
    row = QuotationFactory(loaded={"ref": "known"}, text="Words")
    other = PassageFactory()
    before = Quotation.objects.values("text", "start", "ref", "passage", "loaded").get()
    sent = {"text": "Other words", "start": 0, "ref": "abcdef", "passage": other.pk, "loaded": "{}"}
    assert change(desk, row, **sent, note="A remark").status_code == 302
    assert Quotation.objects.values("text", "start", "ref", "passage", "loaded").get() == before
    assert Quotation.objects.get().note == "A remark"


@pytest.mark.parametrize(
    ("factory", "fixed"),
    [
        (SpeakerFactory, {"slug"}),
        (TopicFactory, {"slug"}),
        (SourceFactory, {"slug"}),
        (ArticleFactory, {"slug"}),
        (LandmarkFactory, {"slug"}),
        (PhaseFactory, {"speaker", "label"}),
        (PassageFactory, {"article"}),
        (
            QuotationFactory,
            {"passage", "text", "start", "kind", "outer", "section", "in_note"},
        ),
    ],
)
def test_what_the_file_knows_a_row_by_stays_once_it_is_loaded(factory, fixed, desk):
    by_hand, loaded = factory(), factory(loaded={"slug": "known"})

    def fields(row):
        page = address(row._meta.model_name, "change", row.pk)
        return set(desk.get(page).context["adminform"].form.fields)

    assert fields(by_hand) - fields(loaded) == fixed


def test_a_slug_made_by_hand_can_be_corrected_and_is_remembered(desk):
    speaker = SpeakerFactory(slug="trotzky")
    assert change(desk, speaker, slug="trotsky").status_code == 302
    assert Speaker.objects.get().slug == "trotsky"
    assert str(FormerSlug.objects.get()) == "speaker trotzky → trotsky"


# What is refused, and where it says so

CALENDAR = "is not a day, month or year of the calendar."


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"date": "1920-13"}, {"date": [f"“1920-13” {CALENDAR}"]}),
        ({"date": "1920-02-30"}, {"date": [f"“1920-02-30” {CALENDAR}"]}),
        ({"date_basis": ""}, {"date_basis": ["Say how the date is known."]}),
        ({"date": ""}, {"date": ["A basis needs a date."]}),
        ({"date_basis": "inferred"}, {"date_note": ["Say where an inferred date is known from."]}),
    ],
)
def test_a_bad_date_is_refused_at_its_field(values, told, desk):
    quotation = QuotationFactory(loaded={"ref": "known"})
    assert errors(change(desk, quotation, **values)) == told
    assert Quotation.objects.get().date == "1920"


def test_a_date_is_kept_as_it_was_written_and_its_bounds_follow(desk):
    quotation = QuotationFactory()
    change(desk, quotation, date=" [1930..1931] ")
    quotation.refresh_from_db()
    assert (quotation.date, quotation.year) == ("[1930..1931]", 1930)
    assert quotation.date_last == datetime.date(1931, 12, 31)


@pytest.mark.parametrize("factory", [LandmarkFactory, PhaseFactory])
def test_an_event_has_a_date(factory, desk):
    assert errors(change(desk, factory(), date="")) == {"date": ["This field is required."]}


def test_a_note_belongs_to_the_passages_own_article(desk):
    passage = PassageFactory()
    answer = change(desk, passage, note=NoteFactory().pk)
    assert errors(answer) == {"note": ["This note belongs to another article."]}


def test_other_titles_of_a_work_are_written_one_a_line(desk):
    source = SourceFactory(aliases=["One"])
    page = desk.get(address("source", "change", source.pk)).content.decode()
    assert ">\nOne</textarea>" in page
    change(desk, source, aliases=" One \r\n\r\nTwo, or three")
    assert Source.objects.get().aliases == ["One", "Two, or three"]
    change(desk, source, aliases="")
    assert Source.objects.get().aliases == []


# Quotations made by hand

ARTICLE = "She wrote “all power” twice: all power.\n\nFirst paragraph.\n\nSecond one.\n"


@pytest.fixture
def passage():
    return PassageFactory(article__text=ARTICLE)


def test_a_new_quotation_finds_its_place_in_the_article(desk, editor, passage):
    text = "First paragraph.\r\n\r\nSecond one."  # as a browser sends it
    answer = add(desk, "quotation", passage=passage.pk, text=text, kind="block")
    assert answer.status_code == 302
    quotation = Quotation.objects.get()
    assert ARTICLE[quotation.start : quotation.end] == quotation.text
    assert quotation.text == "First paragraph.\n\nSecond one."
    assert (quotation.prefix, quotation.suffix) == (
        "wrote “all power” twice: all power.\n\n"[-32:],
        "\n",
    )
    assert (quotation.state, quotation.state_by) == ("draft", editor)
    assert quotation.verification == Verification.VERBATIM
    assert len(quotation.ref) == 6


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"text": "no power"}, {"text": ["These words do not stand in the article."]}),
        (
            {"text": "all power"},
            {"start": ["The words stand at 11, 29: which are meant?"]},
        ),
        (
            {"text": "all power", "start": 12},
            {"start": ["The words do not stand there. They stand at 11, 29."]},
        ),
    ],
)
def test_words_that_have_no_clear_place_are_refused(values, told, desk, passage):
    assert errors(add(desk, "quotation", passage=passage.pk, **values)) == told
    assert not Quotation.objects.exists()


def test_words_that_stand_twice_are_told_apart_by_their_place(desk, passage):
    add(desk, "quotation", passage=passage.pk, text="all power", start=29)
    assert Quotation.objects.values_list("start", "end").get() == (29, 38)


def test_what_a_quotation_refers_to_is_of_its_own_article(desk, passage):
    elsewhere = {
        "section": SectionFactory().pk,
        "in_note": NoteFactory().pk,
        "outer": QuotationFactory().pk,
        "kind": "nested",
    }
    answer = add(desk, "quotation", passage=passage.pk, text="She wrote", **elsewhere)
    belongs = ["This belongs to another article."]
    assert errors(answer) == {"section": belongs, "in_note": belongs, "outer": belongs}


# Readings


def readings():
    return list(Position.objects.values_list("order", "topic__slug", "stance"))


@pytest.fixture
def topics():
    return [TopicFactory(slug=slug) for slug in ("one", "two", "three")]


def test_readings_are_added_changed_and_taken_away_beside_the_quotation(desk, topics):
    one, two, _ = topics
    quotation = QuotationFactory(positions=[(one, "advocates")])
    change(desk, quotation, **{"positions-0-stance": "qualifies"})
    assert readings() == [(1, "one", "qualifies")]
    second = {"positions-1-topic": two.pk, "positions-1-stance": "opposes", "positions-1-order": 2}
    change(desk, quotation, **second)
    assert readings() == [(1, "one", "qualifies"), (2, "two", "opposes")]
    change(desk, quotation, **{"positions-0-DELETE": "on"})
    assert readings() == [(2, "two", "opposes")]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            {"positions-1-order": 1},
            {"positions-1-order": ["Another topic has this place."]},
        ),
        (
            {"positions-1-stance": ""},
            {"positions-1-stance": ["Say which stance the words take."]},
        ),
        (
            {"voice": "attributed", "positions-1-stance": ""},
            {"positions-0-stance": ["Words that are voiced for somebody else have no stance."]},
        ),
    ],
)
def test_readings_that_contradict_the_codebook_are_refused(values, told, desk, topics):
    one, two, _ = topics
    quotation = QuotationFactory(positions=[(one, "advocates"), (two, "opposes")])
    assert errors(change(desk, quotation, **values)) == told
    assert readings() == [(1, "one", "advocates"), (2, "two", "opposes")]


def test_a_second_reading_on_a_topic_is_refused(desk, topics):
    one, two, _ = topics
    quotation = QuotationFactory(positions=[(one, "advocates"), (two, "opposes")])
    answer = change(desk, quotation, **{"positions-1-topic": one.pk})
    said = "Please correct the duplicate values below."
    assert said in answer.content.decode()
    assert readings() == [(1, "one", "advocates"), (2, "two", "opposes")]


def test_a_quotation_has_at_most_three_readings(desk, topics):
    quotation = QuotationFactory(positions=[(topic, "opposes") for topic in topics])
    page = desk.get(address("quotation", "change", quotation.pk))
    assert len(page.context["inline_admin_formsets"][0].formset.forms) == 3


# Publishing


def act(desk, action, *quotations):
    selected = {"action": action, "_selected_action": [row.pk for row in quotations]}
    sent = selected | listed(desk, "quotation")
    return desk.post(address("quotation"), sent, follow=True)


def told(answer):
    return [str(message) for message in answer.context["messages"]]


def test_quotations_are_published_with_who_and_when(desk, editor):
    draft, reviewed = QuotationFactory(state="draft"), QuotationFactory(state="reviewed")
    public, untouched = QuotationFactory(), QuotationFactory(state="draft")
    assert told(act(desk, "publish", draft, reviewed, public)) == [
        "Now published: 2. Already published: 1."
    ]
    assert list(Quotation.objects.order_by("pk").values_list("state", "state_by")) == [
        ("published", editor.pk),
        ("published", editor.pk),
        ("published", None),
        ("draft", None),
    ]
    draft.refresh_from_db()
    assert draft.state_at == draft.history.latest().state_at is not None
    assert draft.history.latest().history_user == editor
    assert untouched.history.count() == public.history.count() == 1


def test_quotations_are_unpublished_and_count_as_reviewed(desk, editor):
    quotation = QuotationFactory()
    assert told(act(desk, "unpublish", quotation)) == ["Now reviewed: 1."]
    quotation.refresh_from_db()
    assert (quotation.state, quotation.state_by) == ("reviewed", editor)
    assert not Quotation.objects.published().exists()


def test_publishing_three_takes_as_many_queries_as_publishing_one(desk):
    def queries_to_publish(number):
        drafts = QuotationFactory.create_batch(number, state="draft")
        selected = {"action": "publish", "_selected_action": [row.pk for row in drafts]}
        selected |= listed(desk, "quotation")
        with CaptureQueriesContext(connection) as captured:
            assert desk.post(address("quotation"), selected).status_code == 302
        return len(captured)

    queries_to_publish(1)
    assert queries_to_publish(3) == queries_to_publish(1)


def test_who_may_only_look_is_not_offered_to_publish(client):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(editors_group().permissions.filter(codename__startswith="view"))
    client.force_login(user)
    draft = QuotationFactory(state="draft")
    act(client, "publish", draft)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_state_that_is_changed_in_the_form_says_who_and_when(desk, editor):
    quotation = QuotationFactory(state="draft")
    change(desk, quotation, state="reviewed")
    quotation.refresh_from_db()
    assert (quotation.state, quotation.state_by) == ("reviewed", editor)
    assert quotation.state_at is not None


def test_another_change_leaves_the_state_to_whom_it_belongs(desk):
    quotation = QuotationFactory()
    change(desk, quotation, note="A remark")
    quotation.refresh_from_db()
    assert (quotation.note, quotation.state_by, quotation.state_at) == ("A remark", None, None)


# Contrasts


def sides():
    return list(ContrastSide.objects.values_list("order", "label", "query"))


NEW_CONTRAST = {
    "title": "One and two",
    "slug": "one-and-two",
    "introduction": "What the sides are.",
    "sides-0-label": "One",
    "sides-0-query": "http://127.0.0.1:8000/?to=1920&speaker=two&speaker=one&page=2",
    "sides-1-label": "Two",
    "sides-1-query": "topic=soviets",
}


def test_a_side_is_any_address_of_a_view(desk):
    assert add(desk, "contrast", **NEW_CONTRAST).status_code == 302
    assert sides() == [
        (1, "One", "speaker=one&speaker=two&to=1920&page=2"),
        (2, "Two", "topic=soviets"),
    ]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            {"sides-1-query": "from=abc"},
            {"sides-1-query": ["“from” must be a year from 1 to 9999, such as 1923, not “abc”."]},
        ),
        (
            {"sides-0-query": "http://127.0.0.1:8000/"},
            {"sides-0-query": ["This selects everything. Choose at least a speaker or a topic."]},
        ),
        (
            {"sides-0-query": "view=table&readings=off&page=2"},
            {"sides-0-query": ["This selects everything. Choose at least a speaker or a topic."]},
        ),
        (
            {"slug": "then-and-now"},
            {"slug": ["This address is that of the then-and-now pairs."]},
        ),
    ],
)
def test_a_contrast_that_could_not_be_shown_is_refused(values, told, desk):
    assert errors(add(desk, "contrast", **NEW_CONTRAST | values)) == told
    assert sides() == []


def test_a_contrast_has_two_sides_in_places_of_their_own(desk):
    page = add(desk, "contrast", **NEW_CONTRAST | {"sides-1-order": 1}).content.decode()
    assert "Please correct the duplicate data for order." in page
    one = {"sides-1-label": "", "sides-1-query": ""}
    page = add(desk, "contrast", **NEW_CONTRAST | one).content.decode()
    assert "This field is required." in page
    assert sides() == []


def test_sides_change_places(desk):
    contrast = ContrastFactory(sides=[("One", "topic=one"), ("Two", "topic=two")])
    change(desk, contrast, **{"sides-0-order": 2, "sides-1-order": 1})
    assert sides() == [(1, "Two", "topic=two"), (2, "One", "topic=one")]


def test_sides_come_and_go(desk):
    contrast = ContrastFactory(
        sides=[("One", "topic=one"), ("Two", "topic=two"), ("Three", "topic=three")]
    )
    fourth = {"sides-3-label": "Four", "sides-3-query": "topic=four"}
    change(desk, contrast, **{"sides-0-DELETE": "on"} | fourth)
    assert sides() == [
        (2, "Two", "topic=two"),
        (3, "Three", "topic=three"),
        (4, "Four", "topic=four"),
    ]


def test_two_passages_that_may_not_stand_side_by_side_are_refused_in_words(desk):
    pair = ThenAndNowFactory()
    page = change(desk, pair, later=QuotationFactory(date="1935").pk).content.decode()
    assert "Both passages must be of the same speaker." in page
    pair.refresh_from_db()
    assert pair.later.speaker == pair.earlier.speaker


# What an editor has changed


def loaded(factory, **values):
    """A row as the loader would leave it."""
    row = factory(**values)
    row.loaded = RECORD_OF[type(row)].values_of(row)
    row.save()
    return row


def differs(desk, row):
    answer = desk.get(address(row._meta.model_name, "change", row.pk))
    field = answer.context["adminform"].model_admin.differs(answer.context["original"])
    assert str(field) in answer.content.decode() or "<" not in field
    return field


def test_an_untouched_row_says_that_it_is_as_loaded(desk):
    assert differs(desk, loaded(QuotationFactory)) == "No. It stands here as it was loaded."


def test_a_row_made_by_hand_says_that_it_is_not_in_the_file(desk):
    expected = "This entry was made here and is not in the file yet."
    assert differs(desk, QuotationFactory()) == expected


def test_a_changed_row_shows_each_value_beside_the_loaded_one(desk, topics):
    one, two, _ = topics
    quotation = loaded(QuotationFactory, positions=[(one, "advocates"), (two, "")])
    change(
        desk,
        quotation,
        date="1921",
        note="<b>",
        **{"positions-0-stance": "opposes", "positions-1-stance": "describes"},
    )
    assert differs(desk, Quotation.objects.get()) == (
        "<table><thead><tr><th>Key</th><th>As loaded</th><th>Now</th></tr></thead><tbody>"
        "<tr><th>date</th><td>1920</td><td>1921</td></tr>"
        "<tr><th>topics</th><td>one: advocates; two</td><td>one: opposes; two: describes</td></tr>"
        "<tr><th>note</th><td>–</td><td>&lt;b&gt;</td></tr>"
        "</tbody></table>"
    )


REMARKS = {
    "article": "subtitle",
    "contrast": "introduction",
    "glossaryterm": "expansion",
    "thenandnow": "is_confirmed",
    "landmark": "reference",
    "passage": "locator",
    "phase": "reference",
    "quotation": "note",
    "source": "note",
    "speaker": "line",
    "topic": "also",
}


@pytest.mark.parametrize("model", LOADED)
def test_changed_rows_are_listed_by_themselves(model, desk):
    factory = FACTORIES[model]
    own, untouched, changed = factory(), loaded(factory), loaded(factory)
    change(desk, changed, **{REMARKS[model]: "Another"})
    listed = {
        value: list(desk.get(address(model), {"changed": value}).context["cl"].queryset)
        for value in ("yes", "no", "own")
    }
    assert listed == {"yes": [changed], "no": [untouched], "own": [own]}


@pytest.mark.parametrize("model", LOADED)
def test_looking_for_changed_rows_takes_no_more_queries_for_three_than_for_one(model, desk):
    factory = FACTORIES[model]
    page = f"{address(model)}?changed=no"
    loaded(factory)
    desk.get(page)
    one = queries_of(desk, page)
    loaded(factory)
    loaded(factory)
    assert queries_of(desk, page) == one
    assert desk.get(page).context["cl"].result_count == 3


def test_what_an_editor_corrects_is_kept_and_reported_when_the_article_is_loaded_again(desk):
    article = Path(settings.BASE_DIR, "fixtures", "the-bureaucracy-in-exile.txt")
    load_article(article)
    quotation = Quotation.objects.filter(date="1920").earliest("pk")
    stance = quotation.positions.first()
    other = "qualifies" if stance.stance != "qualifies" else "describes"
    change(desk, quotation, date="1920-08", **{"positions-0-stance": other})
    report = load_article(article)
    quotation.refresh_from_db()
    assert (quotation.date, quotation.positions.first().stance) == ("1920-08", other)
    assert [(kept.identity, kept.key, kept.is_conflict) for kept in report.kept] == [
        (quotation.ref, "date", False),
        (quotation.ref, "topics", False),
    ]
    assert (dict(report.created), dict(report.updated), report.gone) == ({}, {}, [])


def test_what_an_editor_corrects_and_adds_goes_into_the_files_and_differs_no_more(desk, tmp_path):
    article = Path(settings.BASE_DIR, "fixtures", "the-bureaucracy-in-exile.txt")
    load_article(article)
    corrected = Quotation.objects.filter(date="1920").earliest("pk")
    change(desk, corrected, date="1920-08")
    add(desk, "quotation", passage=corrected.passage.pk, text="Trotsky’s limited Anti-Stalinism")
    added = Quotation.objects.latest("pk")
    assert differs(desk, added) == "This entry was made here and is not in the file yet."
    call_command("write_annotations", to=tmp_path, verbosity=0)
    report = load_article(article, tmp_path / "the-bureaucracy-in-exile.yaml")
    assert (report.kept, report.gone, dict(report.created)) == ([], [], {})
    for quotation in Quotation.objects.filter(pk__in=[corrected.pk, added.pk]):
        assert differs(desk, quotation) == "No. It stands here as it was loaded."


# History


def test_the_history_says_who_changed_what(desk, editor):
    quotation = QuotationFactory()
    change(desk, quotation, date="1921")
    page = desk.get(address("quotation", "history", quotation.pk)).content.decode()
    assert f"<td>{editor}</td>" in page
    assert "<strong>Date:</strong> 1920 → 1921" in " ".join(page.split())


def revert(desk, row, version):
    page = address(row._meta.model_name, "simple_history", row.pk, version.pk)
    context = desk.get(page).context
    values = {field.html_name: field.value() for field in context["adminform"].form}
    sent = {name: value for name, value in values.items() if value not in (None, False)}
    return desk.post(page, sent | {"_version": context["version"]})


def test_going_back_takes_back_what_editors_edit_and_not_what_the_loader_knows(desk, editor):
    quotation = QuotationFactory(loaded={"ref": "known"}, text="Words", start=10, end=15)
    first = quotation.history.latest()
    change(desk, quotation, date="1921", state="reviewed")
    Quotation.objects.update(start=20, end=25)  # the article was loaded again, and has moved
    assert revert(desk, quotation, first).status_code == 302
    quotation.refresh_from_db()
    assert (quotation.date, quotation.year) == ("1920", 1920)
    assert (quotation.start, quotation.end) == (20, 25)
    assert (quotation.state, quotation.state_by) == ("published", editor)
    assert quotation.state_at is not None


def test_going_back_to_another_name_is_found_by_searching(desk):
    speaker = SpeakerFactory(name="Bronstein", loaded={"slug": "known"})
    QuotationFactory(text="Words", speaker=speaker, passage__source=None)
    first = speaker.history.latest()
    change(desk, speaker, name="Leon Trotsky")
    assert Quotation.objects.search("trotsky").count() == 1
    revert(desk, speaker, first)
    assert Quotation.objects.search("bronstein").count() == 1


# Keys that nobody was given

no_key = pytest.mark.parametrize("key", ["x", "Ⅻ", "' OR 1=1 --", "9" * 20])
DESKS = {
    name: admin.site.get_model_admin(apps.get_model("quotes", name))
    for name in FACTORIES
    if hasattr(apps.get_model("quotes", name), "history")
}


@no_key
@pytest.mark.parametrize("model", DESKS)
def test_what_is_no_key_has_no_history(model, key, desk):
    row = FACTORIES[model]()
    histories = [f"/admin/quotes/{model}/{quote(key)}/history/"]
    histories += [f"{histories[0]}1/", f"/admin/quotes/{model}/{row.pk}/history/{quote(key)}/"]
    found = [ask(page).status_code for page in histories for ask in (desk.get, desk.post)]
    assert found == [404] * 6


@no_key
@pytest.mark.parametrize("model", [name for name in DESKS if DESKS[name].autocomplete_fields])
def test_what_cannot_be_chosen_is_refused_at_its_field(model, key, desk):
    fields = DESKS[model].autocomplete_fields
    told = errors(add(desk, model, **dict.fromkeys(fields, key)))
    assert [told[field][0].partition(" valid ")[0] for field in fields] == [
        "Select a" if field != "members" else f"“{key}” is not a" for field in fields
    ]


@pytest.mark.parametrize("page", ["change", "delete"])
@every_model
def test_an_empty_name_of_a_field_is_none(model, page, admin_client):
    row = FACTORIES[model]()
    asked = address(model, page, row.pk)
    plain, odd = (admin_client.get(f"{asked}{query}") for query in ("", "?_to_field="))
    assert odd.status_code == plain.status_code
    sent = admin_client.post(asked, {"_to_field": ""}).status_code
    assert sent == admin_client.post(asked).status_code


@no_key
@pytest.mark.parametrize(("model", "field"), [("group", "permissions"), ("user", "groups")])
def test_what_no_account_can_have_is_refused_at_its_field(model, field, key, admin_client):
    row = UserFactory() if model == "user" else editors_group()
    page = reverse(f"admin:auth_{model}_change", args=[row.pk])
    told = errors(admin_client.post(page, {field: key}))
    assert told[field] == [f"“{key}” is not a valid value."]


@no_key
def test_what_cannot_be_chosen_in_a_row_is_refused_there(key, desk):
    told = errors(change(desk, FACTORIES["quotation"](), **{"positions-0-topic": key}))
    choice = "Select a valid choice. That choice is not one of the available choices."
    assert told == {"positions-0-topic": [choice]}


# The site


@pytest.mark.parametrize("model", ["quotation", "speaker", "topic", "source", "article"])
def test_a_row_leads_to_its_page_on_the_site(model, desk):
    row = FACTORIES[model]()
    answer = desk.get(address(model, "change", row.pk))
    assert "View on site" in answer.content.decode()
    there = desk.get(answer.context["absolute_url"])
    assert there.url.removeprefix("http://testserver") == row.get_absolute_url()
    assert desk.get(there.url).status_code == 200


def test_a_draft_is_open_to_staff_only(client, desk):
    draft = QuotationFactory(state="draft")
    assert desk.get(draft.get_absolute_url()).status_code == 200
    client.logout()
    assert client.get(draft.get_absolute_url()).status_code == 404


# Accounts


def test_an_account_is_made_that_may_edit(capsys):
    call_command("create_editor", "ann")
    told = "ann may edit. Set a password:  manage.py changepassword ann\n"
    assert capsys.readouterr().out == told
    user = User.objects.get(username="ann")
    assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (True, False, False)
    assert user.has_perm("quotes.change_quotation")
    assert not user.has_perm("quotes.delete_quotation")


def test_an_account_that_is_there_keeps_its_password(capsys):
    user = User.objects.create_user("ann", password="long enough for ann")
    call_command("create_editor", "ann")
    assert capsys.readouterr().out == "ann may edit.\n"
    user.refresh_from_db()
    assert user.check_password("long enough for ann")
    assert user.is_staff


def test_the_rights_of_the_group_are_put_right_again(capsys):
    group = editors_group()
    group.permissions.set(Permission.objects.filter(codename="delete_quotation"))
    call_command("create_editor")
    told = f"The group “Editors” has {group.permissions.count()} rights.\n"
    assert capsys.readouterr().out == told
    assert not group.permissions.filter(codename="delete_quotation").exists()
    assert group.permissions.filter(codename="change_quotation").exists()


def test_a_name_that_no_account_can_have_is_refused_in_words():
    with pytest.raises(CommandError, match="^“an n”: Enter a valid username"):
        call_command("create_editor", "an n")
    assert not User.objects.exists()
