"""How plans stand by released figures: their clauses, theory of change, targets, the outcome of serious violence, and what indicators mean."""

from collections.abc import Container
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from headwater.api import errors
from headwater.api.callers import caller
from headwater.governance.audit import clock
from headwater.governance.leadership import queries as leadership
from headwater.governance.strategy import queries as strategy
from headwater.governance.strategy.models import Plan
from headwater.governance.strategy.theory import queries as theories
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.performance import dictionary, monitoring, outcome, queries
from headwater.insight.performance.monitoring import Line
from headwater.insight.performance.rules import Stands
from headwater.insight.performance.standing import Standing
from headwater.insight.performance.theory import queries as theory_of_change
from headwater.vocabulary.errors import NotFound

router = Router(tags=["performance"])
READS_DRAFTS = "strategy.read"
UNMEASURED = "Nobody measures this yet."


class MeasureOut(Schema):
    """One indicator behind a clause."""

    indicator: str
    stands: Verdict
    says: str = Field(description="The verdict in a sentence, or why there is none.")


class ClauseStands(Schema):
    """One clause with one word. The word is none where nobody measures it."""

    clause: str = Field(description='As "plan/clause".')
    stands: Verdict | None
    says: str
    indicators: list[MeasureOut]


class ArrowOut(Schema):
    """What a box leads to, and on what."""

    to: str
    assumption: str
    grade: str = Field(description="How good the evidence under the arrow is; `none` is drawn dashed.")
    evidence: list[str]


class BoxOut(Schema):
    """One box of a theory of change, with one word where something measures it."""

    key: str
    kind: str
    title: str
    stands: Verdict | None
    says: str
    indicators: list[MeasureOut]
    leads_to: list[ArrowOut]


class TheoryOut(Schema):
    """A plan's theory of change: what the picture shows."""

    plan: str
    area: str | None
    boxes: list[BoxOut]
    missing: list[str] = Field(description="What is wrong with it or not there yet, a sentence each.")


class TargetOut(Schema):
    """One target. It stands by the whole likely range of the newest figure of a year, never by the figure alone."""

    uuid: UUID
    indicator: str
    area: str
    baseline: float
    baseline_lower: float
    baseline_upper: float
    aim: float
    due_on: date
    stands: Stands
    says: str
    clause: str
    owner: str | None
    version: int


class SideOut(Schema):
    """A measure of everybody, or of the young."""

    whom: str
    stands: Verdict | None
    says: str
    certainty: str


class OutcomeMeasure(Schema):
    """One of the Home Office's three measures."""

    number: int
    indicator: str
    area: str | None
    how_old: str
    sides: list[SideOut]


class OutcomeOut(Schema):
    """The outcome of serious violence."""

    stands: Verdict
    says: str
    sources_say: str
    measures: list[OutcomeMeasure]


class DefinitionOut(Schema):
    """What an indicator means, or meant."""

    since: datetime | None = Field(description="None for what it means today.")
    words: dict[str, str]


@router.get("/clauses", response={200: list[ClauseStands], **errors.ANSWERS}, operation_id="clauses_stand")
def clauses(request: HttpRequest, plan: str = "", board: str = "") -> list[ClauseStands]:
    """Every clause of a plan, or of today's strategy, with how it stands; or those that one board looks after."""
    found, audience = _plan(request, plan), caller(request).audience(None)
    if board:
        lines = monitoring.by_board(leadership.get_board(board), found, audience=audience, on=clock.today())
        return [_clause(line) for line in lines]
    groups = monitoring.by_priority(found, audience=audience, on=clock.today())
    return [_clause(line) for group in groups for line in (group.line, *group.under)]


@router.get("/theory", response={200: TheoryOut, **errors.ANSWERS}, operation_id="theory_of_change")
def theory(request: HttpRequest, plan: str = "") -> TheoryOut:
    """The theory of change of a plan, or of today's strategy: each box with its verdict and what it leads to."""
    drawn = theories.theory(_plan(request, plan))
    found = theory_of_change.shown(drawn, audience=caller(request).audience(None), on=clock.today())
    return TheoryOut(
        plan=drawn.plan.key,
        area=found.area.code if found.area else None,
        boxes=[_box(each) for each in found.rows],
        missing=found.missing,
    )


