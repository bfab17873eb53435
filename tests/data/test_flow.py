"""The walk on one file: taken once, agreed to or not held, repeats and corrections told apart, and no name left behind."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from data import walking
from django.db import connections

from headwater.data import flow
from headwater.data.contracts import registry
from headwater.data.ingest import queries
from headwater.data.ingest.models import Submission, SubmissionState
from headwater.data.lake import manifest
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.machinery import file_store, home
from headwater.machinery.encryption import keys
from headwater.vocabulary.errors import Refused

DATABASES = ["default", "vault"]
NAME = "Zebedee Quillfeather"
AMBULANCE = walking.SAMPLES / "ambulance_assaults" / "good.csv"
STREET = walking.SAMPLES / "police_street" / "good.csv"
ABOUT_PEOPLE = sorted(key for key, contract in registry.contracts().items() if contract.about_people)


@pytest.fixture(autouse=True)
def _own_home(own_home: Path) -> None:
    """Every test looks through a home of its own."""


@pytest.mark.django_db(databases=DATABASES)
def test_same_content_twice_is_one_submission() -> None:
    first = walking.walk(STREET)
    again = walking.walk(STREET)
    assert again == first
    assert Submission.objects.count() == 1
    assert walking.current_rows("police_street") == first.rows_landed
    assert len(list(home.folder("originals").rglob("*.*"))) <= 1


def planted(path: Path, folder: Path) -> Path:
    """The sample with a name in every column in turn: one clean row, then one row a column."""
    with path.open(encoding="utf-8", newline="") as lines:
        headings, row, *_ = csv.reader(lines)
    spoiled = [[NAME if at == column else cell for at, cell in enumerate(row)] for column in range(len(row))]
    target = folder / "planted.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, row, *spoiled])
    return target


def contents(folder: Path) -> Iterator[bytes]:
    """The bytes of every file, and the values of every Parquet file, which are packed in its bytes."""
    for file in (each for each in folder.rglob("*") if each.is_file()):
        yield file.read_bytes()
        if file.suffix == ".parquet":
            yield repr(pq.read_table(file).to_pylist()).encode()


def database_text(alias: str) -> str:
    """Every value of every row in a database."""
    with connections[alias].cursor() as cursor:
        rows: list[object] = []
        for table in connections[alias].introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += cursor.fetchall()
    return repr(rows)


@pytest.mark.django_db(databases=DATABASES)
@pytest.mark.parametrize("key", ABOUT_PEOPLE)
def test_name_in_any_column_reaches_neither_lake_nor_report_nor_database(key: str, tmp_path: Path) -> None:
    walking.make_agreement(key)
    submission = walking.walk(planted(walking.SAMPLES / key / "good.csv", tmp_path))
    flow.settle()
    assert submission.rows_landed > 0
    assert submission.problems
    assert "planted.csv" in database_text("default")
    for part in NAME.split():
        for room in ("lake", "reports", "originals", "work"):
            assert not any(part.encode() in content for content in contents(home.folder(room))), (room, part)
        assert part not in database_text("default")
        assert part not in database_text("vault")


@pytest.mark.django_db(databases=DATABASES)
def test_without_an_agreement_a_file_is_refused_and_not_even_held() -> None:
    sample = walking.SAMPLES / "youth_justice" / "good.csv"
    submission = walking.walk(sample)
    assert submission.state == SubmissionState.REFUSED
    assert submission.refusal_says == partners.why_not_land("youth_justice", on=clock.today()).says
    assert submission.refusal_says.endswith(".")
    assert keys.destroyed(submission.key_id)
    with pytest.raises(Refused):
        file_store.open_sealed(submission.original_path)
    assert not [file for file in home.folder("originals").rglob("*") if file.is_file()]
    assert manifest.all_parts("youth_justice") == ()


@pytest.mark.django_db(databases=DATABASES)
def test_file_refused_for_want_of_an_agreement_may_come_again_once_there_is_one() -> None:
    sample = walking.SAMPLES / "youth_justice" / "good.csv"
    refused = walking.walk(sample)
    walking.make_agreement("youth_justice")
    landed = walking.walk(sample)
    assert landed != refused
    assert landed.state == SubmissionState.LANDED


@pytest.mark.django_db(databases=DATABASES)
def test_agreement_that_ended_neither_lands_nor_is_read() -> None:
    yesterday = clock.today() - timedelta(days=1)
    walking.make_agreement("youth_justice", starts_on=yesterday - timedelta(days=9), days=10)
    assert partners.why_not_read("youth_justice", on=yesterday) is None
    with pytest.raises(Refused) as refusal:
        partners.check_read("youth_justice", on=clock.today())
    assert refusal.value.code == "agreement_expired"
    submission = walking.walk(walking.SAMPLES / "youth_justice" / "good.csv")
    assert submission.state == SubmissionState.REFUSED


def month_of(folder: Path, name: str, count: int, *, start: int = 0) -> Path:
    """A street file of one month: `count` different crimes, numbered from `start`."""
    with STREET.open(encoding="utf-8", newline="") as lines:
        headings, first, *_ = csv.reader(lines)
    target = folder / name
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        for number in range(start, start + count):
            writer.writerow([f"{number:064x}", *first[1:4], f"{-1.17 - number / 10_000:.6f}", *first[5:]])
    return target


@pytest.mark.django_db(databases=DATABASES)
def test_month_sent_whole_again_supersedes_and_both_files_stay_readable(tmp_path: Path) -> None:
    old = walking.walk(month_of(tmp_path, "first.csv", 20))
    new = walking.walk(month_of(tmp_path, "second.csv", 22))
    assert new.supersedes == old
    assert walking.current_rows("police_street") == 22
    assert {part.submission: part.active for part in manifest.all_parts("police_street")} == {
        old.pk: False,
        new.pk: True,
    }
    with file_store.open_sealed(old.original_path) as original:
        assert original.read() == (tmp_path / "first.csv").read_bytes()


def calls(folder: Path, name: str, numbers: range, *, complaint: str = "ASSAULT") -> Path:
    """An ambulance file with one call a number."""
    with AMBULANCE.open(encoding="utf-8", newline="") as lines:
        headings, first, *_ = csv.reader(lines)
    said = dict(zip(headings, first, strict=True))
    target = folder / name
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings)
        writer.writeheader()
        for number in numbers:
            writer.writerow({**said, "CAD number": f"EM-240316-{number:05}", "Chief complaint": complaint})
    return target


@pytest.mark.django_db(databases=DATABASES)
def test_corrected_file_of_a_source_with_keys_takes_the_place_of_the_first(tmp_path: Path) -> None:
    walking.make_agreement("ambulance_assaults")
    april = walking.walk(calls(tmp_path, "april.csv", range(20)))
    may = walking.walk(calls(tmp_path, "may.csv", range(20, 40)))
    corrected = walking.walk(calls(tmp_path, "again.csv", range(21), complaint="PENETRATING"))
    assert (april.supersedes, may.supersedes, corrected.supersedes) == (None, None, april)
    assert walking.current_rows("ambulance_assaults") == 40
    with file_store.open_sealed(april.original_path) as original:
        assert original.read() == (tmp_path / "april.csv").read_bytes()


@pytest.mark.django_db(databases=DATABASES)
def test_file_that_repeats_a_few_earlier_rows_takes_no_place(tmp_path: Path) -> None:
    walking.make_agreement("ambulance_assaults")
    walking.walk(calls(tmp_path, "april.csv", range(20)))
    may = walking.walk(calls(tmp_path, "may.csv", range(15, 40)))
    assert may.supersedes is None
    assert walking.current_rows("ambulance_assaults") == 40


@pytest.mark.django_db(databases=DATABASES)
def test_history_sent_whole_each_time_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    walking.make_agreement("ambulance_assaults")
    first, second, third = [
        walking.walk(calls(tmp_path, f"until-{end}.csv", range(end))) for end in (10, 20, 30)
    ]
    assert (second.supersedes, third.supersedes) == (first, second)


@pytest.mark.django_db(databases=DATABASES)
def test_piece_of_a_landed_month_adds_nothing_and_says_so(tmp_path: Path) -> None:
    walking.walk(month_of(tmp_path, "whole.csv", 20))
    piece = walking.walk(month_of(tmp_path, "piece.csv", 4))
    assert (piece.state, piece.rows_landed) == (SubmissionState.LANDED, 0)
    assert walking.current_rows("police_street") == 20
    assert {code for code, *_ in queries.problem_counts(piece)} == {"repeats_landed_period"}


@pytest.mark.django_db(databases=DATABASES)
def test_other_part_of_a_month_is_added(tmp_path: Path) -> None:
    walking.walk(month_of(tmp_path, "one.csv", 20))
    walking.walk(month_of(tmp_path, "two.csv", 15, start=100))
    assert walking.current_rows("police_street") == 35


@pytest.mark.django_db(databases=DATABASES)
def test_original_that_a_kill_left_without_its_row_is_swept_and_the_others_stay() -> None:
    kept = walking.walk(STREET)
    with STREET.open("rb") as source:
        orphan = file_store.put_sealed(source, keys.new_key("submission"))
    flow.sweep()
    assert [each.name for each in home.folder("originals").iterdir()] == [kept.key_id]
    with pytest.raises(Refused):
        keys.opened(orphan.key_id)
