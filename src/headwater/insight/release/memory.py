"""What outsiders know: every statement that a protected source's releases have made, kept for ever and
added up.

A `Node` is one count that somebody could ask for; a `Statement` says between which limits an outsider knows
it to lie. Contents hold what was released and which cells were hidden, never a hidden cell's true value.
"""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import inf, isnan
from typing import NamedTuple

import numpy as np

from headwater.insight.release.draft import Cell, Cells, Draft, Flags
from headwater.insight.release.policies import Policy
from headwater.insight.release.released import MONTHS
from headwater.vocabulary.periods import Grain, Month

WHOLE = "all"
WEEK = 0  # in place of a number of months; `first` is then the number of the Monday


class Node(NamedTuple):
    measure: str
    place: str
    category: str  # "all", or the breakdown and its category
    first: int  # index of the first month; of a week, or of a few days, the number of the first day
    months: int  # or WEEK; below nought, so many days


class Statement(NamedTuple):
    """A count lies between these limits, both included. `hidden`: the release did not show it."""

    least: float
    greatest: float
    hidden: bool


@dataclass(frozen=True)
class Contents:
    """A release as the auditor keeps it. `cells` are [least, greatest, hidden] or None, in the cube's
    order; None: not counted.
    """

    measure: str
    part_of: str
    places: tuple[tuple[str, str, str], ...]  # code, kind, parent
    categories: tuple[str, ...]
    exhaustive: bool
    starts: tuple[int, ...]
    months: int
    cells: tuple[tuple[float, float, bool] | None, ...]
    outside: Mapping[
        str, tuple[float, ...]
    ]  # place and kind of its parts -> one number a category and period
    sums: tuple[
        tuple[tuple[str, str], tuple[tuple[str, str], ...], tuple[float, ...]], ...
    ] = ()  # totals over cells of several tables: whole, parts, outside by period
    is_rounded: bool = False  # counts are parts of events, moved between vintages of areas

    @property
    def tells_how_it_adds_up(self) -> bool:
        """Whether its categories come to the whole in a way of their own, told in `sums`."""
        return any(category == WHOLE for (_, category), _, _ in self.sums)

    def packed(self) -> bytes:
        text = json.dumps(vars(self), separators=(",", ":"), sort_keys=True)
        return zlib.compress(text.encode(), 6)


def unpacked(packed: bytes) -> Contents:
    facts = json.loads(zlib.decompress(packed))
    facts["places"] = tuple(tuple(place) for place in facts["places"])
    facts["cells"] = tuple(None if cell is None else tuple(cell) for cell in facts["cells"])
    facts["outside"] = {key: tuple(row) for key, row in facts["outside"].items()}
    facts["sums"] = tuple(
        (tuple(whole), tuple(map(tuple, parts)), tuple(outside))
        for whole, parts, outside in facts.get("sums", ())
    )
    return Contents(**{**facts, "categories": tuple(facts["categories"]), "starts": tuple(facts["starts"])})


def contents_of(draft: Draft, cells: Cells, policy: Policy, known_small: Flags) -> Contents:
    """What an outsider learns from these cells. `known_small`: hidden cells that they know to be hidden for
    themselves.

    A zero is never hidden, so that a hidden cell counts at least one.
    """
    return Contents(
        measure=draft.measure or draft.indicator,
        part_of=draft.part_of or "",
        places=tuple((p.code, p.kind, p.parent or "") for p in draft.places),
        categories=(WHOLE, *(f"{draft.breakdown}:{key}" for key in draft.categories[1:])),
        exhaustive=draft.exhaustive,
        starts=tuple(_number(start, draft.grain) for start in draft.periods),
        months=MONTHS[draft.grain],
        cells=tuple(_statements(cells, policy, known_small, slack=0.5 if _is_rounded(draft) else 0.0)),
        outside=_outside(draft),
        sums=tuple((each.whole, each.parts, each.outside) for each in draft.sums),
        is_rounded=_is_rounded(draft),
    )


def _number(start: date, grain: Grain) -> int:
    return start.toordinal() if grain is Grain.WEEK else Month.of(start).index


def _is_rounded(draft: Draft) -> bool:
    """Counts moved between vintages are parts of events and leave rounded: a shown count may be half a one
    off.
    """
    counts = draft.counts[~np.isnan(draft.counts)]
    return not bool((counts == np.round(counts)).all())


def _statements(
    cells: Cells, policy: Policy, known_small: Flags, *, slack: float
) -> Iterable[tuple[float, float, bool] | None]:
    half = max(policy.round_base / 2, slack)
    small_range = (max(0.0, policy.hide_from - 2 * slack), policy.hide_to + 2 * slack, True)
    other_range = (1.0 - 2 * slack, inf, True)
    arrays = (cells.states, cells.n, cells.hidden, known_small, cells.least, cells.greatest)
    rows = zip(*(array.ravel().tolist() for array in arrays), strict=True)
    for state, n, hidden, small, least, greatest in rows:
        if hidden:
            yield small_range if small else other_range
        elif state == Cell.SUPPRESSED and not isnan(least):
            yield least, greatest, True  # the source's own mark, with its bounds
        elif state == Cell.VALUE:
            yield (max(n - half, policy.hide_to + 1.0) if n > policy.hide_to else n - half), n + half, False
        elif state == Cell.ZERO:
            yield 0.0, 0.0, False
        else:
            yield None


def _outside(draft: Draft) -> dict[str, tuple[float, ...]]:
    """What each place counts beyond its parts of each kind."""
    beyond: dict[str, tuple[float, ...]] = {}
    row = {place.code: at for at, place in enumerate(draft.places)}
    parts: dict[tuple[str, str], list[int]] = {}
    for at, place in enumerate(draft.places):
        if place.parent in row:
            parts.setdefault((place.parent, place.kind), []).append(at)
    for (parent, kind), children in parts.items():
        rest = draft.counts[row[parent]] - draft.counts[children].sum(axis=0)
        beyond[f"{parent}>{kind}"] = tuple(np.round(np.nan_to_num(rest), 6).ravel().tolist())
    return beyond


def nodes(contents: Contents) -> Iterable[tuple[Node, Statement]]:
    """Each counted cell with what was said of it, in the cube's order."""
    cells = iter(contents.cells)
    for code, _, _ in contents.places:
        for category in contents.categories:
            for start in contents.starts:
                cell = next(cells)
                if cell is not None:
                    yield Node(contents.measure, code, category, start, contents.months), Statement(*cell)


def known(releases: Iterable[Contents]) -> dict[Node, Statement]:
    """Everything said, oldest first. Where a later statement contradicts an earlier one (the figures were
    revised) the later stands.
    """
    said: dict[Node, Statement] = {}
    for contents in releases:
        for node, statement in nodes(contents):
            said[node] = both(said[node], statement) if node in said else statement
    return said


def both(earlier: Statement, later: Statement) -> Statement:
    least, greatest = max(earlier.least, later.least), min(earlier.greatest, later.greatest)
    return Statement(least, greatest, later.hidden) if least <= greatest else later


def first_day(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)
