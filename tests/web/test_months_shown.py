"""What the trends page, the API and the command line say of months and weeks: one release, one set of words, each to its readers."""

import json
import re
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client
from insight import county, weekly
from web import town

from headwater.cli import main, start
from headwater.governance.access import actions as access
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.insight.charts import actions as charts
from headwater.insight.indicators import charting, queries
from headwater.insight.release.draft import Audience
from headwater.web import months

CHOICE = {"indicator": weekly.KEY, "area": county.PFA, "grain": "month"}
FALL = date(2024, 2, 1)


@pytest.fixture(scope="module")
def released(django_db_setup, django_db_blocker):
    """Released, read and drawn once for all these tests; each test's own changes are taken back as always."""
    with django_db_blocker.unblock(), transaction.atomic():
        weekly.refreshed(weekly.rows(burst=60, fall_from=FALL), until=date(2099, 1, 1))
        charts.draw_all(by=partners.operator())
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def figures(released, db):
    return released


def shown(client: Client, **more: str) -> str:
    return re.sub(r"\s+", " ", client.get("/trends/", {**CHOICE, **more}).content.decode())


def test_the_page_says_what_the_months_say_and_keeps_the_first_limits(client: Client) -> None:
    read = queries.chart(weekly.KEY, county.PFA, audience=Audience.PUBLIC, on=clock.today())
    page = shown(client)
    assert read.says in page
    assert read.says.startswith("Special cause")
    assert read.level is not None
    assert read.level.says in page
    assert "The level since February 2024" in page
    assert read.moving is not None
    assert read.moving.says in page
    assert "Each jump, newest first" in page


def test_another_length_of_period_leads_to_the_chart_of_months(client: Client) -> None:
    assert "See the chart of months" in shown(client, grain="rolling_12")
    assert "See the chart of months" not in shown(client)


@pytest.mark.parametrize(
    ("typed", "says"), [("1,000", "the target will be met every time"), ("1", "missed every time")]
)
def test_a_target_is_held_against_the_limits_and_kept_nowhere(client: Client, typed: str, says: str) -> None:
    assert says in shown(client, target=typed)


@pytest.mark.parametrize("typed", ["abc", "-3", "nan", "inf", "1e99"])
def test_what_is_no_target_is_said_kindly(client: Client, typed: str) -> None:
    page = shown(client, target=typed)
    assert months.NOT_A_TARGET in page
    assert "As it stands, the target" not in page


def test_weeks_are_on_the_page_of_partners_and_of_nobody_else(client: Client, signed_in) -> None:
    (found,) = charting.unusual_weeks(weekly.KEY, audience=Audience.PARTNER, on=clock.today())
    assert [each.figure.period.start for each in found.unusual] == [weekly.BURST]
    page = shown(signed_in("analyst"))
    assert found.says in page
    assert found.false_alarms in page
    assert "15 September 2025" in page
    public = shown(client)
    assert "Unusual weeks" not in public
    assert "15 September 2025" not in public


@pytest.mark.parametrize("beside", ["moving", "level"])
def test_drawings_beside_the_chart_can_be_kept_by_everybody(client: Client, beside: str) -> None:
    assert f"beside={beside}" in shown(client)
    answer = client.get("/trends/chart.svg", {**CHOICE, "beside": beside})
    assert answer.content.startswith(b"<svg")
    assert f"{county.PFA}-{beside}.svg" in answer["Content-Disposition"]


def test_the_drawing_of_weeks_is_for_partners_and_no_other_drawing_is_there(
    client: Client, signed_in
) -> None:
    weeks = {**CHOICE, "beside": "weeks"}
    assert client.get("/trends/chart.svg", weeks).status_code == 404
    assert signed_in("analyst").get("/trends/chart.svg", weeks).content.startswith(b"<svg")
    assert client.get("/trends/chart.svg", {**CHOICE, "beside": "secrets"}).status_code == 404


def test_the_api_says_the_same(client: Client) -> None:
    read = queries.chart(weekly.KEY, county.PFA, audience=Audience.PUBLIC, on=clock.today())
    answer = client.get(f"/api/v1/charts/{weekly.KEY}", {"area": county.PFA, "target": "1000"}).json()
    assert (answer["says"], answer["level"]["says"]) == (read.says, read.level.says)
    assert answer["target"]["assurance"] == "consistently_pass"
    assert [month["n"] for month in answer["months"]] == list(read.series.n)
    assert answer["months"][1]["jump"] == abs(read.series.n[1] - read.series.n[0])
    assert client.get("/api/v1/charts/nosuch").status_code == 404
    assert client.get(f"/api/v1/charts/{weekly.KEY}", {"target": "-1"}).status_code == 422
    assert client.get(f"/api/v1/charts/{weekly.KEY}/weeks").status_code == 401


def test_the_api_gives_weeks_to_those_who_may_read_partners_figures(client: Client) -> None:
    person = town.make_person("analyst")
    ends = clock.now() + timedelta(days=1)
    _, secret = access.make_token(
        person, name="t", scopes=("figures.read_partner",), expires_at=ends, by=person
    )
    answer = client.get(
        f"/api/v1/charts/{weekly.KEY}/weeks", headers={"Authorization": f"Bearer {secret}"}
    ).json()
    assert [week["period"] for week in answer[0]["weeks"] if week["unusual"]] == [weekly.BURST.isoformat()]


@pytest.mark.django_db(databases=["default", "vault"])
def test_the_command_line_says_the_same(capsys, monkeypatch) -> None:
    monkeypatch.setattr(start, "_held", [])
    read = queries.chart(weekly.KEY, county.PFA, audience=Audience.PARTNER, on=clock.today())
    assert main.run(["charts", "show", weekly.KEY, "--target", "1000"]) == 0
    printed = capsys.readouterr().out
    assert read.says in printed
    assert "met every time" in printed
    assert main.run(["charts", "weeks", weekly.KEY, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [week["week"] for week in found[0]["weeks"] if week["unusual"]] == [weekly.BURST.isoformat()]
    assert main.run(["charts", "weeks", "harm"]) != 0


def test_where_the_weeks_come_from_is_told_to_partners_alone(client: Client, signed_in) -> None:
    (found,) = charting.unusual_weeks(weekly.KEY, audience=Audience.PARTNER, on=clock.today())
    address = f"/where-from/{found.provenance.release}/"
    assert address in shown(signed_in("analyst"))
    assert signed_in("programme_lead").get(address).status_code == 200
    assert client.get(address).status_code == 404
