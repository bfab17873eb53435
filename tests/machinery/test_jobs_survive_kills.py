"""Jobs survive SIGKILL, and no job is taken twice: real processes on a real database."""

import os
import signal
import time

import pytest


def _state(run_apart) -> str:
    return run_apart("states").split(maxsplit=1)[0]


def test_worker_killed_in_the_middle_loses_no_job(run_apart, start_apart):
    run_apart("enqueue", "1")
    first = start_apart("hang")
    assert first.stdout.readline() == "working\n"
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert _state(run_apart) == "running"

    assert run_apart("work").split() == ["0", "2"]  # the second attempt

    assert run_apart("states").split() == ["done", "2"]


def test_heartbeat_keeps_the_job_of_a_slow_worker(run_apart, start_apart):
    run_apart("enqueue", "1")
    slow = start_apart("hang")
    assert slow.stdout.readline() == "working\n"
    time.sleep(3)  # twice the lease
    assert run_apart("claim_all") == ""


def test_job_that_kills_every_worker_fails_with_a_sentence(run_apart, start_apart):
    run_apart("enqueue", "1")
    for _attempt in range(3):
        process = start_apart("hang")
        while process.poll() is None and not (line := process.stdout.readline()):
            pass
        if process.poll() is not None and not line:
            pytest.fail("the worker found no job")
        process.kill()
        process.wait()
        time.sleep(1.6)
    run_apart("work")
    assert run_apart("states").startswith("failed 3 It stopped 3 times without finishing")


def test_claims_of_many_processes_never_meet(run_apart, start_apart):
    run_apart("enqueue", "120")
    claimers = [start_apart("claim_all") for _ in range(4)]
    taken = [int(n) for claimer in claimers for n in claimer.communicate(timeout=60)[0].split()]
    assert sorted(taken) == list(range(120))
