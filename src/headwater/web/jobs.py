"""Jobs: the work that runs in the background, how far it is and what went wrong."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from headwater.governance.access import actions as access
from headwater.machinery.jobs import queue
from headwater.web.doors import needs, person
from headwater.web.pages import page_of


@needs("jobs.read")
def job_list(request: HttpRequest) -> HttpResponse:
    return render(request, "jobs/list.html", {"page": page_of(request, queue.jobs())})


@needs("jobs.retry")
@require_POST
def retry(request: HttpRequest, uuid: UUID) -> HttpResponse:
    access.retry_job(queue.get_job(uuid), by=person(request))
    messages.success(request, "The job waits to run again.")
    return redirect("jobs")
