"""`headwater vision`: the same rows on a screen, as CSV and as JSON; and what is said where there are none."""

import csv
import io
import json

import pytest
from web import asked, town

from headwater.cli import exits, main
from headwater.insight.performance.asking import Page

pytestmark = pytest.mark.django_db(databases=["default", "vault"])


def run(capsys, *words: str) -> str:
    assert main.run(["vision", *words]) == exits.DONE
    return capsys.readouterr().out


def test_every_page_is_a_command_and_says_so_where_there_is_nothing(capsys):
    for page in Page:
        assert json.loads(run(capsys, page.value, "--json")) is not None
    assert "There is nothing to show yet" in run(capsys, "gaps")


def test_screen_csv_and_json_tell_the_same(capsys):
    town.make_areas()
    asked.ask_the_town()
    whole = json.loads(run(capsys, "feeling-safe", "--json", "--public"))
    table = list(csv.DictReader(io.StringIO(run(capsys, "feeling-safe", "--csv", "--public"))))
    assert [each["indicator"] for each in table] == [each["indicator"] for each in whole]
    assert [float(each["value"]) for each in table] == [each["value"] for each in whole]
    printed = run(capsys, "feeling-safe", "--public", "--indicator", "survey_worried")
    assert "34.00" not in printed
    assert "survey_worried" in printed
    assert "survey_safe_by_day" not in printed
