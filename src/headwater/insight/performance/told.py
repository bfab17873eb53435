"""The pages of the vision as long rows, one row a figure with what is said of it: what the API, files and the command line give.

A hidden figure has a row with its state and no number, as on the page. A row that compares says beside what.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date
from math import isfinite

from headwater.insight.indicators.models import Area
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.performance.activities import Activity, Monitored
from headwater.insight.performance.children import Spoke, Wheel
from headwater.insight.performance.cohorts import Cohort, Cohorts
from headwater.insight.performance.crossings import Cell, Crossing
from headwater.insight.performance.gaps import Tracked
from headwater.insight.performance.lens import Lens, Table
from headwater.insight.performance.lens import Row as GroupRow
from headwater.insight.performance.marked_places import Marked
from headwater.insight.performance.need import RECORDED
from headwater.insight.performance.perception import FearAndRisk, Perception
from headwater.insight.performance.programmes import UNIQUE, Programme
from headwater.insight.performance.reach import Place, Reach
from headwater.insight.performance.scorecard import Scorecard
from headwater.insight.performance.standing import Measure
from headwater.insight.release.released import ReleasedFigure
from headwater.vocabulary.cells import safe_cell
from headwater.vocabulary.estimates import Estimate
from headwater.vocabulary.states import FigureState

EVERYBODY = "all"
INDEX = "relative_index"
STEADIED = "place_steadied"
UNMATCHED = "unmatched"


@dataclass(frozen=True)
class Told:
    """One figure, and what is said of it. `beside` is how it stands to another, and `beside_what` says to which and in what."""

    part: str
    indicator: str
    area: str
    dimension: str = EVERYBODY  # which people, as breakdown/group
    period: date | None = None
    period_end: date | None = None
    status: FigureState = FigureState.NOT_COLLECTED
    value: float | None = None
    n: float | None = None
    lower: float | None = None
    upper: float | None = None
    beside: float | None = None
    beside_lower: float | None = None
    beside_upper: float | None = None
    beside_what: str = ""
    stands: Verdict | None = None
    says: str = ""
    source: str = ""


@dataclass(frozen=True)
class Said:
    """What is said of a figure: a sentence, a word, and how it stands to another."""

    says: str = ""
    stands: Verdict | None = None
    beside: Estimate | None = None
    what: str = ""


NOTHING = Said()


def as_csv(rows: Iterable[Told]) -> str:
    """A table with a heading; no cell that a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(each.name for each in fields(Told))
    writer.writerows([safe_cell(cell) for cell in asdict(row).values()] for row in rows)
    return text.getvalue()


def of_vision(card: Scorecard) -> list[Told]:
    """Every indicator of the three parts; one that nothing was released of has no number."""
    return [
        _told(part.asked.key, line.measure.key, line.figure, card.area, Said(_says(line.measure), line.word))
        for part in card.parts
        for line in part.lines
    ]


def of_perception(found: Perception) -> list[Told]:
    """By day, after dark and worry; by group; and worry beside what is recorded, by district."""
    whole = (("by_day", found.by_day), ("after_dark", found.after_dark), ("worried", found.worried))
    rows = [_figure(part, figure) for part, figure in whole if figure]
    for grouping in found.groupings:
        for row in grouping.rows:
            pairs = (("by_day", row.by_day), ("after_dark", row.after_dark))
            rows += [_figure(part, figure, breakdown=grouping.key) for part, figure in pairs if figure]
    return rows + [row for each in found.districts for row in _district(each)]


def of_marked(found: Marked) -> list[Told]:
    """The marks in all, then sorted by area, by when and by why."""
    rows = [
        _figure("marked", each, breakdown=table.breakdown) for table in found.tables for _, each in table.rows
    ]
    return [_figure("marked", found.whole), *rows]


def of_cohorts(found: Cohorts) -> list[Told]:
    """Each group as a whole, then who is in it; one that nobody counts has its reason."""
    return [row for each in found.cohorts for row in _cohort(each, found.area)]


def of_lens(found: Lens) -> list[Told]:
    """Every group beside the reference of its breakdown, and the groups within districts: what happened, then the same steadied."""
    rows = [_group(table, row) for table in found.tables for row in table.rows]
    return rows + [row for each in found.crossings for cell in each.cells for row in _cell(each, cell)]


def of_gaps(found: Iterable[Tracked]) -> list[Told]:
    """Each gap's newest year: the relative index of inequality, what became of it, and its target."""
    return [_gap(each) for each in found]


def of_reach(found: Reach) -> list[Told]:
    """Each area with its need and what is offered there, then each programme with the share of those it is for that took part."""
    top = found.area.code if found.area else ""
    needs = [_need(each) for each in found.places]
    return needs + [row for each in found.programmes for row in _programme(each, top)]


def of_wheel(found: Wheel) -> list[Told]:
    """What is measured of each part that matters to children; a part of which nothing is has one row that says so."""
    area = found.area.code if found.area else ""
    return [row for each in found.spokes for row in _spoke(each, area)]


def of_activities(found: Monitored) -> list[Told]:
    """Each function and intervention with the newest quarter of every kind of count; what was returned under another name, last."""
    rows = [Told("refused", "", "", says=found.refused)] if found.refused else []
    rows += [row for each in (*found.own, *found.commissioned) for row in _activity(each)]
    return rows + [
        _figure(UNMATCHED, count.figure) for each in found.unmatched for count in each.counts if count.figure
    ]


