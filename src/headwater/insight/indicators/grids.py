"""Counts on a square grid of the National Grid, for the map of where violence is recorded. For open sources
with points only.

A protected source never comes here: its small areas leave as neighbourhoods, and a grid beside them would
undo what is hidden.
"""

from dataclasses import dataclass
from datetime import date

import ibis
import numpy as np
import numpy.typing as npt

from headwater.data.contracts import registry as contracts
from headwater.insight.indicators import compute
from headwater.insight.indicators.calendar import Months
from headwater.insight.indicators.geography import Frame
from headwater.insight.indicators.language import Cut, Events, Indicator
from headwater.insight.indicators.tables import Tables
from headwater.insight.release.draft import Audience, Cell, Draft, Floats, Method, Place
from headwater.insight.release.memory import WHOLE, first_day
from headwater.places import projection
from headwater.places.boundaries import Boundaries
from headwater.vocabulary.periods import Grain

YEAR = 12


@dataclass(frozen=True)
class Points:
    """Where the counted rows of one year lie, in metres, with their weights."""

    start: date
    easting: Floats
    northing: Floats
    weight: Floats
    located_share: float | None  # of the year's rows, those outside the partnership left aside


def has_points(indicator: Indicator) -> bool:
    """Whether the indicator's source is open and gives points."""
    if not isinstance(indicator.of, Events):
        return False
    contract = contracts.get_contract(indicator.of.contract)
    return contract.geography.longitude is not None and not contract.licence.needs_agreement


def points(indicator: Indicator, tables: Tables, frame: Frame) -> Points | None:
    """The rows of the last twelve months in a row that were collected; None where there is no such year."""
    of = indicator.of
    assert isinstance(of, Events)
    place = contracts.get_contract(of.contract).geography
    rows = tables.get(of.table)
    stretch = compute.stretch(of, rows)
    first = None if stretch is None else last_year(stretch)
    if first is None:
        return None
    start, end = first_day(first), first_day(first + YEAR)
    kept = of.keep(rows)
    kept = kept.filter((kept[of.when] >= start) & (kept[of.when] < end))
    ours = kept.filter(kept.lsoa21.isnull() | kept.lsoa21.isin(list(frame.codes["lsoa"])))
    x, y = ours[place.longitude], ours[place.latitude]
    has_point = ours.lsoa21.notnull() & x.notnull() & y.notnull()
    found = ours.filter(has_point).group_by(x=x, y=y).agg(weight=ibis._.weight.sum()).to_pyarrow()
    everything = float(ours.weight.sum().fill_null(0.0).to_pyarrow().as_py())
    east, north = projection.to_national_grid(found.column("x").to_numpy(), found.column("y").to_numpy())
    weight = found.column("weight").to_numpy()
    share = round(float(weight.sum()) / everything, 3) if everything else None
    return Points(start, east, north, weight, share)


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
    cube = counts.reshape(-1, 1, 1)
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
        periods=(found.start,),
        counts=cube,
        states=np.full(cube.shape, Cell.VALUE, dtype=np.int8),
        origin=compute.origin(indicator, tables, located_share=found.located_share),
        method=Method.COUNT,
    )
    return compute.Table(Cut((kind,), Grain.ROLLING_12, audience), draft)


def _cells(found: Points, outlines: Boundaries, cell_m: int) -> tuple[npt.NDArray[np.int64], Floats]:
    """Corners of the cells (south-west), in order, and the weight in each."""
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
    counts = np.zeros(len(cells))
    np.add.at(counts, position.reshape(-1)[: len(held)], found.weight)
    return (cells * cell_m).astype(np.int64), counts
