"""Makers of plans and clauses for the tests: plain functions with defaults."""

from datetime import date, timedelta

from headwater.governance.audit import clock
from headwater.governance.partners.queries import operator
from headwater.governance.strategy import actions
from headwater.governance.strategy.models import Clause, Milestone, Plan

STARTS, ENDS = date(2025, 4, 1), date(2028, 4, 1)


def make_plan(*, key: str = "ours", kind: str = "strategy", starts_on: date = STARTS, **more) -> Plan:
    terms = actions.PlanTerms(
        key=key, title=key.title(), kind=kind, starts_on=starts_on, ends_on=more.pop("ends_on", ENDS), **more
    )
    return actions.draft_plan(terms, by=operator())


def make_clause(
    plan: Plan, *, key: str = "O1", kind: str = "objective", text: str = "Do it well.", **more
) -> Clause:
    reason = more.pop("reason", "")
    terms = actions.ClauseTerms(key=key, kind=kind, text=text, **more)
    return actions.write_clause(plan, terms=terms, reason=reason, by=operator())


def make_step(clause: Clause, *, days: int = 30, done: bool = False, **more) -> Milestone:
    day = clock.today() + timedelta(days=-abs(days) if done else days)
    terms = actions.StepTerms("A step", day, done_on=day if done else None, **more)
    return actions.set_milestone(clause, terms=terms, by=operator())


def adopted(plan: Plan) -> Plan:
    return actions.adopt(plan, adopted_on=STARTS, reason="The board", by=operator())
