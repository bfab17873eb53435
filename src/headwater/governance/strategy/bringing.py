"""Whole texts into a plan at once: rows of a file, the shipped framework, the clauses of the period before.

Only actions call it, inside their transaction. It writes through `written` like they do.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from typing import Any

from headwater.governance.audit import clock
from headwater.governance.audit.action import Actor
from headwater.governance.partners import queries as partners
from headwater.governance.partners import written
from headwater.governance.strategy import queries, rules
from headwater.governance.strategy.importing import COLUMNS, Reading, Row, checks
from headwater.governance.strategy.models import Clause, Link, LinkKind, Milestone, Plan
from headwater.vocabulary.errors import Conflict, Invalid

LINK_COLUMNS = {
    LinkKind.ACTIVITY: "activities",
    LinkKind.INDICATOR: "indicators",
    LinkKind.EVIDENCE: "evidence",
    LinkKind.CLAUSE: "aligned_with",
}


@dataclass(frozen=True)
class Incoming:
    """Rows to bring in. `seen` marks the plan as it was when they were shown; `leave_out` withdraws what they lack."""

    reading: Reading
    seen: str = ""
    leave_out: bool = False


@dataclass(frozen=True)
class Changed:
    """A clause that would read otherwise."""

    clause: Clause
    differences: tuple[written.Difference, ...]


@dataclass(frozen=True)
class Preview:
    """What bringing rows in would do. Nothing is changed by looking."""

    added: tuple[Row, ...]
    changed: tuple[Changed, ...]
    missing: tuple[Clause, ...]
    same: int
    mark: str


def preview(plan: Plan, reading: Reading) -> Preview:
    """Rows beside the plan as it stands."""
    there = {clause.key: clause for clause in queries.clauses(plan, withdrawn=True)}
    rows = {row.key: row for row in reading.rows}
    pairs = [(there[key], row) for key, row in rows.items() if key in there]
    found = [Changed(clause, tuple(_differences(clause, row, reading.columns))) for clause, row in pairs]
    changed = tuple(each for each in found if each.differences)
    return Preview(
        added=tuple(row for key, row in rows.items() if key not in there),
        changed=changed,
        missing=tuple(clause for key, clause in there.items() if key not in rows and not clause.withdrawn),
        same=len(pairs) - len(changed),
        mark=mark(plan),
    )


def mark(plan: Plan) -> str:
    """Tells whether anybody changed the plan meanwhile."""
    versions = plan.clauses.order_by("id").values_list("key", "version")
    leading = (
        Link.objects.filter(clause__plan=plan, ended_at=None).order_by("id").values_list("id", flat=True)
    )
    return hashlib.sha256(repr((list(versions), list(leading))).encode()).hexdigest()[:16]


def apply(plan: Plan, incoming: Incoming, *, by: Actor, now: datetime, reason: str) -> Plan:
    """Bring the rows in, parents before what stands under them."""
    reading = incoming.reading
    faults = [*reading.faults, *checks.unknown_owners(reading.rows, owners(on=clock.local_day(now)))]
    if stops := [fault for fault in faults if fault.stops]:
        raise Invalid(f"{stops[0]} Nothing was brought in.")
    if incoming.seen and incoming.seen != mark(plan):
        says = "Somebody changed this plan after the preview was made. Look at the difference again before you bring it in."
        raise Conflict(says, code="changed_meanwhile")
    there = {clause.key: clause for clause in plan.clauses.all()}
    missing = [clause for key, clause in there.items() if key not in {row.key for row in reading.rows}]
    positions = {row.key: at for at, row in enumerate(reading.rows, start=1)}
    for row in checks.parents_first(reading.rows):
        written_as = _written(row, reading.columns, there) | {"order": positions[row.key] * 10}
        if row.key in there:
            changes = written_as | {"withdrawn": False}
            clause = there[row.key]
            written.rewrite(clause, changes, seen=clause.version, by=by, now=now, reason=reason)
        else:
            clause = Clause(plan=plan, key=row.key, **written_as)
            there[row.key] = written.begin(clause, by=by, now=now, reason=reason)
        _bring_links(clause, row, reading.columns, now)
    for clause in missing if incoming.leave_out else ():
        written.rewrite(clause, {"withdrawn": True}, seen=clause.version, by=by, now=now, reason=reason)
    return plan


def owners(*, on: date) -> dict[str, str]:
    """Every organisation by key and by name, small letters, with why it cannot own anything on a day; empty where it can."""
    found = {}
    for each in partners.organisations():
        holds = queries.owner_on(each, on=on)
        successor = holds.name if holds and holds != each else ""
        refusal = rules.why_not_own(name=each.name, ends_on=each.ends_on, successor=successor, on=on)
        for name in (each.key, each.name):
            found[name.casefold()] = refusal.says if refusal else ""
    return found


def next_order(plan: Plan) -> int:
    last = plan.clauses.order_by("-order").values_list("order", flat=True).first()
    return (last or 0) + 10


def shipped_plans() -> list[Mapping[str, Any]]:
    """The plans that ship with the product, as their file has them."""
    text = resources.files("headwater.content").joinpath("strategy.toml").read_text(encoding="utf-8")
    found: list[Mapping[str, Any]] = tomllib.loads(text)["plans"]
    return found


def shipped(*, by: Actor, now: datetime) -> Plan:
    """Keep the shipped plans; the first of the file is the strategy. Others stand before it, because it points at them."""
    kept = {}
    for entry in reversed(shipped_plans()):
        said = {name: value for name, value in entry.items() if name != "clauses"}
        plan = kept[entry["key"]] = written.begin(Plan(**said), by=by, now=now)
        apply(plan, Incoming(reading_of(entry["clauses"])), by=by, now=now, reason="")
    return plan


def reading_of(entries: Iterable[Mapping[str, Any]]) -> Reading:
    """Clauses of a TOML file as rows."""
    rows = [_row_of_entry(at, entry) for at, entry in enumerate(entries, start=1)]
    return checks.checked(Reading(tuple(rows), frozenset(COLUMNS)))


def _row_of_entry(at: int, entry: Mapping[str, Any]) -> Row:
    said: dict[str, Any] = {
        name: tuple(words) if isinstance(words, list) else words for name, words in entry.items()
    }
    return Row(line=at, **said)


def copy_clauses(old: Plan, new: Plan, *, by: Actor, now: datetime) -> None:
    """Every clause of a plan with its links and unfinished steps, into the plan of the next period."""
    copies: dict[int, Clause] = {}
    for _depth, clause in queries.in_outline(queries.clauses(old)):
        said = {name: getattr(clause, name) for name in ("key", *Clause.WRITTEN)}
        said["parent"] = copies.get(clause.parent_id) if clause.parent_id else None
        copies[clause.pk] = written.begin(Clause(plan=new, **said), by=by, now=now)
        Link.objects.bulk_create(
            Link(clause=copies[clause.pk], kind=each.kind, key=each.key, says=each.says, added_at=now)
            for each in queries.links(clause)
        )
    for step in queries.milestones(old).filter(done_on=None, clause__withdrawn=False):
        said = {name: getattr(step, name) for name in Milestone.WRITTEN}
        written.begin(Milestone(clause=copies[step.clause_id], **said), by=by, now=now)


def _written(row: Row, columns: Iterable[str], there: Mapping[str, Clause]) -> dict[str, Any]:
    """What a row says of a clause's own words, for the columns that its document has."""
    said: dict[str, Any] = {
        "kind": row.kind,
        "text": row.text,
        "parent": there.get(row.parent),
        "owner": partners.find_organisation_by(row.owner) if row.owner else None,
        "owner_role": row.owner_role,
        "qualifiers": list(row.qualifiers),
    }
    return {name: value for name, value in said.items() if name in columns}


