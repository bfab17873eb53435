"""Which further cells to hide so that no small count follows from totals: for linked and nested tables alike.

A greedy choice, checked afterwards by `differencing` with an attacker who knows which cells are small. It
loses little, not least: the best choice is not computable in useful time. The check, not the choice, makes
it safe.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass

from headwater.statistics import differencing, elimination
from headwater.statistics.differencing import Cell, Inference, Range, Sum
from headwater.statistics.elimination import Row
from headwater.vocabulary.errors import Invalid, Refused

MOST_ROUNDS = 50
Worth = Callable[[Cell], float]


@dataclass(frozen=True)
class Suppression:
    """The small cells, and those hidden only to protect them."""

    primary: frozenset[Cell]
    secondary: frozenset[Cell]

    @property
    def hidden(self) -> frozenset[Cell]:
        return self.primary | self.secondary


def suppress_tables(
    sums: Sequence[Sum],
    counts: Mapping[Cell, int],
    *,
    primary: Set[Cell],
    small: Range,
    earlier: Mapping[Cell, Range] | None = None,
    earlier_sums: Sequence[Sum] = (),
    worth: Worth | None = None,
) -> Suppression:
    """Hide as few further cells as a greedy choice can, so that no small cell can be worked out.

    Formula: cells in order of worth (largest count first) are published unless that would put a small cell
        in the span of what is published and the sums: its remainder is then a multiple of the small cell's
        remainder. Then `differencing.determined_cells` with small cells in `small`, hidden ones 0 or more,
        shown ones exact: while it finds a small cell, the cheapest shown cell that shares a sum with it is
        hidden too.
    Shape and units: a whole count for each cell of the sums; `earlier` and `earlier_sums` are what left
        before, by the same names.
    Valid when: all sums that anybody could form are given. Counts are shown exactly; rounding protects
        further.
    Raises: Invalid where a cell has no count or counts do not add up; Refused where no choice is safe, as
        when earlier releases already give a small cell away.
    Source: Langsrud O. (2024), Secondary cell suppression by Gaussian elimination, Privacy in Statistical
        Databases, LNCS 14915, p. 86-101 (the idea of publishing by elimination).

    >>> sums = [Sum("all", ("north", "east", "west"))]
    >>> counts = {"all": 40, "north": 3, "east": 12, "west": 25}
    >>> sorted(suppress_tables(sums, counts, primary={"north"}, small=Range(1, 7)).secondary)
    ['east']
    """
    _check(sums, counts, primary)
    value = worth or (lambda cell: counts[cell])
    said, every_sum = dict(earlier or {}), [*sums, *earlier_sums]
    secondary: set[Cell] = set()
    for cells, linked in _linked(every_sum, primary):
        table = _Table(
            linked,
            {cell: counts[cell] for cell in cells if cell in counts},
            cells & primary,
            small,
            {cell: said[cell] for cell in cells if cell in said},
            value,
        )
        secondary |= _suppress(table)
    return Suppression(frozenset(primary), frozenset(secondary))


@dataclass(frozen=True)
class _Table:
    """Cells that hang together by sums, apart from all others."""

    sums: Sequence[Sum]
    counts: Mapping[Cell, int]
    primary: Set[Cell]
    small: Range
    earlier: Mapping[Cell, Range]
    worth: Worth


def _suppress(table: _Table) -> set[Cell]:
    """The cells to hide beside the small ones, or a refusal."""
    protected = set(table.primary)
    for _ in range(MOST_ROUNDS):
        hidden = _hidden(table, protected)
        found = _found(table, hidden)
        given_away = [cell for cell in found.determined if cell in table.primary]
        if not given_away:
            return hidden - set(found.determined) - table.primary
        further = _cheapest_beside(given_away, table, hidden)
        if not further:
            break
        protected |= further
    raise Refused(
        "No choice of hidden cells keeps the small counts safe: publish less detail.",
        code="disclosure_unsafe",
    )


def _linked(sums: Sequence[Sum], primary: Set[Cell]) -> list[tuple[set[Cell], list[Sum]]]:
    """The sums in groups that share no cell, with their cells; groups without a small cell left out."""
    leader: dict[Cell, Cell] = {}

    def lead(cell: Cell) -> Cell:
        while leader.setdefault(cell, cell) != cell:
            leader[cell] = leader[leader[cell]]
            cell = leader[cell]
        return cell

    for each in sums:
        for part in each.parts:
            leader[lead(part)] = lead(each.whole)
    groups: defaultdict[Cell, tuple[set[Cell], list[Sum]]] = defaultdict(lambda: (set(), []))
    for each in sums:
        cells, linked = groups[lead(each.whole)]
        cells.update((each.whole, *each.parts))
        linked.append(each)
    return [(cells, linked) for cells, linked in groups.values() if not cells.isdisjoint(primary)]


def _check(sums: Sequence[Sum], counts: Mapping[Cell, int], primary: Set[Cell]) -> None:
    named = {cell for each in sums for cell in (each.whole, *each.parts)} | set(primary)
    if named - set(counts):
        raise Invalid("Some cells of the sums have no count.")
    if any(counts[each.whole] != sum(counts[part] for part in each.parts) for each in sums):
        raise Invalid("Some counts do not add up to their total: give exact counts, before rounding.")


def _found(table: _Table, hidden: Set[Cell]) -> Inference:
    """What an attacker finds who knows which cells are small."""
    known = {cell: Range(n, n) for cell, n in table.counts.items() if cell not in hidden}
    known |= dict.fromkeys(table.primary, table.small)
    return differencing.determined_cells(table.sums, differencing.merged(known, table.earlier))


def _hidden(table: _Table, protected: Set[Cell]) -> set[Cell]:
    """Protected cells, and every cell that may not be published beside what already is."""
    cells = list(dict.fromkeys(cell for each in table.sums for cell in (each.whole, *each.parts)))
    at = {cell: place for place, cell in enumerate(cells)}
    rows = [{at[each.whole]: 1} | {at[part]: -1 for part in each.parts} for each in table.sums]
    remainders = _Remainders(rows, len(cells), {at[cell] for cell in protected})
    for cell, known in table.earlier.items():
        if known.least == known.greatest:
            remainders.publish(at[cell])
    hidden = set(protected)
    open_cells = (cell for cell in table.counts if cell not in protected)
    for cell in sorted(open_cells, key=lambda cell: (-table.worth(cell), at[cell])):
        if remainders.gives_away(at[cell]):
            hidden.add(cell)
        else:
            remainders.publish(at[cell])
    return hidden


class _Remainders:
    """What is left of each cell without the sums and the published cells; nothing left: it follows."""

    def __init__(self, rows: Sequence[Row], count: int, guarded: Set[int]) -> None:
        pivots = elimination.reduced(rows)
        self._left: list[Row] = [{place: 1} for place in range(count)]
        for place, row in pivots.items():
            self._left[place] = _direction({at: value for at, value in row.items() if at != place})
        self._guarded = guarded
        self._holding: defaultdict[int, set[int]] = defaultdict(set)
        self._guards: Counter[frozenset[tuple[int, int]]] = Counter()
        for place in range(count):
            self._note(place)

    def gives_away(self, place: int) -> bool:
        """Whether a guarded cell would follow if this one were published."""
        left = self._left[place]
        return bool(left) and self._guards[frozenset(left.items())] > 0

    def publish(self, place: int) -> None:
        pivot_row = self._left[place]
        if not pivot_row:
            return
        pivot = min(pivot_row, key=lambda at: (len(self._holding[at]), at))
        for other in sorted(self._holding[pivot]):
            self._forget(other)
            self._left[other] = _direction(elimination.without(self._left[other], pivot, pivot_row))
            self._note(other)

    def _note(self, place: int) -> None:
        left = self._left[place]
        if place in self._guarded:
            self._guards[frozenset(left.items())] += 1
        for at in left:
            self._holding[at].add(place)

    def _forget(self, place: int) -> None:
        left = self._left[place]
        if place in self._guarded:
            self._guards[frozenset(left.items())] -= 1
        for at in left:
            self._holding[at].discard(place)


def _direction(row: Row) -> Row:
    """The row up to a factor: in lowest terms, its first unknown positive."""
    if not row:
        return row
    lowest = elimination.lowest_terms(row)
    return lowest if lowest[min(lowest)] > 0 else {at: -value for at, value in lowest.items()}


def _cheapest_beside(given_away: Sequence[Cell], table: _Table, hidden: Set[Cell]) -> set[Cell]:
    """Shown cells of least worth, so that near each small cell found one more is hidden."""
    naming: defaultdict[Cell, list[Sum]] = defaultdict(list)
    for each in table.sums:
        for cell in (each.whole, *each.parts):
            naming[cell].append(each)
    further: set[Cell] = set()
    for cell in given_away:
        shown = _nearest_shown(cell, naming, set(table.counts) - hidden)
        if shown and further.isdisjoint(shown):
            further.add(min(shown, key=lambda beside: (_is_total(beside, naming), *_price(beside, table))))
    return further


def _is_total(cell: Cell, naming: Mapping[Cell, list[Sum]]) -> bool:
    return any(each.whole == cell for each in naming[cell])


def _price(cell: Cell, table: _Table) -> tuple[bool, float, str]:
    return table.counts[cell] == 0, table.worth(cell), str(cell)  # a hidden zero misleads few attackers


def _nearest_shown(cell: Cell, naming: Mapping[Cell, list[Sum]], shown: Set[Cell]) -> set[Cell]:
    """Shown cells that share a sum with the cell, or else with those that do, and so on."""
    reached, edge = {cell}, {cell}
    while edge:
        beside = {near for at in edge for each in naming[at] for near in (each.whole, *each.parts)} - reached
        if beside & shown:
            return beside & shown
        reached |= beside
        edge = beside
    return set()
