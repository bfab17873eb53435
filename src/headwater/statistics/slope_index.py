"""Slope and relative index of inequality across deprivation groups, with limits in closed form.

The slope is the gap between the two ends of the ladder of deprivation by the straight line that fits best,
so it uses every group and not only the extremes. The limits are percentiles of the line's own chance.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from scipy import special

from headwater.statistics import arrays, intervals, percentiles
from headwater.statistics.arrays import Flags, Floats, Numbers
from headwater.statistics.percentiles import Cumulants
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.estimates import Estimate

Scale = Literal["plain", "log", "logit"]
SEARCH_STEPS = 5  # the secant settles in three or four
MOST_LEANING = 1.0  # the skewness up to which percentiles from moments are sound


@dataclass(frozen=True)
class Ladder:
    """Figures of groups from one end of deprivation to the other; several areas at once as rows.

    `standard_errors` are on `scale`: plain for what is near normal (life expectancy), log for rates, logit
    for shares.
    """

    populations: Numbers
    values: Numbers
    standard_errors: Numbers
    scale: Scale = "plain"

    def checked(self) -> tuple[Floats, Floats, Floats]:
        people = arrays.positive(self.populations, "populations")
        values = arrays.finite(self.values, "values")
        errors = arrays.not_negative(self.standard_errors, "standard errors")
        arrays.together(people, values, "populations and values")
        arrays.together(values, errors, "values and standard errors")
        if values.ndim == 0 or values.shape[-1] < 2:  # noqa: PLR2004  (two groups are the least with a slope)
            raise Invalid("A slope needs at least two groups.")
        if self.scale == "log" and (values <= 0).any():
            raise Invalid("Some rates are zero or below: they have no logarithm, so join those groups.")
        if self.scale == "logit" and ((values <= 0) | (values >= 1)).any():
            raise Invalid("Some shares are not between 0 and 1: they have no log odds, so join those groups.")
        return people, values, np.broadcast_to(errors, values.shape)


@dataclass(frozen=True)
class SlopeIndex:
    """Both indices of each area; the relative one only where `has_relative` (the foot is surely above zero)."""

    slope: Floats
    slope_lower: Floats
    slope_upper: Floats
    relative: Floats
    relative_lower: Floats
    relative_upper: Floats
    has_relative: Flags
    intercept: Floats  # the line at the first end
    confidence: float

    def slope_at(self, at: int | tuple[int, ...] = (), *, counts: str) -> Estimate:
        limits = float(self.slope_lower[at]), float(self.slope_upper[at])
        return Estimate(float(self.slope[at]), *limits, self.confidence, "slope index", counts)

    def relative_at(self, at: int | tuple[int, ...] = (), *, counts: str) -> Estimate | None:
        if not self.has_relative[at]:
            return None
        limits = float(self.relative_lower[at]), float(self.relative_upper[at])
        return Estimate(float(self.relative[at]), *limits, self.confidence, "relative index", counts)


class _Line(NamedTuple):
    """Factors that make the line's ends out of the groups' figures."""

    foot: Floats  # the line at the first end
    rise: Floats  # from the first end to the last


class _Ends(NamedTuple):
    slope: tuple[Floats, Floats, Floats]  # value, lower, upper
    relative: tuple[Floats, Floats, Floats]
    foot: Floats
    has_relative: Flags


def slope_index(
    ladder: Ladder,
    *,
    transformed: bool = False,
    last_over_first: bool = True,
    per: float = 1,
    confidence: float = 0.95,
) -> SlopeIndex:
    """The gap (slope) and ratio (relative) between the two ends of the ladder of deprivation.

    Formula: weighted least squares y = a + b r, r the ridit (share of people below the middle of the
        group), weights the share of people; slope b, relative (a + b)/a. Limits: percentiles of the slope
        and, as Fieller does it, of the ratio (the r at which a percentile of top - r foot is nought), each
        group varying on its own scale by its standard error. With `transformed` the line is fitted on the
        scale and read back: g(a + b) - g(a) and g(a + b)/g(a).
    Shape and units: series of groups, or areas by groups; the slope in the values' unit times `per`. With
        `last_over_first` off: first minus last, first over last.
    Valid when: a straight line fits (look at it), groups are in order and standard errors are known well; with
        few events in a group use `count_slopes`.
    Raises: Invalid for fewer than two groups, populations of zero, negative errors, missing values, rates of
        zero or shares of 0 or 1 on their scales, errors so large that limits lean, lengths that differ.
    Source: Pamuk E.R. (1985), Population Studies 39, p. 17-31; Mackenbach J.P., Kunst A.E. (1997), Social
        Science and Medicine 44, p. 757-771; Fieller E.C. (1954), Journal of the Royal Statistical Society B
        16, p. 175-185.
    Differs from PHEindicatormethods 2.1: it simulates these percentiles, 100,000 draws an area; for a
        transformed line it takes the middle of the line as known, so that 95 % limits of the slope cover in
        93.9 % of draws on the log scale and 95.9 % on the logit (here 95.1 % and 95.4 %); and it swaps
        limits of a transformed line for multipliers between 0 and 1.

    >>> ladder = Ladder([10_000] * 5, [71.3, 72.3, 73.6, 74.2, 75.1], [0.5] * 5)
    >>> found = slope_index(ladder)
    >>> [round(float(v), 2) for v in (found.slope_lower, found.slope, found.slope_upper)]
    [3.2, 4.75, 6.3]
    >>> [round(float(v), 3) for v in (found.relative_lower, found.relative, found.relative_upper)]
    [1.045, 1.067, 1.09]
    """
    people, values, errors = ladder.checked()
    z, times = intervals.normal_quantile(confidence), float(arrays.positive(per, "multipliers"))
    line = _line(np.broadcast_to(people, values.shape))
    if transformed and ladder.scale == "plain":
        raise Invalid(
            "A plain scale has nothing to transform: fit rates on the log scale, shares on the logit."
        )
    ends = (_read_back if transformed else _plain)(line, values, errors, ladder.scale, z)
    return _result(ends, times, last_over_first, confidence)


def _line(people: Floats) -> _Line:
    share = people / people.sum(axis=-1, keepdims=True)
    ridit = np.cumsum(share, axis=-1) - share / 2  # its weighted mean is one half
    rise = share * (ridit - 0.5) / np.sum(share * (ridit - 0.5) ** 2, axis=-1, keepdims=True)
    return _Line(share - rise / 2, rise)


def _plain(line: _Line, values: Floats, errors: Floats, scale: Scale, z: float) -> _Ends:
    """A line through the figures themselves."""
    groups = _groups(values, errors, scale)
    foot, slope = np.sum(line.foot * values, axis=-1), np.sum(line.rise * values, axis=-1)
    rise, at_foot = groups.of_sum(line.rise), groups.of_sum(line.foot)
    _refuse_leaning(rise, at_foot)
    lower, upper = percentiles.percentile(rise, -z), percentiles.percentile(rise, z)
    has = percentiles.percentile(at_foot, -z) > 0
    relative = np.where(has, (foot + slope) / np.where(has, foot, 1.0), 0.0)
    least, most = _ratio_limits(line, groups, relative, has, z)
    return _Ends((slope, lower, upper), (relative, least, most), foot, has)


def _groups(values: Floats, errors: Floats, scale: Scale) -> Cumulants:
    """How each group's figure varies: by nature on the plain scale, looked at across its scale elsewhere."""
    if scale == "plain":
        none = np.zeros_like(values)
        return Cumulants(values, errors**2, none, none, none)
    nodes, weights = percentiles.normal_nodes()
    spread = _back(_forth(values, scale)[..., None] + errors[..., None] * nodes, scale)
    return percentiles.cumulants(spread, weights)


