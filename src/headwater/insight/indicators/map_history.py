"""The same map over the years: which places stay, come, go and come back, what changed since the year before, and
whether one year's places held the next year's events.

From released counts of one set of places in years that follow one another, each of twelve months.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from scipy import sparse

from headwater.insight.indicators import standing_out
from headwater.insight.release.draft import Floats
from headwater.statistics import hotspot_accuracy, hotspot_history
from headwater.statistics import neighbours as neighbourhoods
from headwater.statistics.neighbours import Neighbours

COVERAGE = 0.05  # of the places, those that had most: scores at one coverage say nothing of another
FEWEST_YEARS = hotspot_history.FEWEST
NONE = "none"
PERSISTENT, EMERGING, FORMER, INTERMITTENT = "persistent", "emerging", "former", "intermittent"
LOW = "low_"  # before a pattern of places with less than chance would give


@dataclass(frozen=True)
class Years:
    """Released counts of the same places, a row for each year in time order, and who lives there."""

    starts: tuple[date, ...]
    counts: Floats  # (year, place)
    exposure: Floats  # (place,): people, or 1 for squares alike
    high_only: bool  # of squares alike, less says only that few people are there

    @property
    def places(self) -> int:
        return len(self.exposure)


@dataclass(frozen=True)
class History:
    """What the years say together. `patterns` has a word for each place, and nothing where years are too few."""

    patterns: tuple[str, ...]
    facts: dict[str, Any]  # as the reading keeps them


def of_years(years: Years, near: Neighbours) -> History:
    """Patterns, change and accuracy, as far as there are years for them."""
    table = neighbourhoods.table(near, years.places, itself=True)
    patterns = _patterns(years, table)
    counted = {each: patterns.count(each) for each in dict.fromkeys(patterns) if each != NONE}
    return History(
        patterns,
        {
            "starts": [each.isoformat() for each in years.starts],
            "patterns": counted if patterns else None,
            "changed": _changed(years),
            "accuracy": _accuracy(years),
        },
    )


def _patterns(years: Years, near: sparse.csr_array) -> tuple[str, ...]:
    """Each place by the years that it stood out in, every year judged by itself."""
    if len(years.starts) < FEWEST_YEARS:
        return ()
    each = [standing_out.stand_out(row, years.exposure, near) for row in years.counts]
    z, p = np.array([one.z for one in each]), np.array([one.adjusted_p for one in each])
    if years.high_only:
        p = np.where(z > 0, p, 1.0)
    return tuple(_word(found) for found in hotspot_history.patterns(z, p))


def _word(pattern: str) -> str:
    """A pattern as maps call it: no place is called hot.

    >>> _word("emerging hotspot"), _word("former coldspot"), _word("no pattern")
    ('emerging', 'low_former', 'none')
    """
    if pattern == hotspot_history.NO_PATTERN:
        return NONE
    word, kind = pattern.split(" ")
    return (LOW if kind == "coldspot" else "") + word


def _changed(years: Years) -> dict[str, int] | None:
    """How many places changed otherwise than all together since the year before."""
    if len(years.starts) < 2 or not (years.counts[-1].any() and years.counts[-2].any()):  # noqa: PLR2004  (a pair)
        return None
    found = hotspot_history.change(np.round(years.counts[-2]), np.round(years.counts[-1])).beyond
    up = found.significant & (found.z > 0)
    return {"more": int(up.sum()), "less": int(found.significant.sum() - up.sum())}


def _accuracy(years: Years) -> dict[str, Any] | None:
    """Each year scored by the places that had most the year before."""
    if len(years.starts) < 2 or not years.counts.any(axis=1).all() or years.places * COVERAGE < 1:  # noqa: PLR2004  (a pair)
        return None
    found = hotspot_accuracy.cross_validated(years.counts, coverage=COVERAGE, history=1)
    return {
        "coverage": COVERAGE,
        "years": [each.isoformat() for each in years.starts[1:]],
        "hit_rate": _rounded(found.hits / found.total),
        **{name: _rounded(getattr(found, name)) for name in ("pai", "pei", "rri")},
    }


def _rounded(numbers: Floats) -> Sequence[float]:
    return [float(each) for each in np.round(numbers, 3)]
