"""The reference folder, where it is present, and additive tables for the disclosure tests.

Makers come as fixtures because this folder shares its name with a module of the standard library.
"""

import csv
import json
import os
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headwater.statistics.differencing import Cell, Sum

Oracle = Callable[[str], Any]


@pytest.fixture(scope="session")
def oracle() -> Oracle:
    """Reads one file of the statistical oracles: JSON as it is, CSV as a list of rows."""
    folder = Path(os.environ.get("HEADWATER_REFERENCE", "../shared")) / "oracles" / "statistics"
    if not folder.is_dir():
        pytest.skip(f"no reference folder at {folder}: set HEADWATER_REFERENCE")

    def read(name: str) -> Any:
        with (folder / name).open(encoding="utf-8") as file:
            return json.load(file) if name.endswith(".json") else list(csv.DictReader(file))

    return read


@pytest.fixture(scope="session")
def make_table() -> Callable[..., tuple[dict[Cell, int], list[Sum]]]:
    return _two_way


@pytest.fixture(scope="session")
def reference_table() -> Callable[[dict[str, Any]], tuple[list[Cell], list[Sum]]]:
    return _reference_table


@pytest.fixture(scope="session")
def every_table() -> np.ndarray:
    """Every two-by-three table of numbers up to 4, with its margins, a row each."""
    found = [_two_way(np.array(inner).reshape(2, 3))[0] for inner in product(range(5), repeat=6)]
    return np.array([list(table.values()) for table in found])


def _two_way(inner: np.ndarray, *, name: str = "t") -> tuple[dict[Cell, int], list[Sum]]:
    """A two-way table with both margins and its total."""
    rows, columns = inner.shape
    full = np.zeros((rows + 1, columns + 1), dtype=int)
    full[:rows, :columns], full[rows, :columns] = inner, inner.sum(axis=0)
    full[:, columns] = full[:, :columns].sum(axis=1)
    counts: dict[Cell, int] = {
        (name, r, c): int(full[r, c]) for r in range(rows + 1) for c in range(columns + 1)
    }
    across = [Sum((name, r, columns), tuple((name, r, c) for c in range(columns))) for r in range(rows + 1)]
    down = [Sum((name, rows, c), tuple((name, r, c) for r in range(rows))) for c in range(columns + 1)]
    return counts, across + down


def _reference_table(table: dict[str, Any]) -> tuple[list[Cell], list[Sum]]:
    """The cells of a table of the reference in its order, and every sum among them."""
    axes = [key for key in table["expected"][0] if key not in ("freq", "primary", "suppressed")]
    cells = [tuple(row[axis] for axis in axes) for row in table["expected"]]
    return cells, (_nested(table, cells) if table["id"].startswith("hier") else _margins(cells))


def _margins(cells: list[tuple[str, ...]]) -> list[Sum]:
    values = [sorted({cell[axis] for cell in cells} - {"Total"}) for axis in range(len(cells[0]))]
    return [
        Sum(cell, tuple((*cell[:axis], value, *cell[axis + 1 :]) for value in values[axis]))
        for cell in cells
        for axis in range(len(cell))
        if cell[axis] == "Total"
    ]


def _nested(table: dict[str, Any], cells: list[tuple[str, ...]]) -> list[Sum]:
    parents = {row["area"]: row["ward"] for row in table["input"]}
    parents |= {row["ward"]: row["la"] for row in table["input"]}
    parents |= {row["la"]: "Total" for row in table["input"]}
    kinds = sorted({cell[1] for cell in cells})
    up = [
        Sum((whole, kind), tuple((area, kind) for area in sorted(parents) if parents[area] == whole))
        for whole in sorted(set(parents.values()))
        for kind in kinds
    ]
    areas = sorted({cell[0] for cell in cells})
    return up + [Sum((area, "Total"), tuple((area, k) for k in kinds if k != "Total")) for area in areas]
