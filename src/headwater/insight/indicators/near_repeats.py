"""Near repeats: after an event, do others follow nearby and soon, more than chance would bring? For partners.

From sources that give an exact place and day of each event. Pairs of events leave through release like any
other count, and what is said is said of the pairs that left. A financial year at a time, so that no two
releases overlap.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import ibis
import numpy as np
import numpy.typing as npt
from scipy import stats

from headwater.data.contracts import registry as contracts
from headwater.data.contracts.language import Precision
from headwater.insight.indicators import calendar, compute
from headwater.insight.indicators.geography import Frame
from headwater.insight.indicators.language import Events, Indicator
from headwater.insight.indicators.models import Reading
from headwater.insight.indicators.tables import Tables
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Cell, Draft, Floats, Method
from headwater.insight.release.memory import WHOLE, first_day
from headwater.insight.release.models import Release
from headwater.statistics import near_repeat
from headwater.statistics.near_repeat import Knox
from headwater.vocabulary.periods import Grain
from headwater.vocabulary.states import FigureState

BANDS_M = (0, 200, 400)
BANDS_DAYS = (0, 7, 14, 28)
FEWEST_EVENTS = 100  # with an exact place and day in the year; below, silence would prove nothing
LONGEST_DAYS = 1  # between the first and last moment that it may have happened
PERMUTATIONS = 499
SEED = 1964
LEVEL = 0.05
YEAR, TOP = 12, "pfa"


@dataclass(frozen=True)
class Band:
    """Pairs no nearer than `from_m` and nearer than `to_m`, and so of days."""

    from_m: int
    to_m: int
    from_day: int
    to_day: int

    @property
    def key(self) -> str:
        return f"{self.from_m}-{self.to_m}m_{self.from_day}-{self.to_day}d"


BANDS = tuple(Band(*metres, *days) for metres in pairwise(BANDS_M) for days in pairwise(BANDS_DAYS))


@dataclass(frozen=True)
class Happened:
    """The events of one year and category that have an exact place and day. Several records of one day at one
    point are one incident.
    """

    start: date
    points: Floats
    days: npt.NDArray[np.int64]
    exact_share: float | None  # of the year's records, those outside the partnership left aside


@dataclass(frozen=True)
class Found:
    """The table of one category, not yet released, with the p of each band; None where there are too few."""

    category: str
    draft: Draft
    p: tuple[float, ...] | None


def key_of(indicator: str) -> str:
    """What the releases of an indicator's near repeats are called."""
    return f"{indicator}_near_repeat"


def compute_all(indicator: Indicator, tables: Tables, frame: Frame) -> Iterator[Found]:
    """One table for each category that the indicator tests, where its source is exact enough."""
    breakdown, of = indicator.breakdown(indicator.near_repeat), indicator.of
    if breakdown is None or not isinstance(of, Events) or len(frame.codes[TOP]) != 1:
        return
    start = _last_whole_year(of, tables)
    if start is None or contracts.get_contract(of.contract).precision is Precision.MONTH:
        return
    for category in breakdown.categories:
        rows = of.keep(tables.get(of.table))
        events = happened(of, rows.filter(breakdown.sort(rows) == category), frame, start)
        table = None if len(events.days) < FEWEST_EVENTS else _knox(events)
        p = None if table is None else stats.false_discovery_control(table.p.ravel())
        draft = _draft(indicator, tables, frame, category, events, table)
        yield Found(category, draft, None if p is None else tuple(np.round(p, 4).tolist()))


def happened(of: Events, rows: ibis.Table, frame: Frame, start: int) -> Happened:
    """The incidents of the year from this month on, inside the partnership."""
    contract = contracts.get_contract(of.contract)
    begins, ends = (rows[name] for name in contract.happened)
    place = contract.geography
    inside = rows.lsoa21.isin(list(frame.codes["lsoa"]))
    year = rows.filter(
        (rows[of.when] >= first_day(start))
        & (rows[of.when] < first_day(start + YEAR))
        & (inside | rows.lsoa21.isnull())
    )
    exact = year.filter(
        year[place.easting].notnull()
        & year.lsoa21.notnull()
        & begins.notnull()
        & (ends.isnull() | (ends.cast("date").delta(begins.cast("date"), unit="day") <= LONGEST_DAYS))
    )
    columns = {"x": place.easting, "y": place.northing}
    incidents = exact.select(
        **{name: exact[of] for name, of in columns.items()}, day=begins.cast("date")
    ).distinct()
    read = incidents.order_by(["day", "x", "y"]).to_pyarrow()
    whole, kept = (int(each.count().to_pyarrow().as_py()) for each in (year, exact))
    points = np.column_stack([read.column(name).to_numpy().astype(np.float64) for name in ("x", "y")])
    days = read.column("day").to_numpy().astype("datetime64[D]").astype(np.int64)
    return Happened(first_day(start), points, days, round(kept / whole, 3) if whole else None)


