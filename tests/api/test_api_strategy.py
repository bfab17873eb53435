"""Plans over the API: adopted ones for anybody, drafts for a token that reads them."""

from datetime import date

import pytest

from headwater.governance.partners.queries import operator
from headwater.governance.strategy import actions, queries


@pytest.fixture
def shipped(db):
    actions.seed(by=operator())
    return queries.get_plan("framework-2022")


def test_a_draft_needs_a_token_that_reads_drafts(ask, token_of, shipped):
    token = token_of("programme_lead", "strategy.read")
    assert ask("strategy/plans").json() == []
    assert ask("strategy/plans/framework-2022").status_code == 404
    assert ask("strategy/coverage").status_code == 404
    assert {each["key"] for each in ask("strategy/plans", token=token).json()} == {
        "framework-2022",
        "police-and-crime-plan",
    }
    assert len(ask("strategy/coverage", token=token).json()["clauses"]) == 57


def test_an_adopted_plan_is_for_anybody(ask, shipped):
    actions.adopt(shipped, adopted_on=date(2022, 4, 1), by=operator())
    assert ask("strategy/plans/framework-2022").json()["status"] == "adopted"
    clauses = ask("strategy/plans/framework-2022/clauses").json()
    assert len(clauses) == 57
    [one] = [each for each in clauses if each["key"] == "H1"]
    assert one == ask("strategy/plans/framework-2022/clauses/H1").json()
    assert one["serves"] == [
        "police-and-crime-plan/preventing-crime",
        "police-and-crime-plan/protecting-people",
    ]
    assert one["qualifiers"] == ["preventing crime", "protecting people from harm"]
    assert set(ask("strategy/coverage", plan="framework-2022").json()["clauses"][0]) == {
        *("key", "kind", "text", "owner", "activities", "indicators", "evidence")
    }
    assert ask("strategy/plans/framework-2022/clauses/none").status_code == 404
