"""Automatic new limits: steps planted and found, noise left alone."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import process_control, rebasing
from headwater.vocabulary.errors import Invalid

LOW = [4.0, 6, 5, 4, 6, 5, 4, 6, 5, 4, 6, 5, 5]
HIGH = [value + 6 for value in LOW]


def positions(values, **options) -> list[int]:
    return [step.at for step in rebasing.steps(values, **options)]


def test_a_step_that_lasted_gets_limits_of_its_own() -> None:
    (step,) = rebasing.steps([*LOW, *HIGH])
    assert (step.at, step.mean_before, step.mean_after) == (13, 5, 11)
    assert step.errors_apart > 4
    chart = process_control.xmr([*LOW, *HIGH], breaks=[step.at])
    assert (chart.mean[0], chart.mean[-1]) == (5, 11)
    assert not chart.provisional.any()


def test_a_step_has_a_reading() -> None:
    (step,) = rebasing.steps([*LOW, *HIGH])
    assert (
        step.says("May 2024")
        == "Limits begin anew with May 2024: the mean went from 5 to 11 and stayed there."
    )


def test_a_step_is_made_only_when_thirteen_values_follow_it() -> None:
    assert positions([*LOW, *HIGH[:12]]) == []
    assert positions([*LOW[:12], *HIGH, *HIGH]) != [12]


def test_a_burst_that_ends_is_no_step() -> None:
    assert positions([*LOW, *HIGH[:6], *LOW, *LOW]) == []


def test_one_wild_value_is_no_step() -> None:
    assert positions([*LOW, *LOW[:6], 40, *LOW, *LOW]) == []


def test_steps_up_and_down_are_both_found() -> None:
    assert positions([*LOW, *LOW, *HIGH, *HIGH, *LOW, *LOW]) == [26, 52]


def test_missing_values_are_skipped_and_positions_stay_those_of_the_series() -> None:
    assert positions([None, *LOW, None, *HIGH]) == [15]


def test_a_declared_break_begins_a_stretch_of_its_own() -> None:
    assert positions([*LOW, *HIGH], breaks=[13]) == []
    assert positions([*LOW, *HIGH, *LOW], breaks=[13]) == [26]


def test_a_step_between_flat_stretches_is_found() -> None:
    (step,) = rebasing.steps([5.0] * 13 + [6.0] * 13)
    assert (step.at, step.errors_apart) == (13, np.inf)
    assert positions([5.0] * 40) == []


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=60))
def test_steps_are_the_same_upside_down_and_leave_whole_stretches(values: list[int]) -> None:
    found = positions(values)
    assert found == positions([-value for value in values])
    ends = [0, *found, len(values)]
    assert all(after - before >= 13 for before, after in pairwise(ends)) or not found


@pytest.mark.parametrize("length", [36, 60])
def test_noise_makes_a_step_in_one_series_in_a_hundred(length: int) -> None:
    found = rebasing.false_steps(length=length)
    assert found.lower <= 0.01
    assert found.value < 0.02


@pytest.mark.parametrize(("size", "least", "most"), [(1, 0.25, 0.55), (1.5, 0.7, 0.95), (2, 0.97, 1)])
def test_steps_are_found_at_the_stated_power(size: float, least: float, most: float) -> None:
    drawn = np.random.default_rng(11).normal(size=(200, 60))
    drawn[:, 30:] += size
    found = [positions(row) for row in drawn]
    assert least <= np.mean([bool(each) for each in found]) <= most
    first = [each[0] for each in found if each]
    assert abs(float(np.median(first)) - 30) <= 2


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: rebasing.steps([1.0]), "at least two"),
        (lambda: rebasing.steps([1.0, 2.0], breaks=[2]), "inside the series"),
        (lambda: rebasing.steps([1.0, "two"]), "not numbers"),
        (lambda: rebasing.false_steps(series=0), "above zero"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()
