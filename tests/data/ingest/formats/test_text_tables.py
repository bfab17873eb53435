"""CSV and its kin: encodings, delimiters, titles, broken rows with their exact lines, and the engine's own
reading of clean files.
"""

import random

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples.bad_input import makers

from headwater.data.ingest.formats.layout import delimiter_of, heading_row
from headwater.data.ingest.formats.signatures import Signature, signature
from headwater.vocabulary.problems import CATALOGUE

EXPECTED = [(*row, line) for line, row in enumerate(makers.ROWS, start=2)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_clean_file_is_read_as_it_stands_whatever_its_delimiter_and_line_ends(
    tmp_path, opened, rows, delimiter, end
):
    path = makers.make_file(tmp_path, makers.csv_text(delimiter=delimiter, end=end))
    (sheet,) = opened(path).sheets
    assert (sheet.kind, sheet.path, sheet.delimiter, sheet.lines) == ("csv", path, delimiter, "physical")
    assert (sheet.headings, sheet.skip, sheet.rows_hint) == (makers.HEADINGS, 1, 3)
    assert rows(sheet) == EXPECTED


def test_the_thorough_path_reads_the_same_rows_and_lines(tmp_path, opened, rows):
    (sheet,) = opened(makers.make_file(tmp_path, makers.csv_text()), thorough=True).sheets
    assert (sheet.kind, sheet.lines) == ("parquet", "exact")
    assert rows(sheet) == EXPECTED


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
    ],
)
def test_every_usual_encoding_is_read_and_said(tmp_path, opened, rows, encoding, said):
    text = makers.csv_text(headings=("Place", "Count"), rows=[("Café Noël", "1"), ("£5 shop", "2")])
    (sheet,) = opened(makers.make_file(tmp_path, text.encode(encoding))).sheets
    assert sheet.encoding == said
    assert sheet.headings == ("Place", "Count")
    assert rows(sheet) == [("Café Noël", "1", 2), ("£5 shop", "2", 3)]


def test_rows_that_are_no_utf_16_are_named(tmp_path, opened, rows):
    broken = "a,b\n1,2\n3,".encode("utf-16-le") + b"\x00\xdc" + "\n5,6\n".encode("utf-16-le")
    (sheet,) = opened(makers.make_file(tmp_path, b"\xff\xfe" + broken)).sheets
    assert [(p.code, p.line) for p in sheet.problems] == [("nul_bytes", 3)]
    assert rows(sheet) == [("1", "2", 2), ("5", "6", 4)]


def test_a_replacement_character_that_was_sent_is_a_letter(tmp_path, opened, rows):
    path = makers.make_file(tmp_path, "a,b\ncaf\ufffd,2\n")
    for thorough in (False, True):
        assert rows(opened(path, thorough=thorough).sheets[0]) == [("caf\ufffd", "2", 2)]


def test_bytes_that_no_windows_page_has_are_read_as_latin_1(tmp_path, opened, rows):
    (sheet,) = opened(makers.make_file(tmp_path, b"Place,Count\nCaf\xe9\x81,1\n")).sheets
    assert sheet.encoding == "latin-1"
    assert rows(sheet) == [("Café\x81", "1", 2)]


def test_a_non_ascii_character_across_blocks_is_still_utf_8(tmp_path, opened):
    row = "é" * 1000 + ",1\n"
    (sheet,) = opened(makers.make_file(tmp_path, "ab,c\n" + row * 1500)).sheets
    assert (sheet.encoding, sheet.kind, sheet.rows_hint) == ("utf-8", "csv", 1500)


def test_an_encoding_that_breaks_late_in_the_file_is_seen(tmp_path, opened):
    (sheet,) = opened(makers.make_file(tmp_path, b"ab,c\n" + b"x,1\n" * 600_000 + b"caf\xe9,2\n")).sheets
    assert (sheet.encoding, sheet.rows_hint) == ("cp1252", 600_001)


def test_titles_above_the_headings_are_skipped(tmp_path, opened, rows):
    titles = 'Nottinghamshire return,,,\n"Made on 3 May, by the unit"\n\n'
    (sheet,) = opened(makers.make_file(tmp_path, titles + makers.csv_text())).sheets
    assert sheet.headings == makers.HEADINGS
    assert rows(sheet) == [(*row[:4], line) for row, line in zip(makers.ROWS, (5, 6, 7), strict=True)]


