"""What may follow what in the life of a submission, as data; its diagram in the docs is made from this table."""

from collections.abc import Mapping

from headwater.data.ingest.models import Submission
from headwater.data.ingest.models import SubmissionState as S
from headwater.vocabulary.errors import Refused

MOVES: Mapping[str, frozenset[str]] = {
    S.RECEIVED: frozenset({S.LANDED, S.REFUSED, S.NEEDS_MAPPING, S.PURGED}),
    S.NEEDS_MAPPING: frozenset({S.LANDED, S.REFUSED, S.PURGED}),
    S.LANDED: frozenset({S.PURGED}),
    S.REFUSED: frozenset({S.PURGED}),
    S.PURGED: frozenset(),
}


def look_again(submission: Submission) -> None:
    """Take it for this transaction, as the database has it now: somebody may have gone on with it since it was read."""
    changed_by_others = ["state", "legal_hold", "supplier_key", "job_id"]
    submission.refresh_from_db(fields=changed_by_others, from_queryset=Submission.objects.select_for_update())


def move(submission: Submission, after: S) -> None:
    """Give it the next state, if nobody gave it another meanwhile."""
    look_again(submission)
    check_move(submission.state, after)
    submission.state = after


def check_move(before: str, after: str) -> None:
    """Raises Refused where a submission cannot go from one state to the other."""
    if after not in MOVES[before]:
        raise Refused(
            f"A file that is {S(before).label.lower()} cannot become: {S(after).label.lower()}.",
            code="wrong_state",
        )
