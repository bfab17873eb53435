"""Grids, Gi*, rate-aware hotspots and the accuracy index: hand values, esda, the reference, planted truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import hotspots
from headwater.vocabulary.errors import Invalid

SQUARE = hotspots.grid((450_000, 330_000, 460_000, 340_000), cell_m=500)


def queen(centres: np.ndarray, cell_m: float) -> list[np.ndarray]:
    """The slow and obvious neighbours: within one cell each way, itself too."""
    return [np.flatnonzero(np.abs(centres - place).max(axis=1) < 1.2 * cell_m) for place in centres]


def test_grid_lines_lie_on_multiples_of_the_cell() -> None:
    found = hotspots.grid((452_310, 338_120, 453_700, 339_000), cell_m=500)
    assert (found.west_m, found.south_m, found.columns, found.rows, found.size) == (452_000, 338_000, 4, 2, 8)
    assert found.centres()[:2].tolist() == [[452_250, 338_250], [452_750, 338_250]]


def test_every_centre_lies_in_its_own_cell() -> None:
    assert SQUARE.cell_of(SQUARE.centres()).tolist() == list(range(SQUARE.size))


def test_a_point_outside_belongs_to_no_cell() -> None:
    outside = [[449_999, 330_001], [460_001, 335_000], [455_000, 329_999], [455_000, 340_000]]
    assert SQUARE.cell_of(outside).tolist() == [-1, -1, -1, -1]


def test_counts_add_points_or_their_weights() -> None:
    points = [[450_100, 330_100], [450_200, 330_400], [999_999, 999_999]]
    assert SQUARE.counts(points)[0] == 2
    assert SQUARE.counts(points, weights=[3, 4.5, 9])[0] == 7.5
    assert SQUARE.counts(points).sum() == 2


def test_neighbours_are_the_touching_cells() -> None:
    small = hotspots.grid((450_000, 330_000, 451_500, 331_500), cell_m=500)
    slow = [np.setdiff1d(near, [at]) for at, near in enumerate(queen(small.centres(), 500))]
    assert [each.tolist() for each in small.neighbours()] == [each.tolist() for each in slow]


def test_gi_star_is_the_formula_by_hand() -> None:
    # places 0 and 1 together: (17 - 2 * 4.75) / (s sqrt((4 * 2 - 4) / 3)), s^2 = 56.75/4
    values = np.array([9.0, 8, 1, 1])
    expected = (17 - 9.5) / (values.std() * np.sqrt(4 / 3))
    assert hotspots.gi_star(values, [[1], [0], [3], [2]]).z[0] == pytest.approx(expected)


def test_a_place_counts_itself_once_whoever_names_it() -> None:
    values = [5.0, 1, 3, 2]
    plain, doubled = [[1], [0], [3], [2]], [[0, 1, 1], [0, 1], [3, 2], [2]]
    assert hotspots.gi_star(values, plain).z.tolist() == hotspots.gi_star(values, doubled).z.tolist()


def test_a_flat_map_has_no_hotspot() -> None:
    found = hotspots.gi_star(np.full(SQUARE.size, 0.1), SQUARE.neighbours())
    assert not found.z.any()
    assert not found.significant.any()


def test_a_place_whose_neighbours_are_all_places_stands_out_from_nothing() -> None:
    assert hotspots.gi_star([1.0, 2, 3], [[1, 2], [0, 2], [0, 1]]).z.tolist() == [0, 0, 0]


def test_planted_hotspots_are_found_and_noise_makes_few() -> None:
    chance = np.random.default_rng(3)
    around = SQUARE.neighbours()
    flat = chance.poisson(4, (400, SQUARE.size))
    false = [hotspots.gi_star(hotspots.steadied(each), around).significant.any() for each in flat]
    planted = flat[0].copy()
    middle = [*around[210], 210]
    planted[middle] += 12
    found = hotspots.gi_star(hotspots.steadied(planted), around)
    assert np.mean(false) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 400)
    assert found.significant[middle].all()
    assert (found.z[middle] > 0).all()


@given(st.lists(st.integers(0, 50), min_size=9, max_size=9), st.integers(1, 9))
def test_scaling_all_values_changes_nothing(values: list[int], factor: int) -> None:
    around = hotspots.grid((450_000, 330_000, 451_500, 331_500), cell_m=500).neighbours()
    plain = hotspots.gi_star(values, around)
    scaled = hotspots.gi_star([value * factor for value in values], around)
    assert scaled.z == pytest.approx(plain.z, abs=1e-9)


def test_rate_hotspots_follow_people_and_not_counts() -> None:
    """Ten times the people with ten times the events is no hotspot; a crowded count is one to Gi*."""
    people = np.full(100, 100.0)
    people[40:45] = 1000
    events = (people / 10).astype(int)
    alone: list[list[int]] = [[] for _ in range(100)]
    assert not hotspots.rate_hotspots(events, people, alone).significant.any()
    assert hotspots.gi_star(events, alone).significant[40:45].all()


def test_rate_hotspots_find_what_is_planted_with_its_sign() -> None:
    events = np.full(50, 5)
    events[7], events[8] = 30, 0
    found = hotspots.rate_hotspots(events, np.full(50, 100), [[] for _ in range(50)])
    assert found.significant[7]
    assert found.z[7] > 0 > found.z[8]


def test_rate_hotspots_in_noise_are_no_more_than_stated() -> None:
    chance = np.random.default_rng(8)
    people = chance.integers(50, 5000, 60)
    around = [[(at + 1) % 60, (at - 1) % 60] for at in range(60)]
    maps = chance.multinomial(400, people / people.sum(), 200)
    false = [hotspots.rate_hotspots(events, people, around).significant.any() for events in maps]
    assert np.mean(false) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)


def test_predictive_accuracy_is_the_share_of_events_over_the_share_of_area() -> None:
    assert hotspots.predictive_accuracy(25, 100, area_hit=5, area=100) == 5
    assert hotspots.predictive_accuracy(0, 100, area_hit=5, area=100) == 0


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: hotspots.grid((0, 0, 0, 9), cell_m=1), "beyond the first"),
        (lambda: hotspots.grid((0, 9, 9, 9), cell_m=1), "beyond the first"),
        (lambda: hotspots.grid((0, 0, 9), cell_m=1), "beyond the first"),
        (lambda: hotspots.grid((-1.3, 52.8, -1.0, 53.1), cell_m=0.01), "degrees"),
        (lambda: hotspots.grid((0, 0, 700_000, 700_000), cell_m=10), "larger cell"),
        (lambda: hotspots.grid((0, 0, 700, 700), cell_m=0), "above zero"),
        (lambda: SQUARE.cell_of([1, 2, 3]), "pairs of easting"),
        (lambda: SQUARE.cell_of([[1, 2, 3]]), "pairs of easting"),
        (lambda: SQUARE.counts([[1, 2]], weights=[1, 2]), "differ in length"),
        (lambda: hotspots.gi_star([1.0], [[]]), "two places"),
        (lambda: hotspots.gi_star([1.0, 2], [[]]), "one list of neighbours"),
        (lambda: hotspots.gi_star([1.0, 2], [[5], []]), "not a place"),
        (lambda: hotspots.gi_star([1.0, 2], [[], []], level=5), "share between"),
        (lambda: hotspots.rate_hotspots([1, 2], [1], [[], []]), "one population"),
        (lambda: hotspots.rate_hotspots([1, 2], [0, 0], [[], []]), "somebody in it"),
        (lambda: hotspots.predictive_accuracy(5, 4, area_hit=1, area=2), "more than there is"),
        (lambda: hotspots.predictive_accuracy(1, 4, area_hit=3, area=2), "more than there is"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


@pytest.mark.reference
def test_gi_star_agrees_with_the_reference(oracle) -> None:
    """The reference's own "fdr" is Bonferroni on neighbours; its `*_global` columns are the sane ones."""
    rows = oracle("hotspot_grid500.csv")
    column = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
    around = queen(np.column_stack([column["cx"], column["cy"]]), 500)
    found = hotspots.gi_star(column["n"], around)
    assert found.z == pytest.approx(column["gistar"], rel=1e-9, abs=1e-12)
    assert found.p == pytest.approx(column["gistar_p"], rel=1e-9, abs=1e-15)
    assert found.adjusted_p == pytest.approx(column["gistar_p_fdr_global"], rel=1e-9, abs=1e-15)


