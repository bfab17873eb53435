"""Drafts made by hand, for tests of release."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from headwater.insight.release.draft import Cell, Draft, Method, Origin, Place
from headwater.insight.release.policies import Policy
from headwater.vocabulary.periods import Grain

SMALL_AREAS = frozenset({"lsoa", "msoa", "ward", "grid"})


def make_policy(**facts: Any) -> Policy:
    """Hides 1 to 4, unless told otherwise."""
    return Policy(
        **{
            "key": "test",
            "title": "",
            "words": "",
            "hash": "h",
            "small_areas": SMALL_AREAS,
            "hide_to": 4,
            **facts,
        }
    )


def make_draft(
    counts: Sequence[Sequence[Sequence[float]]] | np.ndarray[Any, Any],
    *,
    places: Sequence[Place] = (Place("E23900001", "County", "pfa"),),
    categories: Sequence[str] = ("all",),
    grain: Grain = Grain.YEAR,
    first: date = date(2022, 4, 1),
    **facts: Any,
) -> Draft:
    """A draft of counts by place, category and period; not a number is not collected."""
    cube = np.asarray(counts, dtype=np.float64)
    states = np.where(np.isnan(cube), Cell.NOT_COLLECTED, Cell.VALUE).astype(np.int8)
    step = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12, Grain.ROLLING_12: 1}[grain]
    months = [first.year * 12 + first.month - 1 + step * at for at in range(cube.shape[2])]
    given = {
        "indicator": "violence",
        "version": 1,
        "policy": "local",
        "grain": grain,
        "breakdown": "age" if len(categories) > 1 else "",
        "places": tuple(places),
        "categories": tuple(categories),
        "periods": tuple(date(m // 12, m % 12 + 1, 1) for m in months),
        "counts": cube,
        "states": states,
        "origin": Origin(("police_recorded_crime",), "The police", "made", date(2025, 1, 1)),
        "method": Method.COUNT,
    }
    return Draft(**{**given, **facts})


def family(parts: int, *, kind: str = "csp") -> tuple[Place, ...]:
    """A county and its parts."""
    whole = Place("E23900001", "County", "pfa")
    return (whole, *(Place(f"E2290000{at}", f"Part {at}", kind, whole.code) for at in range(1, parts + 1)))
