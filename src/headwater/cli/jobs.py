"""`headwater jobs`: background work. `serve` does it by itself; `work` does it without a site."""

import signal
import threading
from uuid import UUID

import click

from headwater.cli import screen
from headwater.governance.access import actions as access
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.machinery.jobs import queue
from headwater.machinery.jobs.worker import run_forever, run_until_idle


@click.group()
def commands() -> None:
    """Background work."""


@commands.command(name="list")
@click.option("--most", default=30, show_default=True, type=click.IntRange(1, 10_000), help="How many.")
def list_jobs(*, most: int) -> None:
    """The newest jobs, how far they are and why they failed."""
    rows = [
        (
            f"{each.queued_at.astimezone(clock.LOCAL):%Y-%m-%d %H:%M}",
            each.name,
            each.state,
            f"{each.progress_done}/{each.progress_total} {each.progress_says}".strip(),
            each.error_says or "-",
            str(each.uuid),
        )
        for each in queue.jobs()[:most]
    ]
    screen.table(("Queued", "Job", "State", "How far", "Why not", "Number"), rows)


@commands.command()
@click.option("--until-idle", is_flag=True, help="Stop when nothing waits.")
def work(*, until_idle: bool) -> None:
    """Do background work until Ctrl-C; run as many of these as you like."""
    from headwater.cli import worker  # what works imports for seconds, and a list of jobs needs none of it

    if until_idle:
        screen.say(f"{run_until_idle(worker.HANDLERS)} jobs were run.")
        return
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    run_forever(worker.HANDLERS, stop)


@commands.command()
@click.argument("job", type=click.UUID)
def retry(job: UUID) -> None:
    """Queue a failed job again."""
    access.retry_job(queue.get_job(job), by=partners.operator())
    screen.say("It waits for a worker.")
