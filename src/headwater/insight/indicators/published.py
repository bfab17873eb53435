"""From figures that a source has already made to drafts. Its marks stay: hidden numbers keep their bounds,
nothing is rounded again.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from headwater.insight.indicators import calendar, partnership
from headwater.insight.indicators.compute import Table, origin
from headwater.insight.indicators.geography import Frame
from headwater.insight.indicators.language import Cut, Indicator, Published
from headwater.insight.indicators.tables import Tables
from headwater.insight.release.draft import Cell, Draft, Floats, Method, Place
from headwater.insight.release.memory import WHOLE, first_day
from headwater.vocabulary.periods import Grain, Month

COUNTRY = Place("E92000001", "England", "country")
REGIONS = tuple(
    Place(code, name, "region", COUNTRY.code)
    for code, name in (
        ("E12000001", "North East"),
        ("E12000002", "North West"),
        ("E12000003", "Yorkshire and The Humber"),
        ("E12000004", "East Midlands"),
        ("E12000005", "West Midlands"),
        ("E12000006", "East of England"),
        ("E12000007", "London"),
        ("E12000008", "South East"),
        ("E12000009", "South West"),
    )
)
STATES = {
    "value": Cell.VALUE,
    "suppressed": Cell.SUPPRESSED,
    "low": Cell.SUPPRESSED,
    "not_applicable": Cell.NOT_APPLICABLE,
}


def regions() -> tuple[Place, ...]:
    """England's, and the partnership's own where it is none of them: a generated county lies in no real one."""
    own = partnership.partnership()
    if not own.region_code or own.region_code in {region.code for region in REGIONS}:
        return REGIONS
    return (*REGIONS, Place(own.region_code, own.region_name, "region", COUNTRY.code))


@dataclass(frozen=True)
class Grid:
    """Where a source's rows go: places, categories and periods by position."""

    places: tuple[Place, ...]
    categories: tuple[str, ...]
    starts: tuple[int, ...]

    @property
    def shape(self) -> tuple[int, int, int]:
        return len(self.places), len(self.categories), len(self.starts)


def compute(indicator: Indicator, tables: Tables, frame: Frame | None) -> list[Table]:
    """Every table of an indicator whose source publishes figures by area. Empty where the source has not
    landed.
    """
    of = indicator.of
    assert isinstance(of, Published)
    if not tables.has(of.table):
        return []
    found = [Table(cut, _draft(indicator, cut, tables, _places(cut.kinds, frame))) for cut in indicator.cuts]
    return [table for table in found if table.draft.periods and table.draft.places]


def _places(kinds: Sequence[str], frame: Frame | None) -> tuple[Place, ...]:
    fixed = {"country": (COUNTRY,), "region": regions()}
    own = () if frame is None else frame.places([kind for kind in kinds if kind in frame.codes])
    return (*(place for kind in kinds for place in fixed.get(kind, ())), *own)


def _draft(indicator: Indicator, cut: Cut, tables: Tables, places: tuple[Place, ...]) -> Draft:
    of = indicator.of
    assert isinstance(of, Published)
    rows = of.rows(tables.get(of.table), cut.breakdown).to_pyarrow().to_pylist()
    by_name = {place.name.casefold(): at for at, place in enumerate(places)}
    rows = [row for row in rows if row["area_name"].casefold() in by_name]
    breakdown = indicator.breakdown(cut.breakdown)
    categories = (WHOLE, *(breakdown.categories if breakdown else ()))
    grid = Grid(places, categories, _starts([row["start"] for row in rows], cut.grain))
    states, cubes = _fill(grid, rows, by_name)
    return Draft(
        indicator=indicator.key,
        version=indicator.version,
        policy=indicator.policy,
        grain=cut.grain,
        breakdown=cut.breakdown,
        places=places,
        categories=categories,
        periods=tuple(first_day(start) for start in grid.starts),
        counts=cubes["n"],
        states=states,
        origin=origin(indicator, tables, located_share=None),
        method=indicator.method,
        per=1.0,
        scores=cubes["value"] if indicator.method is Method.AS_PUBLISHED else None,
        least=cubes["least"],
        greatest=cubes["greatest"],
        exhaustive=False,
    )


def _starts(days: Sequence[date], grain: Grain) -> tuple[int, ...]:
    if not days:
        return ()
    step = calendar.LENGTH[grain]
    indexes = [Month.of(day).index for day in days]
    return tuple(range(min(indexes), max(indexes) + 1, step))


def _fill(
    grid: Grid, rows: list[dict[str, Any]], by_name: Mapping[str, int]
) -> tuple[Any, dict[str, Floats]]:
    """Sums of the rows of each cell. One hidden row hides the cell, and its bounds add to what the others
    count.
    """
    states = np.full(grid.shape, Cell.NOT_COLLECTED, dtype=np.int8)
    cubes = {name: np.full(grid.shape, np.nan) for name in ("n", "value", "least", "greatest")}
    category = {key: at for at, key in enumerate(grid.categories)}
    period = {start: at for at, start in enumerate(grid.starts)}
    cells: dict[tuple[int, int, int], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        at = (
            by_name[row["area_name"].casefold()],
            category[row["category"]],
            period[Month.of(row["start"]).index],
        )
        cells[at].append(row)
    for at, found in cells.items():
        marks = {STATES.get(row["mark"], Cell.NOT_COLLECTED) for row in found}
        states[at] = max(
            marks
        )  # not applicable and not collected say more than hidden, and hidden more than a value
        if states[at] == Cell.VALUE:
            cubes["n"][at] = _sum(found, "n")
            cubes["value"][at] = _sum(found, "value")
            both = (cubes["n"][at], cubes["value"][at])
            states[at] = Cell.ZERO if all(v == 0 or np.isnan(v) for v in both) else Cell.VALUE
        elif states[at] == Cell.SUPPRESSED:
            cubes["least"][at] = sum(_bound(row, "least") for row in found)
            cubes["greatest"][at] = sum(_bound(row, "greatest") for row in found)
    return states, cubes


def _sum(rows: list[dict[str, Any]], name: str) -> float:
    values = [row[name] for row in rows]
    return float("nan") if None in values else float(sum(values))


def _bound(row: dict[str, Any], name: str) -> float:
    if row["n"] is not None:
        return float(row["n"])
    return float("nan") if row[name] is None else float(row[name])
