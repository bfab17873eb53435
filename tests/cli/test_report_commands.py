"""`headwater reports`: one command makes the whole report, and an edition gives the same files again."""

import hashlib
import json
import zlib

import pytest
from web import town

from headwater.cli import demo_reports, exits, main
from headwater.governance.partners import queries as partners
from headwater.insight.release.draft import Audience
from headwater.insight.reporting import actions, queries
from headwater.insight.reporting.models import Edition
from headwater.vocabulary.errors import Conflict, Invalid, NotFound

pytestmark = pytest.mark.django_db(databases=["default", "vault"])


def run(capsys, *words: str) -> str:
    assert main.run(["reports", *words]) == exits.DONE
    return capsys.readouterr().out


@pytest.mark.pdf
def test_one_command_makes_the_whole_needs_assessment(capsys, tmp_path):
    town.make_town()
    told = run(capsys, "needs-assessment", str(tmp_path / "out"), "--edition", "partner")
    assert "12 chapters" in told
    assert sorted(file.suffix for file in (tmp_path / "out").iterdir()) == [".docx", ".html", ".json", ".pdf"]
    content = json.loads((tmp_path / "out" / "needs-assessment-partner.json").read_text())
    assert content["audience"] == "partner"


def test_an_edition_is_frozen_listed_and_written_again_byte_for_byte(capsys, tmp_path):
    town.make_town()
    out, later = tmp_path / "out", tmp_path / "later"
    run(capsys, "make", "grant-return", str(out), "--freeze")
    [listed] = json.loads(run(capsys, "editions", "--json"))["editions"]
    assert (listed["report"], listed["number"], listed["state"]) == ("grant-return", 1, "frozen")
    run(capsys, "again", listed["edition"], str(later))
    names = {file.name for file in out.iterdir()}
    assert names == {f"grant-return-public-1.{form}" for form in ("xlsx", "csv", "json")}
    for name in names:
        assert (out / name).read_bytes() == (later / name).read_bytes()
    kept = (out / "grant-return-public-1.json").read_bytes()
    assert hashlib.sha256(kept).hexdigest() == listed["sha256"]


def test_check_names_an_edition_that_is_not_what_was_frozen(capsys):
    town.make_town()
    kept = actions.freeze_edition("grant-return", audience=Audience.PUBLIC, by=partners.operator())
    Edition.objects.filter(pk=kept.pk).update(
        packed=zlib.compress(b"{}"), sha256=hashlib.sha256(b"{}").hexdigest()
    )
    assert main.run(["check"]) == exits.CODES[Conflict]
    told = capsys.readouterr().out
    assert "Wrong: every edition is what was frozen" in told
    assert str(kept.uuid) in told


def test_nothing_is_frozen_where_no_file_can_be_written(capsys, tmp_path):
    town.make_town()
    (tmp_path / "file").write_text("")
    nowhere = str(tmp_path / "file" / "out")
    assert main.run(["reports", "make", "grant-return", nowhere, "--freeze"]) == exits.CODES[Invalid]
    assert "Choose another." in capsys.readouterr().err
    assert not Edition.objects.exists()


def test_reports_are_listed_and_an_unknown_one_is_told(capsys, tmp_path):
    assert "needs-assessment" in run(capsys, "list")
    assert "No edition is frozen yet." in run(capsys, "editions")
    assert main.run(["reports", "make", "no-such", str(tmp_path)]) == exits.CODES[NotFound]
    assert "There is no report called no-such" in capsys.readouterr().err


def test_the_demonstration_has_reports_and_makes_them_once():
    town.make_town()
    for _again in range(2):
        demo_reports.make(by=partners.operator())
    found = [(each.report, each.audience, each.state) for each in queries.editions(public_only=False)]
    assert sorted(found) == [
        ("grant-return", "partner", "frozen"),
        ("needs-assessment", "partner", "frozen"),
        ("needs-assessment", "public", "published"),
        ("performance-and-insight", "partner", "signed"),
    ]
