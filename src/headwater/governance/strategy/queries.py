"""Questions about plans and clauses, each on a day that it is told.

Which clauses lack an owner, an activity, an indicator or evidence is `coverage`. How far steps are is the module `progress`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from headwater.governance.partners import queries as partners
from headwater.governance.partners import written
from headwater.governance.partners.models import Organisation
from headwater.governance.strategy import rules
from headwater.governance.strategy.models import (
    Clause,
    Consultation,
    Link,
    LinkKind,
    Milestone,
    Plan,
    PlanKind,
    PlanStatus,
)
from headwater.vocabulary.errors import NotFound, Refusal

PUBLIC = (PlanStatus.ADOPTED, PlanStatus.SUPERSEDED)


def plans(*, kind: str = "", public_only: bool = False) -> QuerySet[Plan]:
    """Every plan, or those of a kind; `public_only` leaves out drafts."""
    found = Plan.objects.select_related("owner", "follows", "followed_by")
    found = found.filter(kind=kind) if kind else found
    return found.filter(status__in=PUBLIC) if public_only else found


def find_plan(key: str) -> Plan | None:
    return plans().filter(key=key).first()


def get_plan(key: str, *, public_only: bool = False) -> Plan:
    found = plans(public_only=public_only).filter(key=key).first()
    if found is None:
        raise NotFound("There is no such plan, or it is not adopted yet.")
    return found


def the_strategy(on: date, *, public_only: bool = False) -> Plan | None:
    """The strategy on a day: the adopted one of that day, else the newest adopted, else the newest draft."""
    found = list(plans(kind=PlanKind.STRATEGY, public_only=public_only).order_by("-starts_on", "-id"))
    adopted = [plan for plan in found if plan.status == PlanStatus.ADOPTED]
    of_the_day = [plan for plan in adopted if plan.starts_on <= on < plan.ends_on]
    return next(iter((*of_the_day, *adopted, *found)), None)


def clauses(plan: Plan, *, withdrawn: bool = False) -> QuerySet[Clause]:
    """What a plan says, in its order, with owners and current links at hand. Each clause's plan is the one given."""
    found = plan.clauses.select_related("parent", "owner")
    found = found if withdrawn else found.filter(withdrawn=False)
    return found.prefetch_related(Prefetch("links", queryset=Link.objects.filter(ended_at=None)))


def clause_texts(*, among: Collection[str]) -> QuerySet[Clause, tuple[str, str, str]]:
    """Of the clauses of several plans, by their keys: each one's plan, key and text, and nothing else."""
    found = Clause.objects.filter(plan__key__in=list(among), withdrawn=False)
    return found.order_by("plan", "order", "id").values_list("plan__key", "key", "text")


def get_clause(plan_key: str, clause_key: str, *, public_only: bool = False) -> Clause:
    plan = get_plan(plan_key, public_only=public_only)
    found = clauses(plan, withdrawn=True).filter(key=clause_key).first()
    if found is None:
        raise NotFound("There is no such clause in this plan.")
    return found


def find_address(address: str, *, public_only: bool = False) -> Clause | None:
    """The clause that "plan key/clause key" names; `public_only` knows none of a draft."""
    plan_key, _slash, clause_key = address.partition("/")
    found = Clause.objects.select_related("plan").filter(plan__key=plan_key, key=clause_key)
    return (found.filter(plan__status__in=PUBLIC) if public_only else found).first()


def find_addresses(addresses: Iterable[str], *, public_only: bool = False) -> dict[str, Clause]:
    """The clauses that stand behind several addresses, by address, in the order in which they were asked for."""
    pairs = [each.partition("/")[::2] for each in addresses]
    named = Clause.objects.filter(
        plan__key__in=[plan for plan, _key in pairs], key__in=[k for _plan, k in pairs]
    )
    named = named.filter(plan__status__in=PUBLIC) if public_only else named
    found = {address_of(each): each for each in named.select_related("plan")}
    return {address: found[address] for address in map("/".join, pairs) if address in found}


def drafts(*, public_only: bool) -> frozenset[str]:
    """The keys of the plans that a reader may not be told of; none for whom drafts are open."""
    if not public_only:
        return frozenset()
    return frozenset(plans().exclude(status__in=PUBLIC).values_list("key", flat=True))


def told(addresses: Iterable[str], *, hidden: Container[str]) -> tuple[str, ...]:
    """Those addresses of clauses that are of no hidden plan."""
    return tuple(each for each in addresses if each.partition("/")[0] not in hidden)


def address_of(clause: Clause) -> str:
    return f"{clause.plan.key}/{clause.key}"


def line_above(clause: Clause | None) -> list[str]:
    """The keys of a clause and of what it stands under, upwards."""
    found: list[str] = []
    while clause is not None and clause.key not in found:
        found.append(clause.key)
        clause = clause.parent
    return found


