"""What somebody holds who kept the figures as they were before a revision.

A revised figure does not unsay the one before it. A cell that was hidden and is shown now, and was not revised, would tell
by the old sums what they hid: so the auditor asks once as if the old figures stood, with whatever the new ones add.
"""

from collections.abc import Sequence

from headwater.insight.release import memory
from headwater.insight.release.memory import Contents, Node, Statement

REMEMBERED = 3  # releases of one table; what they hid is hidden again before anything else is


def kept(earlier: Sequence[Contents], of: Contents) -> list[dict[Node, Statement]]:
    """Everything said since this table was released, for each of the last times that it was: what came later stands only
    where it does not contradict. None of those after which nothing was revised.
    """
    found = (_since(earlier[at:], of) for at in _released(earlier, of)[-REMEMBERED:])
    return [each for each in found if each is not None]


def _since(releases: Sequence[Contents], of: Contents) -> dict[Node, Statement] | None:
    said: dict[Node, Statement] = {}
    revised = _add(said, releases)
    return said if revised or _contradicted(said, of) else None


def _released(earlier: Sequence[Contents], of: Contents) -> list[int]:
    """Where this table stands among them; the first of all where it never left."""
    return [at for at, each in enumerate(earlier) if _shape(each) == _shape(of)] or [0]


def standing(earlier: Statement, later: Statement) -> Statement:
    """Both, or the earlier alone where they contradict."""
    return memory.both(earlier, later) if agree(earlier, later) else earlier


def agree(one: Statement, other: Statement) -> bool:
    """Whether one count could be meant by both."""
    return max(one.least, other.least) <= min(one.greatest, other.greatest)


def _shape(contents: Contents) -> tuple[object, ...]:
    return contents.measure, contents.places, contents.categories, contents.months


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
