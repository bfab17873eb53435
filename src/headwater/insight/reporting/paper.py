"""What every Word document is made on: A4, British English, a name in its properties and a number on each page.

python-docx has no words for some of it, so it is written as Word keeps it.
"""

from datetime import date, datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

WIDTH, HEIGHT, MARGIN = Cm(21), Cm(29.7), Cm(2)
PICTURE = WIDTH - 2 * MARGIN  # as wide as the text
LANGUAGE = "en-GB"


def document(*, title: str, author: str, on: date) -> Any:
    """An empty document under its title."""
    made = docx.Document()
    _name(made.core_properties, title, author, on)
    made.styles["Normal"].font.name = "Arial"
    made.styles["Normal"].font.size = Pt(11)
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    section = made.sections[0]
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    footer = section.footer.paragraphs[0]
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        footer.add_run(words)
        counted = OxmlElement("w:fldSimple")
        counted.set(qn("w:instr"), field)
        footer._p.append(counted)
    made.add_heading(title, level=0)
    return made


def _name(properties: Any, title: str, author: str, on: date) -> None:
    """Whose document it is and of which day; of the program that wrote it nothing."""
    properties.title, properties.author, properties.comments = title, author, ""
    properties.language = LANGUAGE
    properties.created = properties.modified = datetime(on.year, on.month, on.day)  # noqa: DTZ001  (python-docx takes a moment without zone)


def turn(made: Any) -> None:
    """Lie the paper on its side, for what is broader than long."""
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = HEIGHT, WIDTH


def repeat_heading(table: Any) -> None:
    """The first row of a table heads it on every page."""
    _mark(table.rows[0], "w:tblHeader")


def keep_rows_whole(table: Any) -> None:
    for row in table.rows:
        _mark(row, "w:cantSplit")


def _mark(row: Any, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
