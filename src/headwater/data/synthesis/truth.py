"""What was planted and what every file holds, so that a test can ask the product for it: written as
`truth.json`.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class FileTruth:
    """One file: what a careful reader should find in it. `bad` counts rows that must not land, by
    problem code.
    """

    path: str
    contract: str
    rows: int
    bad: dict[str, int]
    notes: dict[str, Any]

    @property
    def good(self) -> int:
        return self.rows - sum(self.bad.values())

    @property
    def current(self) -> int:
        """Rows that still count when every file has landed: not those sent again in a later file."""
        return 0 if "superseded_by" in self.notes else self.good - int(self.notes.get("repeats", 0))

    def as_json(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "contract": self.contract,
            "rows": self.rows,
            "good": self.good,
            "bad": self.bad,
            **self.notes,
        }


@dataclass
class Truth:
    """Collects as the files are written."""

    folder: Path
    files: list[FileTruth] = field(default_factory=list)
    planted: dict[str, Any] = field(default_factory=dict)
    duplicates: dict[str, Any] = field(default_factory=dict)
    links: list[list[str | None]] = field(default_factory=list)
    needs_profile: list[dict[str, Any]] = field(default_factory=list)  # files that no contract knows unasked

    def wrote(
        self, path: Path, contract: str, rows: int, *, bad: dict[str, int] | None = None, **notes: Any
    ) -> None:
        self.files.append(
            FileTruth(path.relative_to(self.folder).as_posix(), contract, rows, bad or {}, notes)
        )

    def by_contract(self) -> dict[str, dict[str, int]]:
        totals: dict[str, dict[str, int]] = defaultdict(
            lambda: {"files": 0, "rows": 0, "good": 0, "bad": 0, "current": 0}
        )
        for file in self.files:
            total = totals[file.contract]
            total["files"] += 1
            total["rows"] += file.rows
            total["good"] += file.good
            total["bad"] += file.rows - file.good
            total["current"] += file.current
        return dict(sorted(totals.items()))

    def problems(self) -> dict[str, dict[str, int]]:
        """Refused rows by contract and problem code."""
        found: dict[str, dict[str, int]] = {}
        for file in self.files:
            for code, count in file.bad.items():
                of_contract = found.setdefault(file.contract, {})
                of_contract[code] = of_contract.get(code, 0) + count
        return found
