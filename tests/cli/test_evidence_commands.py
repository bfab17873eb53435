"""The library on the command line: listed, taken in and out, and what has grown old or is not known."""

import json
from datetime import date

import pytest
from governance import voters
from governance.evidence_makers import make_driver, make_evidence, make_factor

from headwater.cli import demo_evidence, demo_people, exits, main
from headwater.governance.audit import clock
from headwater.governance.evidence import library, queries
from headwater.governance.partners import queries as partners
from headwater.vocabulary.errors import Invalid

pytestmark = pytest.mark.django_db(databases=["default", "vault"])


def run(capsys, *words: str) -> str:
    assert main.run(["evidence", *words]) == exits.DONE
    return capsys.readouterr().out


def test_a_home_that_is_made_ready_has_the_library(capsys):
    shown = json.loads(run(capsys, "list", "--json"))
    shipped = [row.names[0] for row in library.shipped().rows if row.kind == "evidence"]
    assert sorted(each["key"] for each in shown) == sorted(shipped)
    assert all(each["source_url"] for each in shown)
    assert "Insufficient evidence" in run(capsys, "list")


def test_what_goes_out_comes_back_and_a_change_in_the_file_is_a_version(capsys, tmp_path):
    file = tmp_path / "library.toml"
    run(capsys, "export", str(file))
    assert f"{len(library.shipped().rows)} as they were" in run(capsys, "import", str(file))
    text = file.read_text().replace(
        'effect_words = "21% less violence, on average"', 'effect_words = "About a fifth less"'
    )  # fmt: skip
    file.write_text(text)
    assert "0 added, 1 changed" in run(capsys, "import", str(file))
    assert queries.get_evidence("mentoring").version == 2
    assert "About a fifth less" in run(capsys, "export")


def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(capsys, tmp_path):
    file = tmp_path / "broken.toml"
    file.write_bytes(b"\xff\xfe")
    assert main.run(["evidence", "import", str(file)]) == exits.CODES[Invalid]
    assert "UTF-8" in capsys.readouterr().err


def test_what_is_stale_and_what_nobody_knows_are_listed(capsys):
    make_evidence("old-one", checked_on=date(2020, 1, 1))
    make_evidence("fresh-one", checked_on=clock.today())
    make_factor("lonely")
    assert [each["key"] for each in json.loads(run(capsys, "stale", "--json"))] == ["old-one"]
    assert "old-one" in run(capsys, "stale")
    found = json.loads(run(capsys, "gaps", "--json"))
    assert {"factor": "lonely", "question": "why"} in found["gaps"]
    assert "lonely" in found["factors_without_intervention"]
    assert found["interventions_without_factor"] == []
    assert "lonely" in run(capsys, "gaps")


def test_what_members_voted_is_told_once_it_has_closed(capsys):
    assert "No vote yet" in run(capsys, "priorities")
    voters.seated(young=1, community=1)
    vote = voters.opened()
    voters.voted(vote, {"statutory": [["hope:why"]] * 12})
    assert json.loads(run(capsys, "priorities", "--json"))[0]["placed"] == []
    voters.closed(vote)
    [told] = json.loads(run(capsys, "priorities", "--json"))
    assert (told["placed"][0]["factor"], told["placed"][0]["last_place"]) == ("hope", 1)
    assert "One question surely comes first" in run(capsys, "priorities")


def test_check_names_an_indicator_that_a_factor_names_and_nobody_declared(capsys):
    make_driver(make_factor("hopeful", proxy_indicators=["never_declared"]), "indicator:nor_this")
    main.run(["check"])
    said = capsys.readouterr().out
    assert "The factor hopeful names the indicator never_declared, which is not there yet." in said
    assert "The factor hopeful names the indicator nor_this, which is not there yet." in said


def test_the_demonstration_shows_what_is_old_asked_and_done_and_nothing_twice():
    by, today = partners.operator(), clock.today()
    demo_people.register(by=by, today=today)
    for _ in range(2):
        demo_evidence.register(by=by, today=today)
    assert [each.key for each in queries.stale(today).evidence] == ["steady-steps-note"]
    assert sorted(each.state for each in queries.briefs(drafts=True)) == ["closed", "draft", "issued"]
    assert {each.provider.key for each in queries.interventions() if each.provider} >= {"second-chapter"}
