"""Counts on a square grid of the National Grid, for the map of where violence is recorded. For open sources
with points only.

A protected source never comes here: its small areas leave as neighbourhoods, and a grid beside them would
undo what is hidden.
"""

from dataclasses import dataclass, replace
from datetime import date

import ibis
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from headwater.data.contracts import registry as contracts
from headwater.insight.indicators import compute
from headwater.insight.indicators.calendar import Months
from headwater.insight.indicators.geography import Frame
from headwater.insight.indicators.language import Cut, Events, Indicator
from headwater.insight.indicators.tables import Tables
from headwater.insight.release.draft import Audience, Cell, Draft, Floats, Method, Origin, Place
from headwater.insight.release.memory import WHOLE, first_day
from headwater.places import projection
from headwater.places.boundaries import Boundaries
from headwater.statistics import snapped_points
from headwater.vocabulary.periods import Grain

YEAR = 12
MOST_YEARS = 5  # as many as tell a place that stays from one that comes and goes


@dataclass(frozen=True)
class Points:
    """Where the counted rows of the last years lie, in metres, with their weights in each year."""

    starts: tuple[date, ...]  # of years of twelve months, the last of them last
    easting: Floats
    northing: Floats
    weight: Floats  # (point, year)
    located_share: float | None  # of the last year's rows, those outside the partnership left aside

    @property
    def shared(self) -> float | None:
        """Of the last year's rows, the share whose point another has too."""
        last = self.weight[:, -1]
        return float(last[last > 1].sum() / last.sum()) if last.sum() else None


def has_points(indicator: Indicator) -> bool:
    """Whether the indicator's source is open and gives points."""
    if not isinstance(indicator.of, Events):
        return False
    contract = contracts.get_contract(indicator.of.contract)
    return contract.geography.longitude is not None and not contract.licence.needs_agreement


def points(indicator: Indicator, tables: Tables, frame: Frame) -> Points | None:
    """The rows of the last years that were wholly collected; None where there is no such year."""
    of = indicator.of
    assert isinstance(of, Events)
    place = contracts.get_contract(of.contract).geography
    rows = tables.get(of.table)
    stretch = compute.stretch(of, rows)
    firsts = [] if stretch is None else last_years(stretch)
    if not firsts:
        return None
    kept = of.keep(rows)
    when = kept[of.when]
    month = when.year().cast("int64") * 12 + when.month() - 1
    kept = kept.mutate(year=((month - firsts[0]) / YEAR).floor().cast("int64"))
    kept = kept.filter((kept.year >= 0) & (kept.year < len(firsts)))
    ours = kept.filter(kept.lsoa21.isnull() | kept.lsoa21.isin(list(frame.codes["lsoa"])))
    x, y = ours[place.longitude], ours[place.latitude]
    has_point = ours.lsoa21.notnull() & x.notnull() & y.notnull()
    found = ours.filter(has_point).group_by("year", x=x, y=y).agg(weight=ibis._.weight.sum()).to_pyarrow()
    last = ours.filter(ours.year == len(firsts) - 1)
    everything = float(last.weight.sum().fill_null(0.0).to_pyarrow().as_py())
    spread = _spread(found, len(firsts))
    east, north = projection.to_national_grid(*spread[0].T)
    share = round(float(spread[1][:, -1].sum()) / everything, 3) if everything else None
    return Points(tuple(map(first_day, firsts)), east, north, spread[1], share)


def _spread(found: pa.Table, years: int) -> tuple[Floats, Floats]:
    """Each point once, with its weight in each year."""
    at = np.column_stack([found.column(name).to_numpy() for name in ("x", "y")]).astype(np.float64)
    each, position = np.unique(at, axis=0, return_inverse=True)
    weight = np.zeros((len(each), years))
    year = found.column("year").to_numpy().astype(np.int64)
    np.add.at(weight, (position.reshape(-1), year), found.column("weight").to_numpy())
    return each, weight


def last_years(stretch: Months) -> list[int]:
    """First months of the last years that follow one another and were wholly collected, up to five, the last last."""
    last = last_year(stretch)
    found: list[int] = []
    while last is not None and last >= stretch.first and len(found) < MOST_YEARS:
        at = last - stretch.first
        if not stretch.collected[at : at + YEAR].all():
            break
        found.insert(0, last)
        last -= YEAR
    return found


def last_year(stretch: Months) -> int | None:
    """Index of the first month of the last twelve months in a row that were all collected."""
    whole = np.convolve(stretch.collected.astype(int), np.ones(YEAR, dtype=int), mode="valid") == YEAR
    found = np.flatnonzero(whole) if len(stretch) >= YEAR else np.array([], dtype=int)
    return stretch.first + int(found[-1]) if found.size else None


def table(
    indicator: Indicator,
    tables: Tables,
    found: Points,
    outlines: Boundaries,
    *,
    cell_m: int,
    audience: Audience,
) -> compute.Table:
    """The count of each cell whose middle lies in the partnership, or that holds a point."""
    cells, counts = _cells(found, outlines, cell_m)
    kind = f"grid_{cell_m}m"
    cube = counts[:, np.newaxis, :]
    draft = Draft(
        indicator=indicator.key,
        version=indicator.version,
        policy=indicator.policy,
        grain=Grain.ROLLING_12,
        breakdown="",
        places=tuple(
            Place(f"{kind}:{east}:{north}", f"{east}, {north}", kind) for east, north in cells.tolist()
        ),
        categories=(WHOLE,),
        periods=found.starts,
        counts=cube,
        states=np.full(cube.shape, Cell.VALUE, dtype=np.int8),
        origin=_origin(indicator, tables, found),
        method=Method.COUNT,
    )
    return compute.Table(Cut((kind,), Grain.ROLLING_12, audience), draft)


def _origin(indicator: Indicator, tables: Tables, found: Points) -> Origin:
    """With how many of the positions are shared points, which a map of them must say."""
    origin = compute.origin(indicator, tables, located_share=found.located_share)
    if found.shared is None or found.shared < snapped_points.SHARED:
        return origin
    note = f"{100 * found.shared:.0f} of 100 recorded positions are a point that another record has too"
    return replace(origin, notes=(*origin.notes, note))


def _cells(found: Points, outlines: Boundaries, cell_m: int) -> tuple[npt.NDArray[np.int64], Floats]:
    """Corners of the cells (south-west), in order, and the weight in each year of each."""
    held = np.column_stack([found.easting, found.northing]) // cell_m
    x, y = outlines.centroids()
    low = np.minimum(held.min(axis=0, initial=np.inf), [x.min() // cell_m - 5, y.min() // cell_m - 5])
    high = np.maximum(held.max(axis=0, initial=-np.inf), [x.max() // cell_m + 5, y.max() // cell_m + 5])
    every = np.stack(
        np.meshgrid(np.arange(low[0], high[0] + 1), np.arange(low[1], high[1] + 1)), axis=-1
    ).reshape(-1, 2)
    middle = projection.to_degrees((every[:, 0] + 0.5) * cell_m, (every[:, 1] + 0.5) * cell_m)
    inside = np.array([code is not None for code in outlines.locate(*middle)], dtype=np.bool_)
    cells, position = np.unique(np.concatenate([held, every[inside]]), axis=0, return_inverse=True)
    counts = np.zeros((len(cells), len(found.starts)))
    np.add.at(counts, position.reshape(-1)[: len(held)], found.weight)
    return (cells * cell_m).astype(np.int64), counts
