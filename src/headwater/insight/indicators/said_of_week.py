"""What released counts say of the time of week, and of the kind of place: in words, with what chance alone would make."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headwater.insight.indicators.time_of_week import BLOCKS, UNKNOWN, Block
from headwater.insight.release.draft import Floats
from headwater.insight.release.released import Provenance, ReleasedFigure, ReleasedSeries
from headwater.statistics import hotspots
from headwater.vocabulary.periods import Period
from headwater.vocabulary.states import FigureState

MIDDLE_OF_HIDDEN = 2  # what a hidden count is taken as
FEWEST = 100  # events with a known hour; below, an even spread and any other look alike
MORE, LESS, EVEN = "more", "less", "even"
TOLD = {FigureState.VALUE, FigureState.ZERO}


@dataclass(frozen=True)
class WeekBlock:
    """One block of the week: its count, and how it lies to an even spread over the week."""

    block: Block
    figure: ReleasedFigure
    times: float | None  # how many times an even spread; None where the count is hidden
    p: float | None  # two-sided and exact, adjusted for all blocks
    level: str  # more, less or even; empty where the count is hidden


@dataclass(frozen=True)
class ReleasedWeek:
    """When in the week events happen, in one year. For partners."""

    indicator: str
    area_name: str
    period: Period
    says: tuple[str, ...]
    blocks: tuple[WeekBlock, ...]
    unknown: ReleasedFigure
    provenance: Provenance


@dataclass(frozen=True)
class PlaceType:
    """How many happened in one kind of place, in the last year and the one before."""

    key: str
    words: str
    figure: ReleasedFigure
    before: ReleasedFigure | None
    share: float | None  # of those whose kind of place is known, in per cent; None where hidden


@dataclass(frozen=True)
class ReleasedPlaceTypes:
    """In what kinds of place events happen, in one year. For partners."""

    indicator: str
    area_name: str
    period: Period
    says: str
    rows: tuple[PlaceType, ...]
    provenance: Provenance


def week(indicator: str, found: Sequence[ReleasedSeries]) -> ReleasedWeek:
    """The reading of a released table of times of week."""
    figures = {series.category: series.figure() for series in found}
    shown = [figures[block.key] for block in BLOCKS]
    counts = np.array([MIDDLE_OF_HIDDEN if each.n is None else each.n for each in shown])
    found_by = tested(counts)
    blocks = tuple(_block(at, each, counts, found_by) for at, each in enumerate(shown))
    first = shown[0]
    return ReleasedWeek(
        indicator=indicator,
        area_name=first.area_name,
        period=first.period,
        says=_says(blocks, counts, figures[UNKNOWN]),
        blocks=blocks,
        unknown=figures[UNKNOWN],
        provenance=first.provenance,
    )


def tested(counts: Floats) -> hotspots.Local:
    """Each block against an even spread: exact, and with false discoveries held over the whole week."""
    return hotspots.rate_hotspots(counts, np.ones(len(BLOCKS)), [[] for _ in BLOCKS])


def levels(found: hotspots.Local) -> list[str]:
    marked = np.where(found.z > 0, MORE, LESS)
    return [str(each) for each in np.where(found.significant, marked, EVEN)]


def _block(at: int, figure: ReleasedFigure, counts: Floats, found: hotspots.Local) -> WeekBlock:
    if figure.state not in TOLD:
        return WeekBlock(BLOCKS[at], figure, None, None, "")
    times = round(float(counts[at] / max(counts.mean(), 1e-9)), 2)
    p = round(float(found.adjusted_p[at]), 4)
    return WeekBlock(BLOCKS[at], figure, times, p, levels(found)[at])


def _says(blocks: Sequence[WeekBlock], counts: Floats, unknown: ReleasedFigure) -> tuple[str, ...]:
    missing = _missing(unknown, float(counts.sum()))
    if counts.sum() < FEWEST:
        return (f"Too few have a known hour to say when most happen: {FEWEST} are needed.", missing)
    more = sorted((each for each in blocks if each.level == MORE), key=lambda each: -(each.times or 0))
    if not more:
        return ("No block of the week has more than chance alone would put there.", missing)
    first = more[0]
    held = 100 * sum(each.figure.n or 0 for each in more) / counts.sum()
    most = f"{first.times:.1f} times as many as if they were spread evenly over the week"
    together = (
        f"{100 * len(more) / len(BLOCKS):.0f}% of the week and hold {held:.0f}% of what has a known hour"
    )
    chance = f"{len(more)} of the {len(BLOCKS)} blocks have more than an even spread would give by chance."
    return (
        f"Most happen on {first.block.words}: {most}.",
        f"{chance} Together they are {together}.",
        missing,
    )


def _missing(unknown: ReleasedFigure, known: float) -> str:
    if unknown.n is None:
        return "Of a few the hour is not known, and they are in no block."
    share = 100 * unknown.n / max(1.0, known + unknown.n)
    return (
        f"Of {share:.0f}% the hour is not known (no time was given, exactly midnight was, or only a range of more than "
        "twelve hours), and they are in no block. Where there is a shorter range, an event is spread evenly over it."
    )


def place_types(
    indicator: str, words: dict[str, str], found: Sequence[ReleasedSeries]
) -> ReleasedPlaceTypes | None:
    """The reading of a released breakdown by kind of place; None where no year was collected."""
    series = {each.category: each for each in found}
    latest = {key: series[key].latest for key in words if key in series}
    shown = {key: figure for key, figure in latest.items() if figure is not None}
    if not shown:
        return None
    known = sum(figure.n or 0 for key, figure in shown.items() if key != UNKNOWN)
    rows = tuple(_place_type(key, words[key], series[key], figure, known) for key, figure in shown.items())
    ordered = tuple(sorted(rows, key=lambda each: (each.key == UNKNOWN, -(each.figure.n or 0))))
    first = ordered[0]
    return ReleasedPlaceTypes(
        *(indicator, first.figure.area_name, first.figure.period),
        _most(ordered),
        ordered,
        first.figure.provenance,
    )


def _place_type(
    key: str, words: str, series: ReleasedSeries, figure: ReleasedFigure, known: float
) -> PlaceType:
    at = series.starts.index(figure.period.start)
    told = figure.state in TOLD and figure.n is not None and key != UNKNOWN and known > 0
    share = round(100 * (figure.n or 0) / known, 1) if told else None
    return PlaceType(key, words, figure, series.figure(at - 1) if at else None, share)


def _most(rows: Sequence[PlaceType]) -> str:
    first = rows[0]
    if first.share is None:
        return "The numbers by kind of place are too small to show, or no kind of place is known."
    return (
        f"Of those with a known kind of place, {first.share:.0f}% happened in one kind: {first.words[0].lower()}{first.words[1:]}. "
        "Shares are of the numbers that are shown."
    )
