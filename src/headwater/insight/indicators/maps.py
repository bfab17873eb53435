"""What a map of released counts says: which places stand out from chance together with those around them.

Both the smoothed density and the local statistic are worked out from released counts, never from the rows:
a hidden count is taken as the middle of what it can be, and where too much is hidden there is no map.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.insight.indicators import clusters
from headwater.insight.release import memory, store
from headwater.insight.release.draft import Floats
from headwater.insight.release.models import Release
from headwater.insight.release.released import ReleasedSeries
from headwater.vocabulary.states import FigureState

MOST_HIDDEN = 1 / 3  # of places; beyond, the map would show the hiding
FEWEST = 30  # places
BANDWIDTH_CELLS = 3
SAYS = "Places marked high or low stand out, with those around them, from what chance would spread."


@dataclass(frozen=True)
class Map:
    """The content of a map: rows of code, n, value, z, level."""

    start: date
    cells: tuple[tuple[str, float | None, float | None, float, str], ...]
    bandwidth_m: float | None = None

    def content(self) -> dict[str, Any]:
        return {"start": self.start.isoformat(), "cells": self.cells, "bandwidth_m": self.bandwidth_m}


def of_areas(found: Sequence[ReleasedSeries], beside: Mapping[str, Sequence[str]]) -> Map | None:
    """The map of small areas in the last period that was collected; `beside` names each area's neighbours."""
    latest = [series.latest for series in found]
    collected = [figure for figure in latest if figure is not None]
    populated = any(figure.people for figure in collected)
    shown = [figure for figure in collected if figure.people or not populated]  # no rate where nobody lives
    if len(shown) < FEWEST or len(collected) < len(found):
        return None
    hidden = [figure.state is FigureState.SUPPRESSED for figure in shown]
    if sum(hidden) > MOST_HIDDEN * len(shown):
        return None
    rates = np.array([_rate(figure.n, figure.people) for figure in shown])
    position = {figure.area_code: at for at, figure in enumerate(shown)}
    near = [
        np.array([position[c] for c in beside.get(f.area_code, ()) if c in position], dtype=np.int64)
        for f in shown
    ]
    z, level = stand_out(rates, near)
    rows = zip(shown, z.tolist(), level, strict=True)
    cells = tuple((f.area_code, f.n, f.value, round(score, 2), word) for f, score, word in rows)
    return Map(shown[0].period.start, cells)


MIDDLE_OF_HIDDEN = 2.5


def _rate(n: float | None, people: float | None) -> float:
    return (MIDDLE_OF_HIDDEN if n is None else n) / (people or 1.0)


def of_grid(release: Release) -> Map | None:
    """The map of a grid release, from what it released: every cell with events, and those that stand out."""
    contents = store.contents(release.uuid)
    codes = [code for code, _, _ in contents.places]
    if len(codes) < FEWEST:
        return None
    n = np.array([0.0 if cell is None else cell[0] for cell in contents.cells])
    cell_m = int(contents.places[0][1].removeprefix("grid_").removesuffix("m"))
    corner = np.array([[int(part) for part in code.split(":")[1:]] for code in codes])
    middle = corner + cell_m / 2
    density = clusters.quartic_density(middle, n, bandwidth_m=BANDWIDTH_CELLS * cell_m)
    z, level = stand_out(n, beside_on_grid(corner // cell_m))
    rows = zip(codes, n.tolist(), density.tolist(), z.tolist(), level, strict=True)
    cells = tuple(
        (code, count, round(per_m2 * 1_000_000, 3), round(score, 2), word)
        for code, count, per_m2, score, word in rows
        if count or word != "as_elsewhere"
    )
    return Map(memory.first_day(contents.starts[0]), cells, float(BANDWIDTH_CELLS * cell_m))


def beside_on_grid(square: npt.NDArray[np.int64]) -> list[npt.NDArray[np.int64]]:
    """For each square the positions of those that touch it, by a side or a corner."""
    position = {(int(x), int(y)): at for at, (x, y) in enumerate(square)}
    steps = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if (dx, dy) != (0, 0)]
    return [
        np.array(
            [position[key] for dx, dy in steps if (key := (int(x) + dx, int(y) + dy)) in position],
            dtype=np.int64,
        )
        for x, y in square
    ]


def stand_out(values: Floats, near: Sequence[npt.NDArray[np.int64]]) -> tuple[Floats, list[str]]:
    """Each place's local statistic and level, with false discoveries held at 5 % over the whole map.

    Of square roots, which steady the variance of counts: one very busy place does not hide the others.
    """
    found = clusters.gi_star(np.sqrt(values), near)
    words = np.where(~found.significant, "as_elsewhere", np.where(found.z > 0, "high", "low"))
    return found.z, words.tolist()
