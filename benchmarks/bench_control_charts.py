"""XmR charts with every rule, 1,000 monthly series of five years, and the search for steps in each.

NHSRplotthedots 0.2.2, under R 4.5.0 on two cores, is recorded at 2.4 s for the charts and not run here. The peer that runs beside ours
is the chart written out plainly, point by point; limits and outside points must agree. Normal values, seed 1. Bar: 0.3 s.
"""

import argparse
import statistics
import sys
from itertools import pairwise

import numpy as np
from measured import Measured, in_turns, seconds, tell

from headwater.statistics import process_control, rebasing
from headwater.statistics.process_rules import Rule

SERIES, MONTHS = 1_000, 60
SECONDS_AT_MOST = 0.3
SIDES = {Rule.ABOVE_LIMITS: 1, Rule.BELOW_LIMITS: -1}


def plainly(values: list[float]) -> tuple[float, float, list[int]]:
    """Limits, and the side of each point: outside (-1, 1), trend, two of three and run by loops."""
    mean = statistics.fmean(values)
    ranges = [abs(after - before) for before, after in pairwise(values)]
    wild = 3.267 * statistics.fmean(ranges)
    reach = 2.66 * statistics.fmean(each for each in ranges if each < wild)
    found = [0] * len(values)
    for at in range(len(values)):
        found[at] = _rule(values, at, mean, reach)
    return mean - reach, mean + reach, found


def _rule(values: list[float], at: int, mean: float, reach: float) -> int:
    away = values[at] - mean
    if abs(away) > reach:
        return 1 if away > 0 else -1
    for start in range(max(0, at - 6), min(at, len(values) - 7) + 1):
        window = values[start : start + 7]
        moves = [after - before for before, after in pairwise(window)]
        if all(move > 0 for move in moves) or all(move < 0 for move in moves):
            return 2
    for start in range(max(0, at - 2), min(at, len(values) - 3) + 1):
        three = [value - mean for value in values[start : start + 3]]
        near = sum(reach * 2 / 3 < abs(each) <= reach for each in three)
        if near > 1 and abs(away) > reach * 2 / 3 and abs(sum(each > 0 for each in three) - 1.5) > 1:
            return 3
    for start in range(max(0, at - 6), min(at, len(values) - 7) + 1):
        if len({value > mean for value in values[start : start + 7]}) == 1:
            return 4
    return 0


def main() -> list[Measured]:
    drawn = np.random.default_rng(1).normal(100, 10, (SERIES, MONTHS))
    lists = drawn.tolist()
    for row, values in zip(drawn, lists, strict=True):
        _agree(process_control.xmr(row), plainly(values))
    ours, peer = in_turns(
        lambda: [process_control.xmr(row) for row in drawn],
        lambda: [plainly(values) for values in lists],
        rounds=3,
    )
    searched = seconds(lambda: [rebasing.steps(row) for row in drawn])
    what = f"XmR charts with all rules, {SERIES:,} series of {MONTHS}"
    beside = "plain loops (R's NHSRplotthedots: 2.4 s, recorded)"
    return [
        Measured(what, ours, "s", at_most=SECONDS_AT_MOST, peer=peer, of_peer=beside),
        Measured(f"Steps searched in as many series of {MONTHS}", searched, "s"),
    ]


def _agree(chart: process_control.XmR, plain: tuple[float, float, list[int]]) -> None:
    lower, upper, sides = plain
    same = np.allclose((chart.lower[0], chart.upper[0]), (lower, upper))
    outside = [SIDES.get(rule, 0) for rule in chart.rules] == [
        side if side in (-1, 1) else 0 for side in sides
    ]
    marked = [rule is not Rule.COMMON_CAUSE for rule in chart.rules] == [side != 0 for side in sides]
    if not (same and outside and marked):
        sys.exit("The charts and the plain loops disagree.")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--json", action="store_true")
    asked.parse_args()
    tell(main())
