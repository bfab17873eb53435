"""The demonstration's plans: the shipped framework rolled over and adopted, plans beneath it, a plan of each district.

Every text is made up for the demonstration. Nothing is done twice: what is there stays as somebody left it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from headwater.cli.demo_people import COUNCIL, PARTNERSHIP
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Person
from headwater.governance.strategy import actions, queries
from headwater.governance.strategy.models import Clause, ClauseKind, LinkKind, Plan, PlanKind
from headwater.insight.indicators import queries as indicators

OLD = "framework-2022"
NOW = "framework-2025"
SERVED = "police-and-crime-plan"
STARTS_ON, ENDS_ON = date(2025, 4, 1), date(2028, 4, 1)
POLICE, HOSPITALS, YOUTH_JUSTICE = "aldershire-police", "aldershire-hospitals", "aldershire-youth-justice"
VOLUNTARY = "northgate-youth-trust"
OWNERS = {  # who answers for which clauses; the others show that nobody does yet
    PARTNERSHIP: "H0 V M1 M3 M4 P1 P2 P5 C1 C2 SP1 SP2 SP3 O1.3 O1.5 O2.2 O2.3 O3.0 Oc1.5 Oc2.1 Oc2.4 Oc3.2 L3 L4",
    POLICE: "O3.4 O3.5 Oc2.2",
    HOSPITALS: "M2 O1.1 O3.3 Oc1.1 Oc3.3e Oc3.3f",
    COUNCIL: "O1.4 O2.1 O3.1 Oc1.3 Oc2.3 Oc3.3c Oc3.3d C3 L1",
    YOUTH_JUSTICE: "Oc3.3a Oc3.3b",
    VOLUNTARY: "O1.2 O3.2 Oc1.2 Oc1.4 Oc3.1",
}


@dataclass(frozen=True)
class Heard:
    """Whom a text was put to, what they said, and what came of it."""

    asked: str
    heard: str
    changed: str


@dataclass(frozen=True)
class Beneath:
    """A plan that rolls up to a clause: what it says, and its steps as (what, days from today, done)."""

    key: str
    title: str
    kind: PlanKind
    clause: str
    owner: str
    says: tuple[str, ...]
    steps: tuple[tuple[str, int, bool], ...]
    heard: Heard | None = None


PLANS = (
    Beneath(
        "trauma-strategy",
        "Trauma strategy",
        PlanKind.TRAUMA,
        "O1.1",
        HOSPITALS,
        (
            "Every service says what it does when somebody tells of something that hurt them.",
            "Staff have time with each other after a hard day.",
            "People who use a service judge whether it feels safe.",
        ),
        (
            ("First round in which services look at themselves", -200, True),
            ("Second round, with a neighbouring service", 0, False),
            ("What people who use services say of them", 150, False),
        ),
        Heard(
            "Front-line staff of health, schools, police and voluntary organisations",
            "Training on its own changes little if nobody has time afterwards.",
            "Time with each other after a hard day became a part of the strategy.",
        ),
    ),
    Beneath(
        "youth-work-strategy",
        "Youth work strategy",
        PlanKind.YOUTH_WORK,
        "O1.2",
        VOLUNTARY,
        (
            "A youth charter that young people wrote, and that organisations pledge to keep.",
            "A quality mark for this county, at three levels.",
            "Training from a first volunteer's evening to a degree.",
            "Youth services as good in one place as in another.",
        ),
        (
            ("Young people have written the charter", -120, True),
            ("First visits by young assessors", 60, False),
            ("Levels of the quality mark agreed", 200, False),
        ),
        Heard(
            "The youth council and eleven youth clubs",
            "A charter that nobody visits is a poster.",
            "Young assessors visit whoever pledges, and a pledge that is not kept runs out.",
        ),
    ),
    Beneath(
        "data-plan",
        "Data improvement plan",
        PlanKind.DATA,
        "O2.1",
        COUNCIL,
        (
            "Every source says how complete, how timely and how well placed it is, each quarter.",
            "Whoever sends data hears back what was wrong with it.",
            "Data on injuries come from every emergency department.",
        ),
        (
            ("All suppliers have had their first feedback", -60, True),
            ("Ambulance times complete", 120, False),
        ),
    ),
    Beneath(
        "participation-model",
        "Participation model",
        PlanKind.PARTICIPATION,
        "O1.3",
        PARTNERSHIP,
        (
            "Residents decide on a part of the money.",
            "Everybody who was asked hears back what came of it, by a day that was said.",
        ),
        (("A first fund that residents decide on", 90, False),),
    ),
    Beneath(
        "sustainability-plan",
        "Sustainability plan",
        PlanKind.SUSTAINABILITY,
        "O1.5",
        PARTNERSHIP,
        ("Every intervention has somebody who decides what becomes of it when its grant ends.",),
        (("Decision on each grant that ends in March", 30, False),),
    ),
)
OF_THE_FRAMEWORK = Heard(
    "Four neighbourhood meetings, the youth council, and every organisation of the partnership",
    "Say who answers for what. And do not plan lessons for pupils without pupils.",
    "Most clauses now say who answers for them; the others show that nobody does yet.",
)


def make(*, by: Person, today: date) -> None:
    """Plans of the demonstration, if they are not there yet."""
    if queries.find_plan(NOW) or not (old := queries.find_plan(OLD)):
        return
    for earlier in (queries.get_plan(SERVED), old):
        actions.adopt(earlier, adopted_on=earlier.starts_on, reason="Strategic board", by=by)
    framework = _roll_over(old, by)
    _give_owners(framework, by)
    _ask(framework, OF_THE_FRAMEWORK, by, today)
    actions.adopt(framework, adopted_on=STARTS_ON, reason="Strategic board, March meeting", by=by)
    _amend(framework, by)
    for beneath in PLANS:
        _beneath(framework, beneath, by, today)
    for area in indicators.areas("csp"):
        _local(framework, area.code, area.name, by)


def _roll_over(old: Plan, by: Person) -> Plan:
    terms = actions.PlanTerms(
        key=NOW,
        title="Strategic framework 2025 to 2028",
        starts_on=STARTS_ON,
        ends_on=ENDS_ON,
        kind=PlanKind.STRATEGY,
        owner=partners.get_organisation(PARTNERSHIP),
        about="What the partnership set out to do in these three years. It follows the framework of 2022 to 2025.",
    )
    framework = actions.roll_over(old, terms=terms, by=by)
    header = queries.get_clause(NOW, "H0")
    text = "A strategic framework for 2025 to 2028, shared by everyone in the violence reduction partnership."
    changes = {"text": text, "qualifiers": ["2025 to 2028"]}
    actions.change_clause(header, changes=changes, seen=header.version, by=by)
    return framework


def _give_owners(framework: Plan, by: Person) -> None:
    clauses = {clause.key: clause for clause in queries.clauses(framework)}
    for owner, keys in OWNERS.items():
        organisation = partners.get_organisation(owner)
        for key in keys.split():
            clause = clauses[key]
            actions.change_clause(clause, changes={"owner": organisation}, seen=clause.version, by=by)


def _ask(plan: Plan, told: Heard, by: Person, today: date) -> None:
    opened_on, closed_on = today - timedelta(days=90), today - timedelta(days=45)
    asked = actions.open_consultation(plan, asked=told.asked, opened_on=opened_on, by=by)
    actions.close_consultation(asked, heard=told.heard, changed=told.changed, closed_on=closed_on, by=by)
    plan.refresh_from_db()


def _amend(framework: Plan, by: Person) -> None:
    clause = queries.get_clause(framework.key, "O3.1")
    text = f"{clause.text.rstrip('.')}, planned with pupils."
    reason = "The youth council asked that pupils plan the lessons too."
    actions.change_clause(clause, changes={"text": text}, seen=clause.version, reason=reason, by=by)


def _beneath(framework: Plan, told: Beneath, by: Person, today: date) -> None:
    terms = actions.PlanTerms(
        key=told.key,
        title=told.title,
        starts_on=STARTS_ON,
        ends_on=ENDS_ON,
        kind=told.kind,
        owner=partners.get_organisation(told.owner),
        parent_clause=f"{framework.key}/{told.clause}",
    )
    plan = actions.draft_plan(terms, by=by)
    first, *_others = [_clause(plan, str(at), text, by) for at, text in enumerate(told.says, start=1)]
    for what, days, done in told.steps:
        due_on = today + timedelta(days=days)
        step = actions.StepTerms(what, due_on, owner=terms.owner, done_on=due_on if done else None)
        actions.set_milestone(first, terms=step, by=by)
    if told.heard:
        _ask(plan, told.heard, by, today)
        actions.adopt(plan, adopted_on=STARTS_ON + timedelta(days=60), reason="Strategic board", by=by)


def _clause(plan: Plan, key: str, text: str, by: Person) -> Clause:
    terms = actions.ClauseTerms(key=key, kind=ClauseKind.OBJECTIVE, text=text)
    return actions.write_clause(plan, terms=terms, by=by)


def _local(framework: Plan, area_code: str, name: str, by: Person) -> None:
    """A district's own plan: it serves clauses of the strategy, and rolls up to the one on leading together."""
    terms = actions.PlanTerms(
        key=f"{name.lower().replace(' ', '-')}-local-plan",
        title=f"{name} community safety plan",
        starts_on=STARTS_ON,
        ends_on=ENDS_ON,
        kind=PlanKind.LOCAL,
        owner=partners.get_organisation(COUNCIL),
        area_code=area_code,
        parent_clause=f"{framework.key}/SP1",
    )
    plan = actions.draft_plan(terms, by=by)
    for key, text, serves in (
        ("1", f"Safer evenings in the centre of {name}.", ("L2", "Oc2.2")),
        ("2", f"Somewhere to go after school in every part of {name}.", ("O1.2", "O3.2")),
        ("3", "Fewer young people sent home from school.", ("Oc1.3",)),
    ):
        clause = _clause(plan, key, text, by)
        for served in serves:
            actions.link(clause, kind=LinkKind.CLAUSE, key=f"{framework.key}/{served}", by=by)
    actions.adopt(
        plan, adopted_on=STARTS_ON + timedelta(days=90), reason="Community safety partnership", by=by
    )
