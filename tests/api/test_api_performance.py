"""Performance over the API: clauses, targets, the outcome of serious violence, and definitions."""

from datetime import date, timedelta

import pytest
from web import town

from headwater.governance.audit import clock
from headwater.governance.evidence.models import Grade
from headwater.governance.partners.queries import operator
from headwater.governance.strategy import actions as strategy
from headwater.governance.strategy import queries as plans
from headwater.governance.strategy.theory import actions as theories
from headwater.insight.performance import actions


@pytest.fixture
def adopted(db):
    strategy.seed(by=operator())
    return strategy.adopt(plans.get_plan("framework-2022"), adopted_on=date(2022, 4, 1), by=operator())


def test_every_clause_has_one_word_or_none(ask, adopted):
    found = ask("performance/clauses").json()
    assert len(found) == 57
    by_clause = {each["clause"]: each for each in found}
    assert by_clause["framework-2022/L3"]["stands"] == "no_data"
    assert by_clause["framework-2022/P1"] == {
        "clause": "framework-2022/P1",
        "stands": None,
        "says": "Nobody measures this yet.",
        "indicators": [],
    }


def test_clauses_of_a_draft_need_a_token(ask, token_of, db):
    strategy.seed(by=operator())
    assert ask("performance/clauses").status_code == 404
    token = token_of("programme_lead", "strategy.read")
    assert ask("performance/clauses", token=token, plan="framework-2022").status_code == 200


def test_the_theory_of_change_is_its_boxes_their_words_and_what_they_lead_to(ask, db):
    strategy.seed(by=operator())
    theories.seed(by=operator())
    strategy.adopt(plans.get_plan("framework-2022"), adopted_on=date(2022, 4, 1), by=operator())
    found = ask("performance/theory").json()
    boxes = {each["key"]: each for each in found["boxes"]}
    assert found["plan"] == "framework-2022"
    assert boxes["less-violence"]["stands"] == "no_data"
    assert boxes["less-violence"]["indicators"]
    [arrow, *_others] = boxes["youth-places"]["leads_to"]
    assert arrow["to"] in boxes
    assert arrow["assumption"]
    assert arrow["grade"] in Grade.values


def test_the_theory_of_a_draft_needs_a_token(ask, token_of, db):
    strategy.seed(by=operator())
    assert ask("performance/theory", plan="framework-2022").status_code == 404
    token = token_of("programme_lead", "strategy.read")
    assert ask("performance/theory", token=token, plan="framework-2022").status_code == 200


def test_clauses_of_one_board_and_the_outcome_of_one_area_can_be_asked_for(ask, adopted, figures):
    assert ask("performance/clauses", board="nobody").status_code == 404
    found = ask("performance/outcomes/serious-violence", area=town.DISTRICTS[0]).json()
    assert [each["number"] for each in found["measures"]] == [1, 2, 3]
    assert ask("performance/outcomes/serious-violence", area="E99").status_code == 404


def test_targets_stand_by_their_range(ask, figures):
    base = actions.Baseline(720, 700, 740, "2024")
    due_on = clock.today() + timedelta(days=365)
    terms = actions.TargetTerms(town.INDICATOR, town.TOWN, base, 650, due_on)
    actions.set_target(terms, by=operator())
    [found] = ask("performance/targets", indicator=town.INDICATOR).json()
    assert (found["aim"], found["area"], found["owner"], found["version"]) == (650, town.TOWN, None, 1)
    assert found["stands"] in {"met", "not_met", "cannot_tell"}
    assert ask("performance/targets", indicator="homicide").json() == []


def test_the_outcome_and_the_dictionary(ask, figures):
    found = ask("performance/outcomes/serious-violence").json()
    assert [each["number"] for each in found["measures"]] == [1, 2, 3]
    assert all(len(each["sides"]) == 2 for each in found["measures"])
    assert found["stands"] == "no_data"
    [today] = ask("performance/dictionary/homicide").json()
    assert today["since"] is None
    assert today["words"]["Which way is good"] == "Lower is better"
    assert ask("performance/dictionary/nothing").status_code == 404


def test_a_target_names_no_clause_of_a_draft(ask, token_of, figures):
    strategy.seed(by=operator())
    base, due_on = actions.Baseline(720, 700, 740, "2024"), clock.today() + timedelta(days=365)
    terms = actions.TargetTerms(
        town.INDICATOR, town.TOWN, base, 650, due_on, clause_key="framework-2022/O1.1"
    )
    actions.set_target(terms, by=operator())
    assert [each["clause"] for each in ask("performance/targets").json()] == [""]
    token = token_of("programme_lead", "strategy.read")
    found = ask("performance/targets", token=token).json()
    assert [each["clause"] for each in found] == ["framework-2022/O1.1"]
