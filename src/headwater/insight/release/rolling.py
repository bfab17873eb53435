"""Rolling twelve months, worked out from released months only, so that they tell nothing new.

A window stands only where all twelve months were collected. Where a month is hidden the window is hidden
too, with the bounds that the released months and the source's own marks give.
"""

from dataclasses import replace

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from headwater.insight.release.draft import Cell, Cells, Draft, Flags, Floats, Method
from headwater.vocabulary.periods import Grain

WINDOW = 12


def rolled(draft: Draft, cells: Cells) -> Draft | None:
    """The rolling draft of a monthly draft's released cells; None where there are fewer than twelve months
    or nothing to add.
    """
    if len(draft.periods) < WINDOW or draft.method is Method.AS_PUBLISHED:
        return None
    hidden = _any(cells.states == Cell.SUPPRESSED)
    states = np.full(hidden.shape, Cell.VALUE, dtype=np.int8)
    states[hidden] = Cell.SUPPRESSED
    states[_any(cells.states == Cell.NOT_COLLECTED)] = Cell.NOT_COLLECTED
    states[_any(cells.states == Cell.NOT_APPLICABLE)] = Cell.NOT_APPLICABLE
    shown = np.isin(cells.states, (Cell.VALUE, Cell.ZERO))
    return replace(
        draft,
        grain=Grain.ROLLING_12,
        periods=draft.periods[: hidden.shape[2]],
        counts=np.where(states == Cell.VALUE, _sum(cells.n), np.nan),
        states=states,
        people=_people(draft),
        scores=None if draft.scores is None else np.where(states == Cell.VALUE, _sum(draft.scores), np.nan),
        least=np.where(hidden, _sum(np.where(shown, cells.n, cells.least)), np.nan),
        greatest=np.where(hidden, _sum(np.where(shown, cells.n, cells.greatest)), np.nan),
    )


def _sum(array: Floats) -> Floats:
    return np.asarray(sliding_window_view(array, WINDOW, axis=2).sum(axis=-1))


def _any(flags: Flags) -> Flags:
    return np.asarray(sliding_window_view(flags, WINDOW, axis=2).any(axis=-1))


def _people(draft: Draft) -> Floats | None:
    """A rate counts events in a year among the people there; a share adds up who could have been."""
    if draft.people is None:
        return None
    windows = sliding_window_view(draft.people, WINDOW, axis=2)
    return np.asarray(windows.sum(axis=-1) if draft.method is Method.SHARE else windows.mean(axis=-1))
