"""When areas scatter more than chance allows: how much more, and funnel lines widened by it.

Large areas then lie outside the plain lines for want of nothing but a perfect risk model. The extra spread is
taken as real variation between areas (additive, tau squared), measured on the middle of the areas.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from headwater.statistics import arrays, intervals
from headwater.statistics.arrays import Flags, Floats, Numbers
from headwater.statistics.intervals import Limits
from headwater.vocabulary.errors import Invalid

Kind = Literal["log_ratio", "root_ratio", "proportion", "ratio_of_counts"]
Tails = Literal["winsorise", "truncate"]
CORRECTION = 0.5  # added to both counts of a ratio, so that none is zero
FEWEST = 3  # areas; below, there is no middle


@dataclass(frozen=True)
class Overdispersion:
    """z of each area, the inflation phi, and tau squared, the variance between areas on the scale of `kind`.

    Phi near 1: chance explains the scatter. `used` marks the areas that phi rests on.
    """

    kind: Kind
    target: float
    z: Floats
    standard_errors: Floats
    used: Flags
    phi: float
    tau2: float


class _Scores(NamedTuple):
    target: float
    z: Floats
    errors: Floats


def overdispersion(
    numerators: Numbers,
    denominators: Numbers,
    *,
    kind: Kind,
    tails: Tails = "winsorise",
    trim: float = 0.1,
) -> Overdispersion:
    """How far areas scatter beyond chance about what they share.

    Formula: z = (g(y) - g(t))/s. log_ratio: g ln, y = O/E, t = 1, s = 1/sqrt E. root_ratio: g sqrt,
        s = 1/(2 sqrt E). proportion: g arcsin sqrt, t the share of all, s = 1/(2 sqrt n). ratio_of_counts: g ln,
        y = (a + 1/2)/(b + 1/2), t = sum a / sum b, s^2 = a/(a + 1/2)^2 + b/(b + 1/2)^2. Tails of `trim` at each end
        are pulled in to the quantile there (winsorise) or left out (truncate). phi = sum z^2/I;
        tau2 = (I phi - (I - 1)) / (sum w - sum w^2/sum w), w = 1/s^2, at least 0.
    Shape and units: one series each; tau2 on the scale of g.
    Valid when: most areas are as they should be and differ by small unmeasured causes; some 20 areas or more.
    Raises: Invalid for fewer than three areas, counts of zero on a plain log scale, a share of nought or the
        whole, negative or missing values, lengths that differ, a trim outside (0, 0.5).
    Source: Spiegelhalter D.J. (2005), Statistics in Medicine 24, p. 1185-1202; Spiegelhalter D.J. et al. (2012),
        Journal of the Royal Statistical Society A 175, p. 1-47; DerSimonian R., Laird N. (1986), Controlled
        Clinical Trials 7, p. 177-188.

    >>> found = overdispersion([20, 5, 33, 60, 11], [20, 12, 20, 45, 12], kind="root_ratio")
    >>> round(found.phi, 2), round(found.tau2, 4)
    (2.5, 0.0264)
    """
    above, below = arrays.not_negative(numerators, "counts"), arrays.positive(denominators, "denominators")
    arrays.one_row(above, "counts")
    arrays.together(above, below, "counts and denominators")
    if above.size < FEWEST:
        raise Invalid("Over-dispersion needs at least three areas.")
    if not 0 < trim < 0.5:  # noqa: PLR2004  (half from each end leaves nothing)
        raise Invalid("The trim is the share of areas at each end: more than 0 and less than 0.5.")
    scores = _SCORES[kind](above, np.broadcast_to(below, above.shape))
    kept, used = _tamed(scores.z, tails, trim)
    if used.sum() < FEWEST:
        raise Invalid("Too few areas are left in the middle: trim less or winsorise.")
    size = kept.size
    phi = float((kept**2).sum() / size)
    weight = 1 / scores.errors[used] ** 2
    spread = weight.sum() - (weight**2).sum() / weight.sum()
    tau2 = max(0.0, float((size * phi - (size - 1)) / spread))
    return Overdispersion(kind, scores.target, scores.z, scores.errors, used, phi, tau2)


def widened_lines(found: Overdispersion, denominators: Numbers, *, confidence: float = 0.95) -> Limits:
    """Funnel lines that allow for the variation between areas.

    Formula: g^-1(g(t) -+ z sqrt(s^2 + tau2)), s at the target for a denominator of that size (for
        ratio_of_counts 1/(t b) + 1/b).
    Shape and units: one series of denominators; figures as the areas' (ratio or share).
    Valid when: the variation between areas is near normal on the scale.
    Raises: Invalid for denominators of zero or below, missing values, a confidence outside (0, 1).
    Source: Spiegelhalter D.J. (2005), Statistics in Medicine 24, p. 1185-1202.
    Differs from FunnelPlotR 0.6, which draws square-root limits without squaring them (they are then tighter
        than the unwidened ones), gives a ratio of counts the error of a share, and squares the sine of
        angles below nought, which lifts a lower limit of nothing.

    >>> found = overdispersion([20, 5, 33, 60, 11], [20, 12, 20, 45, 12], kind="root_ratio")
    >>> lines = widened_lines(found, [20])
    >>> lines.lower.round(2).tolist(), lines.upper.round(2).tolist()
    ([0.38], [1.92])
    """
    size = arrays.positive(denominators, "denominators")
    spread = np.sqrt(_error_at(found, size) ** 2 + found.tau2)
    reach = intervals.normal_quantile(confidence) * spread
    if found.kind in ("log_ratio", "ratio_of_counts"):
        return Limits(found.target * np.exp(-reach), found.target * np.exp(reach))
    if found.kind == "root_ratio":
        return Limits(np.maximum(1 - reach, 0.0) ** 2, (1 + reach) ** 2)
    middle = np.arcsin(np.sqrt(found.target))
    lower, upper = np.maximum(middle - reach, 0.0), np.minimum(middle + reach, np.pi / 2)
    return Limits(np.sin(lower) ** 2, np.sin(upper) ** 2)


def _error_at(found: Overdispersion, size: Floats) -> Floats:
    if found.kind == "log_ratio":
        return np.asarray(1 / np.sqrt(size))
    if found.kind == "ratio_of_counts":
        return np.asarray(np.sqrt(1 / (found.target * size) + 1 / size))
    return np.asarray(1 / (2 * np.sqrt(size)))


def _log_ratio(above: Floats, below: Floats) -> _Scores:
    if (above == 0).any():
        raise Invalid("A count of zero has no logarithm: use the square-root scale.")
    error = 1 / np.sqrt(below)
    return _Scores(1.0, np.log(above / below) / error, error)


def _root_ratio(above: Floats, below: Floats) -> _Scores:
    error = 1 / (2 * np.sqrt(below))
    return _Scores(1.0, (np.sqrt(above / below) - 1) / error, error)


def _proportion(above: Floats, below: Floats) -> _Scores:
    if (above > below).any():
        raise Invalid("Some counts are above their total: a share cannot be more than the whole.")
    target = _share_of_all(above, below)
    if not 0 < target < 1:
        raise Invalid("The share of all is nought or the whole: there is no scatter to speak of.")
    error = 1 / (2 * np.sqrt(below))
    return _Scores(target, (np.arcsin(np.sqrt(above / below)) - np.arcsin(np.sqrt(target))) / error, error)


def _ratio_of_counts(above: Floats, below: Floats) -> _Scores:
    target = _share_of_all(above, below)
    if target == 0:
        raise Invalid("There are no events in any area, so there is no ratio to compare.")
    more, less = above + CORRECTION, below + CORRECTION
    error = np.sqrt(above / more**2 + below / less**2)
    return _Scores(target, (np.log(more / less) - np.log(target)) / error, error)


def _share_of_all(above: Floats, below: Floats) -> float:
    return float(above.sum() / below.sum())


_SCORES = {
    "log_ratio": _log_ratio,
    "root_ratio": _root_ratio,
    "proportion": _proportion,
    "ratio_of_counts": _ratio_of_counts,
}


def _tamed(z: Floats, tails: Tails, trim: float) -> tuple[Floats, Flags]:
    low, high = np.quantile(z, [trim, 1 - trim])
    if tails == "winsorise":
        return np.clip(z, low, high), np.ones(z.shape, dtype=np.bool_)
    used = np.asarray((z > low) & (z < high))
    return z[used], used
