"""An agreement runs out overnight: from that morning page, API, command and every export stop, with one sentence."""

import html
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from web import town

from headwater.cli import main, start
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners

pytestmark = pytest.mark.django_db(databases=["default", "vault"])

SOURCE = "police_recorded_crime"
CHOICE = f"indicator={town.INDICATOR}&area={town.TOWN}"
ASKED = (
    f"/trends/table.csv?{CHOICE}",
    f"/trends/table.xlsx?{CHOICE}",
    f"/trends/table.json?{CHOICE}",
    f"/api/v1/figures?{CHOICE}&grain=month",
)
SHOWN = (f"/trends/?{CHOICE}", f"/areas/{town.TOWN}/", "/")


@pytest.fixture(autouse=True)
def own_home(tmp_path, settings, monkeypatch) -> None:
    settings.HEADWATER_HOME, settings.HEADWATER_KEYS = tmp_path / "home", tmp_path / "keys"
    monkeypatch.setattr(start, "_held", [])


@pytest.fixture
def next_morning(monkeypatch) -> Iterator[object]:
    """Let a day pass."""
    later: datetime = clock.now() + timedelta(days=1)
    return lambda: monkeypatch.setattr(clock, "now", lambda: later)


def said(answer) -> str:
    is_json = answer["Content-Type"].startswith("application/json")
    return answer.json()["says"] if is_json else html.unescape(answer.content.decode())


def test_from_the_day_it_runs_out_every_way_out_says_the_same_sentence(next_morning, capsys):
    town.make_areas()
    town.make_agreement(contract_key=SOURCE, ends_on=clock.today() + timedelta(days=1))
    town.release_figures(source=SOURCE)
    command = ["indicators", "show", town.INDICATOR, "--area", town.TOWN]
    assert [Client().get(address).status_code for address in (*SHOWN, *ASKED)] == [200] * 7
    assert "hw-number" in Client().get(SHOWN[0]).content.decode()
    assert main.run(command) == 0
    capsys.readouterr()
    next_morning()
    refusal = partners.why_not_read(SOURCE, on=clock.today())
    assert refusal is not None
    assert "ran out on" in refusal.says
    for address in ASKED:
        answer = Client().get(address)
        assert answer.status_code == 403, address
        assert refusal.says in said(answer), address
    assert refusal.says in said(Client().get(SHOWN[0]))
    for address in SHOWN:
        page = said(Client().get(address))
        assert "hw-number" not in page, address
        assert "hw-figure__value" not in page, address
    assert main.run(command) != 0
    assert refusal.says in " ".join(capsys.readouterr().err.split())
