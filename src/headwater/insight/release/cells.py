"""What a policy leaves of a draft's cells: hiding, rounding, and values worked out from what is left.

For a protected source every derived number (a rate, a limit, a share) comes from the released count, never
from the true one.
"""

from dataclasses import replace

import numpy as np

from headwater.insight.release.draft import Cell, Cells, Codes, Draft, Flags, Floats, Method
from headwater.insight.release.policies import Policy
from headwater.statistics import intervals


def counted(draft: Draft) -> Flags:
    """Cells that hold a count, zero or more."""
    return np.isin(draft.states, (Cell.VALUE, Cell.ZERO))


def primary(draft: Draft, policy: Policy) -> Flags:
    """Cells that the policy hides for themselves. A part of an event (a count moved between vintages) is
    hidden like one.
    """
    if not policy.protects:
        return np.zeros(draft.states.shape, dtype=np.bool_)
    small = (draft.counts > policy.hide_from - 1) & (draft.counts < policy.hide_to + 1)
    return counted(draft) & small


def released_count(draft: Draft, policy: Policy) -> Floats:
    """Counts as they leave: rounded half up to the policy's base; whole for a protected source."""
    base = policy.round_base or (1 if policy.protects else 0)
    return np.floor(draft.counts / base + 0.5) * base if base else draft.counts


def shares_of_few(draft: Draft, policy: Policy) -> bool:
    """Whether a share would tell a small count that is no cell of the draft: how many there are in all, which stands
    beside a hidden count too, or how many of them are not counted.
    """
    if not policy.protects or draft.method is not Method.SHARE or draft.people is None:
        return False
    there = counted(draft)
    told = there & ~primary(draft, policy)
    return any(
        bool((known & (other > policy.hide_from - 1) & (other < policy.hide_to + 1)).any())
        for known, other in ((there, draft.people), (told, draft.people - draft.counts))
    )


def blurred(draft: Draft, policy: Policy) -> Draft:
    """The draft with sums of weights as the middles of steps, for a protected source.

    An exact sum beside its count tells how many events had each weight. A step is twice the widest difference
    of weights: whichever event is taken for one of another weight, the sum stays in its step one way or the
    other, so that no number of one kind follows from a figure. Steps begin at the least that so many events can
    weigh, so that the lowest never says that none of many was grave: of a grave event that is known of the whole,
    parts would tell where it was.
    """
    if draft.scores is None or not policy.protects or len(set(draft.weights)) < 2:  # noqa: PLR2004  (of one weight the count tells all)
        return draft
    step = 2 * (max(draft.weights) - min(draft.weights))
    least = draft.counts * min(draft.weights)
    middles = least + (np.floor((draft.scores - least) / step) + 0.5) * step
    return replace(draft, scores=np.where(draft.counts > 0, middles, draft.scores))


def apply(draft: Draft, policy: Policy, hidden: Flags) -> Cells:
    """The cells as they leave, with these hidden."""
    states = _states(draft, hidden)
    shown = np.isin(states, (Cell.VALUE, Cell.ZERO))
    n = np.where(shown, released_count(draft, policy), np.nan)
    value, lower, upper = _derived(draft, n, shown)
    least, greatest = _bounds(draft, hidden)
    return Cells(states, n, value, lower, upper, least, greatest, hidden)


def _states(draft: Draft, hidden: Flags) -> Codes:
    states = draft.states.copy()
    countable = counted(draft) & ~np.isnan(draft.counts)
    states[countable & (draft.counts == 0)] = Cell.ZERO
    states[countable & (draft.counts != 0)] = Cell.VALUE
    states[hidden] = Cell.SUPPRESSED
    return states


def _derived(draft: Draft, n: Floats, shown: Flags) -> tuple[Floats, Floats, Floats]:
    """Value and limits in the draft's own unit; not a number where there is none."""
    value, lower, upper = (np.full(n.shape, np.nan) for _ in range(3))
    if draft.method is Method.ESTIMATE:
        return _estimated(draft, shown)
    if draft.method in {Method.SCORE, Method.AS_PUBLISHED}:
        return _scored(draft, shown), lower, upper
    has = shown & _has_denominator(draft)
    if not has.any():
        return value, lower, upper
    people = draft.people[has] if draft.people is not None else np.ones(int(has.sum()))
    value[has] = n[has] / people * draft.per
    if not draft.by_chance:
        return value, lower, upper
    if draft.method is Method.SHARE:
        limits = intervals.wilson(np.minimum(n[has], people), people)
    else:
        limits = intervals.poisson_limits(n[has])
        limits = intervals.Limits(limits.lower / people, limits.upper / people)
    lower[has], upper[has] = limits.lower * draft.per, limits.upper * draft.per
    return value, lower, upper


def _has_denominator(draft: Draft) -> Flags:
    if draft.method is Method.COUNT or draft.people is None:
        return np.ones(draft.states.shape, dtype=np.bool_)
    return np.asarray(draft.people > 0)


def _scored(draft: Draft, shown: Flags) -> Floats:
    assert draft.scores is not None
    scale = draft.per / draft.people if draft.people is not None else draft.per
    return np.where(shown, draft.scores * scale, np.nan)


def _estimated(draft: Draft, shown: Flags) -> tuple[Floats, Floats, Floats]:
    """A survey's percentages as they were estimated: nothing of them follows from the number of answers."""
    assert draft.scores is not None
    assert draft.lower is not None
    assert draft.upper is not None
    value, lower, upper = (np.where(shown, each, np.nan) for each in (draft.scores, draft.lower, draft.upper))
    return value, lower, upper


def _bounds(draft: Draft, hidden: Flags) -> tuple[Floats, Floats]:
    """What a reader may know of a hidden count: the source's own marks as they stand, or nothing.

    The policy's range is not said of a cell it hides: some are hidden to protect another, and may be larger.
    """
    nothing = np.full(draft.states.shape, np.nan)
    marked = (draft.states == Cell.SUPPRESSED) & ~hidden
    least = nothing if draft.least is None else np.where(marked, draft.least, np.nan)
    greatest = nothing if draft.greatest is None else np.where(marked, draft.greatest, np.nan)
    return least, greatest