@pytest.mark.reference
def test_gi_star_on_hexagons_agrees_with_the_reference(oracle) -> None:
    rows = oracle("hotspot_hex500.csv")
    column = {
        name: np.array([float(row[name]) for row in rows]) for name in ("cx", "cy", "n", "gistar", "pvalue")
    }
    centres = np.column_stack([column["cx"], column["cy"]])
    around = [np.flatnonzero(np.hypot(*(centres - place).T) < 600) for place in centres]
    found = hotspots.gi_star(column["n"], around)
    assert found.z == pytest.approx(column["gistar"], rel=1e-9, abs=1e-12)
    assert found.p == pytest.approx(column["pvalue"], rel=1e-9, abs=1e-15)


@pytest.mark.reference
def test_counts_agree_with_the_reference(oracle) -> None:
    box = oracle("hotspot_meta.json")["grid_bbox"]
    cells = oracle("hotspot_grid500.csv")
    points = [[float(row["x"]), float(row["y"])] for row in oracle("hotspot_points.csv")]
    harm = [float(row["harm"]) for row in oracle("hotspot_points.csv")]
    found = hotspots.Grid(box["xmin"], box["ymin"], 500, 29, 24)
    at = found.cell_of([[float(row["cx"]), float(row["cy"])] for row in cells])
    assert found.counts(points)[at].tolist() == [float(row["n"]) for row in cells]
    assert found.counts(points, weights=harm)[at] == pytest.approx([float(row["harm"]) for row in cells])


@pytest.mark.reference
def test_accuracy_agrees_with_the_reference(oracle) -> None:
    rows = oracle("hotspot_change_dual.csv")
    before, after = (np.array([float(row[name]) for row in rows]) for name in ("n_before", "n_after"))
    ranked = np.argsort(-before, kind="stable")
    for expected in oracle("hotspot_accuracy.json")["results"]:
        hits = after[ranked[: expected["cells"]]].sum()
        found = hotspots.predictive_accuracy(hits, after.sum(), area_hit=expected["cells"], area=len(rows))
        assert found == pytest.approx(expected["pai"], rel=1e-12)
