"""What a ladder of deprivation says, in sentences that say no more than its intervals. Pure: numbers in, words out."""

from collections.abc import Iterator, Sequence

from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.said_of_areas import Gap, GapChange, Moved, ReleasedGradient
from headwater.vocabulary.estimates import Estimate

PLACES = "It counts where things happened, which may not be where anybody lives."
NOT_PREVENTABLE = "That says how unequal it is, not how much could be prevented."
UNEVEN = "The steps from fifth to fifth are not even, so look at the fifths themselves before the index."
WORDS = {
    Moved.WIDER: "has grown",
    Moved.NARROWER: "has become smaller",
    Moved.NO_CLEAR_CHANGE: "shows no clear change",
}


def headline(gap: Gap, indicator: Indicator) -> str:
    """The two ends of the ladder in one sentence; the whole ladder where nobody lives at one of its ends."""
    when = f"From {gap.period.words()}"
    if gap.ends is not None:
        return f"{when}, for each person living there, {_ends(gap.ends, indicator)}"
    if gap.relative is not None:
        return f"{when}, along the ladder of deprivation, {_ladder(gap.relative, indicator)}"
    return f"{when} there were too few to see a gap in: {indicator.counts}."


def _ends(ends: Estimate, indicator: Indicator) -> str:
    where = "in the most deprived fifth of neighbourhoods as in the least deprived"
    if ends.lower <= 1 <= ends.upper:
        return (
            f"there is no clear difference between the most and the least deprived fifth of neighbourhoods in "
            f"{indicator.counts} ({likely(ends)})."
        )
    return f"there were {times(ends.value)} as many {indicator.counts} {where} ({likely(ends)})."


def _ladder(relative: Estimate, indicator: Indicator) -> str:
    if relative.lower <= 1 <= relative.upper:
        return f"there is no clear difference in {indicator.counts} ({likely(relative)})."
    return f"the rate of {indicator.counts} at the most deprived end is {times(relative.value)} that at the least ({likely(relative)})."


def sentences(found: ReleasedGradient, indicator: Indicator, breaks: Sequence[str]) -> Iterator[str]:
    """What else there is to say, in the order of a reader's questions."""
    gap = found.newest
    if gap.attributable is not None and gap.attributable.lower > 0:
        share = gap.attributable
        yield (
            f"If every neighbourhood had the rate of the least deprived fifth, there would be "
            f"{share.value:.0%} fewer (likely {share.lower:.0%} to {share.upper:.0%} fewer). {NOT_PREVENTABLE}"
        )
    for change in found.changes:
        yield changed(change, indicator)
    if breaks and found.changes:
        yield (
            f"In between, recording changed: {' '.join(breaks)} The ratio still holds only if that touched all "
            "neighbourhoods alike; the difference does not hold."
        )
    if not gap.in_steps and gap.relative is not None:
        yield UNEVEN
    yield PLACES


def changed(change: GapChange, indicator: Indicator) -> str:
    """Both ways of measuring a gap: they may differ, and a reader is told of both."""
    ratio = f"the gap as a ratio {WORDS[change.ratio_moved]} (now {change.times.value:.2f} times what it was, {likely(change.times, places=2)})"
    if change.more is None or change.slope_moved is None:
        return f"Compared with {change.since.words()}, {ratio}."
    more, to = change.more, "to"
    unit = f"per {indicator.per:,.0f} people"
    return (
        f"Compared with {change.since.words()}, {ratio}; as a difference of rates it {WORDS[change.slope_moved]} "
        f"({more.value:+,.0f} {unit}, likely {more.lower:+,.0f} {to} {more.upper:+,.0f})."
    )


def times(value: float) -> str:
    """How many times, as people say it.

    >>> times(3.14), times(0.5)
    ('3.1 times', '0.5 times')
    """
    return f"{value:.1f} times"


def likely(found: Estimate, *, places: int = 1) -> str:
    """The limits of a ratio."""
    return f"likely {found.lower:.{places}f} to {found.upper:.{places}f}"
