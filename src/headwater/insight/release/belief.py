"""Which sums to believe where figures were revised, so that old and new do not add up.

By ranges and elimination first, which is quick. Where a programme alone can see that linked sums cannot all hold, they are
tried a run at a time, and the sum that no longer holds beside those before it is left out.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from headwater.statistics import differencing
from headwater.statistics.differencing import Cell, Range, Sum
from headwater.vocabulary.errors import Invalid

OPEN = Range()


def believed(sums: Sequence[Sum], known: Mapping[Cell, Range]) -> list[Sum]:
    """The sums that can hold together with what is known, first come first believed."""
    found: list[Sum] = []
    for linked in _groups(differencing.believable(sums, known), known):
        cells = {cell for each in linked for cell in (each.whole, *each.parts)}
        found += _holding(linked, {cell: known[cell] for cell in known.keys() & cells})
    return found


def _holding(sums: list[Sum], known: Mapping[Cell, Range]) -> list[Sum]:
    """These sums without each that cannot hold beside the ones before it."""
    kept: list[Sum] = []
    while sums:
        run = _longest(kept, sums, known)
        kept, sums = kept + sums[:run], sums[run + 1 :]
    return kept


def _longest(kept: list[Sum], sums: list[Sum], known: Mapping[Cell, Range]) -> int:
    """How many of these sums, in order, hold beside those that are kept."""
    if _hold(kept + sums, known):
        return len(sums)
    holds, fails = 0, len(sums)
    while fails - holds > 1:
        middle = (holds + fails) // 2
        if _hold(kept + sums[:middle], known):
            holds = middle
        else:
            fails = middle
    return holds


def _hold(sums: Sequence[Sum], known: Mapping[Cell, Range]) -> bool:
    try:
        differencing.determined_cells(sums, known)
    except Invalid:
        return False
    return True


def _groups(sums: Sequence[Sum], known: Mapping[Cell, Range]) -> list[list[Sum]]:
    """Sums that hang together by cells that are not told, each group in order."""
    leader: dict[Cell, Cell] = {}

    def lead(cell: Cell) -> Cell:
        while leader.setdefault(cell, cell) != cell:
            leader[cell] = leader[leader[cell]]
            cell = leader[cell]
        return cell

    groups: dict[Cell, list[Sum]] = defaultdict(list)
    for each in sums:
        first, *others = _untold(each, known) or [each.whole]
        for other in others:
            leader[lead(other)] = lead(first)
    for each in sums:
        groups[lead((_untold(each, known) or [each.whole])[0])].append(each)
    return list(groups.values())


def _untold(of: Sum, known: Mapping[Cell, Range]) -> list[Cell]:
    ends = ((cell, known.get(cell, OPEN)) for cell in (of.whole, *of.parts))
    return [cell for cell, each in ends if each.least != each.greatest]
