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
    assert one["serves"] == []  # the plan that it serves is a draft still
    served = queries.get_plan("police-and-crime-plan")
    actions.adopt(served, adopted_on=date(2022, 4, 1), by=operator())
    assert ask("strategy/plans/framework-2022/clauses/H1").json()["serves"] == [
        "police-and-crime-plan/preventing-crime",
        "police-and-crime-plan/protecting-people",
    ]
    assert one["qualifiers"] == ["preventing crime", "protecting people from harm"]
    assert set(ask("strategy/coverage", plan="framework-2022").json()["clauses"][0]) == {
        *("key", "kind", "text", "owner", "activities", "indicators", "evidence")
    }
    assert ask("strategy/plans/framework-2022/clauses/none").status_code == 404


def test_an_adopted_plan_names_no_draft(ask, token_of, shipped):
    """Neither the clause of a draft that it serves nor the one that it rolls up to, in any answer."""
    above = f"{shipped.key}/O1.1"
    terms = actions.PlanTerms("place", "Our place", date(2022, 4, 1), date(2025, 4, 1), parent_clause=above)
    own = actions.draft_plan(terms, by=operator())
    clause = actions.write_clause(own, terms=actions.ClauseTerms("A1", "objective", "Ours."), by=operator())
    actions.link(clause, kind="clause", key=above, by=operator())
    actions.adopt(own, adopted_on=date(2022, 4, 1), by=operator())
    token = token_of("programme_lead", "strategy.read")
    answers = ("plans", "plans/place", "plans/place/clauses", "plans/place/clauses/A1", "coverage?plan=place")
    for path in answers:
        found = ask(f"strategy/{path}")
        assert found.status_code == 200, path
        assert shipped.key not in found.content.decode(), path
    for path in answers[1:-1]:
        assert above in ask(f"strategy/{path}", token=token).content.decode(), path
