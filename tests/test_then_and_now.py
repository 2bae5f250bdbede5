import pytest
from django.core.exceptions import ValidationError

from quotes.models import ThenAndNow
from quotes.then_and_now import candidates
from tests.factories import QuotationFactory, SpeakerFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def speaker():
    return SpeakerFactory()


@pytest.fixture
def topic():
    return TopicFactory()


def said(speaker, topic, date, stance, **values):
    return QuotationFactory(speaker=speaker, date=date, positions=[(topic, stance)], **values)


def test_two_readings_years_apart_are_proposed(speaker, topic):
    then = said(speaker, topic, "1920", "advocates")
    now = said(speaker, topic, "1936", "opposes")

    [pair] = candidates()

    assert (pair.earlier, pair.later, pair.topic, pair.years_apart) == (then, now, topic, 16)
    assert str(pair) == f"{speaker}: {topic}, 16 years apart"
    assert pair.problem() == ""
    assert ThenAndNow.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "stance"),
    [
        ({}, "advocates"),  # the same reading
        ({}, "describes"),  # no position
        ({"fragment": True}, "opposes"),
        ({"voice": "attributed"}, "opposes"),
        ({"kind": "nested"}, "opposes"),
        ({"date": "1920/1936"}, "opposes"),  # perhaps said before
        ({"state": "draft"}, "opposes"),
    ],
)
def test_what_cannot_stand_for_a_position_is_neither_proposed_nor_saved(
    speaker, topic, values, stance
):
    then = said(speaker, topic, "1920", "advocates")
    values = {"date": "1936"} | values
    if values.get("kind") == "nested":
        values["outer"] = QuotationFactory()
    now = said(speaker, topic, values.pop("date"), stance, **values)

    assert candidates() == []
    if now.state == "published":
        with pytest.raises(ValidationError):
            ThenAndNow(topic=topic, earlier=then, later=now).full_clean()


def test_neither_other_speakers_nor_neighbouring_years_are_proposed(speaker, topic):
    said(speaker, topic, "1920", "advocates")
    said(SpeakerFactory(), topic, "1936", "opposes")
    said(speaker, topic, "1921", "opposes")

    assert candidates() == []


def test_each_change_is_proposed_once_with_the_words_that_say_most(speaker, topic):
    said(speaker, topic, "1920", "advocates", text="Few words")
    long = said(speaker, topic, "1921", "advocates", text="Many more words about the same thing")
    now = said(speaker, topic, "1936", "opposes", text="And as many of them against that thing")

    [pair] = candidates()

    assert (pair.earlier, pair.later) == (long, now)


def test_a_change_that_an_editor_has_seen_is_not_proposed_again(speaker, topic):
    then = said(speaker, topic, "1920", "advocates")
    now = said(speaker, topic, "1936", "opposes")
    said(speaker, topic, "1937", "opposes")
    ThenAndNow.objects.create(topic=topic, earlier=then, later=now)

    assert candidates() == []


def test_the_number_of_queries_does_not_grow(topic, django_assert_num_queries):
    for _ in range(3):
        speaker = SpeakerFactory()
        then = said(speaker, topic, "1920", "advocates")
        now = said(speaker, topic, "1936", "opposes")
        said(speaker, topic, "1938", "qualifies")
        ThenAndNow.objects.create(topic=topic, earlier=then, later=now)

    with django_assert_num_queries(4):
        assert len(candidates()) == 6


def test_an_editor_confirms_the_pairs_that_are_ticked(client, speaker, topic):
    then = said(speaker, topic, "1920", "advocates")
    now = said(speaker, topic, "1936", "opposes")
    said(speaker, topic, "1938", "qualifies")
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    page = client.get("/admin/quotes/thenandnow/candidates/")
    assert page.content.decode().count('name="pair"') == 3
    chosen = [f"{topic.slug} {then.ref} {now.ref}", "no such pair"]
    client.post(
        "/admin/quotes/thenandnow/candidates/",
        {"pair": chosen, "_versions": page.context["versions"]},
    )

    [pair] = ThenAndNow.objects.all()
    assert (pair.earlier, pair.later, pair.is_confirmed) == (then, now, True)


def test_candidates_are_for_editors_only(client, speaker, topic):
    client.force_login(UserFactory(is_staff=True))

    assert client.get("/admin/quotes/thenandnow/candidates/").status_code == 403
