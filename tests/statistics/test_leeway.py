"""Which cells can move: by equations, by ranges, and both together, against every table written out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from headwater.statistics import leeway
from headwater.statistics.differencing import Sum
from headwater.statistics.leeway import Leeway
from headwater.vocabulary.errors import Refused

ROW = [Sum("all", ("a", "b", "c"))]  # columns in this order: all, a, b, c
AT = {"all": 0, "a": 1, "b": 2, "c": 3}


@pytest.mark.parametrize(
    ("hidden", "up", "down", "moves"),
    [
        ("0110", "1111", "1111", "0110"),  # two parts against one another
        ("0100", "1111", "1111", "0000"),  # one alone follows
        ("0110", "0110", "0000", "0000"),  # both can only rise, and their total stands
        ("1110", "1110", "0000", "1110"),  # with the total hidden all rise together
        ("0110", "0110", "0010", "0110"),  # one rises, the other falls
        ("0110", "0100", "0000", "0000"),  # the other one is known before
    ],
)
def test_what_can_move_by_hand(hidden: str, up: str, down: str, moves: str) -> None:
    flags = [np.array([each == "1" for each in text]) for text in (hidden, up, down)]
    found = Leeway(leeway.sums_matrix(ROW, AT), flags[1], flags[2]).movable(flags[0])
    assert "".join("1" if each else "0" for each in found) == moves


@settings(max_examples=60)
@given(st.lists(st.integers(0, 4), min_size=6, max_size=6), st.lists(st.booleans(), min_size=12, max_size=12))
def test_what_can_move_is_what_differs_between_tables(make_table, every_table, inner, hide) -> None:
    counts, sums = make_table(np.array(inner).reshape(2, 3))
    at = {cell: place for place, cell in enumerate(counts)}
    true, hidden = np.array(list(counts.values())), np.array(hide)
    most = np.array([4 if cell[1] < 2 and cell[2] < 3 else 24 for cell in counts])
    found = Leeway(leeway.sums_matrix(sums, at), true < most, true > 0).movable(hidden)
    fitting = every_table[(np.where(hidden, every_table <= most, every_table == true)).all(axis=1)]
    assert found.tolist() == (fitting != true).any(axis=0).tolist()


def test_a_programme_without_an_answer_is_a_refusal() -> None:
    with pytest.raises(Refused) as refused:
        leeway.solution(optimize.OptimizeResult(x=None))
    assert refused.value.code == "disclosure_unproven"
