"""Quotations a year, each bar a link that sets the range."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.models import Quotation
from quotes.selection import Selection
from tests.factories import QuotationFactory, SpeakerFactory, TopicFactory
from timeline.chart.histogram import Beyond, bars, histogram

EVERY_YEAR = Selection(first=None, last=None, every_year=True)
SELECTIONS = st.one_of(
    st.just(Selection()),
    st.just(EVERY_YEAR),
    st.builds(
        lambda years: Selection(first=min(years), last=max(years)),
        st.tuples(st.integers(1, 9999), st.integers(1, 9999)),
    ),
    st.builds(lambda year: Selection(first=year, last=None), st.integers(1, 9999)),
    st.builds(lambda year: Selection(first=None, last=year), st.integers(1, 9999)),
)
COUNTS = st.dictionaries(
    st.one_of(st.none(), st.integers(1, 9999), st.integers(1900, 1950)), st.integers(1, 500)
)


def by_year(histogram):
    return {bar.years: bar.count for bar in histogram.bars if bar.count}


def test_there_is_a_bar_a_year_and_gaps_are_gaps():
    shown = bars(Selection(), {1920: 4, 1936: 2})
    assert [bar.first for bar in shown.bars] == list(range(1918, 1941))
    assert by_year(shown) == {"1920": 4, "1936": 2}


def test_the_highest_bar_is_fifty_steps_long_and_the_lowest_one_at_least():
    shown = bars(Selection(), {1920: 500, 1921: 250, 1936: 1})
    lengths = {bar.first: bar.length for bar in shown.bars if bar.length}
    assert lengths == {1920: 50, 1921: 25, 1936: 1}


def test_a_bar_leads_to_its_year_and_keeps_the_other_filters():
    shown = bars(Selection(speaker=("leon-trotsky",), page=3), {1920: 1})
    assert shown.bars[2].url == "/?speaker=leon-trotsky&from=1920&to=1920"


def test_what_lies_before_and_after_and_what_is_undated_is_counted_and_linked():
    shown = bars(Selection(q="vanguard"), {1848: 2, 1917: 1, 1918: 5, 1941: 7, None: 3})
    assert shown.before == Beyond(3, "before 1918", "/?to=1917&q=vanguard")
    assert shown.after == Beyond(7, "after 1940", "/?from=1941&q=vanguard")
    assert shown.undated == Beyond(3, "undated", "/?years=all&q=vanguard")


def test_a_histogram_that_counts_nothing_is_empty_whatever_lies_beyond_it():
    assert bars(Selection(), {}).is_empty
    assert bars(Selection(), {1848: 2, None: 3}).is_empty
    assert not bars(Selection(), {1918: 1}).is_empty


def test_a_narrower_range_is_shown_within_the_usual_years():
    shown = bars(Selection(first=1920, last=1921), {1919: 1, 1920: 1})
    assert (shown.axis.first, shown.axis.last) == (1918, 1940)
    assert [bar.first for bar in shown.bars if bar.is_chosen] == [1920, 1921]
    assert len([bar for bar in shown.bars if bar.is_outside]) == 21


@pytest.mark.parametrize("selection", [Selection(), EVERY_YEAR])
def test_nothing_is_marked_as_chosen_where_no_range_is_asked_for(selection):
    assert {(bar.is_chosen, bar.is_outside) for bar in bars(selection, {}).bars} == {(False, False)}


@pytest.mark.parametrize(
    ("selection", "years"),
    [
        (Selection(first=1950, last=None), ("1918–1922", "2018–2022")),
        (Selection(first=1800, last=1920), ("1800–1809", "1940–1949")),
        (Selection(first=None, last=1900), ("1848–1852", "1938–1942")),
    ],
)
def test_many_years_share_a_bar(selection, years):
    shown = bars(selection, {1848: 1, 1920: 1, 2017: 1})
    assert (shown.bars[0].years, shown.bars[-1].years) == years


@given(selection=SELECTIONS, counts=COUNTS)
def test_every_quotation_is_counted_exactly_once(selection, counts):
    shown = bars(selection, counts)
    assert shown.total == sum(counts.values())
    assert 1 <= len(shown.bars) <= 23


@given(selection=SELECTIONS, counts=COUNTS)
def test_every_link_is_a_selection_that_can_be_read_again(selection, counts):
    shown = bars(selection, counts)
    links = [bar.url for bar in shown.bars if bar.count]
    links += [part.url for part in (shown.before, shown.after, shown.undated) if part.count]
    for link in links:
        years = [int(word) for word in link.replace("=", "&").split("&") if word.isdigit()]
        assert all(1 <= year <= 9999 for year in years)
        assert years == sorted(years)


@pytest.mark.django_db
def test_quotations_are_counted_in_their_earliest_year_under_all_other_filters():
    speaker, topic = SpeakerFactory(), TopicFactory()
    for date in ("1920", "1920-07-23", "[1930..1931]", "1917/1918", ""):
        QuotationFactory(speaker=speaker, date=date, positions=[(topic, "opposes")])
    QuotationFactory(speaker=speaker, date="1936")
    QuotationFactory(date="1920", positions=[(topic, "opposes")])
    QuotationFactory(speaker=speaker, date="1920", state="draft", positions=[(topic, "opposes")])
    selection = Selection(speaker=(speaker.slug,), topic=(topic.slug,), first=1930, last=1940)
    shown = histogram(selection, Quotation.objects.published())
    assert by_year(shown) == {"1920": 2, "1930": 1}
    assert (shown.before.count, shown.after.count, shown.undated.count) == (1, 0, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_one_query(number, django_assert_num_queries):
    QuotationFactory.create_batch(number)
    with django_assert_num_queries(1):
        histogram(Selection(), Quotation.objects.published())
