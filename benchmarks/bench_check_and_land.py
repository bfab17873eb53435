"""Check and land of received police.uk CSV, beside DuckDB's own unchecked copy of the same files to Parquet.

Each file in turn, ours and then the copy, with the same threads and compression; receiving (hashing and sealing) is told apart. The copy
runs in a process of its own, so that the memory told is the walk's alone. `--rows N` takes another number of rows than five million.
"""

import argparse
import resource
import sys
import time
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import own_home
import street_files
from measured import Measured, seconds, tell

MEGABYTES_AT_MOST = 1000
RATIO_AT_MOST = 2.5
THREADS = 2


@dataclass(frozen=True)
class Turn:
    """Seconds, and rows."""

    receiving: float
    walking: float
    copying: float
    landed: int


def copy(path: Path) -> float:
    """The peer: seconds that the engine alone takes, from text to Parquet."""
    import duckdb

    target = path.with_suffix(".parquet")
    with duckdb.connect() as con:
        con.execute(f"SET threads={THREADS}; SET enable_progress_bar=false")
        return seconds(
            lambda: con.execute(
                f"COPY (SELECT * FROM read_csv('{path}')) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
            )
        )


def turn(path: Path, beside: Executor, *, number: int) -> Turn:
    """One file, ours and the copy; who goes first changes from file to file."""
    from headwater.data import flow
    from headwater.governance.partners import queries as partners

    by, began = partners.operator(), time.perf_counter()
    received = flow.receive(path, file_name=path.name, by=by)
    receiving = time.perf_counter() - began
    before = beside.submit(copy, path).result() if number % 2 else None
    began = time.perf_counter()
    landed = flow.walk(received, by=by).rows_landed
    walking = time.perf_counter() - began
    return Turn(receiving, walking, before or beside.submit(copy, path).result(), landed)


def main(rows: int) -> list[Measured]:
    folder = own_home.made_ready()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as beside:
        first = beside.submit(street_files.write, folder / "first", rows=street_files.MONTHS).result()[0]
        turn(first, beside, number=0)  # imports are not measured
        files = beside.submit(street_files.write, folder / "files", rows=rows).result()
        turns = [turn(path, beside, number=number) for number, path in enumerate(files)]
    landed = sum(each.landed for each in turns)
    if landed != rows // street_files.MONTHS * street_files.MONTHS:
        sys.exit(f"Only {landed:,} of {rows:,} rows landed.")
    millions = f"{rows / 1e6:g} million rows"
    return [
        Measured(
            f"Check and land {millions} of police.uk CSV",
            sum(each.walking for each in turns),
            "s",
            ratio_at_most=RATIO_AT_MOST,
            peer=sum(each.copying for each in turns),
            of_peer="DuckDB's unchecked copy",
        ),
        Measured(
            f"Memory of that, {millions}",
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "MB",
            at_most=MEGABYTES_AT_MOST,
        ),
        Measured(f"Receive (hash and seal) {millions}", sum(each.receiving for each in turns), "s"),
    ]


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=5_000_000)
    asked.add_argument("--json", action="store_true")
    tell(main(asked.parse_args().rows))
