"""A plan's clauses with their live standings and targets: by priority, and by the board that looks after them.

A clause's word follows from the indicators that it names; a priority's from those of all clauses under it. Each indicator is looked
up once. What nobody declared or measures is told, and never left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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
    """One clause: how it stands (None where it names no indicator), its targets, and its depth in the plan."""

    clause: Clause
    standing: Standing | None
    targets: tuple[Aimed, ...]
    depth: int = 0


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


@dataclass
class Reader:
    """Looks each indicator up once, for one plan's area, audience and day."""

    area: Area | None
    audience: Audience
    on: date
    known: dict[str, Measure] = field(default_factory=dict)

    def standing(self, keys: Iterable[str]) -> Standing | None:
        """How these indicators stand together; None where there are none."""
        found = list(dict.fromkeys(keys))
        return standing.standing_of([self.measure(key) for key in found]) if found else None

    def measure(self, key: str) -> Measure:
        if key not in self.known:
            self.known[key] = standing.measure(key, self.area, audience=self.audience, on=self.on)
        return self.known[key]


def reader(plan: Plan, *, audience: Audience, on: date) -> Reader:
    return Reader(area_of(plan), audience, on)


def area_of(plan: Plan) -> Area | None:
    """The area that a plan is for, else the whole partnership."""
    return (indicators.find_area(plan.area_code) if plan.area_code else None) or indicators.top_area()


def by_priority(plan: Plan, *, audience: Audience, on: date) -> list[Group]:
    """A plan's clauses in its order: each that stands at the top, with those under it."""
    outline = list(strategy.in_outline(strategy.clauses(plan)))
    keys = indicator_keys(plan)
    aims = _aims(plan, audience, on)
    look = reader(plan, audience=audience, on=on)
    groups: list[list[tuple[int, Clause]]] = []
    for depth, clause in outline:
        if not depth:
            groups.append([])
        groups[-1].append((depth, clause))
    return [_group(rows, keys, aims, look) for rows in groups]


def by_board(board: Board, plan: Plan, *, audience: Audience, on: date) -> list[Line]:
    """The clauses of a plan that a board looks after, in the plan's order."""
    looked_after = {
        each.key for each in strategy.clauses_leading_to(LinkKind.BOARD, board.key).filter(plan=plan)
    }
    keys, aims = indicator_keys(plan), _aims(plan, audience, on)
    look = reader(plan, audience=audience, on=on)
    return [
        _line(clause, 0, keys.get(clause.key, ()), aims, look)
        for clause in strategy.clauses(plan)
        if clause.key in looked_after
    ]


def boards_of(plan: Plan, *, on: date) -> list[tuple[Board, int]]:
    """Every board, with how many clauses of a plan it looks after."""
    counted = [
        (each, strategy.clauses_leading_to(LinkKind.BOARD, each.key).filter(plan=plan).count())
        for each in leadership.boards(on=on)
    ]
    return sorted(counted, key=lambda pair: (-pair[1], pair[0].name))


def of_clause(clause: Clause, *, audience: Audience, on: date) -> Line:
    """One clause: its own indicators, or of a clause without any those of the clauses under it."""
    keys = indicator_keys(clause.plan)
    own = keys.get(clause.key, ())
    under = (
        []
        if own
        else [keys.get(each.key, ()) for each in strategy.clauses(clause.plan).filter(parent=clause)]
    )
    aims = _aims(clause.plan, audience, on, only=clause)
    look = reader(clause.plan, audience=audience, on=on)
    return _line(clause, 0, own or tuple(key for keys in under for key in keys), aims, look)


def words_of(plan: Plan, *, audience: Audience, on: date) -> dict[str, Standing]:
    """How every clause that names an indicator stands, by its key."""
    look = reader(plan, audience=audience, on=on)
    found = {key: look.standing(keys) for key, keys in indicator_keys(plan).items()}
    return {key: each for key, each in found.items() if each is not None}


def indicator_keys(plan: Plan) -> dict[str, tuple[str, ...]]:
    """The indicators that each clause of a plan names, by the clause's key."""
    found = {each.key: strategy.linked_keys(each, LinkKind.INDICATOR) for each in strategy.clauses(plan)}
    return {clause: keys for clause, keys in found.items() if keys}


def undeclared(plan: Plan) -> list[tuple[str, str]]:
    """Clauses that name an indicator which nobody declared: the clause's key, and the indicator's."""
    known = registry.indicators()
    return [
        (clause, key) for clause, keys in indicator_keys(plan).items() for key in keys if key not in known
    ]


def _aims(plan: Plan, audience: Audience, on: date, *, only: Clause | None = None) -> dict[str, list[Aimed]]:
    """Targets by the address of their clause."""
    wanted = [only] if only else strategy.clauses(plan)
    addresses = [strategy.address_of(clause) for clause in wanted]
    found: dict[str, list[Aimed]] = {}
    for each in queries.targets(audience=audience, on=on, clauses=addresses):
        found.setdefault(each.target.clause_key, []).append(each)
    return found


def _group(
    rows: Sequence[tuple[int, Clause]],
    keys: dict[str, tuple[str, ...]],
    aims: dict[str, list[Aimed]],
    look: Reader,
) -> Group:
    _, head = rows[0]
    every = [key for _, clause in rows for key in keys.get(clause.key, ())]
    under = [_line(clause, depth, keys.get(clause.key, ()), aims, look) for depth, clause in rows[1:]]
    return Group(_line(head, 0, every, aims, look), tuple(under))


def _line(
    clause: Clause, depth: int, keys: Iterable[str], aims: dict[str, list[Aimed]], look: Reader
) -> Line:
    targets = tuple(aims.get(strategy.address_of(clause), ()))
    return Line(clause, look.standing(keys), targets, depth)
