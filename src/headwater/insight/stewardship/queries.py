"""Questions about what is held and for how long."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from headwater.data.contracts import registry
from headwater.data.contracts.language import Contract
from headwater.data.ingest import queries as ingest
from headwater.data.ingest.models import Submission, SubmissionState
from headwater.governance.audit import clock
from headwater.governance.audit import queries as audit
from headwater.governance.audit.models import AuditEntry
from headwater.insight.stewardship import rules
from headwater.machinery.encryption import keys

HOLD = "ingest.set_legal_hold"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Held:
    """A submission that a legal hold keeps, and the entry that says who set it, when and why."""

    submission: Submission
    entry: AuditEntry | None


def ends_on(submission: Submission) -> date | None:
    """The day from which this submission is purged; None where no contract in it limits its time."""
    return rules.ends_on(clock.local_day(submission.received_at), _contracts(submission))


def due(on: date) -> Iterator[Submission]:
    """Submissions whose time has run out by this day and that no legal hold keeps, oldest first."""
    return (submission for submission, last in ending(before=on + ONE_DAY))


def ending(*, before: date) -> Iterator[tuple[Submission, date]]:
    """Submissions whose time runs out before this day and that no legal hold keeps, oldest first."""
    standing = ingest.submissions().exclude(state=SubmissionState.PURGED).filter(legal_hold=False)
    for submission in standing.order_by("received_at", "id"):
        last = ends_on(submission)
        if last is not None and last < before:
            yield submission, last


def held() -> list[Held]:
    """Every submission under a legal hold, newest first."""
    return [hold_of(each) for each in ingest.submissions().filter(legal_hold=True)]


def hold_of(submission: Submission) -> Held:
    """Who set the hold and why is in the audit trail, and nowhere else."""
    entries = audit.entries(kind=HOLD, subject_key=str(submission.uuid), outcome="done")
    return Held(submission, entries.first())


def unfinished() -> Iterator[Submission]:
    """Tombstones whose key still exists: a purge was killed between its record and its end."""
    for submission in ingest.submissions().filter(state=SubmissionState.PURGED):
        if not keys.destroyed(submission.key_id):
            yield submission


def _contracts(submission: Submission) -> list[Contract]:
    known = registry.contracts()
    wanted = {*submission.tallies, submission.contract_key}
    return [known[key] for key in sorted(wanted) if key in known]
