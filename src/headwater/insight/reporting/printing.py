"""A report as files: a page, a PDF to print, a Word document to edit, a workbook and CSV. Each is made of the content and the stamp
alone, and fetches nothing: the same edition gives the same bytes on any day.
"""

import base64
import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import xlsxwriter

from headwater.governance.audit import clock
from headwater.insight.reporting import content as contents
from headwater.insight.reporting import pages, word_report
from headwater.insight.reporting.blocks.block import Holds
from headwater.insight.reporting.content import Content
from headwater.insight.reporting.models import Edition
from headwater.vocabulary.cells import safe_cell
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.periods import day_words

REMEMBERED = 8  # files of a few megabytes; one may take seconds to print
WIDE = 24  # letters
SHEET_NAME = 31  # letters that a workbook allows


@dataclass(frozen=True)
class Stamp:
    """What an edition says of itself; empty for a report that nobody has frozen."""

    lines: tuple[str, ...] = ("A draft: nobody has frozen or signed it.",)


def stamp(edition: Edition) -> Stamp:
    lines = [f"Edition {edition.number}, frozen on {day_words(clock.local_day(edition.frozen_at))}."]
    lines.append(
        f"Signed on {day_words(clock.local_day(edition.signed_at))} as {edition.signed_as}."
        if edition.signed_at
        else "Not signed yet."
    )
    if edition.reason:
        lines.append(f"Frozen though questions were open, because: {edition.reason}")
    return Stamp((*lines, f"SHA-256 of its content: {edition.sha256}"))


def printed(content: Content, form: str, *, of: Stamp) -> bytes:
    """The report in one of FORMS."""
    if form not in FORMS:
        raise NotFound(f"A report is made as {', '.join(FORMS)}.")
    return FORMS[form](content, of)


def of_edition(edition: Edition, form: str) -> bytes:
    """An edition in one of FORMS. It never changes, so the last few that were asked for are not printed again. Whether somebody may
    have it is asked before: `queries.read`.
    """
    return _again(edition.text, form, stamp(edition))


@lru_cache(maxsize=REMEMBERED)
def _again(text: bytes, form: str, of: Stamp) -> bytes:
    return printed(json.loads(text), form, of=of)


def page(content: Content, of: Stamp, *, nonce: str = "", back: str = "") -> str:
    """The whole report as one page; `nonce` lets its style pass a strict policy, `back` is where its reader came from."""
    told = contents.told_once(content)
    shown = {**told, "chapters": [with_addresses(each) for each in told["chapters"]]}
    made_on = date.fromisoformat(content["made_on"])
    facts = {"report": shown, "stamp": of, "made_on": made_on, "nonce": nonce, "back": back}
    return pages.html("report.html", facts)


def with_addresses(chapter: Content) -> Content:
    """A chapter as templates show it: pictures as addresses that hold them, and each cell with whether it is a number's."""
    return {
        **chapter,
        "blocks": [
            {**block, "address": _address(block), "lines": _lines(block), "shows": not block["missing"]}
            for block in chapter["blocks"]
        ],
    }


def _lines(block: Content) -> list[list[tuple[str, bool]]]:
    numbers = [column["holds"] != Holds.WORDS for column in block["columns"]]
    return [list(zip(row, numbers, strict=True)) for row in block["rows"]]


def _address(block: Content) -> str:
    """A picture as an address that holds it."""
    if not block["picture"]:
        return ""
    return "data:image/svg+xml;base64," + base64.b64encode(block["picture"]["svg"].encode()).decode()


def _html(content: Content, of: Stamp) -> bytes:
    return page(content, of).encode()


def _pdf(content: Content, of: Stamp) -> bytes:
    return pages.pdf(page(content, of))


def _docx(content: Content, of: Stamp) -> bytes:
    return word_report.document(contents.told_once(content), of.lines)


def _json(content: Content, _of: Stamp) -> bytes:
    return contents.bytes_of(content)


def _csv(content: Content, _of: Stamp) -> bytes:
    """Every table, or what is said in its place, under its title, one after another."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for block in contents.blocks_in(content):
        writer.writerow([safe_cell(block["title"])])
        writer.writerow([safe_cell(column["heading"]) for column in block["columns"]])
        writer.writerows([safe_cell(cell) for cell in row] for row in _rows(block))
        writer.writerow([])
    return text.getvalue().encode("utf-8-sig")


def _xlsx(content: Content, of: Stamp) -> bytes:
    """A sheet for each table, and one that says where they come from."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        made = date.fromisoformat(content["made_on"])
        book.set_properties(
            {
                "title": content["title"],
                "author": content["partnership"],
                "created": datetime(made.year, made.month, made.day, tzinfo=UTC),
            }
        )
        bold = book.add_format({"bold": True})
        about = [
            ("Report", content["title"]),
            ("Of", content["partnership"]),
            ("Made on", content["made_on"]),
        ]
        about += [("Edition", line) for line in of.lines]
        for number, block in enumerate(contents.blocks_in(content), start=1):
            sheet = book.add_worksheet(_sheet_name(number, block["title"]))
            sheet.write_row(0, 0, [column["heading"] for column in block["columns"]], bold)
            for at, row in enumerate(_rows(block), start=1):
                sheet.write_row(at, 0, [safe_cell(cell) for cell in row])
            sheet.set_column(0, max(len(block["columns"]) - 1, 0), WIDE)
            about.append((block["title"], _origin(block["note"])))
        last = book.add_worksheet("About")
        for at, (name, says) in enumerate(about):
            last.write_string(at, 0, name, bold)
            last.write_string(at, 1, says)
    return buffer.getvalue()


def _origin(note: Mapping[str, str]) -> str:
    """Where a table comes from, of when it is and how it was made, in one cell."""
    told = (
        ("", "source"),
        ("Period: ", "period"),
        ("Taken on: ", "taken"),
        ("", "method"),
        ("", "disclosure"),
    )
    return " ".join(f"{name}{note[key].rstrip('.')}." for name, key in told if note[key])


def _rows(block: Mapping[str, Any]) -> list[list[str]]:
    """The rows of a table; of a block that has none its sentences, so that no sheet is empty."""
    return block["rows"] or [[each] for each in (block["missing"], *block["says"]) if each]


def _sheet_name(number: int, title: str) -> str:
    plain = "".join(letter for letter in title if letter not in "[]:*?/\\'")
    return f"{number} {plain}"[:SHEET_NAME].strip()


FORMS: Mapping[str, Callable[[Content, Stamp], bytes]] = {
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
    "xlsx": _xlsx,
    "csv": _csv,
    "json": _json,
}
