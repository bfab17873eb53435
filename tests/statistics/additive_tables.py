"""Additive tables for the disclosure tests: random ones, and those of the reference with their sums."""

from typing import Any

import numpy as np

from headwater.statistics.differencing import Cell, Sum


def make_table(inner: np.ndarray, *, name: str = "t") -> tuple[dict[Cell, int], list[Sum]]:
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


def reference_table(table: dict[str, Any]) -> tuple[list[Cell], list[Sum]]:
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
