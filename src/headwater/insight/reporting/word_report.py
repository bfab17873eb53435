"""A report as a Word document: real headings, header rows, words for every picture, and the same bytes from the same content."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from headwater.insight.charts import drawing
from headwater.insight.reporting import paper
from headwater.insight.reporting.blocks.block import Holds
from headwater.insight.reporting.content import Content, blocks_in
from headwater.vocabulary.periods import day_words

FIXED = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can say
SMALL, TINY = Pt(8.5), Pt(7)
MOST_COLUMNS = 8  # that paper held upright is wide enough for
NOTE = (
    ("Source", "source"),
    ("Period", "period"),
    ("Taken on", "taken"),
    ("How", "method"),
    ("Small numbers", "disclosure"),
)
SHOWN_ALWAYS = ("source", "method")
# what may stand in no XML: it came with something that was pasted, and nobody sees it
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(content: Content, stamp: Iterable[str]) -> bytes:
    content, stamp = _fit(content), [_fit(line) for line in stamp]
    on = date.fromisoformat(content["made_on"])
    made = paper.document(title=content["title"], author=content["partnership"], on=on)
    if any(len(block["columns"]) > MOST_COLUMNS for block in blocks_in(content)):
        paper.turn(made)
    made.add_paragraph(f"{content['partnership']}. {day_words(on)}. {content['for_whom']}")
    made.sections[0].header.paragraphs[0].text = f"{content['title']}. {content['for_whom']} {stamp[0]}"
    made.add_paragraph(content["about"])
    for line in stamp:
        made.add_paragraph(line)
    made.add_heading("Contents", level=1)
    for number, chapter in enumerate(content["chapters"], start=1):
        made.add_paragraph(f"{number}. {chapter['title']}")
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


def _chapter(made: Any, number: int, chapter: Content) -> None:
    made.add_heading(f"{number}. {chapter['title']}", level=1)
    if chapter["about"]:
        made.add_paragraph(chapter["about"])
    for block in chapter["blocks"]:
        _block(made, block)


def _block(made: Any, block: Content) -> None:
    made.add_heading(block["title"], level=2)
    if block["missing"]:
        made.add_paragraph(block["missing"])
    for sentence in block["says"]:
        made.add_paragraph(sentence, style="List Bullet" if block.get("listed") else None)
    if block["rows"]:
        _table(made, block)
    if block["picture"]:
        shape = made.add_picture(io.BytesIO(drawing.png(block["picture"]["svg"])), width=paper.PICTURE)
        shape._inline.docPr.set("descr", block["picture"]["alt"])
    for remark in block["remarks"]:
        flag = " (The figures have changed since this was written.)" if remark["moved"] else ""
        made.add_paragraph(remark["text"] + flag, style="Intense Quote")
    _note(made, block)


def _note(made: Any, block: Content) -> None:
    """Where it comes from and how it may be read; of what is not there only where it would come from."""
    told = [(name, block["note"][key]) for name, key in NOTE if key in SHOWN_ALWAYS or not block["missing"]]
    said = [f"{name}: {words}" for name, words in told if words]
    caveats = [] if block["missing"] else block["note"]["caveats"]
    made.add_paragraph().add_run(" \u00b7 ".join([*said, *caveats])).font.size = SMALL


def _table(made: Any, block: Content) -> None:
    table = made.add_table(rows=1, cols=len(block["columns"]), style="Light Grid Accent 1")
    for cell, column in zip(table.rows[0].cells, block["columns"], strict=True):
        cell.text = column["heading"]
    paper.repeat_heading(table)
    numbers = [column["holds"] != Holds.WORDS for column in block["columns"]]
    for row in block["rows"]:
        for cell, words, is_number in zip(table.add_row().cells, row, numbers, strict=True):
            cell.text = words
            for run in cell.paragraphs[0].runs if len(numbers) > MOST_COLUMNS else ():
                run.font.size = TINY
            if is_number:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paper.keep_rows_whole(table)


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
