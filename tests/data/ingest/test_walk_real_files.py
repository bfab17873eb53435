"""Real street files of Nottinghamshire: every line lands, none is thought a duplicate, and no month is made up."""

import csv
import gzip
import os
from collections import Counter
from pathlib import Path

import pytest
from data import walking

from headwater.data import flow
from headwater.data.ingest.models import SubmissionState
from headwater.data.lake import engine, reading

pytestmark = [
    pytest.mark.reference,
    pytest.mark.django_db(databases=["default", "vault"]),
    pytest.mark.usefixtures("own_home"),
]
DATA = Path(os.environ.get("HEADWATER_REFERENCE", Path(__file__).parents[4] / "shared")) / "data"
if not DATA.is_dir():
    pytest.skip("the reference folder is not here", allow_module_level=True)

FILES = sorted((DATA / "police_uk" / "nottinghamshire" / "street").glob("*.csv.gz"))
VIOLENCE = "Violence and sexual offences"


def lines_of(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def asked(sql: str) -> list[tuple[object, ...]]:
    return engine.connection().execute(sql).fetchall()


def test_street_files_land_line_for_line() -> None:
    violence, lines, repeated = Counter[str](), 0, 0
    for path in FILES:
        rows = lines_of(path)
        submission = walking.walk(path)
        assert submission.state == SubmissionState.LANDED
        assert (submission.rows_read, submission.rows_landed) == (len(rows), len(rows)), path.name
        violence.update(row["Month"] for row in rows if row["Crime type"] == VIOLENCE)
        lines += len(rows)
        repeated += len(rows) - len({tuple(row.values()) for row in rows})
    rows_sql = reading.rows_sql("police_street")
    assert walking.current_rows("police_street") == lines
    distinct = f"SELECT count(*) FROM (SELECT DISTINCT * FROM ({rows_sql}))"
    assert asked(distinct) == [(lines - repeated,)]
    assert repeated > 0
    by_month = f"SELECT strftime(month, '%Y-%m'), count(*) FROM ({rows_sql}) WHERE crime_type = '{VIOLENCE}' GROUP BY ALL"
    found = dict(asked(by_month))
    assert found == violence
    assert "2020-04" not in found


def test_codes_of_2011_are_moved_to_those_of_2021() -> None:
    changes = sorted((DATA / "places" / "notts").glob("lookup_lsoa11_lsoa21*"))
    nests = sorted((DATA / "places" / "notts").glob("lookup_lsoa21*"))
    for path in (*changes, *nests, FILES[0]):
        walking.walk(path)
    flow.settle()
    rows = lines_of(FILES[0])
    assert asked(f"SELECT sum(weight) FROM ({reading.rows_sql('police_street_located')})")[0][
        0
    ] == pytest.approx(len(rows))
    known = f"SELECT lsoa21 FROM ({reading.rows_sql('places_lsoa21')})"
    moved = f"SELECT count(*) FROM ({reading.rows_sql('police_street_located')}) WHERE lsoa21 IS NOT NULL"
    assert asked(f"{moved} AND lsoa21 NOT IN ({known})") == [(0,)]
    assert asked(moved)[0][0] >= sum(bool(row["LSOA code"]) for row in rows) * 0.95
