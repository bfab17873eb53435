"""Submissions: what agencies sent and what became of it, for those who may see it. Never a value of a file."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema

from headwater.api import errors, paging
from headwater.api.callers import Caller, caller
from headwater.data.ingest import queries as ingest
from headwater.data.ingest.models import Submission
from headwater.governance.audit import clock
from headwater.vocabulary.errors import NotFound

router = Router(tags=["submissions"])


class SubmissionOut(Schema):
    """One file that came in."""

    uuid: UUID
    file_name: str
    supplier: str
    source: str
    state: str
    received_at: datetime
    rows_read: int
    rows_landed: int
    rows_quarantined: int
    refusal: str
    supersedes: UUID | None


class Submissions(Schema):
    """A page of submissions, newest first."""

    total: int
    next_offset: int | None
    submissions: list[SubmissionOut]


class Problem(Schema):
    """One kind of problem of a submission, and how often it stands there."""

    code: str
    says: str
    remedy: str
    column: str
    count: int


class Page(Schema):
    """Which page."""

    offset: paging.Offset = 0
    limit: paging.Limit = paging.USUAL


@router.get("", response={200: Submissions, **errors.ANSWERS}, operation_id="submissions")
def submissions(request: HttpRequest, page: Query[Page]) -> Submissions:
    """Those that you may see: every agency's, or those of the organisations that your roles name."""
    readable = _readable(caller(request))
    shown = [_out(each) for each in readable[page.offset : page.offset + page.limit]]
    total = readable.count()
    return Submissions(
        total=total, next_offset=paging.after(page.offset, len(shown), total), submissions=shown
    )


@router.get("/{uuid}", response={200: SubmissionOut, **errors.ANSWERS}, operation_id="submission")
def submission(request: HttpRequest, uuid: UUID) -> SubmissionOut:
    """One submission."""
    return _out(_get(request, uuid))


@router.get("/{uuid}/problems", response={200: list[Problem], **errors.ANSWERS}, operation_id="problems")
def problems(request: HttpRequest, uuid: UUID) -> list[Problem]:
    """What is wrong with it, how often, and what to do."""
    return [
        Problem(code=code, says=says, remedy=remedy, column=column, count=count)
        for code, says, remedy, column, count in ingest.problem_counts(_get(request, uuid))
    ]


def _readable(asking: Caller) -> QuerySet[Submission]:
    bearer = asking.check(ingest.SEES_ALL, ingest.SEES_OWN)
    return ingest.readable(bearer.person, held=asking.permissions, on=clock.today())


def _get(request: HttpRequest, uuid: UUID) -> Submission:
    found = _readable(caller(request)).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("There is no such submission among those that you may see.")
    return found


def _out(each: Submission) -> SubmissionOut:
    return SubmissionOut(
        uuid=each.uuid,
        file_name=each.file_name,
        supplier=each.supplier_key,
        source=each.contract_key,
        state=each.state,
        received_at=each.received_at,
        rows_read=each.rows_read,
        rows_landed=each.rows_landed,
        rows_quarantined=each.rows_quarantined,
        refusal=each.refusal_says,
        supersedes=each.supersedes.uuid if each.supersedes else None,
    )
