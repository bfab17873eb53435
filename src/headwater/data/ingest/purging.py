"""The end of a submission, and the legal hold that keeps it from ending. What is destroyed besides, and in
which order, is stewardship's.
"""

# ruff: noqa: ARG001  (an action takes `now`, `by` and `reason` for its entry, whether or not its body needs them)

from datetime import datetime

from headwater.data.ingest import states
from headwater.data.ingest.models import Submission, SubmissionState
from headwater.governance.audit.action import Actor, action
from headwater.vocabulary.errors import Invalid, Refused


@action
def mark_purged(now: datetime, submission: Submission, *, by: Actor, reason: str) -> Submission:
    """Leave a tombstone: hash, size and counts stay, so that the same file is known if it comes again."""
    states.look_again(submission)
    if submission.legal_hold:
        raise Refused(
            "This file is under a legal hold. Whoever set it must lift it before anything is purged.",
            code="legal_hold",
        )
    states.move(submission, SubmissionState.PURGED)
    submission.purged_at, submission.original_path = now, ""
    submission.save()
    return submission


@action
def set_legal_hold(now: datetime, submission: Submission, *, by: Actor, reason: str) -> Submission:
    """Keep a submission from being purged, by a person or because its time has come."""
    _say_why(reason)
    if submission.state == SubmissionState.PURGED:
        raise Refused("This file was purged already: nothing is left to hold.", code="wrong_state")
    if submission.legal_hold:
        raise Refused("This file is under a legal hold already.", code="held_already")
    return _held(submission, held=True)


@action
def lift_legal_hold(now: datetime, submission: Submission, *, by: Actor, reason: str) -> Submission:
    """Let the submission go on as its contract says; what is overdue is purged in the next round."""
    _say_why(reason)
    if not submission.legal_hold:
        raise Refused("This file is not under a legal hold.", code="not_held")
    return _held(submission, held=False)


def _say_why(reason: str) -> None:
    if not reason.strip():
        raise Invalid("Say why: the reason is kept in the audit trail.")


def _held(submission: Submission, *, held: bool) -> Submission:
    submission.legal_hold = held
    submission.save(update_fields=["legal_hold"])
    return submission