def test_a_declared_separator_is_obeyed(tmp_path, opened, rows):
    (sheet,) = opened(makers.make_file(tmp_path, "sep=;\r\nplace;count\r\nA, B;2\r\n")).sheets
    assert sheet.headings == ("place", "count")
    assert rows(sheet) == [("A, B", "2", 3)]


def test_a_line_break_in_quotes_is_kept_and_lines_stay_exact(tmp_path, opened, rows):
    (sheet,) = opened(makers.make_file(tmp_path, 'place,count\n"The Old\nMill",1\nPark,2\n')).sheets
    assert rows(sheet) == [("The Old\nMill", "1", 2), ("Park", "2", 4)]


def test_ragged_rows_are_named_by_their_lines_and_left_out(tmp_path, opened, rows):
    (sheet,) = opened(makers.make_file(tmp_path, 'a,b,c\n1,2,3\n4,5\n"x\ny",5,6\n7,8,9,10\n7,8,9,,\n')).sheets
    assert [(p.code, p.line) for p in sheet.problems] == [("too_few_cells", 3), ("too_many_cells", 6)]
    assert rows(sheet) == [("1", "2", "3", 2), ("x\ny", "5", "6", 4), ("7", "8", "9", 7)]


def test_a_ragged_row_deep_in_a_file_is_found(tmp_path, opened):
    text = "a,b\n" + "1,2\n" * 200_000 + "1234\n1,2,3\n"
    fast, slow = (opened(makers.make_file(tmp_path, text), thorough=each).sheets[0] for each in (False, True))
    assert fast.kind == "csv", "its delimiters add up, so only the engine can tell"
    assert [(p.code, p.line) for p in slow.problems] == [
        ("too_few_cells", 200_002),
        ("too_many_cells", 200_003),
    ]


def test_the_engine_refuses_a_clean_looking_file_with_ragged_rows(tmp_path, opened, rows):
    (sheet,) = opened(makers.make_file(tmp_path, "a,b\n" + "1,2\n" * 200_000 + "1234\n1,2,3\n")).sheets
    with pytest.raises(duckdb.Error):
        rows(sheet)


def test_a_file_cut_short_anywhere_keeps_its_whole_rows_and_names_the_torn_one(tmp_path, opened, rows):
    whole = "aa,bb,cc\n" + "11,22,33\n" * 3
    for at in range(len("aa,bb,cc\n") + 1, len(whole)):
        text = whole[:at]
        torn = text[text.rindex("\n") + 1 :]
        (sheet,) = opened(makers.make_file(tmp_path, text)).sheets
        lost = bool(torn) and torn.count(",") < 2  # what is cut in its last cell looks whole
        line = text.count("\n") + 1
        assert [(p.code, p.line) for p in sheet.problems] == ([("cut_short", line)] if lost else [])
        assert len(rows(sheet)) == text.count("\n") - 1 + (bool(torn) and not lost)


def test_a_quote_that_is_never_closed_loses_one_row_only(tmp_path, opened, rows):
    (sheet,) = opened(makers.make_file(tmp_path, 'a,b\n1,2\n3,"oops\n5,6\n7,"8"\n9,10\n')).sheets
    assert [(p.code, p.line) for p in sheet.problems] == [("too_few_cells", 3)]
    assert [row[-1] for row in rows(sheet)] == [2, 4, 5, 6]


def test_a_quote_inside_a_word_is_a_letter_like_any_other(tmp_path, opened, rows):
    (sheet,) = opened(makers.make_file(tmp_path, 'a,b\n5" pipe,2\n3,4\n')).sheets
    assert rows(sheet) == [('5" pipe', "2", 2), ("3", "4", 3)]


def test_rows_with_nul_bytes_are_named_and_left_out(tmp_path, opened, rows):
    (sheet,) = opened(makers.make_file(tmp_path, b"a,b\n1,2\n3,\x004\n5,6\n")).sheets
    assert [(p.code, p.line) for p in sheet.problems] == [("nul_bytes", 3)]
    assert rows(sheet) == [("1", "2", 2), ("5", "6", 4)]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_of_ten_million_characters_is_named_and_left_out(tmp_path, opened, rows, quote):
    text = f"a,b\n1,2\n3,{quote}{'x' * 10_000_000}{quote}\n5,6\n"
    (sheet,) = opened(makers.make_file(tmp_path, text)).sheets
    assert [(p.code, p.line, p.column, p.detail) for p in sheet.problems] == [
        ("too_long", 3, "b", "1,000,000")
    ]
    assert rows(sheet) == [("1", "2", 2), ("5", "6", 4)]


