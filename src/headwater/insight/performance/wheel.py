"""Where the parts of a wheel lie: equal slices of a ring, from the top and clockwise, with their words in lines that fit within.

Geometry only; the page says what each is and in which words.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate
from math import cos, pi, sin
from textwrap import wrap

from headwater.insight.performance.children import Spoke

SIZE = 480.0  # of the square that it is drawn in
OUTER, INNER = 236.0, 78.0
LABEL = 156.0  # how far from the middle the words stand
GAP = 0.012  # of a turn between two slices
TITLE, SAYS = (12, 27.0), (13, 23.0)  # letters that a line holds, and how high it is
MOST_LINES = 2  # of each, and the list beside the picture says all of it


@dataclass(frozen=True)
class Line:
    """One line of words, centred on its slice, by the foot of its letters."""

    words: str
    y: float
    is_title: bool


@dataclass(frozen=True)
class Slice:
    """One part as a path, with its words and their place."""

    spoke: Spoke
    path: str
    x: float
    lines: tuple[Line, ...]


def slices(spokes: Iterable[Spoke], said: Callable[[Spoke], str]) -> list[Slice]:
    """Every part in its slice, with its title and what is said of it."""
    found = list(spokes)
    return [_slice(each, said(each), at, len(found)) for at, each in enumerate(found)]


def _slice(spoke: Spoke, said: str, at: int, parts: int) -> Slice:
    start, end = (at + GAP * parts / 2) / parts, (at + 1 - GAP * parts / 2) / parts
    x, y = _point((start + end) / 2, LABEL)
    return Slice(spoke, ring(start, end), x, lines(spoke.outcome.title, said, y))


def lines(title: str, said: str, middle: float) -> tuple[Line, ...]:
    """A title and what is said under it, around a middle.

    >>> [(line.words, line.y) for line in lines("Earning", "Not measured yet", 100.0)]
    [('Earning', 85.1), ('Not measured', 108.9), ('yet', 131.9)]
    """
    told = [
        (words, height, height == TITLE[1])
        for text, (letters, height) in ((title, TITLE), (said, SAYS))
        for words in wrap(text, letters, max_lines=MOST_LINES, placeholder="…")
    ]
    tops = accumulate((height for _words, height, _is in told), initial=0.0)
    whole = sum(height for _words, height, _is in told)
    return tuple(
        Line(words, round(middle - whole / 2 + top + 0.8 * height, 1), is_title)
        for top, (words, height, is_title) in zip(tops, told, strict=False)
    )


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
