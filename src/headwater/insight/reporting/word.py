"""The area profile as a Word document: real headings, header rows, and words for every picture."""

import io
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH

from headwater.insight.charts import queries as charts
from headwater.insight.charts.models import Chart
from headwater.insight.reporting import paper
from headwater.insight.reporting.said import Profile
from headwater.vocabulary.periods import day_words

HEADINGS = ("What", "Figure", "Likely range (95%)", "When")


def of_profile(profile: Profile) -> bytes:
    document = paper.document(title=profile.title, author=profile.partnership, on=profile.made_on)
    document.add_paragraph(f"{profile.partnership}. {day_words(profile.made_on)}. {profile.for_whom}")
    for sentence in profile.refused:
        document.add_paragraph(sentence)
    _table(document, profile)
    _readings(document, profile)
    document.add_heading("Where these figures come from", level=1)
    for line in profile.sources:
        document.add_paragraph(line, style="List Bullet")
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _table(document: Any, profile: Profile) -> None:
    document.add_heading("The figures", level=1)
    table = document.add_table(rows=1, cols=len(HEADINGS), style="Light Grid Accent 1")
    for cell, heading in zip(table.rows[0].cells, HEADINGS, strict=True):
        cell.text = heading
    paper.repeat_heading(table)
    for entry in profile.entries:
        said = (
            entry.indicator.plain_title,
            entry.value,
            entry.likely_range,
            entry.figure.period.words(),
        )
        cells = table.add_row().cells
        for cell, text in zip(cells, said, strict=True):
            cell.text = text
        for cell in cells[1:3]:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _readings(document: Any, profile: Profile) -> None:
    document.add_heading("What they say", level=1)
    for entry in profile.entries:
        if not (entry.says or entry.chart):
            continue
        document.add_heading(entry.indicator.plain_title, level=2)
        if entry.says:
            document.add_paragraph(entry.says)
        if entry.chart:
            _picture(document, entry.chart)


def _picture(document: Any, chart: Chart) -> None:
    shape = document.add_picture(io.BytesIO(charts.png(chart)), width=paper.PICTURE)
    shape._inline.docPr.set("descr", chart.alt)
