"""Aoristic time: by hand, against times drawn from each range, and no event lost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import aoristic
from headwater.vocabulary.errors import Invalid

RANGES = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 300)), min_size=1, max_size=20)


def test_an_event_is_spread_over_its_range() -> None:
    found = aoristic.aoristic([1, 5], [5, 6], edges=[0, 2, 4, 6])
    assert found == pytest.approx([0.25, 0.5, 0.25 + 1])


def test_an_event_whose_time_is_known_counts_whole() -> None:
    assert aoristic.aoristic([2, 6, -1], [2, 6, -1], edges=[0, 2, 4, 6]).tolist() == [0, 1, 0]


@given(RANGES)
def test_over_a_whole_cycle_no_event_is_lost(ranges: list[tuple[int, int]]) -> None:
    starts, lengths = np.array(ranges).T
    found = aoristic.aoristic(starts, starts + lengths, edges=[0, 8, 16, 24], cycle=24)
    assert found.sum() == pytest.approx(len(ranges))
    assert (found >= -1e-9).all()
    later = aoristic.aoristic(starts + 48, starts + lengths + 48, edges=[0, 8, 16, 24], cycle=24)
    assert later == pytest.approx(found, abs=1e-9)


def test_the_expectation_is_that_of_times_drawn_from_each_range() -> None:
    chance = np.random.default_rng(1)
    starts = chance.uniform(0, 500, 40)
    ends = starts + chance.uniform(0, 90, 40)
    drawn = chance.uniform(starts, ends, (20_000, 40)) % 168
    edges = [0, 24, 100, 168]
    mean = np.histogram(drawn, edges)[0] / 20_000
    assert aoristic.aoristic(starts, ends, edges=edges, cycle=168) == pytest.approx(mean, rel=0.02)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: aoristic.aoristic([1], [1, 2], edges=[0, 1]), "one start and one end"),
        (lambda: aoristic.aoristic([3], [2], edges=[0, 1]), "end before they start"),
        (lambda: aoristic.aoristic([1], [2], edges=[0]), "two or more edges"),
        (lambda: aoristic.aoristic([1], [2], edges=[1, 1]), "two or more edges"),
        (lambda: aoristic.aoristic([1], [2], edges=[0, 25], cycle=24), "between zero"),
        (lambda: aoristic.aoristic([1], [2], edges=[-1, 24], cycle=24), "between zero"),
        (lambda: aoristic.aoristic([1], [2], edges=[0, 1], cycle=0), "above zero"),
        (lambda: aoristic.aoristic([1], [float("nan")], edges=[0, 1]), "missing"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()
