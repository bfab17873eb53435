"""One file that says different things under one key: the last counts, the others are named. What is alike is no problem."""

from pathlib import Path

import pytest
from data import walking

from headwater.data.lake import reading

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.usefixtures("own_home")]

HEADINGS, *ROWS = (walking.SAMPLES / "youth_justice" / "good.csv").read_text(encoding="utf-8").splitlines()


def walk_of(tmp_path: Path, *rows: str) -> walking.Submission:
    walking.make_agreement("youth_justice")
    path = tmp_path / "return.csv"
    path.write_text("\n".join([HEADINGS, *rows]) + "\n", encoding="utf-8")
    return walking.walk(path)


def test_row_sent_twice_counts_once_and_is_no_problem(tmp_path: Path) -> None:
    submission = walk_of(tmp_path, *ROWS, ROWS[0])
    assert walking.problems_of(submission) == []
    assert walking.current_rows("youth_justice") == len(ROWS)


def test_last_of_rows_that_contradict_each_other_counts_and_the_earlier_is_named(tmp_path: Path) -> None:
    first = ROWS[0]
    assert ",N,2024-01-20,YCC," in first
    submission = walk_of(
        tmp_path, *ROWS, first.replace(",YCC,", ",REFERRAL,"), first.replace(",YCC,", ",CR,")
    )
    last = len(ROWS) + 3
    assert walking.problems_of(submission) == [
        (2, "offence_ref", "repeated_key"),
        (last - 1, "offence_ref", "repeated_key"),
    ]
    assert (submission.rows_read, submission.rows_landed, submission.rows_quarantined) == (
        len(ROWS) + 2,
        len(ROWS),
        2,
    )
    assert walking.current_rows("youth_justice") == len(ROWS)
    landed = reading.relation("youth_justice").to_pandas()
    assert len(landed[landed["outcome"] == "CR"]) == sum(",CR," in row for row in ROWS) + 1


def test_bad_row_is_not_the_last_word(tmp_path: Path) -> None:
    broken = ROWS[0].replace(",YCC,", ",CR,").replace("2024-01-20", "2024-13-20")
    submission = walk_of(tmp_path, *ROWS, broken)
    assert {code for _, _, code in walking.problems_of(submission)} == {"impossible_date"}
    assert submission.rows_landed == len(ROWS)
