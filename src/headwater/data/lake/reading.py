"""Reading the lake: the current rows of a table, as SQL and as an Ibis table.

Where a contract has a key, the row of the latest submission stands and the earlier ones are passed over. Where it has none, identical
rows are genuine and all stand.
"""

from datetime import datetime

import ibis

from headwater.data.contracts import registry
from headwater.data.contracts.language import Contract
from headwater.data.lake import engine, manifest, sql
from headwater.vocabulary.errors import NotFound

LOCATED = "_located"


def exists(table: str) -> bool:
    return bool(manifest.parts(table))


def stamp(table: str) -> str:
    """Changes whenever the table does; empty where there is none."""
    newest = manifest.current(table)
    return newest.stamp if newest and manifest.parts(table) else ""


def made_at(table: str) -> datetime:
    newest = manifest.current(table)
    if newest is None:
        raise NotFound(f"The lake has no table {table}.")
    return newest.made_at


def rows_sql(table: str) -> str:
    """A SELECT of the table's current rows."""
    standing = manifest.parts(table)
    if not standing:
        raise NotFound(f"No file has landed for {table} yet.")
    return f"SELECT * FROM {sql.files(part.file for part in standing)}{_latest(table)}"


def relation(table: str) -> ibis.Table:
    """The current rows as an Ibis table."""
    return ibis.duckdb.from_connection(engine.connection()).sql(rows_sql(table))


def _latest(table: str) -> str:
    contract = _contract_of(table)
    if contract is None or not contract.row_key:
        return ""
    key = sql.names(contract.row_key)
    if table.endswith(
        LOCATED
    ):  # a row may be shared between areas: keep all its shares, of the latest submission only
        return (
            f" QUALIFY rank() OVER (PARTITION BY {key} ORDER BY _submission DESC) = 1"
            f" AND row_number() OVER (PARTITION BY {key}, lsoa21 ORDER BY _submission DESC) = 1"
        )
    return f" QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY _submission DESC) = 1"


def _contract_of(table: str) -> Contract | None:
    return registry.contracts().get(table.removesuffix(LOCATED))
