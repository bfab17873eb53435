"""Checks of amounts: the rules by hand and against their definition cell by cell; ACRO's standing values."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics.dominance import ACRO, Checks, check_amounts
from headwater.vocabulary.errors import Invalid

ANY = Checks(threshold=1)


@pytest.mark.parametrize(
    ("amounts", "dominated", "worked_out"),
    [
        ([50, 40, 30], False, False),
        ([90, 5, 4], True, True),  # 95 of 99; the rest of 4 is under 9
        ([45, 45, 10], False, False),  # exactly 0.9 is not over it
        ([46, 45, 9], True, False),  # 91 of 100; the rest of 9 is over 4.6
        ([100, 1, 10], True, True),  # 110 of 111; the rest of 1 is under 10
        ([7], True, True),
        ([7, 8], True, True),
    ],
)
def test_the_rules_by_hand(amounts: list[int], dominated: bool, worked_out: bool) -> None:
    found = check_amounts([0] * len(amounts), amounts, ANY, size=1)
    assert (bool(found.dominated[0]), bool(found.worked_out[0])) == (dominated, worked_out)


@pytest.mark.parametrize(("many", "too_few"), [(0, False), (1, True), (9, True), (10, False)])
def test_fewer_contributors_than_the_threshold_are_too_few(many: int, too_few: bool) -> None:
    found = check_amounts([0] * many + [1], range(1, many + 2), size=2)
    assert bool(found.too_few[0]) == too_few


def test_contributors_who_are_all_alike_are_unsafe() -> None:
    found = check_amounts([0] * 12 + [1] * 12, [5] * 12 + [5] * 11 + [6], size=2)
    assert (found.all_alike.tolist(), found.unsafe.tolist()) == ([True, False], [True, False])


@pytest.mark.parametrize("disclosive", [True, False])
def test_zeros_are_disclosive_or_not(disclosive: bool) -> None:
    found = check_amounts([0, 0, 1], [0, 0, 4], Checks(zeros_are_disclosive=disclosive), size=3)
    assert found.nothing_there.tolist() == [disclosive, False, disclosive]
    assert not found.dominated[0]
    assert not found.worked_out[0]


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 50)), min_size=1, max_size=40),
    st.integers(1, 4),
    st.permutations(range(40)),
)
def test_each_cell_is_judged_as_the_rules_are_written(rows, largest: int, order) -> None:
    rules = Checks(threshold=3, largest=largest)
    shuffled = [rows[at] for at in order if at < len(rows)]
    found = check_amounts(*zip(*shuffled, strict=True), rules, size=5)
    for cell in range(5):
        own = sorted((amount for at, amount in rows if at == cell), reverse=True)
        assert (found.contributors[cell], found.totals[cell]) == (len(own), sum(own))
        assert found.too_few[cell] == (0 < len(own) < 3)
        assert found.dominated[cell] == (sum(own[:largest]) > 0.9 * sum(own))
        assert found.worked_out[cell] == (bool(own) and sum(own[2:]) < 0.1 * own[0])


def test_a_model_without_room_may_not_leave() -> None:
    assert [ACRO.allows_model(freedom) for freedom in (0, 9, 10)] == [False, False, True]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: Checks(share=90), "between 0 and 1"),
        (lambda: Checks(within=1.5), "between 0 and 1"),
        (lambda: Checks(largest=0), "1 or more"),
        (lambda: check_amounts([0], [-1], size=1), "below zero"),
        (lambda: check_amounts([0], [np.nan], size=1), "missing"),
        (lambda: check_amounts([0, 1], [1], size=2), "differ in length"),
        (lambda: check_amounts([2], [1], size=2), "from 0 to 1"),
        (lambda: check_amounts([], [], size=2), "no cells"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


@pytest.mark.reference
def test_standing_values_are_those_of_acro(oracle) -> None:
    text = oracle("disclosure_rules.json")["rules"]["acro_default"]["text"]
    numbers = [
        float(each)
        for each in re.findall(r"threshold (\d+); nk n=(\d+) k=([\d.]+); p-ratio ([\d.]+); dof (\d+)", text)[
            0
        ]
    ]
    assert numbers == [ACRO.threshold, ACRO.largest, ACRO.share, ACRO.within, ACRO.degrees_of_freedom]
    assert ("zeros disclosive true" in text) == ACRO.zeros_are_disclosive
