"""What a sample says of everybody it was drawn from: weighted shares and means with limits that know how it was drawn.

Weights, strata and sampling points all widen or narrow the limits. None of it mends answers that are missing for a reason that the
weights do not know.
"""

from dataclasses import dataclass
from math import hypot

import numpy as np
import numpy.typing as npt
from scipy import stats

from headwater.statistics import arrays
from headwater.statistics.arrays import Flags, Floats, Integers, Numbers
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.estimates import Estimate

FEWEST_POINTS = 2  # with one, nothing is known of chance
Marks = npt.ArrayLike


@dataclass(frozen=True)
class Design:
    """How each row of a sample was drawn: its weight, stratum and sampling point. Empty: one stratum, every row its own point."""

    weights: Numbers
    strata: Marks = ()
    points: Marks = ()


@dataclass(frozen=True)
class SurveyEstimate:
    """An estimate with the number of answers behind it, how many answers of a simple draw it is worth, and its design effect."""

    estimate: Estimate
    answers: int
    effective: float
    design_effect: float


@dataclass(frozen=True)
class _Linear:
    """A weighted mean, its variance by linearisation, and the degrees of freedom that the design leaves."""

    mean: float
    variance: float
    freedom: int
    answers: int
    plain_variance: float  # of a simple draw of as many answers


def kish_effective(weights: Numbers) -> float:
    """How many equally weighted answers these are worth, as far as weights alone go.

    Formula: (sum w)^2 / sum w^2.
    Shape and units: one series of weights; a number of answers.
    Valid when: weights have nothing to do with the answers; where they have, see the design effect.
    Raises: Invalid for weights that are missing, below zero or all zero.
    Source: Kish L. (1965), Survey Sampling, Wiley, section 11.7; Kish L. (1992), Journal of Official Statistics 8, p. 183-200.

    >>> kish_effective([1, 1, 1, 1]), round(kish_effective([1, 1, 1, 3]), 6)
    (4.0, 3.0)
    """
    each = arrays.not_negative(weights, "weights")
    arrays.one_row(each, "weights")
    if not each.any():
        raise Invalid("Every weight is zero: nobody in this sample stands for anybody.")
    return float(each.sum() ** 2 / (each**2).sum())


def weighted_mean(
    values: Numbers, design: Design, *, counts: str, among: Marks = (), confidence: float = 0.95
) -> SurveyEstimate:
    """The mean of what people answered, for everybody whom the sample stands for.

    Formula: m = sum w y / sum w; variance of the linearised scores z = w (y - m) / sum w between sampling points
        within strata, sum_h n_h/(n_h - 1) sum_c (z_hc - mean z_h)^2; limits by Student's t with points - strata degrees.
        A stratum with a lone point is centred on the mean of all.
    Shape and units: one value, weight, stratum and point a row; `among` marks the rows of a group, and the others
        still tell how the sample was drawn. In the unit of the values.
    Valid when: points were drawn independently, and few of those that could have been drawn were.
    Raises: Invalid where nobody is among the group, fewer than two points, series that differ in length.
    Source: Woodruff R.S. (1971), Journal of the American Statistical Association 66, p. 411-414; Lumley T. (2010),
        Complex Surveys, Wiley, chapter 2 and appendix on lone points.

    >>> found = weighted_mean([1, 2, 3, 4], Design([1, 1, 1, 1]), counts="visits a week")
    >>> found.estimate.value, round(found.estimate.upper, 3), round(found.design_effect, 3)
    (2.5, 4.554, 1.0)
    """
    linear = _linearised(arrays.finite(values, "answers"), design, among)
    reach = float(_student(confidence, linear.freedom)) * linear.variance**0.5
    found = Estimate(
        linear.mean, linear.mean - reach, linear.mean + reach, confidence, "linearised, Student's t", counts
    )
    effect = linear.variance / linear.plain_variance if linear.plain_variance else 1.0
    return SurveyEstimate(
        found, linear.answers, linear.answers / effect if effect else linear.answers, effect
    )


def weighted_share(
    says: Marks,
    design: Design,
    *,
    counts: str,
    among: Marks = (),
    per: float = 1,
    confidence: float = 0.95,
) -> SurveyEstimate:
    """The share of everybody whom the sample stands for who would say so.

    Formula: p and its variance v as `weighted_mean`; n* = p(1 - p)/v (t_(n-1)/t_df)^2, at most n (Kish's number where all
        say the same); limits of Clopper and Pearson for n* p of n*.
    Shape and units: one yes or no a row; a share (per 1) or a percentage (per 100).
    Valid when: as `weighted_mean`; good for rare answers too. Wide where points are few, as it should be.
    Raises: as `weighted_mean`, and Invalid for answers that are neither yes nor no.
    Source: Korn E.L., Graubard B.I. (1998), Survey Methodology 24, p. 193-201; Parker J.D. et al. (2017), National Center
        for Health Statistics, Vital and Health Statistics 2(175).

    >>> found = weighted_share([1] * 30 + [0] * 70, Design([1.0] * 100), counts="people who feel safe", per=100)
    >>> round(found.estimate.lower, 1), round(found.estimate.value, 1), round(found.estimate.upper, 1)
    (21.2, 30.0, 40.0)
    """
    answers = arrays.finite(says, "answers")
    if not np.isin(answers, (0.0, 1.0)).all():
        raise Invalid("An answer is neither yes (1) nor no (0): sort the answers first.")
    scale = float(arrays.positive(per, "multipliers"))
    linear = _linearised(answers, design, among)
    if 0 < linear.mean < 1 and linear.variance > 0:
        worth = linear.mean * (1 - linear.mean) / linear.variance
        fewer = _student(confidence, linear.answers - 1) / _student(confidence, linear.freedom)
        effective = min(worth * float(fewer) ** 2, float(linear.answers))
    else:
        worth = effective = _kish_among(design, among)
    lower, upper = _clopper_pearson(linear.mean * effective, effective, confidence)
    limits = min(lower, linear.mean) * scale, max(upper, linear.mean) * scale
    found = Estimate(linear.mean * scale, *limits, confidence, "Korn and Graubard", counts)
    return SurveyEstimate(found, linear.answers, worth, (linear.answers - 1) / worth if worth else 1.0)


