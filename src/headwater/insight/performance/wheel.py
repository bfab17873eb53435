"""Where the parts of a wheel lie: equal slices of a ring, from the top and clockwise. Geometry only; the page says what each is."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, sin

from headwater.insight.performance.children import Spoke

SIZE = 480.0  # of the square that it is drawn in
OUTER, INNER = 236.0, 78.0
LABEL = 156.0  # how far from the middle the words stand
GAP = 0.012  # of a turn between two slices


@dataclass(frozen=True)
class Slice:
    """One part as a path, with the place of its words."""

    spoke: Spoke
    path: str
    x: float
    y: float


def slices(spokes: Iterable[Spoke]) -> list[Slice]:
    """Every part in its slice."""
    found = list(spokes)
    return [_slice(each, at, len(found)) for at, each in enumerate(found)]


def _slice(spoke: Spoke, at: int, parts: int) -> Slice:
    start, end = (at + GAP * parts / 2) / parts, (at + 1 - GAP * parts / 2) / parts
    x, y = _point((start + end) / 2, LABEL)
    return Slice(spoke, ring(start, end), x, y)


def ring(start: float, end: float) -> str:
    """A slice of the ring between two parts of a turn.

    >>> ring(0, 0.25)
    'M240 4A236 236 0 0 1 476 240L318 240A78 78 0 0 0 240 162Z'
    """
    large = int(end - start > 0.5)  # noqa: PLR2004  (half a turn)
    (ax, ay), (bx, by) = _point(start, OUTER), _point(end, OUTER)
    (cx, cy), (dx, dy) = _point(end, INNER), _point(start, INNER)
    outer, inner = f"{OUTER:g} {OUTER:g} 0 {large} 1", f"{INNER:g} {INNER:g} 0 {large} 0"
    return f"M{ax:g} {ay:g}A{outer} {bx:g} {by:g}L{cx:g} {cy:g}A{inner} {dx:g} {dy:g}Z"


def _point(turn: float, reach: float) -> tuple[float, float]:
    angle = 2 * pi * turn
    return round(SIZE / 2 + reach * sin(angle), 1), round(SIZE / 2 - reach * cos(angle), 1)
