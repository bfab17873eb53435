"""Drawing a theory of change: boxes and arrows, one at a time or a whole file. Nothing is deleted: both are withdrawn."""

# ruff: noqa: ARG001  (an action takes `now`, `by` and `reason` for its entry, whether or not its body needs them)

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from headwater.governance.audit.action import Actor, action
from headwater.governance.evidence.models import Grade
from headwater.governance.partners import written
from headwater.governance.strategy import rules as plan_rules
from headwater.governance.strategy.models import Arrow, Clause, Node, NodeKind, Plan
from headwater.governance.strategy.theory import files, queries, rules
from headwater.vocabulary.errors import Conflict, Invalid, obey


@dataclass(frozen=True)
class BoxTerms:
    """What is said of a new box."""

    key: str
    kind: str
    title: str
    says: str = ""
    clause: Clause | None = None
    intervention_key: str = ""
    indicator_keys: Sequence[str] = ()


@action
def draw_node(now: datetime, plan: Plan, *, terms: BoxTerms, by: Actor, reason: str = "") -> Node:
    """Add a box to a plan's picture."""
    obey(plan_rules.why_not_change(status=plan.status, reason=reason))
    taken = list(plan.nodes.values_list("key", flat=True))
    obey(rules.why_not_box(key=terms.key, title=terms.title, taken=taken))
    _check_kind(terms.kind)
    _check_clause(plan, terms.clause)
    node = Node(plan=plan, order=len(taken), **{**vars(terms), "indicator_keys": _keys(terms.indicator_keys)})
    return written.begin(node, by=by, now=now, reason=reason)


@action
def change_node(
    now: datetime, node: Node, *, changes: Mapping[str, Any], seen: int, by: Actor, reason: str = ""
) -> Node:
    """Change what a box says, what it is, or what it is measured by; withdraw it, or bring it back."""
    obey(plan_rules.why_not_change(status=node.plan.status, reason=reason))
    if "title" in changes:
        obey(rules.why_not_title(str(changes["title"])))
    if "kind" in changes:
        _check_kind(str(changes["kind"]))
    if "clause" in changes:
        _check_clause(node.plan, changes["clause"])
    if "indicator_keys" in changes:
        changes = {**changes, "indicator_keys": _keys(changes["indicator_keys"])}
    return written.rewrite(node, changes, seen=seen, by=by, now=now, reason=reason)


@action
def draw_arrow(
    now: datetime,
    source: Node,
    *,
    target: Node,
    assumption: str,
    by: Actor,
    grade: str = Grade.NONE,
    reason: str = "",
) -> Arrow:
    """Say that one box leads to another, on an assumption. Drawn again, a withdrawn arrow stands again."""
    obey(plan_rules.why_not_change(status=source.plan.status, reason=reason))
    before = Arrow.objects.filter(source=source, target=target).first()
    obey(
        rules.why_not_arrow(
            source=source.key,
            target=target.key,
            same_plan=source.plan == target.plan,
            drawn=before is not None and not before.withdrawn,
            arrows=source.plan.arrows.count(),
        )
    )
    _check_grade(grade)
    if before is not None:
        again = {"withdrawn": False, "assumption": assumption, "grade": grade}
        return written.rewrite(before, again, seen=before.version, by=by, now=now, reason=reason)
    arrow = Arrow(plan=source.plan, source=source, target=target, assumption=assumption.strip(), grade=grade)
    return written.begin(arrow, by=by, now=now, reason=reason)


@action
def change_arrow(
    now: datetime, arrow: Arrow, *, changes: Mapping[str, Any], seen: int, by: Actor, reason: str = ""
) -> Arrow:
    """Change an arrow's assumption, its grade or its evidence; withdraw it, or bring it back."""
    obey(plan_rules.why_not_change(status=arrow.plan.status, reason=reason))
    if "grade" in changes:
        _check_grade(str(changes["grade"]))
    if "evidence_keys" in changes:
        changes = {**changes, "evidence_keys": _keys(changes["evidence_keys"])}
    return written.rewrite(arrow, changes, seen=seen, by=by, now=now, reason=reason)


