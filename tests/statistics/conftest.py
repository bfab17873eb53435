"""Where the reference folder is present, tests hold the methods to it at its stated tolerance."""

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Oracle = Callable[[str], Any]


@pytest.fixture(scope="session")
def oracle() -> Oracle:
    """Reads one file of the statistical oracles: JSON as it is, CSV as a list of rows."""
    folder = Path(os.environ.get("HEADWATER_REFERENCE", "../shared")) / "oracles" / "statistics"
    if not folder.is_dir():
        pytest.skip(f"no reference folder at {folder}: set HEADWATER_REFERENCE")

    def read(name: str) -> Any:
        with (folder / name).open(encoding="utf-8") as file:
            return json.load(file) if name.endswith(".json") else list(csv.DictReader(file))

    return read
