"""`headwater strategy`: what it prints, what it takes in and writes, and how it ends."""

import json

import pytest

from headwater.cli import demo_people, demo_strategy, main, start
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.governance.strategy import actions, progress, queries
from headwater.governance.strategy.models import PlanStatus

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
FIELDS = {"key", "kind", "text", "owner", "activities", "indicators", "evidence"}


def test_coverage_on_an_empty_home_is_the_57_clauses_of_the_shipped_framework(capsys):
    assert main.run(["strategy", "coverage", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"clauses"}
    assert len(told["clauses"]) == 57
    assert all(set(each) == FIELDS for each in told["clauses"])
    by_key = {each["key"]: each for each in told["clauses"]}
    assert by_key["L3"]["indicators"][0] == "hes_sharp_object"
    assert by_key["V"]["owner"] is None
    assert main.run(["strategy", "coverage"]) == 0
    assert "57 clauses; 57 lack" in capsys.readouterr().out


def test_a_framework_is_rolled_forward_adopted_and_read(capsys):
    period = ["--starts-on", "2025-04-01", "--ends-on", "2028-04-01"]
    assert main.run(["strategy", "roll-over", "framework-2025", "Framework 2025 to 2028", *period]) == 0
    assert "57 clauses" in capsys.readouterr().out
    assert main.run(["strategy", "adopt", "framework-2025"]) == 0
    assert queries.the_strategy(clock.today()).key == "framework-2025"
    assert main.run(["strategy", "show"]) == 0
    assert "  O1.1  Develop and implement a trauma strategy" in capsys.readouterr().out
    assert main.run(["strategy", "list", "--json"]) == 0
    stands = {each["key"]: each["status"] for each in json.loads(capsys.readouterr().out)}
    assert stands["framework-2022"] == "Followed by another"
    assert main.run(["strategy", "differences"]) == 0
    assert "Against Strategic framework 2022 to 2025: 0" in capsys.readouterr().out


def test_a_plan_or_a_clause_is_shown_by_its_key_as_it_is_adopted_by_it(capsys):
    assert main.run(["strategy", "show", "framework-2022"]) == 0
    outline = capsys.readouterr().out
    assert outline.startswith("Strategic framework 2022 to 2025")
    assert main.run(["strategy", "show", "--plan", "framework-2022"]) == 0
    assert capsys.readouterr().out == outline
    for key in ("L3", "framework-2022/L3"):
        assert main.run(["strategy", "show", key]) == 0
        told = capsys.readouterr().out
        assert "hes_sharp_object" in told
        assert "O1.1" not in told
    assert main.run(["strategy", "show", "framework-2022", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["clauses"]) == 57
    assert main.run(["strategy", "show", "L3", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"plan", *FIELDS}
    assert main.run(["strategy", "show", "nowhere"]) == 5
    assert "neither a plan nor a clause called nowhere" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_plan_goes_out_and_comes_in_again(own_home, capsys, suffix):
    file = str(own_home / f"plan.{suffix}")
    assert main.run(["strategy", "export", file]) == 0
    assert main.run(["strategy", "import", file, "--dry-run"]) == 0
    assert "57 clauses stay as they are" in capsys.readouterr().out


def test_a_document_is_brought_in_or_refused_with_every_line(own_home, capsys):
    file = own_home / "ours.csv"
    file.write_text("key,kind,text\nV,vision,Ours.\nV,vision,Twice.\nX,aim,Wrong.")
    assert main.run(["strategy", "import", str(file)]) == 4
    wrong = capsys.readouterr().err
    assert "Line 3: The key V stands in line 2 already" in wrong
    assert "Line 4: “aim” is not a kind of clause" in wrong
    file.write_text("key,kind,text,indicators\nV,vision,Ours.,not_there")
    assert main.run(["strategy", "import", str(file)]) == 0
    assert "There is no indicator not_there yet" in capsys.readouterr().err
    assert queries.get_clause("framework-2022", "V").text == "Ours."
    assert queries.clauses(queries.get_plan("framework-2022")).count() == 57
    assert main.run(["strategy", "import", str(file), "--leave-out"]) == 0
    assert queries.clauses(queries.get_plan("framework-2022")).count() == 1


def test_what_would_change_is_listed_and_what_stays_is_counted(own_home, capsys):
    file = own_home / "ours.csv"
    file.write_text("key,kind,text\nNEW1,objective,Something new.")
    assert main.run(["strategy", "import", str(file), "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "57 more stay, though the file lacks them." in told
    assert "NEW1" in told
    assert "O1.1" not in told
    assert main.run(["strategy", "import", str(file), "--dry-run", "--leave-out"]) == 0
    told = capsys.readouterr().out
    assert told.count("withdrawn") == 57
    assert "more stay" not in told


def test_check_names_a_clause_that_leads_to_nothing(capsys):
    start.make_ready()
    for kind in ("indicator", "evidence"):
        clause = queries.get_clause("framework-2022", "P1")
        actions.link(clause, kind=kind, key=f"no-such-{kind}", by=partners.operator())
    assert main.run(["check"]) != 0
    told = capsys.readouterr().out
    assert "The clause framework-2022/P1 leads to no-such-indicator, which is not there yet." in told
    assert "The clause framework-2022/P1 leads to no-such-evidence, which is not there yet." in told


def test_what_is_not_there_is_one_sentence(own_home, capsys):
    assert main.run(["strategy", "coverage", "--plan", "none"]) == 5
    assert main.run(["strategy", "export", str(own_home / "plan.pdf")]) == 4
    assert "ends in .csv or .xlsx" in capsys.readouterr().err


def test_the_demonstration_has_plans_beneath_an_adopted_framework_and_is_made_once(own_home):
    start.make_ready()
    by, today = partners.operator(), clock.today()
    demo_people.register(by=by, today=today)
    for _time in range(2):
        demo_strategy.make(by=by, today=today)
    framework = queries.get_plan(demo_strategy.NOW)
    assert queries.the_strategy(today) == framework
    assert framework.status == PlanStatus.ADOPTED
    assert len(queries.plans_beneath(framework)) == len(demo_strategy.PLANS)
    assert progress.of_every_plan(on=today)[framework.key].steps > 5
    assert any(each.owner for each in queries.coverage(framework, on=today))
    assert any(not each.owner for each in queries.coverage(framework, on=today))