def links(clause: Clause, *, kind: str = "") -> list[Link]:
    """What a clause leads to now."""
    found = [each for each in clause.links.all() if each.ended_at is None]
    return [each for each in found if kind in ("", each.kind)]


def linked_keys(clause: Clause, kind: str) -> tuple[str, ...]:
    return tuple(each.key for each in links(clause, kind=kind))


def clauses_leading_to(kind: str, key: str) -> QuerySet[Clause]:
    """Clauses of plans that hold or are drafted which lead to a thing now: an indicator's, a piece of evidence's."""
    found = Clause.objects.filter(links__kind=kind, links__key=key, links__ended_at=None, withdrawn=False)
    return found.exclude(plan__status=PlanStatus.SUPERSEDED).select_related("plan", "owner")


def leading_to(kind: str, *, public_only: bool = False) -> dict[str, list[Clause]]:
    """Such clauses of each thing of a kind, by its key; `public_only` leaves out those of drafts."""
    shown = Link.objects.filter(kind=kind, ended_at=None, clause__withdrawn=False)
    shown = shown.exclude(clause__plan__status=PlanStatus.SUPERSEDED)
    shown = shown.filter(clause__plan__status__in=PUBLIC) if public_only else shown
    found: dict[str, list[Clause]] = defaultdict(list)
    in_order = shown.order_by("clause__plan", "clause__order", "clause_id")
    for each in in_order.select_related("clause__plan", "clause__owner"):
        found[each.key].append(each.clause)
    return found


def led_to(plan: Plan, kind: str) -> Counter[str]:
    """How many clauses of a plan lead to each thing of a kind now, by its key."""
    found = Link.objects.filter(clause__plan=plan, clause__withdrawn=False, kind=kind, ended_at=None)
    return Counter(key for _clause, key in found.values_list("clause", "key").distinct())


def addresses_through_time(clause: Clause) -> list[str]:
    """A clause's address, and those it had in the plans that its plan follows."""
    return [f"{plan}/{clause.key}" for plan in (clause.plan.key, *earlier_keys(clause.plan))]


def child_plans(clause: Clause, *, public_only: bool = False) -> QuerySet[Plan]:
    """Plans that roll up to a clause, or to what it was in an earlier period; followed ones are left out."""
    found = plans(public_only=public_only).exclude(status=PlanStatus.SUPERSEDED)
    return found.filter(parent_clause__in=addresses_through_time(clause))


def plans_beneath(plan: Plan, *, public_only: bool = False) -> dict[str, list[Plan]]:
    """The plans that roll up to a plan, by the key of the clause that each rolls up to."""
    found: dict[str, list[Plan]] = defaultdict(list)
    lineage = [plan.key, *earlier_keys(plan)]
    for each in (
        plans(public_only=public_only).exclude(status=PlanStatus.SUPERSEDED).exclude(parent_clause="")
    ):
        above, _slash, key = each.parent_clause.partition("/")
        if above in lineage:
            found[key].append(each)
    return found


def leading_nowhere(kind: str, known: Container[str]) -> list[tuple[str, str]]:
    """Clauses of plans that are not past which lead to a thing of a kind that is not there: each address and the key."""
    found = Link.objects.filter(kind=kind, ended_at=None, clause__withdrawn=False)
    found = found.exclude(clause__plan__status=PlanStatus.SUPERSEDED).select_related("clause__plan")
    return [(address_of(each.clause), each.key) for each in found if each.key not in known]


def earlier_keys(plan: Plan) -> list[str]:
    """The keys of the plans that a plan follows, newest first."""
    found: list[str] = []
    before = plan.follows
    while before is not None and before.key not in found:
        found.append(before.key)
        before = before.follows
    return found


def aligned_clauses(clause: Clause, *, public_only: bool = False) -> list[Clause]:
    """Clauses of other plans that say they serve this one."""
    serving = _serving(public_only=public_only).exclude(clause__plan=clause.plan)
    found = serving.filter(key__in=addresses_through_time(clause))
    return list(dict.fromkeys(each.clause for each in found))


def alignments(plan: Plan, *, public_only: bool = False) -> dict[str, list[Clause]]:
    """Clauses of other plans that say they serve one of a plan, by the key of the one they serve."""
    lineage = {plan.key, *earlier_keys(plan)}
    found: dict[str, dict[int, Clause]] = defaultdict(dict)
    for each in _serving(public_only=public_only).exclude(clause__plan=plan):
        above, _slash, key = each.key.partition("/")
        if above in lineage:
            found[key][each.clause.pk] = each.clause
    return {key: list(clauses.values()) for key, clauses in found.items()}


