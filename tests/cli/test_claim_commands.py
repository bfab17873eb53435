"""`headwater check-claims` and `headwater is-it-a-change`: what they print, how they end, and that they need no home."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from headwater.cli import exits, main

FAULT = "Of the 24 young people supported, none have reoffended."


@pytest.fixture
def pack(tmp_path) -> str:
    document = docx.Document()
    document.add_paragraph(FAULT)
    table = document.add_table(rows=0, cols=4)
    for row in (("Measure", "Before", "After", "% change"), ("Knife crime", "826", "802", "-8.1%")):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.save(str(tmp_path / "pack.docx"))
    return str(tmp_path / "pack.docx")


def test_a_board_pack_is_checked(pack, capsys):
    assert main.run(["check-claims", pack]) == exits.DONE
    said = capsys.readouterr().out
    assert f"“{FAULT}”" in said
    assert "From 826 to 802 is -2.9%, not -8.1%." in said
    assert "2 things to look at again." in said


def test_findings_are_one_document_for_programs(pack, capsys):
    assert main.run(["check-claims", pack, "--json"]) == exits.DONE
    printed = json.loads(capsys.readouterr().out)
    assert printed["file"] == pack
    assert [each["kind"] for each in printed["findings"]] == ["no_comparison", "percentage"]
    assert set(printed["findings"][0]) == {
        "kind",
        "title",
        "sentence",
        "start",
        "end",
        "why",
        "instead",
        "numbers",
    }


def test_a_text_comes_by_standard_input(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"The board met.")))
    assert main.run(["check-claims", "-"]) == exits.DONE
    assert "Nothing to question." in capsys.readouterr().out


@pytest.mark.parametrize(("name", "code"), [("absent.docx", 5), (".", 4)])
def test_a_file_that_cannot_be_read_is_said(name, code, tmp_path, capsys):
    assert main.run(["check-claims", str(tmp_path / name)]) == code
    assert "Traceback" not in capsys.readouterr().err


def test_two_numbers(capsys):
    assert main.run(["is-it-a-change", "30", "20"]) == exits.DONE
    said = capsys.readouterr().out
    assert "30 to 20: no clear change." in said
    assert "a fall by 59% or more" in said
    assert (
        main.run(["is-it-a-change", "30", "30", "--people", "1000", "9000", "--months", "12", "12", "--json"])
        == 0
    )
    printed = json.loads(capsys.readouterr().out)
    assert printed["verdict"] == "lower"
    assert printed["ratio"]["upper"] < 1
    assert main.run(["is-it-a-change", "0", "3", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ratio"] is None


def test_no_database_is_made_for_it(pack, tmp_path):
    home = tmp_path / "home"
    known = {**os.environ, "HEADWATER_HOME": str(home), "HEADWATER_KEYS": str(tmp_path / "keys")}
    command = Path(sys.executable).with_name("headwater")
    done = subprocess.run(
        [command, "check-claims", pack], env=known, capture_output=True, text=True, check=True
    )
    assert "things to look at again" in done.stdout
    assert [path for path in home.rglob("*") if path.is_file()] == []
