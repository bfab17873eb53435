"""A full disk is told as one, in whose words soever."""

import resource
import sqlite3
from pathlib import Path

import pytest
from django.db.utils import OperationalError

from headwater.machinery import disk
from headwater.vocabulary.errors import Unavailable


def open_and_read(path: Path) -> None:
    """Open a database that writes ahead; what it keeps beside itself then has to grow."""
    kept = sqlite3.connect(path)
    try:
        kept.execute("PRAGMA journal_mode = wal")
        kept.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        kept.close()


def test_a_database_that_finds_no_room_to_open_is_a_full_disk(tmp_path) -> None:
    path = tmp_path / "kept.sqlite3"
    open_and_read(path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8 * 1024, before[1]))
    try:
        with pytest.raises(sqlite3.OperationalError, match="disk I/O error") as found:
            open_and_read(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert disk.is_full(found.value)
    with pytest.raises(Unavailable, match="The disk is full"), disk.full_is_unavailable():
        raise OperationalError(str(found.value)) from found.value


def test_a_database_that_is_broken_is_no_full_disk(tmp_path) -> None:
    path = tmp_path / "kept.sqlite3"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(sqlite3.DatabaseError) as found:
        open_and_read(path)
    assert not disk.is_full(found.value)
