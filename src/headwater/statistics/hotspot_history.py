"""Hotspots through time: what changed between two periods, and which places stay, come, go and come back.

Both look at each place of one fixed grid; a grid drawn anew for each period compares nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import special, stats

from headwater.statistics import arrays
from headwater.statistics.arrays import Flags, Floats, Integers, Numbers
from headwater.statistics.hotspots import FALSE_DISCOVERIES, Local, judged
from headwater.vocabulary.errors import Invalid

Adjustment = Literal["none", "holm", "benjamini-hochberg"]
NO_PATTERN = "no pattern"
FEWEST = 5  # periods; with fewer, one fifth is no recent period at all


@dataclass(frozen=True)
class Change:
    """Of each place, how its count changed and whether it changed otherwise than the whole map did."""

    difference: Integers
    beyond: Local  # z above zero: more of the later events than the map's share


@dataclass(frozen=True)
class Patterns:
    """What share of periods makes which pattern."""

    hot: float = 0.1
    persistent: float = 0.8
    recent: float = 0.2
    level: float = 0.05


USUAL = Patterns()


def change(before: Numbers, after: Numbers, *, level: float = FALSE_DISCOVERIES) -> Change:
    """Places whose count rose or fell otherwise than that of all places together.

    Formula: after - before; given a place's b + a events, a is binomial(b + a, A/(A + B)) if it changed as the map did, A
        and B the map's totals; p is twice the smaller tail (not above 1), adjusted over all places.
    Shape and units: whole counts of the same places in two periods, which may differ in length; events.
    Valid when: events are independent; a repeat offender makes changes look surer than they are. Exact for small counts.
    Raises: Invalid for negative or broken counts, lengths that differ, a period without events.
    Source: Przyborowski J., Wilenski H. (1940), Biometrika 31, p. 313-323 (conditional test); adjustment as `gi_star`.

    >>> found = change([20, 20, 20, 40], [20, 21, 60, 39])
    >>> found.difference.tolist(), found.beyond.significant.tolist()
    ([0, 1, 40, -1], [False, False, True, False])
    """
    first, second = arrays.whole_counts(before, "counts"), arrays.whole_counts(after, "counts")
    arrays.one_row(first, "counts")
    if first.shape != second.shape:
        raise Invalid("Give one count before and one after for each place.")
    if not (first.any() and second.any()):
        raise Invalid("One of the periods has no events: there is nothing to compare.")
    both, share = first + second, float(second.sum() / (first.sum() + second.sum()))
    below, above = stats.binom.cdf(second, both, share), stats.binom.sf(second - 1, both, share)
    p = np.clip(2 * np.minimum(below, above), 1e-300, 1.0)
    z = np.asarray(-special.ndtri(p / 2) * np.sign(second - both * share))
    return Change(second - first, judged(z, p, level))


def patterns(
    z: Numbers, p: Numbers, *, rules: Patterns = USUAL, adjust: Adjustment = "none"
) -> tuple[str, ...]:
    """Each place by how often it was hot (or cold) and when.

    Formula: a place is hot in a period where p < level and z > 0; a pattern, the later of these where several fit:
        intermittent, hot in at least `hot` of all periods; former, in at least `hot` of the earlier periods and not of the
        recent; emerging, of the recent and not of the earlier; persistent, in at least `persistent` of all. Recent are the
        last floor(recent * periods), at least one. Cold likewise with z < 0; hot counts where both fit.
    Shape and units: a row for each period in time order, a column for each place; z and p as `gi_star` gives them: hand over
        its adjusted p, or adjust here over the periods of each place.
    Valid when: all periods are of one length and one grid. With four recent periods one hot one is "recently hot".
    Raises: Invalid for tables that differ or are not tables, under five periods, p outside 0 to 1, shares outside 0 to 1.
    Source: the documented rules of sfhotspot 1.0 (hotspot_classify), after Chainey S. (2020), Understanding Crime.
    Differs from sfhotspot 1.0 as it runs, which takes one recent period too many, asks `recent` where it says `hot` of an
        emerging place, and adjusts p twice.

    >>> patterns([[3, 3, 0, 0, 3]] * 4 + [[3, 0, 3, 0, 3]], [[.01, .01, .9, .9, .2]] * 4 + [[.01, .9, .01, .9, .2]])
    ('persistent hotspot', 'persistent hotspot', 'emerging hotspot', 'no pattern', 'no pattern')
    """
    standing, chance = arrays.finite(z, "z values"), arrays.not_negative(p, "p values")
    if standing.shape != chance.shape or standing.ndim != 2 or len(standing) < FEWEST:  # noqa: PLR2004  (a table)
        raise Invalid(
            "Give z and p as tables of one shape, with five periods or more and a column for each place."
        )
    if chance.max() > 1:
        raise Invalid("Some p values are above one.")
    for each in (rules.hot, rules.persistent, rules.recent, rules.level):
        arrays.share(each, "shares of periods and the level")
    low = _adjusted(chance, adjust) < rules.level
    found = np.full(standing.shape[1], NO_PATTERN, dtype=object)
    for name, there in (("coldspot", low & (standing < 0)), ("hotspot", low & (standing > 0))):
        for pattern, fits in _fits(there, rules):
            found[fits] = f"{pattern} {name}"
    return tuple(found.tolist())


def _fits(there: Flags, rules: Patterns) -> Sequence[tuple[str, Flags]]:
    recent = max(int(rules.recent * len(there) + 1e-9), 1)
    late, early = there[-recent:].mean(axis=0) >= rules.hot, there[:-recent].mean(axis=0) >= rules.hot
    all_through = there.mean(axis=0)
    return (
        ("intermittent", all_through >= rules.hot),
        ("former", early & ~late),
        ("emerging", late & ~early),
        ("persistent", all_through >= rules.persistent),
    )


def _adjusted(p: Floats, adjust: Adjustment) -> Floats:
    """Over the periods of each place."""
    if adjust == "none":
        return p
    if adjust == "benjamini-hochberg":
        return np.asarray(stats.false_discovery_control(p, axis=0), dtype=np.float64)
    if adjust != "holm":
        raise Invalid(f"There is no adjustment {adjust!r}: choose none, holm or benjamini-hochberg.")
    order = np.argsort(p, axis=0)
    steps = np.arange(len(p), 0, -1)[:, None]
    climbing = np.maximum.accumulate(np.take_along_axis(p, order, axis=0) * steps, axis=0)
    made = np.empty_like(p)
    np.put_along_axis(made, order, np.minimum(climbing, 1.0), axis=0)
    return made