@router.get("/targets", response={200: list[TargetOut], **errors.ANSWERS}, operation_id="targets")
def targets(request: HttpRequest, indicator: str = "") -> list[TargetOut]:
    """Every target, or those of one indicator."""
    audience = caller(request).audience(None)
    hidden = strategy.drafts(public_only=not caller(request).holds(READS_DRAFTS))
    found = queries.targets(audience=audience, on=clock.today(), indicator=indicator)
    return [_target(each, hidden) for each in found]


@router.get(
    "/outcomes/serious-violence",
    response={200: OutcomeOut, **errors.ANSWERS},
    operation_id="outcome_serious_violence",
)
def serious_violence(request: HttpRequest, area: str = "") -> OutcomeOut:
    """The Home Office's three measures, of everybody and of the young: in the whole partnership, or in one area."""
    where = indicators.get_area(area) if area else None
    found = outcome.outcome(audience=caller(request).audience(None), on=clock.today(), area=where)
    return OutcomeOut(
        stands=found.standing.word,
        says=found.standing.says,
        sources_say=found.sources_say,
        measures=[_measure(each) for each in found.measures],
    )


@router.get(
    "/dictionary/{key}", response={200: list[DefinitionOut], **errors.ANSWERS}, operation_id="definitions"
)
def definitions(request: HttpRequest, key: str) -> list[DefinitionOut]:  # noqa: ARG001  (ninja's signature)
    """What an indicator means today, then what it meant before, newest first."""
    entry = dictionary.entry(key)
    today = DefinitionOut(since=None, words=dict(entry.rows))
    return [today, *(DefinitionOut(since=each.since, words=dict(each.rows)) for each in entry.before)]


def _plan(request: HttpRequest, key: str) -> Plan:
    """The plan that was asked for, else today's strategy, of those that the caller may see."""
    public_only = not caller(request).holds(READS_DRAFTS)
    if key:
        return strategy.get_plan(key, public_only=public_only)
    found = strategy.the_strategy(clock.today(), public_only=public_only)
    if found is None:
        raise NotFound("No strategy is adopted yet.")
    return found


def _clause(line: Line) -> ClauseStands:
    found = line.standing
    return ClauseStands(
        clause=strategy.address_of(line.clause),
        stands=found.word if found else None,
        says=found.says if found else UNMEASURED,
        indicators=_measures(found),
    )


def _box(row: theory_of_change.Row) -> BoxOut:
    node, found = row.node, row.standing
    return BoxOut(
        key=node.key,
        kind=node.kind,
        title=node.title,
        stands=found.word if found else None,
        says=found.says if found else UNMEASURED if row.is_aim else "",
        indicators=_measures(found),
        leads_to=[
            ArrowOut(
                to=arrow.target.key,
                assumption=arrow.assumption,
                grade=arrow.grade,
                evidence=arrow.evidence_keys,
            )
            for arrow in row.leads_to
        ],
    )


def _measures(found: Standing | None) -> list[MeasureOut]:
    return [
        MeasureOut(
            indicator=each.key,
            stands=each.word,
            says=each.verdict.says if each.verdict else each.why_none,
        )
        for each in (found.measures if found else ())
    ]


def _target(each: queries.Aimed, hidden: Container[str]) -> TargetOut:
    """A target. That it serves a clause of a plan that is hidden is not told."""
    target = each.target
    serves = strategy.told([target.clause_key], hidden=hidden)
    return TargetOut(
        uuid=target.uuid,
        indicator=target.indicator,
        area=target.area_code,
        baseline=target.baseline,
        baseline_lower=target.baseline_lower,
        baseline_upper=target.baseline_upper,
        aim=target.aim,
        due_on=target.due_on,
        stands=each.stands,
        says=each.says,
        clause=serves[0] if serves else "",
        owner=each.owner.key if each.owner else None,
        version=target.version,
    )


def _measure(shown: outcome.Shown) -> OutcomeMeasure:
    return OutcomeMeasure(
        number=shown.asked.number,
        indicator=shown.asked.key,
        area=shown.area.code if shown.area else None,
        how_old=shown.age_says,
        sides=[
            SideOut(
                whom=side.words,
                stands=side.verdict.verdict if side.verdict else None,
                says=side.verdict.says if side.verdict else side.why_none,
                certainty=side.certainty,
            )
            for side in shown.sides
        ],
    )
