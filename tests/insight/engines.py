"""Rows of any contract at random, with every gap that a contract allows, for the engines to agree upon."""

import random
from datetime import date, datetime, time, timedelta
from typing import Any

import pyarrow as pa
from insight import county

from headwater.data.contracts.language import Column, Contract, Kind
from headwater.insight.indicators.codelists import get_codelist

ARROW = {
    Kind.TEXT: pa.string(),
    Kind.GEOMETRY: pa.string(),
    Kind.WHOLE: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.LONGITUDE: pa.float64(),
    Kind.LATITUDE: pa.float64(),
    Kind.DATE: pa.date32(),
    Kind.TIMESTAMP: pa.timestamp("us"),
    Kind.MONTH: pa.date32(),
    Kind.YES_NO: pa.bool_(),
}
OFFENCES = [code for key in ("serious_violence", "severity_weights") for code in get_codelist(key).codes]
WORDS = {  # of columns whose codes a code list picks from
    "ho_class": sorted({"105A", "19C", *(code.ho_class for code in OFFENCES)}),
    "ho_subcode": sorted({"1", *(sub for code in OFFENCES for sub in code.subcodes)}),
}
EMPTY = 0.1  # the share of cells with nothing in them, where a contract allows it
FIRST = date(2022, 1, 1)


def rows(contract: Contract, *, count: int, seed: int) -> pa.Table:
    """The located rows of a contract: its own columns, then where each is and how much of it."""
    chance = random.Random(seed)
    columns = {c.name: [_cell(c, chance) for _ in range(count)] for c in contract.landed_columns}
    columns["lsoa21"] = [chance.choice([*county.LSOAS, "E01999999", None]) for _ in range(count)]
    columns["weight"] = [chance.choice([1.0, 0.25]) for _ in range(count)]
    kinds = {c.name: ARROW[c.kind] for c in contract.landed_columns}
    return pa.table(
        columns, schema=pa.schema({**kinds, "lsoa21": pa.string(), "weight": pa.float64()}.items())
    )


def _cell(column: Column, chance: random.Random) -> Any:
    if not column.required and chance.random() < EMPTY:
        return None
    among = WORDS.get(column.name) or sorted(column.codes or ())
    if among:
        return chance.choice(among)
    day = FIRST + timedelta(days=chance.randrange(1000))
    by_kind = {
        Kind.WHOLE: chance.randrange(int(column.least or 0), 91),
        Kind.NUMBER: float(chance.randrange(400)),
        Kind.LONGITUDE: -1.2,
        Kind.LATITUDE: 53.0,
        Kind.DATE: day,
        Kind.TIMESTAMP: datetime.combine(day, time()),
        Kind.MONTH: day.replace(day=1),
        Kind.YES_NO: chance.random() < 0.5,
    }
    # few different words, so that rows meet in groups
    return by_kind.get(column.kind, f"{column.name} {chance.randrange(40)}")
