"""What a reader of plans sees, and the choices that their forms offer."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation
from headwater.governance.partners.written import Written
from headwater.governance.strategy import queries
from headwater.governance.strategy.models import Clause, Plan, PlanStatus
from headwater.web import context, together
from headwater.web.together import Step

READS_DRAFTS = "strategy.read"
EDITS = "strategy.edit"
ADOPTS = "strategy.adopt"
DAY = timedelta(days=1)
SHORT = 70  # characters of a clause in a list to choose from


def public_only(request: HttpRequest) -> bool:
    """Whether this reader sees adopted plans alone."""
    return READS_DRAFTS not in context.held_by(request)


def plan_of(request: HttpRequest, key: str) -> Plan:
    return queries.get_plan(key, public_only=public_only(request))


def clause_of(request: HttpRequest, plan: str, key: str) -> Clause:
    return queries.get_clause(plan, key, public_only=public_only(request))


def steps_of(request: HttpRequest, thing: Written, plan: Plan) -> list[Step]:
    """The versions that this reader sees, newest first: who does not read drafts begins with the text that was adopted."""
    steps = together.history(thing)
    if not public_only(request):
        return steps
    adopted = queries.adopted_at(plan)
    later = [each for each in steps if adopted is None or each.version.written_at > adopted]
    return [*later, *(replace(each, changes=()) for each in steps[len(later) :][:1])]


def may(request: HttpRequest, plan: Plan) -> dict[str, bool]:
    """What this reader may do with a plan as it stands, so that no page offers what it would refuse."""
    held, status = context.held_by(request), plan.status
    edits = EDITS in held and status != PlanStatus.SUPERSEDED
    return {
        "edit": edits,
        "consult": edits and status in (PlanStatus.DRAFT, PlanStatus.CONSULTATION),
        "adopt": ADOPTS in held and status == PlanStatus.DRAFT,
        "roll_over": ADOPTS in held
        and status in (PlanStatus.DRAFT, PlanStatus.ADOPTED)
        and not _follower(plan),
    }


def owners(*, and_also: Organisation | None = None) -> QuerySet[Organisation]:
    """Who can answer for something today; and who answers for it already, though it may have ended."""
    today = partners.organisations(on=clock.today())
    kept = and_also.pk if and_also else None
    return partners.organisations().filter(Q(pk__in=today) | Q(pk=kept))


def clause_choices(*, among: QuerySet[Plan]) -> list[tuple[str, Any]]:
    """Clauses of plans by their address, in groups by plan."""
    rows = {plan.key: (plan.title, list[tuple[str, str]]()) for plan in among}
    for plan, key, text in queries.clause_texts(among=rows):
        rows[plan][1].append((f"{plan}/{key}", short(key, text)))
    return [("", "None"), *rows.values()]


def short(key: str, text: str) -> str:
    """A clause as one of a list to choose from."""
    cut = text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + " …"
    return f"{key}: {cut}"


def last_day(plan: Plan) -> date:
    return plan.ends_on - DAY


def _follower(plan: Plan) -> bool:
    return queries.plans().filter(follows=plan).exists()
