"""The geometry of the chart, without a database: where marks stand, stack and gather."""

import datetime
import re
from collections import Counter
from itertools import combinations

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from quotes.choices import Stance
from quotes.dates import HistoricalDate
from quotes.selection import Selection
from tests.markup import parse
from timeline.chart import lanes
from timeline.chart.axis import Axis, axis_of, moment, percent, surroundings_of
from timeline.chart.background import letter_rows
from timeline.chart.chart import MOST_MARKS, drawn
from timeline.chart.marks import Event, LaneHead, Mark, Marks, opening
from timeline.chart.stacking import MOST_ROWS, arrange, room

PHONE = 284  # pixels: the width of a lane on a screen of 320
HIT = 24  # pixels: the side of the square that answers to a finger
PERIOD = Axis(1918, 1940)

STANCES = [*Stance.values, ""]
YEARS = st.integers(1918, 1940)


@st.composite
def dates(draw, years=YEARS):
    """A date of any precision and extent."""
    year = draw(years)
    day = draw(st.dates(datetime.date(year, 1, 1), datetime.date(year, 12, 31)))
    later = draw(st.integers(year + 1, year + 4))
    forms = [f"{year}", f"{day:%Y-%m}", f"{day}", f"{year}?", f"{year}/{later}"]
    return draw(st.sampled_from([*forms, f"[{year}..{later}]"]))


def mark(date="1920", stance="", lane="a", basis="stated", ref="q22222", start="Words"):
    when = HistoricalDate.parse(date)
    reading = "Soviets: argues for" if stance else ""
    return Mark(lane, stance, reading, ref, "Speaker", date, when.first, when.last, basis, start)


def marks_on(dates, stances=None, lane="a"):
    pairs = zip(dates, stances or [""] * len(dates), strict=True)
    return [mark(date, stance, lane) for date, stance in pairs]


def found(marks, heads=None, landmarks=(), phases=()):
    marks = sorted(marks, key=lambda mark: (mark.first, mark.last))
    keys = dict.fromkeys(mark.lane for mark in marks)
    only = Selection(topic=("soviets",))
    heads = heads or {key: LaneHead(key, f"/topics/{key}/", only, place=(key,)) for key in keys}
    tally = Counter((mark.lane, mark.stance, mark.first.year) for mark in marks)
    return Marks(heads, tally, tuple(marks), 0, tuple(landmarks), tuple(phases))


def event(title, date):
    when = HistoricalDate.parse(date)
    return Event(title, date, when.first, when.last)


def centre(item):
    return float(item.x) + float(item.width) / 2


def overlaps(lane, height=HIT, width=PHONE):
    """The share of its hit area that each pair of links in a lane has in common, on a phone."""
    for one, other in combinations(lane.drawn, 2):
        across = max(0, HIT - abs(centre(one) - centre(other)) / 100 * width)
        down = max(0, height - abs(one.y - other.y))
        yield across * down / (HIT * height)


# --- the axis -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("years", "axis"),
    [
        ({}, (1918, 1940, 1)),
        ({"first": 1920, "last": 1923}, (1920, 1923, 1)),
        ({"first": 1936, "last": 1936}, (1936, 1936, 1)),
        ({"first": None, "last": None, "every_year": True}, (1918, 1940, 1)),
        ({"first": None, "last": None}, (1918, 1940, 1)),
        ({"first": 1930, "last": None}, (1930, 1940, 1)),
        ({"first": None, "last": 1923}, (1918, 1923, 1)),
        ({"first": 1950, "last": None}, (1950, 1973, 2)),
        ({"first": None, "last": 1900}, (1848, 1902, 5)),
        ({"first": 1918, "last": 1941}, (1918, 1941, 2)),
        ({"first": 1901, "last": 2000}, (1901, 2000, 5)),
        ({"first": 1, "last": 9999}, (1, 10000, 500)),
    ],
)
def test_the_axis_spans_the_years_that_are_asked_for(years, axis):
    spanned = axis_of(Selection(**years), [1848, 1920, 1973])
    assert (spanned.first, spanned.last, spanned.step) == axis


@given(first=st.integers(1, 9999), last=st.integers(1, 9999))
def test_an_axis_has_at_most_23_columns_and_holds_every_year(first, last):
    first, last = sorted((first, last))
    axis = Axis.spanning(first, last)
    assert 1 <= axis.columns <= 23
    assert 1 <= axis.slots <= 23
    assert axis.first == first
    assert axis.last >= last
    assert axis.column(first) == 0
    assert axis.years_of(axis.column(last))[0] <= last <= axis.years_of(axis.column(last))[1]
    assert len(axis.labels()) <= 23


