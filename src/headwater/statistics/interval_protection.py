"""Further cells to hide so that no small count can be told to within a few: ranges kept wide, not only open.

On top of `secondary_suppression`, which keeps a count from being told exactly. Costs more cells; how many is
the reader's to weigh.
"""

from collections.abc import Callable, Mapping, Sequence, Set

import numpy as np
from scipy import optimize, sparse

from headwater.statistics import auditor, companions, leeway
from headwater.statistics.arrays import Flags, Floats, Integers
from headwater.statistics.attainment import CLOSE
from headwater.statistics.differencing import Cell, Range, Sum
from headwater.statistics.secondary_suppression import Suppression
from headwater.vocabulary.errors import Invalid, Refused


def widened(
    sums: Sequence[Sum],
    counts: Mapping[Cell, int],
    found: Suppression,
    *,
    width: int,
    worth: Callable[[Cell], float] | None = None,
) -> Suppression:
    """Hide further cells until the ends of what each small cell can be are at least `width` apart.

    Formula: where `auditor.audit` finds greatest - least < width for a small cell x, the cheapest change d
        with sum d_parts = d_whole, x + d >= 0 and d_x = width - (x - least) is found by linear programme, each
        cell's |d| priced 1 + log(1 + worth) unless hidden already; what it changes is hidden.
    Shape and units: sums, counts and the suppression that `suppress_tables` found for them; counts.
    Valid when: an outsider knows of hidden cells only that they are zero or more, and nothing of earlier
        releases.
    Raises: Invalid for a width under 1 or a cell without a count; Refused (disclosure_unsafe) where the audit
        of what was chosen still finds a cell too narrow, (disclosure_unproven) where it cannot be made.
    Source: Fischetti M. & Salazar J. J. (2001), Solving the cell suppression problem on tabular data with
        linear constraints, Management Science 47(7), p. 1008-1027.

    >>> sums = [Sum("all", ("north", "east", "west"))]
    >>> counts = {"all": 32, "north": 3, "east": 4, "west": 25}
    >>> narrow = Suppression(frozenset({"north"}), frozenset({"east"}))  # north is 0 to 7
    >>> sorted(widened(sums, counts, narrow, width=10).hidden)
    ['east', 'north', 'west']
    """
    if width < 1:
        raise Invalid("The ends of a range are to be at least 1 apart.")
    table = _Table(sums, counts, worth)
    hidden = table.wide(found.hidden, _too_narrow(sums, counts, found.hidden, found.primary, width), width)
    if _too_narrow(sums, counts, hidden, found.primary, width):
        raise Refused(
            "No choice of hidden cells keeps the ranges of small counts so wide: publish less detail.",
            code="disclosure_unsafe",
        )
    return Suppression(found.primary, frozenset(hidden - found.primary))


def _too_narrow(
    sums: Sequence[Sum], counts: Mapping[Cell, int], hidden: Set[Cell], primary: Set[Cell], width: int
) -> dict[Cell, float]:
    """The small cells whose range is too narrow, with the least that each could be."""
    shown = {cell: Range(n, n) for cell, n in counts.items() if cell not in hidden}
    audit = auditor.audit(sums, shown)
    least = dict(zip(audit.cells, audit.least.tolist(), strict=True))
    return {cell: least[cell] for cell in audit.narrower_than(width) if cell in primary}


class _Table:
    """Sums as a matrix, counts, and what each unit of change costs."""

    def __init__(
        self, sums: Sequence[Sum], counts: Mapping[Cell, int], worth: Callable[[Cell], float] | None
    ) -> None:
        self.cells = list(dict.fromkeys(cell for each in sums for cell in (each.whole, *each.parts)))
        if not counts.keys() >= set(self.cells):
            raise Invalid("Some cells of the sums have no count.")
        self.at = {cell: place for place, cell in enumerate(self.cells)}
        self.counts = np.array([counts[cell] for cell in self.cells], dtype=np.float64)
        value = [max(0.0, worth(cell) if worth else counts[cell]) for cell in self.cells]
        self.price = 1 + np.log1p(np.array(value))
        self.matrix = leeway.sums_matrix(sums, self.at)

    def wide(self, hidden: Set[Cell], narrow: Mapping[Cell, float], width: int) -> set[Cell]:
        """Hidden cells with what lets each narrow one rise far enough, by rounds of cells that share no sum."""
        flags = np.array([cell in hidden for cell in self.cells])
        places = np.array([self.at[cell] for cell in narrow], dtype=np.int64)
        rise = width - self.counts
        rise[places] += list(narrow.values())
        while places.size:
            chosen = companions.apart(self.matrix, places)
            flags[self._raised(chosen, rise[chosen], flags)] = True
            places = np.setdiff1d(places, chosen)
        return {self.cells[place] for place in np.flatnonzero(flags)}

    def _raised(self, chosen: Integers, rise: Floats, hidden: Flags) -> Integers:
        """All cells that change in the cheapest change that raises each chosen cell by so much."""
        count = self.counts.size
        least, most = np.zeros(2 * count), np.r_[np.full(count, np.inf), self.counts]
        least[chosen] = most[chosen] = rise
        most[chosen + count] = 0.0
        found = optimize.linprog(
            np.tile(np.where(hidden, companions.HIDDEN_PRICE, self.price), 2),
            A_eq=sparse.hstack([self.matrix, -self.matrix], format="csc"),
            b_eq=np.zeros(self.matrix.shape[0]),
            bounds=np.c_[least, most],
            method="highs",
        )
        change = leeway.solution(found)
        return np.flatnonzero(np.abs(change[:count] - change[count:]) > CLOSE)
