"""Tables to attack, and an attacker with integer programming, for tests of release."""

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st
from scipy import optimize

from headwater.insight.release import memory, nesting
from headwater.insight.release.memory import Contents, Node

SMALL = range(1, 5)  # what a policy made for tests hides
small_counts = st.integers(min_value=0, max_value=12)


def possible(node: Node, releases: Sequence[Contents]) -> tuple[int, int]:
    """The least and greatest whole number that a count can be, given everything released."""
    said = memory.known(releases)
    sums = nesting.equations(said, releases)
    nodes = sorted({n for e in sums for n in (e.whole, *e.parts)} | set(said))
    at = {n: place for place, n in enumerate(nodes)}
    low = np.array([said[n].least if n in said else 0.0 for n in nodes])
    high = np.minimum(1000, [said[n].greatest if n in said else np.inf for n in nodes])
    matrix = np.zeros((len(sums), len(nodes)))
    for row, equation in enumerate(sums):
        matrix[row, at[equation.whole]] = 1
        for part in equation.parts:
            matrix[row, at[part]] -= 1
    right = np.array([equation.outside for equation in sums])
    ends = []
    for sign in (1, -1):
        goal = np.zeros(len(nodes))
        goal[at[node]] = sign
        found = optimize.milp(
            goal,
            integrality=np.ones(len(nodes)),
            bounds=optimize.Bounds(low, high),
            constraints=[optimize.LinearConstraint(matrix, right, right)] if len(sums) else [],
        )
        assert found.status == 0, found.message
        ends.append(round(sign * found.fun))
    return ends[0], ends[1]


def assert_nothing_small_follows(releases: Sequence[Contents]) -> None:
    hidden = [node for node, statement in memory.known(releases).items() if statement.hidden]
    for node in hidden:
        least, greatest = possible(node, releases)
        assert least < greatest or least not in SMALL, node


@st.composite
def tables(draw: st.DrawFn, periods: int = 1) -> np.ndarray:  # type: ignore[type-arg]
    """A county of two to four parts by two categories, with everything that adds up."""
    parts = draw(st.integers(2, 4))
    inner = np.array(
        draw(st.lists(small_counts, min_size=parts * 2 * periods, max_size=parts * 2 * periods)), dtype=float
    ).reshape(parts, 2, periods)
    with_all = np.concatenate([inner.sum(axis=1, keepdims=True), inner], axis=1)
    return np.concatenate([with_all.sum(axis=0, keepdims=True), with_all], axis=0)
