"""Every benchmark, each in a process of its own, and one table of what they found.

`make bench` runs it. `--large` adds twenty million rows, whose memory is held against that of five million; ten minutes more.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from measured import Measured, table

HERE = Path(__file__).parent
BENCHES = (
    "check_and_land",
    "trend",
    "locate",
    "trends_page",
    "strategy_pages",
    "control_charts",
    "weekly_warning",
    "density",
    "hotspots",
    "near_repeat",
    "slope_index",
    "suppression",
    "reports",
)
ROWS, MANY_ROWS = 5_000_000, 20_000_000
MEMORY_RATIO_AT_MOST = 1.2


def main(*, large: bool) -> str:
    found = {name: run(name) for name in BENCHES}
    rows = [row for each in found.values() for row in each]
    if large:
        rows += growth(found["check_and_land"])
    return "\n".join([about_this_machine(), "", table(rows)])


def run(name: str, *options: str) -> list[Measured]:
    """One benchmark; what it says on the way goes to the terminal."""
    print(f"… {name.replace('_', ' ')}", file=sys.stderr)
    command = [sys.executable, str(HERE / f"bench_{name}.py"), "--json", *options]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return [Measured(**row) for row in json.loads(done.stdout.splitlines()[-1])]


def growth(fewer: Sequence[Measured]) -> list[Measured]:
    """The walk of many rows, and its memory beside that of fewer."""
    rows = run("check_and_land", f"--rows={MANY_ROWS}")
    before, after = (next(row for row in those if row.unit == "MB") for those in (fewer, rows))
    beside = Measured(
        f"Memory at {MANY_ROWS // 10**6} million rows",
        after.ours,
        "MB",
        ratio_at_most=MEMORY_RATIO_AT_MOST,
        peer=before.ours,
        of_peer=f"at {ROWS // 10**6} million",
    )
    return [*(row for row in rows if row is not after), beside]


def about_this_machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    busy = os.getloadavg()[0]
    return (
        f"{datetime.now(UTC):%-d %B %Y}: {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}; load {busy:.1f} at the end."
    )


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--large", action="store_true")
    print(main(large=asked.parse_args().large))
