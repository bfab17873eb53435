"""How often each method speaks where nothing but chance is at work: control charts, weekly warnings, maps, comparisons.

A case makes up so many series (or maps, or pairs of counts) in which nothing happens, and counts those in which the method says that
something did.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from headwater.statistics import (
    count_charts,
    ears,
    farrington,
    funnels,
    global_association,
    hotspot_history,
    hotspots,
    local_association,
    moving_ranges,
    near_repeat,
    process_control,
    rare_events,
    rates,
    rebasing,
    run_charts,
)
from headwater.statistics.process_rules import Rule
from headwater.statistics.quiet_weeks import Quiet

Numbers = np.ndarray[Any, Any]
GRID = hotspots.grid((0, 0, 10_000, 10_000), cell_m=500)  # 400 cells
SILENT = {Rule.COMMON_CAUSE, Rule.NOT_OBSERVED}
LEVEL = 0.05


@dataclass(frozen=True)
class Case:
    """`measure` makes up so many and says in how many of them the method spoke."""

    method: str
    drawn: str
    spoke: str  # what is counted as speaking
    stated: str  # what the method promises, or what to make of it
    measure: Callable[[np.random.Generator, int], int]
    samples: int = 1000

    @property
    def key(self) -> str:
        return f"{self.method}: {self.drawn}: {self.spoke}"


def cases() -> list[Case]:
    return [*_charts(), *_rare(), *_weekly(), *_compared(), *_areas(), *_maps(), *_repeats()]


def _each(ask: Callable[[np.random.Generator], bool]) -> Callable[[np.random.Generator, int], int]:
    return lambda chance, samples: sum(bool(ask(chance)) for _ in range(samples))


def _charts() -> Iterator[Case]:
    for name, draw in (
        ("24 normal values", lambda chance: chance.normal(size=24)),
        ("60 normal values", lambda chance: chance.normal(size=60)),
        ("24 counts, mean 20", lambda chance: chance.poisson(20, 24)),
        ("24 counts, mean 5", lambda chance: chance.poisson(5, 24)),
        ("rolling 12-month sums of 35 months (outside its use)", _rolling),
    ):
        yield Case(
            "process_control.xmr", name, "the newest point is marked", "told on the page: a few in a hundred",
            _each(lambda chance, draw=draw: _rules(draw(chance))[-1] not in SILENT),
        )  # fmt: skip
    yield Case(
        "process_control.xmr", "24 normal values", "any point is marked", "a chart is read by its newest point",
        _each(lambda chance: any(rule not in SILENT for rule in _rules(chance.normal(size=24)))),
    )  # fmt: skip
    yield Case(
        "moving_ranges.moving_ranges", "24 normal values", "the newest jump is wild", "about one in a hundred",
        _each(lambda chance: moving_ranges.moving_ranges(chance.normal(size=24)).wild[-1]),
    )  # fmt: skip
    yield from _exposed()
    for length in (24, 60):
        yield Case(
            "run_charts.run_chart", f"{length} normal values", "a run too long or crossings too few", "1 to 5 in a hundred",
            _each(lambda chance, length=length: run_charts.run_chart(chance.normal(size=length)).runs[0].signal),
        )  # fmt: skip
    yield Case(
        "rebasing.steps", "60 normal values", "a step is found", "under two in a hundred",
        _each(lambda chance: bool(rebasing.steps(chance.normal(size=60)))),
    )  # fmt: skip


def _rules(values: Numbers) -> tuple[Rule, ...]:
    return process_control.xmr(values).rules


def _rolling(chance: np.random.Generator) -> Numbers:
    return np.convolve(chance.poisson(20, 35), np.ones(12), mode="valid")


def _exposed() -> Iterator[Case]:
    people = np.linspace(900, 1500, 24).round()
    for kind in ("u", "u_prime"):
        yield Case(
            "count_charts.count_chart", f"{kind}, 24 months, 9 to 15 events expected", "the newest point is marked",
            "a few in a hundred",
            _each(
                lambda chance, kind=kind: count_charts.count_chart(chance.poisson(people / 100), people, kind=kind).rules[-1]
                not in SILENT
            ),
        )  # fmt: skip
    yield Case(
        "count_charts.count_chart", "p, 24 months, a tenth of 90 to 150", "the newest point is marked", "a few in a hundred",
        _each(
            lambda chance: count_charts.count_chart(chance.binomial((people / 10).astype(int), 0.1), (people / 10).round(), kind="p").rules[-1]
            not in SILENT
        ),
    )  # fmt: skip


def _rare() -> Iterator[Case]:
    for method in ("t", "g"):
        yield Case(
            "rare_events.days_between", f"{method}, 21 events, 40 days apart on average", "the newest gap is marked",
            "a few in a hundred",
            _each(lambda chance, method=method: rare_events.days_between(_days(chance), method=method).rules[-1] not in SILENT),
        )  # fmt: skip


def _days(chance: np.random.Generator) -> list[date]:
    gaps = np.floor(np.cumsum(chance.exponential(40, 21)))
    return [date(2020, 1, 1) + timedelta(days=int(gap)) for gap in gaps]


def _weekly() -> Iterator[Case]:
    needed = farrington.Settings().weeks_needed + 1
    for mean, dispersion in ((20, 1), (20, 1.5), (20, 3), (5, 1.5)):
        quiet = Quiet(mean=mean, dispersion=dispersion)
        drawn = f"{mean} a week, {dispersion:g} times Poisson's scatter, a season"
        yield Case(
            "farrington.farrington", drawn, "the newest week is an alarm", "up to twice 0.5 in a hundred",
            lambda chance, samples, quiet=quiet: int(farrington.farrington(_quiet(quiet, chance, samples, needed)).alarm.sum()),
            4000,
        )  # fmt: skip
    for method in ("C1", "C2", "C3"):
        yield Case(
            "ears.early_warning", f"{method}, 20 a week, 1.5 times Poisson's scatter", "the newest week is an alarm",
            "a hint to look, two to five in a hundred",
            lambda chance, samples, method=method: sum(
                bool(ears.early_warning(row, method=method).alarm[-1])
                for row in _quiet(Quiet(season=0, rise=0), chance, samples, 20)
            ),
        )  # fmt: skip


def _quiet(quiet: Quiet, chance: np.random.Generator, series: int, weeks: int) -> Numbers:
    return quiet.draw(series=series, weeks=weeks, seed=int(chance.integers(1 << 31)))


def _compared() -> Iterator[Case]:
    for mean in (5, 30, 200):
        yield Case(
            "rates.compare_counts", f"{mean} events expected in each of two years", "a change is called", "5 in a hundred at most",
            _each(
                lambda chance, mean=mean: rates.compare_counts(chance.poisson(mean), chance.poisson(mean)).verdict
                is not rates.Verdict.NO_CLEAR_CHANGE
            ),
            10_000,
        )  # fmt: skip


def _areas() -> Iterator[Case]:
    for position, stated in (
        (("below", "far_below", "above", "far_above"), "5 in a hundred areas"),
        (("far_below", "far_above"), "0.2 in a hundred areas"),
    ):
        yield Case(
            "funnels.rate_funnel", "an area of 4,000 to 40,000 people, 8 to 80 events expected",
            "it lies outside " + ("the inner lines" if "above" in position else "the outer lines"), stated,
            lambda chance, samples, position=position: _outside(chance, samples, position), 20_000,
        )  # fmt: skip


def _outside(chance: np.random.Generator, samples: int, positions: tuple[str, ...]) -> int:
    people = chance.integers(4000, 40_000, samples)
    found = funnels.rate_funnel(chance.poisson(people / 500), people, target=200)
    return sum(str(each) in positions for each in found.positions)


def _maps() -> Iterator[Case]:
    around = GRID.neighbours()
    for mean in (1, 4, 20):
        yield Case(
            "hotspots.gi_star", f"counts of 400 squares made even, mean {mean}", "any square is marked", "5 maps in a hundred",
            _each(
                lambda chance, mean=mean: hotspots.gi_star(hotspots.steadied(chance.poisson(mean, GRID.size)), around).significant.any()
            ),
        )  # fmt: skip
    yield Case(
        "hotspots.gi_star", "raw counts of 400 squares, mean 0.2 (outside its use)", "any square is marked", "why an exact test stands in",
        _each(lambda chance: hotspots.gi_star(chance.poisson(0.2, GRID.size), around).significant.any()),
    )  # fmt: skip
    people = np.random.default_rng(5).integers(400, 2600, 120)
    ring = [[(at + 1) % 120, (at - 1) % 120] for at in range(120)]
    yield Case(
        "hotspots.rate_hotspots", "120 neighbourhoods of 400 to 2,600 people, 400 events", "any is marked", "5 maps in a hundred at most",
        _each(lambda chance: hotspots.rate_hotspots(chance.multinomial(400, people / people.sum()), people, ring).significant.any()),
    )  # fmt: skip
    yield Case(
        "local_association.local_moran", "counts of 64 squares, mean 3, exact chances", "any square is marked", "5 maps in a hundred",
        _each(_alike), 300,
    )  # fmt: skip
    yield Case(
        "global_association.moran", "400 normal values on squares", "p is 0.05 or less", "5 maps in a hundred",
        _each(lambda chance: global_association.moran(chance.normal(size=GRID.size), around).p <= LEVEL),
    )  # fmt: skip
    yield Case(
        "hotspot_history.change", "400 squares in two years, mean 4", "any square is said to have changed", "5 maps in a hundred at most",
        _each(
            lambda chance: hotspot_history.change(*chance.poisson(4, (2, GRID.size))).beyond.significant.any()
        ),
    )  # fmt: skip


def _alike(chance: np.random.Generator) -> bool:
    small = hotspots.grid((0, 0, 4000, 4000), cell_m=500)
    found = local_association.local_moran(chance.poisson(3, small.size), small.neighbours())
    return bool(found.significant.any())


def _repeats() -> Iterator[Case]:
    yield Case(
        "near_repeat.knox", "150 events anywhere in 5 km and any day of a year, 99 deals", "near and soon has p of 0.05 or less",
        "5 in a hundred", _each(_near_and_soon), 500,
    )  # fmt: skip


def _near_and_soon(chance: np.random.Generator) -> bool:
    found = near_repeat.knox(
        chance.uniform(0, 5000, (150, 2)),
        chance.integers(0, 365, 150),
        distance_bands_m=(0, 400),
        day_bands=(0, 14),
        permutations=99,
        seed=int(chance.integers(1 << 31)),
    )
    return bool(found.p[0, 0] <= LEVEL)
