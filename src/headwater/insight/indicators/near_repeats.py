"""Near repeats: after an event, do others follow nearby and soon, more than chance would bring? For partners.

From sources that give an exact place and day of each event. Pairs of events leave through release like any
other count, and what is said is said of the pairs that left. A financial year at a time, so that no two
releases overlap.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import ibis
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from scipy import stats

from headwater.data.contracts import registry as contracts
from headwater.data.contracts.language import Precision
from headwater.insight.indicators import calendar
from headwater.insight.indicators import compute as compute_figures
from headwater.insight.indicators.geography import Frame
from headwater.insight.indicators.language import Breakdown, Events, Indicator
from headwater.insight.indicators.models import Reading
from headwater.insight.indicators.tables import Tables
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Cell, Draft, Floats, Method
from headwater.insight.release.memory import WHOLE, first_day
from headwater.insight.release.models import Release
from headwater.insight.release.released import ReleasedFigure
from headwater.statistics import near_repeat
from headwater.statistics.near_repeat import Knox
from headwater.vocabulary.periods import Grain
from headwater.vocabulary.states import FigureState

Days = npt.NDArray[np.int64]
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

    def key_of(self, category: str) -> str:
        """What the pairs of a category in this band are called in a table."""
        return f"{category}:{self.from_m}-{self.to_m}m_{self.from_day}-{self.to_day}d"


BANDS = tuple(Band(*metres, *days) for metres in pairwise(BANDS_M) for days in pairwise(BANDS_DAYS))


@dataclass(frozen=True)
class Happened:
    """The incidents of one year that have an exact place and day, by category. Several records of one day at
    one point are one incident.
    """

    start: date
    incidents: Mapping[str, tuple[Floats, Days]]  # places in metres, and days
    exact_share: float | None  # of the year's records, those outside the partnership left aside


@dataclass(frozen=True)
class Found:
    """The table of an indicator's near repeats, not yet released, with the p of each band by category; empty
    where there are too few.
    """

    draft: Draft
    words: Mapping[str, str]  # what each category is called
    p: Mapping[str, tuple[float, ...]]


def key_of(indicator: str) -> str:
    """What the releases of an indicator's near repeats are called."""
    return f"{indicator}_near_repeat"


def compute(indicator: Indicator, tables: Tables, frame: Frame) -> Found | None:
    """Every category that the indicator tests, in one table; None where its source is not exact enough."""
    breakdown, of = indicator.breakdown(indicator.near_repeat), indicator.of
    if breakdown is None or not isinstance(of, Events) or len(frame.codes[TOP]) != 1:
        return None
    start = _last_whole_year(of, tables)
    if start is None or contracts.get_contract(of.contract).precision is Precision.MONTH:
        return None
    events = happened(of, breakdown, of.keep(tables.get(of.table)), frame, start)
    tested = {key: knox(*each) for key, each in events.incidents.items() if len(each[1]) >= FEWEST_EVENTS}
    p = {key: tuple(adjusted(table).tolist()) for key, table in tested.items()}
    return Found(_draft(indicator, tables, frame, events, tested), breakdown.categories, p)


def happened(of: Events, breakdown: Breakdown, rows: ibis.Table, frame: Frame, start: int) -> Happened:
    """The incidents of the year from this month on, inside the partnership."""
    contract = contracts.get_contract(of.contract)
    begins, ends = (rows[name].cast("date") for name in contract.happened)
    x, y = rows[contract.geography.easting], rows[contract.geography.northing]
    is_short = ends.isnull() | (ends.delta(begins, unit="day") <= LONGEST_DAYS)
    inside = rows.lsoa21.isin(list(frame.codes["lsoa"]))
    exact = inside & x.notnull() & y.notnull() & begins.notnull() & is_short
    year = (rows[of.when] >= first_day(start)) & (rows[of.when] < first_day(start + YEAR))
    wanted = rows.filter(year & (inside | rows.lsoa21.isnull()))
    read = wanted.select(category=breakdown.sort(rows), x=x, y=y, day=begins, exact=exact).to_pyarrow()
    kept = read.filter(read.column("exact"))
    return Happened(
        first_day(start),
        {key: _incidents(kept, key) for key in breakdown.categories},
        round(kept.num_rows / read.num_rows, 3) if read.num_rows else None,
    )


