"""Every published file of the reference folder that a contract knows lands, row for row; what none knows is said to be unknown.

The street files of the police are in `test_walk_real_files.py`.
"""

import csv
import gzip
import json
import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from data import walking

from headwater.data.ingest.models import SubmissionState

pytestmark = [
    pytest.mark.reference,
    pytest.mark.django_db(databases=["default", "vault"]),
    pytest.mark.usefixtures("own_home"),
]
DATA = Path(os.environ.get("HEADWATER_REFERENCE", Path(__file__).parents[3] / "shared")) / "data"
if not DATA.is_dir():
    pytest.skip("the reference folder is not here", allow_module_level=True)

KNOWN = sorted(
    path for folder in ("aggregates", "places") for path in (DATA / folder).rglob("*.*") if path.is_file()
)
UNKNOWN = sorted((DATA / "evaluation" / "lalonde").iterdir())


def rows_of(path: Path) -> int:
    """Counted without the product's own readers."""
    if path.suffix == ".parquet":
        return int(pq.read_metadata(path).num_rows)
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as lines:
        if ".geojson" in path.suffixes:
            return len(json.load(lines)["features"])
        return sum(1 for row in csv.reader(lines) if any(row)) - 1


@pytest.mark.parametrize("path", KNOWN, ids=lambda path: path.name)
def test_a_published_file_lands_row_for_row(path):
    rows = rows_of(path)
    walked = walking.walk(path)
    assert walked.state == SubmissionState.LANDED, walked.refusal_says
    assert (walked.rows_read, walked.rows_landed, walked.rows_quarantined) == (rows, rows, 0)
    assert rows > 0


@pytest.mark.parametrize("path", UNKNOWN, ids=lambda path: path.name)
def test_a_file_that_no_contract_knows_waits_for_a_person(path):
    assert walking.walk(path).state == SubmissionState.NEEDS_MAPPING
