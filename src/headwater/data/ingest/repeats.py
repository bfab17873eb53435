"""Rows of one file that say different things under one key. The last of them counts; the others are named with their line.

Rows that are alike in all that lands stay as they are: readers take a key once. Without this, which of two rows is read would hang on
the engine's mood.
"""

from collections.abc import Sequence
from pathlib import Path

from headwater.data.contracts.language import Contract
from headwater.data.ingest.formats.sheets import LINE
from headwater.data.lake import engine
from headwater.data.lake.sql import files, name, names

OVERTAKEN = "overtaken_rows"


def differ(contract: Contract, good: Path, columns: Sequence[str]) -> bool:
    """Whether the good rows hold one key with different values in these columns."""
    if not contract.row_key:
        return False
    key, rows = names(contract.row_key), files([good])
    counts = (
        f"SELECT (SELECT count(*) FROM {rows}), (SELECT count(*) FROM (SELECT DISTINCT {key} FROM {rows}))"
    )
    every, distinct = engine.connection().execute(counts).fetchall()[0]
    if every == distinct:
        return False
    kinds = f"SELECT DISTINCT {names({*columns, *contract.row_key})} FROM {rows}"
    return bool(
        engine.connection()
        .execute(f"SELECT 1 FROM ({kinds}) GROUP BY {key} HAVING count(*) > 1 LIMIT 1")
        .fetchall()
    )


def find_overtaken(contract: Contract, passed: str, columns: Sequence[str]) -> list[int]:
    """The lines of rows that a later row of the same key contradicts, from a SELECT of the rows that pass every test. They stay at
    hand in the table `OVERTAKEN`.
    """
    known = f"{LINE}, {names({*columns, *contract.row_key})}"
    with engine.each_value_once() as con:
        con.execute(f"CREATE OR REPLACE TEMP TABLE keyed_rows AS SELECT {known} FROM ({passed})")
    same = " AND ".join(f"earlier.{name(c)} IS NOT DISTINCT FROM last.{name(c)}" for c in contract.row_key)
    other = " OR ".join(f"earlier.{name(c)} IS DISTINCT FROM last.{name(c)}" for c in columns)
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE {OVERTAKEN} AS
        SELECT earlier.{LINE} AS line FROM keyed_rows earlier JOIN
            (SELECT * FROM keyed_rows QUALIFY row_number() OVER (PARTITION BY {names(contract.row_key)} ORDER BY {LINE} DESC) = 1) last
            ON {same} AND earlier.{LINE} < last.{LINE} WHERE {other}""")
    con.execute("DROP TABLE keyed_rows")
    return [int(line) for (line,) in con.execute(f"SELECT line FROM {OVERTAKEN} ORDER BY line").fetchall()]
