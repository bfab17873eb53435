"""What may leave of a survey: shares that are coarse enough that nobody's answer follows from them.

A weighted share is no count of people: taking one from another tells nobody's number, because the weights stay inside. What it could
tell is an answer, where nearly everybody or nearly nobody gave it, or where few answered at all. So few answers are hidden by the
policy like any small count, with what they could be worked out from; here go shares that few stand behind on one side, and the decimals.
"""

from dataclasses import replace

import numpy as np

from headwater.insight.release.cells import counted
from headwater.insight.release.draft import Cell, Draft, Method
from headwater.insight.release.policies import Policy


def coarsened(draft: Draft, policy: Policy) -> Draft:
    """The draft of a survey in whole per cents, its ranges widened to whole per cents; any other draft as it is."""
    if draft.method is not Method.ESTIMATE:
        return draft
    assert draft.scores is not None
    assert draft.lower is not None
    assert draft.upper is not None
    one_sided = _one_sided(draft, policy)
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


def _one_sided(draft: Draft, policy: Policy) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Shares of enough answers that too few said, or too few did not say."""
    assert draft.said is not None
    enough = counted(draft) & (draft.counts > policy.hide_to)
    few = np.minimum(draft.said, draft.counts - draft.said) < policy.fewest_each_way
    return np.asarray(enough & few)
