"""The other way round: where nothing is planted, charts, verdicts and maps speak no oftener than is stated.

The bounds are those of independent series at 99.9%. Here some count the same incidents (robbery is serious
violence, a county is its districts), which the width is to allow for. The seed is fixed: no test here is a
matter of luck.
"""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker
from spec import answers, counties
from spec.counties import COUNTY, PARTNER, County, most

from headwater.insight.indicators import charting, queries, registry, survey_readings, weeks
from headwater.insight.indicators.said import ReleasedChart
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.release import queries as release
from headwater.statistics import process_readings
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.periods import Grain

pytestmark = pytest.mark.django_db(databases=["default", "vault"])

CONTRACTS = ("police_recorded_crime", "police_street", "community_survey")
QUIET = {"common_cause", "not_observed"}
CALLED = {Verdict.IMPROVING, Verdict.WORSENING, Verdict.CHANGED}


@pytest.fixture(scope="module")
def quiet(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[County]:
    folder = tmp_path_factory.mktemp("quiet")
    with counties.generated(
        folder, django_db_blocker, contracts=CONTRACTS, people=160_000, plants="none"
    ) as county:
        county.walk()
        county.refresh()
        yield county


@pytest.fixture(scope="module")
def places(quiet: County) -> list[str]:
    return [COUNTY, *(area.code for area in queries.areas("csp"))]


@pytest.fixture(scope="module")
def charts(quiet: County, places: list[str]) -> list[ReleasedChart]:
    """Every series of months that is charted, of the county and its districts."""
    found = []
    for indicator in registry.indicators():
        for area in places:
            try:
                found.append(quiet.chart(indicator, area))
            except NotFound:
                continue
    return [chart for chart in found if chart.is_charted]


def test_truth_says_that_nothing_is_planted(quiet: County) -> None:
    assert quiet.truth["plants"] == "none"
    assert (
        not {"hotspots", "step", "trend", "recording_break", "burden", "near_repeat"} & quiet.planted.keys()
    )


def test_charts_mark_no_more_months_than_stated(quiet: County, charts: list[ReleasedChart]) -> None:
    stated = quiet.planted["null"]["false_alarm_rates"]
    nominal = process_readings.false_alarms(length=60, series=400)
    assert nominal.per_point == pytest.approx(stated["months_marked"], abs=0.01)
    assert nominal.per_series == pytest.approx(stated["charts_with_a_mark"], abs=0.06)
    with_a_mark = [chart for chart in charts if set(chart.rules) - QUIET]
    newest = [chart for chart in charts if chart.rules[-1] not in QUIET]
    assert len(charts) >= 12
    assert len(with_a_mark) <= most(len(charts), stated["charts_with_a_mark"])
    assert len(newest) <= most(len(charts), stated["newest_month_marked"])


def test_verdicts_call_no_more_changes_than_chance_may(quiet: County, places: list[str]) -> None:
    found = [each for place in places for each in queries.verdicts(place, audience=PARTNER, on=quiet.seen_on)]
    judged = [each for each in found if each.verdict in {*CALLED, Verdict.NO_CLEAR_CHANGE}]
    called = [each for each in judged if each.verdict in CALLED]
    assert len(judged) >= 15
    assert len(called) <= most(len(judged), quiet.planted["null"]["false_alarm_rates"]["verdicts_of_change"])


def test_verdicts_of_groups_call_no_more_changes_than_chance_may(quiet: County) -> None:
    found = []
    for indicator in ("serious_violence", "knife_enabled"):
        for by, groups in GROUPS.items():
            for group in groups:
                asked = {"breakdown": by, "category": group, "audience": PARTNER, "on": quiet.seen_on}
                found.append(queries.verdict(indicator, COUNTY, **asked))
    judged = [each for each in found if each.verdict in {*CALLED, Verdict.NO_CLEAR_CHANGE}]
    assert len(judged) >= 8
    assert sum(each.verdict in CALLED for each in judged) <= most(len(judged), 0.05)


GROUPS = {"sex": ("female", "male"), "ethnicity": ("asian", "black", "mixed", "white")}


def test_maps_of_neighbourhoods_mark_none(quiet: County) -> None:
    """By neighbourhood a map asks how many beside the people there; squares ask where events are, and so show
    where people are.
    """
    maps = queries.mapped(audience=PARTNER)
    found = [
        queries.violence_map(indicator, audience=PARTNER, on=quiet.seen_on)
        for indicator, kinds in maps.items()
        if "lsoa" in kinds
    ]
    marked = [each for each in found if any(cell.level != "as_elsewhere" for cell in each.cells)]
    assert len(found) >= 4
    assert len(marked) <= most(len(found), quiet.planted["null"]["false_alarm_rates"]["maps_with_a_mark"])


def test_no_level_is_said_to_have_moved_oftener_than_stated(charts: list[ReleasedChart]) -> None:
    assert sum(chart.level is not None for chart in charts) <= most(len(charts), 0.01)


def test_weeks_of_chance_are_unusual_no_oftener_than_the_page_says(quiet: County) -> None:
    (found,) = charting.unusual_weeks("serious_violence", audience=PARTNER, on=quiet.seen_on)
    assert found.method == weeks.FARRINGTON
    assert len(found.weeks) >= weeks.FEWEST_JUDGED
    assert len(found.unusual) <= most(len(found.weeks), 0.01)


def test_no_kind_of_event_is_said_to_bring_others(quiet: County) -> None:
    found = queries.near_repeat("serious_violence", audience=PARTNER, on=quiet.seen_on)
    assert {each.word for each in found} <= {"as_chance", "too_few"}
    assert "as_chance" in {each.word for each in found}


def test_months_and_rolling_years_of_a_quiet_series_are_flat(quiet: County) -> None:
    asked = {"audience": PARTNER, "on": quiet.seen_on}
    months = release.series("police_street_antisocial", COUNTY, grain=Grain.MONTH, **asked)
    n = [value for value in months.n if value is not None]
    mean = sum(n) / len(n)
    assert 0.6 < sum((value - mean) ** 2 for value in n) / (len(n) - 1) / mean < 1.5


def test_answers_of_everybody_alike_move_no_oftener_than_chance_may(quiet: County, places: list[str]) -> None:
    told = [answers.of(quiet, key, place) for key in answers.KEYS.values() for place in places]
    moved = [series for series in told if survey_readings.since_the_first(series)]
    assert len(told) >= 10
    assert len(moved) <= most(len(told), 0.05)
