"""The worker: what a handler's end does to its job."""

import logging
import threading
import time
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from headwater.machinery.jobs import queue, worker
from headwater.machinery.jobs.models import Job
from headwater.vocabulary.errors import Invalid, Unavailable

pytestmark = pytest.mark.django_db


def put() -> Job:
    return queue.enqueue("land", {"submission": "s1"}, queued_by=uuid.uuid4(), now=datetime.now(UTC))


def run(handler: worker.Handler) -> Job:
    put()
    assert worker.run_until_idle({"land": handler}) == 1
    return Job.objects.get()


def raising(error: Exception) -> worker.Handler:
    def handler(task: worker.Task) -> None:
        raise error

    return handler


def test_handler_that_returns_finishes_its_job_with_its_last_progress():
    job = run(lambda task: task.progress(5, 5, f"Landed {task.payload['submission']}."))
    assert (job.state, job.progress_done, job.progress_total) == ("done", 5, 5)
    assert job.progress_says == "Landed s1."
    assert job.finished_at is not None


def test_error_for_people_becomes_the_sentence_of_the_job():
    job = run(raising(Invalid("The file is empty.")))
    assert (job.state, job.error_says, job.attempts) == ("failed", "The file is empty.", 1)


def test_unavailable_is_tried_again_later_and_at_last_fails():
    full = raising(Unavailable("The disk is full."))
    job = run(full)
    assert (job.state, job.error_says) == ("queued", "The disk is full.")
    assert job.not_before_at > datetime.now(UTC) + timedelta(seconds=30)
    for _again in range(2):
        Job.objects.update(not_before_at=datetime.now(UTC))
        worker.run_until_idle({"land": full})
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("failed", 3)


def test_unexpected_error_names_its_type_and_never_its_message(caplog):
    with caplog.at_level(logging.ERROR):
        job = run(raising(KeyError("Jane Doe, born 2001-02-03")))
    assert job.state == "failed"
    assert "KeyError" in job.error_says
    assert "test_worker.py" in caplog.text
    assert "Jane" not in job.error_says + caplog.text


def test_worker_that_lost_its_lease_leaves_the_job_to_the_other(caplog):
    def overtaken(task: worker.Task) -> None:
        Job.objects.update(lease=uuid.uuid4())

    with caplog.at_level(logging.WARNING):
        job = run(overtaken)
    assert job.state == "running"
    assert "lapsed while it ran" in caplog.text


def test_worker_without_a_handler_for_the_name_leaves_the_job():
    put()
    assert worker.run_until_idle({"draw": raising(AssertionError())}) == 0
    assert Job.objects.get().state == "queued"


@pytest.mark.django_db(transaction=True)
def test_worker_outlives_a_database_that_does_not_answer(caplog):
    """A table that is missing for a moment stands in for a database that restarts."""
    stop, ran = threading.Event(), []
    put()
    with connection.schema_editor() as editor:
        editor.alter_db_table(Job, Job._meta.db_table, "away")
    thread = threading.Thread(
        target=worker.run_forever, args=({"land": lambda task: (ran.append(task), stop.set())}, stop)
    )
    try:
        thread.start()
        _wait_until(lambda: "did not answer" in caplog.text)
    finally:
        with connection.schema_editor() as editor:
            editor.alter_db_table(Job, "away", Job._meta.db_table)
        _wait_until(lambda: ran)
        stop.set()
        thread.join(timeout=20)
    assert Job.objects.get().state == "done"


def _wait_until(happened) -> None:
    deadline = time.monotonic() + 20
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_run_forever_writes_progress_while_it_works_and_stops_when_asked():
    stop, seen = threading.Event(), []

    def handler(task: worker.Task) -> None:
        task.progress(1, 3, "One of three.")
        deadline = time.monotonic() + 10
        while not seen and time.monotonic() < deadline:
            seen.extend(Job.objects.filter(progress_done=1).values_list("progress_says", flat=True))
            time.sleep(0.05)
        stop.set()

    put()
    thread = threading.Thread(target=worker.run_forever, args=({"land": handler}, stop))
    thread.start()
    thread.join(timeout=20)
    assert not thread.is_alive()
    assert seen == ["One of three."]
    assert Job.objects.get().state == "done"