@action
def bring_theory(now: datetime, plan: Plan, *, text: str, by: Actor, reason: str = "") -> Plan:
    """Bring a file's boxes and arrows into a plan: new ones are added, those that are there are changed, none is taken away."""
    obey(plan_rules.why_not_change(status=plan.status, reason=reason))
    found = files.read(text)
    if found.problems:
        more = f" There are {len(found.problems) - 1} more." if len(found.problems) > 1 else ""
        raise Invalid(f"{found.problems[0]}{more} Nothing was brought in.")
    _bring_boxes(plan, found.boxes, by=by, reason=reason)
    _bring_arrows(plan, found.arrows, by=by, reason=reason)
    return plan


def seed(*, by: Actor) -> None:
    """Bring the shipped theory in, where its plan is there and has no picture yet."""
    plan = files.shipped_plan()
    if plan is not None and not plan.nodes.exists():
        bring_theory(plan, text=files.shipped(), by=by)


@action
def carry_over(now: datetime, before: Plan, *, into: Plan, by: Actor) -> Plan:
    """Copy the boxes and arrows that stand into the plan of the next period."""
    return bring_theory(into, text=files.write(queries.theory(before)), by=by)


def _bring_boxes(plan: Plan, boxes: Sequence[files.BoxRow], *, by: Actor, reason: str) -> None:
    there = {node.key: node for node in queries.nodes(plan, withdrawn=True)}
    clauses = {clause.key: clause for clause in plan.clauses.all()}
    for row in boxes:
        facts = {**row.facts, "clause": clauses.get(row.clause)}
        if row.clause and row.clause not in clauses:
            raise Invalid(f"The box {row.key} names the clause {row.clause}, which this plan does not have.")
        node = there.get(row.key)
        if node is None:
            draw_node(plan, terms=BoxTerms(key=row.key, **facts), by=by, reason=reason)
        else:
            changes = {**facts, "withdrawn": False}
            change_node(node, changes=changes, seen=node.version, by=by, reason=reason)


def _bring_arrows(plan: Plan, arrows: Sequence[files.ArrowRow], *, by: Actor, reason: str) -> None:
    nodes = {node.key: node for node in queries.nodes(plan, withdrawn=True)}
    there = {(arrow.source.key, arrow.target.key): arrow for arrow in queries.arrows(plan, withdrawn=True)}
    for row in arrows:
        missing = [key for key in (row.source, row.target) if key not in nodes]
        if missing:
            raise Invalid(f"An arrow names {' and '.join(missing)}, which is no box. Nothing was brought in.")
        arrow = there.get((row.source, row.target))
        if arrow is None:
            arrow = draw_arrow(
                nodes[row.source], target=nodes[row.target], assumption=row.assumption, by=by, reason=reason
            )
        changes = {
            "assumption": row.assumption,
            "grade": row.grade,
            "evidence_keys": row.evidence,
            "withdrawn": False,
        }
        change_arrow(arrow, changes=changes, seen=arrow.version, by=by, reason=reason)


def _check_kind(kind: str) -> None:
    if kind not in NodeKind.values:
        raise Invalid(f"{kind!r} is not a kind of box. The kinds are {', '.join(NodeKind.values)}.")


def _check_grade(grade: str) -> None:
    if grade not in Grade.values:
        raise Invalid(f"{grade!r} is not a grade. The grades are {', '.join(Grade.values)}.")


def _check_clause(plan: Plan, clause: Clause | None) -> None:
    if clause is not None and clause.plan != plan:
        raise Conflict(
            f"{clause.key} is a clause of another plan. Choose one of this plan.", code="another_plan"
        )


def _keys(keys: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(key.strip() for key in keys if key.strip()))
