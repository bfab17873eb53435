"""Exact elimination: rows hold at every solution, nothing is rounded, contradictions are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import elimination
from headwater.statistics.elimination import CONSTANT
from headwater.vocabulary.errors import Invalid

FACTORS = st.lists(st.lists(st.integers(-10, 10), min_size=4, max_size=4), min_size=1, max_size=6)


@given(FACTORS, st.lists(st.integers(-(10**12), 10**12), min_size=4, max_size=4))
def test_reduced_rows_hold_wherever_the_rows_do(factors: list[list[int]], at: list[int]) -> None:
    rows = []
    for row in factors:
        terms = {place: factor for place, factor in enumerate(row) if factor}
        constant = -sum(factor * at[place] for place, factor in terms.items())
        rows.append(terms | ({CONSTANT: constant} if constant else {}))
    found = elimination.reduced(rows)
    for pivot, row in found.items():
        assert sum(factor * (1 if place == CONSTANT else at[place]) for place, factor in row.items()) == 0
        assert row[pivot] > 0
        assert not set(row) & set(found) - {pivot}


def test_rows_that_contradict_one_another_are_refused() -> None:
    with pytest.raises(Invalid, match="contradict"):
        elimination.reduced([{0: 1, CONSTANT: -1}, {0: 1, CONSTANT: -2}])
