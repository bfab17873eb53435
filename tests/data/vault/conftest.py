"""Fixtures of the vault: keys of one's own for every test."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_home(tmp_path, settings) -> Path:
    settings.HEADWATER_HOME = tmp_path / "home"
    settings.HEADWATER_KEYS = tmp_path / "keys"
    return tmp_path
