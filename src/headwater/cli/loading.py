"""The job behind `headwater load` and `headwater demo`: every file received and walked, then figures once.

A file that is refused or not recognised never stops the others. A file that came in before is not walked
again, unless it still waits (a killed run, a mapping saved since).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from headwater.cli import figures
from headwater.cli.screen import Steps
from headwater.data import flow
from headwater.data.contracts import registry
from headwater.data.ingest.models import Submission, SubmissionState
from headwater.governance.audit import clock
from headwater.governance.audit.action import Actor
from headwater.governance.partners import queries as partners
from headwater.vocabulary.errors import Invalid, NotFound, Refused

WAITING = (SubmissionState.RECEIVED, SubmissionState.NEEDS_MAPPING)
WEB_PAGES = {".htm", ".html"}
TALLIES = ("files", "rows_read", "landed", "quarantined", "problems")


@dataclass(frozen=True)
class Wish:
    """What was asked for besides the files."""

    profile: str | None = None
    supplier_key: str = ""
    suppliers: Mapping[Path, str] = field(default_factory=dict)  # of single files, where they differ

    def supplier_of(self, path: Path) -> str:
        return self.suppliers.get(path, self.supplier_key)


@dataclass(frozen=True)
class NotTaken:
    """A file of which nothing landed, and why."""

    file: str
    says: str
    for_want_of_agreement: bool


@dataclass
class Loaded:
    """What became of the files. Counts of a file that had landed before are counted as they stand."""

    contracts: dict[str, dict[str, int]] = field(
        default_factory=lambda: defaultdict(lambda: dict.fromkeys(TALLIES, 0))
    )
    unrecognised: list[str] = field(default_factory=list)
    already_received: list[str] = field(default_factory=list)
    refused: list[NotTaken] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)

    def add(self, tallies: Mapping[str, Mapping[str, int]]) -> None:
        for key, tally in tallies.items():
            for name in TALLIES:
                self.contracts[key][name] += int(tally.get(name, 0))

    def total(self, name: str) -> int:
        return sum(tally[name] for tally in self.contracts.values())

    def document(self) -> dict[str, Any]:
        return {
            "contracts": {key: dict(tally) for key, tally in sorted(self.contracts.items())},
            "unrecognised": self.unrecognised,
            "already_received": self.already_received,
            "refused": [{"file": each.file, "says": each.says} for each in self.refused],
        }

    def check(self) -> None:
        """Raise for the files that were refused, so that a script notices."""
        if not self.refused:
            return
        first = self.refused[0]
        more = f" ({len(self.refused)} files were refused in all.)" if len(self.refused) > 1 else ""
        wanting = [each for each in self.refused if each.for_want_of_agreement]
        if wanting:
            raise Refused(wanting[0].says + more)
        raise Invalid(f"{first.file}: {first.says}{more}")


def files_in(paths: Sequence[Path]) -> list[Path]:
    """The files themselves and all files within the folders, in order of path; hidden ones are left."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise NotFound(f"There is no file or folder {path}.")
        found.update(dict.fromkeys(sorted(_within(path)) if path.is_dir() else [path]))
    return list(found)


def _within(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def load(files: Sequence[Path], steps: Steps, *, by: Actor, wish: Wish | None = None) -> Loaded:
    """Every file, then the derived tables, then the figures."""
    wish, loaded, seen = wish or Wish(), Loaded(), set[int]()
    for number, path in enumerate(files):
        steps.at(number, len(files), path.name)
        _take(path, loaded, seen, wish, by)
    steps.at(len(files), len(files), "bringing figures up to date")
    loaded.tables = figures.bring_up_to_date(by=by)
    return loaded


def _take(path: Path, loaded: Loaded, seen: set[int], wish: Wish, by: Actor) -> None:
    try:
        submission = flow.receive(path, file_name=path.name, by=by, supplier_key=wish.supplier_of(path))
        known = submission.pk in seen or submission.state != SubmissionState.RECEIVED
        if submission.state in WAITING and submission.pk not in seen:
            submission = flow.walk(submission, by=by, profile=wish.profile)
    except (Invalid, Refused) as error:
        loaded.refused.append(NotTaken(str(path), error.says, isinstance(error, Refused)))
        return
    if known:
        loaded.already_received.append(str(path))
    if submission.pk not in seen:
        _tell(path, submission, loaded)
    seen.add(submission.pk)


def _tell(path: Path, submission: Submission, loaded: Loaded) -> None:
    if submission.state == SubmissionState.NEEDS_MAPPING or _is_something_else(path, submission):
        loaded.unrecognised.append(str(path))
    elif submission.state == SubmissionState.REFUSED:
        key = submission.contract_key
        wanting = bool(key) and _needs_agreement(key)
        loaded.refused.append(NotTaken(str(path), submission.refusal_says, wanting))
    else:
        loaded.add(submission.tallies)


def _is_something_else(path: Path, submission: Submission) -> bool:
    """Whether a refused file was never meant as one of ours: other JSON, or a web page that says it is one."""
    codes = {problem[0] for problem in submission.problems}
    return "not_recognised" in codes or ("is_a_web_page" in codes and path.suffix.lower() in WEB_PAGES)


def _needs_agreement(contract_key: str) -> bool:
    contract = registry.get_contract(contract_key)
    return contract.licence.needs_agreement and (
        partners.why_not_land(contract_key, on=clock.today()) is not None
    )
