"""Plans and their clauses: adopted ones for anybody, drafts for a token that reads them."""

from collections.abc import Container
from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from headwater.api import errors
from headwater.api.callers import caller
from headwater.governance.audit import clock
from headwater.governance.strategy import progress, queries
from headwater.governance.strategy.models import Clause, Plan
from headwater.vocabulary.errors import NotFound

router = Router(tags=["strategy"])
READS_DRAFTS = "strategy.read"


class PlanOut(Schema):
    """One plan."""

    key: str
    title: str
    kind: str
    status: str = Field(description="draft, consultation, adopted or superseded.")
    starts_on: date
    ends_on: date = Field(description="The first day that it does not cover.")
    adopted_on: date | None
    area_code: str = Field(description="Empty where it is for the whole partnership.")
    parent_clause: str = Field(description='The clause that it rolls up to, as "plan/clause"; or empty.')
    follows: str | None = Field(description="Key of the plan of the period before.")
    steps: int
    steps_done: int
    steps_overdue: int


class ClauseCovered(Schema):
    """One clause, and what stands behind it. Empty is what nobody has said yet."""

    key: str
    kind: str
    text: str
    owner: str | None
    activities: list[str]
    indicators: list[str]
    evidence: list[str]


class Coverage(Schema):
    """Every clause of a plan."""

    clauses: list[ClauseCovered]


class ClauseOut(ClauseCovered):
    """One clause with its place in the plan, and what serves it in other plans."""

    parent: str | None
    qualifiers: list[str] = Field(description="Words that a shorter text must not lose.")
    version: int
    withdrawn: bool
    serves: list[str] = Field(description='Clauses of other plans that it serves, as "plan/clause".')
    served_by: list[str]


@router.get("/plans", response={200: list[PlanOut], **errors.ANSWERS}, operation_id="plans")
def plans(request: HttpRequest) -> list[PlanOut]:
    """Every plan that the caller may see."""
    public_only = _public_only(request)
    hidden = queries.drafts(public_only=public_only)
    return [_plan(each, hidden) for each in queries.plans(public_only=public_only)]


@router.get("/plans/{key}", response={200: PlanOut, **errors.ANSWERS}, operation_id="plan")
def plan(request: HttpRequest, key: str) -> PlanOut:
    """One plan."""
    public_only = _public_only(request)
    found = queries.get_plan(key, public_only=public_only)
    return _plan(found, queries.drafts(public_only=public_only))


@router.get("/plans/{key}/clauses", response={200: list[ClauseOut], **errors.ANSWERS}, operation_id="clauses")
def clauses(request: HttpRequest, key: str) -> list[ClauseOut]:
    """Every clause of a plan, in its order."""
    public_only = _public_only(request)
    found = queries.get_plan(key, public_only=public_only)
    serving, hidden = (
        queries.alignments(found, public_only=public_only),
        queries.drafts(public_only=public_only),
    )
    return [_clause(each, serving.get(each.key, []), hidden) for each in queries.clauses(found)]


@router.get(
    "/plans/{key}/clauses/{clause_key}",
    response={200: ClauseOut, **errors.ANSWERS},
    operation_id="clause",
)
def clause(request: HttpRequest, key: str, clause_key: str) -> ClauseOut:
    """One clause, withdrawn or not."""
    public_only = _public_only(request)
    found = queries.get_clause(key, clause_key, public_only=public_only)
    serving = queries.aligned_clauses(found, public_only=public_only)
    return _clause(found, serving, queries.drafts(public_only=public_only))


@router.get("/coverage", response={200: Coverage, **errors.ANSWERS}, operation_id="coverage")
def coverage(request: HttpRequest, plan: str = "") -> Coverage:
    """Every clause of a plan, or of today's strategy, with its owner, activities, indicators and evidence."""
    public_only = _public_only(request)
    found = (
        queries.get_plan(plan, public_only=public_only)
        if plan
        else queries.the_strategy(clock.today(), public_only=public_only)
    )
    if found is None:
        raise NotFound("No strategy is adopted yet.")
    return Coverage(clauses=[_covered(each) for each in queries.coverage(found, on=clock.today())])


def _public_only(request: HttpRequest) -> bool:
    return not caller(request).holds(READS_DRAFTS)


def _plan(each: Plan, hidden: Container[str]) -> PlanOut:
    """A plan, with nothing of the plans that are hidden from whoever asks."""
    steps = progress.of_plan(each, on=clock.today())
    above = queries.told([each.parent_clause], hidden=hidden)
    return PlanOut(
        key=each.key,
        title=each.title,
        kind=each.kind,
        status=each.status,
        starts_on=each.starts_on,
        ends_on=each.ends_on,
        adopted_on=each.adopted_on,
        area_code=each.area_code,
        parent_clause=above[0] if above else "",
        follows=each.follows.key if each.follows and each.follows.key not in hidden else None,
        steps=steps.steps,
        steps_done=steps.done,
        steps_overdue=steps.overdue,
    )


def _covered(each: queries.Covered) -> ClauseCovered:
    return ClauseCovered(
        key=each.key,
        kind=each.kind,
        text=each.text,
        owner=each.owner,
        activities=list(each.activities),
        indicators=list(each.indicators),
        evidence=list(each.evidence),
    )


def _clause(each: Clause, served_by: list[Clause], hidden: Container[str]) -> ClauseOut:
    covered = _covered(queries.covered(each, on=clock.today()))
    return ClauseOut(
        **covered.dict(),
        parent=each.parent.key if each.parent else None,
        qualifiers=each.qualifiers,
        version=each.version,
        withdrawn=each.withdrawn,
        serves=list(queries.told(queries.linked_keys(each, "clause"), hidden=hidden)),
        served_by=[queries.address_of(other) for other in served_by],
    )