@given(day=st.dates(datetime.date(1918, 1, 1), datetime.date(1940, 12, 30)))
def test_later_days_stand_further_right(day):
    assert 0 <= PERIOD.at(day) < PERIOD.at(day + datetime.timedelta(days=1)) < 1


@pytest.mark.parametrize(
    ("day", "year"),
    [("1920-01-01", 1920.0), ("1920-07-01", 1920 + 182 / 366), ("1921-12-31", 1921 + 364 / 365)],
)
def test_a_day_is_a_year_and_its_fraction(day, year):
    assert moment(datetime.date.fromisoformat(day)) == year


@pytest.mark.parametrize(
    ("axis", "full", "short"),
    [
        (PERIOD, ["1920", "1925", "1930", "1935", "1940"], ["1918", "’19", "’21", "’22"]),
        (Axis(1920, 1923), ["1920", "1921", "1922", "1923"], []),
        (Axis(1936, 1936), ["1936"], []),
        (Axis(1921, 1930), ["1922", "1924", "1926", "1928", "1930"], ["1921", "’23", "’25", "’27"]),
        (Axis(1901, 2000, 5), ["1920", "1940", "1960", "1980", "2000"], []),
    ],
)
def test_years_are_printed_in_full_where_there_is_room_for_them(axis, full, short):
    labels = axis.labels()
    assert [tick.label for tick in labels if not tick.is_minor] == full
    assert [tick.label for tick in labels if tick.is_minor][:4] == short


def test_lines_stand_where_the_years_printed_in_full_begin():
    assert [percent(at) for at in PERIOD.lines()] == ["8.7", "30.43", "52.17", "73.91", "95.65"]


@pytest.mark.parametrize(
    ("axis", "wider"),
    [
        (Axis(1920, 1923), (1918, 1940)),
        (Axis(1935, 1950), (1918, 1951)),
        (Axis(1848, 1902, 5), (1848, 1942)),
    ],
)
def test_the_usual_period_surrounds_a_range(axis, wider):
    around = surroundings_of(axis)
    assert (around.first, around.last) == wider


# --- stacking -------------------------------------------------------------------------------------


@given(st.lists(st.tuples(dates(), st.sampled_from(STANCES)), max_size=60))
def test_every_mark_is_placed_once_and_none_touches_another(pairs):
    marks = marks_on([date for date, _ in pairs], [stance for _, stance in pairs])
    placed = arrange(marks, PERIOD)
    contents = [m for place in placed for m in (place.content if place.is_bin else [place.content])]
    assert Counter(map(id, contents)) == Counter(map(id, marks))
    for one, other in combinations(placed, 2):
        if one.row == other.row:
            low, high = sorted([room(one), room(other)])
            assert low[1] <= high[0] + 1e-6


@given(st.lists(st.tuples(dates(), st.sampled_from(STANCES)), min_size=1, max_size=60))
def test_hit_areas_overlap_by_less_than_half_on_a_phone(pairs):
    marks = marks_on([date for date, _ in pairs], [stance for _, stance in pairs])
    chart = drawn(Selection(), found(marks))
    assert max(overlaps(chart.lanes[0]), default=0) < 0.5


@given(
    st.integers(1918, 1940),
    st.integers(0, 22),
    st.lists(dates(), min_size=1, max_size=40),
)
def test_hit_areas_overlap_by_less_than_half_in_any_range(first, more, when):
    selection = Selection(first=first, last=first + more)
    chart = drawn(selection, found(marks_on(when)))
    assert max((share for lane in chart.lanes for share in overlaps(lane)), default=0) < 0.5


@given(st.lists(dates(), max_size=60))
def test_the_marks_of_a_lane_come_in_order_of_time(when):
    chart = drawn(Selection(), found(marks_on(when)))
    for lane in chart.lanes:
        places = [centre(item) for item in lane.drawn]
        assert places == sorted(places)


@given(st.lists(dates(), max_size=60))
def test_a_lane_counts_its_marks_and_so_do_its_links(when):
    chart = drawn(Selection(), found(marks_on(when)))
    assert chart.total == len(when)
    assert sum(item.count for lane in chart.lanes for item in lane.drawn) == len(when)


