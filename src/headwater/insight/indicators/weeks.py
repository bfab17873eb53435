"""Unusual weeks: is the newest week more than its own past explains? For partners, of the whole force area.

Weekly counts leave through release like any other: what a week beside a month would tell is hidden. What is said is said of the
weeks that left, against their own past years where there are enough of them, else against the weeks just before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import numpy as np

from headwater.insight.indicators import compute as compute_figures
from headwater.insight.indicators.calendar import Months
from headwater.insight.indicators.geography import Frame
from headwater.insight.indicators.language import Events, Indicator
from headwater.insight.indicators.tables import Tables
from headwater.insight.release.draft import Cell, Draft, Flags, Floats
from headwater.insight.release.memory import WHOLE, first_day
from headwater.insight.release.released import ReleasedSeries, period_of
from headwater.statistics import ears, farrington
from headwater.statistics.seasonal_fit import WEEKS_A_YEAR
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.periods import WEEK, Grain, Month

TOP = "pfa"
NEWEST = WEEKS_A_YEAR  # weeks that are judged, where the history allows it
FEWEST_JUDGED = 26
MOST_YEARS = 5
LEAST_MEAN = 5  # events a week; below, the weeks just before say nothing
NAMED = 4  # unusual weeks that a sentence names
FARRINGTON, EARS = "farrington", "ears"
FALSE_ALARMS = {  # measured by `statistics.quiet_weeks`: see the tests
    FARRINGTON: "Were nothing to happen, chance alone would mark one week in a hundred at most.",
    EARS: "There are too few past years to allow for season and trend. Were nothing to happen, up to one week in "
    "twenty would be marked: a hint to look, no more.",
}


@dataclass(frozen=True)
class Judged:
    """The newest weeks beside what was to be expected; positions are those of the whole series."""

    method: str
    at: tuple[int, ...]
    expected: tuple[float, ...]
    bound: tuple[float, ...]
    alarm: tuple[bool, ...]


def key_of(indicator: str) -> str:
    """What the releases of an indicator's weeks are called."""
    return f"{indicator}_week"


def compute(indicator: Indicator, tables: Tables, frame: Frame) -> Draft | None:
    """Every whole week that the source covers; None where an indicator has no weeks or the partnership no one force area."""
    of = indicator.of
    if not indicator.weekly or not isinstance(of, Events) or len(frame.codes[TOP]) != 1:
        return None
    months = compute_figures.stretch(of, tables.get(of.table)) if tables.has(of.table) else None
    mondays = mondays_in(months) if months else ()
    if months is None or not mondays:
        return None
    counts = _counted(of, of.keep(tables.get(of.table)), frame, mondays)
    whole = collected(months, mondays)
    return Draft(
        indicator=key_of(indicator.key),
        version=indicator.version,
        policy=indicator.policy,
        grain=Grain.WEEK,
        breakdown="",
        places=frame.places((TOP,)),
        categories=(WHOLE,),
        periods=mondays,
        counts=np.where(whole, counts, np.nan).reshape(1, 1, -1),
        states=np.where(whole, Cell.VALUE, Cell.NOT_COLLECTED).astype(np.int8).reshape(1, 1, -1),
        origin=compute_figures.origin(indicator, tables, located_share=None),
        part_of=indicator.part_of,
        measure=indicator.measure or indicator.key,
    )


