"""The list of bad input, walked item by item through the product: a clear sentence, nothing lost, nothing half done.

`LIST` names each item of the list and the tests that hold it; what one cell or one opened file must say by itself is tested in `formats`
and in `contracts`.
"""

import ast
import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from data import walking
from samples.bad_input import makers

from headwater.data import flow
from headwater.data.ingest import mapping, mapping_profiles, queries
from headwater.data.ingest.models import Submission, SubmissionState
from headwater.data.lake import engine, manifest, reading
from headwater.governance.partners import queries as partners
from headwater.machinery import file_store, home
from headwater.vocabulary.problems import CATALOGUE

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.usefixtures("own_home")]

HERE = Path(__file__).parent
LIST = {
    "wrong encoding": "test_bad_input.py::test_file_written_otherwise_lands_the_same",
    "BOM": "test_bad_input.py::test_file_written_otherwise_lands_the_same",
    "UTF-16": "test_bad_input.py::test_file_written_otherwise_lands_the_same",
    "semicolons": "test_bad_input.py::test_file_written_otherwise_lands_the_same",
    "an encrypted workbook": "test_bad_input.py::test_file_that_is_no_table_is_refused_in_words",
    "a macro workbook": "test_bad_input.py::test_file_that_is_no_table_is_refused_in_words",
    "truncated gzip": "test_bad_input.py::test_file_that_is_no_table_is_refused_in_words",
    "half of a file": "test_bad_input.py::test_file_cut_in_half_lands_its_whole_rows_and_names_the_torn_one",
    "a bomb": "test_bad_input.py::test_bomb_is_refused_in_words",
    "an HTML error page named .csv": "test_bad_input.py::test_file_that_is_no_table_is_refused_in_words",
    "header only": "test_bad_input.py::test_file_that_is_no_table_is_refused_in_words",
    "empty": "test_bad_input.py::test_file_that_is_no_table_is_refused_in_words",
    "missing columns": "test_bad_input.py::test_file_without_a_column_that_must_be_there_waits_for_a_person",
    "missing columns, by a profile": "test_bad_input.py::test_profile_that_no_longer_finds_its_column_is_refused_in_words",
    "extra columns": "test_bad_input.py::test_extra_column_is_left_out_and_said",
    "renamed columns": "test_bad_input.py::test_renamed_column_is_known_by_any_of_its_spellings",
    "duplicated columns": "test_bad_input.py::test_file_that_is_no_table_is_refused_in_words",
    "three date formats": "test_bad_dates.py::test_three_ways_to_write_a_day_land_as_one",
    "impossible dates": "test_bad_dates.py::test_impossible_day_is_named",
    "swapped coordinates": "test_bad_input.py::test_broken_row_is_kept_out_and_named",
    "foreign coordinates": "test_bad_input.py::test_broken_row_is_kept_out_and_named",
    "codes of another vintage": "test_real_traps.py::test_codes_of_2011_and_of_2021_are_brought_together",
    "NUL bytes": "test_bad_input.py::test_broken_row_is_kept_out_and_named",
    "a ten-million-character cell": "test_bad_input.py::test_broken_row_is_kept_out_and_named",
    "cells that begin with =": "test_bad_input.py::test_cell_that_begins_with_an_equals_sign_lands_as_text",
    "cells that begin with =, on the way out": "../../web/test_safe_exports.py::test_no_download_holds_a_cell_that_a_spreadsheet_runs",
    "a file of next month that repeats this month's rows": (
        "test_bad_input.py::test_next_month_that_repeats_this_month_counts_no_row_twice"
    ),
    "the same upload twice at once": "test_walk_killed.py::test_same_content_at_the_same_moment_is_one_submission",
    "disk full": "test_disk_full.py::test_walk_on_a_full_disk_says_so_and_is_finished_once_there_is_room",
    "kill -9 at each step": "test_walk_killed_at_steps.py::test_walk_killed_at_any_step_ends_like_an_undisturbed_one",
}
HEADINGS = tuple((walking.SAMPLES / "police_street" / "good.csv").read_text().splitlines()[0].split(","))
PLACE = "On or near Café Lane"


def street_row(number: int, **given: str) -> list[str]:
    """A row of a street file; names in `given` are headings with `_` for the space."""
    row = {
        "Crime ID": f"{number:064x}",
        "Month": "2024-01",
        "Reported by": "Made-up Police",
        "Falls within": "Made-up Police",
        "Longitude": f"{-1.15 - number / 10_000:.6f}",
        "Latitude": "52.953700",
        "Location": PLACE,
        "LSOA code": "E01900001",
        "LSOA name": "Northgate 001A",
        "Crime type": "Robbery",
        "Last outcome category": "Under investigation",
        "Context": "",
    }
    row |= {name.replace("_", " "): cell for name, cell in given.items()}
    return [row[heading] for heading in HEADINGS]


