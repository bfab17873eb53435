"""Page download, API and command line give one series alike: the same numbers, ranges and states."""

import csv
import io
import json

import pytest
from django.test import Client
from web import town

from headwater.cli import main

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.usefixtures("fresh_start")]

ASKED = {"indicator": town.INDICATOR, "area": town.TOWN, "grain": "month"}
NUMBERS = ("n", "value", "lower", "upper")
Row = tuple[str, str, tuple[float | None, ...]]


def alike(rows: list[dict[str, object]], period: str) -> list[Row]:
    """Month, state and numbers, which a CSV writes as text with one decimal."""
    return [
        (
            str(row[period])[:7],
            str(row["status"]),
            tuple(
                round(float(str(row[name])), 1) if row[name] not in {"", None} else None for name in NUMBERS
            ),
        )
        for row in rows
    ]


def test_one_series_is_the_same_by_every_face(capsys):
    town.make_town()
    table = Client().get("/trends/table.csv", ASKED).content.decode()
    downloaded = alike(list(csv.DictReader(io.StringIO(table))), "period_start")
    answered = Client().get("/api/v1/figures", ASKED).json()
    assert (
        main.run(["indicators", "show", town.INDICATOR, "--area", town.TOWN, "--grain", "month", "--json"])
        == 0
    )
    printed = json.loads(capsys.readouterr().out)
    assert len(downloaded) == 24
    assert alike(printed, "period") == downloaded
    assert alike(answered["rows"], "period") == downloaded
