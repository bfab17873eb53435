"""`headwater areas`: printed as the pages show it, and as one JSON document."""

import json

import pytest
from click.testing import CliRunner
from web import beside_town, town

from headwater.cli.areas import commands
from headwater.vocabulary.errors import NotFound

pytestmark = pytest.mark.django_db


def printed(*words: str) -> str:
    return CliRunner().invoke(commands, words, catch_exceptions=False).output


def test_areas_are_printed_by_name_with_words() -> None:
    town.make_town()
    lines = printed("compare", town.INDICATOR)
    assert lines.index("District 1") < lines.index("District 2") < lines.index("District 3")
    assert "no league table" in lines
    found = json.loads(printed("compare", town.INDICATOR, "--json"))
    assert [each["name"] for each in found["areas"]] == ["District 1", "District 2", "District 3"]


def test_the_gap_of_the_whole_is_printed_year_by_year() -> None:
    town.make_areas()
    beside_town.release_fifths()
    assert "relative index" in printed("inequality", town.INDICATOR)
    found = json.loads(printed("inequality", town.INDICATOR, "--area", town.TOWN, "--json"))
    assert len(found["gaps"]) == 12
    assert "4.5 times as many" in found["says"][0]


def test_rates_by_age_are_printed() -> None:
    town.make_areas()
    beside_town.release_ages()
    assert "European Standard Population" in printed("by-age", "serious_violence", town.DISTRICTS[0])
    found = json.loads(printed("by-age", "serious_violence", town.DISTRICTS[0], "--json"))
    assert found["rates"][0]["measure"] == "rate"


@pytest.mark.parametrize("words", [("inequality", town.INDICATOR), ("groups", "serious_violence")])
def test_nothing_released_is_a_sentence(words: tuple[str, str]) -> None:
    with pytest.raises(NotFound, match="No areas were loaded"):
        printed(*words)
    town.make_areas()
    with pytest.raises(NotFound):
        printed(*words)
