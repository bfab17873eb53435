"""Where events gather: grids, Gi* with false discoveries held over the whole map, and accuracy.

Positions are easting and northing in metres (British National Grid), never degrees. Open police data are
snapped to shared points (police.uk: a point stands for eight addresses or more, or none), so a cell much
under 250 m shows the snapping and not the crime: see `FINEST_SNAPPED_CELL_M`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from headwater.statistics import arrays
from headwater.statistics import neighbours as neighbourhoods
from headwater.statistics.arrays import Flags, Floats, Integers, Numbers
from headwater.statistics.neighbours import Neighbours
from headwater.vocabulary.errors import Invalid

FINEST_SNAPPED_CELL_M = 250
FALSE_DISCOVERIES = 0.05  # of the places called hot or cold, the share that chance may have made
MOST_CELLS = 4_000_000


@dataclass(frozen=True)
class Local:
    """How far each place with its neighbours lies from the map's mean, and whether chance would do that."""

    z: Floats
    p: Floats  # two-sided
    adjusted_p: Floats  # Benjamini-Hochberg over all places of the map
    significant: Flags


@dataclass(frozen=True)
class Grid:
    """Square cells in rows from the south-west corner; cell 0 is there, and the east neighbour is next."""

    west_m: float
    south_m: float
    cell_m: float
    columns: int
    rows: int

    @property
    def size(self) -> int:
        return self.columns * self.rows

    def centres(self) -> Floats:
        """The middle of every cell, (cells, 2)."""
        east = self.west_m + (np.arange(self.columns) + 0.5) * self.cell_m
        north = self.south_m + (np.arange(self.rows) + 0.5) * self.cell_m
        return np.column_stack([np.tile(east, self.rows), np.repeat(north, self.columns)])

    def cell_of(self, points_xy: Numbers) -> Integers:
        """The cell that holds each point, -1 outside; a point on a line belongs north and east of it."""
        steps = (arrays.places(points_xy, "points") - [self.west_m, self.south_m]) / self.cell_m
        column, row = np.floor(steps).astype(np.int64).T
        inside = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        return np.asarray(np.where(inside, row * self.columns + column, -1), dtype=np.int64)

    def counts(self, points_xy: Numbers, *, weights: Numbers | None = None) -> Floats:
        """Points (or their weights) in every cell; points outside the grid are left out."""
        cells = self.cell_of(points_xy)
        heavy = np.ones(cells.size) if weights is None else arrays.not_negative(weights, "weights")
        arrays.together(cells, heavy, "points and weights")
        inside = cells >= 0
        return np.bincount(cells[inside], heavy[inside], minlength=self.size).astype(np.float64)

    def neighbours(self) -> list[Integers]:
        """The up to eight cells that touch each cell, by side or corner, without itself."""
        cells = np.arange(self.size).reshape(self.rows, self.columns)
        framed = np.pad(cells, 1, constant_values=-1)
        moves = [(y, x) for y in range(3) for x in range(3) if (y, x) != (1, 1)]
        around = np.stack([framed[y : y + self.rows, x : x + self.columns].ravel() for y, x in moves], axis=1)
        return [each[each >= 0] for each in around]


def grid(extent_m: Sequence[float], *, cell_m: float) -> Grid:
    """The grid of square cells that covers an extent, its lines on whole multiples of the cell.

    Formula: west = floor(xmin / c) c, columns = ceil((xmax - west) / c), and the same for rows; so two maps
        of one cell size always share their lines.
    Shape and units: (west, south, east, north) in metres of a projected grid; metres.
    Valid when: the extent is projected. Degrees are refused.
    Raises: Invalid for an empty or inside-out extent, one that looks like degrees, and more than four
        million cells.
    Source: definition.

    >>> grid((452_310, 338_120, 453_700, 339_000), cell_m=500)
    Grid(west_m=452000.0, south_m=338000.0, cell_m=500.0, columns=4, rows=2)
    """
    corners, cell = (
        arrays.finite(extent_m, "corners of the extent"),
        float(arrays.positive(cell_m, "cell sizes")),
    )
    if corners.shape != (4,) or corners[2] <= corners[0] or corners[3] <= corners[1]:
        raise Invalid("An extent is west, south, east and north in metres, the second pair beyond the first.")
    if np.abs(corners).max() <= 180:  # noqa: PLR2004  (degrees end there)
        raise Invalid("The extent looks like degrees: project it to metres first.")
    low = np.floor(corners[:2] / cell) * cell
    columns, rows = np.ceil((corners[2:] - low) / cell).astype(np.int64)
    if columns * rows > MOST_CELLS:
        raise Invalid(f"That grid has {columns * rows} cells: choose a larger cell.")
    return Grid(float(low[0]), float(low[1]), cell, int(columns), int(rows))


