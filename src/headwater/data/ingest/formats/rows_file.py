"""Writes rows of text cells, with the line each began on, to a Parquet file in batches. Memory stays the
same however many rows come.
"""

from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from headwater.data.ingest.formats.sheets import LINE

_BATCH_ROWS = 50_000
_BATCH_CHARACTERS = 24 * 1024 * 1024


class RowsFile:
    """A Parquet file being written. Every cell is text; an empty cell is null."""

    def __init__(self, path: Path, *, columns: int) -> None:
        self.path = path
        self.rows = 0
        self._columns = columns
        self._batch: list[list[str | None]] = []
        self._lines: list[int] = []
        self._characters = 0
        names = [*(f"c{place}" for place in range(columns)), LINE]
        self._schema = pa.schema([(name, pa.int64() if name == LINE else pa.string()) for name in names])
        self._writer = pq.ParquetWriter(path, self._schema, compression="lz4")

    def add(self, cells: list[str | None], line: int) -> None:
        """One row; it must have as many cells as the file has columns."""
        self._batch.append(cells)
        self._lines.append(line)
        self.rows += 1
        self._characters += sum(map(len, filter(None, cells)))
        if len(self._batch) >= _BATCH_ROWS or self._characters >= _BATCH_CHARACTERS:
            self._flush()

    def _flush(self) -> None:
        if not self._batch:
            return
        columns = list(zip(*self._batch, strict=True)) if self._columns else []
        arrays = [_texts(column) for column in columns]
        self._writer.write_table(pa.table([*arrays, pa.array(self._lines, pa.int64())], schema=self._schema))
        self._batch, self._lines, self._characters = [], [], 0

    def __enter__(self) -> "RowsFile":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
        self._writer.close()
        if kind is not None:
            self.path.unlink(missing_ok=True)


def _texts(column: tuple[str | None, ...]) -> pa.Array:
    try:
        return pa.array(column, pa.string())
    except UnicodeEncodeError:  # half of a character, which JSON can spell and UTF-8 cannot
        return pa.array([cell and cell.encode(errors="replace").decode() for cell in column], pa.string())
