"""Purging: a tombstone is written, then everything behind it is destroyed, then what was derived is made
again.

The record and the lake's manifests change in one transaction. Destroying comes after and may be repeated; the
key goes last, so that a purge that was killed is found (`queries.unfinished`) and finished. Figures are made
anew without it; what nothing is left to make of is shown no more. That they were released stays on record:
it says nothing of one person, and guards what leaves later.
"""

from dataclasses import dataclass
from datetime import date, datetime

from headwater.data.ingest import actions as ingest
from headwater.data.ingest import purging, receive
from headwater.data.ingest.models import Submission, SubmissionState
from headwater.data.lake import manifest
from headwater.data.vault import actions as vault
from headwater.governance.audit import clock
from headwater.governance.audit.action import Actor, action
from headwater.insight.stewardship import queries
from headwater.machinery import home
from headwater.machinery.jobs import queue
from headwater.vocabulary.errors import Invalid

RETENTION_RAN_OUT = "Its retention, as its contract states it, has run out."


@dataclass(frozen=True)
class Ended:
    """What one submission had in the lake: its tables and files."""

    tables: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True)
class Purged:
    """What a purge did."""

    submissions: int
    tables: tuple[str, ...]  # that lost rows
    identifiers: int  # removed from the vault


def purge_submission(
    submission: Submission, *, by: Actor, reason: str, rebuild_later: bool = False
) -> Purged:
    """Destroy one submission wholly and make anew what was derived from it. Refused under a legal hold.

    With `rebuild_later` the figures are made again by a job, so that a page need not wait for them. Of one that
    is purged already, a purge that was killed is finished: its key and its figures may still stand.
    """
    if not reason.strip():
        raise Invalid("Say why this is purged: the reason stays when everything else is gone.")
    if submission.state == SubmissionState.PURGED:
        done = Purged(0, (), destroy(submission, (), by=by))
    else:
        done = _purge([submission], by=by, reason=reason, rebuild_later=rebuild_later)
    _rebuild(by=by, later=rebuild_later)
    return done


def purge_due(on: date, *, by: Actor, rebuild_later: bool = False) -> Purged:
    """Purge what has outlived its contract's retention by this day, and finish purges that were killed."""
    for submission in queries.unfinished():
        destroy(submission, (), by=by)
    done = _purge(list(queries.due(on)), by=by, reason=RETENTION_RAN_OUT, rebuild_later=rebuild_later)
    _rebuild(by=by, later=rebuild_later)
    return done


@action
def end_submission(
    now: datetime, submission: Submission, *, by: Actor, reason: str, rebuild_later: bool = False
) -> Ended:
    """Write the tombstone and take the submission's rows out of every table of the lake."""
    if rebuild_later:  # with the tombstone, so that no kill parts them
        queue.enqueue(ingest.REFRESH, {}, queued_by=by.uuid, now=now, key=ingest.REFRESH)
    purging.mark_purged(submission, by=by, reason=reason)
    files = manifest.files_of(submission.pk)
    return Ended(tuple(manifest.remove_submission(submission.pk, now=now)), tuple(files))


def destroy(submission: Submission, files: tuple[str, ...], *, by: Actor) -> int:
    """Remove identifiers, files and report, and last the key. Doing it twice is harmless. Returns how many
    identifiers there were.
    """
    identifiers = vault.purge(submission.uuid, by=by)
    for path in files:
        (home.folder("lake") / path).unlink(missing_ok=True)
    (home.folder("reports") / f"{submission.uuid}.parquet").unlink(missing_ok=True)
    receive.forget(submission.key_id)
    return identifiers


def rebuild(*, by: Actor) -> None:
    """Derived tables, indicators and charts, wherever their source changed."""
    from headwater.data import flow
    from headwater.data.lake.tables import LakeTables
    from headwater.insight.charts import actions as charts  # its renderer is loaded only when needed
    from headwater.insight.indicators import actions as indicators

    flow.settle()
    indicators.refresh(LakeTables(), by=by)
    charts.draw_all(by=by)


def _purge(submissions: list[Submission], *, by: Actor, reason: str, rebuild_later: bool) -> Purged:
    tables: set[str] = set()
    identifiers = 0
    for submission in submissions:
        ended = end_submission(submission, by=by, reason=reason, rebuild_later=rebuild_later)
        identifiers += destroy(submission, ended.files, by=by)
        tables.update(ended.tables)
    return Purged(len(submissions), tuple(sorted(tables)), identifiers)


def _rebuild(*, by: Actor, later: bool) -> None:
    """Also where nothing was purged now: a purge that was killed may have left what was derived as it was."""
    if later:
        queue.enqueue(ingest.REFRESH, {}, queued_by=by.uuid, now=clock.now(), key=ingest.REFRESH)
    else:
        rebuild(by=by)
