"""Moran's I, Geary's C and the general G: every shuffle by hand, the references, planted and absent patterns."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from headwater.statistics import global_association, hotspots
from headwater.vocabulary.errors import Invalid

LINE = [[1], [0, 2], [1, 3], [2, 4, 5], [3], [3]]
EVERY = [global_association.moran, global_association.geary, global_association.general_g]
SQUARE = hotspots.grid((450_000, 330_000, 455_000, 335_000), cell_m=500)


@pytest.mark.parametrize("method", EVERY)
def test_mean_and_variance_are_those_of_every_shuffle(method) -> None:
    values = [1.0, 0, 4, 9, 2, 2]
    found = method(values, LINE)
    every = [method(list(each), LINE).statistic for each in permutations(values)]
    assert found.expected == pytest.approx(np.mean(every), rel=1e-9)
    assert found.variance == pytest.approx(np.var(every), rel=1e-9)
    assert abs(found.z) == pytest.approx(abs(found.statistic - np.mean(every)) / np.std(every), rel=1e-9)


@pytest.mark.parametrize("method", EVERY)
def test_patterns_are_found_and_noise_makes_few(method) -> None:
    chance, around = np.random.default_rng(6), SQUARE.neighbours()
    low = [method(chance.poisson(4, SQUARE.size), around).p <= 0.05 for _ in range(300)]
    assert np.mean(low) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 300)
    slope = SQUARE.centres()[:, 0] - SQUARE.west_m
    found = method(slope, around)
    assert found.p < 1e-4
    assert found.z > 0


@pytest.mark.parametrize("method", EVERY)
@given(values=st.lists(st.integers(0, 40), min_size=6, max_size=6), factor=st.integers(2, 9))
@settings(max_examples=30)
def test_scaling_all_values_changes_nothing(method, values: list[int], factor: int) -> None:
    assume(sum(each > 0 for each in values) > 1 and len(set(values)) > 1)
    plain, scaled = method(values, LINE), method([factor * each for each in values], LINE)
    assert scaled.statistic == pytest.approx(plain.statistic, rel=1e-9, abs=1e-12)
    assert scaled.p == pytest.approx(plain.p, rel=1e-6)


def test_where_all_are_neighbours_nothing_stands_out() -> None:
    everyone = [list(range(5))] * 5
    found = global_association.moran([1, 5, 2, 8, 3], everyone)
    assert (found.z, found.p) == (0, 1)


def test_a_place_without_neighbours_is_left_out_of_the_products() -> None:
    found = global_association.moran([1, 2, 9, 8, 5], [[1], [0], [3], [2], []])
    away = np.array([1, 2, 9, 8, 5]) - 5
    expected = 5 / 4 * 2 * (away[0] * away[1] + away[2] * away[3]) / (away @ away)
    assert found.statistic == pytest.approx(expected)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: global_association.moran([1, 2, 3], [[1], [0], [0]]), "four places"),
        (lambda: global_association.geary([2, 2, 2, 2], [[1], [0], [0], [0]]), "the same"),
        (lambda: global_association.moran([1, 2, 2, 2], [[], [], [], []]), "No place has a neighbour"),
        (lambda: global_association.general_g([-1, 2, 2, 2], [[1], [0], [0], [0]]), "below zero"),
        (lambda: global_association.general_g([0, 2, 0, 0], [[1], [0], [0], [0]]), "Only one place"),
        (lambda: global_association.moran([1, 2, 3, float("nan")], [[1], [0], [0], []]), "missing"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


@pytest.mark.reference
def test_whole_map_statistics_agree_with_the_references(oracle) -> None:
    rows = oracle("hotspot_grid500.csv")
    counts, centres = (
        np.array([[float(row[name]) for name in names] for row in rows]) for names in (["n"], ["cx", "cy"])
    )
    around = [np.flatnonzero(np.abs(centres - place).max(axis=1) < 600) for place in centres]
    found = [method(counts[:, 0], around) for method in EVERY]
    esda, spdep = oracle("esda_meta.json"), oracle("hotspot_meta.json")["global"]
    i, c, g = found
    assert (i.statistic, i.expected, i.variance) == pytest.approx(
        (spdep["moran_I"], spdep["moran_E"], spdep["moran_var_rand"]), rel=1e-9
    )
    assert (i.z, i.p) == pytest.approx((esda["moran"]["z_rand"], esda["moran"]["p_rand"]), rel=1e-6)
    assert (c.statistic, -c.z) == pytest.approx((spdep["geary_C"], esda["geary"]["z_rand"]), rel=1e-9)
    assert (g.statistic, g.z) == pytest.approx((spdep["general_G"], spdep["general_G_z"][0][0]), rel=1e-9)
