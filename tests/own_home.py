"""A home for this test process alone, chosen before Django reads its settings (`-p own_home` in pyproject.toml).

Every worker of pytest-xdist is a process and gets its own. It goes when the process ends; nothing outside it is read or written.
"""

import atexit
import os
import shutil
import tempfile

HOME = tempfile.mkdtemp(prefix="headwater-tests-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)

os.environ["HEADWATER_HOME"] = HOME
for name in ("HEADWATER_KEYS", "HEADWATER_DEMONSTRATION", "HEADWATER_HOSTS", "HEADWATER_BEHIND_TLS"):
    os.environ.pop(name, None)
