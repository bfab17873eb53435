"""The analytical engine in this process: one in-memory DuckDB for each thread, within the memory and threads that the settings give.

No two processes share a database file, because there is none.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

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
        _local.__dict__.pop("functions", None)
        held[folder] = _opened(folder)
    return held[folder]


def functions() -> set[str]:
    """The names of our own functions that this thread's connection has been given; to ask the engine takes milliseconds."""
    connection()
    given: set[str] = _local.__dict__.setdefault("functions", set())
    return given


@contextmanager
def each_value_once() -> Iterator[duckdb.DuckDBPyConnection]:
    """This thread's connection, told to make a named value once and test that.

    Otherwise it moves a filter below the expressions that it asks about, and makes each of them again for every test.
    """
    held = connection()
    held.execute("SET disabled_optimizers='filter_pushdown'")
    try:
        yield held
    finally:
        held.execute("RESET disabled_optimizers")


def _opened(folder: str) -> duckdb.DuckDBPyConnection:
    opened = duckdb.connect(":memory:")
    opened.execute(f"SET memory_limit={quoted(settings.HEADWATER_ENGINE_MEMORY)}")
    opened.execute(f"SET threads={int(settings.HEADWATER_ENGINE_THREADS)}")
    opened.execute(f"SET temp_directory={quoted(folder)}")
    opened.execute("SET TimeZone='UTC'")
    opened.execute("SET enable_progress_bar=false")
    return opened
