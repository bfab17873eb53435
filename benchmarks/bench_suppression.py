"""Secondary suppression of a county of 28,000 cells: 1,500 small areas in 240 wards in 10 districts, 15 offences.

The peer publishes by Gaussian elimination, greatest count first, as GaussSuppression does, in Python on the same
cells, and every cell either hides is checked: none may follow exactly. GaussSuppression 1.0.0 itself, under R 4.5.0
on two cores, is recorded at 118 s for 28,000 cells, 10,393 hidden for 7,005 small, and not run here. Counts of 1 to 3
are small; seed 1. Bar: 30 s, no more cells than the peer hides. Range protection and the audit by programmes are
timed apart, with what each width costs; they have no bar.
"""

import argparse
import sys
import time
from dataclasses import dataclass

import numpy as np
from measured import Measured, seconds, tell

from headwater.statistics import (
    auditor,
    differencing,
    elimination,
    interval_protection,
    secondary_suppression,
)
from headwater.statistics.companions import Remainders
from headwater.statistics.differencing import Cell, Range, Sum
from headwater.statistics.secondary_suppression import Suppression

AREAS, WARDS, DISTRICTS, OFFENCES = 1500, 240, 10, 15
SECONDS_AT_MOST = 30.0
WIDTHS = (3, 5)


@dataclass(frozen=True)
class County:
    counts: dict[Cell, int]
    sums: list[Sum]

    @property
    def small(self) -> set[Cell]:
        return {cell for cell, n in self.counts.items() if 1 <= n <= 3}

    def shown(self, hidden: frozenset[Cell] | set[Cell]) -> dict[Cell, Range]:
        return {cell: Range(n, n) for cell, n in self.counts.items() if cell not in hidden}


def county(areas: int) -> County:
    """Offences by area at four levels, each with a total."""
    chance = np.random.default_rng(1)
    wards, districts = max(areas * WARDS // AREAS, 2), max(areas * DISTRICTS // AREAS, 2)
    ward_of = np.sort(np.r_[np.arange(wards), chance.integers(0, wards, areas - wards)])
    district_of = np.sort(np.r_[np.arange(districts), chance.integers(0, districts, wards - districts)])
    busy, common = chance.gamma(2, 0.5, areas), chance.gamma(1.2, 1, OFFENCES)
    counts = chance.poisson(9 * np.outer(busy, common / common.mean()))
    made, level = County({}, []), "area"
    _put(made, level, counts)
    for upper, parent in (("ward", ward_of), ("district", district_of), ("county", np.zeros(districts, int))):
        summed = np.zeros((parent.max() + 1, OFFENCES), int)
        np.add.at(summed, parent, counts)
        _put(made, upper, summed)
        made.sums.extend(
            Sum((upper, at, kind), tuple((level, int(part), kind) for part in np.flatnonzero(parent == at)))
            for at in range(len(summed))
            for kind in range(OFFENCES + 1)
        )
        level, counts = upper, summed
    return made


def _put(made: County, level: str, counts: np.ndarray) -> None:
    for at, row in enumerate(counts.tolist()):
        made.counts.update({(level, at, kind): n for kind, n in enumerate([*row, sum(row)])})
        made.sums.append(Sum((level, at, OFFENCES), tuple((level, at, kind) for kind in range(OFFENCES))))


def by_elimination(of: County) -> set[Cell]:
    """The peer: publish from the greatest count down whatever gives no small cell away by equations."""
    cells, small = list(of.counts), of.small
    at = {cell: place for place, cell in enumerate(cells)}
    rows: list[elimination.Row] = [
        {at[each.whole]: 1} | {at[part]: -1 for part in each.parts} for each in of.sums
    ]
    remainders = Remainders(rows, len(cells), {at[cell] for cell in small})
    hidden = set(small)
    for cell in sorted(set(cells) - small, key=lambda cell: (-of.counts[cell], at[cell])):
        if remainders.gives_away(at[cell]):
            hidden.add(cell)
        else:
            remainders.publish(at[cell])
    return hidden


def _safe(of: County, hidden: frozenset[Cell] | set[Cell]) -> None:
    if differencing.determined_cells(of.sums, of.shown(hidden)).determined:
        sys.exit("A hidden cell follows exactly.")


def main(areas: int) -> list[Measured]:
    of = county(areas)
    began = time.perf_counter()
    found = secondary_suppression.suppress_tables(of.sums, of.counts, primary=of.small, small=Range())
    ours = time.perf_counter() - began
    began = time.perf_counter()
    other = by_elimination(of)
    peer = time.perf_counter() - began
    _safe(of, found.hidden)
    beside = "elimination in Python (R's GaussSuppression: 118 s, recorded)"
    what = f"Secondary suppression, {len(of.counts):,} cells, {len(of.small):,} small"
    most = SECONDS_AT_MOST * areas / AREAS
    return [
        Measured(what, ours, "s", at_most=most, peer=peer, of_peer=beside),
        Measured("Cells hidden", len(found.hidden), "cells", len(other), 1.0, len(other), "elimination"),
        Measured("Audit by programmes", seconds(lambda: _audit(of, found)), "s"),
        *(row for width in WIDTHS for row in _protected(of, found, width)),
    ]


def _audit(of: County, found: Suppression) -> None:
    if auditor.audit(of.sums, of.shown(found.hidden)).determined:
        sys.exit("The auditor finds a hidden cell exactly.")


def _protected(of: County, found: Suppression, width: int) -> list[Measured]:
    began = time.perf_counter()
    wide = interval_protection.widened(of.sums, of.counts, found, width=width)
    taken = time.perf_counter() - began
    return [
        Measured(f"Ranges of {width} or more, with two audits", taken, "s"),
        Measured(f"Cells hidden then, width {width}", len(wide.hidden), "cells"),
    ]


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--areas", type=int, default=AREAS)
    asked.add_argument("--json", action="store_true")
    tell(main(asked.parse_args().areas))
