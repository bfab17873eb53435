"""The worker: takes jobs one at a time and runs their handlers while a thread keeps the lease alive.

Handlers are passed in by name; nothing registers itself. Errors for people become the job's sentence; any
other error is logged by its type and place only, because its message may hold a record's value.
"""

import contextlib
import logging
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import Error, close_old_connections, connection

from headwater.machinery.jobs import queue
from headwater.machinery.jobs.queue import Claim
from headwater.vocabulary.errors import Conflict, HeadwaterError, Unavailable

log = logging.getLogger(__name__)

TRY_AGAIN_AFTER = timedelta(minutes=1)
IDLE_SECONDS = 0.5
BEAT_SECONDS = 0.3


@dataclass
class Task:
    """What a handler sees of its job: the payload, and a way to say how far it is."""

    claim: Claim
    payload: Mapping[str, Any]
    _progress: tuple[int, int, str] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def progress(self, done: int, total: int, says: str = "") -> None:
        """Say how far it is; cheap, so call it often.

        The heartbeat writes it, outside the handler's transaction.
        """
        with self._lock:
            self._progress = (done, total, says)

    def take_progress(self) -> tuple[int, int, str] | None:
        """What was said since the last call."""
        with self._lock:
            said, self._progress = self._progress, None
        return said


Handler = Callable[[Task], None]


def run_until_idle(handlers: Mapping[str, Handler], *, lease: timedelta = queue.LEASE) -> int:
    """Run every job that can be run now. Returns how many were."""
    ran = 0
    while run_one(handlers, lease=lease):
        ran += 1
    return ran


def run_forever(
    handlers: Mapping[str, Handler], stop: threading.Event, *, lease: timedelta = queue.LEASE
) -> None:
    """Run jobs as they come until `stop` is set; the job under way is finished first."""
    while not stop.is_set():
        close_old_connections()
        try:
            ran = run_one(handlers, lease=lease)
        except Error:  # the database is restarting or busy: a worker outlives that
            log.warning("The operations database did not answer; the worker tries again.")
            ran = False
        if not ran:
            stop.wait(IDLE_SECONDS)
    connection.close()


def run_one(handlers: Mapping[str, Handler], *, lease: timedelta = queue.LEASE) -> bool:
    """Run one job if one waits."""
    queue.fail_the_exhausted(now=_now())
    claimed = queue.claim(handlers.keys(), now=_now(), lease=lease)
    if claimed is None:
        return False
    task = Task(claimed, claimed.payload)
    with _lease_kept(task, lease):
        settle = _outcome(handlers[claimed.name], task)
    try:
        settle()
    except Conflict:
        log.warning("Job %s lapsed while it ran; another worker has it.", claimed.job_uuid)
    return True


def _outcome(handler: Handler, task: Task) -> Callable[[], None]:
    """Run the handler and return how to settle the job."""
    claimed = task.claim
    try:
        handler(task)
    except Unavailable as error:
        if claimed.attempt < queue.MOST_ATTEMPTS:
            says = error.says
            return lambda: queue.postpone(claimed, says=says, until=_now() + TRY_AGAIN_AFTER)
        return _failing(claimed, error.says)
    except HeadwaterError as error:
        return _failing(claimed, error.says)
    except Exception as error:
        log.error("Job %s (%s) stopped: %s", claimed.job_uuid, claimed.name, _where(error))  # noqa: TRY400  (its words may hold a record's value)
        says = f"It stopped on an error of the program ({type(error).__name__}). The log says where."
        return _failing(claimed, says)
    return lambda: _finish(task)


def _failing(claimed: Claim, says: str) -> Callable[[], None]:
    return lambda: queue.fail(claimed, says=says, now=_now())


def _finish(task: Task) -> None:
    _write_progress(task)
    queue.finish(task.claim, now=_now())


@contextlib.contextmanager
def _lease_kept(task: Task, lease: timedelta) -> Iterator[None]:
    ended = threading.Event()
    thread = threading.Thread(target=_beat, args=(task, lease, ended), name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _beat(task: Task, lease: timedelta, ended: threading.Event) -> None:
    """Prolong the lease three times in its length, and write progress as it is said."""
    beat_at = _now() + lease / 3
    while not ended.wait(BEAT_SECONDS):
        # a busy database is asked again at the next beat; the lease is long enough for several
        with contextlib.suppress(Error):
            _write_progress(task)
            if _now() >= beat_at:
                queue.heartbeat(task.claim, now=_now(), lease=lease)
                beat_at = _now() + lease / 3
    connection.close()


def _write_progress(task: Task) -> None:
    if said := task.take_progress():
        done, total, says = said
        queue.report(task.claim, done=done, total=total, says=says)


def _where(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} at " + " < ".join(f"{f.filename}:{f.lineno}" for f in reversed(frames))


def _now() -> datetime:
    return datetime.now(UTC)
