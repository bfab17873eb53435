"""Files that people want checked: Word with tables, CSV, text in old encodings; and files that cannot be read."""

import io
import zipfile

import docx
import pytest

from headwater.insight.performance.claims import documents, guard
from headwater.insight.performance.claims.findings import Kind
from headwater.vocabulary.errors import Invalid

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pack() -> bytes:
    """A board's pack with one fault in its text and one in its table."""
    document = docx.Document()
    document.add_heading("Performance pack", level=1)
    paragraph = document.add_paragraph("Of the 24 young people supported, ")
    paragraph.add_run("none have reoffended.").bold = True
    table = document.add_table(rows=1, cols=4)
    for cell, words in zip(table.rows[0].cells, ("Measure", "2022/23", "2023/24", "% change"), strict=True):
        cell.text = words
    for cell, words in zip(table.add_row().cells, ("Knife crime", "826", "802", "-8.1%"), strict=True):
        cell.text = words
    document.add_paragraph("The next meeting is in May.")
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def zipped(**parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name.replace("__", "/") + ".xml", text)
    return content.getvalue()


def test_faults_in_text_and_tables_of_a_word_file_are_found():
    text = documents.text_of(pack(), name="pack.docx")
    assert "Knife crime | 826 | 802 | -8.1%" in text.splitlines()
    assert "Of the 24 young people supported, none have reoffended." in text.splitlines()
    assert {each.kind for each in guard.check(text)} == {Kind.NO_COMPARISON, Kind.PERCENTAGE}


def test_words_that_were_deleted_are_passed_over_and_footnotes_are_read():
    body = f"<w:document {W}><w:body><w:p><w:r><w:t>Kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p></w:body></w:document>"
    notes = (
        f"<w:footnotes {W}><w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    assert documents.text_of(zipped(word__document=body, word__footnotes=notes), name="x").split("\n") == [
        "Kept",
        "A note.",
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_row_by_row(separator):
    rows = (
        separator.join(("Measure", "Before", "After", "% change"))
        + "\n"
        + separator.join(("Robbery", '"1,204"', "900", "-5%"))
    )
    [found] = guard.check(documents.text_of(rows.encode(), name="Table.CSV"))
    assert found.kind is Kind.PERCENTAGE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_that_offices_use(encoding):
    assert (
        documents.text_of("It cost £5 \u2013 no more".encode(encoding), name="a.txt")
        == "It cost £5 \u2013 no more"
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7 ...", "Save it as Word"),
        (b"\xd0\xcf\x11\xe0old", "Save it as Word"),
        (b"PK\x03\x04 not really", "damaged"),
        (zipped(xl__workbook="<a/>"), "not a Word file"),
        (zipped(word__document="<w:document"), "damaged"),
        (zipped(word__document='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "damaged"),
        (zipped(word__document="<a>" + " " * (documents.MOST_UNPACKED + 1) + "</a>"), "unpacks to more"),
        (
            zipped(word__document="<a>" + "<b/>" * (documents.MOST_TAGS + 1) + "</a>"),
            "unpacks to more",
        ),
        (b"\0\1\2", "not a text"),
        (b"a" * (documents.MOST_BYTES + 1), "larger than 5 MB"),
    ],
    ids=["pdf", "old word", "no zip", "workbook", "cut off", "entities", "bomb", "tags", "binary", "large"],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content, says):
    with pytest.raises(Invalid, match=says):
        documents.text_of(content, name="pack.docx")


def test_a_csv_with_a_cell_without_end_is_refused():
    with pytest.raises(Invalid, match="far too long"):
        documents.text_of(b'"' + b"a" * 200_000, name="a.csv")