def gi_star(values: Numbers, neighbours: Neighbours, *, level: float = FALSE_DISCOVERIES) -> Local:
    """The local statistic of Getis and Ord, each place counted among its own neighbours.

    Formula: (sum_j x_j - k m) / (s sqrt((N k - k^2) / (N - 1))), j over the place and its neighbours, s
        with divisor N; two-sided normal p, adjusted by Benjamini and Hochberg over all places.
    Shape and units: one value a place and, for each, the positions of its neighbours (itself may be left
        out: a place is always its own neighbour once); z has no unit.
    Valid when: some 30 places or more, and values not so skewed that a few make the mean: take square roots
        of counts. Counts follow people: for places of unequal population see `rate_hotspots`. The
        reference's own "fdr" (spdep) multiplies by neighbours only and holds nothing over the map; ours is
        the ordinary adjustment.
    Raises: Invalid for fewer than two places, missing values, a neighbour that is not a place.
    Source: Ord J.K., Getis A. (1995), Geographical Analysis 27, p. 286-306; Benjamini Y., Hochberg Y.
        (1995), Journal of the Royal Statistical Society B 57, p. 289-300.

    >>> gi_star([9.0, 8.0, 1.0, 1.0], [[1], [0], [3], [2]]).z.round(2).tolist()
    [1.72, 1.72, -1.72, -1.72]
    """
    numbers = arrays.finite(values, "values")
    arrays.one_row(numbers, "values")
    around = neighbourhoods.table(neighbours, numbers.size, itself=True)
    count, size = numbers.size, neighbourhoods.sizes(around).astype(np.float64)
    spread = float(numbers.std()) if numbers.min() < numbers.max() else 0.0
    room = spread * np.sqrt(np.maximum(count * size - size**2, 0.0) / (count - 1))
    distance = neighbourhoods.sums(around, numbers) - size * numbers.mean()
    z = np.divide(distance, room, out=np.zeros(count), where=room > 0)
    p = np.asarray(2 * special.ndtr(-np.abs(z)), dtype=np.float64)
    return judged(z, p, level)


def steadied(counts: Numbers) -> Floats:
    """Counts with their variance made equal, ready for `gi_star`.

    Formula: sqrt(n + 3/8).
    Shape and units: any shape of counts; no unit.
    Valid when: counts are near Poisson. Measured on 2,000 maps of 400 cells of chance alone, the share with
        any call is 2.6, 4.2, 4.7 and 3.5 % at means of 1, 4, 10 and 20 a cell, against 5 % stated; the
        plain square root makes 10 % of maps at a mean of 4, nearly all false cold spots.
    Raises: Invalid for negative or missing counts.
    Source: Anscombe F.J. (1948), Biometrika 35, p. 246-254.

    >>> steadied([0, 1, 10]).round(3).tolist()
    [0.612, 1.173, 3.221]
    """
    return np.sqrt(arrays.not_negative(counts, "counts") + 3 / 8)


def rate_hotspots(
    counts: Numbers, populations: Numbers, neighbours: Neighbours, *, level: float = FALSE_DISCOVERIES
) -> Local:
    """Places whose neighbourhood holds more (or fewer) of the map's events than of its people.

    Formula: given N events in all, those of a neighbourhood are binomial(N, its share of people) if all
        places have one rate; p is twice the smaller tail (not above 1), adjusted over all places; z is the
        normal value of p, with the sign of observed minus expected.
    Shape and units: whole counts and populations, one each a place, neighbours as for `gi_star`; z has no
        unit.
    Valid when: exact for small counts; people are the right denominator (a town centre at night has few
        residents).
    Raises: Invalid for fewer than two places, negative or broken counts, populations of zero in all,
        lengths that differ.
    Source: Openshaw S. et al. (1987), International Journal of GIS 1, p. 335-358 (test of each circle's
        Poisson excess), here conditional on the total: Kulldorff M. (1997), Communications in Statistics
        26, p. 1481-1496.

    >>> rate_hotspots([9, 0, 0, 1], [100, 100, 100, 700], [[], [], [], []]).significant.tolist()
    [True, False, False, True]
    """
    events = arrays.whole_counts(counts, "counts").astype(np.float64)
    people = arrays.not_negative(populations, "populations")
    arrays.one_row(events, "counts")
    if events.shape != people.shape or people.sum() == 0:
        raise Invalid("Give one population for each count, with somebody in it.")
    around = neighbourhoods.table(neighbours, events.size, itself=True)
    seen, total = neighbourhoods.sums(around, events), float(events.sum())
    chance = np.minimum(neighbourhoods.sums(around, people) / people.sum(), 1.0)
    below = np.asarray(special.bdtr(seen, int(total), chance), dtype=np.float64)
    above = np.where(seen > 0, special.bdtrc(np.maximum(seen - 1, 0.0), int(total), chance), 1.0)
    p = np.clip(2 * np.minimum(below, above), 1e-300, 1.0)
    z = np.asarray(-special.ndtri(p / 2) * np.sign(seen - total * chance), dtype=np.float64)
    return judged(z, p, level)


def predictive_accuracy(hits: float, events: float, *, area_hit: float, area: float) -> float:
    """The predictive accuracy index of a hotspot map: 1 is no better than anywhere.

    Formula: (n / N) / (a / A).
    Shape and units: events inside the hotspots and in all, their area and all area in one unit; no unit.
    Valid when: hotspots were drawn from an earlier period than the events. A tiny area makes it large.
    Raises: Invalid for no events, no area, more inside than in all.
    Source: Chainey S., Tompson L., Uhlig S. (2008), Security Journal 21, p. 4-28.

    >>> predictive_accuracy(25, 100, area_hit=5, area=100)
    5.0
    """
    whole = arrays.positive([events, area_hit, area], "events or areas")
    inside = float(arrays.not_negative(hits, "hits"))
    if inside > events or area_hit > area:
        raise Invalid("The hotspots hold more than there is in all: check hits, events and areas.")
    return float((inside / whole[0]) / (whole[1] / whole[2]))


def judged(z: Floats, p: Floats, level: float) -> Local:
    """Places with their p values adjusted over the whole map (Benjamini and Hochberg)."""
    adjusted = np.asarray(stats.false_discovery_control(p), dtype=np.float64)
    return Local(z, p, adjusted, adjusted <= arrays.share(level, "level of false discoveries"))
