"""Originators and repeats: every pair compared by hand, agreement with the Knox table, days that tie."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import near_repeat, near_repeat_links
from headwater.vocabulary.errors import Invalid

EVENTS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 30)), min_size=2, max_size=15
)


@given(EVENTS)
def test_links_are_those_of_every_pair_compared(events: list[tuple[int, int, int]]) -> None:
    points, days = [[x, y] for x, y, _ in events], [day for _, _, day in events]
    found = near_repeat_links.links(points, days, within_m=15, within_days=7)
    by_hand = [
        (one, other)
        for one, other in permutations(range(len(days)), 2)
        if np.hypot(*np.subtract(points[one], points[other])) <= 15 and 0 < days[other] - days[one] <= 7
    ]
    assert list(zip(found.earlier.tolist(), found.later.tolist(), strict=True)) == sorted(by_hand)
    followed, followers = {one for one, _ in by_hand}, {other for _, other in by_hand}
    assert set(np.flatnonzero(found.originator).tolist()) == followed - followers
    assert set(np.flatnonzero(found.repeat).tolist()) == followers
    assert found.followers.sum() == len(by_hand)
    assert found.repeat_share == len(followers) / len(days)


def test_links_are_the_pairs_that_the_knox_table_counts() -> None:
    chance = np.random.default_rng(1)
    points, days = chance.integers(0, 2000, (200, 2)), chance.integers(0, 60, 200)
    table = near_repeat.knox(
        points,
        days,
        distance_bands_m=[0, 300],
        day_bands=[0, 14],
        permutations=0,
        seed=1,
        closed="right and first",
    )
    same = near_repeat.knox(
        points,
        days,
        distance_bands_m=[0, 300],
        day_bands=[0, 1],
        permutations=0,
        seed=1,
        closed="left and last",
    )
    found = near_repeat_links.links(points, days, within_m=300, within_days=14)
    one_day_apart = (np.abs(days[found.earlier] - days[found.later]) == 1).sum()
    assert found.earlier.size == table.observed.item() - (same.observed.item() - one_day_apart)


def test_of_one_day_neither_is_first() -> None:
    found = near_repeat_links.links([[0, 0], [1, 0], [2, 0]], [4, 4, 5], within_m=1, within_days=7)
    assert found.same_day.tolist() == [True, True, False]
    assert found.originator.tolist() == [False, True, False]
    assert found.repeat.tolist() == [False, False, True]


def test_one_place_alone_may_be_asked_for() -> None:
    found = near_repeat_links.links([[3, 3], [3, 3], [3, 4]], [1, 2, 3], within_m=0, within_days=7)
    assert (found.earlier.tolist(), found.later.tolist()) == ([0], [1])


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"days": [1]}, "one day for each"),
        ({"days": [1, 1.5]}, "must be whole"),
        ({"within_m": -1}, "below zero"),
        ({"within_days": 0}, "one day or more"),
        ({"points_xy": [[1, 1]], "days": [1]}, "two events"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(changed: dict, says: str) -> None:
    given_ = {"points_xy": [[0, 0], [1, 1]], "days": [1, 2], "within_m": 5, "within_days": 3} | changed
    with pytest.raises(Invalid, match=says):
        near_repeat_links.links(**given_)
