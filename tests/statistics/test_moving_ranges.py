"""Moving ranges: by hand, at gaps and breaks, beside the limits they make, and how often chance alone is wild."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import moving_ranges, process_control
from headwater.vocabulary.errors import Invalid

NAMES = [f"month {at}" for at in range(60)]


def test_neighbours_of_a_missing_value_become_neighbours_and_a_break_parts_them() -> None:
    found = moving_ranges.moving_ranges([4, 6, None, 9, 20, 22], breaks=[4])
    assert found.ranges == (None, 2, None, 3, None, 2)
    assert found.mean.tolist() == [2.5] * 4 + [2.0] * 2


def test_a_wild_jump_is_named_and_is_what_the_chart_of_values_leaves_out() -> None:
    values = [5, 7, 6, 8, 7, 5, 7, 6, 60, 8, 6, 7, 5, 6, 7, 6]
    found = moving_ranges.moving_ranges(values)
    assert found.wild.nonzero()[0].tolist() == [8, 9]
    assert found.says(NAMES) == "The jump to month 9 is larger than usual, and 1 before it."
    kept = [
        each for each, wild in zip(found.ranges, found.wild, strict=True) if each is not None and not wild
    ]
    assert process_control.xmr(values).upper[0] == pytest.approx(np.mean(values) + 2.66 * np.mean(kept))


def test_a_series_that_never_moves_has_no_wild_jump() -> None:
    found = moving_ranges.moving_ranges([3] * 8)
    assert not found.wild.any()
    assert found.says(NAMES) == "No jump from one period to the next is larger than usual."


def test_where_no_two_values_follow_one_another_nothing_is_said() -> None:
    found = moving_ranges.moving_ranges([3, 5], breaks=[1])
    assert found.latest is None
    assert found.says(NAMES).startswith("No two values follow one another")


def test_chance_alone_is_wild_about_once_in_a_hundred() -> None:
    drawn = np.random.default_rng(5).normal(size=(400, 60))
    share = np.mean([moving_ranges.moving_ranges(row).wild.sum() / 59 for row in drawn])
    assert 0.005 < share < 0.015


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=40), st.floats(-1e6, 1e6))
def test_a_shift_of_the_whole_series_changes_no_range(values: list[float], by: float) -> None:
    here = moving_ranges.moving_ranges(values).ranges[1:]
    there = moving_ranges.moving_ranges([value + by for value in values]).ranges[1:]
    assert np.allclose(np.array(here, float), np.array(there, float), atol=1e-6)


@pytest.mark.parametrize("values", [[1.0], [], [1, np.inf], ["a", "b"]])
def test_what_is_no_series_is_refused(values: list[float]) -> None:
    with pytest.raises(Invalid):
        moving_ranges.moving_ranges(values)
