"""Commands in this process: what they print and how they end."""

import json
import subprocess
import sys

import pytest

from headwater.cli import exits, loading, main, serve
from headwater.governance.audit import queries as audit
from headwater.governance.partners import queries as partners
from headwater.vocabulary import errors
from headwater.vocabulary.errors import Conflict, HeadwaterError, Invalid, NotFound, Refused, Unavailable

pytestmark = pytest.mark.django_db(databases=["default", "vault"])


@pytest.mark.parametrize(
    ("error", "code"), [(Refused, 3), (Invalid, 4), (NotFound, 5), (Conflict, 6), (Unavailable, 7)]
)
def test_each_root_of_error_has_an_exit_code(error, code):
    class Nearer(error):
        pass

    assert exits.code_of(error("No.")) == exits.code_of(Nearer("No.")) == code


def test_every_root_of_error_is_in_the_table():
    roots = {
        each for each in vars(errors).values() if isinstance(each, type) and HeadwaterError in each.__bases__
    }
    assert roots == set(exits.CODES)


def test_help_lists_every_command(capsys):
    assert main.run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in main.COMMANDS)


@pytest.mark.parametrize("name", main.COMMANDS)
def test_every_command_teaches_what_it_does(name, capsys):
    assert main.run([name, "--help"]) == 0
    assert "Usage: headwater" in capsys.readouterr().out


def test_a_wrong_command_is_a_usage_error(capsys):
    assert main.run(["laod"]) == 2
    assert "No such command" in capsys.readouterr().err


def test_an_error_for_a_person_is_one_sentence_without_a_trace(capsys):
    assert main.run(["indicators", "show", "nosuch"]) == 5
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "no indicator called nosuch" in shown.err
    assert "Traceback" not in shown.err


def test_an_error_of_the_program_says_its_place_and_never_its_words(capsys, monkeypatch):
    def broken(**_kwargs):
        raise RuntimeError("Mary Smith, 12 High Street")

    monkeypatch.setattr(audit, "entries", broken)
    assert main.run(["audit", "list"]) == 1
    shown = capsys.readouterr().err
    assert "RuntimeError at " in shown
    assert "Mary" not in shown


def test_agreements_are_signed_from_the_command_line_and_audited(capsys):
    for key, kind in (("ourselves", "partnership"), ("the-force", "police")):
        assert main.run(["partners", "register", key, key.title(), "--kind", kind]) == 0
    signed = [
        "partners",
        "sign-agreement",
        "police_recorded_crime",
        "--party",
        "ourselves",
        "--party",
        "the-force",
    ]
    assert main.run(signed) == 0
    assert "may land and be read until" in capsys.readouterr().out
    assert main.run([*signed[:-1], "nobody"]) == 5
    kinds = [each.kind for each in audit.entries(kind="partners")]
    assert kinds == ["partners.sign_agreement", *["partners.register_organisation"] * 2]
    assert {each.actor_label for each in audit.entries()} == {partners.operator().label}


def test_a_person_is_added_with_a_role_and_closed(capsys):
    added = ["people", "add", "ann@example.org", "Ann", "--role", "analyst", "--password"]
    assert main.run([*added, "short"]) == 4
    assert main.run([*added, "a long grey river"]) == 0
    assert main.run(["people", "list"]) == 0
    assert "analyst" in capsys.readouterr().out
    assert main.run(["people", "close", "ann@example.org", "--reason", "left"]) == 0
    person = partners.find_person("ann@example.org")
    assert person is not None
    assert not person.is_active


def test_the_template_of_a_contract_is_a_file_of_it(capsys, tmp_path):
    assert main.run(["contracts", "template", "provider_return"]) == 0
    template = capsys.readouterr().out
    headings = template.splitlines()[0].split(",")
    from headwater.data.contracts import recognition, registry

    found = recognition.recognise(headings, registry.contracts().values())
    assert found is not None
    assert found.contract.key == "provider_return"


def test_check_finds_an_agreement_about_no_contract(capsys):
    from web import town

    town.make_agreement(contract_key="no_such_source")
    assert main.run(["check"]) == 6
    shown = capsys.readouterr()
    assert "no_such_source, which is no contract" in shown.out
    assert "Right: the settings" in shown.out


