"""Rounding that adds up: next to each count where that can be, least moved, and never a total off its parts."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.statistics import controlled_rounding
from headwater.statistics.controlled_rounding import round_tables
from headwater.statistics.differencing import Cell, Range, Sum
from headwater.vocabulary.errors import Invalid, Refused

ROW = [Sum("all", ("a", "b", "c"))]


def three_way(inner: np.ndarray) -> tuple[dict[Cell, int], list[Sum]]:
    """A table in three ways with every margin."""
    counts: dict[Cell, int] = {}
    sums: list[Sum] = []
    for at in product(*(range(size + 1) for size in inner.shape)):
        open_axes = tuple(axis for axis, place in enumerate(at) if place == inner.shape[axis])
        chosen = tuple(slice(None) if axis in open_axes else place for axis, place in enumerate(at))
        counts[at] = int(inner[chosen].sum())
        sums.extend(
            Sum(at, tuple((*at[:axis], part, *at[axis + 1 :]) for part in range(inner.shape[axis])))
            for axis in open_axes
        )
    return counts, sums


def test_a_total_is_the_sum_of_its_rounded_parts() -> None:
    found = round_tables(ROW, {"all": 36, "a": 12, "b": 12, "c": 12}, base=5)
    assert found.values["all"] == 35
    assert sorted(found.values[part] for part in "abc") == [10, 10, 15]
    assert found.beyond == frozenset()


def test_multiples_stay_and_others_go_to_a_neighbour() -> None:
    found = round_tables(ROW, {"all": 28, "a": 15, "b": 9, "c": 4}, base=5)
    assert found.values == {"all": 30, "a": 15, "b": 10, "c": 5}


def test_what_an_outsider_knows_is_less_than_a_base_away() -> None:
    found = round_tables(ROW, {"all": 13, "a": 0, "b": 9, "c": 4}, base=5)
    assert found.range_of("all") == Range(found.values["all"] - 4, found.values["all"] + 4)
    assert found.range_of("a") == Range(0, 4)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 40), min_size=20, max_size=20), st.integers(2, 10))
def test_every_two_way_table_has_a_rounding_next_to_its_counts(make_table, inner, base: int) -> None:
    """Causey, Cox & Ernst (1985), JASA 80, p. 903-909: with two ways of adding up there always is one."""
    counts, sums = make_table(np.array(inner).reshape(5, 4))
    found = round_tables(sums, counts, base=base)
    assert found.beyond == frozenset()
    _adds_up(sums, counts, found.values, base)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 5), min_size=4, max_size=4))
def test_no_rounding_moves_less(make_table, inner) -> None:
    """Against every choice of neighbours written out."""
    counts, sums = make_table(np.array(inner).reshape(2, 2))
    found = round_tables(sums, counts, base=3)
    choices = [sorted({n // 3 * 3, -(-n // 3) * 3}) for n in counts.values()]
    best = min(
        sum(abs(r - n) for r, n in zip(choice, counts.values(), strict=True))
        for choice in product(*choices)
        if _holds(sums, dict(zip(counts, choice, strict=True)))
    )
    assert sum(abs(found.values[cell] - n) for cell, n in counts.items()) == best


@settings(max_examples=15)
@given(st.lists(st.integers(0, 12), min_size=12, max_size=12))
def test_tables_in_three_ways_add_up_too(inner: list[int]) -> None:
    counts, sums = three_way(np.array(inner).reshape(2, 2, 3))
    found = round_tables(sums, counts, base=5)
    assert _holds(sums, found.values)
    assert all(abs(found.values[cell] - n) < 5 for cell, n in counts.items() if cell not in found.beyond)


def _adds_up(sums: list[Sum], counts: dict[Cell, int], values: dict[Cell, int], base: int) -> None:
    assert _holds(sums, values)
    assert all(value % base == 0 and abs(value - counts[cell]) < base for cell, value in values.items())


def _holds(sums: list[Sum], values: dict[Cell, int]) -> bool:
    return all(values[each.whole] == sum(values[part] for part in each.parts) for each in sums)


@pytest.mark.parametrize(
    ("counts", "base", "says"),
    [
        ({"all": 3, "a": 1, "b": 1, "c": 1}, 1, "2 or more"),
        ({"all": 3, "a": 1, "b": 1}, 5, "no count"),
        ({"all": 4, "a": 1, "b": 1, "c": 1}, 5, "do not add up"),
        ({"all": -1, "a": -1, "b": 0, "c": 0}, 5, "below zero"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(counts, base: int, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        round_tables(ROW, counts, base=base)


def test_a_search_beyond_its_budget_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(controlled_rounding, "MOST_NODES", 0)
    counts, sums = three_way(np.random.default_rng(1).integers(0, 9, (5, 5, 5)))
    with pytest.raises(Refused) as refused:
        round_tables(sums, counts, base=5)
    assert refused.value.code == "rounding_undecided"


def test_a_table_in_three_ways_without_a_near_rounding_goes_a_base_further_and_says_so() -> None:
    """No choice of neighbours adds up here, as is shown by trying them all."""
    inner = np.array([0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1]).reshape(3, 2, 2)
    counts, sums = three_way(inner)
    for ups in product((0, 2), repeat=int(inner.sum())):
        tried = np.zeros_like(inner)
        tried[inner == 1] = ups
        assert any(abs(value - counts[cell]) >= 2 for cell, value in three_way(tried)[0].items())
    found = round_tables(sums, counts, base=2)
    assert _holds(sums, found.values)
    assert found.beyond
