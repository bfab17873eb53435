"""The queue: keys, leases and the table of transitions."""

import itertools
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from headwater.machinery.jobs import queue, states
from headwater.machinery.jobs.models import Job
from headwater.machinery.jobs.states import JobState
from headwater.vocabulary.errors import Conflict, NotFound

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)

pytestmark = pytest.mark.django_db


def put(*, name: str = "land", key: str = "", now: datetime = NOW) -> Job:
    return queue.enqueue(name, {"submission": "s1"}, queued_by=uuid.uuid4(), now=now, key=key)


def take(*, now: datetime = NOW) -> queue.Claim:
    claimed = queue.claim(["land"], now=now)
    assert claimed is not None
    return claimed


def test_enqueue_with_the_same_unfinished_key_returns_the_first():
    first = put(key="land s1")
    assert put(key="land s1").uuid == first.uuid
    take()
    assert put(key="land s1").uuid == first.uuid
    assert Job.objects.count() == 1


def test_enqueue_after_the_first_finished_queues_again():
    first = put(key="land s1")
    queue.finish(take(), now=NOW)
    assert put(key="land s1").uuid != first.uuid


def test_enqueue_without_a_key_always_queues():
    assert put().uuid != put().uuid


def test_claim_takes_the_oldest_of_the_named_jobs():
    put(name="draw")
    first = put()
    put()
    claimed = take()
    assert (claimed.job_uuid, claimed.attempt, claimed.payload) == (first.uuid, 1, {"submission": "s1"})


def test_claim_finds_nothing_while_the_lease_holds():
    put()
    take()
    assert queue.claim(["land"], now=NOW + timedelta(seconds=59)) is None


def test_claim_takes_a_job_whose_lease_lapsed_and_the_old_worker_cannot_finish_it():
    put()
    old = take()
    new = take(now=LATER)
    assert (new.job_uuid, new.attempt) == (old.job_uuid, 2)
    assert not queue.heartbeat(old, now=LATER)
    assert not queue.report(old, done=1, total=2, says="")
    with pytest.raises(Conflict, match="lapsed"):
        queue.finish(old, now=LATER)
    queue.finish(new, now=LATER)
    assert Job.objects.get().state == JobState.DONE


def test_heartbeat_prolongs_the_lease():
    put()
    claimed = take()
    assert queue.heartbeat(claimed, now=NOW + timedelta(seconds=50))
    assert queue.claim(["land"], now=NOW + timedelta(seconds=100)) is None


def test_job_is_failed_after_its_last_attempt():
    put()
    for attempt in range(queue.MOST_ATTEMPTS):
        take(now=NOW + attempt * timedelta(hours=1))
    end = NOW + timedelta(days=1)
    assert queue.claim(["land"], now=end) is None
    assert queue.fail_the_exhausted(now=end) == 1
    assert queue.fail_the_exhausted(now=end) == 0
    job = Job.objects.get()
    assert (job.state, job.error_says) == (JobState.FAILED, queue.TRIED_TOO_OFTEN)


def test_postponed_job_waits_for_its_time():
    put()
    queue.postpone(take(), says="The disk is full.", until=LATER)
    assert queue.claim(["land"], now=NOW) is None
    assert take(now=LATER).attempt == 2


def test_retry_queues_a_failed_job_again_and_no_other():
    job = put()
    with pytest.raises(Conflict, match="cannot be asked to retry"):
        queue.retry(job.uuid, now=NOW)
    queue.fail(take(), says="The file is empty.", now=NOW)
    again = queue.retry(job.uuid, now=NOW)
    assert (again.state, again.attempts, again.error_says) == (JobState.QUEUED, 0, "")
    with pytest.raises(NotFound):
        queue.retry(uuid.uuid4(), now=NOW)


def test_retry_of_a_job_whose_key_waits_again_is_a_conflict():
    job = put(key="land s1")
    queue.fail(take(), says="The file is empty.", now=NOW)
    put(key="land s1")
    with pytest.raises(Conflict, match="already waiting"):
        queue.retry(job.uuid, now=NOW)


def test_jobs_are_listed_the_newest_first_and_by_state():
    first, second = put(), put()
    assert [job.uuid for job in queue.jobs()] == [second.uuid, first.uuid]
    take()
    assert [job.uuid for job in queue.jobs(state=JobState.RUNNING)] == [first.uuid]
    assert queue.get_job(first.uuid) == first
    with pytest.raises(NotFound):
        queue.get_job(uuid.uuid4())


ALLOWED = {
    ("queued", "claim"): "running",
    ("running", "reclaim"): "running",
    ("running", "finish"): "done",
    ("running", "postpone"): "queued",
    ("running", "fail"): "failed",
    ("failed", "retry"): "queued",
}
VERBS = sorted({verb for _, verb in ALLOWED})


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(JobState, VERBS)))
def test_transitions_are_those_of_the_table_and_no_others(state, verb):
    assert states.after(state, verb) == ALLOWED.get((state, verb))


def test_diagram_draws_every_transition():
    drawn = states.diagram()
    assert drawn.startswith("stateDiagram-v2\n    [*] --> queued: enqueue")
    assert "    running --> failed: fail" in drawn
    assert len(drawn.splitlines()) == 2 + len(states.TRANSITIONS)
