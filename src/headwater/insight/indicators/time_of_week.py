"""When in the week events happen, in blocks of four hours. For partners, the whole force area only.

From sources that know the hour. An event that may have happened at any time of a range is spread evenly over it; a
range longer than half a day says nothing of the hour, and such events are counted as not known. Counts leave through
release like any other, of a financial year, and what is said is said of the counts that left.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from headwater.data.contracts import registry as contracts
from headwater.data.contracts.language import Precision
from headwater.insight.indicators import calendar
from headwater.insight.indicators import compute as compute_figures
from headwater.insight.indicators.geography import Frame
from headwater.insight.indicators.language import Events, Indicator
from headwater.insight.indicators.tables import Tables
from headwater.insight.release.draft import Cell, Draft, Floats, Method
from headwater.insight.release.memory import WHOLE, first_day
from headwater.statistics import aoristic
from headwater.vocabulary.periods import Grain

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FROM_HOUR = 6  # a night belongs to the evening that it began in
BLOCK_HOURS = 4
WEEK_HOURS = 7 * 24
LONGEST_HOURS = 12  # of a range; a longer one adds a flat line
UNKNOWN, BREAKDOWN = "unknown", "time_of_week"
YEAR, TOP = 12, "pfa"
MONDAY = np.datetime64(f"2001-01-01T{FROM_HOUR:02d}", "us")  # any Monday: weeks are counted from its morning


@dataclass(frozen=True)
class Block:
    """Four hours of one day of the week. `day` is the day that the night began on."""

    day: int
    from_hour: int  # of the clock
    to_hour: int

    @property
    def key(self) -> str:
        return f"{DAYS[self.day][:3].lower()}_{self.from_hour:02d}"

    @property
    def hours(self) -> str:
        return f"{self.from_hour:02d}:00 to {self.to_hour:02d}:00"

    @property
    def words(self) -> str:
        """As people say it: a night is that of the day it began on."""
        night = " night" if self.from_hour >= 22 or self.from_hour < FROM_HOUR else ""  # noqa: PLR2004  (o'clock)
        return f"{DAYS[self.day]}{night}, {self.hours}"


def _blocks() -> Iterable[Block]:
    for at in range(WEEK_HOURS // BLOCK_HOURS):
        day, hours = divmod(at * BLOCK_HOURS, 24)
        begins = (FROM_HOUR + hours) % 24
        yield Block(day, begins, (begins + BLOCK_HOURS) % 24)


BLOCKS = tuple(_blocks())
EDGES = tuple(float(at * BLOCK_HOURS) for at in range(len(BLOCKS) + 1))


def key_of(indicator: str) -> str:
    """What the releases of an indicator's times of week are called."""
    return f"{indicator}_{BREAKDOWN}"


def compute(indicator: Indicator, tables: Tables, frame: Frame) -> Draft | None:
    """The last whole financial year by block of the week; None where the source does not know the hour."""
    of = indicator.of
    if not indicator.time_of_week or not isinstance(of, Events) or len(frame.codes[TOP]) != 1:
        return None
    if contracts.get_contract(of.contract).precision is not Precision.MINUTE or not tables.has(of.table):
        return None
    stretch = compute_figures.stretch(of, tables.get(of.table))
    years = None if stretch is None else calendar.grouping(stretch, Grain.YEAR)
    if stretch is None or years is None:
        return None
    whole = years.starts[years.whole(stretch.collected)]
    if not whole.size:
        return None
    start = int(whole[-1])
    return _draft(indicator, tables, frame, start, by_block(_rows(of, tables, frame, start)))


def _rows(of: Events, tables: Tables, frame: Frame, start: int) -> pa.Table:
    """When each counted event of the year can have begun and ended, with its weight; those outside are left aside."""
    contract = contracts.get_contract(of.contract)
    rows = of.keep(tables.get(of.table))
    year = (rows[of.when] >= first_day(start)) & (rows[of.when] < first_day(start + YEAR))
    inside = rows.lsoa21.isin(list(frame.codes["lsoa"])) | rows.lsoa21.isnull()
    begins, ends = rows[contract.happened[0]], rows[contract.happened[-1]]
    return rows.filter(year & inside).select(begins=begins, ends=ends, weight=rows.weight).to_pyarrow()


def by_block(rows: pa.Table) -> Floats:
    """Whole events in each block of the week, and last those whose hour is not known."""
    weight = rows.column("weight").to_numpy().astype(np.float64)
    begins, ends = (_hours(rows.column(name)) for name in ("begins", "ends"))
    known = ~np.isnan(begins) & ~np.isnan(ends) & (ends >= begins) & (ends - begins <= LONGEST_HOURS)
    known &= ~_is_midnight(begins, ends)
    spread = np.zeros(len(BLOCKS))
    for each in np.unique(weight[known]):  # records moved between vintages of areas are parts of events
        some = known & (weight == each)
        spread += each * aoristic.aoristic(begins[some], ends[some], edges=EDGES, cycle=WEEK_HOURS)
    return apportioned(np.append(spread, weight[~known].sum()))


def _hours(column: pa.ChunkedArray) -> Floats:
    """Hours since a Monday morning; not a number where the time is not known."""
    moments = column.cast(pa.timestamp("us")).to_numpy()
    since = (moments - MONDAY) / np.timedelta64(1, "h")
    return np.asarray(since, dtype=np.float64)


def _is_midnight(begins: Floats, ends: Floats) -> npt.NDArray[np.bool_]:
    """Exactly midnight is what systems write where nobody gave a time."""
    return np.asarray((begins == ends) & (np.mod(begins, 24) == 24 - FROM_HOUR))


def apportioned(parts: Floats) -> Floats:
    """Parts of events as whole events with the same sum: the largest remainders are rounded up.

    >>> apportioned(np.array([1.5, 0.25, 2.25])).tolist()
    [2.0, 0.0, 2.0]
    """
    whole = np.floor(parts)
    short = round(float(parts.sum()) - float(whole.sum()))
    whole[np.argsort(whole - parts, kind="stable")[:short]] += 1
    return whole


def _draft(indicator: Indicator, tables: Tables, frame: Frame, start: int, counts: Floats) -> Draft:
    cube = np.concatenate([[counts.sum()], counts]).reshape(1, -1, 1)
    return Draft(
        indicator=key_of(indicator.key),
        version=indicator.version,
        policy=indicator.policy,
        grain=Grain.YEAR,
        breakdown=BREAKDOWN,
        places=frame.places((TOP,)),
        categories=(WHOLE, *(block.key for block in BLOCKS), UNKNOWN),
        periods=(first_day(start),),
        counts=cube,
        states=np.full(cube.shape, Cell.VALUE, dtype=np.int8),
        origin=compute_figures.origin(indicator, tables, located_share=None),
        method=Method.COUNT,
        part_of=indicator.part_of,
        measure=indicator.measure or indicator.key,  # its whole is the year that was released before
    )


def blocks_of(day: int) -> Sequence[Block]:
    """The blocks of one day, from its morning on."""
    return [block for block in BLOCKS if block.day == day]