def street_text(
    rows: Sequence[Sequence[str]], *, headings: Sequence[str] = HEADINGS, delimiter: str = ","
) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows([headings, *rows])
    return text.getvalue()


PLAIN = street_text([street_row(number) for number in range(3)])


def landed_rows(columns: str = "crime_id, month, location") -> list[tuple[object, ...]]:
    sql = f"SELECT {columns} FROM ({reading.rows_sql('police_street')}) ORDER BY ALL"
    return engine.connection().execute(sql).fetchall()


def assert_nothing_is_lost_or_half_done(submission: Submission, path: Path) -> None:
    """The original opens as it came, nothing lies about in the work folder, and no file is in the lake that no manifest names."""
    with file_store.open_sealed(submission.original_path) as original:
        assert original.read() == path.read_bytes()
    assert list(home.folder("work").iterdir()) == []
    assert manifest.sweep() == 0


def save_profile(said: mapping.Mapping, contract_key: str, headings: Sequence[str]) -> None:
    draft = mapping_profiles.Draft("theirs", "the-supplier", contract_key, tuple(headings), said)
    mapping_profiles.save_mapping_profile(draft, by=partners.operator())


def says_of(submission: Submission) -> set[str]:
    return {says for _, _, _, says, _ in queries.problem_lines(submission)}


def cut(content: bytes, share: float) -> bytes:
    return content[: int(len(content) * share)]


@pytest.mark.parametrize("place", sorted(set(LIST.values())))
def test_every_item_of_the_list_has_its_test(place: str) -> None:
    file, _, name = place.partition("::")
    tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (PLAIN.encode(), "utf-8"),
        (PLAIN.encode("cp1252"), "cp1252"),
        (PLAIN.encode("utf-8-sig"), "utf-8"),
        (PLAIN.encode("utf-16"), "utf-16"),
        (PLAIN.encode("utf-16-be"), "utf-16-be"),
        (PLAIN.replace(",", ";").encode(), "utf-8"),
        (PLAIN.replace(",", "\t").replace("\n", "\r\n").encode("cp1252"), "cp1252"),
        (PLAIN.replace("Robbery", "\u00a0\tRobbery \ufeff").encode(), "utf-8"),
    ],
    ids=["plain", "cp1252", "bom", "utf-16", "utf-16-be-unmarked", "semicolons", "tabs-cp1252", "spaces"],
)
def test_file_written_otherwise_lands_the_same(content: bytes, encoding: str, tmp_path: Path) -> None:
    path = makers.make_file(tmp_path, content)
    submission = walking.walk(path)
    assert (submission.state, submission.rows_landed) == (SubmissionState.LANDED, 3)
    assert walking.problems_of(submission) == []
    assert [(crime, place) for crime, _, place in landed_rows()] == [(f"{n:064x}", PLACE) for n in range(3)]
    assert {crime_type for (crime_type,) in landed_rows("crime_type")} == {"Robbery"}
    assert_nothing_is_lost_or_half_done(submission, path)


TWICE = street_text([[*street_row(1), "2024-01"]], headings=[*HEADINGS, "Month"])
NO_TABLES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "encrypted workbook": (
        makers.make_encrypted_workbook,
        "The workbook is protected by a password. Save it without the password and send it through Headwater, which encrypts it.",
    ),
    "macro workbook": (
        makers.make_macro_workbook,
        "The workbook can run macros. Save it as .xlsx (no macros) or CSV.",
    ),
    "truncated gzip": (
        lambda folder: makers.make_gzip(folder, PLAIN.encode(), keep=-9),
        "The compressed file is cut short or damaged. Compress it and send it again.",
    ),
    "half a gzip": (
        lambda folder: makers.make_gzip(folder, PLAIN.encode(), keep=90),
        "The compressed file is cut short or damaged. Compress it and send it again.",
    ),
    "half a workbook": (
        lambda folder: makers.make_file(
            folder,
            cut(makers.make_workbook(folder, {"A": [HEADINGS, street_row(1)]}).read_bytes(), 0.5),
            "half.xlsx",
        ),
        "The compressed file is cut short or damaged. Compress it and send it again.",
    ),
    "web page": (
        lambda folder: makers.make_file(folder, "<!DOCTYPE html><html><body>Sign in</body></html>"),
        "The file is a web page, probably an error or sign-in page saved as a file. Open the link again, sign in and download the file itself.",
    ),
    "header only": (
        lambda folder: makers.make_file(folder, street_text([])),
        "The file has headings and no rows. If there was nothing to report this period, say so when you send it.",
    ),
    "empty": (
        lambda folder: makers.make_file(folder, ""),
        "The file is empty. Export it again; if there was nothing to report, send the headings with no rows.",
    ),
    "picture": (
        lambda folder: makers.make_file(folder, b"\x89PNG\r\n\x1a\n0000"),
        "The file is not text that we can read. Save it as CSV (UTF-8) or XLSX.",
    ),
    "duplicated column": (
        lambda folder: makers.make_file(folder, TWICE),
        "The heading Month stands twice. Rename or remove one of them.",
    ),
}


