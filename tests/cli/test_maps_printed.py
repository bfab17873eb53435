"""`headwater maps` prints the maps that the pages show."""

import json

import pytest
from web import mapped

from headwater.cli import main

pytestmark = pytest.mark.django_db(databases=["default", "vault"])


def printed(capsys, *words: str, code: int = 0, of: str = "maps") -> str:
    assert main.run([of, *words]) == code
    found = capsys.readouterr()
    return found.err if code else found.out


def test_maps_and_near_repeats_are_printed_for_people_and_for_programs(capsys) -> None:
    mapped.release_maps()
    assert json.loads(printed(capsys, "list", "--json")) == {
        mapped.RECORDED: ["lsoa"],
        mapped.STREET: ["lsoa", "grid"],
    }
    assert mapped.RECORDED not in printed(capsys, "list", "--public")
    shown = printed(capsys, "show", mapped.STREET, "--kind", "lsoa")
    assert "of 64 places stand out" in shown
    assert "as elsewhere" in shown
    cells = json.loads(printed(capsys, "show", mapped.STREET, "--public", "--json"))
    assert {cell["code"].split(":")[0] for cell in cells} == {"grid_1000m"}
    assert [cell["level"] for cell in cells][:4] == ["high"] * 4
    assert "Robbery: within 200 metres and 7 days" in printed(capsys, "near-repeats", mapped.RECORDED)
    assert "The 5% of places with most in one year held" in shown
    scores = json.loads(printed(capsys, "accuracy", mapped.STREET, "--json"))
    assert [score["year"] for score in scores] == ["2024-01-01"]
    assert "times their share" in printed(capsys, "accuracy", mapped.STREET)
    assert "Most happen on" in printed(capsys, "week", mapped.RECORDED, of="when")
    week = json.loads(printed(capsys, "week", mapped.RECORDED, "--json", of="when"))
    assert len(week) == 42
    assert "happened in one kind" in printed(capsys, "places", mapped.RECORDED, of="when")
    kinds = json.loads(printed(capsys, "places", mapped.RECORDED, "--json", of="when"))
    assert kinds[0]["kind"] == "Street or other public place"
    bands = json.loads(printed(capsys, "near-repeats", mapped.RECORDED, "--json"))
    assert all(band["pairs"] is None for band in bands if band["status"] == "suppressed")


def test_what_has_no_map_is_said(capsys) -> None:
    assert "There is no map of" in printed(capsys, "show", mapped.STREET, code=5)
    assert "has not been released" in printed(capsys, "week", mapped.RECORDED, code=5, of="when")
    assert "has not been released" in printed(capsys, "places", mapped.RECORDED, code=5, of="when")
    assert "There is no map of" in printed(capsys, "accuracy", mapped.STREET, code=5)
    assert "No near repeats" in printed(capsys, "near-repeats", mapped.RECORDED, code=5)
