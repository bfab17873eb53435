"""Figures as files: the same as on the page, described, and safe to open in a spreadsheet."""

import csv
import io
import zipfile

from django.test import Client
from web import town

from headwater.vocabulary.cells import safe_cell
from headwater.web import downloads

CHOICE = f"indicator={town.INDICATOR}&area={town.TOWN}&grain=month"


def test_the_csv_holds_long_rows_with_state_range_and_source(figures):
    answer = Client().get(f"/trends/table.csv?{CHOICE}")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert list(rows[0]) == list(downloads.COLUMNS)
    assert len(rows) == 24
    assert rows[0]["status"] == "value"
    assert float(rows[0]["lower"]) < float(rows[0]["value"]) < float(rows[0]["upper"])
    assert rows[0]["source"] == "Made up for a test."


def test_the_csv_says_where_it_is_described(figures):
    link = Client().get(f"/trends/table.csv?{CHOICE}").headers["Link"]
    described = Client().get(link[1 : link.index(">")]).json()
    assert [column["name"] for column in described["tableSchema"]["columns"]] == list(downloads.COLUMNS)
    assert described["dc:source"] == "Made up for a test."


def test_the_workbook_has_the_figures_and_their_source(figures):
    answer = Client().get(f"/trends/table.xlsx?{CHOICE}")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        assert b"Made up for a test." in book.read("xl/sharedStrings.xml")
        assert {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"} <= set(book.namelist())


def test_no_cell_runs_as_a_formula():
    for start in "=+-@\t":
        assert safe_cell(f"{start}SUM(A1)") == f"'{start}SUM(A1)"
    assert safe_cell(-1.5) == -1.5
