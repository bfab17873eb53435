"""Measures how often limits hold what they should and how often methods speak without cause; half a minute on one core.

    python docs/measure_methods.py

writes docs/reference/methods/measured.json, from which `make docs` makes the page. Each case has a seed of its own, made of its name: the
same numbers come out every time, and a new case changes no other.
"""

import json
import sys
import zlib
from collections.abc import Iterable
from pathlib import Path

import alarm_cases
import coverage_cases
import numpy as np

FILE = Path(__file__).parent / "reference" / "methods" / "measured.json"
YEAR = 2026
Case = coverage_cases.Case | alarm_cases.Case


def seeded(case: Case) -> np.random.Generator:
    return np.random.default_rng([YEAR, zlib.crc32(case.key.encode())])


def measured(case: Case) -> list[int]:
    """How many of how many."""
    return [case.measure(seeded(case), case.samples), case.samples]


def by_key(cases: Iterable[Case]) -> dict[str, list[int]]:
    return {case.key: measured(case) for case in cases}


def read() -> dict[str, dict[str, list[int]]]:
    found: dict[str, dict[str, list[int]]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def main() -> int:
    found = {"coverage": by_key(coverage_cases.cases()), "alarms": by_key(alarm_cases.cases())}
    FILE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(f"{sum(map(len, found.values()))} cases measured.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
