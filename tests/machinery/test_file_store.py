"""Originals are kept whole and sealed, or not at all."""

import errno
import hashlib
import io
import resource
import signal
import stat
import time
from pathlib import Path

import pytest

from headwater.machinery import file_store, home
from headwater.machinery.encryption import keys
from headwater.vocabulary.errors import Conflict, NotFound, Refused, Unavailable

CONTENT = b"crime_id,month\nabc,2024-03\n" * 50_000


@pytest.fixture
def key_id(own_home) -> str:
    return keys.new_key("submission")


def files() -> list[str]:
    originals = home.folder("originals")
    return sorted(str(path.relative_to(originals)) for path in originals.rglob("*"))


def test_stored_file_opens_to_its_content_and_states_its_hash(key_id):
    stored = file_store.put_sealed(io.BytesIO(CONTENT), key_id)
    assert (stored.sha256, stored.size) == (hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))
    with file_store.open_sealed(stored.path) as opened:
        assert opened.read() == CONTENT


def test_stored_file_is_private_sealed_and_alone(key_id):
    stored = file_store.put_sealed(io.BytesIO(CONTENT), key_id)
    path = home.folder("originals") / stored.path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"crime_id" not in path.read_bytes()
    assert files() == [key_id, stored.path]
    assert stored.sha256 not in stored.path


def test_file_whose_key_was_destroyed_is_refused(key_id):
    stored = file_store.put_sealed(io.BytesIO(CONTENT), key_id)
    keys.destroy(key_id)
    with pytest.raises(Refused, match="purged"):
        file_store.open_sealed(stored.path)
    with pytest.raises(Refused):
        file_store.put_sealed(io.BytesIO(CONTENT), key_id)
    file_store.remove(key_id)
    file_store.remove(key_id)
    assert files() == []


def test_files_exchanged_under_one_key_do_not_open(key_id):
    one, two = (file_store.put_sealed(io.BytesIO(content), key_id) for content in (b"one", b"two"))
    originals = home.folder("originals")
    (originals / two.path).replace(originals / one.path)
    with pytest.raises(Conflict):
        file_store.open_sealed(one.path)
    with pytest.raises(NotFound):
        file_store.open_sealed(two.path)


@pytest.mark.parametrize("path", ["../keys/x", "a/../../b", "/etc/passwd", "x"])
def test_path_outside_the_originals_is_a_mistake(own_home, path):
    with pytest.raises(ValueError, match="below the originals"):
        file_store.open_sealed(path)


class Failing(io.BytesIO):
    def __init__(self, error: BaseException) -> None:
        super().__init__(b"x" * 600_000)
        self.error = error

    def read(self, size=-1, /):
        if self.tell() > 300_000:
            raise self.error
        return super().read(size)


def test_sender_that_breaks_off_leaves_nothing(key_id):
    with pytest.raises(ConnectionError):
        file_store.put_sealed(Failing(ConnectionError("gone")), key_id)
    assert files() == []


def test_failure_leaves_the_other_files_of_the_key(key_id):
    stored = file_store.put_sealed(io.BytesIO(CONTENT), key_id)
    with pytest.raises(OSError, match="weather"):
        file_store.put_sealed(Failing(OSError(errno.EIO, "weather")), key_id)
    assert files() == [key_id, stored.path]


def test_full_disk_is_unavailable_with_a_sentence_and_leaves_nothing(key_id):
    """A real limit of the operating system: no file of this process may grow beyond 100,000 bytes."""
    before, ignored = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(Unavailable, match="The disk is full") as full:
            file_store.put_sealed(io.BytesIO(CONTENT), key_id)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert full.value.code == "disk_full"
    assert files() == []


def test_process_killed_while_it_receives_leaves_no_file_that_counts(
    stores, run_apart, start_apart, settings
):
    settings.HEADWATER_HOME = stores.home
    settings.HEADWATER_KEYS = settings.HEADWATER_HOME / "keys"
    key_id = run_apart("make_key").strip()
    receiving = start_apart("keep", key_id)
    receiving.stdin.write("crime_id,month\n" * 100_000)
    receiving.stdin.flush()
    part = home.folder("originals") / key_id
    deadline = time.monotonic() + 20
    while (
        not (part.exists() and any(p.stat().st_size for p in part.iterdir())) and time.monotonic() < deadline
    ):
        time.sleep(0.02)
    receiving.kill()
    receiving.wait()
    assert [Path(name).suffix for name in files()] == ["", ".part"]
    assert file_store.sweep_parts() == 1
    assert files() == []


def test_sweep_removes_what_killed_runs_left(key_id):
    stored = file_store.put_sealed(io.BytesIO(b"x"), key_id)
    originals = home.folder("originals")
    (originals / key_id / "half.part").write_bytes(b"x")
    (originals / "other").mkdir()
    (originals / "other" / "half.part").write_bytes(b"x")
    assert file_store.sweep_parts() == 2
    assert files() == [key_id, stored.path]
