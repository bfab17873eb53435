"""Did yesterday's hotspots hold tomorrow's events? Scores of a map of hotspots, always on a period it was not drawn from.

Which cells are hot is a choice of how much ground to call hot; scores at one coverage say nothing of another.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headwater.statistics import arrays
from headwater.statistics.arrays import Floats, Integers, Numbers
from headwater.vocabulary.errors import Invalid


@dataclass(frozen=True)
class Accuracy:
    """How well the cells that were hottest before hold what came after."""

    cells: Integers  # those called hot, hottest first
    hits: float
    total: float
    pai: float  # predictive accuracy index: 1 is no better than anywhere
    pei: float  # that beside the best any choice of as many cells could have had: 1 is perfect
    rri: float  # recapture rate: 1 keeps the share of events that the hot cells had before

    @property
    def hit_rate(self) -> float:
        return self.hits / self.total


@dataclass(frozen=True)
class CrossValidated:
    """Each period scored by hotspots drawn from the periods just before it."""

    pai: Floats
    pei: Floats
    rri: Floats
    hits: Floats
    total: Floats

    @property
    def pooled_hit_rate(self) -> float:
        """Of all later events, the share that fell where it was expected."""
        return float(self.hits.sum() / self.total.sum())


def accuracy(before: Numbers, after: Numbers, *, coverage: float) -> Accuracy:
    """The cells with most before, scored by what came after.

    Formula: cells: the first floor(coverage * cells), by `before` downward, ties by place in the list; PAI = (n/N)/(a/A); PEI =
        PAI over that of the cells with most after; RRI = (n/N)/(n'/N'), n' and N' the same of the period before.
    Shape and units: counts, rates or a density, one each for cells of one size; coverage a share of all cells; no unit.
    Valid when: `before` ends before `after` begins. PAI rewards little ground: compare maps at one coverage only, and see PEI,
        which cannot be raised so. Where ties straddle the last hot cell the choice among them is arbitrary.
    Raises: Invalid for lengths that differ, values below zero, nothing in either period, a coverage of no cell.
    Source: Chainey S., Tompson L., Uhlig S. (2008), Security Journal 21, p. 4-28 (PAI); Hunt J.M. (2016), Do Crime Hot Spots
        Move?, dissertation, American University (PEI);
        Levine N. (2008), Security Journal 21, p. 295-302 (RRI).

    >>> found = accuracy([9, 1, 5, 0], [6, 0, 2, 4], coverage=0.5)
    >>> found.cells.tolist(), round(found.pai, 3), round(found.pei, 3), round(found.rri, 3)
    ([0, 2], 1.333, 0.8, 0.714)
    """
    first, second = arrays.not_negative(before, "values before"), arrays.not_negative(after, "values after")
    arrays.one_row(first, "values before")
    if first.shape != second.shape:
        raise Invalid("Give one value before and one after for each cell.")
    if not (first.any() and second.any()):
        raise Invalid("One of the periods has no events: there is nothing to score.")
    many = int(first.size * arrays.share(coverage, "coverage") + 1e-9)
    if many == 0:
        raise Invalid("That coverage is less than one cell.")
    hot = np.argsort(-first, kind="stable")[:many]
    hits, best, total = float(second[hot].sum()), float(np.sort(second)[-many:].sum()), float(second.sum())
    rate, held = hits / total, float(first[hot].sum() / first.sum())
    return Accuracy(hot, hits, total, rate / (many / first.size), hits / best, rate / held)


def cross_validated(counts: Numbers, *, coverage: float, history: int) -> CrossValidated:
    """Every period that has `history` periods before it, scored by their sum.

    Formula: `accuracy` of period t by the sum of t - history to t - 1, for each t.
    Shape and units: a row for each period in time order and a column for each cell; periods.
    Valid when: as `accuracy`; a history of a year hides the season, one of a month is mostly chance.
    Raises: Invalid as `accuracy`, for a history under one period and for no period to score.
    Source: rolling origin: Tashman L.J. (2000), International Journal of Forecasting 16, p. 437-450.

    >>> cross_validated([[4, 0, 1, 0], [3, 1, 0, 0], [2, 0, 2, 0]], coverage=0.25, history=1).pai.tolist()
    [3.0, 2.0]
    """
    table = arrays.not_negative(counts, "counts")
    if table.ndim != 2:  # noqa: PLR2004  (periods and cells)
        raise Invalid("Give a row of counts for each period.")
    if not 1 <= history < len(table):
        raise Invalid("Give a history of one period or more, and at least one period after it.")
    found = [
        accuracy(table[at - history : at].sum(axis=0), table[at], coverage=coverage)
        for at in range(history, len(table))
    ]
    return CrossValidated(*(_column(found, name) for name in ("pai", "pei", "rri", "hits", "total")))


def _column(found: Sequence[Accuracy], name: str) -> Floats:
    return np.array([getattr(each, name) for each in found], dtype=np.float64)
