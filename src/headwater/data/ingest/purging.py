"""The end of a submission, and the legal hold that keeps it from ending. What is destroyed besides, and in
which order, is stewardship's.
"""

# ruff: noqa: ARG001

from datetime import datetime

from headwater.data.ingest import states
from headwater.data.ingest.models import Submission, SubmissionState
from headwater.governance.audit.action import Actor, action
from headwater.vocabulary.errors import Refused


@action
def mark_purged(now: datetime, submission: Submission, *, by: Actor, reason: str) -> Submission:
    """Leave a tombstone: hash, size and counts stay, so that the same file is known if it comes again."""
    if submission.legal_hold:
        raise Refused(
            "This file is under a legal hold. Whoever set it must lift it before anything is purged.",
            code="legal_hold",
        )
    states.check_move(submission.state, SubmissionState.PURGED)
    submission.state, submission.purged_at, submission.original_path = SubmissionState.PURGED, now, ""
    submission.save()
    return submission


@action
def set_legal_hold(now: datetime, submission: Submission, *, by: Actor, reason: str) -> Submission:
    """Keep a submission from being purged, by a person or because its time has come."""
    if submission.state == SubmissionState.PURGED:
        raise Refused("This file was purged already: nothing is left to hold.", code="wrong_state")
    return _held(submission, held=True)


@action
def lift_legal_hold(now: datetime, submission: Submission, *, by: Actor, reason: str) -> Submission:
    return _held(submission, held=False)


def _held(submission: Submission, *, held: bool) -> Submission:
    submission.legal_hold = held
    submission.save(update_fields=["legal_hold"])
    return submission