@given(st.lists(dates(), max_size=60))
def test_nothing_leaves_its_lane(when):
    for lane in drawn(Selection(), found(marks_on(when))).lanes:
        for item in lane.drawn:
            assert float(item.x) >= 0
            assert float(item.x) + float(item.width) <= 100.02
            assert HIT / 2 <= item.y <= lane.height - HIT / 2


def test_days_far_apart_stand_in_one_row_and_the_same_day_in_two():
    placed = arrange(marks_on(["1920-03-01", "1920-03-01", "1924-05-26"]), PERIOD)
    assert [place.row for place in placed] == [0, 1, 0]


def test_years_side_by_side_stand_in_one_row():
    placed = arrange(marks_on([str(year) for year in range(1918, 1941)]), PERIOD)
    assert {place.row for place in placed} == {0}


def test_a_stack_goes_from_for_to_against():
    stances = ["opposes", "describes", "advocates", "qualifies"]
    placed = arrange(marks_on(["1920"] * 4, stances), PERIOD)
    stack = [place.content.stance for place in sorted(placed, key=lambda place: place.row)]
    assert stack == ["advocates", "qualifies", "describes", "opposes"]


def test_as_many_as_a_stack_holds_stay_single_marks():
    chart = drawn(Selection(), found(marks_on(["1920"] * MOST_ROWS)))
    assert [item.count for item in chart.lanes[0].drawn] == [1] * MOST_ROWS


def test_one_more_gathers_them_in_a_bin_that_says_and_links_what_it_holds():
    stances = ["advocates"] * 9 + ["opposes"] * 5 + [""]
    chart = drawn(Selection(topic=("soviets",)), found(marks_on(["1920"] * 15, stances)))
    assert [vars_of(item) for item in chart.lanes[0].drawn] == [
        {
            "url": "/?topic=soviets&from=1920&to=1920",
            "name": "15 readings, 1920.\na: argues for 9, argues against 5.",
            "symbol": "mark-many",
            "classes": "mark is-many",
            "x": "8.7",
            "y": lanes.HEAD,
            "width": "4.35",
            "count": 15,
            "gathers": True,
            "at": "10.87",
            "has_ends": False,
        }
    ]


def vars_of(item):
    return {name: getattr(item, name) for name in item.__dataclass_fields__}


def test_the_fullest_slot_is_gathered_and_the_marks_beside_it_are_not():
    chart = drawn(Selection(), found(marks_on(["1920"] * 12 + ["1921-03"] * 4)))
    assert [(item.count, item.gathers) for item in chart.lanes[0].drawn] == [
        (12, True),
        *[(1, False)] * 4,
    ]


def test_a_bin_in_the_year_that_is_shown_already_leads_to_the_results():
    selection = Selection(topic=("soviets",), first=1936, last=1936)
    chart = drawn(selection, found(marks_on(["1936"] * 20)))
    assert [item.url for item in chart.lanes[0].drawn] == [
        "/?topic=soviets&from=1936&to=1936#results"
    ]


def test_marks_that_touch_in_the_period_come_apart_in_a_narrower_range():
    when = ["1936-01", "1936-06", "1936-12"]
    wide, narrow = (arrange(marks_on(when), axis) for axis in (PERIOD, Axis(1936, 1936)))
    assert [place.row for place in wide] == [0, 1, 2]
    assert [place.row for place in narrow] == [0, 0, 0]


# --- what a mark looks like -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "basis", "classes", "x", "width"),
    [
        ("1920", "stated", "mark", "8.7", "4.35"),
        ("1920?", "cited", "mark", "8.7", "4.35"),
        ("1920", "inferred", "mark is-inferred", "8.7", "4.35"),
        ("[1930..1931]", "stated", "mark is-within", "52.17", "8.7"),
        ("1922/1923", "inferred", "mark is-inferred is-throughout", "17.39", "8.7"),
        ("1910/1918", "stated", "mark is-throughout", "0", "4.35"),
    ],
)
def test_a_stretch_of_time_is_drawn_as_long_as_it_is(date, basis, classes, x, width):
    [item] = drawn(Selection(), found([mark(date, basis=basis)])).lanes[0].drawn
    assert (item.classes, item.symbol, item.at) == (classes, "span-none", "")
    assert (item.x, item.width) == (x, width)
    assert item.has_ends == ("is-within" in classes)


