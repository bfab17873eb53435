"""What follows from releases: asks `statistics.differencing` with the counts and sums that outsiders hold.

Counts are taken as they leave, whole. Where a source's counts are parts of events (moved between vintages of
areas), each was rounded by up to a half, so that their sums hold only so nearly.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, floor, isfinite

from headwater.insight.release.memory import Node, Statement
from headwater.insight.release.nesting import Equation
from headwater.statistics import differencing
from headwater.statistics.differencing import Cell, Inference, Range, Sum
from headwater.vocabulary.errors import Invalid, Refused

CLOSE = 1e-6


def determined(equations: Sequence[Equation], said: Mapping[Node, Statement]) -> dict[Node, int]:
    """Hidden counts, and rests, of which only one value is possible, with that value.

    Where figures were revised between releases, old and new need not add up: then those equations are
    believed that hold beside the ones before them.
    """
    known: dict[Cell, Range] = {node: _range(statement) for node, statement in said.items()}
    found = _inferred(list(_sums(equations, known)), known).determined
    told = {n: known[n].least for n, s in said.items() if s.hidden and known[n].least == known[n].greatest}
    follows = {
        node: count for node, count in found.items() if isinstance(node, Node) and _is_unshown(node, said)
    }
    return told | follows


def _inferred(sums: Sequence[Sum], known: Mapping[Cell, Range]) -> Inference:
    try:
        return differencing.determined_cells(sums, known)
    except Invalid:
        pass
    try:
        return differencing.determined_cells(differencing.believable(sums, known), known)
    except Invalid:
        raise Refused(
            "What was released before was revised since, and it cannot be proved that this table is safe "
            "beside it. Release it with less detail.",
            code="disclosure_unproven",
        ) from None


def _is_unshown(node: Node, said: Mapping[Node, Statement]) -> bool:
    return node not in said or said[node].hidden


def _range(statement: Statement) -> Range:
    greatest = statement.greatest
    return Range(ceil(statement.least - CLOSE), floor(greatest + CLOSE) if isfinite(greatest) else None)


def _sums(equations: Iterable[Equation], known: dict[Cell, Range]) -> Iterable[Sum]:
    """The equations as sums. What is counted outside the parts is one more part, whose range goes to `known`."""
    for equation in equations:
        outside = _outside(equation)
        if outside == Range(0, 0):
            yield Sum(equation.whole, equation.parts)
            continue
        beyond = ("outside", equation.whole, equation.parts[0])
        known[beyond] = outside
        yield Sum(equation.whole, (*equation.parts, beyond))


def _outside(equation: Equation) -> Range:
    slack = 0.5 * (1 + len(equation.parts)) if equation.is_rounded else 0.0
    return Range(ceil(equation.outside - slack - CLOSE), floor(equation.outside + slack + CLOSE))