def test_a_cell_just_past_the_limit_is_named_too(tmp_path, opened, rows):
    (sheet,) = opened(makers.make_file(tmp_path, f"a,b\n{'x' * 1_000_001},2\n5,6\n"), thorough=True).sheets
    assert [(p.code, p.line, p.column) for p in sheet.problems] == [("too_long", 2, "a")]
    assert rows(sheet) == [("5", "6", 3)]


def test_cells_that_begin_with_an_equals_sign_stay_text(tmp_path, opened, rows):
    (sheet,) = opened(makers.make_file(tmp_path, 'a,b\n=1+1,"=HYPERLINK(""x"")"\n')).sheets
    assert rows(sheet) == [("=1+1", '=HYPERLINK("x")', 2)]


def test_duplicated_headings_are_kept_for_the_contract_to_judge(tmp_path, opened):
    (sheet,) = opened(makers.make_file(tmp_path, "Month, Month ,b\n1,2,3\n")).sheets
    assert sheet.headings == ("Month", "Month", "b")


def test_empty_rows_are_not_rows(tmp_path, opened, rows):
    (sheet,) = opened(makers.make_file(tmp_path, "a,b\n1,2\n,\n\n3,4\n , \n\n")).sheets
    assert rows(sheet) == [("1", "2", 2), ("3", "4", 5)]
    assert not sheet.problems


@pytest.mark.parametrize("name", ["return [1].csv", "a*.csv", "what?.csv", "it's.csv", "a[*]?'.csv"])
def test_no_letter_of_a_name_is_read_as_a_pattern(tmp_path, opened, rows, name):
    makers.make_file(tmp_path, "a,b\nwrong,file\n", "a1.csv")
    (sheet,) = opened(makers.make_file(tmp_path, "a,b\n1,2\n", name)).sheets
    assert (sheet.kind, rows(sheet)) == ("csv", [("1", "2", 2)])


def test_problems_of_rows_are_a_sequence_like_any_other(tmp_path, opened):
    (sheet,) = opened(makers.make_file(tmp_path, "a,b\n1\n2\n3,4\n5\n")).sheets
    assert [problem.line for problem in sheet.problems[1:]] == [3, 5]
    assert sheet.problems[-1].line == 5
    with pytest.raises(IndexError):
        sheet.problems[3]


def test_old_line_ends_are_read(tmp_path, opened, rows):
    (sheet,) = opened(makers.make_file(tmp_path, "a,b\r1,2\r3,4\r")).sheets
    assert rows(sheet) == [("1", "2", 2), ("3", "4", 3)]


def test_an_empty_cell_is_null_on_both_paths(tmp_path, opened, rows):
    path = makers.make_file(tmp_path, "a,b\n1,\n,2\n")
    for thorough in (False, True):
        (sheet,) = opened(path, thorough=thorough).sheets
        assert rows(sheet) == [("1", None, 2), (None, "2", 3)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\n\n\n", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b" , ,\n", "empty_file"),
        (b"a,b\n", "headings_only"),
        (b"a,b", "headings_only"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "is_a_web_page"),
        (b"\n\n  <html lang='en'><head></head></html>", "is_a_web_page"),
        (b'{"error": "not found"}', "not_recognised"),
        (b'[{"a": 1}]', "not_recognised"),
        (b"a," * 20_000 + b"a\n", "not_recognised"),
        (b"%PDF-1.7 ...", "not_text"),
        (b"\x89PNG\r\n\x1a\n0000", "not_text"),
        (bytes(range(32)) * 40, "not_text"),
    ],
)
def test_files_that_are_no_table_are_refused_with_a_sentence(tmp_path, refusal, content, code):
    assert refusal(makers.make_file(tmp_path, content)) == code
    assert CATALOGUE[code].remedy


def test_headings_without_rows_still_show_their_headings(tmp_path, opened):
    found = opened(makers.make_file(tmp_path, "a,b\n"))
    assert found.sheets[0].headings == ("a", "b")


def test_bracketed_headings_are_not_json():
    assert signature(b"[Crime ID],[Month]\n1,2\n") is Signature.TEXT
    assert signature(b"<<<< Calculator >>>>\n") is Signature.TEXT


