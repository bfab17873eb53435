"""Two surfaces compared: by hand, where one is missing, and the reference with its faults put right."""

import numpy as np
import pytest

from headwater.statistics import dual_density, hotspots
from headwater.statistics.dual_density import Layer
from headwater.vocabulary.errors import Invalid

LEFT, RIGHT = Layer([[0, 0], [0, 0], [500, 0]], 1000), Layer([[500, 0], [3000, 0]], 1000, [1, 4])
CELLS = [[0, 0], [500, 0], [3000, 0], [9000, 0]]


def test_each_comparison_is_of_the_first_layer_to_the_second() -> None:
    found = dual_density.dual_density(LEFT, RIGHT, CELLS)
    first, second = np.array([2 + 0.5625, 1 + 2 * 0.5625, 0, 0]), np.array([0.5625, 1, 4, 0])
    scale = 3 / np.pi
    assert found.first == pytest.approx(first * scale)
    assert found.second == pytest.approx(second * scale)
    assert found.ratio == pytest.approx([2.5625 / 0.5625, 2.125, 0, 1])
    assert found.log_ratio == pytest.approx([np.log(2.5625 / 0.5625), np.log(2.125), -np.inf, 0])
    assert found.difference == pytest.approx((first - second) * scale)
    assert found.total == pytest.approx((first + second) * scale)
    assert found.known.tolist() == [True, True, False, False]


def test_a_ratio_to_nothing_is_infinite_and_never_missing() -> None:
    found = dual_density.dual_density(RIGHT, LEFT, CELLS)
    assert found.ratio[2:].tolist() == [np.inf, 1]
    assert found.log_ratio[2:].tolist() == [np.inf, 0]


def test_layers_of_one_density_have_the_ratio_one_on_a_grid() -> None:
    grid = hotspots.grid((450_000, 330_000, 460_000, 340_000), cell_m=500)
    points = np.random.default_rng(1).uniform([450_000, 330_000], [460_000, 340_000], (100, 2))
    found = dual_density.dual_density(Layer(points, 2000), Layer(points, 2000), grid, kernel="triweight")
    assert found.ratio == pytest.approx(np.ones(grid.size))


def test_the_bandwidth_turns_with_the_map_and_grows_with_it() -> None:
    points = np.random.default_rng(1).normal(0, [900, 300], (400, 2))
    found = dual_density.usual_bandwidth_m(points)
    assert dual_density.usual_bandwidth_m(points[:, ::-1]) == pytest.approx(found)
    assert dual_density.usual_bandwidth_m(points * 3 + 1000) == pytest.approx(3 * found)
    assert found == pytest.approx(4.24 * 600 * 400**-0.2, rel=0.1)


def test_points_of_which_most_are_one_have_a_bandwidth_still() -> None:
    assert dual_density.usual_bandwidth_m([[0, 0]] * 9 + [[100, 100]]) == pytest.approx(
        4.24 * np.std([0] * 9 + [100], ddof=1) * 10**-0.2
    )


@pytest.mark.parametrize("points", [[[1, 2]], [[1, 2], [1, 3]], [[1, 2], [3, 2]]])
def test_points_without_spread_are_refused(points: list[list[int]]) -> None:
    with pytest.raises(Invalid, match="both in easting and northing"):
        dual_density.usual_bandwidth_m(points)


@pytest.mark.reference
def test_dual_density_agrees_with_the_reference(oracle) -> None:
    """After beside before, 2025 and 2024, at 1,500 m; theirs leaves out the scale, 3/(pi h^2), of each surface."""
    rows, points = oracle("hotspot_change_dual.csv"), oracle("hotspot_points.csv")
    column = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
    where = {
        year: [[float(each["x"]), float(each["y"])] for each in points if each["date"].startswith(year)]
        for year in ("2024", "2025")
    }
    cells = np.column_stack([column["cx"], column["cy"]])
    found = dual_density.dual_density(Layer(where["2025"], 1500), Layer(where["2024"], 1500), cells)
    scale = np.pi * 1.5**2 / 3
    seen = np.isfinite(column["dual_ratio"])
    assert seen.sum() > 600
    assert found.ratio[seen] == pytest.approx(column["dual_ratio"][seen], rel=1e-9)
    assert found.difference * scale == pytest.approx(column["dual_diff"], rel=1e-9, abs=1e-9)
    assert found.total * scale == pytest.approx(column["dual_sum"], rel=1e-9, abs=1e-9)
    finite = np.isfinite(column["dual_log"])
    assert found.log_ratio[finite] == pytest.approx(column["dual_log"][finite], rel=1e-9, abs=1e-9)


@pytest.mark.reference
def test_the_bandwidth_is_what_the_reference_meant(oracle) -> None:
    auto = oracle("hotspot_meta.json")["auto"]
    points = [[float(row["x"]), float(row["y"])] for row in oracle("hotspot_points.csv")]
    assert dual_density.usual_bandwidth_m(points) == pytest.approx(
        (auto["bandwidth_nrd_x"] + auto["bandwidth_nrd_y"]) / 2, rel=1e-9
    )
    assert auto["set_bandwidth"] == auto["bandwidth_nrd_x"]
