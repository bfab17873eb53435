"""A table is what its newest manifest names: nothing before the commit, everything after, the rest is swept."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db import transaction

from headwater.data.lake import manifest, parts, reading
from headwater.data.lake.parts import Part
from headwater.vocabulary.errors import NotFound

NOW = datetime(2026, 1, 5, tzinfo=UTC)
TABLE = "anything"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_home")]


def part_of(folder: Path, *numbers: int, submission: int = 1) -> Part:
    finished = folder / "finished.parquet"
    pq.write_table(pa.table({"n": list(numbers)}), finished)
    return parts.move_in(TABLE, finished, rows=len(numbers), submission=submission)


def numbers_now() -> list[int]:
    return sorted(reading.relation(TABLE).to_pyarrow()["n"].to_pylist())


def test_part_is_no_row_of_the_table_before_it_is_committed(tmp_path: Path) -> None:
    part = part_of(tmp_path, 1, 2)
    assert part.file.exists()
    assert not reading.exists(TABLE)
    with pytest.raises(NotFound, match="No file has landed"):
        reading.rows_sql(TABLE)
    manifest.commit(TABLE, add=[part], now=NOW)
    assert numbers_now() == [1, 2]


def test_commit_that_is_rolled_back_leaves_the_table_as_it_was(tmp_path: Path) -> None:
    manifest.commit(TABLE, add=[part_of(tmp_path, 1)], now=NOW)
    stamp = reading.stamp(TABLE)
    with transaction.atomic():
        manifest.commit(TABLE, add=[part_of(tmp_path, 2)], now=NOW)
        transaction.set_rollback(True)
    assert (numbers_now(), reading.stamp(TABLE)) == ([1], stamp)


def test_retired_part_is_kept_and_not_read(tmp_path: Path) -> None:
    old, new = part_of(tmp_path, 1), part_of(tmp_path, 2, submission=2)
    manifest.commit(TABLE, add=[old], now=NOW)
    before = reading.stamp(TABLE)
    manifest.commit(TABLE, add=[new], retire=[old.path], now=NOW)
    assert numbers_now() == [2]
    assert [part.path for part in manifest.all_parts(TABLE)] == [old.path, new.path]
    assert manifest.sweep() == 0
    assert old.file.exists()
    assert reading.stamp(TABLE) != before


def test_sweep_removes_what_no_manifest_names_and_nothing_else(tmp_path: Path) -> None:
    kept, lost = part_of(tmp_path, 1), part_of(tmp_path, 2)
    manifest.commit(TABLE, add=[kept], now=NOW)
    assert manifest.sweep() == 1
    assert (kept.file.exists(), lost.file.exists()) == (True, False)
    assert numbers_now() == [1]


def test_old_manifests_are_dropped_and_the_newest_stand(tmp_path: Path) -> None:
    for number in range(manifest.KEPT_MANIFESTS + 3):
        manifest.commit(TABLE, add=[part_of(tmp_path, number)], now=NOW)
    current = manifest.current(TABLE)
    assert current is not None
    assert current.number == manifest.KEPT_MANIFESTS + 3
    assert type(current).objects.filter(table=TABLE).count() == manifest.KEPT_MANIFESTS
    assert numbers_now() == list(range(manifest.KEPT_MANIFESTS + 3))


def test_files_of_a_submission_are_named_while_any_manifest_holds_them(tmp_path: Path) -> None:
    mine, other = part_of(tmp_path, 1, submission=7), part_of(tmp_path, 2, submission=8)
    manifest.commit(TABLE, add=[mine, other], now=NOW)
    assert manifest.files_of(7) == [mine.path]
    assert manifest.remove_submission(7, now=NOW) == [TABLE]
    assert manifest.files_of(7) == []
    assert numbers_now() == [2]
