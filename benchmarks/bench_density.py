"""Kernel density of 50,000 points on 30,000 cells, exact, beside SciPy's tree of the same.

Quartic, 1,000 m, 200 by 150 cells of 250 m, points half in forty towns and half anywhere, seed 1. Both must agree to nine digits.
Bar: 0.5 s.
"""

import argparse
import sys

import numpy as np
from measured import Measured, in_turns, tell
from scipy import spatial

from headwater.statistics import density, hotspots

CELL_M, WIDE, HIGH, POINTS, BANDWIDTH_M = 250, 200, 150, 50_000, 1000
SECONDS_AT_MOST = 0.5


def points() -> np.ndarray:
    chance = np.random.default_rng(1)
    low, high = np.array([400_000, 300_000]), np.array([400_000 + WIDE * CELL_M, 300_000 + HIGH * CELL_M])
    towns = chance.uniform(low, high, (40, 2))[chance.integers(0, 40, POINTS // 2)]
    return np.vstack(
        [towns + chance.normal(0, 1200, (POINTS // 2, 2)), chance.uniform(low, high, (POINTS // 2, 2))]
    )


def by_tree(places: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """The pairs within reach from SciPy, and the kernel summed over them."""
    near = spatial.KDTree(cells).sparse_distance_matrix(
        spatial.KDTree(places), BANDWIDTH_M, output_type="coo_matrix"
    )
    kernel = 3 * (1 - (near.data / BANDWIDTH_M) ** 2) ** 2 / (np.pi * (BANDWIDTH_M / 1000) ** 2)
    return np.bincount(near.row, kernel, minlength=len(cells))


def main() -> list[Measured]:
    grid = hotspots.grid((400_000, 300_000, 400_000 + WIDE * CELL_M, 300_000 + HIGH * CELL_M), cell_m=CELL_M)
    places, cells = points(), grid.centres()

    def ours() -> np.ndarray:
        return density.kernel_density(places, grid, bandwidth_m=BANDWIDTH_M)

    if not np.allclose(ours(), by_tree(places, cells), rtol=1e-9, atol=1e-9):
        sys.exit("The grid and SciPy's tree disagree.")
    taken, beside = in_turns(ours, lambda: by_tree(places, cells), rounds=3)
    what = f"Quartic density of {POINTS:,} points on {grid.size:,} cells, {BANDWIDTH_M:,} m"
    return [Measured(what, taken, "s", at_most=SECONDS_AT_MOST, peer=beside, of_peer="SciPy's tree")]


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--json", action="store_true")
    asked.parse_args()
    tell(main())
