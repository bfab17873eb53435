"""Rate ratios with the missing ethnicity bounded: truth table of directions, and no truth outside the bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import disproportionality, rates
from headwater.statistics.disproportionality import Counted, Holds
from headwater.vocabulary.errors import Invalid


@pytest.mark.parametrize(
    ("group", "reference", "missing", "holds"),
    [
        (120, 300, 60, Holds.HIGHER_WHOEVER_IS_MISSING),
        (120, 300, 2000, Holds.DEPENDS_ON_THE_MISSING),
        (40, 300, 0, Holds.DEPENDS_ON_THE_MISSING),  # 1.2 times, within chance
        (8, 300, 5, Holds.LOWER_WHOEVER_IS_MISSING),
        (8, 300, 40, Holds.DEPENDS_ON_THE_MISSING),
    ],
)
def test_direction_holds_only_where_the_missing_cannot_undo_it(
    group: int, reference: int, missing: int, holds: Holds
) -> None:
    found = disproportionality.disparity(Counted(group, 20_000), Counted(reference, 180_000), missing=missing)
    assert found.holds is holds


def test_nothing_missing_leaves_one_ratio() -> None:
    found = disproportionality.disparity(Counted(12, 1000), Counted(30, 5000), missing=0)
    assert found.recorded == found.least == found.most
    assert found.recorded == rates.rate_ratio(12, 30, exposure=1000, reference_exposure=5000)
    assert (found.missing_share, found.turns_at) == (0, None)


def test_share_missing_counts_the_other_groups_too() -> None:
    found = disproportionality.disparity(Counted(12, 1000), Counted(30, 5000), missing=8, elsewhere=50)
    assert found.missing_share == pytest.approx(0.08)


def test_the_turning_point_makes_the_rates_equal() -> None:
    found = disproportionality.disparity(Counted(20, 1000), Counted(40, 4000), missing=100)
    given_to_group = found.turns_at * 100
    assert (20 + given_to_group) / 1000 == pytest.approx((40 + 100 - given_to_group) / 4000)


def test_no_turning_point_where_no_sharing_out_evens_the_rates() -> None:
    found = disproportionality.disparity(Counted(120, 20_000), Counted(300, 180_000), missing=60)
    assert found.turns_at is None


@given(
    group=st.integers(0, 300),
    reference=st.integers(1, 900),
    missing=st.integers(0, 200),
    given_to_group=st.floats(0, 1),
)
def test_no_sharing_out_of_the_missing_leaves_the_bounds(
    group: int, reference: int, missing: int, given_to_group: float
) -> None:
    found = disproportionality.disparity(Counted(group, 20_000), Counted(reference, 90_000), missing=missing)
    got = round(given_to_group * missing)
    truth = ((group + got) / 20_000) / ((reference + missing - got) / 90_000)
    slack = 1e-9
    assert found.least.value <= truth * (1 + slack) + slack
    assert truth <= found.most.value * (1 + slack)
    assert found.least.lower <= found.recorded.lower <= found.recorded.upper <= found.most.upper


@pytest.mark.parametrize(
    ("group", "reference", "missing", "says"),
    [
        (Counted(5, 100), Counted(0, 100), 3, "show the counts"),
        (Counted(5, 0), Counted(5, 100), 3, "above zero"),
        (Counted(5, 100), Counted(5, -1), 3, "above zero"),
        (Counted(-5, 100), Counted(5, 100), 3, "below zero"),
        (Counted(5, 100), Counted(5, 100), -3, "below zero"),
        (Counted(5, 100), Counted(5, 100), 2.5, "not whole"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(group, reference, missing, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        disproportionality.disparity(group, reference, missing=missing)


@pytest.mark.reference
def test_recorded_ratios_agree_with_the_exact_tests_of_r(oracle) -> None:
    file = oracle("inequality.json")
    sizes = {row["group"]: Counted(row["events"], row["pop"]) for row in file["groups"]}
    for row in file["rate_ratios_vs_White"]:
        found = disproportionality.disparity(sizes[row["group"]], sizes["White"], missing=0).recorded
        expected = (row["rate_ratio"], row["exact_lower"], row["exact_upper"])
        assert (found.value, found.lower, found.upper) == pytest.approx(expected, rel=1e-9)
