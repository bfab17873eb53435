"""How far plans and clauses are: their own steps, and those of the plans that roll up to them, all the way down.

Each question counts in the database and reads every plan once, so that a page of many clauses asks no more than a page of one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from headwater.governance.strategy import queries
from headwater.governance.strategy.models import Clause, Milestone, Plan, PlanStatus


@dataclass(frozen=True)
class Progress:
    """How far steps are. A plan without steps is not done: it is not planned."""

    steps: int
    done: int
    overdue: int

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(self.steps + other.steps, self.done + other.done, self.overdue + other.overdue)


NO_STEPS = Progress(0, 0, 0)
Part = tuple[int, str, str]  # a clause: its number, its plan's key, its own key


@dataclass(frozen=True)
class _Tree:
    """Every step counted by its clause, and which plans roll up to which clause."""

    own: Mapping[int, Progress]
    lineages: Mapping[str, tuple[str, ...]]  # of a plan's key: itself and the plans that it follows
    beneath: Mapping[str, list[str]]  # of a clause's address: the plans that roll up to it
    parts: Mapping[str, list[Part]]  # of a plan that rolls up: its clauses

    def rolled_up(self, part: Part, above: frozenset[str] = frozenset()) -> Progress:
        number, plan, key = part
        found = self.own.get(number, NO_STEPS)
        children = {child for each in self.lineages[plan] for child in self.beneath.get(f"{each}/{key}", ())}
        for child in children - above:
            for each in self.parts[child]:
                found += self.rolled_up(each, above | {child})
        return found


def of_plan(plan: Plan, *, on: date) -> Progress:
    """The steps of a plan's own clauses."""
    return _by("clause__plan_id", _standing().filter(clause__plan=plan), on).get(plan.pk, NO_STEPS)


def of_every_plan(*, on: date, public_only: bool = False) -> dict[str, Progress]:
    """Of every plan by its key: its own steps and those of the plans that roll up to it, all the way down."""
    found = list(queries.plans(public_only=public_only))
    own = _by("clause__plan_id", _standing(), on)
    numbers = {plan.key: plan.pk for plan in found}
    beneath: dict[str, list[str]] = defaultdict(list)
    for plan in _rolling_up(found):
        beneath[plan.parent_clause.partition("/")[0]].append(plan.key)
    lineages = _lineages()

    def whole(key: str, above: frozenset[str]) -> Progress:
        total = own.get(numbers[key], NO_STEPS)
        children = {child for earlier in lineages[key] for child in beneath[earlier]} - above
        for child in children:
            total += whole(child, above | children)
        return total

    return {key: whole(key, frozenset({key})) for key in numbers}


def of_clauses(clauses: Iterable[Clause], *, on: date, public_only: bool = False) -> dict[int, Progress]:
    """Of each clause by its number: its own steps and those of the plans that roll up to it, all the way down."""
    asked = list(clauses)
    if not asked:
        return {}
    children = _rolling_up(queries.plans(public_only=public_only))
    beneath, parts = defaultdict[str, list[str]](list), defaultdict[str, list[Part]](list)
    for plan in children:
        beneath[plan.parent_clause].append(plan.key)
    standing = Clause.objects.filter(plan__in=children, withdrawn=False)
    for part in standing.values_list("pk", "plan__key", "key"):
        parts[part[1]].append(part)
    tree = _Tree(_by("clause_id", Milestone.objects.all(), on), _lineages(), beneath, parts)
    return {each.pk: tree.rolled_up((each.pk, each.plan.key, each.key)) for each in asked}


def of_clause(clause: Clause, *, on: date, public_only: bool = False) -> Progress:
    """A clause's own steps and those of the plans that roll up to it, all the way down."""
    return of_clauses([clause], on=on, public_only=public_only)[clause.pk]


def _rolling_up(plans: Iterable[Plan]) -> list[Plan]:
    return [each for each in plans if each.parent_clause and each.status != PlanStatus.SUPERSEDED]


def _standing() -> QuerySet[Milestone]:
    return Milestone.objects.filter(clause__withdrawn=False)


def _by(what: str, steps: QuerySet[Milestone], on: date) -> dict[int, Progress]:
    """Steps counted by clause or by plan. A step is overdue from the day after its day."""
    counted = (
        steps.order_by()
        .values_list(what)
        .annotate(
            all=Count("pk"), done=Count("done_on"), late=Count("pk", filter=Q(done_on=None, due_on__lt=on))
        )
    )
    return {number: Progress(*of_it) for number, *of_it in counted}


def _lineages() -> dict[str, tuple[str, ...]]:
    """Of every plan's key: itself and the plans that it follows, newest first."""
    before = dict(queries.plans().order_by().values_list("key", "follows__key"))
    found = {}
    for key in before:
        line = [key]
        while (earlier := before.get(line[-1])) and earlier not in line:
            line.append(earlier)
        found[key] = tuple(line)
    return found
