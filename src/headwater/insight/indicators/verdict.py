"""The eight verdicts on a series, each with a plain sentence. "30 to 20" is no clear change, and the
sentence says what would have been.

Two yardsticks must agree before a change is called one: chance (the exact test of two counts) and the
series' own usual movement between months. Pure: numbers in, words out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from headwater.insight.indicators.language import Direction
from headwater.statistics import rates
from headwater.statistics.rates import Comparison
from headwater.vocabulary.periods import Period
from headwater.vocabulary.sentences import listed

CONFIDENCE_Z = 1.96
MOST_NAMED = 4  # stretches of missing months that a sentence names


class Verdict(StrEnum):
    IMPROVING = "improving"
    WORSENING = "worsening"
    NO_CLEAR_CHANGE = "no_clear_change"
    CHANGED = "changed"  # neither good nor bad by itself
    NOT_COMPARABLE = "not_comparable"
    STALE = "stale"
    SUPPRESSED = "suppressed"
    NO_DATA = "no_data"


@dataclass(frozen=True)
class Window:
    """One side of a comparison. The count lies between `least` and `greatest`; they are equal where it is
    known.
    """

    least: float
    greatest: float
    exposure: float  # people, or time

    @property
    def known(self) -> bool:
        return self.least == self.greatest


@dataclass(frozen=True)
class Facts:
    """What a verdict is given on. None for a window: it was hidden and nothing is known of it."""

    direction: Direction
    periods: int  # collected, of those two windows need
    needed: int
    before: Window | None = None
    after: Window | None = None
    absent: tuple[Period, ...] = ()  # those not collected, in order; none: the series is too short
    break_says: str = ""  # a change of recording between the first and last period compared
    usual: float | None = None  # standard deviation of one period's count by its usual movement
    per_window: int = 12  # periods in a window
    has_counts: bool = True


@dataclass(frozen=True)
class Judged:
    verdict: Verdict
    says: str
    comparison: Comparison | None = None


def judge(facts: Facts) -> Judged:
    """The verdict, strictest reason first."""
    return _cannot_judge(facts) or _compare(facts)


def _cannot_judge(facts: Facts) -> Judged | None:
    if not facts.periods:
        return Judged(Verdict.NO_DATA, "There is nothing to compare: no figures were collected.")
    if not facts.has_counts:
        return Judged(
            Verdict.NOT_COMPARABLE, "The source gives no counts, so a change cannot be told from chance."
        )
    if facts.periods < facts.needed:
        return Judged(Verdict.NO_DATA, _too_short(facts))
    if facts.break_says:
        return Judged(Verdict.NOT_COMPARABLE, f"Before and after cannot be compared: {facts.break_says}")
    if facts.before is None or facts.after is None:
        return Judged(Verdict.SUPPRESSED, "The numbers are too small to show, so a change cannot be judged.")
    return None


def _too_short(facts: Facts) -> str:
    if not facts.absent:
        return "There are not yet two full years of figures to compare."
    return f"Two full years are needed to compare, and there are no figures for {in_words(facts.absent)}."


def in_words(periods: Sequence[Period]) -> str:
    """Periods in order as a sentence has them: those that follow one another together."""
    return _listed(_runs(periods))


def _runs(periods: Sequence[Period]) -> list[str]:
    runs: list[Period] = []
    for period in periods:
        if runs and runs[-1].end == period.start:
            runs[-1] = Period(runs[-1].start, period.end)
        else:
            runs.append(period)
    return [run.words() for run in runs]


def _listed(words: Sequence[str]) -> str:
    """A few things as a sentence has them; of many the rest are only counted."""
    shown = [
        *words[:MOST_NAMED],
        *([f"{len(words) - MOST_NAMED} other times"] if len(words) > MOST_NAMED else []),
    ]
    return listed(shown)


def grown_stale(months_old: int, *, stale_after: int) -> Judged | None:
    """What stands in place of a verdict once its newest period is older than the source's usual delay
    excuses.
    """
    if months_old <= stale_after:
        return None
    says = f"The newest figures are {months_old} months old: too old to say what is happening now."
    return Judged(Verdict.STALE, says)


def _compare(facts: Facts) -> Judged:
    assert facts.before is not None
    assert facts.after is not None
    ends = {
        _call(facts, first, second)
        for first, second in (
            (facts.before.greatest, facts.after.least),
            (facts.before.least, facts.after.greatest),
        )
    }
    if len(ends) > 1:
        return Judged(
            Verdict.SUPPRESSED,
            "Some numbers are too small to show, and whether there was a change hangs on them.",
        )
    verdict = ends.pop()
    comparison = _counts(facts, facts.before.least, facts.after.greatest)
    return Judged(verdict, _says(facts, verdict, comparison), comparison)


def _call(facts: Facts, before: float, after: float) -> Verdict:
    shown = _counts(facts, before, after).verdict
    if shown is rates.Verdict.NO_CLEAR_CHANGE or not _stands_out(facts, before, after):
        return Verdict.NO_CLEAR_CHANGE
    if facts.direction is Direction.AMBIGUOUS:
        return Verdict.CHANGED
    fell = shown is rates.Verdict.LOWER
    good = fell == (facts.direction is Direction.LOWER_IS_BETTER)
    return Verdict.IMPROVING if good else Verdict.WORSENING


def _counts(facts: Facts, before: float, after: float) -> Comparison:
    assert facts.before is not None
    assert facts.after is not None
    return rates.compare_counts(
        round(before),
        round(after),
        exposure_before=facts.before.exposure,
        exposure_after=facts.after.exposure,
    )


def _stands_out(facts: Facts, before: float, after: float) -> bool:
    """Whether the change is more than the series' usual movement would make of itself. True where that is
    not known.
    """
    if facts.usual is None:
        return True
    return abs(after - before) > CONFIDENCE_Z * facts.usual * sqrt(2 * facts.per_window)


WORDS = {
    Verdict.IMPROVING: "a clear improvement",
    Verdict.WORSENING: "clearly worse",
    Verdict.CHANGED: "a clear change, neither good nor bad by itself",
    Verdict.NO_CLEAR_CHANGE: "no clear change",
}


def _says(facts: Facts, verdict: Verdict, comparison: Comparison) -> str:
    assert facts.before is not None
    assert facts.after is not None
    says = f"{_number(facts.before)} to {_number(facts.after)}: {WORDS[verdict]}."
    if verdict is not Verdict.NO_CLEAR_CHANGE:
        return says
    if comparison.verdict is not rates.Verdict.NO_CLEAR_CHANGE:
        return f"{says} It moves this much from month to month anyway."
    if comparison.smallest_fall is None:
        return f"{says} The numbers are too small for any fall to show."
    return f"{says} Only a fall of {comparison.smallest_fall:.0%} or more would be likely to show."


def _number(window: Window) -> str:
    if window.known:
        return f"{window.least:,.0f}"
    return f"{window.least:,.0f} or up to {window.greatest:,.0f}"
