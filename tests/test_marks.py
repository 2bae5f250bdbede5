"""What the chart plots: one mark for each passage and reading, or for each passage."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.models import Quotation
from quotes.selection import Selection
from tests.factories import (
    LandmarkFactory,
    PassageFactory,
    PhaseFactory,
    QuotationFactory,
    SpeakerFactory,
    TopicFactory,
)
from timeline.chart import marks as marks_module
from timeline.chart.chart import chart
from timeline.chart.marks import marks

pytestmark = pytest.mark.django_db

EVERY_YEAR = Selection(first=None, last=None, every_year=True)


@pytest.fixture
def soviets():
    return TopicFactory(slug="soviets", name="Soviets", proposition="Power to them.", order=1)


@pytest.fixture
def army():
    return TopicFactory(slug="army", name="Army", kind="factual", order=2)


@pytest.fixture
def trotsky():
    return SpeakerFactory(slug="leon-trotsky", name="Leon Trotsky", sort_name="Trotsky, Leon")


def found(selection=EVERY_YEAR):
    return marks(selection, selection.narrow(Quotation.objects.published()))


def readings(selection=EVERY_YEAR):
    return [(mark.lane, mark.stance) for mark in found(selection).marks]


# --- one mark a passage and reading ---------------------------------------------------------------


def test_a_passage_that_says_the_same_twice_has_one_mark(soviets):
    passage = PassageFactory()
    QuotationFactory(passage=passage, positions=[(soviets, "opposes")])
    QuotationFactory(passage=passage, positions=[(soviets, "opposes")])
    assert readings() == [("soviets", "opposes")]


def test_a_passage_has_a_mark_for_each_topic_and_each_stance(soviets, army):
    passage = PassageFactory()
    QuotationFactory(passage=passage, positions=[(soviets, "opposes"), (army, "advocates")])
    QuotationFactory(passage=passage, positions=[(soviets, "qualifies")])
    assert sorted(readings()) == [
        ("army", "advocates"),
        ("soviets", "opposes"),
        ("soviets", "qualifies"),
    ]


def test_two_passages_have_a_mark_each(soviets):
    QuotationFactory(positions=[(soviets, "opposes")])
    QuotationFactory(positions=[(soviets, "opposes")])
    assert readings() == [("soviets", "opposes")] * 2


def test_words_without_a_stance_have_a_mark_without_one(soviets):
    QuotationFactory(positions=[(soviets, "")])
    [mark] = found().marks
    assert (mark.lane, mark.stance, mark.reading) == ("soviets", "", "Soviets")


def test_a_quotation_without_a_topic_has_no_mark_by_question_and_one_by_speaker():
    QuotationFactory()
    assert found().marks == ()
    assert len(found(EVERY_YEAR.having(lanes="speaker")).marks) == 1


def test_only_the_topics_and_stances_that_are_asked_for_have_marks(soviets, army):
    QuotationFactory(positions=[(soviets, "opposes"), (army, "advocates")])
    assert readings(EVERY_YEAR.having(topic=("army",))) == [("army", "advocates")]
    assert readings(EVERY_YEAR.having(stance=("opposes",))) == [("soviets", "opposes")]
    assert readings(EVERY_YEAR.having(topic=("army",), stance=("opposes",))) == []


def test_by_reading_the_lanes_are_stances_and_every_topic_counts(soviets, army):
    QuotationFactory(positions=[(soviets, "opposes"), (army, "opposes")])
    by_stance = found(EVERY_YEAR.having(lanes="stance"))
    assert [mark.lane for mark in by_stance.marks] == ["opposes", "opposes"]
    assert sorted(mark.reading for mark in by_stance.marks) == [
        "Army: denies",
        "Soviets: argues against",
    ]
    assert by_stance.lanes["opposes"].label == "argues against"


# --- one mark a passage ---------------------------------------------------------------------------


def test_by_speaker_a_passage_has_one_mark_without_a_stance(soviets, army, trotsky):
    passage = PassageFactory()
    positions = [(soviets, "opposes"), (army, "advocates")]
    QuotationFactory(passage=passage, speaker=trotsky, positions=positions)
    QuotationFactory(passage=passage, speaker=trotsky)
    assert readings(EVERY_YEAR.having(lanes="speaker")) == [("leon-trotsky", "")]


def test_by_speaker_it_has_its_stance_on_the_one_topic_that_is_asked_for(soviets, army, trotsky):
    positions = [(soviets, "opposes"), (army, "advocates")]
    QuotationFactory(speaker=trotsky, positions=positions)
    by_speaker = EVERY_YEAR.having(lanes="speaker")
    assert readings(by_speaker.having(topic=("army",))) == [("leon-trotsky", "advocates")]
    assert readings(by_speaker.having(topic=("army", "soviets"))) == [("leon-trotsky", "")]


def test_without_readings_lanes_are_by_speaker_and_nothing_has_a_stance(soviets, trotsky):
    QuotationFactory(speaker=trotsky, positions=[(soviets, "opposes")])
    selection = EVERY_YEAR.having(topic=("soviets",), readings="off")
    [mark] = found(selection).marks
    assert (mark.lane, mark.stance, mark.reading) == ("leon-trotsky", "", "")


def test_words_of_nobody_known_have_a_lane_of_their_own():
    QuotationFactory(speaker=None)
    by_speaker = found(EVERY_YEAR.having(lanes="speaker"))
    assert [head.label for head in by_speaker.lanes.values()] == ["Unknown speaker"]
    assert by_speaker.marks[0].name == (
        f"Unknown speaker, 1920, dated in the text.\n“{by_speaker.marks[0].start}”"
    )


# --- the lead -------------------------------------------------------------------------------------


def test_a_passage_stands_at_its_earliest_quotation(trotsky):
    passage = PassageFactory()
    QuotationFactory(passage=passage, speaker=trotsky, date="1923", start=10)
    QuotationFactory(passage=passage, speaker=trotsky, date="1921-05", start=50, text="Earlier")
    QuotationFactory(passage=passage, speaker=trotsky, date="", start=1)
    [mark] = found(EVERY_YEAR.having(lanes="speaker")).marks
    assert (mark.date, mark.start) == ("1921-05", "Earlier")


def test_of_the_same_day_the_first_in_the_article_leads():
    passage = PassageFactory()
    QuotationFactory(passage=passage, start=500, text="Second")
    QuotationFactory(passage=passage, start=100, text="First")
    [mark] = found(EVERY_YEAR.having(lanes="speaker")).marks
    assert mark.start == "First"


def test_a_nested_quotation_leads_only_where_it_stands_alone(soviets):
    outer = QuotationFactory(date="1936", text="Outer", start=1)
    nested = QuotationFactory(
        passage=outer.passage, kind="nested", outer=outer, date="1918", text="Nested", start=5
    )
    by_speaker = EVERY_YEAR.having(lanes="speaker")
    assert [mark.start for mark in found(by_speaker).marks] == ["Outer"]
    alone = by_speaker.having(speaker=(nested.speaker.slug,))
    assert [mark.start for mark in found(alone).marks] == ["Nested"]


def test_a_reading_is_led_by_a_quotation_that_has_it(soviets, army):
    passage = PassageFactory()
    QuotationFactory(passage=passage, date="1920", text="Earlier", positions=[(army, "opposes")])
    QuotationFactory(passage=passage, date="1921", text="Later", positions=[(soviets, "opposes")])
    leads = {mark.lane: (mark.date, mark.start) for mark in found().marks}
    assert leads == {"army": ("1920", "Earlier"), "soviets": ("1921", "Later")}


def test_a_mark_links_its_lead_and_is_named_in_full(soviets, trotsky):
    QuotationFactory(
        ref="q7k3mp",
        speaker=trotsky,
        date="[1921-03-08..1921-03-16]",
        date_basis="inferred",
        text="The Party is obliged to maintain its dictatorship. " * 3,
        positions=[(soviets, "opposes")],
    )
    [mark] = found().marks
    assert mark.url == "/quotations/q7k3mp/"
    assert mark.name == (
        "Leon Trotsky, once between 8 and 16 March 1921, date inferred.\n"
        "Soviets: argues against.\n"
        "“The Party is obliged to maintain its dictatorship. The Party is obliged to” …"
    )


# --- around the marks -----------------------------------------------------------------------------


def test_marks_come_in_order_of_time_and_undated_ones_are_counted(soviets):
    for date in ("1936", "", "1918-04", "1920"):
        QuotationFactory(date=date, positions=[(soviets, "opposes")])
    every = found()
    assert [mark.date for mark in every.marks] == ["1918-04", "1920", "1936"]
    assert every.undated == 1


def test_lanes_know_their_proposition_and_the_selection_narrowed_to_them(soviets):
    QuotationFactory(positions=[(soviets, "opposes")])
    head = found(Selection(q="words")).lanes["soviets"]
    assert (head.label, head.proposition, head.url) == (
        "Soviets",
        "Power to them.",
        "/topics/soviets/",
    )
    assert head.only.url() == "/?topic=soviets&q=words"


def test_a_topic_that_is_asked_for_has_a_lane_without_marks(soviets, army):
    QuotationFactory(date="1930", positions=[(soviets, "opposes")])
    selection = Selection(topic=("army", "soviets"))
    assert set(found(selection).lanes) == {"army", "soviets"}
    assert readings(selection) == [("soviets", "opposes")]


def test_landmarks_come_in_order_of_time():
    LandmarkFactory(title="Later", date="1936")
    LandmarkFactory(title="Earlier", date="1921-03-01/1921-03-18")
    assert [(event.title, event.when) for event in found().landmarks] == [
        ("Earlier", "1 to 18 March 1921, throughout"),
        ("Later", "1936"),
    ]


def test_only_one_speaker_alone_has_phases(trotsky):
    PhaseFactory(speaker=trotsky, label="In exile", date="1929/1940")
    PhaseFactory(label="Somebody else's")
    QuotationFactory(speaker=trotsky)
    alone = found(Selection(speaker=("leon-trotsky",)))
    assert [event.title for event in alone.phases] == ["In exile"]
    assert found(Selection(speaker=("emma-goldman", "leon-trotsky"))).phases == ()
    assert found(Selection()).phases == ()


def test_more_marks_than_can_be_drawn_are_only_counted(soviets, monkeypatch):
    monkeypatch.setattr(marks_module, "MOST", 2)
    for date in ("1920", "1920-03", "1921"):
        QuotationFactory(date=date, positions=[(soviets, "opposes")])
    every = found()
    assert every.marks is None
    assert every.tally == {("soviets", "opposes", 1920): 2, ("soviets", "opposes", 1921): 1}


# --- against a plain filter -----------------------------------------------------------------------

SPEAKERS = ("speaker-a", "speaker-b", "speaker-c")
TOPICS = ("topic-a", "topic-b", "topic-c")
STANCES = ("advocates", "opposes", "qualifies", "describes")
DATES = ("1917/1918", "1919", "1920-07-23", "[1922..1924]", "1936", "1942", "")


@pytest.fixture
def many():
    """Forty quotations in twenty passages, so that every combination has some."""
    speakers = [SpeakerFactory(slug=slug) for slug in SPEAKERS]
    topics = [TopicFactory(slug=slug) for slug in TOPICS]
    passages = PassageFactory.create_batch(20)
    quotations = []
    for n in range(40):
        positions = [
            (topic, STANCES[(n * step) % 4])
            for step, topic in enumerate(topics, start=1)
            if (n + step) % 3
        ]
        quotation = QuotationFactory(
            passage=passages[n * 7 % 20],
            speaker=speakers[n * 5 % 3],
            date=DATES[n % 7],
            positions=positions,
        )
        read = [(topic.slug, stance) for topic, stance in positions]
        quotations.append((quotation, read))
    return quotations


def some(values):
    return st.lists(st.sampled_from(values), unique=True, max_size=2).map(sorted).map(tuple)


SELECTIONS = st.builds(
    Selection,
    speaker=some(SPEAKERS),
    topic=some(TOPICS),
    stance=some(STANCES),
    first=st.sampled_from([1918, 1920]),
    last=st.sampled_from([1922, 1940, None]),
    lanes=st.sampled_from(["topic", "speaker", "stance"]),
    readings=st.sampled_from(["on", "off"]),
)


@given(selection=SELECTIONS)
def test_marks_equal_the_passages_or_readings_of_the_selection(many, selection):
    matched = [
        (quotation.passage_id, asked_for(readings, selection))
        for quotation, readings in many
        if matches(quotation, readings, selection)
    ]
    if selection.readings == "off" or selection.lanes == "speaker":
        expected = {passage for passage, _ in matched}
    else:
        expected = {(passage, *reading) for passage, readings in matched for reading in readings}
    every = marks(selection, selection.narrow(Quotation.objects.published()))
    assert len(every.marks) == len(expected)
    assert sum(every.tally.values()) == len(expected)
    if selection.readings == "on" and selection.lanes != "speaker":
        lane = 1 if selection.lanes == "topic" else 2
        assert Counter(mark.lane for mark in every.marks) == Counter(row[lane] for row in expected)


def matches(quotation, readings, selection):
    when = quotation.historical_date
    return bool(
        (not selection.speaker or quotation.speaker.slug in selection.speaker)
        and (not (selection.topic or selection.stance) or asked_for(readings, selection))
        and when
        and when.last.year >= selection.first
        and (selection.last is None or when.first.year <= selection.last)
    )


def asked_for(readings, selection):
    return [
        (topic, stance)
        for topic, stance in readings
        if (not selection.topic or topic in selection.topic)
        and (not selection.stance or stance in selection.stance)
    ]


# --- a fixed number of queries --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("selection", "queries"),
    [
        (Selection(), 4),
        (Selection(lanes="stance"), 4),
        (Selection(lanes="speaker"), 4),
        (Selection(readings="off"), 4),
        (Selection(lanes="speaker", topic=("topic-0",)), 6),
        (Selection(speaker=("speaker-0",)), 5),
        (Selection(view="table"), 0),
    ],
)
@pytest.mark.parametrize("number", [1, 3])
def test_a_chart_takes_the_same_queries_for_one_and_for_three_of_everything(
    number, selection, queries, django_assert_num_queries
):
    topics = [TopicFactory(slug=f"topic-{n}") for n in range(number)]
    speakers = [SpeakerFactory(slug=f"speaker-{n}") for n in range(number)]
    for speaker in speakers:
        PhaseFactory(speaker=speaker)
        LandmarkFactory()
        positions = [(topic, "opposes") for topic in topics]
        QuotationFactory.create_batch(number, speaker=speaker, positions=positions)
    published = Quotation.objects.published()
    with django_assert_num_queries(queries):
        drawn = chart(selection, selection.narrow(published))
        names = [item.name for lane in drawn.lanes for item in lane.drawn]
    assert bool(names) == bool(queries)
