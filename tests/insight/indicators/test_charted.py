"""What is read of released months: jumps, a second reading where the level moved, runs where there are too few, targets."""

from datetime import date

import numpy as np
import pytest
from insight import drafts

from headwater.governance.partners import queries as partners
from headwater.insight.indicators import charted, charting, findings, queries, registry
from headwater.insight.indicators.said import ReleasedChart
from headwater.insight.release import actions as release_actions
from headwater.insight.release.draft import Audience, Method, Origin
from headwater.vocabulary.periods import Grain

AREA, ON = "E23900001", date(2026, 1, 1)
VIOLENCE, WEAPONS = "police_street_violence", "police_street_weapons"


def read(counts: list[float], *, indicator: str = VIOLENCE, policy: str = "already-public") -> ReleasedChart:
    """Months from April 2022, let out and read as a refresh would."""
    draft = drafts.make_draft(
        [[counts]],
        indicator=indicator,
        policy=policy,
        grain=Grain.MONTH,
        method=Method.RATE,
        per=100_000,
        people=np.full((1, 1, len(counts)), 500_000.0),
        origin=Origin(("police_street",), "The police", "made", date(2025, 12, 5)),
    )
    for each in release_actions.publish(draft, audience=Audience.PUBLIC, by=partners.operator()):
        findings.keep(each, registry.get_indicator(indicator), {}, None)
    return queries.chart(indicator, AREA, audience=Audience.PUBLIC, on=ON)


def steady(mean: float, length: int = 26, *, seed: int = 3) -> list[float]:
    return np.random.default_rng(seed).poisson(mean, length).astype(float).tolist()


@pytest.mark.django_db
def test_a_level_that_moved_and_stayed_is_a_second_reading_beside_the_first() -> None:
    found = read(steady(100, 24) + steady(60, 20, seed=4))
    assert len(set(found.mean)) == 1  # the first reading keeps its one mean
    assert found.level is not None
    (step,) = found.level.steps
    assert step[0] == date(2024, 4, 1)
    assert found.level.says.startswith("The level since April 2024 is about 6")
    assert "before, it was about " in found.level.says
    assert found.level.mean[0] > 90
    assert found.level.mean[-1] < 70
    assert found.says.startswith("Special cause")


@pytest.mark.django_db
def test_where_nothing_moved_there_is_no_second_reading() -> None:
    assert read(steady(100, 44)).level is None


@pytest.mark.django_db
def test_a_wild_jump_is_told_and_so_is_a_quiet_series() -> None:
    counts = steady(100)
    quiet = read(counts)
    assert quiet.moving is not None
    assert not any(quiet.moving.wild)
    counts[20] = 300
    wild = read(counts).moving
    assert wild is not None
    assert wild.says == "The jump to January 2024 is larger than usual, and 1 before it."
    assert wild.ranges[0] is None
    assert wild.ranges[20] == 300 - counts[19]


@pytest.mark.django_db
def test_months_too_few_for_limits_are_read_as_runs_where_they_can_be() -> None:
    mixed = read([1.0, 4.0] * 13)
    assert (mixed.is_charted, mixed.is_read) == (False, True)
    assert set(mixed.median) == {2.5}
    assert mixed.says.startswith("Too few for limits, enough for a run chart. Common cause")
    moved = read([1.0] * 13 + [4.0] * 13)
    assert "Special cause: 13 points in a row" in moved.says


@pytest.mark.django_db
@pytest.mark.parametrize("counts", [[0.0, 0.0, 1.0] * 9, [3.0] * 26, [2.0, 3.0]])
def test_months_too_few_even_for_runs_have_the_honest_sentence(counts: list[float]) -> None:
    found = read(counts)
    assert not found.is_read
    assert found.says == charted.TOO_FEW


@pytest.mark.django_db
def test_hidden_months_make_no_chart_of_any_kind() -> None:
    found = read([*steady(9), 2.0, 3.0], policy="local")
    assert not found.is_read
    assert found.says == charted.HIDDEN


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("target", "word"), [(300, "consistently_pass"), (10, "consistently_fail"), (100, "inconsistent")]
)
def test_limits_say_whether_a_target_would_be_met(target: float, word: str) -> None:
    said = charting.against(read(steady(100)), target)
    assert (said.word, said.target) == (word, target)
    assert said.says.startswith("As it stands, the target will be m")


@pytest.mark.django_db
def test_a_target_is_held_against_no_chart_nor_where_neither_way_is_good() -> None:
    assert charting.against(read([0.0, 1.0] * 13), 3).says == charting.NO_LIMITS
    both = charting.against(read(steady(100), indicator=WEAPONS), 90)
    assert (both.word, both.says) == ("", charting.NO_GOOD_WAY)


@pytest.mark.django_db
def test_a_target_beside_a_special_cause_says_to_wait() -> None:
    said = charting.against(read([*steady(100), 300.0]), 50)
    assert said.says.endswith(charting.UNSETTLED)


@pytest.mark.django_db
def test_breaks_with_no_month_between_them_make_one_new_stretch(tmp_path, settings) -> None:
    settings.HEADWATER_HOME = tmp_path
    (tmp_path / "content").mkdir()
    said = [
        f'[[break]]\nsource = "police_street"\nmonth = "{month}"\nsays = "Counted another way."'
        for month in ("2023-01", "2023-03")
    ]
    (tmp_path / "content" / "recording_breaks.toml").write_text("\n".join(said))
    counts = steady(100)
    counts[9:11] = [float("nan")] * 2
    found = read(counts)
    assert found.is_charted
    assert set(found.segment) == {0, 1}
