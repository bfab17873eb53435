"""What a released series of a survey says of its newest wave beside the one before. Pure: released figures in, words out.

The word is of the last two waves. Where the newest differs surely from the first, the sentence says that too: small steps of one way
show only over years. The series holds only waves that asked in the same words; two waves ask different people, so their limits may be put together.
"""

from dataclasses import replace

from headwater.insight.indicators.language import Direction
from headwater.insight.indicators.verdict import Judged, Verdict
from headwater.insight.release.released import ReleasedFigure, ReleasedSeries
from headwater.statistics import survey_estimates
from headwater.vocabulary.estimates import Estimate
from headwater.vocabulary.states import FigureState

CONFIDENCE = 0.95
ABSENT = {FigureState.NOT_COLLECTED, FigureState.NOT_APPLICABLE, FigureState.ZERO}
TWO = 2
SINCE = " Beside the first wave in these words ({first}) it is {by}, more than chance would bring."
RISE_IS = {
    Direction.HIGHER_IS_BETTER: Verdict.IMPROVING,
    Direction.LOWER_IS_BETTER: Verdict.WORSENING,
    Direction.AMBIGUOUS: Verdict.CHANGED,
}
FALL_IS = {
    Direction.HIGHER_IS_BETTER: Verdict.WORSENING,
    Direction.LOWER_IS_BETTER: Verdict.IMPROVING,
    Direction.AMBIGUOUS: Verdict.CHANGED,
}


def judge(series: ReleasedSeries, direction: Direction) -> Judged:
    """The newest wave beside the one before; and beside the first, where that is another one and surely different."""
    last_two = _judge_last_two(series, direction)
    return replace(last_two, says=last_two.says + since_the_first(series))


def since_the_first(series: ReleasedSeries) -> str:
    """How the newest wave differs from the first that asked in the same words; empty where it may be chance or not shown."""
    asked = [each for each in series if each.state not in ABSENT]
    if len(asked) <= TWO:
        return ""
    first, newest = estimate(asked[0]), estimate(asked[-1])
    if first is None or newest is None:
        return ""
    found = survey_estimates.difference(newest, first, counts="percentage points")
    if found.lower <= 0 <= found.upper:
        return ""
    return SINCE.format(first=asked[0].period.words(), by=_by(found))


def _judge_last_two(series: ReleasedSeries, direction: Direction) -> Judged:
    asked = [each for each in series if each.state not in ABSENT]
    if len(asked) < TWO:
        return Judged(Verdict.NO_DATA, "There are not yet two waves that asked in the same words.")
    before, after = estimate(asked[-2]), estimate(asked[-1])
    if before is None or after is None:
        return Judged(Verdict.SUPPRESSED, "Too few answered to show, so a change cannot be judged.")
    return of_two(before, after, direction)


def of_two(before: Estimate, after: Estimate, direction: Direction) -> Judged:
    """One wave beside the one before it: a change only where its likely range leaves no room for none."""
    found = survey_estimates.difference(after, before, counts="percentage points")
    if found.lower <= 0 <= found.upper:
        return Judged(
            Verdict.NO_CLEAR_CHANGE,
            f"{_from_to(before, after)}: no clear change. It could be anything from {_points(found.lower)} to {_points(found.upper)}.",
        )
    verdict = RISE_IS[direction] if found.value > 0 else FALL_IS[direction]
    return Judged(
        verdict,
        f"{_from_to(before, after)}: {_by(found)}, more than chance would bring.",
    )


def estimate(figure: ReleasedFigure) -> Estimate | None:
    """A released share as an estimate; None where it is not shown."""
    if figure.value is None or figure.lower is None or figure.upper is None:
        return None
    return Estimate(figure.value, figure.lower, figure.upper, CONFIDENCE, "as released", "people")


def _from_to(before: Estimate, after: Estimate) -> str:
    return f"From {before.value:.0f}% to {after.value:.0f}% between the last two waves"


def _by(found: Estimate) -> str:
    """A sure change: both ends of its range go one way."""
    near, far = sorted((abs(round(found.lower)), abs(round(found.upper))))
    return f"{near} to {far} points {'fewer' if found.value < 0 else 'more'}"


def _points(value: float) -> str:
    whole = round(value)
    return f"{abs(whole)} {'point' if abs(whole) == 1 else 'points'} {'fewer' if whole < 0 else 'more'}"
