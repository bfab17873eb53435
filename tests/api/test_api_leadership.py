"""Leadership by the API: the ledgers for everybody, the rest with a token whose owner may read drafts."""

import pytest
from web import led

from headwater.governance.leadership import decisions
from headwater.governance.leadership.models import Answer
from headwater.governance.partners.queries import operator

WORKING = ("boards", "tasks", "duties", "objectives", "insights")


@pytest.fixture
def recorded(db):
    board, objective = led.make_board(), led.make_strategy()
    decision = led.make_decision(board)
    led.make_decision(board, key="in-private", is_public=False)
    led.make_contribution(decision=decision, shown=False)
    led.make_task(board, decision)
    led.make_commitment(objective)
    led.make_system_change(), led.make_insight(), led.make_duty_record()
    return objective


def test_everybody_reads_what_is_public(recorded, ask):
    found = ask("leadership/decisions").json()
    assert [each["key"] for each in found] == ["youth-workers"]
    assert (found[0]["involved"], found[0]["nobody_was_involved"]) == (["Northgate youth club"], False)
    [told] = ask("leadership/you-said").json()
    assert (told["said"], told["overdue"], told["answer"]) == (None, True, Answer.NOT_YET)
    assert [each["title"] for each in ask("leadership/system-changes").json()] == ["Leaving hospital"]


@pytest.mark.parametrize("what", WORKING)
def test_the_rest_asks_for_a_token_that_may(what, recorded, ask, token_of):
    assert ask(f"leadership/{what}").status_code == 401
    assert ask(f"leadership/{what}", token=token_of("programme_lead", "catalogue.read")).status_code == 403


def test_a_token_reads_what_is_overdue_promised_and_found(recorded, ask, token_of):
    token = token_of("programme_lead", "strategy.read")

    def rows(what, **asked):
        return ask(f"leadership/{what}", token=token, **asked).json()

    assert {each["key"] for each in rows("decisions")} == {"youth-workers", "in-private"}
    assert [(each["what"], each["overdue"]) for each in rows("tasks", overdue="true")] == [
        ("Find a room", True)
    ]
    assert {each["voice"] for each in rows("boards")} == {"statutory", "voluntary", "young", "community"}
    objective = next(each for each in rows("objectives") if each["clause"] == recorded)
    assert (objective["partners_wanted"], objective["unfunded"]) == (2, True)
    stated = [each for each in rows("duties") if each["state"] == "met"]
    assert [(each["duty"], each["organisation"]) for each in stated] == [("collaborate", "police")]
    assert rows("insights")[0]["use"] == "open"


def test_what_anybody_reads_names_no_clause_of_a_draft(recorded, ask, token_of):
    made = decisions.get_decision("youth-workers")
    decisions.change_decision(
        made, {"clause_keys": [recorded]}, seen=1, by=operator(), reason="It serves it."
    )
    assert ask("leadership/decisions").json()[0]["clauses"] == []
    found = ask("leadership/decisions", token=token_of("programme_lead", "strategy.read")).json()
    assert [recorded] in [each["clauses"] for each in found]
