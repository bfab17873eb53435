"""What a map of released counts says: which places stand out from chance together with those around them, and
where events are densest.

Both are worked out from released counts, never from the rows: a hidden count is taken as the middle of what it
can be, and where too much is hidden there is no map.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from headwater.insight.indicators.ground import Ground
from headwater.insight.indicators.partnership import partnership
from headwater.insight.indicators.squares import Squares
from headwater.insight.release import memory, store
from headwater.insight.release.draft import Audience, Floats
from headwater.insight.release.models import Release
from headwater.insight.release.released import ReleasedFigure, ReleasedSeries
from headwater.statistics import hotspots
from headwater.statistics.arrays import Integers
from headwater.vocabulary.states import FigureState

MOST_HIDDEN = 1 / 3  # of places; beyond, the map would show the hiding
FEWEST = 30  # places
BANDWIDTH_CELLS = 3
MIDDLE_OF_HIDDEN = 2.5
GI_FROM = 1.0  # events a place: below, Gi* alarms in up to 97 of 100 maps of chance alone, and 2 to 6 above
GI_STAR, EXACT = "gi_star", "exact"
HOLDS = (0.25, 0.5, 0.75)  # of all events: the densest squares that hold so much share a shade
AS_ELSEWHERE = "as_elsewhere"

Row = tuple[str, float | None, float | None, float, str, float, str, int | None]


@dataclass(frozen=True)
class StandOut:
    """For each place how far it and those around it lie from the map's mean, and whether chance would do that."""

    method: str
    z: Floats
    adjusted_p: Floats
    levels: list[str]


@dataclass(frozen=True)
class Map:
    """The content of a map: rows of code, n, value, z, level, adjusted p, name, and which of the densest."""

    start: date
    method: str
    places: int  # on the whole map, shown or not
    levels: Mapping[str, int]  # how many of them are high and low
    cells: tuple[Row, ...]
    bandwidth_m: float | None = None

    def content(self) -> dict[str, Any]:
        return {**vars(self), "start": self.start.isoformat()}

    @property
    def says(self) -> str:
        """The map in one sentence."""
        high, low = self.levels.get("high", 0), self.levels.get("low", 0)
        if not high and not low:
            return f"None of the {self.places:,} places stands out from what chance would spread."
        less = f", and {low:,} with less" if low else ""
        one = high == 1 and not low
        return (
            f"{high:,} of {self.places:,} places {'stands' if one else 'stand'} out, together with those around "
            f"{'it' if one else 'them'}, with more than chance would give{less}."
        )


def stand_out(counts: Floats, exposure: Floats, near: Sequence[Integers]) -> StandOut:
    """Which places stand out, with false discoveries held at 5 % over the whole map.

    Gi* of counts for each unit of exposure (people, or 1 for squares alike), steadied so that chance has one
    spread everywhere. Where events are fewer than one a place that is not valid, and the exact test of counts
    takes over; it is not used for more, as with many events it marks every place whose rate differs at all.
    """
    if counts.mean() < GI_FROM:
        method, found = EXACT, hotspots.rate_hotspots(np.round(counts), exposure, near)
    else:
        method = GI_STAR
        found = hotspots.gi_star(hotspots.steadied(counts) / np.sqrt(exposure), near)
    levels = np.where(~found.significant, AS_ELSEWHERE, np.where(found.z > 0, "high", "low"))
    return StandOut(method, found.z, found.adjusted_p, levels.tolist())


