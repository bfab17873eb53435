"""An area's profile says the same in both forms, and fetches nothing."""

import io
import re
import zipfile
import zlib
from contextlib import suppress

import docx
import pytest
from weasyprint.urls import FatalURLFetchingError
from web import town

from headwater.governance.partners import queries as partners
from headwater.insight.charts import actions as charts
from headwater.insight.release.draft import Audience
from headwater.insight.reporting import documents, pages, profile
from headwater.vocabulary.errors import NotFound


@pytest.fixture
def drawn_town(db) -> None:
    town.make_town()
    charts.draw_all(by=partners.operator())


def test_the_page_shows_figure_range_period_and_chart(drawn_town) -> None:
    found = profile.profile(town.TOWN, audience=Audience.PUBLIC, on=town.SINCE)
    page = pages.html("profile.html", {"profile": found})
    [entry] = found.entries
    for needed in (
        "Testshire",
        "per 100,000 people",
        " to ",
        "January 2025 to December 2025",
        "Made up for a test.",
    ):
        assert needed in page
    assert entry.chart is not None
    assert 'alt="Violence' in page


def unpacked(content: bytes) -> bytes:
    """A PDF with its compressed streams beside it."""
    streams = re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL)
    found = [content]
    for stream in streams:
        with suppress(zlib.error):
            found.append(zlib.decompress(stream))
    return b"".join(found)


@pytest.mark.pdf
def test_the_pdf_is_tagged_and_titled(drawn_town) -> None:
    content = documents.profile_document(town.TOWN, "pdf", audience=Audience.PUBLIC)
    assert content.startswith(b"%PDF")
    inside = unpacked(content)
    for needed in (b"/StructTreeRoot", b"/Lang", b"/Figure", b"/TH", b"pdfuaid"):
        assert needed in inside


def test_the_document_to_edit_has_headings_a_header_row_and_words_for_pictures(drawn_town) -> None:
    content = documents.profile_document(town.TOWN, "docx", audience=Audience.PUBLIC)
    found = docx.Document(io.BytesIO(content))
    assert [p.text for p in found.paragraphs if p.style.name == "Heading 1"] == [
        "The figures",
        "What they say",
        "Where these figures come from",
    ]
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    assert "w:tblHeader" in xml
    assert 'descr="Violence' in xml


@pytest.mark.pdf
def test_nothing_outside_the_page_is_fetched() -> None:
    for address in ("http://127.0.0.1:1/x.png", "file:///etc/hostname"):
        with pytest.raises((ValueError, FatalURLFetchingError)):
            pages.pdf(f'<html lang="en"><title>x</title><img src="{address}" alt="x"></html>')


@pytest.mark.django_db
def test_an_area_without_figures_has_no_profile() -> None:
    town.make_areas()
    with pytest.raises(NotFound):
        documents.profile_document(town.TOWN, "pdf", audience=Audience.PUBLIC)
