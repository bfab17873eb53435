"""An agreement runs out overnight: from that morning page, API, command and every export stop, with one sentence."""

import html
import io
from collections.abc import Iterator
from datetime import datetime, timedelta

import docx
import pytest
from django.test import Client
from pypdf import PdfReader
from web import town

from headwater.cli import main
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners

pytestmark = [
    pytest.mark.django_db(databases=["default", "vault"]),
    pytest.mark.pdf,
    pytest.mark.usefixtures("fresh_start"),
]

SOURCE = "police_recorded_crime"
CHOICE = f"indicator={town.INDICATOR}&area={town.TOWN}"
ASKED = (
    f"/trends/table.csv?{CHOICE}",
    f"/trends/table.xlsx?{CHOICE}",
    f"/trends/table.json?{CHOICE}",
    f"/api/v1/figures?{CHOICE}&grain=month",
)
SHOWN = (f"/trends/?{CHOICE}", f"/areas/{town.TOWN}/", "/")


@pytest.fixture
def next_morning(monkeypatch) -> Iterator[object]:
    """Let a day pass."""
    later: datetime = clock.now() + timedelta(days=1)
    return lambda: monkeypatch.setattr(clock, "now", lambda: later)


def said(answer) -> str:
    is_json = answer["Content-Type"].startswith("application/json")
    return answer.json()["says"] if is_json else html.unescape(answer.content.decode())


def docx_of(area: str) -> docx.document.Document:
    return docx.Document(io.BytesIO(Client().get(f"/areas/{area}/profile.docx").content))


def figures_of(document: docx.document.Document) -> list[str]:
    """The column of figures in an area's profile."""
    return [row.cells[1].text for row in document.tables[0].rows[1:]]


def documents() -> tuple[str, str]:
    """The words of an area's profile, printed and to edit."""
    printed = PdfReader(io.BytesIO(Client().get(f"/areas/{town.TOWN}/profile.pdf").content))
    edited = docx_of(town.TOWN)
    cells = (cell.text for table in edited.tables for row in table.rows for cell in row.cells)
    return (
        " ".join(" ".join(page.extract_text() for page in printed.pages).split()),
        " ".join([*(line.text for line in edited.paragraphs), *cells]),
    )


def test_from_the_day_it_runs_out_every_way_out_says_the_same_sentence(next_morning, capsys):
    town.make_areas()
    town.make_agreement(contract_key=SOURCE, ends_on=clock.today() + timedelta(days=1))
    town.release_figures(source=SOURCE)
    command = ["indicators", "show", town.INDICATOR, "--area", town.TOWN]
    assert [Client().get(address).status_code for address in (*SHOWN, *ASKED)] == [200] * 7
    assert "hw-number" in Client().get(SHOWN[0]).content.decode()
    assert main.run(command) == 0
    figures = figures_of(docx_of(town.TOWN))
    assert figures
    capsys.readouterr()
    next_morning()
    refusal = partners.why_not_read(SOURCE, on=clock.today())
    assert refusal is not None
    assert "ran out on" in refusal.says
    for address in ASKED:
        answer = Client().get(address)
        assert answer.status_code == 403, address
        assert refusal.says in said(answer), address
    assert refusal.says in said(Client().get(SHOWN[0]))
    for address in SHOWN:
        page = said(Client().get(address))
        assert "hw-number" not in page, address
        assert "hw-figure__value" not in page, address
    for words in documents():
        assert refusal.says in words
        assert not any(figure in words for figure in figures)
    assert main.run(command) != 0
    assert refusal.says in " ".join(capsys.readouterr().err.split())
