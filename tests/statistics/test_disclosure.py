"""Primary suppression and rounding: the published rule, value by value, and what an outsider knows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import disclosure
from headwater.statistics.disclosure import HES_ECDS, Policy
from headwater.vocabulary.errors import Invalid

POLICIES = st.builds(Policy, st.just(1), st.integers(1, 9), st.integers(1, 12), st.booleans())


# NHS Digital (2018): 0 stays, 1 to 7 hidden, all else to the nearest 5
@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, 0), (1, None), (7, None), (8, 10), (12, 10), (13, 15), (1247, 1245), (1248, 1250)],
)
def test_the_hes_rule_shows_what_was_published(count: int, shown: int | None) -> None:
    found = disclosure.suppress([count], HES_ECDS)
    assert (None if found.hidden[0] else int(found.values[0])) == shown


@pytest.mark.parametrize(
    ("policy", "shown"),
    [
        (disclosure.ONS_TEN_FIVE, [0, None, None, 10, 10, 15]),
        (disclosure.ACRO, [None, None, None, 10, 12, 13]),
    ],
    ids=["ONS", "ACRO"],
)
def test_named_policies_show_what_their_rules_say(policy: Policy, shown: list[int | None]) -> None:
    found = disclosure.suppress([0, 1, 9, 10, 12, 13], policy)
    values = found.values.tolist()
    assert [None if gone else n for n, gone in zip(values, found.hidden, strict=True)] == shown


def test_a_policy_may_hide_zero_too() -> None:
    found = disclosure.suppress([0, 3, 8], Policy(1, 5, 1, hide_zero=True))
    assert found.hidden.tolist() == [True, True, False]
    assert found.least.tolist() == [0, 0, 8]


def test_a_policy_may_leave_ones_and_twos_shown() -> None:
    found = disclosure.suppress([2, 3], Policy(3, 5, 5))
    assert (found.least.tolist(), found.greatest.tolist()) == ([0, 3], [2, 5])


def test_an_even_base_rounds_its_half_up() -> None:
    assert disclosure.round_to_base([4, 5, 14, 15], 10).tolist() == [0, 10, 10, 20]


@given(st.lists(st.integers(0, 200), min_size=1, max_size=30), POLICIES)
def test_the_range_an_outsider_knows_holds_the_count(counts: list[int], policy: Policy) -> None:
    found = disclosure.suppress(counts, policy)
    assert (found.least <= counts).all()
    assert (found.greatest >= counts).all()


@given(st.integers(0, 100), POLICIES)
def test_the_range_holds_exactly_the_counts_that_show_alike(count: int, policy: Policy) -> None:
    everything = disclosure.suppress(np.arange(300), policy)
    found = disclosure.suppress([count], policy)
    alike = (everything.values == found.values[0]) & (everything.hidden == found.hidden[0])
    assert (found.least[0], found.greatest[0]) == (np.flatnonzero(alike)[0], np.flatnonzero(alike)[-1])


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: Policy(0, 5), "from 1 or more"),
        (lambda: Policy(4, 3), "no smaller"),
        (lambda: Policy(2, 5, hide_zero=True), "hides from 1 on"),
        (lambda: Policy(1, 5, round_base=0), "rounding base"),
        (lambda: disclosure.round_to_base([1], 0), "rounding base"),
        (lambda: disclosure.suppress([1.5], HES_ECDS), "not whole"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


@pytest.mark.reference
def test_every_case_of_the_published_rule_holds(oracle) -> None:
    cases = oracle("disclosure_rules.json")["rules"]["nhs_england_hes_ecds_2018"]["cases"]
    found = disclosure.suppress([case["n"] for case in cases], HES_ECDS)
    shown = [
        "*" if hidden else value for hidden, value in zip(found.hidden, found.values.tolist(), strict=True)
    ]
    assert shown == [case["shown"] for case in cases]
