"""The glossary: each word once, in order, and every method that a page names among them."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (.+?) \| (.+) \|$", re.MULTILINE)
NAMES = [name for name, _ in ROW.findall((ROOT / "docs" / "GLOSSARY.md").read_text(encoding="utf-8"))][1:]

METHODS = (
    "aoristic", "auditor", "Byar", "cell key", "concentration index", "controlled rounding", "differencing", "disproportionality",
    "dominance", "dual density", "EARS", "false alarm", "false discovery", "Farrington", "funnel", "Gi*", "kernel density", "Knox", "LISA",
    "Moran", "moving range", "near repeat", "over-dispersion", "PAI", "PEI", "population attributable fraction", "process-control chart",
    "rebase", "relative index", "RRI", "run chart", "secondary suppression", "severity score", "slope index", "smallest detectable",
    "steadied rate", "snapped points", "special cause", "standardised rate", "u chart", "years of life lost",
)  # fmt: skip


def key(name: str) -> str:
    return name.casefold().replace("-", "")


def test_words_stand_once_and_in_order() -> None:
    assert [key(name) for name in NAMES] == sorted({key(name) for name in NAMES})


@pytest.mark.parametrize("method", METHODS)
def test_every_word_of_a_method_is_told(method: str) -> None:
    assert any(method.casefold() in name.casefold() for name in NAMES)
