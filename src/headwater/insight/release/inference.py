"""What follows from sums: which counts somebody can work out who knows the released ones.

Three steps, each surer and dearer than the one before: limits pushed through the sums until nothing moves;
then, for counts that hang together, linear algebra where their limits leave room, and a linear programme
for each where they do not.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import ceil, floor, inf

import numpy as np
from scipy import linalg, optimize, sparse
from scipy.sparse import csgraph

from headwater.insight.release.draft import Flags, Floats
from headwater.insight.release.memory import Node, Statement
from headwater.insight.release.nesting import Equation

CLOSE = 1e-6
ROOM = 0.5  # how far inside its limits a count must be able to lie for the limits not to matter


def determined(equations: Sequence[Equation], said: dict[Node, Statement]) -> dict[Node, float]:
    """Hidden counts, and rests, of which only one value is possible, with that value."""
    low, high = _start(equations, said)
    _settle(equations, low, high)
    unshown = [node for node in low if node not in said or said[node].hidden]
    found = {node: low[node] for node in unshown if high[node] - low[node] < CLOSE}
    for group, sums in _groups(equations, low, high):
        found |= {
            node: value
            for node, value in _solve(group, sums, low, high)
            if node not in said or said[node].hidden
        }
    return found


def _start(
    equations: Sequence[Equation], said: dict[Node, Statement]
) -> tuple[dict[Node, float], dict[Node, float]]:
    low = {node: float(statement.least) for node, statement in said.items()}
    high = {node: float(statement.greatest) for node, statement in said.items()}
    for equation in equations:
        for node in (equation.whole, *equation.parts):
            low.setdefault(node, 0.0)
            high.setdefault(node, inf)
    return low, high


def _settle(equations: Sequence[Equation], low: dict[Node, float], high: dict[Node, float]) -> None:
    """Push limits through the sums until nothing moves."""
    changed = True
    while changed:
        changed = False
        for equation in equations:
            changed |= _narrow(equation, low, high)


def _narrow(equation: Equation, low: dict[Node, float], high: dict[Node, float]) -> bool:
    """Tighten the limits of one sum's counts by each other; true where any moved."""
    whole, parts = equation.whole, equation.parts
    least = sum(low[part] for part in parts) + equation.outside
    open_ended = sum(high[part] == inf for part in parts)
    greatest = sum(high[part] for part in parts if high[part] < inf) + equation.outside
    moved = _set(whole, least, inf if open_ended else greatest, low, high)
    for part in parts:
        own_low, own_high = low[part], high[part]
        closed = open_ended == (own_high == inf)  # every other part has a greatest value
        others = greatest - own_high if own_high < inf else greatest
        floor_of = low[whole] - others if closed else -inf
        moved |= _set(part, floor_of, high[whole] - (least - own_low), low, high)
        least += low[part] - own_low
        if high[part] < own_high:
            open_ended -= own_high == inf
            greatest += high[part] - (own_high if own_high < inf else 0)
    return moved


def _set(node: Node, least: float, greatest: float, low: dict[Node, float], high: dict[Node, float]) -> bool:
    least = ceil(least - CLOSE) if least > -inf else least
    greatest = floor(greatest + CLOSE) if greatest < inf else greatest
    moved = False
    if least > low[node] + CLOSE and least <= high[node]:
        low[node], moved = float(least), True
    if greatest < high[node] - CLOSE and greatest >= low[node]:
        high[node], moved = float(greatest), True
    return moved


def _groups(
    equations: Sequence[Equation], low: dict[Node, float], high: dict[Node, float]
) -> Iterable[tuple[list[Node], list[Equation]]]:
    """Counts still open that hang together by sums, with those sums."""
    loose = {node: at for at, node in enumerate(n for n in low if high[n] - low[n] >= CLOSE)}
    open_in = [[n for n in (e.whole, *e.parts) if n in loose] for e in equations]
    rows = [loose[nodes[0]] for nodes in open_in for _ in nodes]
    columns = [loose[node] for nodes in open_in for node in nodes]
    links = sparse.coo_array(
        (np.ones(len(rows)), (np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64))),
        shape=(len(loose), len(loose)),
    )
    _, label = csgraph.connected_components(links, directed=False)
    members: dict[int, list[Node]] = defaultdict(list)
    for node, at in loose.items():
        members[label[at]].append(node)
    sums: dict[int, list[Equation]] = defaultdict(list)
    for equation, nodes in zip(equations, open_in, strict=True):
        if nodes:
            sums[label[loose[nodes[0]]]].append(equation)
    return [(members[at], found) for at, found in sums.items()]


def _solve(
    group: list[Node], sums: list[Equation], low: dict[Node, float], high: dict[Node, float]
) -> Iterable[tuple[Node, float]]:
    """Counts of a group with only one possible value."""
    at = {node: place for place, node in enumerate(group)}
    matrix, right = np.zeros((len(sums), len(group))), np.zeros(len(sums))
    for row, equation in enumerate(sums):
        right[row] = equation.outside
        for node, sign in ((equation.whole, 1.0), *((part, -1.0) for part in equation.parts)):
            if node in at:
                matrix[row, at[node]] += sign
            else:
                right[row] -= sign * low[node]
    bounds = np.array([(low[node], high[node]) for node in group])
    point = _inside(matrix, right, bounds)
    if point is None:
        return [
            (node, value) for node in group if (value := _only(matrix, right, bounds, at[node])) is not None
        ]
    fixed = _fixed(matrix)
    return [(node, round(float(point[at[node]]), 6)) for node in group if fixed[at[node]]]


def _inside(matrix: Floats, right: Floats, bounds: Floats) -> Floats | None:
    """A point well inside every limit; None where there is none, and limits matter."""
    count = matrix.shape[1]
    room = np.full((2 * count, count + 1), 0.0)
    room[:count, :count], room[count:, :count], room[:, count] = -np.eye(count), np.eye(count), 1.0
    limit = np.concatenate([-bounds[:, 0], bounds[:, 1]])
    real = np.isfinite(limit)
    widened = np.hstack([matrix, np.zeros((len(matrix), 1))])
    goal = np.zeros(count + 1)
    goal[count] = -1.0
    span: list[tuple[float | None, float | None]] = [*[(None, None)] * count, (0.0, ROOM)]
    found = optimize.linprog(
        goal, A_ub=room[real], b_ub=limit[real], A_eq=widened, b_eq=right, bounds=span, method="highs"
    )
    if not found.success or found.x is None or found.x[count] < CLOSE:
        return None
    return np.asarray(found.x[:count])


def _fixed(matrix: Floats) -> Flags:
    """Unknowns that no solution of the homogeneous sums can move."""
    free = linalg.null_space(matrix)
    return np.asarray(np.abs(free).max(axis=1, initial=0.0) < CLOSE)


def _only(matrix: Floats, right: Floats, bounds: Floats, at: int) -> float | None:
    """The one whole number that this unknown can be, or None."""
    goal = np.zeros(matrix.shape[1])
    span: list[tuple[float | None, float | None]] = [(float(low), float(high)) for low, high in bounds]
    ends = []
    for sign in (1.0, -1.0):
        goal[at] = sign
        found = optimize.linprog(goal, A_eq=matrix, b_eq=right, bounds=span, method="highs")
        if not found.success or found.fun is None:
            return None
        ends.append(sign * float(found.fun))
    least, greatest = ceil(ends[0] - CLOSE), floor(ends[1] + CLOSE)
    return float(least) if least == greatest else None
