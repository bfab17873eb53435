"""Every sample walks as its source says: good ones land whole, broken ones have exactly the problems written beside them."""

import csv
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from data import walking

from headwater.data.contracts import registry
from headwater.data.contracts.language import Consequence
from headwater.data.ingest.models import SubmissionState

CONTRACTS = registry.contracts()
GOOD = sorted(path for key in CONTRACTS for path in (walking.SAMPLES / key).glob("good.*"))
BROKEN = sorted(path for key in CONTRACTS for path in (walking.SAMPLES / key).glob("broken.csv"))

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.usefixtures("own_home")]


def rows_in(path: Path) -> int:
    if path.suffix == ".geojson":
        return len(json.loads(path.read_text(encoding="utf-8"))["features"])
    if path.suffix == ".xml":
        return len(list(ET.parse(path).getroot().iter("Assault")))
    with path.open(encoding="utf-8", newline="") as lines:
        return sum(1 for row in csv.reader(lines) if row) - 1


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("path", GOOD, ids=name_of)
def test_good_sample_lands_whole(path: Path) -> None:
    key = path.parent.name
    walking.make_agreement(key)
    submission = walking.walk(path)
    assert (submission.state, submission.refusal_says) == (SubmissionState.LANDED, "")
    assert submission.contract_key == key
    assert submission.rows_landed == submission.rows_read == walking.current_rows(key) == rows_in(path) > 0
    assert [problem for problem in walking.problems_of(submission) if problem[0] is not None] == []


@pytest.mark.parametrize("path", BROKEN, ids=name_of)
def test_broken_sample_has_exactly_the_problems_beside_it(path: Path) -> None:
    contract = CONTRACTS[path.parent.name]
    walking.make_agreement(contract.key)
    submission = walking.walk(path)
    expected = [
        (each["line"], each["column"], each["code"])
        for each in json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    ]
    found = [problem for problem in walking.problems_of(submission) if problem[0] is not None]
    assert sorted(found) == sorted(expected)
    if contract.bad_row is Consequence.FILE_REFUSED:
        assert submission.state == SubmissionState.REFUSED
        return
    bad = len({line for line, _, _ in expected})
    assert submission.state == SubmissionState.LANDED
    assert (submission.rows_quarantined, submission.rows_landed) == (bad, rows_in(path) - bad)


@pytest.mark.parametrize(
    ("left_out", "state"),
    [
        ("ArrivalDateAndTimeAtAccidentAndEmergencyDepartment", SubmissionState.LANDED),
        ("AssaultLocationDescription", SubmissionState.LANDED),
        ("AssaultMethod", SubmissionState.NEEDS_MAPPING),
    ],
)
def test_what_every_record_of_an_xml_file_leaves_out_is_missed_only_where_it_must_be_filled(
    tmp_path: Path, left_out: str, state: SubmissionState
) -> None:
    whole = ET.parse(walking.SAMPLES / "ed_assaults" / "good.xml")
    root = whole.getroot()
    for record in root.findall("Assault")[1:]:
        root.remove(record)
    (record,) = root.findall("Assault")
    for element in record.findall(left_out):
        record.remove(element)
    path = tmp_path / "quiet_month.xml"
    whole.write(path)
    walking.make_agreement("ed_assaults")
    submission = walking.walk(path)
    assert submission.state == state
    assert submission.rows_landed == (1 if state == SubmissionState.LANDED else 0)
