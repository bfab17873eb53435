"""A disk that is really full, at every point of the walk: a sentence, nothing half done, and the walk is finished once there is room.

As root the home is a small disk of its own (tmpfs); else the size of every file is limited, which ends in the same place.
"""

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from data import walking

from headwater.data import flow
from headwater.data.ingest.models import Submission, SubmissionState
from headwater.data.lake import manifest
from headwater.governance.partners import queries as partners
from headwater.machinery import file_store, home
from headwater.vocabulary.errors import Unavailable

KILOBYTE = 1024
DISK = 4 * KILOBYTE * KILOBYTE
Narrow = Callable[[int], AbstractContextManager[None]]

pytestmark = pytest.mark.django_db(databases=["default", "vault"])


@pytest.fixture
def narrow(tmp_path: Path, settings) -> Iterator[Narrow]:
    """A home in which only so many bytes can still be written."""
    settings.HEADWATER_HOME, settings.HEADWATER_KEYS = tmp_path / "disk" / "home", tmp_path / "keys"
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() == 0 and _mounted(disk):
        yield lambda free: _filled(disk, free)
        subprocess.run(["umount", "--lazy", str(disk)], check=True)
    else:
        yield _limited


def _mounted(disk: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(disk)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@contextmanager
def _filled(disk: Path, free: int) -> Iterator[None]:
    ballast = disk / "ballast"
    room = os.statvfs(disk)
    ballast.write_bytes(bytes(max(0, room.f_bavail * room.f_frsize - free)))
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def _limited(free: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (free, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def large_month(folder: Path) -> Path:
    """A month of about a quarter of a megabyte, which does not pack to nothing."""
    lines = (walking.SAMPLES / "police_street" / "good.csv").read_text(encoding="utf-8").splitlines()
    heading, row = lines[0], lines[1].split(",", 1)[1]
    path = folder / "month.csv"
    path.write_text("\n".join([heading, *(f"{os.urandom(32).hex()},{row}" for _ in range(1_200))]) + "\n")
    return path


def full(submission: Submission) -> str:
    """What a walk says of the disk; nothing if there was room."""
    try:
        flow.walk(submission, by=partners.operator())
    except Unavailable as refused:
        return refused.says
    return ""


def test_file_that_does_not_fit_is_not_kept_and_said(narrow: Narrow, tmp_path: Path) -> None:
    path = large_month(tmp_path)
    for folder in home.FOLDERS:
        home.folder(folder)
    with narrow(64 * KILOBYTE), pytest.raises(Unavailable) as refused:
        walking.receive(path)
    assert refused.value.says == (
        "The disk is full, so the file was not kept and nothing of it is left. Make room and send it again."
    )
    assert not Submission.objects.exists()
    assert list(home.folder("originals").iterdir()) == []
    assert walking.receive(path).state == SubmissionState.RECEIVED


def test_walk_on_a_full_disk_says_so_and_is_finished_once_there_is_room(
    narrow: Narrow, tmp_path: Path
) -> None:
    """From no room at all upwards, so that the disk fills at one step after the other."""
    path = large_month(tmp_path)
    submission = walking.receive(path)
    for folder in home.FOLDERS:
        home.folder(folder)
    refused = 0
    for free in range(0, 1_200 * KILOBYTE, 48 * KILOBYTE):
        with narrow(free):
            says = full(submission)
        if not says:
            break
        refused += 1
        assert "disk" in says
        submission.refresh_from_db()
        assert submission.state == SubmissionState.RECEIVED
        assert manifest.tables() == []
        assert list(home.folder("work").iterdir()) == []
        with file_store.open_sealed(submission.original_path) as original:
            assert original.read() == path.read_bytes()
    assert refused >= 4
    submission.refresh_from_db()
    assert (submission.state, submission.rows_landed) == (SubmissionState.LANDED, 1_200)
    assert walking.current_rows("police_street") == 1_200


def test_settling_on_a_full_disk_leaves_the_tables_as_they_were(narrow: Narrow, tmp_path: Path) -> None:
    walking.walk(large_month(tmp_path))
    before = manifest.tables()
    with narrow(16 * KILOBYTE), pytest.raises(Unavailable) as refused:
        flow.settle()
    assert refused.value.says == (
        "The disk is full. Nothing is lost and nothing is half done. Make room and try again."
    )
    assert manifest.tables() == before
    assert set(flow.settle()) == set(manifest.tables()) - set(before) == {"police_street_located"}
