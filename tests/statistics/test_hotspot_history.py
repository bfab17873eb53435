"""Change and patterns: by hand, noise and planted change, and the reference's documented rules on its own points."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from headwater.statistics import hotspot_history, hotspots, neighbours
from headwater.statistics.hotspot_history import Patterns
from headwater.vocabulary.errors import Invalid

COUNTS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=3, max_size=12)


@given(COUNTS)
def test_change_is_the_exact_conditional_test(pairs: list[tuple[int, int]]) -> None:
    before, after = np.array([*pairs, (1, 1)]).T
    found = hotspot_history.change(before, after)
    share = after.sum() / (before + after).sum()
    for b, a, p in zip(before.tolist(), after.tolist(), found.beyond.p.tolist(), strict=True):
        whole = stats.binom(b + a, share)
        assert p == pytest.approx(min(1.0, 2 * min(whole.cdf(a), whole.sf(a - 1))), rel=1e-9)
    assert found.difference.tolist() == (after - before).tolist()


def test_a_map_that_doubles_has_not_changed_anywhere() -> None:
    found = hotspot_history.change([10, 20, 30, 0], [20, 40, 60, 0])
    assert not found.beyond.significant.any()


def test_planted_change_is_found_and_noise_makes_little() -> None:
    chance = np.random.default_rng(4)
    flat = chance.poisson(6, (400, 2, 200))
    false = [hotspot_history.change(*each).beyond.significant.any() for each in flat]
    planted = flat[0].copy()
    planted[1, 7], planted[0, 8] = 40, 40
    found = hotspot_history.change(*planted).beyond
    assert np.mean(false) <= 0.05
    assert found.significant[[7, 8]].all()
    assert found.z[7] > 0 > found.z[8]


def hot(*periods: int, of: int = 20) -> list[float]:
    return [3.0 if at in periods else 0.0 for at in range(of)]


def test_patterns_by_their_rules() -> None:
    """Twenty periods, the last four recent."""
    columns = [hot(*range(16)), hot(*range(15)), hot(18), hot(0, 18), hot(0, 1, 18), hot(0), hot()]
    z = np.array(columns).T
    p = np.where(z > 0, 0.01, 0.9)
    expected = ["persistent", "former", "emerging", "emerging", "intermittent", "no pattern", "no pattern"]
    found = hotspot_history.patterns(z, p)
    assert [each.removesuffix(" hotspot") for each in found] == expected
    assert [each.replace("cold", "hot") for each in hotspot_history.patterns(-z, p)] == list(found)


def test_hot_counts_where_a_place_was_both() -> None:
    z = np.array([hot(0, 1, 2)]).T - np.array([hot(10, 11, 12)]).T
    assert hotspot_history.patterns(z, np.where(z != 0, 0.01, 0.9)) == ("former hotspot",)


def test_holm_over_periods_is_the_step_down_by_hand() -> None:
    p = np.array([0.011, 0.02, 0.012, 0.3, 0.9])[:, None]
    # 5 * .011 = .055, so none of the five is below .05
    assert hotspot_history.patterns(np.ones((5, 1)), p, adjust="holm") == ("no pattern",)
    assert hotspot_history.patterns(np.ones((5, 1)), p, adjust="benjamini-hochberg") == ("former hotspot",)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: hotspot_history.change([1, 2], [1]), "one count before"),
        (lambda: hotspot_history.change([0, 0], [1, 2]), "no events"),
        (lambda: hotspot_history.change([1, 2], [-1, 2]), "below zero"),
        (lambda: hotspot_history.patterns([[1.0]] * 4, [[0.5]] * 4), "five periods"),
        (lambda: hotspot_history.patterns([1.0] * 5, [0.5] * 5), "tables of one shape"),
        (lambda: hotspot_history.patterns([[1.0]] * 5, [[0.5]] * 6), "tables of one shape"),
        (lambda: hotspot_history.patterns([[1.0]] * 5, [[1.5]] * 5), "above one"),
        (lambda: hotspot_history.patterns([[1.0]] * 5, [[0.5]] * 5, rules=Patterns(hot=10)), "share between"),
        (lambda: hotspot_history.patterns([[1.0]] * 5, [[0.5]] * 5, adjust="fdr"), "choose none"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


@pytest.mark.reference
@pytest.mark.parametrize(
    ("setting", "months", "adjust"),
    [
        ("monthly_default", 1, "holm"),
        ("quarterly_default", 3, "holm"),
        ("monthly_fdr", 1, "benjamini-hochberg"),
        ("monthly_none", 1, "none"),
    ],
)
def test_patterns_agree_with_the_documented_rules(oracle, setting: str, months: int, adjust) -> None:
    cells, points = oracle("hotspot_classify.csv"), oracle("hotspot_points.csv")
    box = oracle("hotspot_meta.json")["grid_bbox"]
    centres = np.array([[float(row["cx"]), float(row["cy"])] for row in cells])
    grid = hotspots.Grid(box["xmin"], box["ymin"], 500, 29, 24)
    near = [np.flatnonzero(np.abs(centres - place).max(axis=1) < 600) for place in centres]
    table, at = neighbours.table(near, len(centres), itself=True), grid.cell_of(centres)
    where = np.array([[float(row["x"]), float(row["y"])] for row in points])
    when = (
        np.array([12 * (int(row["date"][:4]) - 2024) + int(row["date"][5:7]) - 1 for row in points]) // months
    )
    periods = [hotspots.gi_star(grid.counts(where[when == one])[at], table) for one in range(24 // months)]
    found = hotspot_history.patterns(
        [each.z for each in periods], [each.p for each in periods], adjust=adjust
    )
    assert list(found) == [row[f"{setting}__documented"] for row in cells]


@pytest.mark.reference
def test_change_agrees_with_the_reference(oracle) -> None:
    rows = oracle("hotspot_change_dual.csv")
    before, after = ([int(row[name]) for row in rows] for name in ("n_before", "n_after"))
    assert hotspot_history.change(before, after).difference.tolist() == [int(row["change"]) for row in rows]
