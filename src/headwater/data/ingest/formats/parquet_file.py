"""A Parquet file: every column as the text that a CSV of it would hold, so that one set of checks serves
both.

Whole numbers lose their ".0", moments are written as ISO text and lose a midnight that no source meant.
"""

import errno
from pathlib import Path

import duckdb
from django.conf import settings

from headwater.data.ingest.formats.layout import clean_headings
from headwater.data.ingest.formats.sheets import LINE, Reading, Sheet, Unreadable, one_file
from headwater.data.lake.sql import quoted

_CANNOT_WRITE = ("Could not write", "No space left", "File too large", "Disk quota")
_EXACT = 1e15  # below this a double holds every whole number


def open_parquet(path: Path, reading: Reading) -> tuple[Sheet, ...]:
    """The one sheet of a Parquet file."""
    target = reading.new_file(".parquet")
    source = f"read_parquet({one_file(path)}, file_row_number=true)"
    try:
        with duckdb.connect(config=_engine()) as engine:
            described = engine.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
            columns = [(name, kind) for name, kind, *_ in described if name != "file_row_number"]
            texts = ", ".join(
                f"{_as_text(name, kind)} AS c{place}" for place, (name, kind) in enumerate(columns)
            )
            written = engine.execute(
                f"COPY (SELECT {texts}, file_row_number + 1 AS {LINE} FROM {source}) "
                f"TO {quoted(str(target))} (FORMAT parquet, COMPRESSION lz4)"
            ).fetchone()
    except duckdb.IOException as error:
        if any(words in str(error) for words in _CANNOT_WRITE):  # the engine gives no number, only words
            raise OSError(errno.ENOSPC, "no room") from error
        raise Unreadable("broken_archive") from error
    except duckdb.Error as error:
        raise Unreadable("broken_archive") from error
    headings = clean_headings([name for name, _ in columns])
    return (Sheet(reading.name, headings, target, "parquet", rows_hint=written[0] if written else 0),)


def _engine() -> dict[str, str | bool | int | float | list[str]]:
    return {
        "memory_limit": settings.HEADWATER_ENGINE_MEMORY,
        "threads": settings.HEADWATER_ENGINE_THREADS,
        "autoload_known_extensions": False,
        "autoinstall_known_extensions": False,
    }


def _as_text(name: str, kind: str) -> str:
    column = '"' + name.replace('"', '""') + '"'
    if kind in {"DOUBLE", "FLOAT"}:
        whole = f"{column} = trunc({column}) AND abs({column}) < {_EXACT}"
        as_whole = f"CAST(CAST({column} AS BIGINT) AS VARCHAR)"
        return f"CASE WHEN {whole} THEN {as_whole} ELSE CAST({column} AS VARCHAR) END"
    if kind.startswith("DECIMAL"):
        return f"regexp_replace(CAST({column} AS VARCHAR), '\\.0+$', '')"
    if kind.startswith("TIMESTAMP"):
        moment = column if kind != "TIMESTAMP WITH TIME ZONE" else f"({column} AT TIME ZONE 'UTC')"
        return (
            f"CASE WHEN {moment} = date_trunc('day', {moment}) THEN strftime({moment}, '%Y-%m-%d') "
            f"ELSE strftime({moment}, '%Y-%m-%dT%H:%M:%S') END"
        )
    return f"CAST({column} AS VARCHAR)"
