"""A plan's clauses with their live standings and targets: by priority, and by the board that looks after them.

A clause's word follows from the indicators that it names; a priority's from those of all clauses under it. Each indicator is looked
up once. What nobody declared or measures is told, and never left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from headwater.governance.leadership import queries as leadership
from headwater.governance.leadership.models import Board
from headwater.governance.strategy import queries as strategy
from headwater.governance.strategy.models import Clause, LinkKind, Plan
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.models import Area
from headwater.insight.performance import queries, standing
from headwater.insight.performance.queries import Aimed
from headwater.insight.performance.standing import Measure, Standing
from headwater.insight.release.draft import Audience


@dataclass(frozen=True)
class Line:
    """One clause: how it stands (None where it names no indicator), its depth in the plan, and where it is looked at alone its targets."""

    clause: Clause
    standing: Standing | None
    depth: int = 0
    targets: tuple[Aimed, ...] = ()


@dataclass(frozen=True)
class Group:
    """A priority (or a clause that stands alone) with everything under it."""

    line: Line
    under: tuple[Line, ...]

    @property
    def is_measured(self) -> bool:
        return self.line.standing is not None

    @property
    def unmeasured(self) -> int:
        return sum(1 for each in self.under if each.standing is None)


@dataclass(frozen=True)
class Reader:
    """What clauses name and what the figures say of it, looked up once for one plan's area, audience and day."""

    keys: dict[str, tuple[str, ...]]  # of indicators, by clause
    measures: dict[str, Measure]

    def standing(self, keys: Iterable[str]) -> Standing | None:
        """How these indicators stand together; None where there are none."""
        found = list(dict.fromkeys(keys))
        return standing.standing_of([self.measures[key] for key in found]) if found else None

    def own(self, clause: Clause) -> tuple[str, ...]:
        """The indicators that a clause itself names."""
        return self.keys.get(clause.key, ())


def reader(plan: Plan, clauses: Iterable[Clause], *, audience: Audience, on: date) -> Reader:
    """Of these clauses of one plan."""
    looked_at = list(clauses)
    keys = _indicator_keys(looked_at)
    named = dict.fromkeys(key for those in keys.values() for key in those)
    measures = standing.measures(list(named), area_of(plan), audience=audience, on=on)
    return Reader(keys, measures)


def area_of(plan: Plan) -> Area | None:
    """The area that a plan is for, else the whole partnership."""
    return (indicators.find_area(plan.area_code) if plan.area_code else None) or indicators.top_area()


def by_priority(plan: Plan, *, audience: Audience, on: date) -> list[Group]:
    """A plan's clauses in its order: each that stands at the top, with those under it."""
    outline = list(strategy.in_outline(strategy.clauses(plan)))
    look = reader(plan, (clause for _, clause in outline), audience=audience, on=on)
    groups: list[list[tuple[int, Clause]]] = []
    for depth, clause in outline:
        if not depth:
            groups.append([])
        groups[-1].append((depth, clause))
    return [_group(rows, look) for rows in groups]


def by_board(board: Board, plan: Plan, *, audience: Audience, on: date) -> list[Line]:
    """The clauses of a plan that a board looks after, in the plan's order."""
    looked_after = {
        each.key for each in strategy.clauses_leading_to(LinkKind.BOARD, board.key).filter(plan=plan)
    }
    clauses = [clause for clause in strategy.clauses(plan) if clause.key in looked_after]
    look = reader(plan, clauses, audience=audience, on=on)
    return [Line(clause, look.standing(look.own(clause))) for clause in clauses]


def boards_of(plan: Plan, *, on: date) -> list[tuple[Board, int]]:
    """Every board, with how many clauses of a plan it looks after."""
    clauses = strategy.led_to(plan, LinkKind.BOARD)
    counted = [(each, clauses[each.key]) for each in leadership.boards(on=on)]
    return sorted(counted, key=lambda pair: (-pair[1], pair[0].name))


def of_clause(clause: Clause, *, audience: Audience, on: date) -> Line:
    """One clause: its own indicators, or of a clause without any those of the clauses under it."""
    under = list(strategy.clauses(clause.plan).filter(parent=clause))
    look = reader(clause.plan, [clause, *under], audience=audience, on=on)
    beneath = tuple(key for each in under for key in look.own(each))
    aims = queries.targets(audience=audience, on=on, clauses=[strategy.address_of(clause)])
    return Line(clause, look.standing(look.own(clause) or beneath), targets=tuple(aims))


def words_of(plan: Plan, clauses: Iterable[Clause], *, audience: Audience, on: date) -> dict[str, Standing]:
    """How each of these clauses of a plan stands that names an indicator, by its key."""
    look = reader(plan, clauses, audience=audience, on=on)
    found = {key: look.standing(keys) for key, keys in look.keys.items()}
    return {key: each for key, each in found.items() if each is not None}


def undeclared(plan: Plan) -> list[tuple[str, str]]:
    """Clauses that name an indicator which nobody declared: the clause's key, and the indicator's."""
    known = registry.indicators()
    return [
        (clause, key)
        for clause, keys in _indicator_keys(strategy.clauses(plan)).items()
        for key in keys
        if key not in known
    ]


def _indicator_keys(clauses: Iterable[Clause]) -> dict[str, tuple[str, ...]]:
    """The indicators that each clause names, by the clause's key."""
    found = {each.key: strategy.linked_keys(each, LinkKind.INDICATOR) for each in clauses}
    return {clause: keys for clause, keys in found.items() if keys}


def _group(rows: Sequence[tuple[int, Clause]], look: Reader) -> Group:
    _, head = rows[0]
    every = [key for _, clause in rows for key in look.own(clause)]
    under = tuple(Line(clause, look.standing(look.own(clause)), depth) for depth, clause in rows[1:])
    return Group(Line(head, look.standing(every)), under)
