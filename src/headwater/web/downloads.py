"""Released series as files: long rows with state, range and source, as CSV with metadata or as a workbook."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import xlsxwriter
from django.http import HttpResponse

from headwater.insight.release.released import Provenance, ReleasedFigure, ReleasedSeries
from headwater.vocabulary.cells import safe_cell
from headwater.vocabulary.states import FigureState

KINDS = {  # the end of a file's name, and what a browser is told that it is
    "csv": "text/csv; charset=utf-8",
    "csv-metadata.json": "application/csvm+json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "geojson": "application/geo+json",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "toml": "application/toml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
DESCRIBED = "csv-metadata.json"  # CSV on the Web: what the columns of a table are
COLUMNS: dict[str, tuple[str, str]] = {
    "area_code": ("string", "Code of the area"),
    "area": ("string", "Name of the area"),
    "period_start": ("date", "First day of the period"),
    "period_end": ("date", "First day after the period"),
    "indicator": ("string", "Key of the indicator"),
    "dimension": ("string", "Which people; all means everybody"),
    "value": ("number", "The figure"),
    "n": ("number", "The number counted"),
    "lower": ("number", "Lower limit of the likely range (95%)"),
    "upper": ("number", "Upper limit of the likely range (95%)"),
    "status": ("string", "value, zero, suppressed, not_collected or not_applicable"),
    "source": ("string", "Where it comes from"),
    "extracted_on": ("date", "The day the source was read"),
}


def attached(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep, under a name without its ending."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(content, content_type=KINDS[kind], headers=headers)


def described(table: HttpResponse, *, at: str) -> HttpResponse:
    """The table with the address at which its columns are described."""
    table["Link"] = f'<{at}>; rel="describedby"; type="{KINDS[DESCRIBED]}"'
    return table


def rows(found: Iterable[ReleasedSeries]) -> Iterator[tuple[Any, ...]]:
    """One long row for each area, period and group, in the order of COLUMNS."""
    for series in found:
        for figure in series:
            yield tuple(safe_cell(cell) for cell in _row(figure))


def _row(figure: ReleasedFigure) -> tuple[Any, ...]:
    hidden = figure.state is FigureState.SUPPRESSED
    return (
        figure.area_code,
        figure.area_name,
        figure.period.start,
        figure.period.end,
        figure.indicator,
        figure.category,
        figure.value,
        None if hidden else figure.n,
        figure.lower,
        figure.upper,
        figure.state.value,
        figure.provenance.attribution,
        figure.provenance.extracted_on,
    )


def as_csv(found: Iterable[ReleasedSeries]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(rows(found))
    return text.getvalue().encode()


def metadata(
    address: str, title: str, origin: Provenance, meanings: Mapping[str, tuple[str, str]] = COLUMNS
) -> bytes:
    """What the columns mean, where the figures come from and their licence (CSV on the Web)."""
    columns = [
        {"name": name, "titles": name, "datatype": kind, "dc:description": meaning}
        for name, (kind, meaning) in meanings.items()
    ]
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": address,
        "dc:title": title,
        "dc:source": origin.attribution,
        "dc:issued": origin.extracted_on.isoformat(),
        "dc:rights": origin.policy_words,
        "notes": list(origin.notes),
        "tableSchema": {"columns": columns},
    }
    return json.dumps(described, indent=2).encode()


def as_workbook(found: Iterable[ReleasedSeries], *, title: str, origins: Iterable[Provenance]) -> bytes:
    """A sheet of figures, and a sheet that says where they come from and how to read them."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        bold = book.add_format({"bold": True})
        figures = book.add_worksheet("Figures")
        figures.write_row(0, 0, COLUMNS, bold)
        for at, row in enumerate(rows(found), start=1):
            figures.write_row(at, 0, row)
        figures.freeze_panes(1, 0)
        about = book.add_worksheet("About")
        facts = [("Title", title), *dict.fromkeys(fact for origin in origins for fact in _facts(origin))]
        facts += [(name, meaning) for name, (_, meaning) in COLUMNS.items()]
        for at, (name, words) in enumerate(facts):
            about.write_string(at, 0, name, bold)
            about.write_string(at, 1, words)
    return buffer.getvalue()


def _facts(origin: Provenance) -> list[tuple[str, str]]:
    """What must be known of one source to read its figures."""
    return [
        ("Source", origin.attribution),
        ("Taken on", origin.extracted_on.isoformat()),
        ("Hidden numbers", origin.policy_words),
        *(("Note", note) for note in origin.notes),
    ]
