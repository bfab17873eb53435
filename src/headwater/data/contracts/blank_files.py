"""An empty file to fill in, for whoever sends a source and has no system that writes it.

As a workbook each heading has a note that says what belongs under it, and a column of codes offers them. There is
no line of examples in it: examples that were forgotten there would be counted.
"""

import csv
import io
from itertools import count

import xlsxwriter

from headwater.data.contracts.language import Column, Contract, Kind

ROWS = 2_000  # that offer the codes of their column
LONGEST_LIST = 255  # characters of a list of codes that a workbook can hold
NOTE = {"x_scale": 2.4, "y_scale": 1.6}


def headings(contract: Contract) -> list[str]:
    """The best known spelling of each column."""
    return [column.headings[0] if column.headings else column.name for column in contract.columns]


def as_csv(contract: Contract) -> str:
    """The headings and, where every column that must be filled has one, a line of examples."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(headings(contract))
    if all(each.example for each in contract.columns if each.required):
        writer.writerow([each.example for each in contract.columns])
    return target.getvalue()


def as_workbook(contract: Contract) -> bytes:
    """The headings alone, with notes and lists to choose from."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("Return")
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 0)
    for place, column, heading in zip(count(), contract.columns, headings(contract), strict=False):
        # months, dates and codes stay as they are typed: a workbook would turn 2024-03 and 10-14 into days
        typed = None if column.kind in {Kind.WHOLE, Kind.NUMBER} else text
        sheet.set_column(place, place, max(12, len(heading) + 2), typed)
        sheet.write_string(0, place, heading, bold)
        sheet.write_comment(0, place, note(column), NOTE)
        if codes := _choices(column):
            sheet.data_validation(1, place, ROWS, place, {"validate": "list", "source": codes})
    book.close()
    return target.getvalue()


def note(column: Column) -> str:
    """What belongs under a heading, in a few lines."""
    unit = f" In {column.unit}." if column.unit else ""
    must = "Fill it in on every row." if column.required else "May be left empty."
    example = f" For example: {column.example}" if column.example else ""
    return f"{column.meaning}{unit} {must}{example}"


def _choices(column: Column) -> list[str]:
    codes = [code for code in column.codes or () if code]
    return codes if codes and len(",".join(codes)) <= LONGEST_LIST else []
