"""Submissions: the files that agencies sent; sending one, and what became of it line by line."""

import csv
import io
from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from headwater.data.ingest import actions
from headwater.data.ingest import queries as ingest
from headwater.data.ingest.models import Submission, SubmissionState
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.insight.stewardship import queries as stewardship
from headwater.machinery.jobs import queue
from headwater.machinery.jobs.models import Job
from headwater.machinery.jobs.states import UNFINISHED, JobState
from headwater.vocabulary.cells import safe_cell
from headwater.vocabulary.errors import NotFound
from headwater.web import context, doors
from headwater.web.doors import needs
from headwater.web.pages import page_of

SEEING = (ingest.SEES_ALL, ingest.SEES_OWN)
SENDING = ("submissions.upload", "submissions.upload_any")


@needs(*SEEING)
def submission_list(request: HttpRequest) -> HttpResponse:
    chosen = {name: request.GET.get(name, "") for name in ("source", "state")}
    wanted = {"contract_key": chosen["source"], "state": chosen["state"]}
    seen = readable(request)
    found = seen.filter(**{name: value for name, value in wanted.items() if value})
    keys = seen.exclude(contract_key="").order_by().values_list("contract_key", flat=True).distinct()
    page = page_of(request, found.prefetch_related("superseded_by"))
    names = dict(partners.organisations().values_list("key", "name"))
    shown = {
        "page": page,
        "rows": [(each, names.get(each.supplier_key, each.supplier_key)) for each in page.object_list],
        "may_send": bool(context.held_by(request) & set(SENDING)),
        "chosen": chosen,
        "sources": sorted(keys),
        "states": SubmissionState.values,
    }
    return render(request, "submissions/list.html", shown)


@needs(*SEEING)
def submission(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What became of one file; while its job runs, the page asks again every two seconds."""
    found = readable_one(request, uuid)
    job = _newest_job(found)
    page = {
        "submission": found,
        "problems": list(zip(ingest.problem_counts(found), ingest.problem_places(found), strict=True)),
        "job": job,
        "is_under_way": job is not None and job.state in UNFINISHED,
        "has_failed": job is not None and job.state == JobState.FAILED,
        "may": _may(request),
        "kept_until": stewardship.ends_on(found),
        "hold": stewardship.hold_of(found) if found.legal_hold else None,
    }
    return render(request, "submissions/submission.html", page)


@needs(*SEEING)
def problem_report(request: HttpRequest, uuid: UUID) -> StreamingHttpResponse:
    """Every problem with its line and what to do; never a value of the file."""
    found = readable_one(request, uuid)
    answer = StreamingHttpResponse(_report(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="problems-{found.uuid}.csv"'
    return answer


@needs("mappings.edit")
@require_POST
def check_again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Once somebody has said what its columns are, a waiting file is walked again."""
    found = readable_one(request, uuid)
    actions.check_again(found, by=doors.person(request))
    messages.success(request, "The file is being checked again.")
    return redirect("submission", found.uuid)


def _may(request: HttpRequest) -> dict[str, bool]:
    """What this person may do with a submission, for the links on its page."""
    held = context.held_by(request)
    verbs = {"match": "mappings.edit", "hold": "retention.hold", "purge": "retention.purge"}
    return {verb: permission in held for verb, permission in verbs.items()}


def readable(request: HttpRequest) -> QuerySet[Submission]:
    """All submissions for those who may read all; else those of the organisations the person acts for."""
    return ingest.readable(doors.person(request), held=context.held_by(request), on=clock.today())


def readable_one(request: HttpRequest, uuid: UUID) -> Submission:
    found = readable(request).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("There is no such submission among those that you may see.")
    return found


def _newest_job(found: Submission) -> Job | None:
    """The job that walks it now or walked it last: a file may be checked more than once."""
    return queue.jobs().filter(key=actions.walk_key(found)).first()


def _report(found: Submission) -> Iterator[str]:
    yield _line("line", "column", "code", "what is wrong", "what to do")
    for problem in ingest.problem_lines(found):
        yield _line(*problem)


def _line(*cells: object) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow([safe_cell(cell) for cell in cells])
    return buffer.getvalue()
