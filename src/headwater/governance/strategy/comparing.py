"""Two states of a plan beside each other: since it was adopted, or since the plan that it follows.

Compared clause by clause, by key. What is compared is what a reader reads: words, place, owner; not the order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from headwater.governance.partners import queries as partners
from headwater.governance.partners import written
from headwater.governance.strategy import queries
from headwater.governance.strategy.models import Clause, Plan

READ = ("kind", "text", "parent", "owner", "owner_role", "qualifiers")


@dataclass(frozen=True)
class ClauseChange:
    """One clause that reads otherwise: `new`, `gone` or `changed`."""

    key: str
    state: str
    before: str
    after: str
    differences: tuple[written.Difference, ...] = ()


def since_earlier_plan(plan: Plan) -> list[ClauseChange]:
    """A plan beside the one that it follows."""
    return _changes(_now(plan.follows), _now(plan)) if plan.follows else []


def since_adoption(plan: Plan) -> list[ClauseChange]:
    """An adopted plan as it stands beside what was adopted: its amendments."""
    moment = queries.adopted_at(plan)
    if moment is None:
        return []
    all_of_it = {clause.uuid: clause for clause in queries.clauses(plan, withdrawn=True)}
    stood = written.as_they_stood(all_of_it, at=moment)
    before = {
        all_of_it[uuid].key: _named(content) for uuid, content in stood.items() if not content["withdrawn"]
    }
    return _changes(_with_words(before, plan), _now(plan))


def _now(plan: Plan) -> dict[str, dict[str, Any]]:
    found = {clause.key: _named(written.content_of(clause)) for clause in queries.clauses(plan)}
    return _with_words(found, plan)


def _named(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: content.get(name) for name in READ}


def _with_words(found: dict[str, dict[str, Any]], plan: Plan) -> dict[str, dict[str, Any]]:
    """Names in place of what a version keeps of other things: a parent's key, an owner's name."""
    keys = {str(uuid): key for uuid, key in Clause.objects.filter(plan=plan).values_list("uuid", "key")}
    names = {str(each.uuid): each.name for each in partners.organisations()}
    for said in found.values():
        said["parent"] = keys.get(said["parent"] or "", "")
        said["owner"] = names.get(said["owner"] or "", "")
        said["qualifiers"] = "; ".join(said["qualifiers"] or ())
    return found


def _changes(
    before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]
) -> list[ClauseChange]:
    found = []
    for key in (*after, *(key for key in before if key not in after)):
        was, is_now = before.get(key, {}), after.get(key, {})
        differences = tuple(written.differences(was, is_now)) if was and is_now else ()
        if was and is_now and not differences:
            continue
        state = "changed" if differences else "new" if is_now else "gone"
        found.append(ClauseChange(key, state, was.get("text", ""), is_now.get("text", ""), differences))
    return found
