"""Are positions real, or moved to shared points? Open police data are; a fine map of them shows the moving.

police.uk gives every crime the nearest of a fixed list of anonymous points, each standing for eight addresses or more, or none.
"""

from dataclasses import dataclass

import numpy as np

from headwater.statistics import arrays
from headwater.statistics.arrays import Numbers
from headwater.statistics.hotspots import FINEST_SNAPPED_CELL_M

SHARED = 0.5  # of the positions: exact addresses repeat too, but seldom so many
FEWEST = 30  # positions; of fewer nothing is said


@dataclass(frozen=True)
class Snapping:
    """How many positions are shared, and what to say of a map with such cells; nothing where there is nothing to say."""

    shared: float
    looks_snapped: bool
    words: str


def snapping(points_xy: Numbers, *, cell_m: float) -> Snapping:
    """Whether positions look snapped, and whether cells are too fine for that.

    Formula: shared = the share of positions that another event has too; they look snapped where half or more do.
    Shape and units: (n, 2) metres; the side of a cell or the bandwidth in metres.
    Valid when: a hint only, of 30 positions or more: sensitive places that recur (a hospital, a prison) share too. Where the
        source is known to snap, say so whatever this finds.
    Raises: Invalid for positions that are missing or not pairs, a cell of zero or below.
    Source: Tompson L. et al. (2015), Cartography and Geographic Information Science 42, p. 97-111 (police.uk's positions are
        misleading at fine scales).

    >>> snapping([[0, 0], [40, 80]] * 40, cell_m=100).words
    'Positions here are shared points, not addresses: hotspots of cells under 250 m show the points and not the events.'
    """
    points = arrays.places(points_xy, "points")
    cell = float(arrays.positive(cell_m, "cell sizes"))
    _, many = np.unique(points, axis=0, return_counts=True)
    shared = float(many[many > 1].sum() / len(points))
    looks = len(points) >= FEWEST and shared >= SHARED
    words = (
        "Positions here are shared points, not addresses: "
        f"hotspots of cells under {FINEST_SNAPPED_CELL_M} m show the points and not the events."
    )
    return Snapping(shared, looks, words if looks and cell < FINEST_SNAPPED_CELL_M else "")
