"""When did it happen, where only a range is known: a burglary between Friday evening and Monday morning.

Each event is spread evenly over its range. That is honest for many events together, and says nothing of any one.
"""

from collections.abc import Sequence

import numpy as np

from headwater.statistics import arrays
from headwater.statistics.arrays import Floats, Numbers
from headwater.vocabulary.errors import Invalid

FEWEST_EDGES = 2


def aoristic(starts: Numbers, ends: Numbers, *, edges: Sequence[float], cycle: float | None = None) -> Floats:
    """Events expected in each span of time, or of a cycle of times such as the hours of a week.

    Formula: sum over events of the share of [start, end] that lies in the span; with a cycle, in the span of any of its
        turns. An event whose start is its end counts whole in the span [from, to) that holds it.
    Shape and units: times in any one unit (hours since a Monday midnight, days); spans as edges that rise; with a cycle, edges
        from 0 or above to the cycle or below.
    Valid when: ranges are narrower than what the spans are to tell apart: an event with a range of a month adds a flat line.
        Most of all it is not a probability for one event (people go out at night).
    Raises: Invalid for missing times, an end before its start, lengths that differ, edges that do not rise or
        leave the cycle.
    Source: Ratcliffe J.H., McCullagh M.J. (1998), International Journal of GIS 12, p. 751-764; Ratcliffe J.H. (2002), Journal of
        Quantitative Criminology 18, p. 27-43.

    >>> aoristic([22, 3], [26, 3], edges=[0, 6, 12, 18, 24], cycle=24).tolist()
    [1.5, 0.0, 0.0, 0.5]
    """
    first, last = arrays.finite(starts, "starts"), arrays.finite(ends, "ends")
    arrays.one_row(first, "starts")
    if first.shape != last.shape:
        raise Invalid("Give one start and one end for each event.")
    if (last < first).any():
        raise Invalid("Some events end before they start.")
    spans = _spans(edges, cycle)
    known = first == last
    length = np.where(known, 1.0, last - first)
    pairs = zip(spans[:-1].tolist(), spans[1:].tolist(), strict=True)
    return np.array(
        [_within(first, last, span, cycle) @ np.where(known, 0.0, 1 / length) for span in pairs]
    ) + (_counted(first[known], spans, cycle))


def _spans(edges: Sequence[float], cycle: float | None) -> Floats:
    spans = arrays.finite(edges, "edges")
    if spans.ndim != 1 or spans.size < FEWEST_EDGES or (np.diff(spans) <= 0).any():
        raise Invalid("Spans of time need two or more edges that rise.")
    if cycle is not None and (spans[0] < 0 or spans[-1] > float(arrays.positive(cycle, "cycles"))):
        raise Invalid("Spans of a cycle must lie between zero and its length.")
    return spans


def _within(first: Floats, last: Floats, span: tuple[float, float], cycle: float | None) -> Floats:
    """How much of each event's range lies in the span: what has passed of it by the end, less by the start."""
    return _passed(last, span, cycle) - _passed(first, span, cycle)


def _passed(times: Floats, span: tuple[float, float], cycle: float | None) -> Floats:
    """The time within the span that has passed by each time."""
    wide = span[1] - span[0]
    if cycle is None:
        return np.clip(times - span[0], 0.0, wide)
    turns, phase = np.divmod(times, cycle)
    return np.asarray(turns * wide + np.clip(phase - span[0], 0.0, wide))


def _counted(times: Floats, spans: Floats, cycle: float | None) -> Floats:
    at = np.searchsorted(spans, times if cycle is None else np.mod(times, cycle), side="right") - 1
    inside = (at >= 0) & (at < spans.size - 1)
    return np.bincount(at[inside], minlength=spans.size - 1).astype(np.float64)
