"""What the footers of Parquet files say of their columns: the last day, how many cells are empty. No row is read.

Parts never change, so a footer is read once a process.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import pyarrow.parquet as pq

from headwater.data.lake.parts import Part

_KEPT = 20_000  # footers of one column, a few bytes each


def last_day(parts: Iterable[Part], column: str) -> date | None:
    """The latest day in a column of these parts; None where there is none."""
    days = [day for part in parts if (day := _of(part.file, column)[0])]
    return max(days, default=None)


def empty_cells(parts: Iterable[Part], column: str) -> int:
    """How many rows of these parts have nothing in this column."""
    return sum(_of(part.file, column)[1] for part in parts)


@lru_cache(maxsize=_KEPT)
def _of(file: Path, column: str) -> tuple[date | None, int]:
    footer = pq.read_metadata(file)
    place = footer.schema.names.index(column)
    last: date | None = None
    empty = 0
    for group in range(footer.num_row_groups):
        said = footer.row_group(group).column(place).statistics
        if said is None:
            continue
        empty += said.null_count or 0
        if said.has_min_max and isinstance(said.max, date):
            day = said.max.date() if isinstance(said.max, datetime) else said.max
            last = max(last or day, day)
    return last, empty