def difference(later: Estimate, earlier: Estimate, *, counts: str) -> Estimate:
    """By how much one estimate is above another that is independent of it, such as that of an earlier wave.

    Formula: d = a - b; lower d - sqrt((a - la)^2 + (ub - b)^2), upper d + sqrt((ua - a)^2 + (b - lb)^2).
    Shape and units: two estimates in one unit and at one confidence; in that unit.
    Valid when: the two are of different people, asked in the same words.
    Raises: Invalid where the estimates are of different confidence.
    Source: Zou G.Y., Donner A. (2008), Statistics in Medicine 27, p. 1693-1702.

    >>> a, b = (Estimate(v, v - 3, v + 4, 0.95, "any", "people") for v in (60.0, 50.0))
    >>> found = difference(a, b, counts="percentage points")
    >>> found.lower, found.value, found.upper
    (5.0, 10.0, 15.0)
    """
    if later.confidence != earlier.confidence:
        raise Invalid("The two estimates have limits of different confidence: work both out at one.")
    middle = later.value - earlier.value
    lower = middle - hypot(later.value - later.lower, earlier.upper - earlier.value)
    upper = middle + hypot(later.upper - later.value, earlier.value - earlier.lower)
    return Estimate(middle, lower, upper, later.confidence, "Zou and Donner", counts)


def _linearised(values: Floats, design: Design, among: Marks) -> _Linear:
    weights = arrays.not_negative(design.weights, "weights")
    arrays.one_row(values, "answers")
    arrays.together(values, weights, "answers and weights")
    inside = _inside(among, len(values)) & (weights > 0)
    total = float(weights[inside].sum())
    if not total:
        raise Invalid("Nobody in this group answered: there is nothing to estimate.")
    mean = float((weights * values)[inside].sum() / total)
    scores = np.where(inside, weights * (values - mean) / total, 0.0)
    strata, points = _places(design, len(values))
    answers = int(inside.sum())
    spread = float((weights * (values - mean) ** 2)[inside].sum() / total)
    plain = spread / (answers - 1) if answers > 1 else 0.0
    return _Linear(mean, *_between_points(scores, strata, points), answers, plain)


def _between_points(scores: Floats, strata: Integers, points: Integers) -> tuple[float, int]:
    """The variance of a sum of scores, and its degrees of freedom."""
    count, groups = int(points.max()) + 1, int(strata.max()) + 1
    if count < FEWEST_POINTS:
        raise Invalid("There are fewer than two sampling points: nothing can be told of chance.")
    sums = np.bincount(points, weights=scores, minlength=count)
    stratum_of = np.zeros(count, dtype=np.int64)
    stratum_of[points] = strata
    size = np.bincount(stratum_of, minlength=groups)
    middle = np.bincount(stratum_of, weights=sums, minlength=groups) / size
    alone = size == 1
    middle[alone] = sums.mean()
    correction = np.where(alone, 1.0, size / np.maximum(size - 1, 1))
    variance = float((correction[stratum_of] * (sums - middle[stratum_of]) ** 2).sum())
    return variance, max(1, count - groups)


def _places(design: Design, rows: int) -> tuple[Integers, Integers]:
    """Stratum and sampling point of each row by position; a point of one name in two strata is two points."""
    strata = _positions(design.strata, rows, np.zeros(rows, dtype=np.int64))
    points = _positions(design.points, rows, np.arange(rows))
    both = strata * (int(points.max()) + 1) + points
    return strata, np.asarray(np.unique(both, return_inverse=True)[1], dtype=np.int64)


def _positions(names: Marks, rows: int, without: Integers) -> Integers:
    given = np.asarray(names)
    if not given.size:
        return without
    if len(given) != rows:
        raise Invalid("Strata or sampling points differ in length from the answers: give one of each.")
    return np.asarray(np.unique(given, return_inverse=True)[1], dtype=np.int64)


def _inside(among: Marks, rows: int) -> Flags:
    marked = np.asarray(among)
    if not marked.size:
        return np.ones(rows, dtype=np.bool_)
    if len(marked) != rows:
        raise Invalid("The marks of a group differ in length from the answers: give one of each.")
    return np.asarray(marked, dtype=np.bool_)


def _kish_among(design: Design, among: Marks) -> float:
    weights = arrays.not_negative(design.weights, "weights")
    return kish_effective(weights[_inside(among, len(weights))])


def _student(confidence: float, freedom: int) -> Floats:
    tail = (1 - arrays.share(confidence, "confidence")) / 2
    return np.asarray(stats.t.isf(tail, max(1, freedom)))


def _clopper_pearson(successes: float, trials: float, confidence: float) -> tuple[float, float]:
    """Exact limits, for numbers that need not be whole."""
    tail = (1 - confidence) / 2
    lower = 0.0 if successes <= 0 else float(stats.beta.ppf(tail, successes, trials - successes + 1))
    upper = 1.0 if successes >= trials else float(stats.beta.isf(tail, successes + 1, trials - successes))
    return lower, upper
