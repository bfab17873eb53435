"""Questions about what is held and for how long."""

from collections.abc import Iterator
from datetime import date

from headwater.data.contracts import registry
from headwater.data.contracts.language import Contract
from headwater.data.ingest import queries as ingest
from headwater.data.ingest.models import Submission, SubmissionState
from headwater.governance.audit import clock
from headwater.insight.stewardship import rules
from headwater.machinery.encryption import keys


def ends_on(submission: Submission) -> date | None:
    """The day from which this submission is purged; None where no contract in it limits its time."""
    return rules.ends_on(clock.local_day(submission.received_at), _contracts(submission))


def due(on: date) -> Iterator[Submission]:
    """Submissions whose time has run out by this day and that no legal hold keeps, oldest first."""
    standing = ingest.submissions().exclude(state=SubmissionState.PURGED).filter(legal_hold=False)
    for submission in standing.order_by("received_at", "id"):
        last = ends_on(submission)
        if last is not None and last <= on:
            yield submission


def unfinished() -> Iterator[Submission]:
    """Tombstones whose key still exists: a purge was killed between its record and its end."""
    for submission in ingest.submissions().filter(state=SubmissionState.PURGED):
        if not keys.destroyed(submission.key_id):
            yield submission


def _contracts(submission: Submission) -> list[Contract]:
    known = registry.contracts()
    wanted = {*submission.tallies, submission.contract_key}
    return [known[key] for key in sorted(wanted) if key in known]
