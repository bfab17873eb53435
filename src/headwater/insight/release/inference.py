"""What follows from releases: asks `statistics.differencing`, and `statistics.auditor` for how narrowly, with the
counts and sums that outsiders hold.

Counts are taken as they leave, whole. Where a source's counts are parts of events (moved between vintages of
areas), each was rounded by up to a half, so that their sums hold only so nearly.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil, floor, isfinite
from typing import TypeVar

from headwater.insight.release import belief
from headwater.insight.release.memory import Node, Statement
from headwater.insight.release.nesting import Equation
from headwater.statistics import auditor, differencing
from headwater.statistics.differencing import Cell, Range, Sum
from headwater.vocabulary.errors import Invalid, Refused

CLOSE = 1e-6
OPEN = Range()
Found = TypeVar("Found")


def determined(equations: Sequence[Equation], said: Mapping[Node, Statement]) -> dict[Node, int]:
    """Hidden counts, and rests, of which only one value is possible, with that value.

    Where figures were revised between releases, old and new need not add up: then those equations are
    believed that hold beside the ones before them.
    """
    known: dict[Cell, Range] = {node: _range(statement) for node, statement in said.items()}
    found = _believed(differencing.determined_cells, list(_sums(equations, known)), known).determined
    told = {n: known[n].least for n, s in said.items() if s.hidden and known[n].least == known[n].greatest}
    follows = {
        node: count for node, count in found.items() if isinstance(node, Node) and _is_unshown(node, said)
    }
    return told | follows


def ranges(
    equations: Sequence[Equation], said: Mapping[Node, Statement], wanted: Sequence[Node]
) -> dict[Node, Range]:
    """The least and the greatest that each of these counts can be: no outsider can tell it more narrowly.

    Refused where that cannot be worked out within the auditor's budget.
    """
    known: dict[Cell, Range] = {node: _range(statement) for node, statement in said.items()}
    sums = _linked(list(_sums(equations, known)), known, wanted)
    left = {node: known.get(node, Range()) for node in wanted}
    if not sums:
        return left
    cells = {cell for each in sums for cell in (each.whole, *each.parts)}
    found = _believed(auditor.audit, sums, {cell: known[cell] for cell in known.keys() & cells})
    ends = zip(found.cells, found.least.tolist(), found.greatest.tolist(), strict=True)
    exact = {cell: Range(ceil(low - CLOSE), _whole(high)) for cell, low, high in ends}
    return {node: exact.get(node, before) for node, before in left.items()}


def _linked(sums: Sequence[Sum], known: Mapping[Cell, Range], wanted: Iterable[Node]) -> list[Sum]:
    """The sums that say anything of these cells: from sum to sum through what is not told."""
    holding: dict[Cell, list[int]] = defaultdict(list)
    for at, each in enumerate(sums):
        for cell in (each.whole, *each.parts):
            if known.get(cell, OPEN).least != known.get(cell, OPEN).greatest:
                holding[cell].append(at)
    waiting: list[Cell] = list(wanted)
    reached: set[int] = set()
    while waiting:
        new = [at for at in holding.pop(waiting.pop(), ()) if at not in reached]
        reached.update(new)
        waiting.extend(cell for at in new for cell in (sums[at].whole, *sums[at].parts) if cell in holding)
    return [sums[at] for at in sorted(reached)]


def _believed(
    ask: Callable[[Sequence[Sum], Mapping[Cell, Range]], Found],
    sums: Sequence[Sum],
    known: Mapping[Cell, Range],
) -> Found:
    try:
        return ask(sums, known)
    except Invalid:
        pass
    try:
        return ask(belief.believed(sums, known), known)
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
    return Range(ceil(statement.least - CLOSE), _whole(greatest))


def _whole(greatest: float) -> int | None:
    return floor(greatest + CLOSE) if isfinite(greatest) else None


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