def reading(released: Release, found: Found, words: str) -> Reading:
    """What a released table says: in words, with each band's p where its pairs may be told."""
    figures = {each.category: each.latest for each in release.of_release(released)}
    told = [
        f is not None and f.state in {FigureState.VALUE, FigureState.ZERO} for f in map(figures.get, _keys())
    ]
    p = [value if may else None for value, may in zip(found.p or (None,) * len(BANDS), told, strict=True)]
    first = figures[BANDS[0].key]
    ratio = first.value if first is not None and told[0] else None
    return Reading(
        release=released,
        kind="near",
        area_code="",
        category=WHOLE,
        word=_word(p),
        says=f"{words}: {says(p, ratio)}",
        content={"p": p},
    )


def says(p: list[float | None], ratio: float | None) -> str:
    """The table in a sentence or two.

    >>> says([0.002, 0.5, 0.5, 0.9, 0.9, 0.9], 8.9)
    'within 200 metres and 7 days of one, others are 8.9 times as common as chance would make them. The raised risk lasts about 7 days.'
    """
    if p[0] is None or ratio is None:
        return "too few with an exact place and day to say whether one brings another nearby."
    within = f"within {BANDS_M[1]} metres and {BANDS_DAYS[1]} days of one, others are"
    if p[0] > LEVEL:
        return f"{within} about as common as chance would make them ({ratio:.1f} times): no sign that one brings another."
    lasts = next(
        (band.from_day for band, each in zip(BANDS[:3], p[:3], strict=True) if each is None or each > LEVEL),
        BANDS_DAYS[-1],
    )
    return f"{within} {ratio:.1f} times as common as chance would make them. The raised risk lasts about {lasts} days."


def _word(p: list[float | None]) -> str:
    if p[0] is None:
        return "too_few"
    return "raised" if p[0] <= LEVEL else "as_chance"


def _keys() -> list[str]:
    return [band.key for band in BANDS]


def _last_whole_year(of: Events, tables: Tables) -> int | None:
    """Index of the first month of the last financial year that was wholly collected."""
    months = compute.stretch(of, tables.get(of.table)) if tables.has(of.table) else None
    if months is None:
        return None
    years = calendar.grouping(months, Grain.YEAR)
    whole = years.starts[years.whole(months.collected)]
    return int(whole[-1]) if whole.size else None


def _knox(events: Happened) -> Knox:
    return near_repeat.knox(
        events.points,
        events.days,
        distance_bands_m=BANDS_M,
        day_bands=BANDS_DAYS,
        permutations=PERMUTATIONS,
        seed=SEED,
    )


def _draft(
    indicator: Indicator, tables: Tables, frame: Frame, category: str, events: Happened, table: Knox | None
) -> Draft:
    """Pairs of events by band, with how many times chance's number they are as the score."""
    shape = (1, 1 + len(BANDS), 1)
    pairs, expected, state = np.full(shape, np.nan), np.full(shape, np.nan), Cell.NOT_APPLICABLE
    if table is not None:
        pairs = _with_sum(table.observed.ravel()).reshape(shape)
        expected, state = _with_sum(table.expected.ravel()).reshape(shape), Cell.VALUE
    origin = compute.origin(indicator, tables, located_share=events.exact_share)
    return Draft(
        indicator=key_of(indicator.key),
        version=indicator.version,
        policy=indicator.policy,
        grain=Grain.YEAR,
        breakdown=category,
        places=frame.places((TOP,)),
        categories=(WHOLE, *_keys()),
        periods=(events.start,),
        counts=pairs,
        states=np.full(shape, state, dtype=np.int8),
        origin=origin,
        method=Method.SCORE,
        scores=np.divide(pairs, expected, out=np.full(shape, np.nan), where=expected > 0),
        measure=f"{key_of(indicator.key)}_{category}",
    )


def _with_sum(parts: npt.NDArray[np.generic]) -> Floats:
    numbers = parts.astype(np.float64)
    return np.concatenate([[numbers.sum()], numbers])