def _ratio_limits(
    line: _Line, groups: Cumulants, start: Floats, has: Flags, z: float
) -> tuple[Floats, Floats]:
    """The ratios r at which the percentiles of top - r foot, low and high, are nought, by the secant."""
    sides = np.array([-z, z]).reshape(2, *np.ones(start.ndim, dtype=int))

    def miss(ratios: Floats) -> Floats:
        factors = line.rise + line.foot * (1 - ratios[..., None])
        return percentiles.percentile(groups.of_sum(factors), sides)

    foot = np.where(has, np.sum(line.foot * groups.mean, axis=-1), 1.0)
    old = np.stack((start, start))
    miss_old = miss(old)
    new = old + miss_old / foot
    for _ in range(SEARCH_STEPS):
        miss_new = miss(new)
        moved = has & (miss_new != miss_old)
        step = miss_new * (new - old) / np.where(moved, miss_new - miss_old, 1.0)
        old, miss_old, new = new, miss_new, np.where(moved, new - step, new)
    return new[0], new[1]


def _read_back(line: _Line, values: Floats, errors: Floats, scale: Scale, z: float) -> _Ends:
    """A line through the figures on their scale, read back at its two ends, which vary together."""
    on_scale = _forth(values, scale)
    foot, rise = np.sum(line.foot * on_scale, axis=-1), np.sum(line.rise * on_scale, axis=-1)
    feet, rises, weights = _two_deep(line, errors)
    low, high = _back(foot[..., None] + feet, scale), _back((foot + rise)[..., None] + feet + rises, scale)
    at_foot, at_top = _back(foot, scale), _back(foot + rise, scale)
    gap = percentiles.cumulants(high - low, weights)
    _refuse_leaning(gap)
    slope = (at_top - at_foot, percentiles.percentile(gap, -z), percentiles.percentile(gap, z))
    ratio = percentiles.cumulants(np.log(high) - np.log(low), weights)
    lower, upper = (np.exp(percentiles.percentile(ratio, side)) for side in (-z, z))
    return _Ends(slope, (at_top / at_foot, lower, upper), at_foot, np.ones(foot.shape, dtype=np.bool_))


