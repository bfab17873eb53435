"""From the answers of a survey to drafts: weighted percentages with limits, and how many answered.

Only waves that asked in the words of the newest are put in one series: others are left out, and the figure says so. Years begin in
April, and a year without a wave was not collected.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from headwater.insight.indicators import compute as events
from headwater.insight.indicators.compute import Table
from headwater.insight.indicators.geography import Frame
from headwater.insight.indicators.language import Breakdown, Cut, Indicator, Survey
from headwater.insight.indicators.sorting import UNKNOWN
from headwater.insight.indicators.tables import Tables
from headwater.insight.release.draft import Cell, Draft, Flags, Floats
from headwater.insight.release.memory import WHOLE, first_day
from headwater.statistics import survey_estimates
from headwater.statistics.survey_estimates import Design
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.periods import MONTHS_IN_YEAR, Month

FIRST_MONTH = 4
ANSWERED, NO_ADDRESS = "A", "I"
COLUMNS = (
    "wave_starts",
    "question_version",
    "status",
    "stratum",
    "sampling_point",
    "survey_weight",
    "lsoa21",
)
Words = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Answers:
    """The rows of those who answered in waves that can be compared; arrays of one length. `lsoa` is -1 where not in the partnership."""

    year: npt.NDArray[np.int64]  # index of its first month
    lsoa: npt.NDArray[np.int64]
    weight: Floats
    stratum: Words
    point: Words
    says: Flags
    told: Flags
    groups: Mapping[str, Words]  # breakdown -> category of each

    def of_year(self, year: int) -> Flags:
        return np.asarray(self.year == year)


@dataclass(frozen=True)
class Found:
    """What was estimated, in the shape of a draft."""

    counts: Floats
    said: Floats
    value: Floats
    lower: Floats
    upper: Floats
    states: npt.NDArray[np.int8]


def compute(indicator: Indicator, tables: Tables, frame: Frame) -> list[Table]:
    """Every table of an indicator that a survey answers. Empty where no wave has landed."""
    of = indicator.of
    assert isinstance(of, Survey)
    if not tables.has(of.table):
        return []
    rows = _rows(indicator, tables)
    if not any(row["status"] == ANSWERED for row in rows):
        return []
    kept, notes = _comparable(rows)
    answers = _answers(indicator, kept, frame)
    cuts = events.cuts_within(indicator, frame)
    return [Table(cut, _draft(indicator, cut, tables, frame, answers, notes)) for cut in cuts]


def _rows(indicator: Indicator, tables: Tables) -> list[dict[str, object]]:
    of = indicator.of
    assert isinstance(of, Survey)
    table = tables.get(of.table)
    columns = {name: table[name] for name in COLUMNS} | {"answer": table[of.question]}
    sorts = {each.key: each.sort(table) for each in indicator.breakdowns if not each.of_places}
    found: list[dict[str, object]] = table.select(**columns, **sorts).to_pyarrow().to_pylist()
    return found


def _comparable(rows: Sequence[dict[str, object]]) -> tuple[list[dict[str, object]], tuple[str, ...]]:
    """The rows of waves that asked in the words of the newest, and what must be said of waves and response."""
    newest = max(rows, key=lambda row: str(row["wave_starts"]))
    version = newest["question_version"]
    kept = [row for row in rows if row["question_version"] == version]
    others = sorted({_month(row) for row in rows} - {_month(row) for row in kept})
    last = [
        row for row in kept if row["wave_starts"] == newest["wave_starts"] and row["status"] != NO_ADDRESS
    ]
    answered = sum(row["status"] == ANSWERED for row in last)
    notes = [
        f"In {_month(newest).words()} {answered / len(last):.0%} of the addresses that were asked answered"
    ]
    if others:
        waves = ", ".join(each.words() for each in others)
        notes.append(f"Asked in other words before, and left out for that: {waves}")
    return kept, tuple(notes)


def _month(row: Mapping[str, object]) -> Month:
    return Month.parse(str(row["wave_starts"])[:7])


def _answers(indicator: Indicator, rows: Sequence[dict[str, object]], frame: Frame) -> Answers:
    of = indicator.of
    assert isinstance(of, Survey)
    told = [row for row in rows if row["status"] == ANSWERED]
    lsoa = np.array([frame.position.get(str(row["lsoa21"]), -1) for row in told], dtype=np.int64)
    groups = {
        each.key: _fifths(each, frame, lsoa) if each.of_places else _words([row[each.key] for row in told])
        for each in indicator.breakdowns
    }
    return Answers(
        year=np.array([_year(_month(row)) for row in told], dtype=np.int64),
        lsoa=lsoa,
        weight=np.array([float(str(row["survey_weight"])) for row in told]),
        stratum=_words([f"{row['wave_starts']} {row['stratum']}" for row in told]),
        point=_words([row["sampling_point"] for row in told]),
        says=np.array([row["answer"] in of.says for row in told], dtype=np.bool_),
        told=np.array([row["answer"] in of.told for row in told], dtype=np.bool_),
        groups=groups,
    )


def _words(values: Sequence[object]) -> Words:
    return np.array(values, dtype=object)


def _fifths(breakdown: Breakdown, frame: Frame, lsoa: npt.NDArray[np.int64]) -> Words:
    """The fifth of the neighbourhoods that each person lives in; nothing where it is not known."""
    keys = ("", *breakdown.categories)
    if frame.deprivation is None:
        return _words([""] * len(lsoa))
    return _words([keys[frame.deprivation.fifths[at]] if at >= 0 else "" for at in lsoa.tolist()])


def _year(month: Month) -> int:
    return month.index - (month.number - FIRST_MONTH) % MONTHS_IN_YEAR


def _draft(
    indicator: Indicator, cut: Cut, tables: Tables, frame: Frame, answers: Answers, notes: tuple[str, ...]
) -> Draft:
    breakdown = indicator.breakdown(cut.breakdown)
    categories = _categories(breakdown, answers)
    years = range(int(answers.year.min()), int(answers.year.max()) + 1, MONTHS_IN_YEAR)
    found = _estimated(
        answers, _inside(cut.kinds, frame, answers), _chosen(breakdown, categories, answers), years
    )
    origin = events.origin(indicator, tables, located_share=None)
    return Draft(
        indicator=indicator.key,
        version=indicator.version,
        policy=indicator.policy,
        grain=cut.grain,
        breakdown=cut.breakdown,
        places=frame.places(cut.kinds),
        categories=categories,
        periods=tuple(first_day(year) for year in years),
        counts=found.counts,
        states=found.states,
        origin=replace(origin, notes=(*origin.notes, *notes)),
        method=indicator.method,
        per=1.0,
        scores=found.value,
        lower=found.lower,
        upper=found.upper,
        said=found.said,
        exhaustive=breakdown.exhaustive if breakdown else True,
        measure=indicator.measure,
        sums=events.joined(breakdown, frame.places(cut.kinds), categories) if breakdown else (),
    )


def _categories(breakdown: Breakdown | None, answers: Answers) -> tuple[str, ...]:
    """Without the group of those who said nothing of themselves where there are none: nobody could be hidden behind it."""
    if breakdown is None:
        return (WHOLE,)
    here = set(answers.groups[breakdown.key].tolist())
    return (WHOLE, *(key for key in breakdown.categories if UNKNOWN not in key or key in here))


def _inside(kinds: Sequence[str], frame: Frame, answers: Answers) -> list[Flags]:
    """For each place of these kinds, who lives there. Those placed nowhere in the partnership live in none."""
    found = []
    for kind in kinds:
        member = np.where(answers.lsoa >= 0, frame.member[kind][answers.lsoa], -1)
        found += [np.asarray(member == at) for at in range(len(frame.codes[kind]))]
    return found


def _chosen(breakdown: Breakdown | None, categories: Sequence[str], answers: Answers) -> list[Flags]:
    everybody = np.ones(len(answers.year), dtype=np.bool_)
    groups = everybody if breakdown is None else answers.groups[breakdown.key]
    return [everybody, *(np.asarray(groups == key) for key in categories[1:])]


def _estimated(answers: Answers, inside: list[Flags], chosen: list[Flags], years: range) -> Found:
    shape = (len(inside), len(chosen), len(years))
    counts, said, value, lower, upper = (np.full(shape, np.nan) for _ in range(5))
    states = np.full(shape, Cell.NOT_COLLECTED, dtype=np.int8)
    for at, year in enumerate(years):
        wave = answers.of_year(year)
        for place, living in enumerate(inside):
            for which, group in enumerate(chosen):
                among = wave & living & group & answers.told
                if not wave.any():
                    continue
                cell = (place, which, at)
                counts[cell], said[cell] = among.sum(), (among & answers.says).sum()
                states[cell] = Cell.VALUE if counts[cell] else Cell.ZERO
                value[cell], lower[cell], upper[cell] = _share(answers, wave, among)
    states[(states == Cell.VALUE) & np.isnan(value)] = Cell.SUPPRESSED
    return Found(counts, said, value, lower, upper, states)


def _share(answers: Answers, wave: Flags, among: Flags) -> tuple[float, float, float]:
    """A percentage and its limits; not numbers where so few answered that nothing can be said of chance."""
    design = Design(answers.weight[wave], answers.stratum[wave], answers.point[wave])
    try:
        found = survey_estimates.weighted_share(
            answers.says[wave], design, counts="people", among=among[wave], per=100
        ).estimate
    except Invalid:
        return np.nan, np.nan, np.nan
    return found.value, found.lower, found.upper