def _serving(*, public_only: bool) -> QuerySet[Link]:
    """The links that say that a clause of a plan which is not past serves one of another plan."""
    found = Link.objects.filter(kind=LinkKind.CLAUSE, ended_at=None, clause__withdrawn=False)
    found = found.exclude(clause__plan__status=PlanStatus.SUPERSEDED)
    found = found.filter(clause__plan__status__in=PUBLIC) if public_only else found
    return found.select_related("clause", "clause__plan", "clause__owner")


def plans_above(plan: Plan) -> list[str]:
    """The keys of a plan and of the plans that it rolls up to, upwards."""
    found: list[str] = []
    current: Plan | None = plan
    while current is not None and current.key not in found:
        found.append(current.key)
        above = find_address(current.parent_clause) if current.parent_clause else None
        current = above.plan if above else None
    return found


def milestones(plan: Plan) -> QuerySet[Milestone]:
    return Milestone.objects.filter(clause__plan=plan).select_related("clause", "clause__plan", "owner")


def get_milestone(plan: Plan, uuid: Any) -> Milestone:
    found = milestones(plan).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("There is no such step in this plan.")
    return found


def overdue_milestones(*, on: date, public_only: bool = False) -> QuerySet[Milestone]:
    """Steps of plans that hold or are drafted whose day has passed."""
    found = Milestone.objects.filter(done_on=None, due_on__lt=on).exclude(
        clause__plan__status=PlanStatus.SUPERSEDED
    )
    found = found.filter(clause__plan__status__in=PUBLIC) if public_only else found
    return found.select_related("clause", "clause__plan", "owner")


def consultations(plan: Plan) -> QuerySet[Consultation]:
    return plan.consultations.all()


def get_consultation(plan: Plan, uuid: Any) -> Consultation:
    found = plan.consultations.filter(uuid=uuid).first()
    if found is None:
        raise NotFound("There is no such consultation of this plan.")
    return found


@dataclass(frozen=True)
class Covered:
    """What stands behind one clause. Empty is what nobody has said yet."""

    key: str
    kind: str
    text: str
    owner: str | None
    activities: tuple[str, ...]
    indicators: tuple[str, ...]
    evidence: tuple[str, ...]

    @property
    def lacks(self) -> tuple[str, ...]:
        """Which of the four nobody has said."""
        return tuple(
            name for name in ("owner", "activities", "indicators", "evidence") if not getattr(self, name)
        )


def coverage(plan: Plan, *, on: date) -> list[Covered]:
    """Every clause of a plan with its owner on a day, what is done, measured and known."""
    return [covered(clause, on=on) for clause in clauses(plan)]


def owner_name(clause: Clause, *, on: date) -> str | None:
    """Who answers for a clause on a day: the organisation or its successor, else the post, else nobody."""
    owner = owner_on(clause.owner, on=on)
    return owner.name if owner else clause.owner_role or None


def owner_on(owner: Organisation | None, *, on: date) -> Organisation | None:
    """The organisation that holds an owner's duties on a day; None where it ended and nobody took over."""
    if owner is None or owner.ends_on is None:
        return owner
    holds = partners.current_successor(owner, on=on)
    return holds if holds.ends_on is None or on < holds.ends_on else None


def why_not_own(owner: Organisation | None, *, on: date) -> Refusal | None:
    """Why an organisation cannot be given something to answer for on a day; who took over is named."""
    if owner is None:
        return None
    holds = owner_on(owner, on=on)
    successor = holds.name if holds and holds != owner else ""
    return rules.why_not_own(name=owner.name, ends_on=owner.ends_on, successor=successor, on=on)


def covered(clause: Clause, *, on: date) -> Covered:
    """One clause with its owner on a day, what is done, measured and known."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in links(clause):
        found[each.kind].append(each.key)
    return Covered(
        key=clause.key,
        kind=clause.kind,
        text=clause.text,
        owner=owner_name(clause, on=on),
        activities=tuple(found[LinkKind.ACTIVITY]),
        indicators=tuple(found[LinkKind.INDICATOR]),
        evidence=tuple(found[LinkKind.EVIDENCE]),
    )


def adopted_at(plan: Plan) -> datetime | None:
    """The moment from which a plan's text was adopted."""
    kept = written.history(plan).order_by("number")
    return next((each.written_at for each in kept if each.content.get("status") == PlanStatus.ADOPTED), None)


def in_outline(found: Iterable[Clause]) -> Iterator[tuple[int, Clause]]:
    """Clauses as an outline: each with how deep it stands, parts after what they stand under."""
    under: dict[int | None, list[Clause]] = defaultdict(list)
    rows = list(found)
    present = {clause.pk for clause in rows}
    for clause in rows:
        under[clause.parent_id if clause.parent_id in present else None].append(clause)

    waiting = [(0, clause) for clause in reversed(under[None])]
    while waiting:
        depth, clause = waiting.pop()
        yield depth, clause
        waiting += [(depth + 1, part) for part in reversed(under[clause.pk])]
