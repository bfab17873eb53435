"""The causes of the causes, what acts on them, and what nobody knows yet."""

from datetime import date, timedelta

import pytest

from governance.evidence_makers import (
    make_brief,
    make_driver,
    make_evidence,
    make_factor,
    make_intervention,
)
from headwater.governance.audit import clock
from headwater.governance.evidence import actions, gap_map, queries
from headwater.governance.partners import queries as partners
from headwater.vocabulary.errors import Refused

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
PAID = {"lived_experience_role": "Co-researchers", "payment_gbp": "1200.50"}


def told(tree) -> list[tuple[str, bool]]:
    return [(cause.factor.key, cause.is_repeated) for cause in tree.every()]


def test_a_walk_goes_from_what_is_counted_up_to_society():
    near, middle, far = (make_factor(key, level=level) for key, level in
                         (("near", "individual"), ("middle", "community"), ("far", "society")))  # fmt: skip
    make_driver(near, "indicator:homicide")
    make_driver(middle, near.key)
    make_driver(far, middle.key)
    found = queries.drivers_up("indicator:homicide")
    assert told(found) == [("near", False), ("middle", False), ("far", False)]
    assert [factor.key for factor in found.determinants] == ["middle", "far"]
    assert told(queries.drivers_up("indicator:homicide", depth=2)) == [("near", False), ("middle", False)]
    assert queries.drivers_up("indicator:nothing").causes == ()


def test_a_loop_is_told_and_not_followed_and_a_factor_is_told_once():
    a, b = make_factor("aa"), make_factor("bb")
    make_driver(a, "indicator:homicide")
    make_driver(b, "indicator:homicide")
    make_driver(b, "aa")
    make_driver(a, "bb")
    found = queries.drivers_up("indicator:homicide")
    assert told(found) == [("aa", False), ("bb", False), ("aa", True), ("bb", True)]
    assert [cause.comes_round for cause in found.every()] == [False, False, True, False]


def test_a_withdrawn_arrow_or_factor_is_not_walked():
    a, b = make_factor("aa"), make_factor("bb")
    arrow = make_driver(a, "indicator:homicide")
    make_driver(b, "indicator:homicide")
    actions.change_driver(arrow, {"withdrawn": True}, seen=1, by=partners.operator())
    actions.change_factor(b, {"withdrawn": True}, seen=1, by=partners.operator())
    assert queries.drivers_up("indicator:homicide").causes == ()


def test_an_arrow_without_evidence_is_known_as_such():
    make_evidence()
    a, b = make_factor("aa"), make_factor("bb")
    make_driver(a, "indicator:homicide", grade="limited", evidence_keys=["entry-a"])
    make_driver(b, "indicator:homicide")
    assert [cause.is_evidenced for cause in queries.drivers_up("indicator:homicide").causes] == [True, False]


def test_factors_that_nothing_acts_on_and_interventions_without_a_factor_are_listed():
    make_factor("served")
    make_factor("alone")
    make_factor("once-served")
    make_intervention("now", factor_keys=["served"])
    make_intervention("over", factor_keys=["once-served"], ends_on=TODAY)
    make_intervention("ours", own_function=True)
    assert [each.key for each in queries.unserved_factors(on=TODAY)] == ["alone", "once-served"]
    assert queries.untargeted_interventions() == []
    actions.change_factor(queries.get_factor("served"), {"withdrawn": True}, seen=1, by=partners.operator())
    assert [each.key for each in queries.untargeted_interventions()] == ["now"]


def test_a_proposal_names_its_evidence_and_acts_on_nothing_yet():
    make_factor("served")
    make_evidence("sound")
    make_evidence("open", effect="insufficient", checked_on=date(2020, 1, 1))
    later = clock.today() + timedelta(days=30)
    with pytest.raises(Refused, match="at least one entry of the library"):
        make_intervention("hope", factor_keys=["served"], starts_on=later)
    plan = make_intervention("plan", factor_keys=["served"], starts_on=later, evidence_keys=["open"])
    assert [each.key for each in queries.unserved_factors(on=clock.today())] == ["served"]
    assert queries.unserved_factors(on=later) == []
    [(found, ground)] = queries.grounds(queries.proposed(on=clock.today()), on=clock.today())
    assert (found, ground.is_insufficient, ground.is_stale) == (plan, True, True)
    with pytest.raises(Refused, match="at least one entry"):
        actions.change_intervention(plan, {"evidence_keys": []}, seen=1, by=partners.operator())
    actions.change_intervention(plan, {"evidence_keys": ["open", "sound"]}, seen=1, by=partners.operator())
    [(_, ground)] = queries.grounds(queries.proposed(on=clock.today()), on=clock.today())
    assert (ground.is_insufficient, ground.is_stale) == (False, True)


def test_the_gap_map_counts_kinds_of_knowledge_apart_and_a_study_under_way():
    make_factor("known")
    make_factor("unknown")
    more = {"factor_keys": ["known"], "population": "Children"}
    make_evidence("weak", security=2, **more)
    make_evidence("sound", security=4, checked_on=date(2026, 5, 1), **more)
    make_evidence("seen", knowledge="practice", security=5, **more)
    make_evidence("lived", knowledge="lived", **more)
    make_evidence("open", effect="insufficient", factor_keys=["unknown"])
    found = queries.gaps()
    cell = found.cell("known", "Children", "what_works")
    assert (cell.research, cell.practice, cell.lived, cell.strongest) == (2, 1, 1, 4)
    assert cell.newest == date(2026, 6, 30)
    assert not cell.is_gap
    assert found.populations == (gap_map.EVERYBODY, "Children")
    assert found.cell("unknown", gap_map.EVERYBODY, "what_works").is_gap, "too little evidence fills no gap"
    place = ("unknown", gap_map.EVERYBODY, "why")
    assert place in found.empty
    brief = make_brief(factor_keys=["unknown"], **PAID)
    assert place in queries.gaps().empty, "a draft asks nothing yet"
    actions.issue_brief(brief, by=partners.operator())
    assert place not in queries.gaps().empty
    together = dict(queries.gaps().row("known"))
    assert sum(len(cell.entries) for cell in together.values()) == 4


def test_a_study_goes_out_with_its_payment_and_ends_in_why():
    brief = make_brief()
    with pytest.raises(Refused, match="lived experience"):
        actions.issue_brief(brief, by=partners.operator())
    actions.change_brief(brief, PAID, seen=1, by=partners.operator())
    actions.issue_brief(brief, by=partners.operator())
    assert [each.key for each in queries.briefs(drafts=False)] == [brief.key]
    with pytest.raises(Refused, match="paid"):
        actions.change_brief(brief, {"payment_gbp": None}, seen=2, by=partners.operator())
    assert str(queries.get_brief(brief.key, drafts=False).payment_gbp) == "1200.50"
    with pytest.raises(Refused, match="why"):
        actions.close_brief(brief, {"findings": "This.", "uptake": "no"}, seen=2, by=partners.operator())
    ending = {"findings": "This.", "uptake": "no", "uptake_why": "No money."}
    closed = actions.close_brief(brief, ending, seen=2, by=partners.operator())
    assert (closed.state, closed.uptake, closed.closed_at is not None) == ("closed", "no", True)
    with pytest.raises(Refused, match="closed"):
        actions.change_brief(brief, {"title": "Other"}, seen=3, by=partners.operator())


def test_an_indicator_that_nobody_declared_is_told_with_who_names_it():
    factor = make_factor(proxy_indicators=["next_month"])
    make_driver(factor, "indicator:homicide")
    assert queries.unknown_indicators({"homicide"}) == {"next_month": ["factor-a"]}
