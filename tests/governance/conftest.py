"""Fixtures of governance: keys and checkpoints of one's own for every test."""

import pytest


@pytest.fixture(autouse=True)
def _own_home(own_home) -> None:
    pass
