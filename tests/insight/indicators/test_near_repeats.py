"""Near repeats: planted runs of robberies are found, chance is not, and nothing small is told."""

from datetime import date

import numpy as np
import pytest
from insight import county, planting

from headwater.governance.partners import actions as partner_actions
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import actions, near_repeats, queries
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Release
from headwater.vocabulary.errors import Refused
from headwater.vocabulary.states import FigureState

ON = date(2025, 6, 1)
KEY = "serious_violence"


def refreshed(rows) -> dict[str, object]:
    if partners.current_agreement("police_recorded_crime", on=ON) is None:
        county.sign_agreement("police_recorded_crime")
    given = county.tables(police_recorded_crime_located=rows)
    actions.refresh(given, by=partners.operator(), only=[KEY])
    found = queries.near_repeat(KEY, audience=Audience.PARTNER, on=ON)
    return {each.of: each for each in found}


def test_planted_runs_are_found_in_what_they_were_planted_in_alone(db) -> None:
    rows = planting.with_runs(planting.scattered(200), of=60) + planting.scattered(300, seed=3, ho_class="8N")
    found = refreshed(rows)
    robbery, violence = found["robbery"], found["violence"]
    first = robbery.bands[0]
    assert robbery.word == "raised"
    assert first.is_raised
    assert first.figure.value > 5
    assert first.figure.n >= 60
    assert robbery.says.startswith("Robbery: within 200 metres and 7 days of one, others are ")
    assert robbery.says.endswith("The raised risk lasts about 7 days.")
    assert violence.word == "as_chance"
    assert "no sign that one brings another" in violence.says
    assert first.figure.period.words() == "April 2024 to March 2025"


def test_chance_alone_is_called_a_run_no_more_often_than_stated(db) -> None:
    raised = 0
    for seed in range(60):
        rows = planting.scattered(150, seed=seed)
        days = np.array([(row["committed_from"].date() - planting.FIRST).days for row in rows])
        points = np.array([[row["easting"], row["northing"]] for row in rows])
        p = near_repeats.adjusted(near_repeats.knox(points, days))
        raised += bool(p[0] <= near_repeats.LEVEL)
    assert raised / 60 <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 60)


def test_too_few_events_say_nothing(db) -> None:
    found = refreshed(planting.with_runs(planting.scattered(60), of=30))
    assert found["robbery"].word == "too_few"
    assert "too few with an exact place and day" in found["robbery"].says
    assert {band.figure.state for band in found["robbery"].bands} == {FigureState.NOT_APPLICABLE}
    assert {band.p for band in found["robbery"].bands} == {None}


def test_small_numbers_of_pairs_are_hidden_with_their_ratio_and_p(db) -> None:
    found = refreshed(planting.with_runs(planting.scattered(120), of=30))["robbery"]
    hidden = [band for band in found.bands if band.figure.state is FigureState.SUPPRESSED]
    assert hidden
    assert all((band.figure.n, band.figure.value, band.p) == (None, None, None) for band in hidden)
    assert not any(band.is_raised for band in hidden)
    shown = [band.figure.n for band in found.bands if band.figure.state is FigureState.VALUE]
    assert all(n > 4 for n in shown)


def test_no_hidden_number_of_pairs_follows_from_the_sum(db) -> None:
    rows = planting.with_runs(planting.scattered(150), of=40) + planting.scattered(300, seed=3, ho_class="8N")
    refreshed(rows)
    made = Release.objects.get(indicator=near_repeats.key_of(KEY), superseded_by=None)
    cells = {each.category: each.figure() for each in release.of_release(made)}
    assert cells["all"].state is FigureState.VALUE
    hidden = [each for each in cells.values() if each.state is FigureState.SUPPRESSED]
    assert len(hidden) >= 2
    rest = cells["all"].n - sum(each.n or 0 for key, each in cells.items() if key != "all")
    assert rest > len(hidden)


def test_several_records_of_one_incident_count_once_and_vague_ones_not_at_all(db) -> None:
    rows = planting.scattered(200)
    twice = [*rows, *rows]
    vague = [planting.crime(day, day, day, lasts_days=3) for day in range(100)]
    elsewhere = [planting.crime(day, day, day, lsoa="E01999999") for day in range(100)]
    once = refreshed(rows)["robbery"]
    again = refreshed(twice + vague + elsewhere)["robbery"]
    assert [band.figure.n for band in again.bands] == [band.figure.n for band in once.bands]
    assert again.provenance.located_share == 400 / 500


def test_only_partners_see_near_repeats_and_only_under_the_agreement(db) -> None:
    refreshed(planting.with_runs(planting.scattered(200), of=60))
    assert queries.near_repeat(KEY, audience=Audience.PUBLIC, on=ON) == []
    made = Release.objects.filter(indicator=near_repeats.key_of(KEY))
    assert {each.audience for each in made} == {"partner"}
    agreement = partners.current_agreement("police_recorded_crime", on=ON)
    partner_actions.end_agreement(agreement, reason="The test is over.", by=partners.operator())
    with pytest.raises(Refused):
        queries.near_repeat(KEY, audience=Audience.PARTNER, on=date(2031, 1, 1))


def test_a_year_that_is_not_whole_is_not_told_of(db) -> None:
    rows = [row for row in planting.scattered(200) if row["recorded_on"] < date(2025, 2, 1)]
    assert refreshed(rows) == {}


def test_how_long_a_raised_risk_lasts_is_said() -> None:
    assert near_repeats.says([0.01, 0.01, 0.01, 1, 1, 1], 4).endswith("lasts about 28 days.")
    assert near_repeats.says([0.01, 0.01, None, 1, 1, 1], 4).endswith("lasts about 14 days.")
    assert near_repeats.says([None] * 6, None).startswith("too few")
