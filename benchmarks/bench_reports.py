"""The whole needs assessment of a small generated county by one command: a page, a tagged PDF, a Word document and JSON.

The time is the command's, with starting Python and writing the files. The report has the same chapters, blocks and charts in a county
of any size: its figures were released and drawn before.
"""

import argparse
import subprocess
import sys
from pathlib import Path

import own_home
from measured import Measured, seconds, tell

PEOPLE, YEARS = 30_000, 3
SECONDS_AT_MOST = 60
HEADWATER = Path(sys.executable).with_name("headwater")
AUDIENCES = {"public": "for everybody", "partner": "for partners"}


def main(*, people: int, years: int) -> list[Measured]:
    _run("demo", f"--people={people}", f"--years={years}", "--no-serve")
    return [_measured(audience, words) for audience, words in AUDIENCES.items()]


def _measured(audience: str, words: str) -> Measured:
    out = str(own_home.FOLDER / "reports")
    taken = seconds(lambda: _run("reports", "needs-assessment", out, "--edition", audience))
    return Measured(f"Needs assessment {words}, four forms", taken, "s", at_most=SECONDS_AT_MOST)


def _run(*words: str) -> None:
    subprocess.run([HEADWATER, *words], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--years", type=int, default=YEARS)
    asked = parser.parse_args()
    tell(main(people=asked.people, years=asked.years))
