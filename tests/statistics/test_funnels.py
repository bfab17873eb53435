"""Funnels: the reference's positions and lines, agreement of both, false alarms, refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import funnels, intervals
from headwater.statistics.funnels import Position
from headwater.vocabulary.errors import Invalid

WORDS = {
    "Low (0.001)": Position.FAR_BELOW,
    "Low (0.025)": Position.BELOW,
    "Not significant": Position.WITHIN,
    "High (0.025)": Position.ABOVE,
    "High (0.001)": Position.FAR_ABOVE,
    "Not applicable for events less than 10 for dsrs": Position.TOO_FEW,
}
OUTSIDE = {Position.FAR_BELOW, Position.BELOW, Position.ABOVE, Position.FAR_ABOVE}


@given(count=st.integers(0, 500), more=st.integers(0, 500), target=st.floats(0.02, 0.98))
def test_a_share_lies_outside_its_lines_exactly_where_its_position_says_so(
    count: int, more: int, target: float
) -> None:
    total = max(count + more, 1)
    found = funnels.proportion_funnel([count], [total], target=target)
    lines = {level: funnels.proportion_lines(target, [total], confidence=level) for level in (0.95, 0.998)}
    value, near, far = float(found.values[0]), lines[0.95], lines[0.998]
    edge = min(abs(value - float(each[0])) for line in (near, far) for each in (line.lower, line.upper))
    if edge < 1e-6:
        return  # on a line, to rounding
    place = found.positions[0]
    assert (place is Position.FAR_BELOW) == (value < far.lower[0])
    assert (place is Position.FAR_ABOVE) == (value > far.upper[0])
    assert (place in OUTSIDE) == (value < near.lower[0] or value > near.upper[0])


@given(count=st.integers(1, 2000), side=st.sampled_from([-1, 1]))
def test_poisson_lines_part_positions(count: int, side: int) -> None:
    """Just beyond the size where a line meets a count, that count is outside."""
    lines = funnels.poisson_lines([count], target=5, per=100)
    below = float(lines.lower_sizes[0]) * (1 + side * 1e-6)
    above = float(lines.upper_sizes[0]) * (1 - side * 1e-6)
    low = funnels.rate_funnel([count], [below], target=5, per=100).positions[0]
    high = funnels.rate_funnel([count], [above], target=5, per=100).positions[0]
    assert (low in OUTSIDE) == (side > 0)
    assert (high in OUTSIDE) == (side > 0)


def test_target_is_the_rate_of_all_unless_stated() -> None:
    found = funnels.rate_funnel([10, 40], [1000, 4000], per=1000)
    assert found.target == 10
    assert found.values.tolist() == [10, 10]
    assert funnels.rate_funnel([10, 40], [1000, 4000], target=30, per=1000).positions == (
        Position.FAR_BELOW,
        Position.FAR_BELOW,
    )


def test_proportion_lines_are_capped_at_the_whole_whatever_the_multiplier() -> None:
    """The reference caps at 100: lines of shares per 1 or per 1,000 were wrong there."""
    for per in (1, 100, 1000):
        lines = funnels.proportion_lines(0.9, [2], per=per)
        assert lines.upper.tolist() == [per]
        assert lines.lower[0] == pytest.approx(per * (0.9 - 1.959964 * np.sqrt(0.09 / 2)), rel=1e-6)
    assert funnels.proportion_lines(0.1, [2]).lower.tolist() == [0]


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_chance_alone_puts_no_more_areas_outside_than_stated(kind: str) -> None:
    """20,000 areas about one rate: near 1 in 20 outside the inner lines, 1 in 500 outside the outer."""
    chance = np.random.default_rng(15)
    sizes = chance.integers(500, 5000, 20_000)
    if kind == "rate":
        found = funnels.rate_funnel(chance.poisson(sizes * 0.02), sizes, target=20, per=1000)
    else:
        found = funnels.proportion_funnel(chance.binomial(sizes, 0.2), sizes, target=0.2)
    places = np.array([str(each) for each in found.positions])
    far = np.isin(places, ["far_below", "far_above"]).mean()
    outside = 1 - (places == "within").mean()
    assert 0.035 < outside < 0.055
    assert far < 0.0035


# Garwood (1936), Biometrika 28, p. 441: 9 events have the limits 4.12 and 17.08
@pytest.mark.parametrize(
    ("expected", "place"),
    [(4.1, Position.ABOVE), (4.2, Position.WITHIN), (17.0, Position.WITHIN), (17.1, Position.BELOW)],
)
def test_ratios_lie_outside_where_garwoods_limits_leave_out_the_expected(expected: float, place) -> None:
    found = funnels.ratio_funnel([9], [expected])
    assert found.positions == (place,)
    assert found.values[0] == pytest.approx(900 / expected)


def test_standardised_rates_of_few_events_are_too_few() -> None:
    found = funnels.standardised_rate_funnel([0, 9, 100], [0, 50.0, 300.0])
    assert found.positions[:2] == (Position.TOO_FEW, Position.TOO_FEW)
    assert found.sizes.tolist()[:2] == [0, 0]
    assert found.sizes[2] == pytest.approx(100 / 300 * 100_000)
    stated = funnels.standardised_rate_funnel([100], [300.0], target=100)
    assert (stated.positions[0], stated.target) == (Position.FAR_ABOVE, 100)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: funnels.proportion_funnel([5], [3]), "above their total"),
        (lambda: funnels.proportion_funnel([0, 0], [3, 4]), "no width"),
        (lambda: funnels.proportion_funnel([3], [3]), "no width"),
        (lambda: funnels.proportion_funnel([3, 1], [3, 4, 5]), "differ in length"),
        (lambda: funnels.proportion_lines(20, [10]), "share between 0 and 1"),
        (lambda: funnels.proportion_lines(0.2, [0]), "above zero"),
        (lambda: funnels.ratio_funnel([3], [0]), "above zero"),
        (lambda: funnels.ratio_funnel([-3], [1]), "below zero"),
        (lambda: funnels.ratio_funnel(3, 1), "one series"),
        (lambda: funnels.rate_funnel([0, 0], [10, 10]), "above zero"),
        (lambda: funnels.rate_funnel([1, 0], [10, 0]), "above zero"),
        (lambda: funnels.standardised_rate_funnel([20, 5], [0, 4]), "give both"),
        (lambda: funnels.standardised_rate_funnel([2, 5], [3, 4]), "No area has 10"),
        (lambda: funnels.poisson_lines([0]), "above zero"),
        (lambda: funnels.poisson_lines([1.5]), "not whole"),
        (lambda: funnels.poisson_lines([1], confidence=95), "share between 0 and 1"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


def _columns(rows: list[dict], *names: str) -> list[list]:
    return [[row[name] for row in rows] for name in names]


def _check_lines(
    lines: funnels.Lines, rows: list[dict], sizes: list[str], limits: list[str], scale: float
) -> None:
    found = (lines.lower_sizes, lines.upper_sizes, lines.lower, lines.upper)
    for mine, name, times in zip(found, (*sizes, *limits), (scale, scale, 1, 1), strict=True):
        expected = np.array([row[name] for row in rows])
        assert (mine[1:] * times).tolist() == pytest.approx(expected[1:].tolist(), rel=1e-5)
        assert mine[0] * times == pytest.approx(expected[0], rel=5e-5)  # its bisection ends at seven decimals


@pytest.mark.reference
def test_proportion_funnel_agrees_with_the_public_health_reference(oracle) -> None:
    file = oracle("phe_funnel.json")["proportion"]
    found = funnels.proportion_funnel(*_columns(file["input"], "x", "n"))
    assert [WORDS[row["significance"]] for row in file["significance"]] == list(found.positions)
    assert found.target == pytest.approx(file["limits"][0]["baseline"], rel=1e-9)
    sizes = [row["Population"] for row in file["limits"]]
    for level, name in ((0.95, "2s"), (0.998, "3s")):
        lines = funnels.proportion_lines(found.target / 100, sizes, confidence=level)
        for mine, side in ((lines.lower, "lower"), (lines.upper, "upper")):
            expected = [row[f"{side}_{name}_limit"] for row in file["limits"]]
            assert mine.tolist() == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.reference
def test_ratio_funnel_agrees_with_the_public_health_reference(oracle) -> None:
    file = oracle("phe_funnel.json")
    ratio = file["ratio_isr"]
    found = funnels.ratio_funnel(*_columns(ratio["input"], "obs", "expected"))
    assert [WORDS[row["significance"]] for row in ratio["significance"]] == list(found.positions)
    counts = [row["Observed_events"] for row in ratio["limits"]]
    for level, n in ((0.95, "2s"), (0.998, "3s")):
        lines = funnels.poisson_lines(counts, per=100, target=100, confidence=level)
        sizes = [f"lower_{n}_exp_events", f"upper_{n}_exp_events"]
        _check_lines(lines, ratio["limits"], sizes, [f"lower_{n}_limit", f"upper_{n}_limit"], 1)
        change = [row[f"lower_{n}_limit"] for row in file["ratio_count"]["limits"]]
        assert (lines.lower / 100 - 1).tolist() == pytest.approx(change, rel=1e-5)


@pytest.mark.reference
@pytest.mark.parametrize("kind", ["rate_crude", "rate_dsr"])
def test_rate_funnels_agree_with_the_public_health_reference(oracle, kind: str) -> None:
    file = oracle("phe_funnel.json")[kind]
    if kind == "rate_crude":
        found = funnels.rate_funnel(*_columns(file["input"], "events", "pop"))
    else:
        found = funnels.standardised_rate_funnel(*_columns(file["input"], "events", "rate"))
    assert [WORDS[row["significance"]] for row in file["significance"]] == list(found.positions)
    assert found.target == pytest.approx(file["limits"][0]["baseline"], rel=1e-9)
    for at, row in enumerate(file["points"]):  # the reference shows people for one of its three years
        assert found.sizes[at] / 3 == pytest.approx(row["denominator_derived"] or 0, rel=1e-9)
    counts = [row["Events"] for row in file["limits"]]
    for level, n in ((0.95, "2s"), (0.998, "3s")):
        lines = funnels.poisson_lines(counts, per=100_000, target=found.target, confidence=level)
        sizes = [f"lower_{n}_population_1_year", f"upper_{n}_population_1_year"]
        _check_lines(lines, file["limits"], sizes, [f"lower_{n}_limit", f"upper_{n}_limit"], 1 / 3)


def test_poisson_lines_are_the_exact_limits() -> None:
    lines = funnels.poisson_lines([7, 50])
    low, high = intervals.exact_poisson([7, 50])
    assert lines.lower_sizes.tolist() == high.tolist()
    assert lines.upper_sizes.tolist() == low.tolist()
    one = funnels.poisson_lines([1], confidence=0.998)
    assert float(one.upper_sizes[0]) == pytest.approx(-np.log(0.999), rel=1e-12)
