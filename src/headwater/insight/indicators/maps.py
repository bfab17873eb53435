"""What a map of released counts says: which places stand out from chance together with those around them, and
where events are densest.

Both are worked out from released counts, never from the rows: a hidden count is taken as the middle of what it
can be, and where too much is hidden there is no map.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from headwater.insight.indicators import map_history, standing_out
from headwater.insight.indicators.ground import Ground
from headwater.insight.indicators.map_history import Years
from headwater.insight.indicators.partnership import partnership
from headwater.insight.indicators.squares import Squares
from headwater.insight.indicators.standing_out import AS_ELSEWHERE, StandOut
from headwater.insight.release import memory, store
from headwater.insight.release.draft import Audience, Floats
from headwater.insight.release.models import Release
from headwater.insight.release.released import ReleasedFigure, ReleasedSeries
from headwater.statistics import smoothing
from headwater.statistics.arrays import Integers
from headwater.vocabulary.states import FigureState

MOST_HIDDEN = 1 / 3  # of places; beyond, the map would show the hiding
FEWEST = 30  # places
BANDWIDTH_CELLS = 3
MIDDLE_OF_HIDDEN = 2.5
HOLDS = (0.25, 0.5, 0.75)  # of all events: the densest squares that hold so much share a shade

Told = float | None
Row = tuple[str, Told, Told, float, str, float, str, int | None, Told, Told, str]


@dataclass(frozen=True)
class Map:
    """The content of a map: rows of code, n, value, z, level, adjusted p, name, which of the densest, the rate drawn
    toward the map's and how much of its own it kept, and the pattern over the years.
    """

    start: date
    method: str
    places: int  # on the whole map, shown or not
    levels: Mapping[str, int]  # how many of them are high and low
    cells: tuple[Row, ...]
    bandwidth_m: float | None = None
    history: Mapping[str, Any] = field(default_factory=dict)
    shuffled_too: int | None = None  # of squares with more, those that a second test has too

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


def of_areas(found: Sequence[ReleasedSeries], beside: Mapping[str, Sequence[str]]) -> Map | None:
    """The map of areas of one kind in the last period that was collected; `beside` names each one's neighbours."""
    latest = [series.latest for series in found]
    collected = [figure for figure in latest if figure is not None]
    populated = any(figure.people for figure in collected)
    shown = [figure for figure in collected if figure.people or not populated]  # no rate where nobody lives
    if len(shown) < FEWEST or len(collected) < len(found) or _too_much_is_hidden(shown):
        return None
    counts, people = _counts(shown), np.array([figure.people or 1.0 for figure in shown])
    near = _near(shown, beside)
    out = standing_out.stand_out(counts, people, near)
    years = _years(found, shown, people)
    history = map_history.of_years(years, near)
    smooth, kept = _smoothed(counts, people, shown[0].per if populated else None)
    rows = zip(
        *(shown, out.z.tolist(), out.levels, out.adjusted_p.tolist()),
        *(smooth, kept, history.patterns or [map_history.NONE] * len(shown)),
        strict=True,
    )
    cells = tuple(
        (
            *(f.area_code, f.n, f.value, round(z, 2), level, round(p, 4), f.area_name),
            *(None, rate, share, pattern),
        )
        for f, z, level, p, rate, share, pattern in rows
    )
    levels = _counted(out.levels)
    return Map(shown[0].period.start, out.method, len(shown), levels, cells, history=history.facts)


def _too_much_is_hidden(shown: Sequence[ReleasedFigure]) -> bool:
    hidden = [figure.state is FigureState.SUPPRESSED for figure in shown]
    return sum(hidden) > MOST_HIDDEN * len(shown)


def _counts(shown: Sequence[ReleasedFigure]) -> Floats:
    return np.array([MIDDLE_OF_HIDDEN if figure.n is None else figure.n for figure in shown])


def _smoothed(counts: Floats, people: Floats, per: float | None) -> tuple[Sequence[Told], Sequence[Told]]:
    """Each place's rate drawn toward the map's by as much as chance accounts for, and the share it kept."""
    if per is None:
        return (nothing := [None] * len(counts)), nothing
    found = smoothing.empirical_bayes(np.round(counts), people)
    return np.round(found.smoothed * per, 2).tolist(), np.round(found.kept, 3).tolist()


def _years(found: Sequence[ReleasedSeries], shown: Sequence[ReleasedFigure], people: Floats) -> Years:
    """The last period and those that lie whole years before it, as far back as enough was told of every place."""
    of_place = {series.area_code: series for series in found}
    series = [of_place[figure.area_code] for figure in shown]
    start = shown[0].period.start
    starts: list[date] = []
    rows: list[Floats] = []
    while len(rows) < map_history.FEWEST_YEARS:
        year = _year_of(series, start)
        if year is None:
            break
        starts.insert(0, start)
        rows.insert(0, _counts(year))
        start = start.replace(year=start.year - 1)
    return Years(tuple(starts), np.array(rows), people, high_only=False)


def _year_of(series: Sequence[ReleasedSeries], start: date) -> list[ReleasedFigure] | None:
    if any(start not in each.starts for each in series):
        return None
    year = [each.figure(each.starts.index(start)) for each in series]
    missing = {FigureState.NOT_COLLECTED, FigureState.NOT_APPLICABLE}
    return None if any(each.state in missing for each in year) or _too_much_is_hidden(year) else year


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
    flat = [0.0 if cell is None else cell[0] for cell in contents.cells]
    counts = np.array(flat).reshape(len(codes), len(contents.starts)).T
    squares, alike = Squares.of(codes), np.ones(len(codes))
    near = squares.beside()
    starts = tuple(map(memory.first_day, contents.starts))
    history = map_history.of_years(Years(starts, counts, alike, high_only=True), near)
    out = _without_low(standing_out.stand_out(counts[-1], alike, near))
    bandwidth_m = float(BANDWIDTH_CELLS * squares.cell_m)
    cells = _cells_of_grid(
        _Reader(release.audience, codes, _names(squares, ground)),
        *(counts[-1], squares.density(counts[-1], bandwidth_m=bandwidth_m), out),
        history.patterns or (map_history.NONE,) * len(codes),
    )
    return Map(
        *(starts[-1], out.method, len(codes), _counted(out.levels), cells, bandwidth_m),
        history=history.facts,
        shuffled_too=standing_out.shuffled_too(counts[-1], near, out.levels),
    )


@dataclass(frozen=True)
class _Reader:
    """Whom a grid's squares are told to, and what each is called."""

    audience: str
    codes: Sequence[str]
    names: Sequence[str]

    @property
    def fewest(self) -> int:
        return partnership().public_fewest if self.audience == Audience.PUBLIC else 1


def _cells_of_grid(
    told: _Reader, n: Floats, smooth: Floats, out: StandOut, patterns: Sequence[str]
) -> tuple[Row, ...]:
    """Only squares with something to tell: a count, a mark, a shade or a pattern."""
    densest = holds(smooth, n)
    cells: list[Row] = []
    for at, code in enumerate(told.codes):
        marked = out.levels[at] != AS_ELSEWHERE or patterns[at] != map_history.NONE
        if n[at] < told.fewest and densest[at] is None and not marked:
            continue
        count = float(n[at]) if n[at] >= told.fewest or n[at] == 0 else None
        tested = (round(float(out.z[at]), 2), out.levels[at], round(float(out.adjusted_p[at]), 4))
        shown = (told.names[at], densest[at], None, None, patterns[at])
        cells.append((code, count, round(float(smooth[at]), 3), *tested, *shown))
    return tuple(cells)


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