@pytest.mark.parametrize("what", NO_TABLES)
def test_file_that_is_no_table_is_refused_in_words(what: str, tmp_path: Path) -> None:
    make, says = NO_TABLES[what]
    path = make(tmp_path)
    submission = walking.walk(path)
    assert (submission.state, submission.refusal_says) == (SubmissionState.REFUSED, says)
    assert submission.rows_landed == 0
    assert manifest.tables() == []
    assert len(list(queries.problem_lines(submission))) == 1
    assert_nothing_is_lost_or_half_done(submission, path)


def test_bomb_is_refused_in_words(tmp_path: Path, settings) -> None:
    settings.HEADWATER_UNPACKED_LIMIT = 2 * 1024 * 1024
    path = makers.make_gzip_bomb(tmp_path, size=16 * 1024 * 1024)
    submission = walking.walk(path)
    assert submission.state == SubmissionState.REFUSED
    assert submission.refusal_says == "The file unpacks to more than 2 MB. Send it in smaller parts."
    assert_nothing_is_lost_or_half_done(submission, path)


def test_file_cut_in_half_lands_its_whole_rows_and_names_the_torn_one(tmp_path: Path) -> None:
    whole = street_text([street_row(number) for number in range(100)]).encode()
    path = makers.make_file(tmp_path, cut(whole, 0.5))
    complete = cut(whole, 0.5).decode().count("\n") - 1
    submission = walking.walk(path)
    assert submission.state == SubmissionState.LANDED
    assert (submission.rows_landed, submission.rows_quarantined) == (complete, 1)
    assert walking.problems_of(submission) == [(complete + 2, "", "cut_short")]
    assert says_of(submission) == {"The last row breaks off: the file may have been cut short on its way."}
    assert_nothing_is_lost_or_half_done(submission, path)


def test_file_without_a_column_that_must_be_there_waits_for_a_person(tmp_path: Path) -> None:
    without = [[cell for at, cell in enumerate(row) if at != 1] for row in (HEADINGS, street_row(1))]
    path = makers.make_file(tmp_path, street_text(without[1:], headings=without[0]))
    submission = walking.walk(path)
    assert submission.state == SubmissionState.NEEDS_MAPPING
    assert submission.get_state_display() == "Its columns match no contract yet"
    assert manifest.tables() == []
    assert_nothing_is_lost_or_half_done(submission, path)


def test_file_with_more_columns_than_anybody_could_match_is_refused_in_words(tmp_path: Path) -> None:
    path = makers.make_file(
        tmp_path, street_text([["1"] * 501], headings=[f"Heading {at}" for at in range(501)])
    )
    submission = walking.walk(path)
    assert submission.state == SubmissionState.REFUSED
    assert submission.refusal_says == (
        "The headings match no contract, and there are more than 500 of them to match. "
        "Send the columns that belong to the source, and no others."
    )
    assert_nothing_is_lost_or_half_done(submission, path)


def test_profile_that_no_longer_finds_its_column_is_refused_in_words(tmp_path: Path) -> None:
    save_profile(mapping.Mapping({"When": "month"}), "police_street", ["Crime ID", "When", *HEADINGS[2:]])
    headings = ["Crime ID", "Moment", *HEADINGS[2:]]
    path = makers.make_file(tmp_path, street_text([street_row(1)], headings=headings))
    submission = flow.walk(walking.receive(path), by=partners.operator(), profile="theirs")
    assert submission.state == SubmissionState.REFUSED
    assert submission.refusal_says == "The column month is missing. Add it, or match another column to it."
    assert_nothing_is_lost_or_half_done(submission, path)


def test_extra_column_is_left_out_and_said(tmp_path: Path) -> None:
    path = makers.make_file(
        tmp_path, street_text([[*street_row(1), "PC 99"]], headings=[*HEADINGS, "Officer"])
    )
    submission = walking.walk(path)
    assert (submission.state, submission.rows_landed) == (SubmissionState.LANDED, 1)
    assert says_of(submission) == {"The column Officer is not in the contract and was left out."}
    assert "PC 99" not in repr(walking.stored_rows(walking.active_files("police_street")))
    assert_nothing_is_lost_or_half_done(submission, path)


def test_renamed_column_is_known_by_any_of_its_spellings(tmp_path: Path) -> None:
    headings = ["crime_id", " MONTH ", "Reported  By", *HEADINGS[3:]]
    submission = walking.walk(makers.make_file(tmp_path, street_text([street_row(1)], headings=headings)))
    assert (submission.state, submission.rows_landed) == (SubmissionState.LANDED, 1)
    assert walking.problems_of(submission) == []


