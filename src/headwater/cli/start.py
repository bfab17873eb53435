"""Makes a home ready for a command: databases, triggers, principals, and what killed runs left behind.

Every command does it, so an empty home needs no first command. All commands that run hold one lock together;
only a command that is alone sweeps.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator

from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from headwater.governance.audit import guard
from headwater.governance.audit.action import Actor
from headwater.governance.evidence import actions as evidence
from headwater.governance.partners import queries as partners
from headwater.governance.strategy import actions as strategy
from headwater.governance.strategy.theory import actions as theory
from headwater.machinery import home

DATABASES = ("default", "vault")
_held: list[int] = []  # our share of the lock, until the process ends


def make_ready(*, walks: bool = False) -> None:
    """Bring the databases up to date. A command that `walks` sweeps too, if nobody else runs."""
    if _held:
        return
    with _turn():
        for alias in DATABASES:
            _migrate(alias)
        guard.install()
        operator = partners.operator()
        partners.worker()
        evidence.seed(by=operator)
        strategy.seed(by=operator)
        theory.seed(by=operator)
        if walks:
            _bring_in(by=operator)
        _share_the_lock(sweep=walks)


@contextlib.contextmanager
def _turn() -> Iterator[None]:
    """One process at a time prepares a home."""
    lock = os.open(home.home() / "start.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _migrate(alias: str) -> None:
    executor = MigrationExecutor(connections[alias])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", database=alias, interactive=False, verbosity=0)


def _bring_in(*, by: Actor) -> None:
    """A new release of the code may bring new definitions, and words that were never here."""
    from headwater.insight.performance import actions as performance  # indicators take a second to import
    from headwater.insight.performance import children

    performance.keep_definitions(by=by)
    children.seed(by=by)


def _share_the_lock(*, sweep: bool) -> None:
    """Whoever can have the lock alone is alone: it may sweep, and then shares it."""
    lock = os.open(home.home() / "running.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pass
    else:
        if sweep:
            from headwater.data import flow  # the lake's engine takes a second to import

            flow.sweep()
    fcntl.flock(lock, fcntl.LOCK_SH)
    _held.append(lock)