def _two_deep(line: _Line, errors: Floats) -> tuple[Floats, Floats, Floats]:
    """How foot and rise depart from the line, looked at on a square of normal nodes, and the weights there."""
    nodes, weights = percentiles.normal_nodes()
    one, other = (each.ravel() for each in np.meshgrid(nodes, nodes))
    steep = np.sqrt(np.sum((line.rise * errors) ** 2, axis=-1))
    shared = np.sum(line.rise * line.foot * errors**2, axis=-1)
    tilt = shared / np.where(steep > 0, steep, 1.0)  # the part of the foot that follows the rise
    rest = np.sqrt(np.maximum(np.sum((line.foot * errors) ** 2, axis=-1) - tilt**2, 0.0))
    feet = tilt[..., None] * one + rest[..., None] * other
    return feet, steep[..., None] * one, np.outer(weights, weights).ravel()


def _result(ends: _Ends, times: float, last_over_first: bool, confidence: float) -> SlopeIndex:
    slope, lower, upper = (each * times for each in ends.slope)
    relative, low, high = (np.where(ends.has_relative, each, 0.0) for each in ends.relative)
    has = ends.has_relative
    if not last_over_first:
        slope, lower, upper = -slope, -upper, -lower
        has = has & (low > 0)
        relative, low, high = (
            np.where(has, 1 / np.where(has, each, 1.0), 0.0) for each in (relative, high, low)
        )
    return SlopeIndex(slope, lower, upper, relative, low, high, has, ends.foot * times, confidence)


def _refuse_leaning(*figures: Cumulants) -> None:
    if any((np.abs(each.third) > MOST_LEANING * each.variance**1.5).any() for each in figures):
        raise Invalid(
            "Some standard errors are too large for a line: join groups, or use the counts themselves."
        )


def _forth(values: Floats, scale: Scale) -> Floats:
    if scale == "log":
        return np.asarray(np.log(values))
    return np.asarray(special.logit(values)) if scale == "logit" else values


def _back(values: Floats, scale: Scale) -> Floats:
    if scale == "log":
        return np.asarray(np.exp(values))
    return np.asarray(special.expit(values)) if scale == "logit" else values
