"""Words that were meant to run somewhere are only words in every form of an edition."""

import csv
import io
import zipfile
from typing import Any

import docx
import openpyxl
import pypdf
import pytest
from docx.oxml.ns import qn
from weasyprint import HTML

from headwater.insight.reporting import printing
from headwater.insight.reporting.printing import Stamp

RUNS = ("=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-1+1", "\t=1", "\n=1", "\uff1d1+1")
LEADS = (
    "{=1+1}",
    "http://evil.example/",
    "external:\\\\evil\\x",
    "file:///etc/passwd",
    "mailto:a@evil.example",
)
TAGS = ("<script>alert(1)</script>", '"><img src="http://evil.example/a.png" onerror="alert(1)">', "]]><w:p>")
HOSTILE = (*RUNS, *LEADS, *TAGS, "{{ report.title }}")
STAMP = Stamp(HOSTILE)


def content() -> dict[str, Any]:
    """A report in which everything that people write is hostile."""
    note = dict.fromkeys(("source", "period", "taken", "method", "disclosure"), " ".join(HOSTILE))
    blocks = [
        {
            "title": words,
            "says": list(HOSTILE),
            "missing": words,
            "columns": [{"heading": words, "holds": "words"}],
            "rows": [[each] for each in HOSTILE],
            "figures": [],
            "picture": None,
            "remarks": [{"text": words, "audience": "public", "version": 1, "moved": False}],
            "note": {**note, "caveats": list(HOSTILE)},
        }
        for words in HOSTILE
    ]
    return {
        **dict.fromkeys(("title", "about", "for_whom", "partnership", "program"), TAGS[0]),
        "area": {"code": "E1", "name": TAGS[1]},
        "made_on": "2026-01-31",
        "is_return": False,
        "chapters": [{"key": "a", "title": TAGS[1], "about": TAGS[0], "blocks": blocks}],
        "definitions": [{"title": TAGS[0], "rows": [[RUNS[0], TAGS[1]]]}],
    }


def test_no_cell_of_a_table_runs_or_leads_anywhere() -> None:
    rows = csv.reader(
        io.StringIO(printing.printed(content(), "csv", of=STAMP).decode("utf-8-sig"), newline="")
    )
    cells = [cell for row in rows for cell in row]
    assert f"'{RUNS[0]}" in cells
    assert [cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n\uff1d"))] == []
    with zipfile.ZipFile(io.BytesIO(printing.printed(content(), "xlsx", of=STAMP))) as book:
        sheets = b"".join(book.read(name) for name in book.namelist() if "worksheets/" in name)
        assert RUNS[0].encode() in book.read("xl/sharedStrings.xml")
    assert b"<f" not in sheets
    assert b"hyperlink" not in sheets


def test_no_tag_of_a_text_is_one_in_a_page_or_a_word_file() -> None:
    page = printing.page(content(), STAMP)
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "<img" not in page
    with zipfile.ZipFile(io.BytesIO(printing.printed(content(), "docx", of=STAMP))) as made:
        assert b"&lt;script&gt;" in made.read("word/document.xml")
        assert b"evil" not in made.read("word/_rels/document.xml.rels")


def test_a_word_file_names_the_partnership_and_nobody_else_and_is_on_paper_as_used_here() -> None:
    made = docx.Document(io.BytesIO(printing.printed(content(), "docx", of=STAMP)))
    named = made.core_properties
    assert (named.author, named.last_modified_by, named.comments) == (TAGS[0], "", "")
    paper = made.sections[0]
    assert (round(paper.page_width.cm, 1), round(paper.page_height.cm, 1)) == (21.0, 29.7)
    assert {each.get(qn("w:val")) for each in made.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert all(row._tr.trPr.xpath("w:cantSplit") for table in made.tables for row in table.rows)


@pytest.mark.pdf
def test_a_table_of_many_columns_is_printed_on_its_side_within_the_page() -> None:
    told = content()
    told["is_return"] = True
    many = [{"heading": f"A long heading of column {at}", "holds": "words"} for at in range(16)]
    block = {**told["chapters"][0]["blocks"][0], "columns": many, "rows": [["several words"] * 16] * 3}
    told["chapters"][0]["blocks"] = [block]
    assert all(page.width > page.height for page in HTML(string=printing.page(told, STAMP)).render().pages)
    made = docx.Document(io.BytesIO(printing.printed(told, "docx", of=STAMP)))
    assert made.sections[0].page_width > made.sections[0].page_height


@pytest.mark.pdf
def test_each_page_says_for_whom_it_is_and_of_which_edition() -> None:
    told = {**content(), "title": "Pack", "for_whom": "For partners. Not for publication."}
    of = Stamp(("Edition 3, frozen on 1 May 2026.",))
    says = "Pack. For partners. Not for publication. Edition 3, frozen on 1 May 2026."
    told["chapters"][0]["blocks"] = told["chapters"][0]["blocks"][:4]
    pages = pypdf.PdfReader(io.BytesIO(printing.printed(told, "pdf", of=of))).pages
    later = [page.extract_text().replace("\0", "") for page in pages[1:]]
    assert later
    assert [text for text in later if says not in text] == []
    made = docx.Document(io.BytesIO(printing.printed(told, "docx", of=of)))
    assert made.sections[0].header.paragraphs[0].text == says


@pytest.mark.pdf
def test_a_printed_edition_fetches_and_runs_nothing() -> None:
    told = content()
    told["chapters"][0]["blocks"] = told["chapters"][0]["blocks"][-5:]  # those with tags
    made = printing.printed(told, "pdf", of=STAMP)
    assert [
        word for word in (b"/JavaScript", b"/JS ", b"/URI", b"/Launch", b"/EmbeddedFile") if word in made
    ] == []


def test_no_sheet_of_a_workbook_is_empty_and_each_is_told_of_whole() -> None:
    told = content()
    for block in told["chapters"][0]["blocks"]:
        block.update(columns=[], rows=[])
    note = {
        "source": "A source.",
        "period": "2025",
        "taken": "1 May 2026",
        "method": "Counted.",
        "disclosure": "",
    }
    told["chapters"][0]["blocks"][0]["note"] = note
    book = openpyxl.load_workbook(io.BytesIO(printing.printed(told, "xlsx", of=STAMP)))
    origins = [row[1].value for row in book["About"].rows]
    assert "A source. Period: 2025. Taken on: 1 May 2026. Counted." in origins
    assert [sheet.title for sheet in book if sheet.max_row < len(HOSTILE) and sheet.title != "About"] == []
