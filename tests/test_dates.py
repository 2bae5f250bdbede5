"""Dates: which texts are read, what they mean to the day, and how they are said."""

import calendar
import datetime

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from quotes.dates import DateError, HistoricalDate

# text, first day, last day, precision, extent, in words
READ = [
    ("1920-07-23", "1920-07-23", "1920-07-23", "day", "point", "23 July 1920"),
    ("1920-02-29", "1920-02-29", "1920-02-29", "day", "point", "29 February 1920"),
    ("1920-07", "1920-07-01", "1920-07-31", "month", "point", "July 1920"),
    ("1920-02", "1920-02-01", "1920-02-29", "month", "point", "February 1920"),
    ("1921-02", "1921-02-01", "1921-02-28", "month", "point", "February 1921"),
    ("1920-12", "1920-12-01", "1920-12-31", "month", "point", "December 1920"),
    ("1920", "1920-01-01", "1920-12-31", "year", "point", "1920"),
    ("0001", "0001-01-01", "0001-12-31", "year", "point", "1"),
    ("0476", "0476-01-01", "0476-12-31", "year", "point", "476"),
    ("9999", "9999-01-01", "9999-12-31", "year", "point", "9999"),
    ("1920?", "1920-01-01", "1920-12-31", "year", "point", "1920 (uncertain)"),
    ("1920-07~", "1920-07-01", "1920-07-31", "month", "point", "July 1920 (approximate)"),
    (
        "1920-07-23%",
        "1920-07-23",
        "1920-07-23",
        "day",
        "point",
        "23 July 1920 (uncertain and approximate)",
    ),
    ("192X", "1920-01-01", "1929-12-31", "decade", "point", "1920s"),
    ("001X", "0010-01-01", "0019-12-31", "decade", "point", "10s"),
    ("1942/1943", "1942-01-01", "1943-12-31", "year", "throughout", "1942 to 1943, throughout"),
    (
        "1917-11/1925-01-15",
        "1917-11-01",
        "1925-01-15",
        "month",
        "throughout",
        "November 1917 to 15 January 1925, throughout",
    ),
    (
        "1928?/1929~",
        "1928-01-01",
        "1929-12-31",
        "year",
        "throughout",
        "1928 (uncertain) to 1929 (approximate), throughout",
    ),
    (
        "192X/1935",
        "1920-01-01",
        "1935-12-31",
        "decade",
        "throughout",
        "1920s to 1935, throughout",
    ),
    (
        "1920-01/1920",
        "1920-01-01",
        "1920-12-31",
        "year",
        "throughout",
        "January 1920 to 1920, throughout",
    ),
    (
        "1918-01-18/1918-01-19",
        "1918-01-18",
        "1918-01-19",
        "day",
        "throughout",
        "18 to 19 January 1918, throughout",
    ),
    (
        "[1918-02..1918-03]",
        "1918-02-01",
        "1918-03-31",
        "month",
        "within",
        "once between February and March 1918",
    ),
    (
        "1920-03-29/1920-04-05",
        "1920-03-29",
        "1920-04-05",
        "day",
        "throughout",
        "29 March to 5 April 1920, throughout",
    ),
    ("[1930..1931]", "1930-01-01", "1931-12-31", "year", "within", "once between 1930 and 1931"),
    (
        "[1920-07-23..1920-08]",
        "1920-07-23",
        "1920-08-31",
        "month",
        "within",
        "once between 23 July 1920 and August 1920",
    ),
]
FORMS = "Write 1920, 1920-07, 1920-07-23, 1920?, 1920~, 192X, 1942/1943 or [1930..1931]."
NOT_A_FORM = [
    "",
    " ",
    " 1920",
    "1920 ",
    "1920\n",
    "920",
    "19200",
    "-1920",
    "y19200",
    "１９２０",
    "1920-7",
    "1920-07-3",
    "1920/07/23",
    "23.7.1920",
    "23 July 1920",
    "circa 1920",
    "1920??",
    "?1920",
    "192X?",
    "19XX",
    "192x",
    "1920-07-XX",
    "1920-XX",
    "1920T10:00",
    "1920/",
    "/1920",
    "1920/..",
    "../1920",
    "1920/1921/1922",
    "1920..1921",
    "[1920]",
    "[1920,1921]",
    "[..1921]",
    "[1920..]",
    "{1920..1921}",
    "[1920..1921",
    "[1920/1921]",
]
NOT_IN_THE_CALENDAR = [
    "0000",
    "000X",
    "1920-00",
    "1920-13",
    "1920-21",  # EDTF's spring
    "1920-34",  # EDTF's second quarter
    "1920-41",
    "1920-99",
    "1920-07-00",
    "1920-07-32",
    "1920-04-31",
    "1921-02-29",
    "1900-02-29",
    "1920-21-01",
]
BACKWARDS = [
    "1921/1920",
    "1920-08/1920-07",
    "1920/1920",
    "1920/1920?",
    "1920-07-23~/1920-07-23",
    "1920/1920-05",  # May lies inside the year that it should follow
    "192X/1925",
    "[1931..1930]",
    "[1930..1930]",
    "[1930..1930-05]",
]


