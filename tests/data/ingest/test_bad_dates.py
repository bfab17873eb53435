"""Days as suppliers write them: two ways are read as they stand, a third once a person has said which it is, and no day is made up."""

import csv
from pathlib import Path

import pytest
from data import walking
from samples.bad_input import makers

from headwater.data import flow
from headwater.data.ingest import mapping, mapping_profiles, queries
from headwater.data.ingest.mapping_fit import DateForm
from headwater.data.ingest.models import SubmissionState
from headwater.data.lake import engine, reading
from headwater.governance.partners import queries as partners

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.usefixtures("own_home")]

YOUTH = walking.SAMPLES / "youth_justice" / "good.csv"


def youth_text(**dates: str) -> str:
    headings, row, *_ = csv.reader(YOUTH.read_text(encoding="utf-8").splitlines())
    given = {name.replace("_", " "): cell for name, cell in dates.items()}
    return ",".join(headings) + "\n" + ",".join(given.get(h, c) for h, c in zip(headings, row, strict=True))


@pytest.mark.parametrize(
    ("offence", "outcome", "form"),
    [
        ("2024-01-20", "2024-03-14", None),
        ("20/01/2024", "14/03/2024", None),
        ("2024-01-20", "14/03/2024", None),
        ("01/20/2024", "03/14/2024", DateForm.MONTH_FIRST),
        ("20-Jan-2024", "14-Mar-2024", DateForm.DAY_NAMED_MONTH),
    ],
)
def test_three_ways_to_write_a_day_land_as_one(
    offence: str, outcome: str, form: DateForm | None, tmp_path: Path
) -> None:
    """Two ways are read as they stand; those that could be mistaken are read once a person has said which they are."""
    walking.make_agreement("youth_justice")
    path = makers.make_file(tmp_path, youth_text(Offence_date=offence, Outcome_date=outcome))
    if form:
        headings = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        columns = {"Offence date": "offence_on", "Outcome date": "outcome_on"}
        said = mapping.Mapping(columns, dates=dict.fromkeys(columns.values(), form))
        draft = mapping_profiles.Draft("theirs", "the-service", "youth_justice", tuple(headings), said)
        mapping_profiles.save_mapping_profile(draft, by=partners.operator())
    submission = flow.walk(walking.receive(path), by=partners.operator(), profile="theirs" if form else None)
    assert (submission.state, walking.problems_of(submission)) == (SubmissionState.LANDED, [])
    days = f"SELECT CAST(offence_on AS VARCHAR), CAST(outcome_on AS VARCHAR) FROM ({reading.rows_sql('youth_justice')})"
    assert engine.connection().execute(days).fetchall() == [("2024-01-20", "2024-03-14")]


@pytest.mark.parametrize(
    ("day", "code", "says"),
    [
        ("31/02/2024", "impossible_date", "Outcome date is not a day that exists."),
        ("2023-02-29", "impossible_date", "Outcome date is not a day that exists."),
        ("03/14/2024", "impossible_date", "Outcome date is not a day that exists."),
        ("14.3.24", "not_a_date", "Outcome date is not a date that we can read."),
        ("01/01/0999", "impossible_date", "Outcome date is not a day that exists."),
        ("2999-01-01", "in_the_future", "Outcome date lies in the future."),
        ("2024-01-19", "ends_before_it_starts", "Outcome date is earlier than the start it belongs to."),
    ],
)
def test_impossible_day_is_named(day: str, code: str, says: str, tmp_path: Path) -> None:
    walking.make_agreement("youth_justice")
    path = makers.make_file(tmp_path, youth_text(Outcome_date=day))
    submission = walking.walk(path)
    assert (submission.rows_landed, submission.rows_quarantined) == (0, 1)
    assert walking.problems_of(submission) == [(2, "outcome_on", code)]
    assert [said for _, _, _, said, _ in queries.problem_lines(submission)] == [says]
