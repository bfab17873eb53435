"""How narrowly an outsider can tell the hidden counts of a release, from everything that ever left of its source.

Kept beside each release, as it stood when it left. Ranges follow from what was released, never from the counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from headwater.insight.release import inference, memory, nesting
from headwater.insight.release.memory import Contents, Node, Statement
from headwater.insight.release.nesting import Equation
from headwater.statistics.differencing import Range
from headwater.vocabulary.errors import Refused

FEW = 2  # values: a count that can be only one of so many is told narrowly


@dataclass(frozen=True)
class Reach:
    """What each hidden count can still be, in the order of the cube: from least to greatest, None for no end."""

    ranges: tuple[tuple[int, int | None], ...]
    hidden: int
    is_proven: bool = True  # false: it could not be worked out within the budget, and there are no ranges

    @property
    def narrow(self) -> int:
        """How many can be only one of two values, or one alone."""
        return sum(values(each) <= FEW for each in self.ranges)

    @property
    def narrowest(self) -> int | None:
        """Of the count that is known best: how many values it can be. None where there is no hidden count, or no end to any."""
        found = min(map(values, self.ranges), default=float("inf"))
        return None if found == float("inf") else int(found)


def values(ends: tuple[int, int | None]) -> float:
    """How many whole numbers lie between these ends, both included."""
    least, greatest = ends
    return float("inf") if greatest is None else greatest - least + 1


def of_cells(equations: Sequence[Equation], said: Mapping[Node, Statement], hidden: Sequence[Node]) -> Reach:
    """The reach of whoever holds these statements into these hidden counts."""
    try:
        found = inference.ranges(equations, said, hidden)
    except Refused:
        return Reach((), len(hidden), is_proven=False)
    return Reach(tuple(_ends(found[node]) for node in hidden), len(hidden))


def of_everything(releases: Sequence[Contents]) -> Reach:
    """The same into every count that any of these releases, oldest first, hid and none showed."""
    said = memory.known(releases)
    hidden = [node for node, statement in said.items() if statement.hidden]
    return of_cells(nesting.equations(said, releases), said, hidden)


def too_narrow(
    equations: Sequence[Equation], said: Mapping[Node, Statement], small: Iterable[Node], *, fewest: int
) -> list[Node]:
    """The small counts that can be fewer values than that. Refused where it cannot be worked out."""
    wanted = [node for node in small if node in said]
    found = inference.ranges(equations, said, wanted)
    return [node for node in wanted if values(_ends(found[node])) < fewest]


def _ends(of: Range) -> tuple[int, int | None]:
    return of.least, of.greatest
