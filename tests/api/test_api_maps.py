"""The API's maps are those of the pages, for the same readers."""

import pytest
from web import mapped

from headwater.governance.audit import clock
from headwater.governance.partners import actions as partners
from headwater.governance.partners import queries as partner_queries
from headwater.insight.indicators import queries
from headwater.insight.release.draft import Audience

MAP, NEAR = f"maps/{mapped.STREET}", f"maps/{mapped.RECORDED}/near-repeats"

WEEK, PLACES = (f"maps/{mapped.RECORDED}/{what}" for what in ("time-of-week", "kinds-of-place"))


@pytest.fixture
def agreement(db):
    return mapped.release_maps()


def test_maps_and_near_repeats_are_those_of_the_release_and_for_its_readers(agreement, ask, token_of):
    public = ask(MAP, kind="grid").json()
    found = queries.violence_map(mapped.STREET, audience=Audience.PUBLIC, on=clock.today(), kind="grid")
    assert (public["kind"], public["audience"]) == ("grid_1000m", "public")
    assert [(row["code"], row["n"], row["level"]) for row in public["rows"]] == [
        (cell.code, cell.n, cell.level) for cell in found.cells
    ]
    assert public["says"] == found.says
    assert public["located_share"] == 1
    first = ask(MAP, kind="grid", limit=5).json()
    rest = ask(MAP, kind="grid", offset=first["next_offset"]).json()
    assert first["rows"] + rest["rows"] == public["rows"]
    assert ask(MAP, kind="lsoa").status_code == 404
    assert ask(MAP, kind="street").status_code == 422
    assert ask("maps/nosuch").status_code == 404
    assert ask(MAP, audience="partner").status_code == 401
    assert ask(NEAR).status_code == 401

    analyst = token_of("analyst", "hotspots.read_partner")
    assert ask(MAP, token=analyst).json()["kind"] == "grid_500m"
    assert ask(MAP, token=analyst, kind="lsoa").json()["places"] == 64
    assert ask(MAP, token=analyst, audience="public").json()["kind"] == "grid_1000m"
    kinds = {each["kind"]: each for each in ask(NEAR, token=analyst).json()}
    assert kinds["robbery"]["says"].endswith("The raised risk lasts about 7 days.")
    hidden = [band for band in kinds["robbery"]["bands"] if band["status"] == "suppressed"]
    assert {(band["pairs"], band["times_chance"], band["p_adjusted"]) for band in hidden} == {
        (None, None, None)
    }

    history = ask(MAP, token=analyst).json()["history"]
    assert [year["start"] for year in history["forecasts"]] == ["2024-01-01"]
    assert history["patterns"] is None
    assert "takes 5 years in a row; here are 2" in history["says"][0]
    steadied = ask(MAP, token=analyst, kind="lsoa").json()["rows"]
    assert all(0 < row["kept"] < 1 for row in steadied)
    week = ask(WEEK, token=analyst).json()
    assert len(week["blocks"]) == 42
    assert {block["n"] for block in week["blocks"] if block["status"] == "suppressed"} <= {None}
    kinds_of_place = ask(PLACES, token=analyst).json()
    assert kinds_of_place["kinds"][0]["words"] == "Street or other public place"
    assert (ask(WEEK).status_code, ask(PLACES).status_code) == (401, 401)
    assert ask(f"maps/{mapped.STREET}/time-of-week", token=analyst).status_code == 404

    other = token_of("programme_lead", "figures.read_partner")
    assert ask(MAP, token=other).json()["kind"] == "grid_1000m"
    assert ask(MAP, token=other, audience="partner").status_code == 403
    assert ask(NEAR, token=other).status_code == 403
    assert ask(WEEK, token=other).status_code == 403

    partners.end_agreement(agreement, reason="The test is over.", by=partner_queries.operator())
    why = partner_queries.why_not_read("police_recorded_crime", on=clock.today())
    for asked in (NEAR, WEEK, PLACES):
        assert ask(asked, token=analyst).json()["says"] == why.says
    assert ask(f"maps/{mapped.RECORDED}", token=analyst, kind="lsoa").status_code == 403
    assert ask(MAP, token=analyst).status_code == 200