@pytest.mark.parametrize(
    ("date", "at"),
    [("1920-01", "8.88"), ("1920-01-01", "8.7"), ("[1921-03-08..1921-03-16]", "13.88")],
)
def test_what_is_as_short_as_its_mark_is_drawn_as_a_point_in_its_middle(date, at):
    [item] = drawn(Selection(), found([mark(date)])).lanes[0].drawn
    assert (item.classes, item.symbol, item.at, item.has_ends) == ("mark", "mark-none", at, False)


def test_what_lies_outside_the_axis_is_not_drawn():
    assert drawn(Selection(), found([mark("1942/1943")])).total == 0


@pytest.mark.parametrize("stance", STANCES)
def test_a_stance_has_its_own_class_and_shape(stance):
    marks = found([mark("1920-01-01", stance), mark("1925", stance)])
    point, span = drawn(Selection(), marks).lanes[0].drawn
    assert (point.symbol, span.symbol) == (f"mark-{stance or 'none'}", f"span-{stance or 'none'}")
    assert point.classes == span.classes == f"mark {stance}".strip()


def test_a_mark_is_named_by_speaker_date_reading_and_first_words():
    words = "We have more than once been accused of having substituted for the dictatorship"
    named = mark("1920-07-23", "advocates", basis="inferred", start=words + " of it")
    assert named.name == (
        "Speaker, 23 July 1920, date inferred.\n"
        "Soviets: argues for.\n"
        "“We have more than once been accused of having substituted for the dictatorship” …"
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Short words", "Short words"),
        ("One paragraph\n\nand another", "One paragraph and another"),
        ("x" * 80, "x" * 80),
        ("x" * 40 + " " + "y" * 40, "x" * 40),
        ("x" * 40 + " " + "y" * 39 + " z", "x" * 40 + " " + "y" * 39),
        ("z" * 81, "z" * 80),
        ("x" * 74 + " … and so on", "x" * 74 + " … and"),
        ("x" * 76 + " , and so on", "x" * 76),
    ],
)
def test_an_opening_is_one_line_cut_between_words(text, line):
    assert opening(text) == line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One paragraph\n\nand another", "“One paragraph and another”"),
        ("word " * 15 + "end.", "“" + "word " * 15 + "end.”"),
        ("word " * 17, "“" + ("word " * 16).strip() + "” …"),
    ],
)
def test_that_words_go_on_is_said_outside_the_quotation_marks(text, said):
    assert mark(start=text).name.split("\n")[-1] == said


def test_the_keys_explain_what_is_there_and_nothing_else():
    chart = drawn(Selection(), found([mark("1920-03", "opposes"), mark("[1930..1931]", "")]))
    assert chart.stances == {"opposes", "unread"}
    assert chart.dates == {"point", "within"}


def test_without_any_reading_there_is_no_key_to_readings():
    assert drawn(Selection(readings="off"), found([mark()])).stances == frozenset()


# --- lanes ----------------------------------------------------------------------------------------


def in_lanes(*counts):
    return [mark(lane=f"lane {n:02}") for n, count in enumerate(counts) for _ in range(count)]


def test_the_fullest_lane_comes_first_and_equals_by_their_place():
    chart = drawn(Selection(), found(in_lanes(1, 3, 2, 3)))
    assert [(lane.head.label, lane.count) for lane in chart.lanes] == [
        ("lane 01", 3),
        ("lane 03", 3),
        ("lane 02", 2),
        ("lane 00", 1),
    ]


def test_lanes_by_reading_keep_their_order():
    chart = drawn(Selection(lanes="stance"), found(in_lanes(1, 3, 2)))
    assert [lane.head.label for lane in chart.lanes] == ["lane 00", "lane 01", "lane 02"]


@pytest.mark.parametrize(
    ("number", "opened", "folded", "words"),
    [
        (1, 1, 0, ""),
        (10, 10, 0, ""),
        (11, 8, 3, "3 more questions, 3 marks"),
        (24, 8, 16, "16 more questions, 16 marks"),
    ],
)
def test_lanes_beyond_eight_are_folded_where_that_pays(number, opened, folded, words):
    chart = drawn(Selection(), found(in_lanes(*[1] * number)))
    assert (len(chart.lanes), len(chart.more), chart.more_words) == (opened, folded, words)


