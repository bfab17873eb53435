"""Two counties, each generated once: a tiny one to read whole, one large enough to hold what was planted."""

import json
from pathlib import Path
from typing import Any

import pytest

from headwater.data.synthesis import county


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    county.generate(folder, people=8_000, years=2)
    return folder


@pytest.fixture(scope="session")
def tiny_truth(tiny: Path) -> dict[str, Any]:
    return dict(json.loads((tiny / "truth.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    county.generate(folder, people=160_000, years=3)
    return folder


@pytest.fixture(scope="session")
def town_truth(town: Path) -> dict[str, Any]:
    return dict(json.loads((town / "truth.json").read_text(encoding="utf-8")))
