"""What the database itself refuses, and the columns that every write keeps right."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from quotes.dates import HistoricalDate
from quotes.models import (
    FormerSlug,
    Passage,
    Position,
    Quotation,
    Source,
    Speaker,
    new_ref,
    valid_ref,
)
from tests.factories import (
    ArticleFactory,
    LandmarkFactory,
    NoteFactory,
    PassageFactory,
    PhaseFactory,
    PositionFactory,
    QuotationFactory,
    SectionFactory,
    SourceFactory,
    SpeakerFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

DAY, DAY_BEFORE = datetime.date(1920, 7, 23), datetime.date(1920, 7, 22)


def write(row, **values):
    """Write past everything but the database: no method of ours, no validation."""
    with transaction.atomic():
        QuerySet(type(row)).filter(pk=row.pk).update(**values)


# What the database itself refuses: a row of this kind, with these values, by this constraint.
REFUSED = [
    (QuotationFactory, {"start": 5, "end": 5}, "quotation_span_in_order"),
    (QuotationFactory, {"start": 6, "end": 5}, "quotation_span_in_order"),
    (QuotationFactory, {"start": -1}, "start|span"),
    (QuotationFactory, {"kind": "spoken"}, "quotation_kind_valid"),
    (QuotationFactory, {"voice": ""}, "quotation_voice_valid"),
    (QuotationFactory, {"date_basis": "guessed"}, "quotation_date_basis_valid"),
    (QuotationFactory, {"state": "hidden"}, "quotation_state_valid"),
    (QuotationFactory, {"verification": ""}, "quotation_verification_valid"),
    (QuotationFactory, {"kind": "nested"}, "quotation_nested_has_outer"),
    (QuotationFactory, {"date_basis": ""}, "quotation_date_has_basis"),
    (QuotationFactory, {"date_first": DAY, "date_last": DAY_BEFORE}, "quotation_dates_in_order"),
    (QuotationFactory, {"date_first": None}, "quotation_dates_in_order"),
    (QuotationFactory, {"year": None}, "quotation_dates_in_order"),
    (QuotationFactory, {"date": "", "date_basis": ""}, "quotation_dates_in_order"),
    (LandmarkFactory, {"date_first": DAY, "date_last": DAY_BEFORE}, "landmark_dates_in_order"),
    (PhaseFactory, {"date_first": DAY, "date_last": DAY_BEFORE}, "phase_dates_in_order"),
    (PositionFactory, {"stance": "agrees"}, "position_stance_valid"),
    (SpeakerFactory, {"kind": "party"}, "speaker_kind_valid"),
    (SpeakerFactory, {"standing": ""}, "speaker_standing_valid"),
    (SpeakerFactory, {"born": 1900, "died": 1899}, "speaker_life_in_order"),
    (TopicFactory, {"kind": "moral"}, "topic_kind_valid"),
    (SectionFactory, {"start": 2, "end": 1}, "section_span_in_order"),
    (NoteFactory, {"start": 2, "end": 1}, "note_span_in_order"),
]


@pytest.mark.parametrize(("factory", "values", "constraint"), REFUSED)
def test_the_database_refuses(factory, values, constraint):
    row = factory()
    with pytest.raises(IntegrityError, match=constraint):
        write(row, **values)


def test_a_dated_row_cannot_lose_its_bounds_nor_an_undated_one_gain_them():
    undated = QuotationFactory(date="")
    with pytest.raises(IntegrityError, match="quotation_dates_in_order"):
        write(undated, date_first=DAY, date_last=DAY, year=1920)


def test_only_a_nested_quotation_has_an_outer_one():
    outer, other = QuotationFactory.create_batch(2)
    with pytest.raises(IntegrityError, match="quotation_nested_has_outer"):
        write(other, outer=outer)


@pytest.mark.parametrize(
    ("factory", "field"),
    [
        (QuotationFactory, "ref"),
        (PassageFactory, "ref"),
        (SpeakerFactory, "slug"),
        (TopicFactory, "slug"),
        (SourceFactory, "slug"),
        (ArticleFactory, "slug"),
        (LandmarkFactory, "slug"),
    ],
)
def test_a_ref_and_a_slug_stand_for_one_row(factory, field):
    one, other = factory.create_batch(2)
    with pytest.raises(IntegrityError, match=field):
        write(other, **{field: getattr(one, field)})


def test_a_quotation_has_one_position_on_a_topic():
    position = PositionFactory()
    with pytest.raises(IntegrityError, match="position"), transaction.atomic():
        PositionFactory(quotation=position.quotation, topic=position.topic, stance="opposes")
    assert list(position.quotation.positions.all()) == [position]


def test_a_speaker_has_one_phase_of_a_name():
    phase = PhaseFactory()
    with pytest.raises(IntegrityError, match="phase|label"), transaction.atomic():
        PhaseFactory(speaker=phase.speaker, label=phase.label)


def test_a_section_and_a_note_have_one_place_in_their_article():
    section, note = SectionFactory(), NoteFactory()
    with pytest.raises(IntegrityError, match="section"), transaction.atomic():
        SectionFactory(article=section.article, slug=section.slug)
    with pytest.raises(IntegrityError, match="note"), transaction.atomic():
        NoteFactory(article=note.article, order=note.order)


def test_a_former_slug_leads_to_one_place():
    FormerSlug.objects.create(model="topic", slug="old", current="new")
    with pytest.raises(IntegrityError, match="former"), transaction.atomic():
        FormerSlug.objects.create(model="topic", slug="old", current="other")


# What a form refuses, and where


def problems(row):
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    return refusal.value.message_dict


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            {"date": "1920-13"},
            {"date": ["“1920-13” is not a day, month or year of the calendar."]},
        ),
        ({"date_basis": ""}, {"date_basis": ["Say how the date is known."]}),
        ({"date": "", "date_basis": "cited"}, {"date": ["A basis needs a date."]}),
        ({"date_basis": "inferred"}, {"date_note": ["Say where an inferred date is known from."]}),
        (
            {"kind": "nested"},
            {"outer": ["A nested quotation, and only a nested one, has an outer one."]},
        ),
        ({"start": 7, "end": 7}, {"end": ["The end lies after the start."]}),
        (
            {"ref": "q1lio0"},
            {"ref": ["A ref is 4 to 12 letters and digits, without 0, 1, i, l, o."]},
        ),
    ],
)
def test_what_is_wrong_with_a_quotation_is_said_at_its_field(values, told):
    quotation = QuotationFactory()
    for name, value in values.items():
        setattr(quotation, name, value)
    assert problems(quotation) == told


def test_a_second_position_on_a_topic_is_refused_in_words():
    position = PositionFactory()
    second = Position(quotation=position.quotation, topic=position.topic, stance="opposes")
    assert problems(second) == {"__all__": ["A quotation has one position on a topic."]}


def test_a_new_ref_is_valid_and_says_nothing():
    refs = {new_ref() for _ in range(50)}
    assert len(refs) == 50
    for ref in refs:
        valid_ref(ref)


# Columns that follow from others


def bounds(row):
    row = type(row).objects.get(pk=row.pk)
    return row.date_first, row.date_last, row.year


def stored(row, column):
    return type(row).objects.values_list(column, flat=True).get(pk=row.pk)


YEAR_1921 = (datetime.date(1921, 1, 1), datetime.date(1921, 12, 31), 1921)
WRITES = {
    "save": lambda row, **values: save(row, **values),
    "save of the named fields": lambda row, **values: save(row, only=list(values), **values),
    "update": lambda row, **values: type(row).objects.filter(pk=row.pk).update(**values),
    "bulk_update": lambda row, **values: bulk_update(row, **values),
    "update_or_create": lambda row, **values: type(row).objects.update_or_create(
        pk=row.pk, defaults=values
    ),
}
every_write = pytest.mark.parametrize("written", WRITES.values(), ids=WRITES)


def save(row, only=None, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=only)


def bulk_update(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    type(row).objects.bulk_update([row], list(values))


@pytest.mark.parametrize("factory", [QuotationFactory, LandmarkFactory, PhaseFactory])
@every_write
def test_the_bounds_follow_the_date(written, factory):
    row, untouched = factory(date="1920"), factory(date="1920")
    written(row, date="1921")
    assert bounds(row) == YEAR_1921
    assert bounds(untouched)[2] == 1920


@every_write
def test_the_bounds_leave_with_the_date(written):
    quotation = QuotationFactory(date="1920")
    written(quotation, date="", date_basis="")
    assert bounds(quotation) == (None, None, None)


def test_the_bounds_are_those_of_the_date():
    quotation = QuotationFactory(date="[1930..1931]")
    date = HistoricalDate.parse("[1930..1931]")
    assert bounds(quotation) == (date.first, date.last, 1930)


@every_write
def test_the_searched_text_and_the_omissions_follow_the_words(written):
    source = SourceFactory(author="", title="Letters")
    quotation = QuotationFactory(
        text="All power", speaker=SpeakerFactory(name="Emma Goldman"), passage__source=source
    )
    assert stored(quotation, "search_text") == " all power | emma goldman | letters "
    assert stored(quotation, "elisions") == 0
    written(quotation, text="[n]o power … none… at all")
    assert stored(quotation, "search_text") == (
        " no power | none | at all | emma goldman | letters "
    )
    assert stored(quotation, "elisions") == 2


@every_write
def test_the_searched_text_follows_another_speaker(written):
    quotation = QuotationFactory(text="Words", passage__source=None)
    written(quotation, speaker=SpeakerFactory(name="Ante Ciliga"))
    assert stored(quotation, "search_text") == " words | ante ciliga "
    written(quotation, speaker=None)
    assert stored(quotation, "search_text") == " words "


@every_write
def test_the_searched_text_follows_the_speakers_name(written):
    speaker = SpeakerFactory(name="Bronstein")
    quotation = QuotationFactory(text="Words", speaker=speaker, passage__source=None)
    written(speaker, name="Leon Trotsky")
    assert stored(quotation, "search_text") == " words | leon trotsky "


@every_write
def test_the_searched_text_follows_the_works_titles(written):
    source = SourceFactory(title="Draft", author="")
    quotation = QuotationFactory(text="Words", speaker=None, passage__source=source)
    written(source, title="Letter", container_title="Collected Works", author="Lenin")
    assert stored(quotation, "search_text") == " words | letter | collected works | lenin "


@every_write
def test_the_searched_text_follows_the_passages_work(written):
    quotation = QuotationFactory(text="Words", speaker=None)
    written(quotation.passage, source=SourceFactory(author="", title="Platform"))
    assert stored(quotation, "search_text") == " words | platform "


@every_write
def test_the_searched_text_follows_another_passage(written):
    passage = PassageFactory(source=SourceFactory(author="", title="Platform"))
    quotation = QuotationFactory(text="Words", speaker=None)
    written(quotation, passage=passage)
    assert stored(quotation, "search_text") == " words | platform "


def test_rows_made_in_bulk_have_all_their_columns():
    passage = PassageFactory(source=SourceFactory(author="", title="Platform"))
    speaker = SpeakerFactory(name="Victor Serge")
    Quotation.objects.bulk_create(
        QuotationFactory.build(passage=passage, speaker=speaker, text="Yes … no", date="1921")
        for _ in range(3)
    )
    columns = ["search_text", "elisions", "date_first", "date_last", "year"]
    expected = (" yes | no | victor serge | platform ", 1, *YEAR_1921)
    assert list(Quotation.objects.values_list(*columns)) == [expected] * 3


def test_many_rows_are_derived_anew_at_once():
    speaker = SpeakerFactory(name="Old")
    quotations = QuotationFactory.create_batch(
        3, text="Words", speaker=speaker, passage__source=None
    )
    Speaker.objects.update(name="New")
    Quotation.objects.filter(pk=quotations[0].pk).update(date="1921")
    assert list(Quotation.objects.values_list("search_text", flat=True)) == [" words | new "] * 3
    assert list(Quotation.objects.order_by("pk").values_list("year", flat=True)) == [
        1921,
        1920,
        1920,
    ]


def test_a_write_that_touches_nothing_derived_costs_one_query(django_assert_num_queries):
    QuotationFactory()
    with django_assert_num_queries(1):
        Quotation.objects.update(note="Remark")


# Former slugs


def former_slugs():
    return sorted(FormerSlug.objects.values_list("model", "slug", "current"))


def rename(row, slug):
    row.slug = slug
    row.save()


def test_a_renamed_slug_is_remembered():
    speaker = SpeakerFactory(slug="bronstein")
    rename(speaker, "trotsky")
    assert former_slugs() == [("speaker", "bronstein", "trotsky")]


def test_an_older_slug_leads_straight_to_the_newest():
    source = SourceFactory(slug="one")
    rename(source, "two")
    rename(Source.objects.get(), "three")
    assert former_slugs() == [("source", "one", "three"), ("source", "two", "three")]


def test_a_slug_that_is_taken_back_is_not_a_former_one():
    topic = TopicFactory(slug="one")
    rename(topic, "two")
    rename(topic, "one")
    assert former_slugs() == [("topic", "two", "one")]


def test_a_slug_that_two_rows_had_leads_to_the_later_one():
    first, second = TopicFactory(slug="one"), TopicFactory(slug="two")
    rename(first, "three")
    rename(second, "one")
    rename(second, "four")
    assert former_slugs() == [("topic", "one", "four"), ("topic", "two", "four")]


def test_kinds_do_not_share_their_former_slugs():
    rename(TopicFactory(slug="soviets"), "councils")
    rename(LandmarkFactory(slug="soviets"), "first-soviet")
    assert former_slugs() == [
        ("landmark", "soviets", "first-soviet"),
        ("topic", "soviets", "councils"),
    ]


def test_a_row_that_goes_back_in_its_history_remembers_its_slug():
    topic = TopicFactory(slug="one")
    rename(topic, "two")
    earliest = topic.history.earliest().instance
    earliest._state.adding = False
    earliest.save()
    assert former_slugs() == [("topic", "two", "one")]


def test_a_save_without_a_new_slug_leaves_no_trace():
    speaker = SpeakerFactory()
    speaker.line = "One neutral line"
    speaker.save()
    assert former_slugs() == []


# What a row says of itself


def test_a_passage_names_its_work_and_its_note():
    passage = PassageFactory(source__author="Serge", source__title="Memoirs", note__label="12")
    assert str(passage) == "Serge, Memoirs (note 12)"
    assert str(Passage(article=passage.article)) == "unresolved (no note)"


@pytest.mark.parametrize(
    ("born", "died", "life"),
    [
        (1879, 1940, "1879–1940"),
        (1879, None, "born 1879"),
        (None, 1940, "died 1940"),
        (None,) * 2 + ("",),
    ],
)
def test_a_life_is_said_as_far_as_it_is_known(born, died, life):
    assert SpeakerFactory(born=born, died=died).life == life


def test_a_stance_is_said_in_the_words_of_its_topic():
    normative, factual = TopicFactory(), TopicFactory(kind="factual")
    assert PositionFactory(topic=normative, stance="opposes").stance_label == "argues against"
    assert PositionFactory(topic=factual, stance="opposes").stance_label == "denies"
    assert PositionFactory(topic=factual, stance="").stance_label == ""
