"""How a source stands: to when it speaks, when the next file is due, how much of it was good and could be placed."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from data import walking

from headwater.data import flow
from headwater.data.contracts.registry import get_contract
from headwater.data.ingest import standing
from headwater.data.ingest.models import Submission
from headwater.vocabulary.periods import Month

STREET = walking.SAMPLES / "police_street" / "good.csv"
BROKEN = walking.SAMPLES / "police_street" / "broken.csv"
AMBULANCE = walking.SAMPLES / "ambulance_assaults" / "good.csv"

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.usefixtures("own_home")]


def of(key: str, on: date = date(2024, 1, 1)) -> standing.Standing:
    return standing.standing_of(get_contract(key), on=on)


def newest_month(path: Path) -> Month:
    """By reading the file again, with nothing of the product."""
    with path.open(encoding="utf-8", newline="") as lines:
        return max(Month.parse(row["Month"]) for row in csv.DictReader(lines))


def test_source_of_which_nothing_came_has_no_quality_and_owes_nothing_without_an_agreement() -> None:
    found = of("ambulance_assaults")
    assert (found.newest, found.files, found.good_share, found.located_share) == (None, 0, None, None)
    assert (found.expected_by, found.is_late, found.may_land) == (None, False, False)


def test_agreement_makes_its_supplier_owe_the_first_file() -> None:
    walking.make_agreement("ambulance_assaults", starts_on=date(2024, 1, 10), days=400)
    soon, later = of("ambulance_assaults", date(2024, 3, 31)), of("ambulance_assaults", date(2024, 4, 1))
    assert soon.expected_by == date(2024, 3, 31)
    assert (soon.is_late, later.is_late) == (False, True)


def test_next_file_is_due_after_its_period_and_the_usual_delay() -> None:
    walking.walk(STREET)
    found = of("police_street")
    last = newest_month(STREET)
    assert found.last_period == last
    assert found.expected_by == (last + 4).start - timedelta(
        days=1
    )  # the month after, and two months of delay
    assert not of("police_street", found.expected_by).is_late
    assert of("police_street", found.expected_by + timedelta(days=1)).is_late


def test_source_that_dates_no_row_is_due_from_the_day_its_last_file_came(tmp_path: Path) -> None:
    submission = walking.walk(walking.SAMPLES / "dfe_la_indicators" / "good.csv")
    Submission.objects.filter(pk=submission.pk).update(received_at="2024-02-10T12:00:00Z")
    assert of("dfe_la_indicators").expected_by == date(2025, 2, 28)


def test_rows_kept_are_those_that_landed_of_all_that_were_read() -> None:
    good, broken = walking.walk(STREET), walking.walk(BROKEN)
    assert broken.rows_quarantined > 0
    found = of("police_street")
    assert found.files == 2
    assert found.rows_read == good.rows_read + broken.rows_read
    assert found.rows_landed == good.rows_landed + broken.rows_landed
    assert 0 < found.good_share < 1


def test_file_that_was_replaced_counts_no_more(tmp_path: Path) -> None:
    with STREET.open(encoding="utf-8", newline="") as lines:
        text = lines.read()
    (tmp_path / "again.csv").write_text(text.rstrip("\n") + "\n\n", encoding="utf-8")
    first, again = walking.walk(STREET), walking.walk(tmp_path / "again.csv")
    assert again.supersedes == first
    found = of("police_street")
    assert (found.files, found.rows_read, found.newest) == (1, again.rows_read, again)


def test_located_share_is_that_of_the_rows_whose_place_is_known() -> None:
    walking.walk(STREET)
    assert of("police_street").located_share is None
    flow.settle()
    rows = flow_rows("police_street_located")
    known = sum(1 for area in rows if area)
    assert of("police_street").located_share == pytest.approx(known / len(rows))


def flow_rows(table: str) -> list[str | None]:
    import pyarrow.parquet as pq

    return [
        area for file in walking.active_files(table) for area in pq.read_table(file)["lsoa21"].to_pylist()
    ]


def test_every_source_stands_somewhere() -> None:
    found = standing.standings(on=date(2024, 1, 1))
    assert len({each.contract.key for each in found}) == len(found) > 30