def test_check_says_how_near_an_outsider_comes_to_hidden_counts(capsys):
    from insight import county
    from insight.drafts import family, make_draft

    from headwater.governance.partners import queries as partners
    from headwater.insight.release import actions as release

    county.sign_agreement("police_recorded_crime")
    draft = make_draft([[[23.0]], [[20.0]], [[1.0]], [[2.0]]], places=family(3))
    release.publish(draft, audience="public", by=partners.operator())
    main.run(["check"])
    shown = capsys.readouterr().out
    assert "Right: no hidden count follows from what was released" in shown
    assert "2 hidden; 2 can be told to two values or fewer." in shown


def test_demonstration_accounts_are_served_on_this_machine_alone(monkeypatch):
    from headwater.cli import demo_people
    from headwater.governance.audit import clock

    monkeypatch.setenv("HEADWATER_DEMONSTRATION", "no")
    assert serve.refuse_demonstration("0.0.0.0") is None
    demo_people.register(by=partners.operator(), today=clock.today())
    assert serve.refuse_demonstration("0.0.0.0") is not None
    assert serve.refuse_demonstration("vrp.example.org") is not None
    for host in ("127.0.0.1", "::1", "localhost"):
        assert serve.refuse_demonstration(host) is None


def test_the_demonstration_has_one_person_for_each_role_and_registers_nobody_twice():
    from headwater.cli import demo_people
    from headwater.governance.access.roles import ROLES
    from headwater.governance.audit import clock

    first = demo_people.register(by=partners.operator(), today=clock.today())
    entries = audit.entries().count()
    assert demo_people.register(by=partners.operator(), today=clock.today()) == first
    assert audit.entries().count() == entries
    assert {each.role for each in first} == {r.title for r in ROLES.values() if not r.of_the_system}


@pytest.mark.parametrize(
    ("args", "walks"),
    [(["load"], True), (["jobs", "work"], True), (["jobs", "list"], False), (["people", "list"], False)],
)
def test_only_a_command_that_works_on_the_lake_clears_it_first(args, walks):
    assert main.COMMANDS[args[0]].walks_with(args) is walks


def test_the_command_that_lists_jobs_imports_nothing_that_works_on_them():
    """What computes figures or draws takes seconds to import."""
    told = "import sys; from headwater.cli import main; main.run(['jobs', 'list', '--help']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "headwater.cli.jobs" in loaded
    assert not loaded & {"scipy", "altair", "ibis", "headwater.insight.indicators.queries"}


def test_files_are_found_within_folders_in_order_and_hidden_ones_left(tmp_path):
    for name in ("b/2.csv", "a.csv", "b/1.csv", ".git/x", "b/.hidden"):
        file = tmp_path / "in" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    found = loading.files_in([tmp_path / "in", tmp_path / "in" / "a.csv"])
    assert [each.relative_to(tmp_path / "in").as_posix() for each in found] == ["a.csv", "b/1.csv", "b/2.csv"]
    with pytest.raises(NotFound):
        loading.files_in([tmp_path / "nowhere"])


def test_an_empty_document_has_the_promised_names(capsys):
    from headwater.cli import screen

    screen.document(loading.Loaded().document())
    shown = json.loads(capsys.readouterr().out)
    assert list(shown)[:2] == ["contracts", "unrecognised"]


def test_a_hold_is_placed_listed_refuses_the_purge_and_is_lifted(capsys, tmp_path):
    from headwater.data import flow

    file = tmp_path / "colours.csv"
    file.write_text("Colour,Weight\nred,1\n")
    found = flow.receive(file, file_name=file.name, by=partners.operator())
    name, why = str(found.uuid), ("--reason", "a claim")
    assert main.run(["governance", "hold", name, *why]) == 0
    assert main.run(["governance", "retention"]) == 0
    assert "held" in capsys.readouterr().out
    assert main.run(["purge", "--submission", name, "--yes", *why]) == 3
    assert "legal hold" in capsys.readouterr().err
    assert main.run(["governance", "lift-hold", name, *why]) == 0
    assert main.run(["purge", "--submission", name, "--yes", *why]) == 0