def of_areas(found: Sequence[ReleasedSeries], beside: Mapping[str, Sequence[str]]) -> Map | None:
    """The map of areas of one kind in the last period that was collected; `beside` names each one's neighbours."""
    latest = [series.latest for series in found]
    collected = [figure for figure in latest if figure is not None]
    populated = any(figure.people for figure in collected)
    shown = [figure for figure in collected if figure.people or not populated]  # no rate where nobody lives
    if len(shown) < FEWEST or len(collected) < len(found):
        return None
    hidden = [figure.state is FigureState.SUPPRESSED for figure in shown]
    if sum(hidden) > MOST_HIDDEN * len(shown):
        return None
    counts = np.array([MIDDLE_OF_HIDDEN if figure.n is None else figure.n for figure in shown])
    people = np.array([figure.people or 1.0 for figure in shown])
    out = stand_out(counts, people, _near(shown, beside))
    rows = zip(shown, out.z.tolist(), out.levels, out.adjusted_p.tolist(), strict=True)
    cells = tuple(
        (f.area_code, f.n, f.value, round(z, 2), level, round(p, 4), f.area_name, None)
        for f, z, level, p in rows
    )
    return Map(shown[0].period.start, out.method, len(shown), _counted(out.levels), cells)


def _near(shown: Sequence[ReleasedFigure], beside: Mapping[str, Sequence[str]]) -> list[Integers]:
    position = {figure.area_code: at for at, figure in enumerate(shown)}
    return [
        np.array([position[c] for c in beside.get(figure.area_code, ()) if c in position], dtype=np.int64)
        for figure in shown
    ]


def of_grid(release: Release, ground: Ground) -> Map | None:
    """The map of a grid release, from what it released: the squares that hold something, and those that stand
    out or are densest. The public is not told a count below the partnership's own fewest.
    """
    contents = store.contents(release.uuid)
    codes = [code for code, _, _ in contents.places]
    if len(codes) < FEWEST:
        return None
    n = np.array([0.0 if cell is None else cell[0] for cell in contents.cells])
    squares, bandwidth_m = Squares.of(codes), float(BANDWIDTH_CELLS * Squares.of(codes).cell_m)
    smooth = squares.density(n, bandwidth_m=bandwidth_m)
    out = _without_low(stand_out(n, np.ones(len(n)), squares.beside()))
    fewest = partnership().public_fewest if release.audience == Audience.PUBLIC else 1
    densest = holds(smooth, n)
    told = [
        at
        for at in range(len(n))
        if n[at] >= fewest or densest[at] is not None or out.levels[at] != AS_ELSEWHERE
    ]
    names = _names(squares, ground)
    cells = tuple(
        (
            *(
                codes[at],
                float(n[at]) if n[at] >= fewest or n[at] == 0 else None,
                round(float(smooth[at]), 3),
            ),
            *(round(float(out.z[at]), 2), out.levels[at], round(float(out.adjusted_p[at]), 4)),
            *(names[at], densest[at]),
        )
        for at in told
    )
    start = memory.first_day(contents.starts[0])
    return Map(start, out.method, len(codes), _counted(out.levels), cells, bandwidth_m)


def _without_low(found: StandOut) -> StandOut:
    """Of squares alike, one with less says only that few people are there: that is no finding."""
    return replace(found, levels=["high" if level == "high" else AS_ELSEWHERE for level in found.levels])


def holds(smooth: Floats, n: Floats) -> list[int | None]:
    """For each square which of the shades of `HOLDS` it has: 0 the densest that hold the first quarter of events.

    >>> holds(np.array([9.0, 5.0, 1.0, 0.5]), np.array([25.0, 25.0, 25.0, 25.0]))
    [0, 1, 2, None]
    """
    if not n.sum():
        return [None] * len(n)
    order = np.argsort(-smooth, kind="stable")
    before = np.empty(len(n))
    before[order] = (np.cumsum(n[order]) - n[order]) / n.sum()
    shade = np.searchsorted(HOLDS, before, side="right")
    return [None if each == len(HOLDS) else int(each) for each in shade.tolist()]


def _names(squares: Squares, ground: Ground) -> list[str]:
    """The map reference of each square, with the ward around it."""
    pairs = zip(squares.references(), ground.wards_at(squares.middles), strict=True)
    return [f"{reference}, {ward}" if ward else reference for reference, ward in pairs]


def _counted(levels: Iterable[str]) -> dict[str, int]:
    found = list(levels)
    return {level: found.count(level) for level in ("high", "low")}
