"""What may leave of a survey: shares that are coarse enough that nobody's answer follows from them.

A weighted share is no count of people: taking one from another tells nobody's number, because the weights stay inside. What it could
tell is an answer, where nearly everybody or nearly nobody gave it, or where few answered at all. So few answers are hidden by the
policy like any small count, with what they could be worked out from; here go shares that few stand behind on one side, and the decimals.
Where weights are nearly equal, the whole less the groups that are shown tells how many of those that are hidden said so: so what is
hidden together has enough on both sides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from headwater.insight.release.cells import counted
from headwater.insight.release.draft import Cell, Draft, Flags, Method
from headwater.insight.release.policies import Policy


def coarsened(draft: Draft, policy: Policy) -> Draft:
    """The draft of a survey in whole per cents, its ranges widened to whole per cents; any other draft as it is."""
    if draft.method is not Method.ESTIMATE:
        return draft
    assert draft.scores is not None
    assert draft.lower is not None
    assert draft.upper is not None
    one_sided = _with_another(draft, policy, _one_sided(draft, policy))
    states = draft.states.copy()
    states[one_sided] = Cell.SUPPRESSED
    return replace(
        draft,
        states=states,
        counts=np.where(one_sided, np.nan, draft.counts),
        scores=np.floor(draft.scores + 0.5),
        lower=np.floor(draft.lower),
        upper=np.ceil(draft.upper),
    )


def _with_another(draft: Draft, policy: Policy, one_sided: Flags) -> Flags:
    """The same, and with what is hidden of a whole, as long as it is one-sided together, the group or place of fewest answers."""
    hidden = one_sided.copy()
    small = counted(draft) & (draft.counts > 0) & (draft.counts <= policy.hide_to)
    for places, categories in _parts(draft):
        for period in range(len(draft.periods)):
            parts = [(place, which, period) for place in places for which in categories]
            unshown = [part for part in parts if hidden[part] or small[part]]
            others = [part for part in parts if draft.counts[part] > 0 and part not in unshown]
            if unshown and others and _few_behind(draft, policy, unshown):
                hidden[min(others, key=lambda part: draft.counts[part])] = True
    return hidden if bool((hidden == one_sided).all()) else _with_another(draft, policy, hidden)


def _few_behind(draft: Draft, policy: Policy, parts: Sequence[tuple[int, int, int]]) -> bool:
    """Whether of all these together too few said so, or too few did not."""
    assert draft.said is not None
    said = sum(draft.said[part] for part in parts)
    answers = sum(draft.counts[part] for part in parts)
    return bool(min(said, answers - said) < policy.fewest_each_way)


def _parts(draft: Draft) -> Iterator[tuple[list[int], list[int]]]:
    """What makes up one whole: the groups of a place, and the places within one, by their positions."""
    groups = list(range(1, len(draft.categories)))
    for place in range(len(draft.places)):
        yield [place], groups
    for parent, kind in dict.fromkeys((each.parent, each.kind) for each in draft.places if each.parent):
        within = [at for at, each in enumerate(draft.places) if (each.parent, each.kind) == (parent, kind)]
        for which in range(len(draft.categories)):
            yield within, [which]


def _one_sided(draft: Draft, policy: Policy) -> Flags:
    """Shares of enough answers that too few said, or too few did not say."""
    assert draft.said is not None
    enough = counted(draft) & (draft.counts > policy.hide_to)
    few = np.minimum(draft.said, draft.counts - draft.said) < policy.fewest_each_way
    return np.asarray(enough & few)
