"""What the demonstration's partnership does and asks: interventions of its providers, research that it commissioned, and a
practice note that nobody has looked at for a year. All made up; the library beside it is real.
"""

from datetime import date, timedelta
from typing import Any

from headwater.governance.evidence import actions, queries
from headwater.governance.evidence.library import Library, Row
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Person

MENTORING, BOXING, CHAPTER, LANTERN = "steady-steps", "ring-and-read", "next-page", "safe-streets-walks"
A_YEAR_AND_A_QUARTER = timedelta(days=456)
RECENTLY = timedelta(days=60)

INTERVENTIONS: dict[str, dict[str, Any]] = {
    MENTORING: {
        "name": "Steady Steps mentoring",
        "what": "A mentor for a year, for young people whom school or youth justice sends.",
        "tier": "targeted",
        "setting": "Alderbridge and Northgate",
        "age_band": "11 to 18",
        "factor_keys": ["trusted-adult", "exclusion-from-school"],
        "evidence_keys": ["mentoring", "steady-steps-note"],
        "provider": "northgate-youth-trust",
    },
    BOXING: {
        "name": "Ring and Read",
        "what": "Boxing, a hot meal and help with school work, three evenings a week.",
        "tier": "universal",
        "setting": "Riverside",
        "age_band": "10 to 19",
        "factor_keys": ["purposeful-activity", "positive-peers", "safe-places"],
        "evidence_keys": ["youth-charter-themes"],
        "provider": "riverside-boxing-and-learning",
    },
    CHAPTER: {
        "name": "Next Page",
        "what": "Somebody to talk to in custody, and for nine months after it.",
        "tier": "targeted",
        "setting": "Police custody",
        "age_band": "10 to 17",
        "factor_keys": ["earlier-offending", "trusted-adult"],
        "evidence_keys": ["pre-court-diversion", "divert-plus-pilot"],
        "provider": "second-chapter",
    },
    LANTERN: {
        "name": "Safe Streets walks",
        "what": "Young people walk their own streets with the council and the police, and say what would make them safer.",
        "tier": "universal",
        "setting": "Town centres",
        "factor_keys": ["neighbourhood-problems", "safe-places"],
        "evidence_keys": ["contextual-safeguarding"],
        "provider": "the-lantern-collective",
    },
}
PROPOSAL: dict[str, Any] = {
    "name": "Trauma-informed front desks",
    "what": "Receptionists of clinics, schools and stations learn how people act who have been hurt, and change how they meet them.",
    "tier": "universal",
    "setting": "Front desks",
    "factor_keys": ["victimisation-and-trauma"],
    "evidence_keys": ["trauma-informed-training"],
    "provider": "second-chapter",
}
NOTE: dict[str, Any] = {
    "approach": "Mentoring",
    "finding": "Our mentors say that the first three months decide it: a young person who stays that long mostly stays the year.",
    "knowledge": "practice",
    "effect": "describes",
    "tier": "targeted",
    "population": "Children and young people",
    "question": "for_whom",
    "factor_keys": ["trusted-adult"],
    "source": "Northgate Youth Trust, notes of a review (made up for this demonstration)",
    "uk_applicability": "Seen here.",
    "caveat": "What workers saw. Nobody was compared with.",
}
ON_THE_WAY_TO_SCHOOL: dict[str, Any] = {
    "title": "The way to school",
    "asks": "What makes the way to school feel unsafe, and what would children change first?",
    "question": "experience",
    "population": "Children and young people",
    "factor_keys": ["neighbourhood-problems", "low-commitment-to-school"],
    "lived_experience_role": "Eight pupils from three schools shape the questions, do the walks with the researchers and decide what is said first.",
    "payment_gbp": "2400",
    "co_researchers": "Aldershire's university, with a youth forum",
    "ethics": "The university's committee, and a panel of parents",
    "budget_gbp": "18500",
}
AFTER_AN_ASSAULT: dict[str, Any] = {
    "title": "The week after an assault",
    "asks": "Who was offered support in the week after hospital, and what would have helped?",
    "question": "experience",
    "population": "Young adults",
    "factor_keys": ["victimisation-and-trauma"],
    "lived_experience_role": "Five people who had been treated after an assault interviewed others.",
    "payment_gbp": "1500",
    "co_researchers": "A victims' charity",
    "ethics": "The health research committee",
}
WHAT_BECAME: dict[str, Any] = {
    "findings": "Most were offered nothing in the first week. Those who were called by name came back.",
    "uptake": "no",
    "uptake_why": "The hospital agreed, and there is no worker to make the calls. It is put to the board again in spring.",
}
HOUSING: dict[str, Any] = {
    "title": "Moving home, moving school",
    "asks": "What does losing a home do to a child's friends and school here?",
    "question": "why",
    "factor_keys": ["housing-insecurity", "family-disruption"],
}


def register(*, by: Person, today: date) -> None:
    """Whatever of it is not there yet."""
    actions.seed(by=by)
    missing = Library(tuple(row for row in _rows(today) if not _stands(row)))
    if missing.rows:
        actions.import_library(missing, by=by)
    if not queries.briefs(drafts=True).exists():
        _briefs(by, today)


def _rows(today: date) -> list[Row]:
    note = {**NOTE, "checked_on": today - A_YEAR_AND_A_QUARTER}
    began = {"starts_on": date(today.year - 2, 4, 1)}
    return [
        Row("evidence", ("steady-steps-note",), note),
        *(Row("intervention", (key,), {**text, **began}) for key, text in INTERVENTIONS.items()),
        Row(
            "intervention",
            ("trauma-informed-front-desks",),
            {**PROPOSAL, "starts_on": date(today.year + 1, 4, 1)},
        ),
    ]


def _stands(row: Row) -> bool:
    """Also where its provider is none of this home's."""
    find = queries.find_evidence if row.kind == "evidence" else queries.find_intervention
    provider = row.fields.get("provider")
    return find(row.names[0]) is not None or bool(provider and partners.find_organisation(provider) is None)


def _briefs(by: Person, today: date) -> None:
    """One that is a draft and cannot go out yet, one under way, and one that ended in no."""
    actions.draft_brief("moving-home-moving-school", HOUSING, by=by)
    due = {"reports_by": today + A_YEAR_AND_A_QUARTER}
    under_way = actions.draft_brief("the-way-to-school", {**ON_THE_WAY_TO_SCHOOL, **due}, by=by)
    actions.issue_brief(under_way, by=by)
    done = {"reports_by": today - RECENTLY}
    ended = actions.draft_brief("the-week-after-an-assault", {**AFTER_AN_ASSAULT, **done}, by=by)
    actions.issue_brief(ended, by=by)
    actions.close_brief(ended, WHAT_BECAME, seen=ended.version, by=by)
