"""A generated county walked whole: what `truth.json` says is what the lake holds and what the reports count."""

import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from data import walking
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from headwater.data import flow
from headwater.data.contracts import registry
from headwater.data.ingest.models import Submission, SubmissionState
from headwater.data.lake import engine, manifest, reading
from headwater.data.synthesis import county
from headwater.machinery import file_store

pytestmark = pytest.mark.django_db(databases=["default", "vault"])

Truth = dict[str, Any]
Walked = dict[str, Submission]  # by the file's path in the county


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("county")
    county.generate(made, people=8_000, years=2)
    return made


@pytest.fixture(scope="module")
def truth(folder: Path) -> Truth:
    return dict(json.loads((folder / county.TRUTH).read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def walked(
    folder: Path,
    truth: Truth,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Walked]:
    """Walked once for every test here; the databases are rolled back and the home goes when they are done."""
    place = tmp_path_factory.mktemp("home")
    homes = override_settings(HEADWATER_HOME=place / "home", HEADWATER_KEYS=place / "keys")
    with homes, django_db_blocker.unblock(), transaction.atomic(), transaction.atomic(using="vault"):
        for key in truth["contracts"]:
            if registry.get_contract(key).licence.needs_agreement:
                walking.make_agreement(key)
        yield {file["path"]: walking.walk(folder / file["path"]) for file in truth["files"]}
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="vault")


@pytest.fixture(scope="module")
def settled(walked: Walked) -> list[str]:
    return flow.settle()


def test_every_file_of_the_county_lands(walked: Walked, truth: Truth) -> None:
    for file in truth["files"]:
        submission = walked[file["path"]]
        assert (submission.state, submission.refusal_says) == (SubmissionState.LANDED, ""), file["path"]
        assert submission.contract_key == file["contract"]
        assert (submission.rows_read, submission.rows_landed) == (file["rows"], file["good"]), file["path"]


def test_problems_of_every_file_and_rule_are_those_planted(walked: Walked, truth: Truth) -> None:
    for file in truth["files"]:
        found = Counter(
            code for line, _, code in walking.problems_of(walked[file["path"]]) if line is not None
        )
        assert found == Counter(file["bad"]), file["path"]


def test_current_rows_are_those_of_the_truth(walked: Walked, truth: Truth) -> None:
    found = {key: walking.current_rows(key) for key in truth["contracts"]}
    assert found == {key: totals["current"] for key, totals in truth["contracts"].items()}


def test_corrected_file_supersedes_and_the_old_one_stays_readable(
    walked: Walked, truth: Truth, folder: Path
) -> None:
    [corrected] = [file for file in truth["files"] if "corrects" in file]
    old, new = walked[corrected["corrects"]], walked[corrected["path"]]
    sql = f"SELECT _submission, count(*) FROM ({reading.rows_sql(corrected['contract'])}) GROUP BY ALL"
    standing = dict(engine.connection().execute(sql).fetchall())
    assert (standing.get(old.pk), standing[new.pk]) == (None, corrected["good"])
    [kept] = [part for part in manifest.all_parts(corrected["contract"]) if part.submission == old.pk]
    assert len(walking.stored_rows([kept.file])) == old.rows_landed
    with file_store.open_sealed(old.original_path) as original:
        assert original.read() == (folder / corrected["corrects"]).read_bytes()


def test_row_sent_again_next_month_counts_once_as_it_last_stood(
    walked: Walked, truth: Truth, folder: Path
) -> None:
    [again] = [file for file in truth["files"] if file.get("repeats")]
    sql = f"SELECT crime_ref, _submission FROM ({reading.rows_sql(again['contract'])})"
    of_submission = [
        ref
        for ref, number in engine.connection().execute(sql).fetchall()
        if number == walked[again["path"]].pk
    ]
    assert len(of_submission) == len(set(of_submission)) == again["good"]
    assert len(again["repeated_refs"]) == again["repeats"] > 0


def test_every_row_is_located_once_in_all(walked: Walked, settled: list[str], truth: Truth) -> None:
    assert {"police_street_located", "ambulance_assaults_located", "places_lsoa21"} <= set(settled)
    for table in (name for name in settled if name.endswith(reading.LOCATED)):
        [shares] = (
            engine.connection().execute(f"SELECT sum(weight) FROM ({reading.rows_sql(table)})").fetchall()
        )
        key = table.removesuffix(reading.LOCATED)
        assert shares[0] == pytest.approx(walking.current_rows(key)), table


def test_street_rows_without_a_place_are_the_only_ones_not_located(
    walked: Walked, settled: list[str], truth: Truth
) -> None:
    sql = f"SELECT count(*) FROM ({reading.rows_sql('police_street_located')}) WHERE lsoa21 IS NULL"
    planted = sum(file.get("no_place", 0) for file in truth["files"])
    assert engine.connection().execute(sql).fetchone() == (planted,)
    assert planted > 0


def test_places_lie_only_where_the_outlines_are(walked: Walked, settled: list[str], folder: Path) -> None:
    outlines = json.loads((folder / "places" / "boundaries_lsoa21.geojson").read_text(encoding="utf-8"))
    codes = {str(value) for each in outlines["features"] for value in each["properties"].values()}
    sql = (
        f"SELECT DISTINCT lsoa21 FROM ({reading.rows_sql('police_street_located')}) WHERE lsoa21 IS NOT NULL"
    )
    found = {code for (code,) in engine.connection().execute(sql).fetchall()}
    assert found
    assert found <= codes


def test_settling_again_changes_nothing(walked: Walked, settled: list[str]) -> None:
    assert settled
    assert flow.settle() == []


def test_class_by_month_in_the_lake_is_the_planted_count(walked: Walked, truth: Truth) -> None:
    sql = f"SELECT ho_class, count(*) FROM ({reading.rows_sql('police_recorded_crime')}) GROUP BY ALL"
    found = dict(engine.connection().execute(sql).fetchall())
    planted = {code: sum(counts) for code, counts in truth["planted"]["counts_by_month"].items()}
    assert found == {code: count for code, count in planted.items() if count}


def test_gzip_files_of_the_county_are_read_as_their_lines(folder: Path, walked: Walked, truth: Truth) -> None:
    for file in truth["files"]:
        if file["path"].endswith(".csv.gz"):
            with gzip.open(folder / file["path"], "rt", encoding="utf-8-sig", newline="") as lines:
                assert sum(1 for row in csv.reader(lines) if row) - 1 == walked[file["path"]].rows_read
