"""The tails of a neighbourhood's sum: every subset counted by hand, drawn against exact, and the reference's exact tails."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.statistics import hotspots, local_association, neighbour_chances, neighbours
from headwater.vocabulary.errors import Invalid

RING = [[(at + 1) % 9, (at - 1) % 9, (at + 2) % 9] for at in range(9)]
UNEVEN = [[1], [0, 2, 3], [], [4, 5], [0, 1, 2, 3, 5, 6, 7, 8], [0], [1], [2, 4], [8, 3]]
SQUARE = hotspots.grid((450_000, 330_000, 460_000, 340_000), cell_m=500)


def by_hand(values: list[float], around: list[list[int]]) -> tuple[list[float], list[float]]:
    """Every set of neighbours that a place could have had."""
    lower, upper = [], []
    for at, named in enumerate(around):
        near = set(named) - {at}
        others = values[:at] + values[at + 1 :]
        seen = sum(values[place] for place in near)
        sums = [sum(each) for each in combinations(others, len(near))]
        lower.append(np.mean([each <= seen for each in sums]))
        upper.append(np.mean([each >= seen for each in sums]))
    return lower, upper


@pytest.mark.parametrize("around", [RING, UNEVEN])
@given(values=st.lists(st.integers(-3, 12), min_size=9, max_size=9))
@settings(max_examples=40)
def test_exact_tails_are_those_of_every_subset(around: list[list[int]], values: list[int]) -> None:
    found = neighbour_chances.neighbour_chances(values, around)
    lower, upper = by_hand(values, around)
    assert found.exact
    assert found.lower == pytest.approx(lower, rel=1e-12)
    assert found.upper == pytest.approx(upper, rel=1e-12)
    assert (found.two_sided <= 1).all()


@pytest.mark.parametrize("around", [RING, UNEVEN])
@pytest.mark.parametrize("scale", [1.0, 0.1])
def test_drawn_tails_are_near_the_exact_ones(around: list[list[int]], scale: float) -> None:
    values = [3.0, 0, 0, 1, 7, 0, 2, 2, 0]
    found = neighbour_chances.neighbour_chances(np.array(values) * scale, around, permutations=9999, seed=2)
    for drawn, exact in zip((found.lower, found.upper), by_hand(values, around), strict=True):
        error = 4 * np.sqrt(np.array(exact) * (1 - np.array(exact)) / 9999) + 2e-4
        assert (np.abs(drawn - exact) <= error).all()


def test_many_places_are_drawn_without_return() -> None:
    """On a map large enough to draw places and throw away the doubled, the far more usual way."""
    values = np.random.default_rng(1).poisson(0.7, SQUARE.size)
    around = SQUARE.neighbours()
    exact = neighbour_chances.neighbour_chances(values, around)
    drawn = neighbour_chances.neighbour_chances(values, around, permutations=9999, seed=3)
    assert np.abs(drawn.upper - exact.upper).max() < 0.025
    assert np.abs(drawn.lower - exact.lower).max() < 0.025
    assert not drawn.exact


def test_the_seed_decides() -> None:
    found = [
        neighbour_chances.neighbour_chances(range(9), RING, permutations=99, seed=s).upper.tolist()
        for s in (1, 1, 2)
    ]
    assert found[0] == found[1] != found[2]


def test_far_tails_keep_their_digits() -> None:
    """Eight ones together among two hundred noughts: one subset of all."""
    values = np.zeros(209)
    values[1:9] = 1
    around = [list(range(1, 9)), *([0] for _ in range(208))]
    assert neighbour_chances.neighbour_chances(values, around).upper[0] == pytest.approx(
        1 / float(np.prod([(208 - i) / (8 - i) for i in range(8)])), rel=1e-12
    )


@given(st.permutations(range(9)))
@settings(max_examples=20)
def test_the_order_of_places_changes_nothing(order: list[int]) -> None:
    values = [3, 0, 0, 1, 7, 0, 2, 2, 0]
    plain = neighbour_chances.neighbour_chances(values, UNEVEN).upper
    put = {place: at for at, place in enumerate(order)}
    turned = [[put[near] for near in UNEVEN[place]] for place in order]
    found = neighbour_chances.neighbour_chances([values[place] for place in order], turned).upper
    assert found == pytest.approx(plain[list(order)], rel=1e-12)


def test_a_table_of_neighbours_serves_as_lists_do() -> None:
    table = neighbours.table(UNEVEN, 9, itself=True)
    values = [3, 0, 0, 1, 7, 0, 2, 2, 0]
    found = neighbour_chances.neighbour_chances(values, table)
    assert found.upper.tolist() == neighbour_chances.neighbour_chances(values, UNEVEN).upper.tolist()
    assert hotspots.gi_star(values, table).z.tolist() == hotspots.gi_star(values, UNEVEN).z.tolist()


def test_planted_hotspots_are_found_by_permutation_and_noise_makes_few() -> None:
    chance, around = (
        np.random.default_rng(5),
        neighbours.table(SQUARE.neighbours(), SQUARE.size, itself=False),
    )
    maps = chance.poisson(0.3, (200, SQUARE.size))
    false = [local_association.gi_star_permuted(each, around).significant.any() for each in maps]
    planted = maps[0].copy()
    middle = [*SQUARE.neighbours()[210], 210]
    planted[middle] += 2
    found = local_association.gi_star_permuted(planted, around)
    assert np.mean(false) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)
    assert found.significant[210]
    assert found.z[210] > 0


def test_values_that_are_not_whole_are_drawn() -> None:
    values = hotspots.steadied(np.random.default_rng(4).poisson(2, SQUARE.size))
    found = local_association.local_moran(values, SQUARE.neighbours())
    assert found.permutations == local_association.DRAWN
    assert local_association.local_moran(np.rint(values * 3), SQUARE.neighbours()).permutations == 0
    assert (
        local_association.local_moran(np.rint(values * 3), SQUARE.neighbours(), permutations=9).permutations
        == 9
    )


def test_local_moran_names_clusters_and_outliers() -> None:
    values = [9, 9, 0, 0, 9, 0, 4]
    found = local_association.local_moran(values, [[1], [0], [3], [2], [5], [4], []])
    assert found.kind == (
        *("high among high",) * 2,
        *("low among low",) * 2,
        "high among low",
        "low among high",
        "alone",
    )
    assert found.statistic[6] == 0
    assert found.p[6] == 1
    assert (np.sign(found.statistic[:6]) == [1, 1, 1, 1, -1, -1]).all()


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: neighbour_chances.neighbour_chances([1, 2], [[1], [0]], permutations=-1), "zero"),
        (lambda: neighbour_chances.neighbour_chances([1, 2.5], [[1], [0]]), "ask for permutations"),
        (
            lambda: neighbour_chances.neighbour_chances([1, 9e8, 2], [[1, 2], [0, 2], [0]]),
            "ask for permutations",
        ),
        (lambda: neighbour_chances.neighbour_chances([1, float("nan")], [[1], [0]]), "missing"),
        (lambda: neighbour_chances.neighbour_chances([[1, 2]], [[1], [0]]), "one series"),
        (lambda: neighbour_chances.neighbour_chances([1, 2], [[1]]), "one list of neighbours"),
        (lambda: neighbour_chances.neighbour_chances([1, 2], [[2], [0]]), "not a place"),
        (lambda: local_association.local_moran([2, 2], [[1], [0]]), "the same"),
        (lambda: local_association.gi_star_permuted([1, 2], [[1], [0]], level=5), "share between"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


@pytest.mark.reference
def test_exact_tails_are_those_of_the_reference(oracle) -> None:
    column, around = _map(oracle)
    found = neighbour_chances.neighbour_chances(column["n"], around)
    assert found.upper == pytest.approx(column["exact_p_upper_neighbour_sum"], rel=1e-9)
    assert found.lower == pytest.approx(column["exact_p_lower_neighbour_sum"], rel=1e-9)


@pytest.mark.reference
def test_drawn_tails_agree_with_the_reference(oracle) -> None:
    column, around = _map(oracle)
    exact = column["exact_p_upper_neighbour_sum"]
    error = 4.5 * np.sqrt(exact * (1 - exact) / 9999) + 2e-4
    drawn = neighbour_chances.neighbour_chances(column["n"], around, permutations=9999, seed=1)
    assert (np.abs(drawn.upper - exact) <= error).all()
    assert (np.abs(column["gistar_p_greater"] - exact) <= error).all()


@pytest.mark.reference
def test_the_default_p_of_the_reference_is_wrong_under_ties(oracle) -> None:
    """131 of 679 places under 0.05 by the directed p, where twice the smaller exact tail leaves 63."""
    column, around = _map(oracle)
    found = local_association.gi_star_permuted(column["n"], around)
    assert (column["gistar_p_sim_directed"] < 0.05).sum() == 131
    assert (found.p < 0.05).sum() == 63


@pytest.mark.reference
def test_local_moran_agrees_with_the_references(oracle) -> None:
    column, around = _map(oracle)
    found = local_association.local_moran(column["n"], around)
    assert found.statistic == pytest.approx(column["local_moran_rowstd"], rel=1e-9, abs=1e-12)
    assert found.statistic == pytest.approx(column["lisa_I"] * 679 / 678, rel=1e-9, abs=1e-12)
    quadrants = ["", "high among high", "low among high", "low among low", "high among low"]
    assert list(found.kind) == [quadrants[int(each)] for each in column["lisa_q"]]


def _map(oracle) -> tuple[dict[str, np.ndarray], list[np.ndarray]]:
    rows = [
        one | other
        for one, other in zip(oracle("esda_grid500.csv"), oracle("hotspot_grid500.csv"), strict=True)
    ]
    column = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
    centres = np.column_stack([column["cx"], column["cy"]])
    return column, [np.flatnonzero(np.abs(centres - place).max(axis=1) < 600) for place in centres]