def _bring_links(clause: Clause, row: Row, columns: Iterable[str], now: datetime) -> None:
    there = {(each.kind, each.key): each for each in queries.links(clause)}
    told = {kind: getattr(row, column) for kind, column in LINK_COLUMNS.items() if column in columns}
    wanted = [(kind, key) for kind, keys in told.items() for key in keys]
    gone = [each.pk for (kind, key), each in there.items() if kind in told and (kind, key) not in wanted]
    if gone:
        Link.objects.filter(pk__in=gone).update(ended_at=now)
    new = [each for each in wanted if each not in there]
    Link.objects.bulk_create(Link(clause=clause, kind=kind, key=key, added_at=now) for kind, key in new)


def _differences(clause: Clause, row: Row, columns: Iterable[str]) -> Iterable[written.Difference]:
    stands = row_of(clause)
    for name in COLUMNS:
        before, after = getattr(stands, name), getattr(row, name)
        if name in columns and before != after and not (name == "owner" and _is_owner(clause, after)):
            yield written.Difference(name, before, after)
    if clause.withdrawn:
        yield written.Difference("withdrawn", True, False)


def _is_owner(clause: Clause, named: str) -> bool:
    return clause.owner is not None and named.casefold() in (clause.owner.key, clause.owner.name.casefold())


def row_of(clause: Clause) -> Row:
    """A clause as a row of a document, to compare and to take away."""
    return Row(
        line=0,
        key=clause.key,
        kind=clause.kind,
        text=clause.text,
        parent=clause.parent.key if clause.parent else "",
        owner=clause.owner.key if clause.owner else "",
        owner_role=clause.owner_role,
        qualifiers=tuple(clause.qualifiers),
        activities=queries.linked_keys(clause, LinkKind.ACTIVITY),
        indicators=queries.linked_keys(clause, LinkKind.INDICATOR),
        evidence=queries.linked_keys(clause, LinkKind.EVIDENCE),
        aligned_with=queries.linked_keys(clause, LinkKind.CLAUSE),
    )
