"""A plan's clauses as a table, in the columns that importing reads: what goes out comes in again unchanged."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

import xlsxwriter

from headwater.governance.strategy import bringing, queries
from headwater.governance.strategy.importing import COLUMNS
from headwater.governance.strategy.models import Plan
from headwater.vocabulary.cells import safe_cell


def table(plan: Plan, *, public_only: bool = False) -> Iterator[tuple[str, ...]]:
    """The headings, then one row a clause; the parts of a list are set apart by semicolons. `public_only` names no draft."""
    yield COLUMNS
    hidden = queries.drafts(public_only=public_only)
    for _depth, clause in queries.in_outline(queries.clauses(plan)):
        row = bringing.row_of(clause)
        row = replace(row, aligned_with=queries.told(row.aligned_with, hidden=hidden))
        yield tuple(_cell(getattr(row, name)) for name in COLUMNS)


def as_csv(plan: Plan, *, public_only: bool = False) -> bytes:
    """With the mark by which spreadsheets know UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows(table(plan, public_only=public_only))
    return text.getvalue().encode("utf-8-sig")


def as_workbook(plan: Plan, *, public_only: bool = False) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Clauses")
        bold = book.add_format({"bold": True})
        for at, row in enumerate(table(plan, public_only=public_only)):
            for place, words in enumerate(row):
                sheet.write_string(at, place, words, None if at else bold)
        sheet.freeze_panes(1, 0)
        sheet.set_column(2, 2, 80)
    return buffer.getvalue()


def _cell(said: str | tuple[str, ...]) -> str:
    return str(safe_cell(said if isinstance(said, str) else "; ".join(said)))
