"""Quantiles by rank: ties, leftovers, both directions, and the reference's own groups."""

from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import quantiles
from headwater.vocabulary.errors import Invalid

VALUES = st.lists(st.integers(0, 50), min_size=5, max_size=200)


def test_highest_values_are_the_first_quantile_unless_said_otherwise() -> None:
    assert quantiles.quantiles([5, 1, 4, 2], 2).tolist() == [1, 2, 1, 2]
    assert quantiles.quantiles([5, 1, 4, 2], 2, highest_first=False).tolist() == [2, 1, 2, 1]


@given(values=VALUES, number=st.integers(2, 5))
def test_ties_fall_together_and_quantiles_never_run_against_the_values(
    values: list[int], number: int
) -> None:
    found = quantiles.quantiles(values, number, highest_first=False)
    ordered = found[np.argsort(values, kind="stable")]
    assert (np.diff(ordered) >= 0).all()
    assert 1 <= ordered[0] <= ordered[-1] <= number
    pairs = sorted(zip(values, found.tolist(), strict=True))
    assert all(len({q for _, q in same}) == 1 for _, same in groupby(pairs, key=lambda pair: pair[0]))


@given(count=st.integers(2, 300), number=st.integers(2, 10))
def test_without_ties_quantiles_differ_in_size_by_one_at_most(count: int, number: int) -> None:
    if count < number:
        return
    sizes = np.bincount(quantiles.quantiles(np.arange(count), number), minlength=number + 1)[1:]
    assert sizes.max() - sizes.min() <= 1


@given(values=VALUES, seed=st.integers(0, 99))
def test_the_order_of_rows_changes_nothing(values: list[int], seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(values))
    straight, shuffled = quantiles.quantiles(values, 5), quantiles.quantiles(np.array(values)[order], 5)
    assert straight[order].tolist() == shuffled.tolist()


@pytest.mark.parametrize(
    ("values", "number", "says"),
    [
        ([1, 2, 3], 4, "3 values for 4 quantiles"),
        ([1, 2, 3], 1, "two groups or more"),
        ([1, 2, 3], 2.5, "two groups or more"),
        ([1, None, 3], 2, "missing"),
        ([[1, 2], [3, 4]], 2, "one series"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(values: list, number: int, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        quantiles.quantiles(values, number)


@pytest.mark.reference
def test_quantiles_agree_with_the_public_health_reference(oracle) -> None:
    groups = 0
    for case in oracle("phe_quantile.json")["cases"]:
        number, first = case["args"]["nquantiles"], case["args"]["invert"]
        for name in sorted({row["grp"] for row in case["expected"]}):
            rows = [row for row in case["expected"] if row["grp"] == name and row["v"] is not None]
            values, expected = [row["v"] for row in rows], [row["quantile"] for row in rows]
            groups += 1
            if len(values) < number:
                assert set(expected) == {None}
                with pytest.raises(Invalid, match="quantiles"):
                    quantiles.quantiles(values, number, highest_first=first)
            else:
                assert quantiles.quantiles(values, number, highest_first=first).tolist() == expected
    assert groups == 18
