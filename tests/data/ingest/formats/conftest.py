"""What every test of formats does: open a file in a work folder of its own, and read the sheets with the
engine.
"""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from headwater.data.ingest.formats import opening
from headwater.data.ingest.formats.sheets import MEGABYTE, Limits, Opened, Sheet, relation

Open = Callable[..., Opened]


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def opened(work: Path) -> Open:
    def open_it(path: Path, *, thorough: bool = False, unpacked: int = 64 * MEGABYTE) -> Opened:
        before = set(work.iterdir())
        found = opening.open_file(path, work=work, limits=Limits(unpacked_bytes=unpacked), thorough=thorough)
        if found.refused:
            assert set(work.iterdir()) == before, "a refused file leaves nothing behind"
        return found

    return open_it


@pytest.fixture
def rows() -> Callable[[Sheet], list[tuple[str | int | None, ...]]]:
    def read(sheet: Sheet) -> list[tuple[str | int | None, ...]]:
        return duckdb.sql(f"SELECT * FROM {relation(sheet)} ORDER BY _line").fetchall()

    return read


@pytest.fixture
def refusal(opened: Open) -> Callable[..., str]:
    def read(path: Path, **options: int) -> str:
        found = opened(path, **options)
        assert found.refused
        assert all(problem.says() for problem in found.problems)
        return found.problems[0].code

    return read
