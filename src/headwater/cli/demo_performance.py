"""The demonstration's targets, the areas that it sets beside each other, and which board looks after which clause. All made up.

Baselines are what was released of the year before the strategy began. Nothing is done twice.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from headwater.cli import demo_evidence
from headwater.cli.demo_people import COUNCIL
from headwater.cli.demo_strategy import ENDS_ON, HOSPITALS, NOW, POLICE
from headwater.governance.leadership import queries as leadership
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Person
from headwater.governance.strategy import actions as strategy
from headwater.governance.strategy import queries as plans
from headwater.governance.strategy.models import LinkKind
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.models import Area
from headwater.insight.performance import actions, queries
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.periods import Grain

BEFORE = date(2024, 4, 1)  # the first day of the year before the strategy began
A_DAY = timedelta(days=1)
FURTHER = 0.9  # a target lies this far below the least that the baseline may have been


@dataclass(frozen=True)
class Wanted:
    """A target of the demonstration."""

    indicator: str
    owner: str  # empty: nobody answers for it yet
    role: str
    clause: str
    because: str


TARGETS = (
    Wanted("serious_violence", POLICE, "Assistant Chief Constable", "L3", "What the best of like counties reached in three years."),
    Wanted("ed_assaults", HOSPITALS, "Consultant in emergency care", "M2", "Telling the council where people were hurt has done it elsewhere."),
    Wanted("suspensions", COUNCIL, "Director of Education", "Oc1.3", "Head teachers agreed to it in the spring."),
    Wanted("police_street_robbery", "", "", "", "Asked for by the youth council. Nobody has taken it on yet."),
)  # fmt: skip
LOOKS_AFTER = {
    "violence-reduction-board": ("L3", "M2", "Oc2.1", "Oc2.2", "SP2"),
    "youth-justice-management-board": ("Oc3.3a", "Oc3.3b", "L1"),
    "safeguarding-children-partnership": ("Oc1.3", "Oc3.3c"),
    "young-peoples-board": ("O1.2", "C2"),
}
SERVES = {
    demo_evidence.MENTORING: ("O3.2", "Oc3.1"),
    demo_evidence.BOXING: ("O1.2", "Oc3.1"),
    demo_evidence.CHAPTER: ("O3.4", "Oc3.3a"),
    demo_evidence.LANTERN: ("O3.2", "L2"),
}


def make(*, by: Person, today: date) -> None:
    """What is not there yet."""
    if queries.targets(audience=Audience.PARTNER, on=today) or not plans.find_plan(NOW):
        return
    area = indicators.top_area()
    for wanted in TARGETS if area else ():
        _target(wanted, area, by, today)
    _comparators(by)
    for board, clauses in LOOKS_AFTER.items():
        if leadership.boards().filter(key=board).exists():
            for key in clauses:
                strategy.link(plans.get_clause(NOW, key), kind=LinkKind.BOARD, key=board, by=by)
    for service, clauses in SERVES.items():
        for key in clauses:
            strategy.link(plans.get_clause(NOW, key), kind=LinkKind.ACTIVITY, key=service, by=by)


def _target(wanted: Wanted, area: Area | None, by: Person, today: date) -> None:
    assert area is not None
    figure = _baseline(wanted.indicator, area, today)
    if figure is None or figure.value is None or figure.lower is None or figure.upper is None:
        return
    base = actions.Baseline(
        round(figure.value, 1), round(figure.lower, 1), round(figure.upper, 1), figure.period.words()
    )
    aim = floor(base.lower * FURTHER)
    if aim == 0:  # a range so wide, of so few people, bears no target
        return
    terms = actions.TargetTerms(
        indicator=wanted.indicator,
        area_code=area.code,
        baseline=base,
        aim=float(aim),
        due_on=ENDS_ON - A_DAY,
        owner=partners.get_organisation(wanted.owner) if wanted.owner else None,
        owner_role=wanted.role,
        clause_key=f"{NOW}/{wanted.clause}" if wanted.clause else "",
        because=wanted.because,
    )
    actions.set_target(terms, by=by)


def _baseline(indicator: str, area: Area, today: date) -> ReleasedFigure | None:
    """The year before the strategy began, else the newest."""
    try:
        return release.figure(
            indicator, area.code, grain=Grain.YEAR, audience=Audience.PARTNER, on=today, start=BEFORE
        )
    except NotFound:
        return queries.yearlong(indicator, area.code, audience=Audience.PARTNER, on=today)


def _comparators(by: Person) -> None:
    """Each district beside the others of the county."""
    districts = list(indicators.areas("csp"))
    words = "The districts of one county share their police, their hospitals and their schools."
    for own in districts if len(districts) > 1 else ():
        others = [area.code for area in districts if area != own]
        actions.choose_comparators(own.code, area_codes=others, because=words, by=by)
