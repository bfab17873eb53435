"""What `truth.json` says was planted, the product finds: by its own charts, verdicts, maps and tables.

The county is of the default size, for which the truth states its power. It is seen twice: at the end of the
year after the step, and at the end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from data import walking
from pytest_django import DjangoDbBlocker
from spec import answers, counties
from spec.answers import csp_of
from spec.counties import COUNTY, PARTNER, County, most

from headwater.cli import demo
from headwater.insight.charts import picture
from headwater.insight.indicators import (
    disparities,
    gradient,
    hours_and_places,
    queries,
    registry,
    survey_readings,
)
from headwater.insight.indicators.said import ReleasedChart, ReleasedVerdict
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.performance import marked_places, perception
from headwater.insight.release import queries as release
from headwater.insight.release.released import ReleasedSeries
from headwater.statistics import rates
from headwater.vocabulary.periods import Grain, Month

pytestmark = pytest.mark.django_db(databases=["default", "vault"])

CONTRACTS = (
    "police_recorded_crime",
    "police_street",
    "ed_assaults",
    "ambulance_assaults",
    "community_survey",
    "unsafe_places",
)
OPEN, SERIOUS, WEAPONS = "police_street_violence", "serious_violence", "police_street_weapons"
SOON = 9  # months within which the truth says that a chart signals
LOW = {"below_limits", "run_below", "two_of_three_low", "falling"}
HIGH = {"above_limits", "run_above", "two_of_three_high", "rising"}


@dataclass(frozen=True)
class AtTheTime:
    """What the pages said when the year after the step had come in."""

    undeclared: ReleasedChart  # of the open series, before anybody had said that recording changed
    declared: ReleasedChart
    across_the_break: ReleasedVerdict
    step: dict[str, ReleasedVerdict]  # by district


@dataclass(frozen=True)
class Seen:
    county: County
    then: AtTheTime


@pytest.fixture(scope="module")
def seen(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Seen]:
    with counties.generated(
        tmp_path_factory.mktemp("planted"), django_db_blocker, contracts=CONTRACTS
    ) as county:
        county.walk(up_to_year=county.planted["step"]["month"][:4])
        then = _at_the_time(county, on=date(int(county.planted["step"]["month"][:4]) + 1, 2, 1))
        county.walk()
        county.refresh(
            SERIOUS,
            OPEN,
            WEAPONS,
            "ed_assaults",
            "ambulance_assaults",
            marked_places.KEY,
            *answers.KEYS.values(),
        )
        yield Seen(county, then)


def _at_the_time(county: County, *, on: date) -> AtTheTime:
    county.refresh(OPEN, SERIOUS)
    undeclared = county.chart(OPEN, on=on)
    demo.declare(county.truth)
    county.refresh(OPEN)
    districts = [area.code for area in queries.areas("csp")]
    step = {code: county.verdict(SERIOUS, code, on=on) for code in districts}
    return AtTheTime(undeclared, county.chart(OPEN, on=on), county.verdict(OPEN, on=on), step)


def marked(chart: ReleasedChart, rules: set[str], first: int, length: int) -> bool:
    return not rules.isdisjoint(chart.rules[first : first + length])


def series(county: County, indicator: str, area: str = COUNTY, **asked: Any) -> ReleasedSeries:
    asked = {"grain": Grain.MONTH, **asked}
    return release.series(indicator, area, audience=PARTNER, on=county.seen_on, **asked)


def test_step_signals_in_its_district_soon_and_stays(seen: Seen) -> None:
    planted = seen.county.planted["step"]
    chart = seen.county.chart(SERIOUS, csp_of(planted["district"]))
    at = seen.county.position(planted["month"])
    assert marked(chart, LOW, at, SOON)
    assert sum(rule in LOW for rule in chart.rules[at:]) > 2 * sum(rule in LOW for rule in chart.rules[:at])


def test_step_is_the_level_of_a_second_reading_in_its_district_alone(seen: Seen) -> None:
    planted = seen.county.planted["step"]
    district, at = csp_of(planted["district"]), seen.county.position(planted["month"])
    found = {code: seen.county.chart(SERIOUS, code).level for code in seen.then.step}
    level = found.pop(district)
    assert level is not None
    (month, before, since), *more = level.steps
    assert not more
    assert abs(Month.of(month) - Month.parse(planted["month"])) <= 3
    assert since / before == pytest.approx(planted["ratio"], abs=0.1)
    assert level.mean[at + 3] < level.mean[at - 4]
    assert set(found.values()) == {None}


def test_year_after_the_step_is_called_an_improvement_in_its_district_alone(seen: Seen) -> None:
    district = csp_of(seen.county.planted["step"]["district"])
    words = {code: verdict.verdict for code, verdict in seen.then.step.items()}
    assert words.pop(district) is Verdict.IMPROVING
    assert set(words.values()) == {Verdict.NO_CLEAR_CHANGE}
    ratio = seen.then.step[district].ratio
    assert ratio is not None
    assert ratio[1] < seen.county.planted["step"]["ratio"] < ratio[2]


def test_undeclared_change_of_recording_signals_soon(seen: Seen) -> None:
    at = seen.county.position(seen.county.planted["recording_break"]["month"])
    assert marked(seen.then.undeclared, HIGH, at, SOON)
    assert len(set(seen.then.undeclared.segment)) == 1


def test_chart_begins_anew_at_the_declared_break_and_no_verdict_reaches_across(seen: Seen) -> None:
    planted = seen.county.planted["recording_break"]
    at = seen.county.position(planted["month"])
    chart = seen.then.declared
    assert chart.breaks == ((planted["month"], planted["what"]),)
    assert chart.segment[at - 1] != chart.segment[at]
    assert chart.mean[at] / chart.mean[at - 1] == pytest.approx(1.1, abs=0.05)
    assert not marked(chart, HIGH, at, SOON)
    assert seen.then.across_the_break.verdict is Verdict.NOT_COMPARABLE
    assert planted["what"] in seen.then.across_the_break.says


def test_drawing_of_rolling_years_marks_the_break_too(seen: Seen) -> None:
    """Without the mark the line would climb for a year and nobody would know why."""
    planted = seen.county.planted["recording_break"]
    rolling = series(seen.county, OPEN, grain=Grain.ROLLING_12)
    drawn = picture.compose(rolling, registry.get_indicator(OPEN), queries.chart_of(rolling), None)
    assert drawn.breaks == (f"{planted['month']}-01",)
    assert any(planted["what"] in note for note in drawn.notes)


def test_verdict_speaks_again_when_both_years_lie_after_the_break(seen: Seen) -> None:
    assert seen.county.verdict(OPEN).verdict is Verdict.NO_CLEAR_CHANGE


def test_series_that_the_break_does_not_touch_keep_one_stretch(seen: Seen) -> None:
    assert len(set(seen.county.chart(SERIOUS).segment)) == 1


def test_trend_is_seen_in_the_chart_and_called_a_change_neither_good_nor_bad(seen: Seen) -> None:
    chart = seen.county.chart(WEAPONS)
    assert marked(chart, LOW, 0, 24)
    assert marked(chart, HIGH, 48, 12)
    assert "neutral" in chart.variation
    verdict = seen.county.verdict(WEAPONS)
    assert verdict.verdict is Verdict.CHANGED
    assert verdict.ratio is not None
    assert verdict.ratio[1] < seen.county.planted["trend"]["ratio_per_year"] < verdict.ratio[2]


def test_season_is_in_the_months_and_not_in_the_rolling_years_or_the_verdict(seen: Seen) -> None:
    area = csp_of(seen.county.planted["hotspots"][2]["district"])  # neither step nor intervention is there
    months = series(seen.county, SERIOUS, area)
    by_number = {
        n: [v for s, v in zip(months.starts, months.n, strict=True) if s.month == n] for n in range(1, 13)
    }
    summer, winter = (sum(sum(by_number[n]) for n in those) for those in ((6, 7, 8), (12, 1, 2)))
    assert rates.compare_counts(round(winter), round(summer)).p < 0.001
    rolling = [v for v in series(seen.county, SERIOUS, area, grain=Grain.ROLLING_12).n if v is not None]
    assert max(rolling) / min(rolling) < summer / winter
    assert seen.county.verdict(SERIOUS, area).verdict is Verdict.NO_CLEAR_CHANGE


def test_hotspots_stand_out_on_the_map_of_the_last_year(seen: Seen) -> None:
    found = queries.violence_map(SERIOUS, audience=PARTNER, on=seen.county.seen_on)
    high = {cell.code for cell in found.cells if cell.level == "high"}
    assert not [cell for cell in found.cells if cell.level == "low"]
    spots = {spot["district"]: set(spot["lsoa21"]) for spot in seen.county.planted["hotspots"]}
    stepped = seen.county.planted["step"]["district"]
    missed = [district for district, lsoas in spots.items() if not lsoas & high]
    assert missed in ([], [stepped]), "one year of the quieted district holds too little"


def test_places_planted_for_all_years_stay_on_the_map_over_the_years(seen: Seen) -> None:
    found = queries.violence_map(OPEN, audience=PARTNER, on=seen.county.seen_on, kind="lsoa")
    stays = {cell.code for cell in found.cells if cell.pattern == "persistent"}
    spots = {spot["district"]: set(spot["lsoa21"]) for spot in seen.county.planted["hotspots"]}
    stepped = seen.county.planted["step"]["district"]
    missed = [district for district, lsoas in spots.items() if not lsoas & stays]
    assert missed in ([], [stepped])
    assert found.history is not None
    assert min(year.pai for year in found.history.forecasts) > 2


def test_nights_at_the_week_end_stand_out_in_the_week(seen: Seen) -> None:
    found = hours_and_places.time_of_the_week(SERIOUS, on=seen.county.seen_on)
    most = max(found.blocks, key=lambda each: each.times or 0)
    assert most.block.key in {"fri_22", "sat_22"}
    assert not [each for each in found.blocks if each.level == "more" and each.block.from_hour in {6, 10}]


def test_robberies_bring_others_near_and_soon_and_other_violence_does_not(seen: Seen) -> None:
    planted = seen.county.planted["near_repeat"]
    found = {each.of: each for each in queries.near_repeat(SERIOUS, audience=PARTNER, on=seen.county.seen_on)}
    assert {of: each.word for of, each in found.items()} == {"robbery": "raised", "violence": "as_chance"}
    first = found["robbery"].bands[0]
    assert (first.to_m, first.to_day) == (planted["within_m"], planted["within_days"])
    assert first.figure.value is not None
    assert first.figure.value > 3
    assert "within 200 metres and 7 days" in found["robbery"].says


def test_unequal_burden_shows_as_rates_whose_ranges_do_not_meet(seen: Seen) -> None:
    planted = seen.county.planted["burden"]
    last = {
        group: series(seen.county, SERIOUS, grain=Grain.YEAR, breakdown="ethnicity", category=group).latest
        for group in ("black", "white", "asian")
    }
    black, white = last["black"], last["white"]
    assert black is not None
    assert white is not None
    assert black.lower > white.upper
    assert black.value / white.value == pytest.approx(planted["ratio_to_white_in_truth"], rel=0.15)
    assert black.people == planted["people"]["Black"]


def test_place_of_the_intervention_falls_by_what_was_planted_and_its_district_improves(seen: Seen) -> None:
    planted = seen.county.planted["intervention"]
    years = {
        each.area_code: each
        for each in release.series_of_kind(
            SERIOUS, "lsoa", grain=Grain.YEAR, audience=PARTNER, on=seen.county.seen_on
        )
    }
    counts = [[years[code].n[at] for at in (-3, -1)] for code in planted["lsoa21"]]
    before, after = (sum(n for n in column if n is not None) for column in zip(*counts, strict=True))
    compared = rates.compare_counts(round(before), round(after))
    assert compared.ratio is not None
    assert compared.ratio.lower < planted["ratio"] < compared.ratio.upper < 1
    assert seen.county.verdict(SERIOUS, csp_of(planted["district"])).verdict is Verdict.IMPROVING


def test_rows_sent_twice_count_once(seen: Seen) -> None:
    planted = seen.county.truth["contracts"]["police_recorded_crime"]
    assert planted["current"] < planted["good"]
    assert walking.current_rows("police_recorded_crime") == planted["current"]


def test_sources_that_saw_the_same_incident_stand_side_by_side_and_are_never_added(seen: Seen) -> None:
    duplicates = seen.county.truth["duplicates"]
    assert duplicates["police_and_ed"] > 1_000
    found = queries.triangulation(COUNTY, audience=PARTNER, on=seen.county.seen_on)
    told = {each.series.indicator: each for each in found.sources}
    assert set(told) == set(queries.TRIANGLE)
    for key, each in told.items():
        assert each.series.provenance.sources == registry.get_indicator(key).contracts
        alone = series(seen.county, key, grain=Grain.ROLLING_12)
        assert each.series.n == alone.n
        assert each.values[0] == 100
    assert all(len(indicator.contracts) == 1 for indicator in registry.indicators().values())


def test_the_planted_ladder_of_deprivation_is_found_and_no_fifth_is_hidden(seen: Seen) -> None:
    """Rates by tenths outside hotspots, two tenths to a fifth; hotspots lie where they lie and make it steeper or not."""
    rates_by_tenth = seen.county.planted["deprivation_gradient"][
        "rate_per_100_000_a_year_by_decile_outside_hotspots"
    ]
    planted = sum(rates_by_tenth[:2]) / sum(rates_by_tenth[-2:])
    for key in (OPEN, SERIOUS, "ed_assaults", "ambulance_assaults"):
        found = gradient.gradient(key, COUNTY, audience=PARTNER, on=seen.county.seen_on)
        whole_years = len(series(seen.county, key, grain=Grain.YEAR, breakdown=gradient.BREAKDOWN))
        assert len(found.gaps) == whole_years, key
        assert found.newest.ends is not None
        assert found.newest.ends.lower > 1.5
        assert found.newest.ends.lower < planted * 2
        assert found.newest.relative is not None
        assert found.newest.relative.lower > 2


def test_the_unequal_burden_that_was_planted_holds_whoever_is_missing(seen: Seen) -> None:
    found = disparities.disparities(SERIOUS, COUNTY, audience=PARTNER, on=seen.county.seen_on)
    planted = seen.county.planted["burden"]
    [group] = [each for each in found.groups if each.title == planted["ethnic_group"]]
    assert group.least.lower > 1
    assert group.recorded.lower < planted["ratio_to_white_in_truth"] < group.recorded.upper


def test_ranges_of_the_survey_hold_what_all_adults_would_say(seen: Seen) -> None:
    pairs = [
        (figure, truth) for figure, truth in answers.told_and_true(seen.county) if figure.value is not None
    ]
    missed = [each for each in pairs if not each[0].lower <= each[1] <= each[0].upper]
    assert len(pairs) > 100
    assert len(missed) <= most(len(pairs), 0.05)
    assert max(abs(figure.value - truth) for figure, truth in pairs) < 12


def test_women_are_found_to_feel_less_safe_after_dark_by_as_much_as_was_planted(seen: Seen) -> None:
    planted = seen.county.planted["community_survey"]["differences"]["women_after_dark"] * 100
    rows = answers.groups_beside(seen.county, "survey_safe_after_dark", "sex")
    assert rows["female"].stands_out
    assert rows["female"].points.lower - 1 <= planted <= rows["female"].points.upper + 1
    assert not answers.groups_beside(seen.county, "survey_worried", "sex")["female"].stands_out


def test_fear_without_risk_is_found_in_its_district_alone(seen: Seen) -> None:
    planted = seen.county.planted["community_survey"]["differences"]
    page = perception.perception(audience=PARTNER, on=seen.county.seen_on)
    assert page is not None
    more = {
        each.fear.area_code: each.says for each in page.districts if each.says.startswith("People worry more")
    }
    assert list(more) == [csp_of(planted["fear_without_risk_in"])]


def test_the_feared_park_stands_first_among_the_places_that_people_marked(seen: Seen) -> None:
    planted = seen.county.planted["unsafe_places"]
    found = marked_places.marked(audience=PARTNER, on=seen.county.seen_on)
    assert found is not None
    first, *others = (figure for _, figure in found.tables[-1].rows)
    assert first.area_code == planted["feared_lsoa"]
    assert all(first.value > 1.5 * (each.value or 0) for each in others)


def test_the_planted_rise_of_cohesion_is_said_and_nothing_is_called_that_did_not_change(seen: Seen) -> None:
    places = [COUNTY, *seen.then.step]
    planted = seen.county.planted["community_survey"]["differences"]["cohesion_per_wave"] * 100
    rise = survey_readings.since_the_first(answers.of(seen.county, answers.KEYS["get_on_well"]))
    least, greatest = (int(n) for n in re.findall(r"it is (\d+) to (\d+) points more", rise)[0])
    assert least <= planted * (len(answers.waves(seen.county)) - 1) <= greatest
    assert rise in seen.county.verdict(answers.KEYS["get_on_well"]).says
    still = [key for question, key in answers.KEYS.items() if question != "get_on_well"]
    found = [seen.county.verdict(key, place) for key in still for place in places]
    called = [each for each in found if each.verdict in {Verdict.IMPROVING, Verdict.WORSENING}]
    moved = [each for each in found if "Beside the first wave" in each.says]
    assert len(found) >= 16
    assert len(called) <= most(len(found), 0.05)
    assert len(moved) <= most(len(found), 0.05)


def test_the_wave_in_other_words_is_left_out_and_said(seen: Seen) -> None:
    shown = answers.of(seen.county, answers.KEYS["safe_after_dark"])
    first = seen.county.planted["community_survey"]["waves"][0]
    assert min(shown.starts) > answers.day_of(first)
    assert any("Asked in other words before" in note for note in shown.provenance.notes)
