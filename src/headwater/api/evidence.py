"""What is known: evidence, factors with their causes, interventions, gaps and research, as the public pages show them."""

from datetime import date
from decimal import Decimal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from headwater.api import errors
from headwater.governance.audit import clock
from headwater.governance.evidence import queries, rules, standard
from headwater.governance.evidence.models import Evidence, Factor, Intervention, ResearchBrief
from headwater.governance.leadership.priorities import queries as priorities
from headwater.governance.leadership.priorities.models import PriorityVote
from headwater.governance.leadership.priorities.queries import Placed, Result

router = Router(tags=["evidence"])


class EvidenceOut(Schema):
    """One finding, with its source and how old it is."""

    key: str
    approach: str
    finding: str
    knowledge: str
    effect: str
    effect_words: str
    security: int | None = Field(
        description="1 (very low) to 5 (very high); empty where it was not rated here."
    )
    cost: int | None = Field(description="1 (low) to 3 (high); empty where it was not rated here.")
    tier: str
    setting: str
    population: str = Field(description="Empty for everybody.")
    question: str
    factor_keys: list[str]
    source: str
    source_url: str
    published_on: date | None
    checked_on: date
    is_stale: bool = Field(description="Nobody has checked its source for more than twelve months.")
    uk_applicability: str
    caveat: str


class CauseOut(Schema):
    """One arrow: what this factor or indicator is driven by."""

    from_factor: str
    to_key: str = Field(description="A factor, or `indicator:` and an indicator.")
    says: str
    grade: str = Field(description="none is drawn dashed.")
    evidence_keys: list[str]


class FactorOut(Schema):
    """One risk or protective factor. It speaks of people in general, never of one."""

    key: str
    name: str
    bearing: str
    level: str
    modifiable: bool
    age_band: str
    definition: str
    grade: str
    source: str
    source_url: str
    checked_on: date | None
    proxy_indicators: list[str]
    partner_functions: list[dict[str, str]]
    how_measured: str
    standard_term: str = Field(
        description="The term of the Vulnerabilities Data Standard; empty where nobody has aligned it."
    )
    standard_version: str = Field(description="The version of the standard in which the term was read.")
    alignment: str = Field(
        description="aligned, older (to another version), not_yet, or outside: the standard lists risks of a person or a household."
    )


class InterventionOut(Schema):
    """One intervention, or one of the partnership's own functions."""

    key: str
    name: str
    what: str
    tier: str
    setting: str
    age_band: str
    factor_keys: list[str]
    evidence_keys: list[str]
    provider: str
    own_function: bool
    starts_on: date | None = Field(
        description="A day that lies ahead: it is a proposal, and names its evidence."
    )
    ends_on: date | None


class GapOut(Schema):
    """One place of the evidence-gap map."""

    factor: str
    population: str
    question: str
    research: int
    practice: int
    lived: int
    insufficient: int
    strongest: int | None
    newest: date | None
    asked_by: list[str] = Field(description="Research briefs under way.")


class BriefOut(Schema):
    """Research that was asked for, and what became of it."""

    key: str
    title: str
    asks: str
    state: str
    question: str
    population: str
    factor_keys: list[str]
    lived_experience_role: str
    payment_gbp: Decimal | None
    reports_by: date | None
    findings: str
    uptake: str
    uptake_why: str


class ChosenByOut(Schema):
    """How many of one group chose a question, in words. A group of fewer than eight voters is never shown."""

    group: str
    chosen: str


class PlacedOut(Schema):
    """One question that was put to the vote, and the places that it may have."""

    factor: str
    question: str
    words: str
    first_place: int
    last_place: int
    chosen_by: list[ChosenByOut]


class PriorityVoteOut(Schema):
    """One vote of members on what to find out first."""

    opens_on: date
    closes_on: date = Field(description="The first day on which nobody votes any more.")
    choose: int = Field(description="At most so many questions each.")
    weights: dict[str, float] = Field(description="For how many each voter counts, by voice.")
    says: str
    groups_say: str
    weights_say: str
    placed: list[PlacedOut] = Field(description="Empty before it has closed, and of fewer than eight voters.")


