"""Workbooks: titles, several sheets, dates and numbers as people mean them; and those that are refused
before they are read.
"""

import datetime
import zipfile

import pytest
from samples.bad_input import makers

from headwater.data.ingest.formats import opening
from headwater.data.ingest.formats.sheets import MEGABYTE, Limits

HEADINGS = ["Intervention", "Quarter starts", "Contacts", "Spend"]
ROWS = [["Mentoring", datetime.date(2024, 4, 1), 12, 1250.5], ["Sport", datetime.date(2024, 7, 1), 1947.0, 0]]
EXPECTED = [("Mentoring", "2024-04-01", "12", "1250.5"), ("Sport", "2024-07-01", "1947", "0")]


def test_a_worksheet_gives_dates_as_iso_and_whole_numbers_without_a_point(tmp_path, opened, rows):
    (sheet,) = opened(makers.make_workbook(tmp_path, {"Return": [HEADINGS, *ROWS]})).sheets
    assert (sheet.name, sheet.headings, sheet.lines, sheet.rows_hint) == (
        "Return",
        tuple(HEADINGS),
        "exact",
        2,
    )
    assert rows(sheet) == [(*row, line) for row, line in zip(EXPECTED, (2, 3), strict=True)]


def test_merged_titles_are_skipped_and_lines_are_the_worksheets_own(tmp_path, opened, rows):
    table = [["Provider", "Acme"], [], HEADINGS, *ROWS]
    (sheet,) = opened(
        makers.make_workbook(tmp_path, {"Return": table}, merged="Quarterly return 2024")
    ).sheets
    assert sheet.headings == tuple(HEADINGS)
    assert [row[-1] for row in rows(sheet)] == [6, 7]


def test_empty_rows_in_between_and_at_the_end_are_no_rows(tmp_path, opened, rows):
    table = [HEADINGS, ROWS[0], ["", " ", "", ""], ROWS[1], ["", "", "", ""], [" "]]
    (sheet,) = opened(makers.make_workbook(tmp_path, {"Return": table})).sheets
    assert [row[-1] for row in rows(sheet)] == [2, 4]


def test_moments_yes_and_no_and_times_have_a_plain_text(tmp_path, opened, rows):
    moment = datetime.datetime.fromisoformat("2024-03-16T23:30")
    table = [["at", "flag", "share", "large"], [moment, True, 0.25, 1e20], [moment, False, -3, 12]]
    (sheet,) = opened(makers.make_workbook(tmp_path, {"A": table})).sheets
    assert rows(sheet)[0][:4] == ("2024-03-16T23:30:00", "true", "0.25", "1e+20")
    assert rows(sheet)[1][:4] == ("2024-03-16T23:30:00", "false", "-3", "12")


def test_every_filled_sheet_is_given_and_hidden_ones_are_marked(tmp_path, opened):
    sheets = {"Return": [HEADINGS, *ROWS], "Lists": [["Wards"], ["Aspley"]], "Empty": []}
    found = opened(makers.make_workbook(tmp_path, sheets, hidden=["Lists"]))
    assert [(sheet.name, sheet.hidden) for sheet in found.sheets] == [("Return", False), ("Lists", True)]


def test_headings_with_line_breaks_and_notes_beside_the_table(tmp_path, opened, rows):
    table = [["Month", "Under\n25 "], ["2024-01", 4, "", "a note"]]
    (sheet,) = opened(makers.make_workbook(tmp_path, {"A": table})).sheets
    assert sheet.headings == ("Month", "Under 25")
    assert rows(sheet) == [("2024-01", "4", 2)]


def test_headings_only_and_empty_workbooks_are_refused(tmp_path, refusal):
    assert refusal(makers.make_workbook(tmp_path, {"Return": [HEADINGS]})) == "headings_only"
    assert refusal(makers.make_workbook(tmp_path, {"Return": []})) == "empty_file"


def test_an_old_macro_workbook_is_refused(tmp_path, refusal):
    assert refusal(makers.make_ole(tmp_path, "_VBA_PROJECT")) == "macro_workbook"


def test_an_old_workbook_that_cannot_be_read_is_broken_and_a_letter_is_no_table(tmp_path, refusal):
    assert refusal(makers.make_ole(tmp_path, "Workbook")) == "broken_archive"
    assert refusal(makers.make_ole(tmp_path, "WordDocument")) == "not_text"
    assert (
        refusal(makers.make_zip(tmp_path, {"[Content_Types].xml": b"", "word/document.xml": b""}))
        == "not_text"
    )
    assert (
        refusal(makers.make_zip(tmp_path, {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}))
        == "not_text"
    )


def test_one_far_cell_does_not_take_all_memory(tmp_path, refusal):
    assert refusal(makers.make_far_cell_workbook(tmp_path)) == "too_large_unpacked"


@pytest.mark.parametrize("after", [b'r="xfd1048576"', b'r="Xfd1048576"'])
def test_a_far_cell_is_seen_however_its_column_is_written(tmp_path, refusal, after):
    """The reader takes small letters as well."""
    with zipfile.ZipFile(makers.make_far_cell_workbook(tmp_path)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert b'r="XFD1048576"' in parts[sheet]
    parts[sheet] = parts[sheet].replace(b'r="XFD1048576"', after)
    assert refusal(makers.make_zip(tmp_path, parts)) == "too_large_unpacked"


def test_one_long_text_in_many_cells_does_not_take_all_memory(tmp_path, opened, refusal):
    few = makers.make_workbook(tmp_path, {"A": [["a", "b"], *([["x" * 30_000, 1]] * 20)]})
    assert opened(few, unpacked=2 * MEGABYTE).sheets[0].rows_hint == 20
    many = makers.make_workbook(tmp_path, {"A": [["a", "b"], *([["x" * 30_000, 1]] * 300)]})
    assert refusal(many, unpacked=2 * MEGABYTE) == "too_large_unpacked"


def test_a_workbook_that_unpacks_too_far_is_refused(tmp_path, refusal):
    path = makers.make_workbook(tmp_path, {"A": [HEADINGS, *ROWS]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/bomb.bin", bytes(9 * 1024 * 1024))
    assert refusal(path, unpacked=8 * 1024 * 1024) == "too_large_unpacked"


def test_a_workbook_with_a_broken_sheet_is_refused(tmp_path, refusal):
    path = makers.make_workbook(tmp_path, {"A": [HEADINGS, *ROWS]})
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(broken, "w") as packed:
        for name in whole.namelist():
            content = whole.read(name)
            packed.writestr(name, content[:200] if "sheet1" in name else content)
    assert refusal(broken) == "broken_archive"


def test_a_cell_past_the_limit_is_named(tmp_path, opened, rows, work):
    path = makers.make_workbook(tmp_path, {"A": [["a", "b"], ["x" * 500, 1], ["y", 2]]})
    (sheet,) = opening.open_file(path, work=work, limits=Limits(64 * MEGABYTE, cell_characters=400)).sheets
    assert [(p.code, p.line, p.column) for p in sheet.problems] == [("too_long", 2, "a")]
    assert rows(sheet) == [("y", "2", 3)]
