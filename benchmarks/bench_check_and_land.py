"""Check and land of received police.uk CSV, beside DuckDB's own unchecked copy of the same files to Parquet.

Same run, same threads, same compression; receiving (sealing) is reported apart. Data: 5 million made-up rows in ten files, seed 1.
Bar: at most 2.5 times the copy; under 1 GB resident. `ROWS=20000000` shows how memory grows.
"""

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="bench-"))
os.environ["HEADWATER_HOME"] = str(FOLDER / "home")
os.environ["DJANGO_SETTINGS_MODULE"] = "headwater.settings"

import django  # noqa: E402

django.setup()

import duckdb  # noqa: E402
from django.core.management import call_command  # noqa: E402

from headwater.data import flow  # noqa: E402
from headwater.governance.partners import queries as partners  # noqa: E402

FILES = 10
ROWS = int(os.environ.get("ROWS", "5000000"))
HEADINGS = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context"


def write_files() -> list[Path]:
    made = []
    for number in range(FILES):
        path = FOLDER / f"{number}.csv"
        rows = ROWS // FILES
        names = HEADINGS.split(",")
        values = (
            "sha256(i::VARCHAR || '{n}')", "'20{y}-0{m}'", "'Aldershire Police'", "'Aldershire Police'",
            "round(-1.2 + (hash(i) % 1000) / 5000.0, 6)", "round(53 + (hash(i + 1) % 1000) / 5000.0, 6)",
            "'On or near Street ' || (i % 5000)", "'E01' || lpad((i % 30000)::VARCHAR, 6, '0')",
            "'Aldershire ' || (i % 300)", "CASE WHEN i % 3 = 0 THEN 'Violence and sexual offences' ELSE 'Burglary' END",
            "'Under investigation'", "''",
        )  # fmt: skip
        chosen = ", ".join(
            f'{v.format(n=number, y=14 + number, m=1 + number % 9)} AS "{n}"'
            for v, n in zip(values, names, strict=True)
        )
        duckdb.sql(f"COPY (SELECT {chosen} FROM range({rows}) t(i)) TO '{path}' (HEADER, DELIMITER ',')")
        made.append(path)
    return made


def peer(files: list[Path]) -> float:
    began = time.perf_counter()
    con = duckdb.connect()
    con.execute("SET threads=2")
    for path in files:
        con.execute(
            f"COPY (SELECT * FROM read_csv('{path}')) TO '{FOLDER}/peer.parquet' (FORMAT parquet, COMPRESSION zstd)"
        )
    return time.perf_counter() - began


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("migrate", database="vault", verbosity=0)
    by = partners.operator()
    files = write_files()
    copying = peer(files)
    began = time.perf_counter()
    received = [flow.receive(path, file_name=path.name, by=by) for path in files]
    receiving = time.perf_counter() - began
    began = time.perf_counter()
    landed = [flow.walk(each, by=by) for each in received]
    walking = time.perf_counter() - began
    rows = sum(each.rows_landed for each in landed)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{rows:,} rows landed; receive {receiving:.1f} s apart; check and land {walking:.1f} s; copy {copying:.1f} s"
    )
    print(f"ratio {walking / copying:.2f} (bar 2.5); {memory:.0f} MB at most (bar 1,000)")
    if rows != ROWS // FILES * FILES:
        sys.exit("Not every row landed.")


if __name__ == "__main__":
    main()
