"""Months count on over the year's end; periods are half-open and say themselves in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.periods import Month, Period, months_between

MONTHS = st.builds(Month, st.integers(1900, 2100), st.integers(1, 12))


@given(MONTHS, st.integers(-600, 600))
def test_a_month_and_as_many_months_is_that_many_months_later(month, months):
    assert (month + months) - month == months
    assert ((month + months) > month) == (months > 0)


@given(MONTHS)
def test_a_month_is_read_as_it_is_written(month):
    assert Month.parse(str(month)) == month
    assert Month.parse(f"{month}-28") == month
    assert Month.of(month.start) == month
    assert month.end == (month + 1).start


@pytest.mark.parametrize(
    "text", ["", "2024", "2024-13", "2024-00", "03/2024", "2024-3", "2024-031", "2024-03-1", "٢٠٢٤-03"]
)
def test_what_is_no_month_is_refused(text):
    with pytest.raises(Invalid, match="Write months as 2024-03"):
        Month.parse(text)


def test_a_year_has_twelve_months():
    with pytest.raises(Invalid, match="from 1 to 12"):
        Month(2024, 13)


def test_months_between_has_both_ends():
    between = list(months_between(Month(2023, 11), Month(2024, 2)))
    assert [str(month) for month in between] == ["2023-11", "2023-12", "2024-01", "2024-02"]


def test_a_period_holds_its_first_day_and_not_its_end():
    march = Period.months(Month(2024, 3), 1)
    days = (date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31), date(2024, 4, 1))
    assert [march.holds(day) for day in days] == [False, True, True, False]


def test_neighbouring_periods_do_not_overlap():
    quarter, month = Period.months(Month(2024, 1), 3), Period.months(Month(2024, 3), 1)
    assert quarter.overlaps(month)
    assert month.overlaps(quarter)
    assert not month.overlaps(Period.months(Month(2024, 4), 1))


def test_a_period_that_does_not_end_after_it_starts_is_refused():
    with pytest.raises(Invalid, match="ends after"):
        Period(date(2024, 3, 1), date(2024, 3, 1))


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2024, 3, 1), date(2024, 4, 1), "March 2024"),
        (date(2023, 12, 1), date(2024, 12, 1), "December 2023 to November 2024"),
        (date(2024, 3, 4), date(2024, 3, 11), "the week from 4 March 2024"),
        (date(2024, 3, 25), date(2024, 4, 8), "March 2024 to April 2024"),
    ],
)
def test_a_period_says_its_first_and_last_month(start, end, words):
    assert Period(start, end).words() == words
