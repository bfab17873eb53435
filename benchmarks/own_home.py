"""A home of its own for a benchmark, gone when it ends. Import it before anything of headwater."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="headwater-bench-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["HEADWATER_HOME"] = str(FOLDER / "home")
os.environ["DJANGO_SETTINGS_MODULE"] = "headwater.settings"


def made_ready() -> Path:
    """The folder for the benchmark's own files, beside a home with its databases made."""
    import django

    django.setup()
    from headwater.cli import start

    start.make_ready()
    return FOLDER
