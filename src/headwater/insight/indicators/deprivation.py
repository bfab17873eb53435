"""Sorting neighbourhoods into national fifths of deprivation: the counts, the people who live there, and the sums
that an outsider can make of them, since anybody may look up which fifth a neighbourhood is in.
"""

from collections.abc import Sequence

import numpy as np

from headwater.insight.indicators.geography import Frame
from headwater.insight.indicators.language import Breakdown
from headwater.insight.release.draft import Flags, Floats, Place, Total
from headwater.insight.release.memory import WHOLE


def sort(by_lsoa: Floats, breakdown: Breakdown, frame: Frame) -> Floats:
    """Counts by LSOA (a last row holds the unlocated), with the fifths as categories beside the whole. What lies in
    no known fifth counts in the whole alone.
    """
    fifths = np.append(_fifths(frame), 0)
    cube = np.zeros((len(fifths), 1 + len(breakdown.categories), by_lsoa.shape[2]))
    cube[np.arange(len(fifths)), fifths] = by_lsoa[:, 0]
    cube[:, 0] = by_lsoa[:, 0]
    return cube


def people(category: str, breakdown: Breakdown, frame: Frame, kinds: Sequence[str]) -> Floats | None:
    """Who lives in the neighbourhoods of one fifth."""
    if frame.people is None:
        return None
    number = list(breakdown.categories).index(category) + 1
    in_fifth: Flags = _fifths(frame) == number
    return frame.summed(frame.people.sum(axis=1) * in_fifth, kinds)


def sums(breakdown: Breakdown, places: Sequence[Place], frame: Frame, beyond: Floats) -> tuple[Total, ...]:
    """Each fifth of a place is the sum of its neighbourhoods; all of them, with the neighbourhoods in none and what is
    located nowhere (`beyond`, by place and period), are the whole.
    """
    fifths, lsoas = _fifths(frame), np.array(frame.codes["lsoa"], dtype=object)
    found = []
    for place, outside in zip(places, beyond, strict=True):
        inside = frame.member[place.kind] == frame.codes[place.kind].index(place.code)
        whole = [(str(code), WHOLE) for code in lsoas[inside & (fifths == 0)]]
        for number, key in enumerate(breakdown.categories, start=1):
            fifth = (place.code, f"{breakdown.key}:{key}")
            parts = tuple((str(code), WHOLE) for code in lsoas[inside & (fifths == number)])
            found.append(Total(fifth, parts))
            whole.append(fifth)
        found.append(Total((place.code, WHOLE), tuple(whole), tuple(outside.tolist())))
    return tuple(each for each in found if each.parts)


def _fifths(frame: Frame) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    assert frame.deprivation is not None
    return frame.deprivation.fifths
