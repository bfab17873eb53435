"""A report as a Word document: real headings, header rows, words for every picture, and the same bytes from the same content."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from headwater.insight.charts import drawing
from headwater.insight.reporting.blocks.block import Holds
from headwater.insight.reporting.content import Content
from headwater.vocabulary.periods import day_words

FIXED = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can say
NOTE = (
    ("Source", "source"),
    ("Period", "period"),
    ("Taken", "taken"),
    ("Method", "method"),
    ("Hidden", "disclosure"),
)


# what may stand in no XML: it came with something that was pasted, and nobody sees it
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(content: Content, stamp: Iterable[str]) -> bytes:
    content, stamp = _fit(content), [_fit(line) for line in stamp]
    made = docx.Document()
    on = date.fromisoformat(content["made_on"])
    _properties(made, content, on)
    made.add_heading(content["title"], level=0)
    made.add_paragraph(f"{content['partnership']}. {day_words(on)}. {content['for_whom']}")
    made.add_paragraph(content["about"])
    for line in stamp:
        made.add_paragraph(line)
    for number, chapter in enumerate(content["chapters"], start=1):
        _chapter(made, number, chapter)
    _definitions(made, content["definitions"])
    saved = io.BytesIO()
    made.save(saved)
    return _fixed(saved.getvalue())


def _fit(value: Any) -> Any:
    """The same without characters that a document cannot hold."""
    if isinstance(value, str):
        return UNFIT.sub("", value)
    if isinstance(value, dict):
        return {name: _fit(each) for name, each in value.items()}
    return [_fit(each) for each in value] if isinstance(value, list) else value


def _properties(made: Any, content: Content, on: date) -> None:
    properties = made.core_properties
    properties.title, properties.author = content["title"], content["partnership"]
    properties.language = "en-GB"
    properties.created = properties.modified = datetime(on.year, on.month, on.day)  # noqa: DTZ001  (python-docx takes a moment without zone)
    made.styles["Normal"].font.name = "Arial"
    made.styles["Normal"].font.size = Pt(11)


def _chapter(made: Any, number: int, chapter: Content) -> None:
    made.add_heading(f"{number}. {chapter['title']}", level=1)
    if chapter["about"]:
        made.add_paragraph(chapter["about"])
    for block in chapter["blocks"]:
        _block(made, block)


def _block(made: Any, block: Content) -> None:
    made.add_heading(block["title"], level=2)
    for sentence in filter(None, (block["missing"], *block["says"])):
        made.add_paragraph(sentence)
    if block["rows"]:
        _table(made, block)
    if block["picture"]:
        shape = made.add_picture(io.BytesIO(drawing.png(block["picture"]["svg"])), width=Cm(16))
        shape._inline.docPr.set("descr", block["picture"]["alt"])
    for remark in block["remarks"]:
        flag = " (The figures have changed since this was written.)" if remark["moved"] else ""
        made.add_paragraph(remark["text"] + flag, style="Intense Quote")
    said = [f"{name}: {block['note'][key]}" for name, key in NOTE if block["note"][key]]
    small = made.add_paragraph().add_run(
        ". ".join([*(each.rstrip(".") for each in said), *block["note"]["caveats"]])
    )
    small.font.size = Pt(8.5)


def _table(made: Any, block: Content) -> None:
    table = made.add_table(rows=1, cols=len(block["columns"]), style="Light Grid Accent 1")
    for cell, column in zip(table.rows[0].cells, block["columns"], strict=True):
        cell.text = column["heading"]
    repeated = OxmlElement("w:tblHeader")  # python-docx has no word for it: this row heads the table
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    numbers = [column["holds"] != Holds.WORDS for column in block["columns"]]
    for row in block["rows"]:
        for cell, words, is_number in zip(table.add_row().cells, row, numbers, strict=True):
            cell.text = words
            if is_number:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _definitions(made: Any, definitions: Iterable[Content]) -> None:
    made.add_heading("What each figure means", level=1)
    for each in definitions:
        made.add_heading(each["title"], level=2)
        for name, says in each["rows"]:
            made.add_paragraph(f"{name}: {says}", style="List Bullet")


def _fixed(packed: bytes) -> bytes:
    """The same parts with one date: the day of saving is no part of a document."""
    steady = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as found,
        zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in found.namelist():
            target.writestr(zipfile.ZipInfo(name, FIXED), found.read(name), zipfile.ZIP_DEFLATED)
    return steady.getvalue()