@pytest.mark.parametrize(("text", "first", "last", "precision", "extent", "words"), READ)
def test_a_date_means_these_days_and_is_said_like_this(text, first, last, precision, extent, words):
    date = HistoricalDate.parse(text)
    assert (date.first.isoformat(), date.last.isoformat()) == (first, last)
    assert (date.precision, date.extent) == (precision, extent)
    assert date.in_words() == words
    assert date.year == date.first.year
    assert str(date) == date.edtf == text


@pytest.mark.parametrize("text", NOT_A_FORM)
def test_what_is_not_in_the_subset_is_refused_with_the_forms(text):
    with pytest.raises(DateError) as refusal:
        HistoricalDate.parse(text)
    assert str(refusal.value) == f"“{text}” is not a date that can be read here. {FORMS}"


@pytest.mark.parametrize("text", NOT_IN_THE_CALENDAR)
def test_what_no_calendar_has_is_refused(text):
    with pytest.raises(DateError) as refusal:
        HistoricalDate.parse(text)
    assert str(refusal.value) == f"“{text}” is not a day, month or year of the calendar."


@pytest.mark.parametrize("text", BACKWARDS)
def test_an_interval_runs_forwards(text):
    with pytest.raises(DateError) as refusal:
        HistoricalDate.parse(text)
    message = "runs backwards or stands still: the earlier date comes first."
    assert str(refusal.value) == f"“{text}” {message}"


def test_a_wrong_day_inside_an_interval_is_named():
    with pytest.raises(DateError, match="^“1921-02-29” is not a day, month or year"):
        HistoricalDate.parse("1920/1921-02-29")


years = st.integers(1, 9999)
marks = st.sampled_from(["", "?", "~", "%"])


@given(st.dates(), marks)
def test_every_day_of_the_calendar_is_itself(day, mark):
    date = HistoricalDate.parse(f"{day.isoformat()}{mark}")
    assert (date.first, date.last) == (day, day)


@given(years, st.integers(1, 12), marks)
def test_every_month_runs_from_its_first_to_its_last_day(year, month, mark):
    date = HistoricalDate.parse(f"{year:04}-{month:02}{mark}")
    assert date.first == datetime.date(year, month, 1)
    assert date.last == datetime.date(year, month, calendar.monthrange(year, month)[1])


@given(st.lists(years, min_size=2, max_size=2, unique=True), st.sampled_from(["{}/{}", "[{}..{}]"]))
def test_two_years_are_a_stretch_in_one_order_only(pair, form):
    early, late = sorted(pair)
    date = HistoricalDate.parse(form.format(f"{early:04}", f"{late:04}"))
    assert (date.first.year, date.last.year) == (early, late)
    with pytest.raises(DateError):
        HistoricalDate.parse(form.format(f"{late:04}", f"{early:04}"))


@given(st.dates().map(str) | years.map("{:04}".format) | st.just("192X"), marks)
def test_the_bounds_are_those_of_the_whole_grammar_of_edtf(plain, mark):
    text = plain if plain.endswith("X") else f"{plain}{mark}"
    date, parsed = HistoricalDate.parse(text), parse_edtf(text)
    assert date.first.timetuple()[:3] == parsed.lower_strict()[:3]
    assert date.last.timetuple()[:3] == parsed.upper_strict()[:3]


@given(st.text() | st.text(alphabet="0123456789X-/?~%[].", max_size=24))
def test_any_text_is_a_date_in_order_or_refused_in_words(text):
    try:
        date = HistoricalDate.parse(text)
        told = date.in_words()
    except DateError as refusal:
        told = str(refusal)
    else:
        assert date.first <= date.last
    assert told
