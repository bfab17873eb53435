"""The four NHS rules of special cause, on one segment of a chart; no dates, no direction of good.

Each takes where a value lies (its side of the centre: -1, 0, 1) and answers for every point with the side or
direction that makes it special, or 0.
"""

from enum import StrEnum

import numpy as np

from headwater.statistics.arrays import Flags, Floats, Integers

IN_A_ROW = 7  # points on one side, or points of a trend (six moves)


class Rule(StrEnum):
    COMMON_CAUSE = "common_cause"
    ABOVE_LIMITS = "above_limits"
    BELOW_LIMITS = "below_limits"
    RISING = "rising"
    FALLING = "falling"
    TWO_OF_THREE_HIGH = "two_of_three_high"
    TWO_OF_THREE_LOW = "two_of_three_low"
    RUN_ABOVE = "run_above"
    RUN_BELOW = "run_below"
    NOT_OBSERVED = "not_observed"  # or left out of the chart's judgement

    @property
    def side(self) -> int:
        """1 where the rule speaks of high or rising values, -1 of low or falling, 0 of neither."""
        if self in _HIGH:
            return 1
        return -1 if self in _LOW else 0


_HIGH = {Rule.ABOVE_LIMITS, Rule.RISING, Rule.TWO_OF_THREE_HIGH, Rule.RUN_ABOVE}
_LOW = {Rule.BELOW_LIMITS, Rule.FALLING, Rule.TWO_OF_THREE_LOW, Rule.RUN_BELOW}
_PRECEDENCE = (  # weakest first: a stronger rule writes over a weaker one
    (Rule.RUN_ABOVE, Rule.RUN_BELOW),
    (Rule.TWO_OF_THREE_HIGH, Rule.TWO_OF_THREE_LOW),
    (Rule.RISING, Rule.FALLING),
    (Rule.ABOVE_LIMITS, Rule.BELOW_LIMITS),
)


def rules_of(
    values: Floats, centre: float | Floats, lower: float | Floats, upper: float | Floats
) -> list[Rule]:
    """The rule that marks each point: outside limits, then trend, two of three, run on one side.

    Lines may differ from point to point, as where months have different populations.

    >>> [str(rule) for rule in rules_of(np.array([5.0, 5.0, 9.0]), 5.0, 2.0, 8.0)]
    ['common_cause', 'common_cause', 'above_limits']
    """
    sides = np.sign(values - centre).astype(np.int64)
    outside = (values > upper).astype(np.int64) - (values < lower)
    near = (outside == 0) & (np.abs(values - centre) > (upper - centre) * 2 / 3)
    marks = (one_side(sides), two_of_three(near, sides), trends(values), outside)
    special = [Rule.COMMON_CAUSE] * values.size
    for (high, low), mark in zip(_PRECEDENCE, marks, strict=True):
        for at in mark.nonzero()[0].tolist():
            special[at] = high if mark[at] > 0 else low
    return special


def one_side(sides: Integers) -> Integers:
    """Every point of a stretch of seven or more on one side of the centre.

    >>> one_side(np.array([1, 1, 1, 1, 1, 1, 1, -1])).tolist()
    [1, 1, 1, 1, 1, 1, 1, 0]
    """
    return _of_long_stretches(sides, IN_A_ROW)


def trends(values: Floats) -> Integers:
    """Every point of seven or more that each rise (or fall); a shared point takes the later direction.

    >>> trends(np.array([2.0, 1, 2, 3, 4, 5, 6, 7, 3])).tolist()
    [0, 1, 1, 1, 1, 1, 1, 1, 0]
    """
    moves = _of_long_stretches(np.sign(np.diff(values)).astype(np.int64), IN_A_ROW - 1)
    marked = np.zeros(values.size, dtype=np.int64)
    marked[1:] = moves
    starts = np.flatnonzero(moves)
    marked[starts] = moves[starts]  # the first point of a stretch belongs to it
    return marked


def two_of_three(near: Flags, sides: Integers) -> Integers:
    """The near points of any three in a row that lie on one side with two of them near their limit.

    >>> two_of_three(np.array([True, False, True]), np.array([1, 1, 1])).tolist()
    [1, 0, 1]
    """
    marked = np.zeros(sides.size, dtype=np.int64)
    if sides.size < 3:  # noqa: PLR2004  (three in a row)
        return marked
    enough = near[:-2].astype(np.int64) + near[1:-1] + near[2:] >= 2  # noqa: PLR2004  (two of three)
    together = (sides[:-2] == sides[1:-1]) & (sides[1:-1] == sides[2:])
    window = enough & together
    for shift in range(3):
        marked[shift : shift + window.size][window] = 1
    return marked * near * sides


def _of_long_stretches(signs: Integers, length: int) -> Integers:
    """The signs, kept where as many equal ones (not zero) stand in a row, elsewhere 0."""
    if signs.size < length:
        return np.zeros(signs.size, dtype=np.int64)
    starts = np.concatenate(([0], np.flatnonzero(np.diff(signs)) + 1))
    lengths = np.diff(np.append(starts, signs.size))
    return np.asarray(signs * np.repeat(lengths >= length, lengths), dtype=np.int64)
