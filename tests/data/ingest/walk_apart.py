"""Not a test: the other process of the walks that are killed. Each command prints what it did."""

import json
import sys
from pathlib import Path

from data import walking

from headwater.data import flow
from headwater.data.ingest.models import Submission
from headwater.data.lake import manifest
from headwater.governance.partners import queries as partners
from headwater.machinery import home
from headwater.machinery.encryption import pseudonyms


def say(words: object) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def prepare() -> None:
    walking.make_agreement("youth_justice")
    pseudonyms.keyed(
        ["any"], purpose="lake-any"
    )  # the home's key is made now, so that every copy has the same


def receive(file: str) -> None:
    say("ready")
    sys.stdin.readline()
    say(walking.receive(Path(file)).uuid)


def walk(file: str) -> None:
    """Receive, walk and settle, saying when it begins."""
    say("ready")
    walking.walk(Path(file))
    flow.settle()


def walk_when_told(file: str) -> None:
    """As a worker beside other workers: received already, walked when all are ready."""
    submission = walking.receive(Path(file))
    say("ready")
    sys.stdin.readline()
    flow.walk(submission, by=partners.worker())
    flow.settle()


def walk_again(file: str) -> None:
    """What a worker does when it starts after a kill: sweep, then walk what is waiting."""
    flow.sweep()
    walking.walk(Path(file))
    flow.settle()
    state()


def state() -> None:
    """Everything that must be the same after any kill: rows, manifests, and no file that nothing names."""
    flow.sweep()
    tables = manifest.tables()
    named = {part.path for table in tables for part in manifest.all_parts(table)}
    lake = home.folder("lake")
    found = {
        "rows": {table: walking.stored_rows(walking.active_files(table)) for table in tables},
        "states": [str(each.state) for each in Submission.objects.order_by("pk")],
        "tallies": [each.tallies for each in Submission.objects.order_by("pk")],
        "rubbish": [
            str(f.relative_to(lake)) for f in lake.glob("*/*") if str(f.relative_to(lake)) not in named
        ],
        "work": [f.name for f in home.folder("work").iterdir()],
        "originals": len([f for f in home.folder("originals").rglob("*") if f.is_file()]),
        "operator": partners.operator().label,
    }
    say(json.dumps(found, sort_keys=True))


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
