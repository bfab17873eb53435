"""`headwater leadership`: every command says something on an empty home, and prints what was recorded."""

import json

import pytest
from click.testing import CliRunner
from web import led

from headwater.cli.leadership import commands

pytestmark = pytest.mark.django_db


def printed(*asked: str) -> str:
    answer = CliRunner().invoke(commands, asked, catch_exceptions=False)
    assert answer.exit_code == 0
    return answer.output


@pytest.mark.parametrize("name", [name for name in commands.commands if name != "duties"])
def test_an_empty_home_is_said_to_be_empty(name):
    assert "Nothing is recorded yet" in printed(name)
    assert json.loads(printed(name, "--json")) == []


def test_duties_are_there_before_anybody_is_registered():
    rows = json.loads(printed("duties", "--json"))
    assert {row["state"] for row in rows} == {"nobody_registered"}


def test_what_was_recorded_is_printed():
    board, objective = led.make_board(), led.make_strategy()
    led.make_seat(board, led.town.make_person())
    decision = led.make_decision(board)
    led.make_contribution(shown=False)
    led.make_task(board, decision)
    led.make_commitment(objective)
    led.make_system_change(), led.make_insight()
    assert "Find a room" in printed("tasks", "--overdue", "--board", board.key)
    assert "nobody was involved" in printed("decisions", "--public")
    [told] = json.loads(printed("you-said", "--json"))
    assert (told["said"], told["answer"]) == (None, "overdue")
    assert "Every young person is now offered" in printed("changes")
    rows = {row["objective"]: row for row in json.loads(printed("commitments", "--json"))}
    assert (rows[objective]["partners_wanted"], rows[objective]["state"]) == (2, "unfunded")
    assert "Injuries gather after school." in printed("insights")
    assert json.loads(printed("boards", "--json"))[0]["seats"] == 1
