"""Accuracy of hotspot maps: by hand, bounds, the closed forms of the reference, periods in turn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import hotspot_accuracy, hotspots
from headwater.vocabulary.errors import Invalid

CELLS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=4, max_size=30)


@given(CELLS, st.sampled_from([0.25, 0.5, 0.75]))
def test_no_choice_of_cells_beats_the_best(cells: list[tuple[int, int]], coverage: float) -> None:
    before, after = np.array([*cells, (1, 1)]).T
    found = hotspot_accuracy.accuracy(before, after, coverage=coverage)
    best = hotspot_accuracy.accuracy(after, after, coverage=coverage)
    assert 0 <= found.pei <= 1
    assert best.pei == 1
    assert best.rri == pytest.approx(1)
    assert found.pai == pytest.approx(found.pei * best.pai)
    share = hotspots.predictive_accuracy(found.hits, found.total, area_hit=found.cells.size, area=before.size)
    assert found.pai == pytest.approx(share)
    assert found.hit_rate == found.hits / found.total


def test_ties_go_to_the_first_in_the_list() -> None:
    assert hotspot_accuracy.accuracy([1, 1, 1, 1], [0, 0, 0, 1], coverage=0.5).cells.tolist() == [0, 1]


def test_each_period_is_scored_by_those_before_it() -> None:
    counts = np.random.default_rng(1).poisson(2, (6, 40))
    found = hotspot_accuracy.cross_validated(counts, coverage=0.2, history=3)
    by_hand = [
        hotspot_accuracy.accuracy(counts[at - 3] + counts[at - 2] + counts[at - 1], counts[at], coverage=0.2)
        for at in (3, 4, 5)
    ]
    assert found.pei.tolist() == [each.pei for each in by_hand]
    assert found.rri.tolist() == [each.rri for each in by_hand]
    assert found.pooled_hit_rate == sum(each.hits for each in by_hand) / sum(each.total for each in by_hand)


def test_noise_scores_one_and_lasting_hotspots_more() -> None:
    chance = np.random.default_rng(2)
    noise = hotspot_accuracy.cross_validated(chance.poisson(2, (60, 200)), coverage=0.1, history=6)
    lasting = hotspot_accuracy.cross_validated(
        chance.poisson(np.r_[[20] * 20, [2] * 180], (60, 200)), coverage=0.1, history=6
    )
    assert noise.pai.mean() == pytest.approx(1, abs=0.1)
    assert noise.rri.mean() < 0.8  # regression to the mean
    assert lasting.pai.mean() == pytest.approx(400 / 760 / 0.1, rel=0.02)
    assert lasting.rri.mean() == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: hotspot_accuracy.accuracy([1, 2], [1], coverage=0.5), "one value before"),
        (lambda: hotspot_accuracy.accuracy([0, 0], [1, 1], coverage=0.5), "no events"),
        (lambda: hotspot_accuracy.accuracy([1, 0], [0, 0], coverage=0.5), "no events"),
        (lambda: hotspot_accuracy.accuracy([1, 2], [1, 2], coverage=0.1), "less than one cell"),
        (lambda: hotspot_accuracy.accuracy([1, 2], [1, 2], coverage=20), "share between"),
        (lambda: hotspot_accuracy.accuracy([-1, 2], [1, 2], coverage=0.5), "below zero"),
        (lambda: hotspot_accuracy.cross_validated([1, 2], coverage=0.5, history=1), "row of counts"),
        (lambda: hotspot_accuracy.cross_validated([[1, 2]], coverage=0.5, history=1), "at least one period"),
        (
            lambda: hotspot_accuracy.cross_validated([[1, 2]] * 3, coverage=0.5, history=0),
            "one period or more",
        ),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


@pytest.mark.reference
def test_all_three_scores_agree_with_the_closed_forms(oracle) -> None:
    rows = oracle("hotspot_change_dual.csv")
    before, after = ([float(row[name]) for row in rows] for name in ("n_before", "n_after"))
    for expected in oracle("hotspot_accuracy.json")["results"]:
        found = hotspot_accuracy.accuracy(before, after, coverage=expected["coverage_pct"] / 100)
        assert found.cells.size == expected["cells"]
        scores = (found.hits, found.total, found.hit_rate, found.pai, found.pei, found.rri)
        names = ("hits", "total", "hit_rate", "pai", "pei", "rri")
        assert scores == pytest.approx([expected[name] for name in names], rel=1e-12)