@router.get("", response={200: list[EvidenceOut], **errors.ANSWERS}, operation_id="evidence")
def evidence(request: HttpRequest) -> list[EvidenceOut]:  # noqa: ARG001  (ninja's signature)
    """Every entry of the library."""
    today = clock.today()
    return [_evidence(each, today) for each in queries.evidence()]


@router.get("/factors", response={200: list[FactorOut], **errors.ANSWERS}, operation_id="factors")
def factors(request: HttpRequest) -> list[FactorOut]:  # noqa: ARG001  (ninja's signature)
    """Every risk and protective factor."""
    return [_factor(each) for each in queries.factors()]


@router.get("/drivers", response={200: list[CauseOut], **errors.ANSWERS}, operation_id="drivers")
def drivers(request: HttpRequest) -> list[CauseOut]:  # noqa: ARG001  (ninja's signature)
    """Every arrow of the driver tree."""
    return [
        CauseOut(
            from_factor=each.from_factor.key,
            to_key=each.to_key,
            says=each.says,
            grade=each.grade,
            evidence_keys=each.evidence_keys,
        )
        for each in queries.drivers()
    ]


@router.get(
    "/interventions", response={200: list[InterventionOut], **errors.ANSWERS}, operation_id="interventions"
)
def interventions(request: HttpRequest) -> list[InterventionOut]:  # noqa: ARG001  (ninja's signature)
    """Everything that is done and was not withdrawn."""
    return [_intervention(each) for each in queries.interventions()]


@router.get("/gaps", response={200: list[GapOut], **errors.ANSWERS}, operation_id="gaps")
def gaps(request: HttpRequest) -> list[GapOut]:  # noqa: ARG001  (ninja's signature)
    """The evidence-gap map: its places of which the library or a study says something. All others are empty."""
    return [
        GapOut(
            factor=factor,
            population=population,
            question=question,
            research=cell.research,
            practice=cell.practice,
            lived=cell.lived,
            insufficient=cell.insufficient,
            strongest=cell.strongest,
            newest=cell.newest,
            asked_by=[brief.key for brief in cell.asked],
        )
        for (factor, population, question), cell in sorted(queries.gaps().cells.items())
    ]


@router.get("/research", response={200: list[BriefOut], **errors.ANSWERS}, operation_id="research")
def research(request: HttpRequest) -> list[ResearchBrief]:  # noqa: ARG001  (ninja's signature)
    """Research that was issued or closed."""
    return list(queries.briefs(drafts=False))


@router.get(
    "/priorities", response={200: list[PriorityVoteOut], **errors.ANSWERS}, operation_id="research_priorities"
)
def research_priorities(request: HttpRequest) -> list[PriorityVoteOut]:  # noqa: ARG001  (ninja's signature)
    """Votes of members on what to find out first, newest first."""
    today = clock.today()
    return [_vote(each, priorities.result(each, on=today)) for each in priorities.votes()]


def _vote(vote: PriorityVote, result: Result) -> PriorityVoteOut:
    return PriorityVoteOut(
        opens_on=vote.opens_on,
        closes_on=vote.closes_on,
        choose=vote.choose,
        weights=vote.weights,
        says=result.says,
        groups_say=result.groups_say,
        weights_say=result.weights_say,
        placed=[_placed(each) for each in result.placed],
    )


def _placed(each: Placed) -> PlacedOut:
    return PlacedOut(
        factor=each.gap.factor,
        question=each.gap.question,
        words=each.gap.words,
        first_place=each.places.first,
        last_place=each.places.last,
        chosen_by=[ChosenByOut(group=group, chosen=band) for group, band in each.chosen_by],
    )


def _evidence(each: Evidence, on: date) -> EvidenceOut:
    written = {name: getattr(each, name) for name in Evidence.WRITTEN if name != "withdrawn"}
    return EvidenceOut(key=each.key, is_stale=rules.is_stale(each.checked_on, on), **written)


def _factor(each: Factor) -> FactorOut:
    written = {name: getattr(each, name) for name in Factor.WRITTEN if name != "withdrawn"}
    return FactorOut(key=each.key, alignment=standard.alignment(each), **written)


def _intervention(each: Intervention) -> InterventionOut:
    written = {
        name: getattr(each, name) for name in Intervention.WRITTEN if name not in {"withdrawn", "provider"}
    }
    return InterventionOut(key=each.key, provider=each.provider.key if each.provider else "", **written)
