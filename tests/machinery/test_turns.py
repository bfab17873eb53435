"""What takes its turn is done by one at a time, whatever the store: real processes on one database and one home."""

import threading
import time

import pytest
from django.db import transaction

from headwater.machinery import home, turns
from headwater.machinery.jobs.models import Job

PROCESSES, TIMES = 3, 15


def test_turn_of_a_transaction_is_taken_inside_one(transactional_db):
    with pytest.raises(RuntimeError, match="inside one"):
        turns.in_this_transaction("counting")
    with transaction.atomic():
        turns.in_this_transaction("counting")
        turns.in_this_transaction("counting")  # again: it is ours
    assert not Job.objects.exists()


def test_transactions_of_many_processes_build_on_each_other(run_apart, start_apart):
    counting = [start_apart("count_up", str(TIMES)) for _ in range(PROCESSES)]
    for process in counting:
        assert process.stdout.readline() == "ready\n"
    for process in counting:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in counting:
        process.communicate(timeout=60)
    assert [process.returncode for process in counting] == [0] * PROCESSES
    counted = [int(number) for number in run_apart("counted").split()]
    assert sorted(counted) == list(range(PROCESSES * TIMES))


def test_turn_of_a_home_is_had_by_one_thread_at_a_time(own_home):
    kept = home.home() / "kept"
    kept.write_text("0")

    def add() -> None:
        for _time in range(10):
            with turns.alone("adding"):
                before = int(kept.read_text())
                time.sleep(0.002)
                kept.write_text(str(before + 1))

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kept.read_text() == "40"


def test_turn_of_a_home_is_free_again_after_an_error(own_home):
    with pytest.raises(ValueError, match="stop"), turns.alone("adding"):
        raise ValueError("stop")
    with turns.alone("adding"):
        assert (home.home() / "adding.lock").exists()