def mondays_in(months: Months) -> tuple[date, ...]:
    """The Monday of each whole week of a stretch of months."""
    start, end = first_day(months.first), first_day(months.first + len(months))
    first = start + (7 - start.weekday()) % 7 * (WEEK / 7)
    return tuple(first + WEEK * at for at in range((end - first).days // 7))


def collected(months: Months, mondays: Sequence[date]) -> Flags:
    """Weeks of which every day lies in a month that was collected."""

    def is_there(day: date) -> bool:
        return bool(months.collected[Month.of(day).index - months.first])

    return np.array([is_there(day) and is_there(day + WEEK * 6 / 7) for day in mondays], dtype=np.bool_)


def _counted(of: Events, rows: ibis.Table, frame: Frame, mondays: Sequence[date]) -> Floats:
    """Counts by week, of the same rows that the months are made of: those outside the partnership do not count."""
    inside = rows.filter(rows.lsoa21.isnull() | rows.lsoa21.isin(list(frame.codes["lsoa"])))
    chosen = inside.select(day=inside[of.when].cast("date"), weight=inside.weight)
    by_day = chosen.group_by("day").agg(n=chosen.weight.sum()).to_pyarrow().to_pylist()
    counts = np.zeros(len(mondays))
    for row in by_day:
        at = -1 if row["day"] is None else (row["day"] - mondays[0]).days // 7
        if 0 <= at < len(mondays):
            counts[at] += row["n"]
    nearest = np.round(counts)
    return np.where(np.abs(counts - nearest) < 1e-6, nearest, counts)  # noqa: PLR2004  (rounding of sums of weights)


def judge(counts: Sequence[float | None]) -> Judged | None:
    """The newest weeks against past years (Farrington flexible), or against the weeks just before (EARS C2); None where neither can
    be said.
    """
    years = min(MOST_YEARS, (len(counts) - FEWEST_JUDGED - farrington.Settings().half_window) // WEEKS_A_YEAR)
    try:
        return _by_years(counts, years) if years >= farrington.FEWEST_YEARS else _by_weeks(counts)
    except Invalid:
        return None


def _by_years(counts: Sequence[float | None], years: int) -> Judged:
    settings = farrington.Settings(years=years)
    newest = min(NEWEST, len(counts) - settings.weeks_needed)
    found = farrington.farrington(counts, newest=newest, settings=settings)
    at = range(len(counts) - newest, len(counts))
    return Judged(
        FARRINGTON, tuple(at), _list(found.expected), _list(found.bound), tuple(found.alarm.tolist())
    )


def _by_weeks(counts: Sequence[float | None]) -> Judged | None:
    shown = [count for count in counts if count is not None]
    if not shown or np.mean(shown) < LEAST_MEAN:
        return None
    found = ears.early_warning(counts, method="C2")
    at = [week for week in np.flatnonzero(found.judged).tolist() if week >= len(counts) - NEWEST]
    chosen = (found.expected[at], found.bound[at], found.alarm[at])
    return Judged(EARS, tuple(at), _list(chosen[0]), _list(chosen[1]), tuple(chosen[2].tolist()))


def _list(values: Floats) -> tuple[float, ...]:
    return tuple(round(float(value), 1) for value in values)


def read(series: ReleasedSeries) -> tuple[str, str, dict[str, Any]] | None:
    """The word, the sentence and the content of a released series of weeks; None where nothing can be said of any."""
    found = judge([None if n is None else round(n) for n in series.n])
    if found is None or not found.at:
        return None
    content = vars(found) | {"false_alarms": FALSE_ALARMS[found.method]}
    return ("unusual" if found.alarm[-1] else "usual"), says(series, found), content


def says(series: ReleasedSeries, found: Judged) -> str:
    """The newest judged week, and how many of the weeks judged were unusual."""
    marked = [at for at, alarm in zip(found.at, found.alarm, strict=True) if alarm]
    before = [at for at in marked if at != found.at[-1]]
    return f"{_newest(series, found)} {_others(series, before, len(found.at))}"


def _newest(series: ReleasedSeries, found: Judged) -> str:
    at, expected, bound = found.at[-1], found.expected[-1], found.bound[-1]
    week, count = period_of(series.starts[at], Grain.WEEK).words(), series.n[at]
    if count is None:
        return f"There is no count to show for {week}."
    if found.alarm[-1]:
        return f"Unusual: {count:.0f} in {week}, where about {expected:.0f} were to be expected and more than {bound:.0f} seldom come by chance."
    return f"As usual: {count:.0f} in {week}, where about {expected:.0f} were to be expected."


def _others(series: ReleasedSeries, marked: Sequence[int], judged: int) -> str:
    if not marked:
        return f"None of the {judged - 1} weeks before it was unusual."
    named = [period_of(series.starts[at], Grain.WEEK).words() for at in marked[-NAMED:]]
    which = "" if len(marked) <= NAMED else ", the last of them"
    were = "one was" if len(marked) == 1 else f"{len(marked)} were"
    return f"Of the {judged - 1} weeks before it {were} unusual{which}: {', '.join(named)}."
