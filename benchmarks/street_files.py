"""Made-up files of data.police.uk: a month each, streets and neighbourhoods as in the real ones.

The places are those of England and Wales (35,672 neighbourhoods), so that five million rows are a year of it. Seed: the row's number.
"""

from pathlib import Path

import duckdb

MONTHS = 12
NEIGHBOURHOODS = 35_672
COLUMNS = {
    "Crime ID": "sha256(i::VARCHAR || '-{month}')",
    "Month": "'2024-{month:02}'",
    "Reported by": "'Aldershire Police'",
    "Falls within": "'Aldershire Police'",
    "Longitude": "round(-1.2 + (hash(i % 90000) % 100000) / 500000.0, 6)",
    "Latitude": "round(53 + (hash(i % 90000 + 1) % 100000) / 500000.0, 6)",
    "Location": "'On or near Street ' || (i % 5000)",
    "LSOA code": f"'E01' || lpad((hash(i) % {NEIGHBOURHOODS})::VARCHAR, 6, '0')",
    "LSOA name": "'Aldershire ' || (i % 300)",
    "Crime type": "CASE WHEN i % 3 = 0 THEN 'Violence and sexual offences' ELSE 'Burglary' END",
    "Last outcome category": "'Under investigation'",
    "Context": "''",
}


def write(folder: Path, *, rows: int) -> list[Path]:
    """One file a month, which together have as many rows as asked for."""
    folder.mkdir(parents=True)
    with duckdb.connect() as con:
        con.execute("SET enable_progress_bar=false")
        return [_month(con, folder, month, rows // MONTHS) for month in range(1, MONTHS + 1)]


def _month(con: duckdb.DuckDBPyConnection, folder: Path, month: int, rows: int) -> Path:
    path = folder / f"2024-{month:02}-street.csv"
    chosen = ", ".join(f'{made.format(month=month)} AS "{heading}"' for heading, made in COLUMNS.items())
    con.execute(f"COPY (SELECT {chosen} FROM range({rows}) t(i)) TO '{path}' (HEADER, DELIMITER ',')")
    return path
