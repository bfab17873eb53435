"""What changes in ingest: a file is received, and lands or is refused. Each is one transaction and one line of the audit."""

# ruff: noqa: ARG001  (an action takes `now`, `by` and `reason` for its entry, whether or not its body needs them)

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq

from headwater.data.ingest import receive, states
from headwater.data.ingest.check import counted
from headwater.data.ingest.land import Landing
from headwater.data.ingest.mapping_profiles import Draft, save_mapping_profile
from headwater.data.ingest.models import PlaceReview, Submission, SubmissionState
from headwater.data.lake import manifest
from headwater.governance.audit.action import Actor, about, action
from headwater.governance.partners.models import Organisation
from headwater.machinery import home
from headwater.machinery.jobs import queue
from headwater.vocabulary.errors import Conflict, Refused

WALK = "walk"  # the job that takes a submission through the rest of the walk
REFRESH = "refresh"  # the job that locates again and brings figures up to date


@action
def receive_file(
    now: datetime, path: Path, *, file_name: str, by: Actor, supplier: Organisation | None = None
) -> Submission:
    """Keep a file and queue its walk. Content that is here already gives the submission that holds it."""
    submission = _received(
        now, path, file_name=file_name, by=by, supplier_key=supplier.key if supplier else ""
    )
    if submission.state == SubmissionState.RECEIVED and submission.job_id is None:
        _queue_walk(submission, by=by, now=now)
        submission.refresh_from_db()
    return submission


@action
def keep_file(now: datetime, path: Path, *, file_name: str, by: Actor, supplier_key: str = "") -> Submission:
    """Keep a file without queueing anything: for whoever walks it themselves."""
    return _received(now, path, file_name=file_name, by=by, supplier_key=supplier_key)


def walk_key(submission: Submission) -> str:
    """The key of the job that walks a submission: there is never a second one unfinished."""
    return f"{WALK}-{submission.uuid}"


def _queue_walk(submission: Submission, *, by: Actor, now: datetime) -> None:
    payload = {"submission": str(submission.uuid)}
    job = queue.enqueue(WALK, payload, queued_by=by.uuid, now=now, key=walk_key(submission))
    Submission.objects.filter(pk=submission.pk).update(job_id=job.pk)


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
    states.move(submission, SubmissionState.LANDED)
    retired = {path for landing in landings for path in landing.retire}
    submission.supersedes = _superseded(landings, retired)
    for landing in landings:
        manifest.commit(landing.contract.key, add=landing.add, retire=landing.retire, now=now)
    _write_report(submission, problems)
    submission.contract_key = next(iter(tallies), "")
    submission.tallies, submission.problems = tallies, counted(problems)
    submission.landed_at, submission.refusal_says = now, ""
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
    states.move(submission, SubmissionState.REFUSED)
    _write_report(submission, problems)
    submission.refusal_says, submission.contract_key = says, contract_key
    submission.problems = counted(problems)
    submission.save()
    if not keep_original:
        receive.forget(submission.key_id)
    return submission


@action
def ask_for_mapping(now: datetime, submission: Submission, *, by: Actor) -> Submission:
    """The headings match no contract: a person says once what they mean."""
    if submission.state != SubmissionState.NEEDS_MAPPING:
        states.move(submission, SubmissionState.NEEDS_MAPPING)
        submission.save()
    return submission


@action
def check_again(now: datetime, submission: Submission, *, by: Actor) -> Submission:
    """Queue the walk of a file that waits for its columns; what they mean is known by now."""
    if submission.state != SubmissionState.NEEDS_MAPPING:
        raise Conflict("This file no longer waits for its columns to be matched.")
    _queue_walk(submission, by=by, now=now)
    return submission


@action
def match_submission(now: datetime, submission: Submission, *, draft: Draft, by: Actor) -> Submission:
    """Keep what a waiting file's columns mean, and walk by it this file and whatever else of its supplier waits."""
    if submission.state != SubmissionState.NEEDS_MAPPING:
        raise Conflict("This file no longer waits for its columns to be matched.")
    save_mapping_profile(draft, by=by)
    if not submission.supplier_key:
        submission.supplier_key = draft.supplier_key
        submission.save(update_fields=["supplier_key"])
    waiting = Submission.objects.filter(
        state=SubmissionState.NEEDS_MAPPING, supplier_key=submission.supplier_key
    )
    for each in waiting:
        _queue_walk(each, by=by, now=now)
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
    """The newest earlier file whose place this one takes: its slices were retired, or its keys stand here again."""
    older = [landing.overtakes for landing in landings]
    for landing in landings:
        older += [part.submission for part in manifest.parts(landing.contract.key) if part.path in retired]
    return Submission.objects.filter(pk=max(older, default=0)).first()


def _write_report(submission: Submission, problems: pa.Table) -> None:
    target = home.folder("reports") / f"{submission.uuid}.parquet"
    part = target.with_suffix(".part")
    pq.write_table(problems, part, compression="zstd")
    part.rename(target)
