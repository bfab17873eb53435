"""From a contract's rows to drafts: one Ibis expression a breakdown, then sums over areas and periods as
arrays.

Rows that were located count in every area that holds their LSOA. Rows that could not be located count in
the police force area alone. Rows located outside the partnership do not count.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

import ibis
import numpy as np

from headwater.data.contracts import registry as contracts
from headwater.insight.indicators import calendar, codelists, deprivation, geography
from headwater.insight.indicators.calendar import Grouping, Months
from headwater.insight.indicators.geography import Frame
from headwater.insight.indicators.language import Ages, Breakdown, Cut, Events, Indicator
from headwater.insight.indicators.tables import Tables, stamp_of
from headwater.insight.release.draft import Cell, Draft, Flags, Floats, Method, Origin, Place, Total
from headwater.insight.release.memory import WHOLE, first_day
from headwater.vocabulary.errors import Invalid

TOP = "pfa"  # the kind of area that unlocated rows count in


@dataclass(frozen=True)
class Cube:
    """Weighted counts by LSOA (a last row holds the unlocated), category and month, with scores where rows
    are weighed.
    """

    n: Floats
    score: Floats | None = None


@dataclass(frozen=True)
class Work:
    """What one indicator's tables are made of."""

    indicator: Indicator
    frame: Frame
    stretch: Months
    origin: Origin
    among: Cube | None  # who could have counted, for a share


@dataclass(frozen=True)
class Table:
    """A draft with the cut that it is of."""

    cut: Cut
    draft: Draft


def counted(indicator: Indicator, rows: ibis.Table, breakdown: Breakdown | None) -> ibis.Table:
    """The one expression: area x month x category, with the sum of weights (and of scores)."""
    assert isinstance(indicator.of, Events)
    when, weigh = rows[indicator.of.when], indicator.of.weigh
    columns = {
        "lsoa21": rows.lsoa21,
        "month": when.year().cast("int64") * 12 + when.month() - 1,
        "weight": rows.weight,
    }
    # what is the same for every row is added to the sums, not carried by the rows
    if breakdown:
        columns["category"] = breakdown.sort(rows)
    if weigh:
        columns["score"] = rows.weight * weigh(rows)
    chosen = rows.select(**columns)
    groups = chosen.group_by(["lsoa21", "month", *(["category"] if breakdown else [])])
    sums = groups.agg(n=chosen.weight.sum(), score=chosen.score.sum() if weigh else ibis.literal(0.0))
    return sums if breakdown else sums.mutate(category=ibis.literal(WHOLE))


def compute(indicator: Indicator, tables: Tables, frame: Frame) -> list[Table]:
    """Every table of an indicator of events. Empty where its source has not landed."""
    of = indicator.of
    assert isinstance(of, Events)
    if not tables.has(of.table):
        return []
    rows = tables.get(of.table)
    months = stretch(of, rows)
    if months is None:
        return []
    cubes: dict[str, Cube] = {}
    cuts = cuts_within(indicator, frame)
    for key in sorted({cut.breakdown for cut in cuts}):
        cubes[key] = _sorted_cube(indicator, of.keep(rows), indicator.breakdown(key), frame, months)
    among = _cube(indicator, of.among(rows), None, frame, months) if of.among else None
    work = Work(indicator, frame, months, origin(indicator, tables, located_share=_located(cubes)), among)
    return [Table(cut, _draft(work, cut, cubes[cut.breakdown])) for cut in cuts]


def cuts_within(indicator: Indicator, frame: Frame) -> list[Cut]:
    """The tables of an indicator for which the frame has every kind of area, and what sorts places."""
    return [cut for cut in indicator.cuts if _can_be_cut(indicator, cut, frame)]


def _can_be_cut(indicator: Indicator, cut: Cut, frame: Frame) -> bool:
    breakdown = indicator.breakdown(cut.breakdown)
    sorts_places = breakdown is not None and breakdown.of_places
    return frame.codes.keys() >= set(cut.kinds) and not (sorts_places and frame.deprivation is None)


def stretch(of: Events, rows: ibis.Table) -> Months | None:
    """The months that a source covers."""
    when = rows[of.collected or of.when]
    month = (when.year().cast("int64") * 12 + when.month() - 1).name("month")
    seen = rows.select(month).distinct().to_pyarrow().column("month").to_pylist()
    freshness = contracts.get_contract(of.contract).freshness
    every = freshness.every_months if freshness else 1
    return calendar.months(
        [m for m in seen if m is not None], every_months=every, covers_months=of.covers_months
    )


