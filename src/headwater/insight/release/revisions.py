"""What somebody holds who kept the figures as they were before a revision.

A revised figure does not unsay the one before it. A cell that was hidden and is shown now, and was not revised, would tell
by the old sums what they hid: so the auditor asks also as if the old figures stood, with whatever the new ones add. Figures
are brought up to date table after table: a round is each table once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from headwater.insight.release import memory
from headwater.insight.release.memory import Contents, Node, Statement

REMEMBERED = 3  # rounds; what they hid is hidden again before anything else is
Shape = tuple[object, ...]


@dataclass(frozen=True)
class Kept:
    """What somebody holds who believes one round, and every release in order, those of the round as the last word."""

    said: dict[Node, Statement]
    releases: tuple[Contents, ...]


def kept(earlier: Sequence[Contents], of: Contents) -> list[Kept]:
    """Each of the last rounds that this table was of (of all, where it never was), without those after which nothing was revised."""
    rounds = _rounds_of(_shape(of), earlier)[-REMEMBERED:]
    found = (_believing(earlier, start, end, of) for start, end in rounds)
    return [each for each in found if each is not None]


def _believing(earlier: Sequence[Contents], start: int, end: int, of: Contents) -> Kept | None:
    before, own, later = earlier[:start], earlier[start:end], earlier[end:]
    said = memory.known(own)
    _fill(said, before)
    revised = _add(said, later)
    return Kept(said, (*later, *before, *own)) if revised or _contradicted(said, of) else None


def standing(earlier: Statement, later: Statement) -> Statement:
    """Both, or the earlier alone where they contradict."""
    return memory.both(earlier, later) if agree(earlier, later) else earlier


def agree(one: Statement, other: Statement) -> bool:
    """Whether one count could be meant by both."""
    return max(one.least, other.least) <= min(one.greatest, other.greatest)


def _rounds_of(shape: Shape, releases: Sequence[Contents]) -> list[tuple[int, int]]:
    """Where the rounds that hold such a table begin and end; every one where none does."""
    rounds = [*pairwise([*_rounds(releases), len(releases)])]
    return [(start, end) for start, end in rounds if shape in map(_shape, releases[start:end])] or rounds


def _rounds(releases: Sequence[Contents]) -> list[int]:
    """Where each round begins: with the first table that was let out before and says something else now."""
    starts: list[int] = []
    seen: dict[Shape, Contents] = {}
    for at, each in enumerate(releases):
        before = seen.get(_shape(each))
        if not starts or (before is not None and (before.starts, before.cells) != (each.starts, each.cells)):
            starts.append(at)
            seen = {}
        seen[_shape(each)] = each
    return starts


def _shape(contents: Contents) -> Shape:
    return contents.measure, contents.places, contents.categories, contents.months


def _fill(said: dict[Node, Statement], before: Sequence[Contents]) -> None:
    """What a round did not say again stands as it was said last."""
    for contents in reversed(before):
        for node, statement in memory.nodes(contents):
            said.setdefault(node, statement)


def _add(said: dict[Node, Statement], later: Sequence[Contents]) -> bool:
    """Put later releases to what was said; whether one contradicted it."""
    revised = False
    for contents in later:
        revised = revised or _contradicted(said, contents)
        for node, statement in memory.nodes(contents):
            said[node] = standing(said[node], statement) if node in said else statement
    return revised


def _contradicted(said: dict[Node, Statement], contents: Contents) -> bool:
    return any(node in said and not agree(said[node], each) for node, each in memory.nodes(contents))
