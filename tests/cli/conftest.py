"""Fixtures of the command line: every command begins in a home that nobody has used."""

import pytest


@pytest.fixture(autouse=True)
def _fresh(fresh_start) -> None:
    pass
