"""The queue: put in, take on a lease, finish.

A worker that dies loses its lease and the job is delivered again.

A job is therefore delivered at least once: a handler must be safe to run again. Every change by a worker
names its lease, so that one who was thought dead cannot finish what another now does. Callers pass `now`;
the database does the rest, on SQLite (one writer at a time) and on PostgreSQL (`skip locked`).
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from headwater.machinery.jobs import states
from headwater.machinery.jobs.models import Job
from headwater.machinery.jobs.states import JobState
from headwater.vocabulary.errors import Conflict, NotFound

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 3
TRIED_TOO_OFTEN = f"It stopped {MOST_ATTEMPTS} times without finishing, so it is not tried again by itself."


@dataclass(frozen=True)
class Claim:
    """What a worker holds while it works: the job and the lease under which it may change it."""

    job_uuid: uuid.UUID
    name: str
    payload: Mapping[str, Any]
    lease: uuid.UUID
    attempt: int


def enqueue(
    name: str, payload: Mapping[str, Any], *, queued_by: uuid.UUID, now: datetime, key: str = ""
) -> Job:
    """Put a job in.

    While a job with the same `key` is unfinished, that one is returned instead of a second.
    """
    fresh = Job(
        name=name, payload=dict(payload), key=key, queued_by=queued_by, queued_at=now, not_before_at=now
    )
    while True:
        waiting = Job.objects.filter(key=key, state__in=states.UNFINISHED).first() if key else None
        if waiting:
            return waiting
        try:
            with transaction.atomic():
                fresh.save(force_insert=True)
        except IntegrityError:  # somebody queued the same key in between: theirs stands, or has just finished
            continue
        return fresh


def claim(names: Collection[str], *, now: datetime, lease: timedelta = LEASE) -> Claim | None:
    """Take the oldest job that waits or whose lease lapsed, among `names`; None if there is none."""
    if not _claimable(names, now).exists():  # asked without a lock, so that idle workers do not block writers
        return None
    with transaction.atomic():
        job = _claimable(names, now).select_for_update(skip_locked=True).first()
        if job is None:
            return None
        verb = "claim" if job.state == JobState.QUEUED else "reclaim"
        job.state = _after(job, verb)
        job.lease, job.lease_expires_at = uuid.uuid4(), now + lease
        job.attempts, job.started_at = job.attempts + 1, now
        job.progress_done, job.progress_total, job.progress_says = 0, 0, ""
        job.save()
        return Claim(job.uuid, job.name, job.payload, job.lease, job.attempts)


def fail_the_exhausted(*, now: datetime) -> int:
    """Fail the jobs whose lease lapsed in their last attempt. Returns how many."""
    exhausted = Job.objects.filter(
        state=JobState.RUNNING, lease_expires_at__lte=now, attempts__gte=MOST_ATTEMPTS
    )
    if not exhausted.exists():
        return 0
    after = states.after(JobState.RUNNING, "fail")
    return exhausted.update(state=after, error_says=TRIED_TOO_OFTEN, finished_at=now, lease=None)


def heartbeat(claimed: Claim, *, now: datetime, lease: timedelta = LEASE) -> bool:
    """Prolong the lease. False if it is no longer ours: then stop, another worker does the job."""
    return _held(claimed).update(lease_expires_at=now + lease) == 1


def report(claimed: Claim, *, done: int, total: int, says: str) -> bool:
    """Say how far it is; `says` is a sentence for a person. False if the lease is no longer ours."""
    return _held(claimed).update(progress_done=done, progress_total=total, progress_says=says[:300]) == 1


def finish(claimed: Claim, *, now: datetime) -> None:
    """It is done."""
    _settle(claimed, "finish", finished_at=now, error_says="")


def fail(claimed: Claim, *, says: str, now: datetime) -> None:
    """It cannot be done; `says` tells a person why and what to do next."""
    _settle(claimed, "fail", finished_at=now, error_says=says)


def postpone(claimed: Claim, *, says: str, until: datetime) -> None:
    """It cannot be done now: try again at `until`."""
    _settle(claimed, "postpone", not_before_at=until, error_says=says)


def retry(job_uuid: uuid.UUID, *, now: datetime) -> Job:
    """Queue a failed job again, with all its attempts."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(uuid=job_uuid).first()
        if job is None:
            raise NotFound("There is no such job.")
        job.state = _after(job, "retry")
        job.attempts, job.error_says, job.not_before_at, job.finished_at = 0, "", now, None
        try:
            with transaction.atomic():
                job.save()
        except IntegrityError:
            raise Conflict("The same work is already waiting or under way.", code="already_queued") from None
        return job


def jobs(*, state: JobState | None = None) -> QuerySet[Job]:
    """All jobs, the newest first."""
    found = Job.objects.order_by("-id")
    return found.filter(state=state) if state else found


def get_job(job_uuid: uuid.UUID) -> Job:
    found = Job.objects.filter(uuid=job_uuid).first()
    if found is None:
        raise NotFound("There is no such job.")
    return found


def _claimable(names: Collection[str], now: datetime) -> QuerySet[Job]:
    waits = Q(state=states.before("claim"), not_before_at__lte=now)
    lapsed = Q(state=states.before("reclaim"), lease_expires_at__lte=now, attempts__lt=MOST_ATTEMPTS)
    return Job.objects.filter(waits | lapsed, name__in=names)


def _held(claimed: Claim) -> QuerySet[Job]:
    return Job.objects.filter(uuid=claimed.job_uuid, lease=claimed.lease, state=JobState.RUNNING)


def _settle(claimed: Claim, verb: str, **changes: object) -> None:
    after = states.after(JobState.RUNNING, verb)
    if not _held(claimed).update(state=after, lease=None, lease_expires_at=None, **changes):
        raise Conflict("The lease of this job lapsed and another worker has it.", code="lease_lost")


def _after(job: Job, verb: str) -> JobState:
    after = states.after(JobState(job.state), verb)
    if after is None:
        raise Conflict(f"A job that is {job.state} cannot be asked to {verb}.", code="wrong_state")
    return after
