"""A home of one's own, for tests that look through all of it."""

from pathlib import Path

import pytest


@pytest.fixture
def own_home(tmp_path, settings) -> Path:
    settings.HEADWATER_HOME = tmp_path / "home"
    settings.HEADWATER_KEYS = tmp_path / "keys"
    return tmp_path / "home"
