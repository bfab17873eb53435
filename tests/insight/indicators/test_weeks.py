"""Unusual weeks: a planted week is found, quiet ones are not, and partners alone see them."""

from collections import Counter
from datetime import date

import numpy as np
import pytest
from insight import county, weekly
from insight.weekly import BURST, KEY, ON

from headwater.insight.indicators import charting, weeks
from headwater.insight.indicators.calendar import Months
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.statistics import farrington, quiet_weeks
from headwater.statistics.quiet_weeks import Quiet
from headwater.vocabulary.errors import Refused
from headwater.vocabulary.periods import Grain, Month


@pytest.mark.django_db
def test_a_planted_week_is_found_for_partners_and_the_public_sees_no_weeks() -> None:
    weekly.refreshed(weekly.rows(burst=40))
    (found,) = charting.unusual_weeks(KEY, audience=Audience.PARTNER, on=ON)
    assert found.method == weeks.FARRINGTON
    assert BURST in [each.figure.period.start for each in found.unusual]
    assert len(found.unusual) <= 2
    assert "the week from 15 September 2025" in found.says
    assert "one week in a hundred" in found.false_alarms
    assert charting.unusual_weeks(KEY, audience=Audience.PUBLIC, on=ON) == []


@pytest.mark.django_db
def test_weeks_count_the_rows_that_months_count() -> None:
    given = weekly.rows(outside=300)
    weekly.refreshed(given)
    key = weeks.key_of(KEY)
    (series,) = release.all_series(key, [county.PFA], grain=Grain.WEEK, audience=Audience.PARTNER, on=ON)
    assert series.starts[0] == date(2021, 1, 4)
    last = series.figure(-1).period.end
    assert last <= date(2026, 1, 1)
    days = [row["recorded_on"] for row in given if row["lsoa21"] != "E01999999"]
    by_week = Counter((day - series.starts[0]).days // 7 for day in days)
    assert {at: n for at, n in enumerate(series.n) if n is not None and n != by_week[at]} == {}
    assert sum(n is None for n in series.n) < len(series) / 10


@pytest.mark.django_db
def test_weeks_stop_with_the_agreement() -> None:
    weekly.refreshed(weekly.rows(), until=date(2026, 1, 25))
    assert charting.unusual_weeks(KEY, audience=Audience.PARTNER, on=ON)
    with pytest.raises(Refused):
        charting.unusual_weeks(KEY, audience=Audience.PARTNER, on=date(2026, 1, 26))


def test_a_week_with_a_day_in_a_month_that_was_not_collected_is_not_counted() -> None:
    stretch = Months(Month(2024, 1).index, np.array([True, False, True]))
    mondays = weeks.mondays_in(stretch)
    assert (mondays[0], mondays[-1]) == (date(2024, 1, 1), date(2024, 3, 25))
    assert weeks.collected(stretch, mondays).tolist() == [True] * 4 + [False] * 5 + [True] * 4


def test_a_short_history_is_held_against_the_weeks_before_and_few_counts_against_nothing() -> None:
    found = weeks.judge([20, 22, 19, 21, 20, 18, 23, 20, 21, 19, 60])
    assert found is not None
    assert (found.method, found.alarm[-1]) == (weeks.EARS, True)
    assert weeks.judge([1, 0, 2, 1] * 6) is None
    assert weeks.judge([20, 21]) is None


def test_hidden_weeks_are_left_out_of_what_was_to_be_expected() -> None:
    counts: list[float | None] = [20.0] * 300
    counts[250:260] = [None] * 10
    found = weeks.judge(counts)
    assert found is not None
    assert found.expected[-1] == pytest.approx(20, abs=0.5)
    assert not any(found.alarm)


@pytest.mark.parametrize("years", [3, 5])
@pytest.mark.parametrize("dispersion", [1.0, 2.0])
def test_past_years_raise_false_alarms_no_oftener_than_the_page_says(years: int, dispersion: float) -> None:
    quiet, settings = Quiet(mean=50, dispersion=dispersion), farrington.Settings(years=years)
    assert quiet_weeks.farrington_alarms(quiet=quiet, settings=settings).lower <= 0.01


@pytest.mark.parametrize("dispersion", [1.0, 2.0])
def test_weeks_before_raise_false_alarms_no_oftener_than_the_page_says(dispersion: float) -> None:
    assert quiet_weeks.ears_alarms(method="C2", quiet=Quiet(mean=50, dispersion=dispersion)).lower <= 0.05
