"""Places written as words: found where the gazetteer is sure, asked of a person where it is not, else honestly nowhere."""

import csv
from pathlib import Path

import pytest
from data import walking
from django.apps import apps

from headwater.data import flow
from headwater.data.ingest import actions, queries
from headwater.data.lake import engine, reading
from headwater.data.lake.tables import LakeTables
from headwater.governance.partners import queries as partners

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.usefixtures("own_home")]

CONTRACT = "ambulance_assaults"
SURE, DOUBTFUL, NOWHERE = "The Old Mill", "nr Northgate", "Under the railway viaduct"


def calls(folder: Path) -> Path:
    """Three calls with a place in words only, and one with a point that its words contradict."""
    headings = (
        (walking.SAMPLES / CONTRACT / "good.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    )
    path = folder / "calls.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(headings)
        for number, (easting, northing, words) in enumerate(
            [("", "", SURE), ("", "", DOUBTFUL), ("", "", NOWHERE), ("457900", "339800", SURE)]
        ):
            call = f"EM-240316-0000{number}"
            rows.writerow(
                [call, "2024-03-16 23:38", "ASSAULT", "", easting, northing, "", words, 23, "M", "Y"]
            )
    return path


def gazetteer(folder: Path, *, park: str = "Northgate Park") -> Path:
    path = folder / "places.csv"
    path.write_text(
        "Place key,Name,Kind,Aliases,Address,Longitude,Latitude\n"
        "old-mill,The Old Mill,licensed,,,-1.1490,52.9540\n"
        f"park,{park},park,,,-1.1350,52.9540\n",
        encoding="utf-8",
    )
    return path


def located() -> list[tuple[object, ...]]:
    rows = reading.rows_sql(CONTRACT + reading.LOCATED)
    return engine.connection().execute(f"SELECT located_by, lsoa21 FROM ({rows}) ORDER BY ALL").fetchall()


@pytest.fixture
def walked(own_home, db, tmp_path) -> None:
    walking.walk(walking.SAMPLES / "boundaries_lsoa21" / "good.geojson")
    walking.walk(gazetteer(tmp_path))
    walking.make_agreement(CONTRACT)
    walking.walk(calls(tmp_path))
    flow.settle()


BEFORE = [("gazetteer", "E01900001"), ("none", None), ("none", None), ("point", "E01900002")]


@pytest.mark.usefixtures("walked")
def test_sure_words_are_placed_and_a_point_outranks_them():
    assert located() == BEFORE
    [review] = queries.places_to_review()
    assert (review.suggestion, review.rows, review.contract_key) == ("Northgate Park", 1, CONTRACT)
    assert 0 < review.confidence < 1


@pytest.mark.usefixtures("walked")
def test_words_that_a_person_confirms_are_placed_with_their_confidence():
    [review] = queries.places_to_review()
    actions.confirm_place(review, by=partners.operator())
    flow.settle()
    assert located() == [("gazetteer", "E01900001"), ("gazetteer", "E01900002"), BEFORE[1], BEFORE[3]]
    sure = LakeTables().get(CONTRACT + reading.LOCATED).place_confidence.execute().dropna()
    assert sorted(sure) == [pytest.approx(review.confidence), 1.0]
    assert not queries.places_to_review().exists()


@pytest.mark.usefixtures("walked")
def test_words_that_a_person_dismisses_stay_without_a_place_and_are_not_asked_again():
    [review] = queries.places_to_review()
    actions.dismiss_place(review, by=partners.operator())
    flow.settle()
    assert located() == BEFORE
    assert not queries.places_to_review().exists()


@pytest.mark.usefixtures("walked")
def test_what_was_said_of_one_place_does_not_hold_for_another(tmp_path):
    """The list of places changes; the same words now mean another park more than the one that was confirmed."""
    [review] = queries.places_to_review()
    actions.confirm_place(review, by=partners.operator())
    walking.walk(gazetteer(tmp_path, park="Northgate Parc"))
    flow.settle()
    [again] = queries.places_to_review()
    assert again.suggestion == "Northgate Parc"
    assert located() == BEFORE
    flow.settle()
    assert located() == BEFORE


@pytest.mark.usefixtures("walked")
def test_the_words_are_kept_nowhere(own_home):
    kept = [path.read_bytes() for path in (own_home / "home").rglob("*") if path.is_file()]
    models = apps.get_app_config("headwater").get_models()
    kept += [repr(row).encode() for model in models for row in model._default_manager.values_list()]
    assert len(kept) > 20
    assert not [content for content in kept if DOUBTFUL.encode() in content or NOWHERE.encode() in content]