BROKEN_ROWS: dict[str, tuple[dict[str, str], str, str, str]] = {
    "impossible month": ({"Month": "2024-13"}, "month", "not_a_month", "Month is not a month."),
    "day for a month": ({"Month": "31/02/2024"}, "month", "not_a_month", "Month is not a month."),
    "swapped coordinates": (
        {"Longitude": "52.9537", "Latitude": "-1.1491"},
        "longitude",
        "swapped_coordinates",
        "Longitude and latitude look swapped.",
    ),
    "foreign coordinates": (
        {"Longitude": "13.4", "Latitude": "52.5"},
        "longitude",
        "outside_the_country",
        "The place lies outside Great Britain.",
    ),
    "half a place": (
        {"Latitude": ""},
        "longitude",
        "half_a_place",
        "Only one of the two coordinates is there.",
    ),
    "no coordinate at all": (
        {"Longitude": "1.15 W"},
        "longitude",
        "not_a_number",
        "Longitude is not a number.",
    ),
    "NUL bytes": ({"Location": "On or\0 near"}, "", "nul_bytes", "The row holds bytes that are not text."),
    "ten million characters": (
        {"Location": "x" * 10_000_000},
        "Location",
        "too_long",
        "Location is longer than 1,000,000 characters.",
    ),
    "thousand characters": (
        {"Location": "x" * 1_000},
        "location",
        "too_long",
        "Location is longer than 200 characters.",
    ),
}


@pytest.mark.parametrize("what", BROKEN_ROWS)
def test_broken_row_is_kept_out_and_named(what: str, tmp_path: Path) -> None:
    spoilt, column, code, says = BROKEN_ROWS[what]
    rows = [street_row(1), street_row(2, **spoilt), street_row(3)]
    path = makers.make_file(tmp_path, street_text(rows))
    submission = walking.walk(path)
    assert submission.state == SubmissionState.LANDED
    assert (submission.rows_read, submission.rows_landed, submission.rows_quarantined) == (3, 2, 1)
    assert walking.problems_of(submission) == [(3, column, code)]
    assert says_of(submission) == {says}
    assert CATALOGUE[code].remedy.endswith(".")
    assert [crime for crime, *_ in landed_rows()] == [f"{n:064x}" for n in (1, 3)]
    assert_nothing_is_lost_or_half_done(submission, path)


@pytest.mark.parametrize("cell", ["=1+1", '=HYPERLINK("http://example.org")', "@SUM(A1)", "+44", "-1+2"])
def test_cell_that_begins_with_an_equals_sign_lands_as_text(cell: str, tmp_path: Path) -> None:
    path = makers.make_file(tmp_path, street_text([street_row(1, Location=cell)]))
    submission = walking.walk(path)
    assert submission.rows_landed == 1
    assert landed_rows("location") == [(cell,)]


def test_next_month_that_repeats_this_month_counts_no_row_twice(tmp_path: Path) -> None:
    """A file of February that brings January along, one row of it corrected: January stands once, as it was last said."""
    january = [street_row(number) for number in range(10)]
    february = [street_row(number, Month="2024-02") for number in range(100, 108)]
    first = walking.walk(makers.make_file(tmp_path, street_text(january), "january.csv"))
    corrected = [*january[:-1], street_row(9, Crime_type="Drugs")]
    second = walking.walk(makers.make_file(tmp_path, street_text([*corrected, *february]), "february.csv"))
    assert (first.rows_landed, second.rows_landed) == (10, 18)
    assert second.supersedes == first
    by_month = "strftime(month, '%Y-%m'), count(*), count(*) FILTER (crime_type = 'Drugs')"
    sql = f"SELECT {by_month} FROM ({reading.rows_sql('police_street')}) GROUP BY 1 ORDER BY 1"
    assert engine.connection().execute(sql).fetchall() == [("2024-01", 10, 1), ("2024-02", 8, 0)]


def test_next_month_with_a_piece_of_this_month_leaves_this_month_whole(tmp_path: Path) -> None:
    january = [street_row(number) for number in range(10)]
    february = [street_row(number, Month="2024-02") for number in range(100, 108)]
    walking.walk(makers.make_file(tmp_path, street_text(january), "january.csv"))
    path = makers.make_file(tmp_path, street_text([*january[7:], *february]), "february.csv")
    submission = walking.walk(path)
    assert (submission.rows_read, submission.rows_landed, submission.rows_quarantined) == (11, 8, 3)
    assert says_of(submission) == {
        "This row belongs to a month that has landed whole; this file holds only part of it."
    }
    assert walking.current_rows("police_street") == 18
    assert_nothing_is_lost_or_half_done(submission, path)
