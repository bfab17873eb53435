"""The safety properties in ARCHITECTURE.md stand on code and tests that exist; links of the documents lead somewhere."""

import re

import pytest
from architecture.source_files import ROOT

PATH = re.compile(r"`((?:src|tests)/[^`:]+)(?:::(\w+))?`")
CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
DOCUMENTS = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _promises() -> list[str]:
    told = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## Safety properties")[2]
    rows = told.partition("\n## ")[0].splitlines()
    return [row for row in rows if row.startswith("| ") and not row.startswith("| promise")]


def test_promises_are_found() -> None:
    assert len(_promises()) > 10


@pytest.mark.parametrize("promise", _promises())
def test_promise_has_a_place_and_a_test(promise: str) -> None:
    _, says, place, guards, _ = promise.split("|")
    assert says.strip().endswith(".")
    assert [path for path, _ in PATH.findall(place) if not (ROOT / path).exists()] == []
    assert PATH.findall(guards)
    for path, test in PATH.findall(guards):
        assert f"def {test}" in (ROOT / path).read_text(encoding="utf-8"), f"{path}::{test} is not there"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_links_lead_somewhere(document) -> None:
    links = LINK.findall(CODE.sub("", document.read_text(encoding="utf-8")))
    assert [link for link in links if not (document.parent / link).exists()] == []