def test_folded_lanes_open_where_the_address_says_so():
    marks = found(in_lanes(*[1] * 24))
    folded, opened = drawn(Selection(), marks), drawn(Selection(more=("lanes",)), marks)
    assert (len(opened.lanes), opened.more, opened.more_words) == (24, (), "Fewer")
    assert (folded.more_url, opened.more_url) == ("/?more=lanes", "/")


def test_lanes_beyond_24_share_the_last_one():
    chart = drawn(Selection(lanes="speaker"), found(in_lanes(*[2] * 29, 1)))
    assert len(chart.lanes) + len(chart.more) == 24
    assert (chart.more[-1].head.label, chart.more[-1].head.url) == ("7 other speakers", "")
    assert chart.more[-1].count == 13
    assert chart.total == 59


def test_a_question_that_is_asked_for_has_a_lane_without_marks_too():
    heads = {key: LaneHead(key, "", Selection()) for key in ("a", "b")}
    chart = drawn(Selection(), found([mark()], heads))
    assert [(lane.head.label, lane.count) for lane in chart.lanes] == [("a", 1), ("b", 0)]


def test_marks_outside_the_axis_are_not_drawn():
    every_year = Selection(first=None, last=None, every_year=True)
    chart = drawn(every_year, found(marks_on(["1848", "1920", "1917/1918", "1974"])))
    assert [item.x for item in chart.lanes[0].drawn] == ["0", "8.7"]


def test_without_marks_there_are_no_lanes():
    chart = drawn(Selection(), found([]))
    assert (chart.total, chart.lanes, chart.more) == (0, (), ())


# --- columns --------------------------------------------------------------------------------------


def many(number, lane_count=1):
    years = range(1918, 1941)
    return [
        mark(str(years[n % 23]), STANCES[n % 5], f"lane {n % lane_count:02}") for n in range(number)
    ]


def test_more_marks_than_a_page_holds_become_columns():
    few = drawn(Selection(), found(many(MOST_MARKS, 4)))
    more = drawn(Selection(), found(many(MOST_MARKS + 1, 4)))
    assert {item.symbol for lane in few.lanes for item in lane.drawn} != {"mark-column"}
    assert {item.symbol for lane in more.lanes for item in lane.drawn} == {"mark-column"}
    assert more.total == MOST_MARKS + 1


def test_columns_have_a_link_a_year_and_one_for_a_folded_lane():
    chart = drawn(Selection(more=("lanes",)), found(many(10_000, 21)))
    assert [len(lane.drawn) for lane in chart.lanes] == [23] * 6 + [1] * 15
    assert sum(item.count for lane in chart.lanes for item in lane.drawn) == 10_000


def test_folded_columns_are_counted_and_not_drawn():
    chart = drawn(Selection(), found(many(10_000, 21)))
    assert (len(chart.lanes), len(chart.more), chart.total) == (6, 15, 10_000)


def test_counts_alone_give_the_same_columns():
    every = found(many(2000, 3))
    counted = Marks(every.lanes, every.tally, None, 0, (), ())
    assert drawn(Selection(), counted).lanes == drawn(Selection(), every).lanes


def test_a_column_says_and_links_what_it_holds():
    chart = drawn(Selection(), found(many(460)))
    first = chart.lanes[0].drawn[0]
    assert first.url == "/?topic=soviets&from=1918&to=1918"
    assert first.name == (
        "20 readings, 1918.\nlane 00: argues for 4, qualifies 4, describes 4, argues against 4."
    )


def test_columns_are_stacked_by_stance_on_one_scale():
    marks = [mark("1918", "opposes")] * 200 + [mark("1918", "advocates")] * 300
    [lane] = drawn(Selection(first=1918, last=1919), found(marks)).lanes
    assert [(column.stance, column.path) for column in lane.columns] == [
        ("advocates", "M0.14-0h.72v-300h-.72z"),
        ("opposes", "M0.14-300h.72v-200h-.72z"),
    ]
    assert lane.box == "0 -500 2 500"


def test_the_hit_areas_of_columns_overlap_by_less_than_half_on_a_phone():
    chart = drawn(Selection(), found(many(1000)))
    assert max(overlaps(chart.lanes[0], height=60)) < 0.5


