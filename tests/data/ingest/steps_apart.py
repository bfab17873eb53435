"""Not a test: the process in which walks are killed at each step. Prints a JSON line for each: whether it died there, and how a second walk ended.

All homes share one path, because a process reads its settings once. Every walk is a fork of this process, which itself opens no store.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pandas as pd  # noqa: F401  (the engine would import it anew in every fork)
from data import walking
from data.ingest import walk_apart
from django.core.management import call_command
from django.db import connections

from headwater.data import flow
from headwater.data.contracts import registry
from headwater.data.vault.models import Identity
from headwater.machinery import home
from headwater.machinery.encryption import pseudonyms


def main(file: str, *steps: str) -> None:
    """First a walk that nobody disturbs, then one that dies after each step, each in a fresh home."""
    here = home.home()
    fresh = here.with_name("fresh")
    _forked(prepare)
    here.rename(fresh)
    for step in ("", *steps):
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(fresh, here)
        ended = _forked(lambda step=step: walk(file, step))
        walk_apart.say(json.dumps({"step": step, "killed": os.WIFSIGNALED(ended)}))
        _forked(lambda: walk_again(file))


def prepare() -> None:
    for alias in ("default", "vault"):
        call_command("migrate", database=alias, verbosity=0, skip_checks=True)
    walk_apart.prepare()
    for column in registry.get_contract("youth_justice").columns:
        pseudonyms.keyed(
            ["any"], purpose=f"lake-{column.name}"
        )  # made now, so that every copy has the same key


def walk(file: str, step: str) -> None:
    """Die as soon as this step (module:function) has done its work, before anybody hears of it."""
    if step:
        module, _, name = step.partition(":")
        make_deadly(f"headwater.{module}", name)
    walking.walk(Path(file))
    flow.settle()


def make_deadly(module: str, name: str) -> None:
    found = import_module(module)
    step = getattr(found, name)

    def deadly(*args: object, **given: object) -> None:
        step(*args, **given)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(found, name, deadly)


def walk_again(file: str) -> None:
    """What a worker does when it starts after a kill, and all that must then be as it should be."""
    walk_apart.walk_again(file)
    walk_apart.say(json.dumps(sorted(Identity.objects.values_list("record_key", "column"))))


def _forked(work: Callable[[], None]) -> int:
    """Do it in a process of its own; the status that it ended with."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    try:
        work()
        connections.close_all()
    except BaseException as error:
        sys.stderr.write(f"{error!r}\n")
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
