"""On the real files the outcome page says of each Home Office measure what there is of it, how old that is, and what is missing."""

import html
import os
import re
from datetime import date
from pathlib import Path

import pytest
from data import walking
from django.test import Client

from headwater.data import flow
from headwater.data.lake.tables import LakeTables
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import actions
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.performance import outcome
from headwater.insight.release.draft import Audience

pytestmark = [pytest.mark.reference, pytest.mark.django_db(databases=["default", "vault"])]
DATA = Path(os.environ.get("HEADWATER_REFERENCE", Path(__file__).parents[3] / "shared")) / "data"
if not DATA.is_dir():
    pytest.skip("the reference folder is not here", allow_module_level=True)

REGION, FORCE = "East Midlands", "Nottinghamshire"
LAST_MONTH = date(2022, 3, 31)  # of the published admissions


@pytest.fixture
def real_admissions(tmp_path, settings) -> None:
    settings.HEADWATER_HOME, settings.HEADWATER_KEYS = tmp_path / "home", tmp_path / "keys"
    places = [*(DATA / "places" / "notts").glob("lookup_*"), *(DATA / "places").glob("**/*.geojson*")]
    for path in (*sorted(places), *sorted(DATA.glob("**/hes_assault_sharp_object_region_month_*"))):
        walking.walk(path)
    flow.settle()
    actions.refresh(LakeTables(), by=partners.operator(), only=["hes_sharp_object"])


def test_what_is_missing_below_region_and_how_old_the_rest_is(real_admissions: None) -> None:
    found = outcome.outcome(audience=Audience.PUBLIC, on=date(2026, 11, 1))
    admissions, knives, killings = found.measures
    assert admissions.area is not None
    assert admissions.area.name == REGION
    assert admissions.reach_says == (
        f"This is of {REGION}, not of {FORCE}. The source does not publish this below region level."
    )
    assert admissions.age_says == "Its newest figure ends 55 months before today."
    everybody = admissions.sides[0]
    assert everybody.figure is not None
    assert everybody.figure.period.end > LAST_MONTH
    assert "offences involved a knife" in knives.sides[0].why_none
    assert "killings" in killings.sides[0].why_none
    judged = {side.verdict.verdict for each in found.measures for side in each.sides if side.verdict}
    assert judged <= {Verdict.STALE, Verdict.SUPPRESSED, Verdict.NO_DATA}
    assert found.standing.word is Verdict.NO_DATA
    the_page_says_so()


def the_page_says_so() -> None:
    page = Client().get("/outcomes/serious-violence/").content.decode()
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
    assert (
        f"This is of {REGION}, not of {FORCE}. The source does not publish this below region level." in words
    )
    assert re.search(r"Its newest figure ends \d+ months before today\.", words)
    assert words.count("Nobody has sent that yet.") == 4
    assert "Improving" not in words