@pytest.mark.parametrize(
    ("selection", "columns"),
    [
        # What is dated 1917/1918 was selected, and counts in the first column.
        (Selection(first=1918, last=1920), [2, 3]),
        (Selection(first=None, last=1920), [3]),
        (Selection(first=None, last=None, every_year=True), [3, 1]),
    ],
)
def test_counts_from_outside_the_axis_are_left_out(selection, columns):
    tally = Counter({("a", "", 1917): 2, ("a", "", 1920): 3, ("a", "", 1939): 1})
    tally["a", "", 1974] = 7
    counted = Marks({"a": LaneHead("a", "", Selection())}, tally, None, 0, (), ())
    [lane] = drawn(selection, counted).lanes
    assert [item.count for item in lane.drawn] == columns


# --- behind the marks -----------------------------------------------------------------------------


def test_landmarks_have_letters_in_order_of_time_and_a_line_each():
    events = [event("Revolt", "1921-03-01/1921-03-18"), event("Expelled", "1927-11-14")]
    scene = drawn(Selection(), found([mark()], landmarks=events)).landmarks
    assert (scene.letters, scene.range_of_letters) == ("ab", "a–b")
    assert (scene.x, scene.y, scene.height) == ("13.85% 42.91%", "10 10", 14)
    assert scene.lines == "M13.85 0V100M42.91 0V100"


def test_landmarks_outside_the_axis_are_left_out_and_the_year_before_it_is_told():
    events = [event("Before", "1917-11-07"), event("Within", "1921"), event("After", "1941")]
    scene = drawn(Selection(), found([mark()], landmarks=events)).landmarks
    assert [shown.title for shown in scene.events] == ["Within"]
    assert [shown.title for shown in scene.before] == ["Before"]


def test_letters_that_would_touch_stand_in_rows_and_the_fifth_gives_way():
    assert letter_rows([0.1, 0.11, 0.12, 0.122, 0.125, 0.2]) == [0, 1, 2, 3, None, 0]


def test_phases_are_bands_one_below_the_other():
    phases = [event("In government", "1917-11/1925-01"), event("In exile", "1929/1940")]
    chart = drawn(Selection(speaker=("x",)), found([mark()], phases=phases))
    assert [(band.title, band.x, band.width, band.y) for band in chart.phases] == [
        ("In government", "0", "30.8", 0),
        ("In exile", "47.83", "52.17", 16),
    ]
    assert chart.phases_height == 32


# --- as SVG ---------------------------------------------------------------------------------------


def rendered(chart, **context):
    selection = context.pop("selection", Selection())
    context = {"chart": chart, "selection": selection} | context
    return render_to_string("timeline/_chart.html", context)


def elements(html):
    return len(re.findall(r"<[a-z]", html))


def test_every_mark_is_a_link_with_its_whole_name():
    html = rendered(drawn(Selection(), found([mark("1920-07", "opposes")])))
    assert parse(html).find("a.mark").attributes == {
        "class": "mark opposes",
        "href": "/quotations/q22222/",
        "aria-label": "Speaker, July 1920, dated in the text.\nSoviets: argues for.\n“Words”",
    }


def test_links_keep_the_readings_hidden():
    selection = Selection(readings="off")
    html = rendered(drawn(selection, found([mark()])), selection=selection)
    assert 'href="/quotations/q22222/?readings=off"' in html
    assert 'href="/topics/a/?readings=off"' in html


def test_a_name_is_escaped():
    html = rendered(drawn(Selection(), found([mark(start='<script>"&')])))
    assert "“&lt;script&gt;&quot;&amp;”" in html
    assert "<script>" not in html


def test_nothing_is_inline():
    html = rendered(drawn(Selection(), found(many(100, 12))))
    assert "style=" not in html
    assert "<script" not in html
    assert re.search(r"\son[a-z]+=", html) is None


def test_ten_thousand_marks_take_few_more_elements_than_two_hundred():
    """Of a page of 1,200 to 1,500: a fifth at most, as bench/page.py holds for the whole page."""
    few = elements(rendered(drawn(Selection(), found(many(200, 21)))))
    more = elements(rendered(drawn(Selection(), found(many(10_000, 21)))))
    assert more - few <= 150


def test_a_chart_without_marks_draws_no_frame():
    html = rendered(drawn(Selection(), found([])))
    assert "chart-frame" not in html
    assert "<svg" not in html


def test_the_skip_link_passes_the_chart():
    html = rendered(drawn(Selection(), found([mark()])))
    assert html.index('<a class="skip" href="#results">') < html.index('<a class="mark')