@pytest.mark.parametrize(
    ("head", "delimiter"),
    [("a;b\n1,5;2,5\n3,5;4,5\n", ";"), ("a,b\n1;2,3\n", ","), ("one\ntwo\n", ","), ("a\tb\n1, 2\t3\n", "\t")],
)
def test_the_delimiter_is_the_one_that_makes_rows_alike(head, delimiter):
    assert delimiter_of(head) == delimiter


@pytest.mark.parametrize(
    ("table", "place"),
    [
        ([["Title", "", ""], ["", "Victims", ""], ["Month", "Under 25", "All"], ["2024-01", "1", "2"]], 2),
        ([["0", "1", "90+"], ["4", "5", "6"]], 0),
        ([["", ""]], None),
        ([["a", "b", "c", "d"], ["1", "", "", ""], ["2", "", "", "3"]], 0),
    ],
)
def test_the_heading_row_is_the_first_full_one(table, place):
    assert heading_row(table) == place


cells = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]),
    min_size=1,
    max_size=12,
).filter(str.strip)
tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=8)
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables, newline=st.booleans())
def test_whatever_stands_in_the_cells_comes_back(tmp_path, opened, rows, table, newline):
    """Quoted as CSV asks, any text survives, on the line it stood on."""
    quoted = [
        ",".join('"' + cell.replace('"', '""') + ("\n" if newline else "") + '"' for cell in row)
        for row in table
    ]
    heading = ",".join(f"heading {place}" for place in range(len(table[0])))
    (sheet,) = opened(makers.make_file(tmp_path, "\n".join([heading, *quoted, ""]))).sheets
    assert [tuple(cell.rstrip("\n") for cell in row[:-1]) for row in rows(sheet)] == [
        tuple(row) for row in table
    ]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=400),
    start=st.sampled_from(
        [
            b"",
            b"a,b\n",
            b"PK\x03\x04",
            b"\x1f\x8b\x08",
            b"PAR1",
            b"<a>",
            b'{"features":[',
            b"\xff\xfe",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"SQLite format 3\x00",
        ]
    ),
)
def test_no_bytes_at_all_raise(tmp_path, opened, content, start):
    found = opened(makers.make_file(tmp_path, start + content))
    assert found.sheets or found.refused


def test_a_file_broken_anywhere_loses_no_line_silently(tmp_path, opened, rows):
    """Every line is either a row or a problem, for a hundred random ways to break one."""
    chance = random.Random(4)
    for _ in range(100):
        lines = [f"{n},{n}" for n in range(50)]
        for _ in range(chance.randrange(1, 4)):
            lines[chance.randrange(50)] = chance.choice(["1", "1,2,3", '"1,2', '1,"2', "1,2\0", '1,"a"b'])
        (sheet,) = opened(makers.make_file(tmp_path, "\n".join(["a,b", *lines, ""])), thorough=True).sheets
        seen = sorted([row[-1] for row in rows(sheet)] + [problem.line for problem in sheet.problems])
        assert seen == list(range(2, 52))


@pytest.mark.parametrize(
    "cell", [" a", "a ", '" a"', '"a "', "\ta", "a\u00a0", "\u200ba", "\x1fa", " ", "a\x0b"]
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_space_at_the_edge_of_any_cell_is_seen(tmp_path, opened, cell, place):
    cells = ["x", "y", "z"]
    cells[place] = cell
    path = makers.make_file(tmp_path, f"one,two,three\n1,2,3\n{','.join(cells)}")
    assert opened(path).sheets[0].padded


@pytest.mark.parametrize("seam", [", ", " ,"])
def test_a_space_at_the_seam_of_two_blocks_is_seen(tmp_path, opened, seam):
    block = 1024 * 1024
    head = "one,two\n" + "a,b\n" * (block // 4 - 3)
    head += "c" * (block - 1 - len(head))
    path = makers.make_file(tmp_path, f"{head}{seam}d\n")
    assert opened(path).sheets[0].padded


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_file_without_such_spaces_is_not_searched_for_them(tmp_path, opened, newline):
    lines = ["one,two", "on or near,a b", '"c d","e"', ""]
    (sheet,) = opened(makers.make_file(tmp_path, newline.join(lines))).sheets
    assert (sheet.kind, sheet.padded) == ("csv", False)
