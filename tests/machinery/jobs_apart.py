"""Not a test: the other process of the tests that kill. Each command prints what it did."""

import sys
import time
import uuid
from datetime import UTC, datetime, timedelta

from django.db import transaction

from headwater.machinery import file_store, turns
from headwater.machinery.encryption import keys
from headwater.machinery.jobs import queue, worker
from headwater.machinery.jobs.models import Job

LEASE = timedelta(seconds=1.5)


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def enqueue(count: str) -> None:
    for number in range(int(count)):
        queue.enqueue("land", {"number": number}, queued_by=uuid.uuid4(), now=datetime.now(UTC))


def hang() -> None:
    """Take a job, say so, and never finish it; the heartbeat keeps the lease while this process lives."""

    def handler(task: worker.Task) -> None:
        say("working")
        time.sleep(600)

    worker.run_until_idle({"land": handler}, lease=LEASE)


def work() -> None:
    """Run what there is, waiting for leases that lapse, until nothing is unfinished."""
    deadline = time.monotonic() + 60
    while Job.objects.filter(state__in=["queued", "running"]).exists() and time.monotonic() < deadline:
        worker.run_until_idle(
            {"land": lambda task: say(task.payload["number"], task.claim.attempt)}, lease=LEASE
        )
        time.sleep(0.1)


def claim_all() -> None:
    while claimed := queue.claim(["land"], now=datetime.now(UTC)):
        say(claimed.payload["number"])


def count_up(times: str) -> None:
    """Put in jobs that are numbered from what stands, each in a turn of its own."""
    say("ready")
    sys.stdin.readline()
    for _time in range(int(times)):
        with transaction.atomic():
            turns.in_this_transaction("counting")
            number = Job.objects.count()
            time.sleep(0.005)
            queue.enqueue("land", {"number": number}, queued_by=uuid.uuid4(), now=datetime.now(UTC))


def counted() -> None:
    say(*[job.payload["number"] for job in Job.objects.order_by("id")])


def keep(key_id: str) -> None:
    """Receive standard input as an original; it never ends unless the sender ends it."""
    say("stored", file_store.put_sealed(sys.stdin.buffer, key_id).path)


def make_key() -> None:
    say(keys.new_key("submission"))


def states() -> None:
    for job in Job.objects.order_by("id"):
        say(job.state, job.attempts, job.error_says)


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