def _sorted_cube(
    indicator: Indicator, rows: ibis.Table, breakdown: Breakdown | None, frame: Frame, stretch: Months
) -> Cube:
    """Sorted by what each row says; or, where neighbourhoods are sorted, by where it happened."""
    if breakdown is None or not breakdown.of_places:
        return _cube(indicator, rows, breakdown, frame, stretch)
    whole = _cube(indicator, rows, None, frame, stretch)
    score = None if whole.score is None else deprivation.sort(whole.score, breakdown, frame)
    return Cube(deprivation.sort(whole.n, breakdown, frame), score)


def _cube(
    indicator: Indicator, rows: ibis.Table, breakdown: Breakdown | None, frame: Frame, stretch: Months
) -> Cube:
    found = counted(indicator, rows, breakdown).to_pyarrow()
    categories = _categories(breakdown)
    position = {key: at for at, key in enumerate(categories)}
    lsoas = len(frame.codes["lsoa"])
    area = np.array(
        [lsoas if c is None else frame.position.get(c, -1) for c in found.column("lsoa21").to_pylist()],
        dtype=np.int64,
    )
    category = np.array([position[c] for c in found.column("category").to_pylist()], dtype=np.int64)
    month = found.column("month").to_numpy().astype(np.int64) - stretch.first
    inside = (area >= 0) & (month >= 0) & (month < len(stretch))
    at = (area[inside], category[inside], month[inside])
    sums = []
    for name in ("n", "score"):
        cube = np.zeros((lsoas + 1, len(categories), len(stretch)))
        np.add.at(cube, at, found.column(name).to_numpy()[inside])
        if breakdown:
            cube[:, 0] = cube[:, 1:].sum(axis=1)
        sums.append(cube)
    assert isinstance(indicator.of, Events)
    return Cube(sums[0], sums[1] if indicator.of.weigh else None)


def _categories(breakdown: Breakdown | None) -> tuple[str, ...]:
    return (WHOLE, *(breakdown.categories if breakdown else ()))


def _draft(work: Work, cut: Cut, cube: Cube) -> Draft:
    indicator, frame = work.indicator, work.frame
    periods = calendar.grouping(work.stretch, cut.grain, year_from=cut.year_from)
    counts = periods.summed(_areas(cube.n, frame, cut.kinds))
    whole = periods.whole(work.stretch.collected)
    states = np.full(counts.shape, Cell.VALUE, dtype=np.int8)
    states[:, :, ~whole] = Cell.NOT_COLLECTED
    breakdown, places = indicator.breakdown(cut.breakdown), frame.places(cut.kinds)
    people = _people(work, cut, breakdown, counts.shape)
    if work.among is not None:
        people = np.broadcast_to(periods.summed(_areas(work.among.n, frame, cut.kinds)), counts.shape)
    bare = people is None and indicator.method is Method.RATE
    return Draft(
        indicator=indicator.key,
        version=indicator.version,
        policy=indicator.policy,
        grain=cut.grain,
        breakdown=cut.breakdown,
        places=places,
        categories=_categories(breakdown),
        periods=tuple(first_day(int(start)) for start in periods.starts),
        counts=np.where(whole, _tidy(counts), np.nan),
        states=states,
        origin=_origin(work, breakdown),
        method=Method.COUNT if bare else indicator.method,
        per=1.0 if bare else indicator.per,
        by_chance=not indicator.not_by_chance,
        people=people,
        scores=_scores(cube, periods, whole, work, cut),
        exhaustive=breakdown.exhaustive if breakdown else True,
        part_of=indicator.part_of,
        measure=indicator.measure,
        weights=() if cube.score is None else _weights(indicator),
        sums=_sums(breakdown, places, frame, _beyond(cube, frame, cut.kinds, periods)),
    )


def _sums(
    breakdown: Breakdown | None, places: Sequence[Place], frame: Frame, beyond: Floats
) -> tuple[Total, ...]:
    """What cells of other tables of the same events add up to or make up: release must know."""
    if breakdown is None:
        return ()
    if breakdown.of_places:
        return deprivation.sums(breakdown, places, frame, beyond)
    return joined(breakdown, places, breakdown.categories)


def joined(breakdown: Breakdown, places: Sequence[Place], categories: Container[str]) -> tuple[Total, ...]:
    """The cells of another breakdown that these categories make up."""
    return tuple(
        Total((place.code, whole), tuple((place.code, f"{breakdown.key}:{part}") for part in here))
        for place in places
        for whole, parts in breakdown.joins.items()
        if (here := [part for part in parts if part in categories])
    )


