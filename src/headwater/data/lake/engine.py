"""The analytical engine in this process: one in-memory DuckDB for each thread, within the memory and threads that the settings give.

No two processes share a database file, because there is none.
"""

import threading

import duckdb
from django.conf import settings

from headwater.data.lake.sql import quoted
from headwater.machinery import home

_local = threading.local()


def connection() -> duckdb.DuckDBPyConnection:
    """This thread's connection."""
    folder = str(home.folder("work"))
    held: dict[str, duckdb.DuckDBPyConnection] = _local.__dict__.setdefault("held", {})
    if folder not in held:
        held.clear()
        held[folder] = _opened(folder)
    return held[folder]


def _opened(folder: str) -> duckdb.DuckDBPyConnection:
    opened = duckdb.connect(":memory:")
    opened.execute(f"SET memory_limit={quoted(settings.HEADWATER_ENGINE_MEMORY)}")
    opened.execute(f"SET threads={int(settings.HEADWATER_ENGINE_THREADS)}")
    opened.execute(f"SET temp_directory={quoted(folder)}")
    opened.execute("SET TimeZone='UTC'")
    opened.execute("SET enable_progress_bar=false")
    return opened
