"""`headwater performance`: what it prints, what it sets, and that the demonstration has something to show."""

import json

import pytest
from web import town

from headwater.cli import demo_leadership, demo_people, demo_performance, demo_strategy, exits, main
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.governance.strategy import actions as strategy
from headwater.governance.strategy import queries as plans
from headwater.governance.strategy.models import LinkKind
from headwater.insight.indicators.models import Area
from headwater.insight.performance import monitoring, queries
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound, Refused

pytestmark = pytest.mark.django_db(databases=["default", "vault"])


def run(capsys, *words: str) -> str:
    assert main.run(["performance", *words]) == exits.DONE
    return capsys.readouterr().out


def test_clauses_targets_and_the_outcome_on_an_empty_home(capsys):
    told = json.loads(run(capsys, "clauses", "--json"))
    assert len(told) == 57
    assert {each["stands"] for each in told} == {None, "no_data"}
    assert json.loads(run(capsys, "targets", "--json")) == []
    assert "All three indicators have no figures." in run(capsys, "outcome", "--public")
    assert main.run(["performance", "clauses", "--board", "nobody"]) == exits.CODES[NotFound]


def test_the_theory_of_change_and_the_outcome_are_told_whole_as_json(capsys):
    found = json.loads(run(capsys, "theory", "--json"))
    keys = {each["key"] for each in found["boxes"]}
    assert len(keys) > 40
    assert {arrow["to"] for each in found["boxes"] for arrow in each["leads_to"]} <= keys
    assert "youth-places" in run(capsys, "theory")
    told = json.loads(run(capsys, "outcome", "--json", "--public"))
    assert (told["stands"], len(told["measures"])) == ("no_data", 6)
    assert main.run(["performance", "outcome", "--area", "E99"]) == exits.CODES[NotFound]
    assert main.run(["performance", "theory", "--plan", "none"]) == exits.CODES[NotFound]


def test_the_dictionary_is_printed_whole(capsys):
    told = {each["key"]: each for each in json.loads(run(capsys, "dictionary", "--json"))}
    assert told["police_street_weapons"]["polarity"] == "Neither way is good by itself"
    assert told["homicide"]["before"] == []
    assert "How many people are killed?" in run(capsys, "dictionary", "homicide")


def test_a_target_is_set_from_the_newest_figure_and_areas_beside_each_other(capsys):
    town.make_town()
    late = ["set-target", town.INDICATOR, town.TOWN, "600", "--by", "2020-01-01"]
    assert main.run(["performance", *late]) == exits.CODES[Refused]
    assert "is past" in capsys.readouterr().err
    assert run(capsys, *late[:-1], "2099-01-01")
    [found] = queries.targets(audience=Audience.PUBLIC, on=clock.today())
    assert found.target.baseline_lower < found.target.baseline < found.target.baseline_upper
    own, *others = town.DISTRICTS
    assert own in run(capsys, "beside", own, *others, "--because", "As many people.")
    none = ["set-target", "homicide", town.TOWN, "1", "--by", "2099-01-01"]
    assert main.run(["performance", *none]) == exits.CODES[Refused]


def test_the_demonstration_has_targets_boards_and_districts_beside_each_other(capsys):
    by, today = partners.operator(), clock.today()
    demo_people.register(by=by, today=today)
    town.make_town()
    town.release_figures(indicator="suspensions")
    for at, code in enumerate(("E22000991", "E22000992")):
        Area.objects.create(code=code, kind="csp", name=f"Safer {at}", people=100_000)
    strategy.seed(by=by)
    demo_strategy.make(by=by, today=today)
    demo_leadership.seed(by=by, today=today)
    for _twice in range(2):
        demo_performance.make(by=by, today=today)
    [target] = queries.targets(audience=Audience.PARTNER, on=today)
    assert (target.target.version, target.clause.key) == (1, "Oc1.3")
    assert queries.find_comparators("E22000991").area_codes == ["E22000992"]
    counted = {board.key: count for board, count in monitoring.boards_of(target.clause.plan, on=today)}
    assert counted["violence-reduction-board"] == 5
    for service, clauses in demo_performance.SERVES.items():
        served = {
            clause.key
            for clause in plans.clauses(target.clause.plan)
            if service in plans.linked_keys(clause, LinkKind.ACTIVITY)
        }
        assert served == set(clauses)