def _incidents(kept: pa.Table, category: str) -> tuple[Floats, Days]:
    of_category = kept.filter(pc.equal(kept.column("category"), category))
    columns = [of_category.column(name).to_numpy() for name in ("x", "y")]
    days = of_category.column("day").to_numpy().astype("datetime64[D]").astype(np.int64)
    incidents = np.unique(np.column_stack([*columns, days]).astype(np.float64), axis=0)
    return incidents[:, :2], incidents[:, 2].astype(np.int64)


def readings(released: Release, found: Found) -> list[Reading]:
    """What a released table says of each category: in words, with each band's p where its pairs may be told."""
    figures = {each.category: each.latest for each in release.of_release(released)}
    return [
        _reading(released, found, key, [figures[band.key_of(key)] for band in BANDS]) for key in found.words
    ]


def _reading(
    released: Release, found: Found, category: str, figures: Sequence[ReleasedFigure | None]
) -> Reading:
    told = [each is not None and each.state in {FigureState.VALUE, FigureState.ZERO} for each in figures]
    all_p = found.p.get(category, (None,) * len(BANDS))
    p = [value if may else None for value, may in zip(all_p, told, strict=True)]
    ratio = figures[0].value if figures[0] is not None and told[0] else None
    return Reading(
        release=released,
        kind="near",
        area_code="",
        category=category,
        word=_word(p),
        says=f"{found.words[category]}: {says(p, ratio)}",
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


def _last_whole_year(of: Events, tables: Tables) -> int | None:
    """Index of the first month of the last financial year that was wholly collected."""
    months = compute_figures.stretch(of, tables.get(of.table)) if tables.has(of.table) else None
    if months is None:
        return None
    years = calendar.grouping(months, Grain.YEAR)
    whole = years.starts[years.whole(months.collected)]
    return int(whole[-1]) if whole.size else None


def knox(points: Floats, days: Days) -> Knox:
    """The test of one category's incidents."""
    return near_repeat.knox(
        points, days, distance_bands_m=BANDS_M, day_bands=BANDS_DAYS, permutations=PERMUTATIONS, seed=SEED
    )


def adjusted(table: Knox) -> Floats:
    """The p of each band, adjusted for them all (Benjamini-Hochberg)."""
    return np.asarray(np.round(stats.false_discovery_control(table.p.ravel()), 4), dtype=np.float64)


def _draft(
    indicator: Indicator, tables: Tables, frame: Frame, events: Happened, tested: Mapping[str, Knox]
) -> Draft:
    """Pairs of events by category and band, with how many times chance's number they are as the score.

    The whole is there only where every category is: it may not tell a part that was not tested.
    """
    nothing = np.full(len(BANDS), np.nan)
    observed, expected = (
        _with_sum(
            [getattr(tested[key], name).ravel() if key in tested else nothing for key in events.incidents]
        )
        for name in ("observed", "expected")
    )
    states = np.where(np.isnan(observed), Cell.NOT_APPLICABLE, Cell.VALUE).astype(np.int8)
    return Draft(
        indicator=key_of(indicator.key),
        version=indicator.version,
        policy=indicator.policy,
        grain=Grain.YEAR,
        breakdown=indicator.near_repeat,
        places=frame.places((TOP,)),
        categories=(WHOLE, *(band.key_of(key) for key in events.incidents for band in BANDS)),
        periods=(events.start,),
        counts=observed,
        states=states,
        origin=compute_figures.origin(indicator, tables, located_share=events.exact_share),
        method=Method.SCORE,
        scores=np.divide(observed, expected, out=np.full(observed.shape, np.nan), where=expected > 0),
    )


def _with_sum(parts: Sequence[npt.NDArray[Any]]) -> Floats:
    """One place's categories, the whole first, in one period."""
    numbers = np.concatenate(parts).astype(np.float64)
    return np.concatenate([[numbers.sum()], numbers]).reshape(1, -1, 1)
