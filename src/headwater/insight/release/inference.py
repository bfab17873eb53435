"""What follows from sums: which counts somebody can work out who knows the released ones."""

from collections.abc import Sequence
from math import ceil, floor, inf

from headwater.insight.release.memory import Node, Statement
from headwater.insight.release.nesting import Equation

CLOSE = 1e-6


def determined(equations: Sequence[Equation], said: dict[Node, Statement]) -> dict[Node, float]:
    """Hidden counts, and rests, of which only one value is possible, with that value."""
    low, high = _start(equations, said)
    changed = True
    while changed:
        changed = False
        for equation in equations:
            changed |= _narrow(equation, low, high)
    unshown = (node for node in low if node not in said or said[node].hidden)
    return {node: low[node] for node in unshown if high[node] - low[node] < CLOSE}


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


def _narrow(equation: Equation, low: dict[Node, float], high: dict[Node, float]) -> bool:
    """Tighten the limits of one sum's counts by each other; true where any moved."""
    whole, parts = equation.whole, equation.parts
    least = sum(low[part] for part in parts) + equation.outside
    open_ended = sum(high[part] == inf for part in parts)
    greatest = sum(high[part] for part in parts if high[part] < inf) + equation.outside
    moved = _set(whole, least, greatest if not open_ended else inf, low, high)
    for part in parts:
        own_low, own_high = low[part], high[part]
        closed = open_ended == (own_high == inf)  # every other part has a greatest value
        others = greatest - own_high if own_high < inf else greatest
        if _set(part, low[whole] - others if closed else -inf, high[whole] - (least - own_low), low, high):
            moved = True
            least += low[part] - own_low
            greatest += high[part] - (own_high if own_high < inf else 0) if high[part] < inf else 0
            open_ended -= own_high == inf and high[part] < inf
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