def _activity(found: Activity) -> Iterator[Told]:
    part = found.intervention.key
    if found.says:
        yield Told(part, "", "", says=found.says)
    for count in found.counts:
        if count.figure:
            yield _figure(part, count.figure)


def _need(place: Place) -> Told:
    offers = ", ".join(each.intervention.name for each in place.own) or "Nothing of its own is offered."
    says = " ".join((*place.need.reasons, offers))
    return _told("need", RECORDED[0], place.need.rate, place.area, Said(says))


def _programme(found: Programme, top: str) -> Iterator[Told]:
    part, says = found.intervention.key, f"{found.for_whom}. {found.why_none}".rstrip()
    said = Said(says, beside=found.coverage, what="per cent of those it is for")
    if found.unique is None:
        yield Told(part, UNIQUE, top, says=says)
    else:
        yield _figure(part, found.unique, said)
    if found.spend is not None:
        yield _figure(part, found.spend)


def _spoke(spoke: Spoke, area: str) -> Iterator[Told]:
    part = spoke.outcome.key
    if not spoke.standing.measures:
        yield Told(
            part, "", area, says=f"Nothing is measured of this yet. {spoke.outcome.waits_for}".rstrip()
        )
    for measure in spoke.standing.measures:
        yield Told(part, measure.key, area, stands=measure.word, says=_says(measure))


def _district(found: FearAndRisk) -> Iterator[Told]:
    yield _figure("fear", found.fear, Said(found.says))
    if found.risk:
        yield _figure(
            "risk", found.risk, Said(found.says, beside=found.times, what="times the other districts")
        )


def _cohort(found: Cohort, area: Area | None) -> Iterator[Told]:
    measure = found.measure
    said = Said(found.why_none or (_says(measure) if measure else ""), measure.word if measure else None)
    yield _told(found.asked.key, found.asked.indicator, found.figure, area, said)
    for makeup in found.makeup:
        for _words, figure in makeup.rows:
            yield _figure(found.asked.key, figure, breakdown=makeup.key)


def _group(table: Table, row: GroupRow) -> Told:
    reference = f"percentage points more than {table.reference}" if row.points else f"times {table.reference}"
    said = Said(row.note.says if row.note else "", beside=row.points or row.times, what=reference)
    return _figure("group", row.figure, said, breakdown=table.breakdown.key)


def _cell(crossing: Crossing, cell: Cell) -> Iterator[Told]:
    """What happened and how it lies beside what was expected; then, in a row of its own, how it is read steadied."""
    what = "percentage points more than expected" if crossing.is_survey else "times what was expected"
    note = cell.note.says if cell.note else ""
    said = Said(". ".join(filter(None, (cell.says, note))), beside=cell.beside, what=what)
    row = _figure("place", cell.figure, said, breakdown=crossing.breakdown.key)
    yield row
    if cell.steadied is not None:
        yield _steadied(row, cell.steadied)


def _steadied(row: Told, read: Estimate) -> Told:
    """A reading and no count, so without one."""
    return Told(
        part=STEADIED,
        indicator=row.indicator,
        area=row.area,
        dimension=row.dimension,
        period=row.period,
        period_end=row.period_end,
        status=FigureState.VALUE,
        value=read.value,
        lower=read.lower,
        upper=_ended(read),
        says=read.method,
        source=row.source,
    )


def _gap(found: Tracked) -> Told:
    index, newest = found.index, found.found.newest
    aim = found.target.aim if found.target and not found.target.withdrawn else None
    return Told(
        part="gap",
        indicator=found.indicator.key,
        area=found.area.code,
        dimension=INDEX,
        period=newest.period.start,
        period_end=newest.period.end,
        status=FigureState.VALUE if index else FigureState.NOT_APPLICABLE,
        value=index.value if index else None,
        lower=index.lower if index else None,
        upper=_ended(index),
        beside=aim,
        beside_what="" if aim is None else "the target",
        says=f"{found.found.headline} {found.says} {found.target_says}",
        source=found.found.provenance.attribution,
    )


def _told(part: str, indicator: str, figure: ReleasedFigure | None, area: Area | None, said: Said) -> Told:
    """A figure, or that there is none and why."""
    if figure is not None:
        return _figure(part, figure, said)
    return Told(part, indicator, area.code if area else "", stands=said.stands, says=said.says)


def _figure(part: str, figure: ReleasedFigure, said: Said = NOTHING, *, breakdown: str = "") -> Told:
    shown = figure.state is not FigureState.SUPPRESSED
    beside = said.beside if shown else None
    return Told(
        part=part,
        indicator=figure.indicator,
        area=figure.area_code,
        dimension=f"{breakdown}/{figure.category}" if breakdown else figure.category,
        period=figure.period.start,
        period_end=figure.period.end,
        status=figure.state,
        value=figure.value if shown else None,
        n=figure.n if shown else None,
        lower=figure.lower if shown else None,
        upper=figure.upper if shown else None,
        beside=beside.value if beside else None,
        beside_lower=beside.lower if beside else None,
        beside_upper=_ended(beside),
        beside_what=said.what if beside else "",
        stands=said.stands,
        says=said.says,
        source=figure.provenance.attribution,
    )


def _ended(found: Estimate | None) -> float | None:
    """The upper limit; none where there is no end to it."""
    return found.upper if found and isfinite(found.upper) else None


def _says(measure: Measure) -> str:
    return measure.verdict.says if measure.verdict else measure.why_none
