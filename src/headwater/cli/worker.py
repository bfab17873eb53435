"""What background jobs do, by name. The queue brings a payload of keys; a handler is safe to run again."""

from collections.abc import Mapping
from uuid import UUID

from headwater.cli import figures
from headwater.data import flow
from headwater.data.ingest import actions
from headwater.data.ingest import queries as ingest
from headwater.data.ingest.models import SubmissionState
from headwater.governance.partners import queries as partners
from headwater.machinery.jobs.worker import Handler, Task

WAITING = (SubmissionState.RECEIVED, SubmissionState.NEEDS_MAPPING)


def walk(task: Task) -> None:
    """Check and land one submission, then bring figures up to date."""
    by = partners.worker()
    submission = ingest.get_submission(UUID(str(task.payload["submission"])))
    task.progress(0, 2, "Checking the file")
    if submission.state in WAITING:
        submission = flow.walk(submission, by=by)
    if submission.state == SubmissionState.LANDED:
        task.progress(1, 2, "Bringing figures up to date")
        figures.bring_up_to_date(by=by)
    task.progress(2, 2, "Done")


def refresh(task: Task) -> None:
    """Bring figures up to date with the lake."""
    task.progress(0, 1, "Bringing figures up to date")
    figures.bring_up_to_date(by=partners.worker())
    task.progress(1, 1, "Done")


HANDLERS: Mapping[str, Handler] = {actions.WALK: walk, actions.REFRESH: refresh}
