"""A plan's clauses as rows of cells, in the columns that importing reads: what goes out comes in again unchanged."""

from collections.abc import Iterator

from headwater.governance.strategy import bringing, queries
from headwater.governance.strategy.importing import COLUMNS
from headwater.governance.strategy.models import Plan


def table(plan: Plan) -> Iterator[tuple[str, ...]]:
    """The headings, then one row a clause; the parts of a list are set apart by semicolons."""
    yield COLUMNS
    for _depth, clause in queries.in_outline(queries.clauses(plan)):
        row = bringing.row_of(clause)
        yield tuple(_cell(getattr(row, name)) for name in COLUMNS)


def _cell(said: str | tuple[str, ...]) -> str:
    return said if isinstance(said, str) else "; ".join(said)