def _beyond(cube: Cube, frame: Frame, kinds: Sequence[str], periods: Grouping) -> Floats:
    """What each place counts in each period that was located nowhere."""
    held = _areas(cube.n[:, :1], frame, kinds) - frame.summed(cube.n[:-1, :1], kinds)
    return _tidy(periods.summed(held)[:, 0])


def _origin(work: Work, breakdown: Breakdown | None) -> Origin:
    if breakdown is None or not breakdown.of_places or work.frame.deprivation is None:
        return work.origin
    return replace(work.origin, notes=(*work.origin.notes, work.frame.deprivation.says))


def _weights(indicator: Indicator) -> tuple[float, ...]:
    """What one event may weigh: release must know, so that a score does not tell how many were of each kind."""
    found = {weight for key in indicator.codelists for weight in codelists.get_codelist(key).weights}
    if not found:
        raise Invalid(
            f"Indicator {indicator.key} weighs events, and none of its codelists gives the weights."
        )
    return tuple(sorted(found))


def _scores(cube: Cube, periods: Grouping, whole: Flags, work: Work, cut: Cut) -> Floats | None:
    if cube.score is None:
        return None
    return np.where(whole, periods.summed(_areas(cube.score, work.frame, cut.kinds)), np.nan)


def _areas(cube: Floats, frame: Frame, kinds: Sequence[str]) -> Floats:
    """Sums over areas; the unlocated count where there is one area of the top kind."""
    total = frame.summed(cube[:-1], kinds)
    if TOP in kinds and len(frame.codes[TOP]) == 1:
        total[sum(len(frame.codes[kind]) for kind in kinds[: kinds.index(TOP)])] += cube[-1]
    return total


def _tidy(counts: Floats) -> Floats:
    """Sums of weights that should be whole are made whole."""
    nearest = np.round(counts)
    return np.where(np.abs(counts - nearest) < 1e-6, nearest, counts)  # noqa: PLR2004  (rounding of sums of weights)


def _people(work: Work, cut: Cut, breakdown: Breakdown | None, shape: tuple[int, ...]) -> Floats | None:
    if work.indicator.method in {Method.COUNT, Method.SHARE}:
        return None
    whole = work.frame.people_aged(work.indicator.ages, cut.kinds)
    if whole is None:
        return None
    people = np.full(shape, np.nan)
    people[:, 0] = whole[:, None]
    if breakdown is None:
        return people
    for at, key in enumerate(breakdown.categories, start=1):
        found = _people_in(key, breakdown, work.frame, cut.kinds)
        if found is not None:
            people[:, at] = found[:, None]
    return people


def _people_in(category: str, breakdown: Breakdown, frame: Frame, kinds: Sequence[str]) -> Floats | None:
    """Whom a category's events happen to, where that is known: a sex or an age band, a group of the census, or those who
    live in a fifth of the neighbourhoods.
    """
    if breakdown.of_places:
        return deprivation.people(category, breakdown, frame, kinds)
    if category in breakdown.ages or category in breakdown.sexes:
        ages, sex = breakdown.ages.get(category, Ages()), breakdown.sexes.get(category, "")
        return frame.people_aged(ages, kinds, sex=sex)
    if category in breakdown.census_groups:
        return frame.residents_of(breakdown.census_groups[category], kinds)
    return None


def stamp(indicator: Indicator, tables: Tables) -> str:
    """Changes whenever the indicator's tables, codelists or definition do."""
    lists = [codelists.get_codelist(key).hash for key in indicator.codelists]
    names = [indicator.of.table, geography.PLACES, geography.PEOPLE, geography.ETHNICITY]
    if any(each.sexes for each in indicator.breakdowns):
        names.append(geography.SEXES)
    if any(each.of_places for each in indicator.breakdowns):
        names += [geography.DEPRIVED, geography.DEPRIVED_BEFORE, geography.MOVES]
    return stamp_of(tables, names, indicator.key, str(indicator.version), repr(indicator.cuts), *lists)


def origin(indicator: Indicator, tables: Tables, *, located_share: float | None) -> Origin:
    """Where an indicator's tables came from."""
    return Origin(
        sources=indicator.contracts,
        attribution=contracts.get_contract(indicator.of.contract).attribution,
        made_from=stamp(indicator, tables),
        extracted_on=tables.extracted_on(indicator.of.table),
        located_share=located_share,
        notes=tuple(codelists.get_codelist(key).stamp for key in indicator.codelists),
    )


def _located(cubes: dict[str, Cube]) -> float | None:
    """The share of counted rows that have a place in the partnership."""
    n = next(iter(cubes.values())).n[:, 0].sum(axis=1)
    total = float(n.sum())
    return round(float(n[:-1].sum()) / total, 3) if total else None
