"""Locating a million points in as many areas as England and Wales have neighbourhoods, beside two peers.

The areas are a made-up coverage of the country: a warped grid whose edges wander, each shared by two areas, 64 corners an outline. Every
side builds its index anew in each round, as one that starts does. Points and edges come from seed 1.
"""

import sys
from collections.abc import Callable, Sequence
from importlib.resources import files

import duckdb
import numpy as np
import pyarrow as pa
import shapely
from measured import Measured, in_turns, tell
from numpy.typing import NDArray

from headwater.places.boundaries import Boundaries

ACROSS, UP = 182, 196  # 35,672 areas
POINTS = 1_000_000
CORNERS = 16  # an edge
SECONDS_AT_MOST = 3.0
THREADS = 2
WEST, SOUTH, EAST, NORTH = -5.5, 50.2, 1.6, 55.6

Points = NDArray[np.float64]


def coverage(random: np.random.Generator) -> tuple[list[str], Points]:
    """Codes, and the outline of each as a ring of corners."""
    nodes = np.stack(np.meshgrid(np.arange(ACROSS + 1.0), np.arange(UP + 1.0), indexing="ij"), axis=-1)
    nodes[1:-1, 1:-1] += random.uniform(-0.15, 0.15, (ACROSS - 1, UP - 1, 2))
    level = _edges(nodes[:-1], nodes[1:], random)  # [column, row of nodes]
    upright = _edges(nodes[:, :-1], nodes[:, 1:], random)
    rings = np.concatenate(
        [level[:, :-1], upright[1:], level[:, 1:, ::-1], upright[:-1, :, ::-1]], axis=2
    ).reshape(ACROSS * UP, -1, 2)
    rings = np.concatenate([rings, rings[:, :1]], axis=1)
    scale = np.array([(EAST - WEST) / ACROSS, (NORTH - SOUTH) / UP])
    return [f"E01{at:06}" for at in range(ACROSS * UP)], rings * scale + np.array([WEST, SOUTH])


def _edges(start: Points, end: Points, random: np.random.Generator) -> Points:
    """Each edge as points from its start to just before its end, wandering from the straight line."""
    along = np.linspace(0, 1, CORNERS + 1)[:-1]
    straight = start[:, :, None] + along[:, None] * (end - start)[:, :, None]
    aside = np.stack([-(end - start)[..., 1], (end - start)[..., 0]], axis=-1)
    swing = random.uniform(-0.03, 0.03, (*start.shape[:2], 3)) @ np.sin(np.pi * np.outer([1, 2, 5], along))
    return straight + swing[..., None] * aside[:, :, None]


def shapely_tree(rings: Points, x: Points, y: Points) -> Callable[[], Points]:
    """The peer as Shapely's own users write it: a tree of the points, asked by every outline."""
    outlines = shapely.polygons(rings)

    def located() -> Points:
        points = shapely.points(x, y)
        areas, held = shapely.STRtree(points).query(outlines, predicate="intersects")
        found = np.full(len(points), -1)
        found[held[::-1]] = areas[::-1]  # on a shared edge the lowest stands
        return found

    return located


def engine(rings: Points, x: Points, y: Points) -> Callable[[], Points]:
    """The peer in SQL: the engine's own spatial join."""
    con = duckdb.connect()
    extension = (
        files("duckdb_extension_spatial") / f"extensions/v{duckdb.__version__}/spatial.duckdb_extension"
    )
    con.execute(f"LOAD '{extension}'; SET threads={THREADS}; SET enable_progress_bar=false")
    shapes = pa.table({"area": np.arange(len(rings)), "shape": shapely.to_wkb(shapely.polygons(rings))})
    con.register("shapes", shapes)
    con.register("points", pa.table({"point": np.arange(len(x)), "x": x, "y": y}))
    con.execute("CREATE TABLE areas AS SELECT area, ST_GeomFromWKB(shape) AS shape FROM shapes")
    con.execute("CREATE TABLE dots AS SELECT point, ST_Point(x, y) AS dot FROM points")
    query = "SELECT point, min(area) AS area FROM dots JOIN areas ON ST_Intersects(shape, dot) GROUP BY point"

    def located() -> Points:
        table = con.execute(query).fetchnumpy()
        found = np.full(len(x), -1)
        found[table["point"]] = table["area"]
        return found

    return located


def main() -> list[Measured]:
    random = np.random.default_rng(1)
    codes, rings = coverage(random)
    x = random.uniform(WEST, EAST, POINTS)
    y = random.uniform(SOUTH, NORTH, POINTS)
    outlines = shapely.polygons(rings)
    if not shapely.is_valid(outlines).all():
        sys.exit("The made-up areas cross themselves.")

    def ours() -> Sequence[str | None]:
        boundaries.__dict__.pop("_tree", None)
        return boundaries.locate(x, y)

    boundaries = Boundaries(codes, outlines)
    numbers = {None: -1} | {code: number for number, code in enumerate(codes)}
    found = np.array([numbers[code] for code in ours()])
    rows = []
    for name, peer in {
        "Shapely's tree": shapely_tree(rings, x, y),
        "DuckDB spatial": engine(rings, x, y),
    }.items():
        if not np.array_equal(peer(), found):
            sys.exit(f"{name} and ours disagree.")
        taken, beside = in_turns(ours, peer, rounds=3)
        what = f"Locate a million points in {len(codes):,} areas"
        rows.append(Measured(what, taken, "s", at_most=SECONDS_AT_MOST, peer=beside, of_peer=name))
    return rows


if __name__ == "__main__":
    tell(main())
