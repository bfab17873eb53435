"""Early warning from the last few weeks: each method by hand, the reference's four series, and where it is wrong."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from headwater.statistics import ears
from headwater.vocabulary.errors import Invalid

WEEKS = st.lists(st.integers(0, 200), min_size=12, max_size=40)
STEADY = [4, 6, 5, 4, 6, 5, 5, 4, 6, 5, 5, 4]


def plainly(counts: list[int], at: int, method: ears.Method, z: float, least: float) -> float:
    """The bound of one week, written out."""
    if method == "C1":
        before = counts[at - 7 : at]
        return float(np.mean(before) + z * max(np.std(before, ddof=1), least))

    def middle(week: int) -> tuple[float, float]:
        before = counts[week - 9 : week - 2]
        return float(np.mean(before)), max(float(np.std(before, ddof=1)), least)

    mean, spread = middle(at)
    if method == "C2":
        return mean + z * spread
    past = [(counts[week] - middle(week)[0]) / middle(week)[1] for week in (at - 1, at - 2)]
    return mean + spread * max(1.0, z - sum(max(0.0, each - 1) for each in past))


@given(WEEKS, st.sampled_from(["C1", "C2", "C3"]))
def test_each_week_has_the_bound_that_its_method_says(counts: list[int], method: ears.Method) -> None:
    found = ears.early_warning(counts, method=method)
    first = {"C1": 7, "C2": 9, "C3": 11}[method]
    assert found.judged.tolist() == [at >= first for at in range(len(counts))]
    for at in range(first, len(counts)):
        bound = plainly(counts, at, method, 3.0, 0.5)
        assert float(found.bound[at]) == pytest.approx(bound)
        assert float(found.expected[at]) <= float(found.bound[at])
        assert bool(found.alarm[at]) is bool(counts[at] > found.bound[at])


def test_before_there_is_a_baseline_nothing_is_judged() -> None:
    found = ears.early_warning([90, *STEADY])
    assert not found.alarm[0]
    assert np.isinf(found.bound[:9]).all()
    assert np.isfinite(found.bound[9:]).all()


@pytest.mark.parametrize("method", ["C1", "C2", "C3"])
def test_a_jump_is_an_alarm(method: ears.Method) -> None:
    assert bool(ears.early_warning([*STEADY, 30], method=method).alarm[-1])


def test_c3_adds_up_what_three_weeks_have_in_excess() -> None:
    climbing = [*(10 * count for count in STEADY), 68, 68, 68]
    assert not ears.early_warning(climbing, method="C2").alarm.any()
    assert bool(ears.early_warning(climbing, method="C3").alarm[-1])


def test_c3_raises_no_alarm_by_memory_alone() -> None:
    found = ears.early_warning([*STEADY, 30, 30, 5], method="C3")
    assert found.alarm[-3:].tolist() == [True, True, False]


def test_one_event_after_quiet_weeks_is_no_alarm() -> None:
    assert not ears.early_warning([0] * 12 + [1]).alarm.any()
    assert ears.early_warning([0] * 12 + [2]).alarm[-1]


@pytest.mark.parametrize(
    ("newest", "says"),
    [
        (30, "Worth a look: 30 in week 9, where the weeks before make 5 usual and up to 7 no surprise."),
        (6, "As usual: 6 in week 9, where the weeks before make 5 usual."),
        (None, "There is no count for week 9."),
    ],
)
def test_the_newest_week_has_a_reading(newest: int | None, says: str) -> None:
    assert ears.early_warning([*STEADY, newest]).says("week 9") == says


def test_weeks_not_collected_are_skipped() -> None:
    holed = ears.early_warning([*STEADY[:5], None, *STEADY[5:], float("nan"), 30])
    whole = ears.early_warning([*STEADY, 30])
    assert holed.bound[-1] == whole.bound[-1]
    assert holed.counts[5] is None
    assert not holed.judged[[5, -2]].any()
    assert holed.alarm.sum() == 1


def test_the_stated_chance_of_an_alarm_is_that_of_a_predicted_value() -> None:
    assert ears.chance_of_alarm() == pytest.approx(stats.t.sf(3 / np.sqrt(8 / 7), 6))
    chance = np.random.default_rng(8)
    drawn = np.round(chance.normal(1000, 50, (4000, 8)))
    raised = np.mean([ears.early_warning(row, method="C1").alarm[-1] for row in drawn])
    assert raised == pytest.approx(ears.chance_of_alarm(), abs=0.006)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: ears.early_warning([1] * 9), "C2 needs 10 weeks"),
        (lambda: ears.early_warning([1] * 11, method="C3"), "C3 needs 12 weeks"),
        (lambda: ears.early_warning([1] * 12, baseline=2), "three weeks"),
        (lambda: ears.early_warning([1] * 12, z=0), "above zero"),
        (lambda: ears.early_warning([1] * 12, least_spread=0), "above zero"),
        (lambda: ears.early_warning([1.5] * 12), "not whole"),
        (lambda: ears.early_warning([-1] * 12), "below zero"),
        (lambda: ears.early_warning(["a"] * 12), "not numbers"),
        (lambda: ears.early_warning([[1] * 12]), "one series"),
        (lambda: ears.early_warning([]), "at least one"),
        (lambda: ears.chance_of_alarm(baseline=2), "three weeks"),
        (lambda: ears.chance_of_alarm(z=-1), "above zero"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


@pytest.mark.reference
@pytest.mark.parametrize(
    ("run", "method", "baseline", "least"),
    [("earsC1", "C1", 7, 1e-300), ("earsC2", "C2", 7, 1e-300), ("earsC1_b14", "C1", 14, 0.5)],
)
def test_bounds_and_alarms_are_those_of_the_reference(
    oracle, run: str, method: ears.Method, baseline: int, least: float
) -> None:
    for counts, expected in _runs(oracle, run):
        z = float(stats.norm.isf(expected["args"]["alpha"]))
        found = ears.early_warning(counts, method=method, baseline=baseline, z=z, least_spread=least)
        assert found.bound[312:].tolist() == pytest.approx(expected["upperbound"], rel=1e-6, abs=1e-9)
        assert found.alarm[312:].tolist() == [bool(alarm) for alarm in expected["alarm"]]


@pytest.mark.reference
def test_the_reference_makes_the_bound_of_c3_around_the_count_itself(oracle) -> None:
    """So a jump after two quiet weeks raises no alarm there; here it does."""
    z, missed = float(stats.norm.isf(0.001)), 0
    for counts, expected in _runs(oracle, "earsC3"):
        c2 = ears.early_warning(counts, method="C2", z=z, least_spread=1e-300)
        spread = (c2.bound - c2.expected) / z
        found = ears.early_warning(counts, method="C3", z=z)
        for at, (theirs, alarm) in enumerate(
            zip(expected["upperbound"], expected["alarm"], strict=True), start=312
        ):
            if theirs is None or spread[at - 2 : at].min() < 1e-9:  # a flat baseline: NaN there
                continue
            before = [(counts[week] - c2.expected[week]) / spread[week] for week in (at - 1, at - 2)]
            lowered = z - sum(max(0.0, each - 1) for each in before)
            assert theirs == pytest.approx(max(0.0, counts[at] + spread[at] * lowered), rel=1e-6)
            missed += int(bool(found.alarm[at]) and not alarm)
    assert missed > 10


def _runs(oracle, method: str) -> list[tuple[list[int], dict]]:
    """Each series of the reference with its run of one method, on the newest 104 weeks."""
    found = [
        (series["counts"], run)
        for series in oracle("surveillance.json")["series"].values()
        for run in series["results"]
        if run["method"] == method
    ]
    assert len(found) == 4
    return found
