"""A home for this test process alone, chosen before Django reads its settings (`-p own_home` in pyproject.toml), and for one test alone.

Every worker of pytest-xdist is a process and gets its own. It goes when the process ends; nothing outside it is read or written.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

HOME = tempfile.mkdtemp(prefix="headwater-tests-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)

os.environ["HEADWATER_HOME"] = HOME
for name in ("HEADWATER_KEYS", "HEADWATER_DEMONSTRATION", "HEADWATER_HOSTS", "HEADWATER_BEHIND_TLS"):
    os.environ.pop(name, None)


@pytest.fixture
def own_home(tmp_path, settings) -> Path:
    """`home` and `keys` that nobody has used, for one test; the folder that they are in."""
    settings.HEADWATER_HOME, settings.HEADWATER_KEYS = tmp_path / "home", tmp_path / "keys"
    return tmp_path


@pytest.fixture
def fresh_start(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own that each command makes ready anew, as in a process of its own."""
    from headwater.cli import start  # settings must stand before it is read

    monkeypatch.setattr(start, "_held", [])
    return own_home
