"""What changes in ingest: a file is received, and lands or is refused. Each is one transaction and one line of the audit."""

# ruff: noqa: ARG001

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq

from headwater.data.ingest import receive, states
from headwater.data.ingest.check import counted
from headwater.data.ingest.land import Landing
from headwater.data.ingest.models import PlaceReview, Submission, SubmissionState
from headwater.data.lake import manifest
from headwater.governance.audit.action import Actor, about, action
from headwater.governance.partners.models import Organisation
from headwater.machinery import home
from headwater.machinery.jobs import queue
from headwater.vocabulary.errors import Refused

WALK = "walk"  # the job that takes a submission through the rest of the walk


@action
def receive_file(
    now: datetime, path: Path, *, file_name: str, by: Actor, supplier: Organisation | None = None
) -> Submission:
    """Keep a file and queue its walk. Content that is here already gives the submission that holds it."""
    submission = _received(
        now, path, file_name=file_name, by=by, supplier_key=supplier.key if supplier else ""
    )
    if submission.state == SubmissionState.RECEIVED and submission.job_id is None:
        job = queue.enqueue(
            WALK,
            {"submission": str(submission.uuid)},
            queued_by=by.uuid,
            now=now,
            key=f"{WALK}-{submission.uuid}",
        )
        Submission.objects.filter(pk=submission.pk).update(job_id=job.pk)
        submission.refresh_from_db()
    return submission


@action
def keep_file(now: datetime, path: Path, *, file_name: str, by: Actor, supplier_key: str = "") -> Submission:
    """Keep a file without queueing anything: for whoever walks it themselves."""
    return _received(now, path, file_name=file_name, by=by, supplier_key=supplier_key)


def _received(now: datetime, path: Path, *, file_name: str, by: Actor, supplier_key: str) -> Submission:
    known = receive.find_same(receive.content_hash(path))
    submission = known or receive.keep(path, file_name=file_name, supplier_key=supplier_key, by=by, now=now)
    about("submission", str(submission.uuid))
    return submission


@action
def land_submission(
    now: datetime,
    submission: Submission,
    *,
    landings: Sequence[Landing],
    tallies: dict[str, dict[str, int]],
    problems: pa.Table,
    by: Actor,
) -> Submission:
    """The commit point of the walk: the lake's manifests and the submission's state become true together."""
    states.check_move(submission.state, SubmissionState.LANDED)
    retired = {path for landing in landings for path in landing.retire}
    submission.supersedes = _superseded(landings, retired)
    for landing in landings:
        manifest.commit(landing.contract.key, add=landing.add, retire=landing.retire, now=now)
    _write_report(submission, problems)
    submission.contract_key = next(iter(tallies), "")
    submission.tallies, submission.problems = tallies, counted(problems)
    submission.state, submission.landed_at, submission.refusal_says = SubmissionState.LANDED, now, ""
    submission.save()
    return submission


@action
def refuse_submission(
    now: datetime,
    submission: Submission,
    *,
    says: str,
    contract_key: str,
    problems: pa.Table,
    keep_original: bool,
    by: Actor,
) -> Submission:
    """Nothing of the file lands. Where it may not be held at all, the original and its key go too."""
    states.check_move(submission.state, SubmissionState.REFUSED)
    _write_report(submission, problems)
    submission.state, submission.refusal_says, submission.contract_key = (
        SubmissionState.REFUSED,
        says,
        contract_key,
    )
    submission.problems = counted(problems)
    submission.save()
    if not keep_original:
        receive.forget(submission.key_id)
    return submission


@action
def ask_for_mapping(now: datetime, submission: Submission, *, by: Actor) -> Submission:
    """The headings match no contract: a person says once what they mean."""
    if submission.state != SubmissionState.NEEDS_MAPPING:
        states.check_move(submission.state, SubmissionState.NEEDS_MAPPING)
        submission.state = SubmissionState.NEEDS_MAPPING
        submission.save()
    return submission


@action
def confirm_place(now: datetime, review: PlaceReview, *, by: Actor) -> PlaceReview:
    """The words do mean the suggested place; the next locating uses it."""
    return _decided(review, "yes", by.uuid, now)


@action
def dismiss_place(now: datetime, review: PlaceReview, *, by: Actor) -> PlaceReview:
    """The words do not mean the suggested place; they stay without one."""
    return _decided(review, "no", by.uuid, now)


def _decided(review: PlaceReview, decision: str, by: UUID, now: datetime) -> PlaceReview:
    if review.decision:
        raise Refused("Somebody has decided on this place already.", code="decided_already")
    review.decision, review.decided_by, review.decided_at = decision, by, now
    review.save()
    return review


def _superseded(landings: Sequence[Landing], retired: set[str]) -> Submission | None:
    for landing in landings:
        older = [part.submission for part in manifest.parts(landing.contract.key) if part.path in retired]
        if older:
            return Submission.objects.filter(pk=older[-1]).first()
    return None


def _write_report(submission: Submission, problems: pa.Table) -> None:
    target = home.folder("reports") / f"{submission.uuid}.parquet"
    part = target.with_suffix(".part")
    pq.write_table(problems, part, compression="zstd")
    part.rename(target)
