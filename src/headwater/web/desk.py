"""The desk: what waits for a person who signed in, and the pages that their roles open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.data.ingest import queries as ingest
from headwater.data.ingest import standing
from headwater.data.ingest.models import SubmissionState
from headwater.governance.access import queries as access
from headwater.governance.audit import clock
from headwater.governance.leadership import decisions, meetings
from headwater.governance.leadership.priorities import queries as priorities
from headwater.governance.leadership.pulse import queries as pulse
from headwater.governance.partners import queries as partners
from headwater.insight.stewardship import queries as stewardship
from headwater.machinery.jobs import queue
from headwater.machinery.jobs.states import JobState
from headwater.web import context, navigation, submissions
from headwater.web.doors import person, signed_in

RENEW_WITHIN = timedelta(days=90)
ANYBODY = ""  # asks for no permission


@dataclass(frozen=True)
class Task:
    """One kind of work that waits: for whom, how much of it, and where it is done."""

    permission: str
    one: str
    many: str
    page: str
    count: Callable[[HttpRequest, date], int]


@dataclass(frozen=True)
class Waiting:
    """Work that waits for this person now."""

    words: str
    url: str


TASKS = (
    Task(
        "mappings.edit",
        "1 file waits until somebody says what its columns are",
        "{} files wait until somebody says what their columns are",
        "mappings",
        lambda request, _on: (
            submissions.readable(request).filter(state=SubmissionState.NEEDS_MAPPING).count()
        ),
    ),
    Task(
        "locations.review",
        "1 place is to be reviewed",
        "{} places are to be reviewed",
        "places-to-review",
        lambda _request, _on: ingest.places_to_review().count(),
    ),
    Task(
        "submissions.read_all",
        "1 source is late",
        "{} sources are late",
        "sources",
        lambda _request, on: sum(each.is_late for each in standing.standings(on=on)),
    ),
    Task(
        "agreements.sign",
        "1 agreement runs out within three months",
        "{} agreements run out within three months",
        "agreements",
        lambda _request, on: partners.agreements_running_out(on=on, before=on + RENEW_WITHIN).count(),
    ),
    Task(
        "strategy.read",
        "1 task is overdue",
        "{} tasks are overdue",
        "tasks",
        lambda _request, on: meetings.overdue_tasks(on=on).count(),
    ),
    Task(
        "strategy.read",
        "1 answer to people is overdue",
        "{} answers to people are overdue",
        "you-said",
        lambda _request, on: decisions.overdue_replies(on=on).count(),
    ),
    Task(
        ANYBODY,
        "A pulse is open: say how we work together",
        "{} pulses are open: say how we work together",
        "answer-pulse",
        lambda request, on: pulse.waits_for(person(request).uuid, on=on),
    ),
    Task(
        ANYBODY,
        "A vote is open: say what to find out first",
        "{} votes are open: say what to find out first",
        "vote-priorities",
        lambda request, on: priorities.waits_for(person(request).uuid, on=on),
    ),
    Task(
        "retention.purge",
        "1 file has outlived its time and is to be purged",
        "{} files have outlived their time and are to be purged",
        "retention",
        lambda _request, on: sum(1 for _ in stewardship.due(on)),
    ),
    Task(
        "jobs.retry",
        "1 job failed",
        "{} jobs failed",
        "jobs",
        lambda _request, _on: queue.jobs(state=JobState.FAILED).count(),
    ),
)


@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    me, today = person(request), clock.today()
    page = {
        "links": navigation.working_links(context.held_by(request)),
        "waiting": _waiting(request, today),
        "may_send": bool(context.held_by(request) & set(submissions.SENDING)),
        "lacks_second_step": access.wants_second_factor(me, on=today) and not is_mfa_enabled(me),
    }
    return render(request, "desk/desk.html", page)


def _waiting(request: HttpRequest, on: date) -> list[Waiting]:
    held = context.held_by(request)
    counted = [(task, task.count(request, on)) for task in TASKS if task.permission in (ANYBODY, *held)]
    return [
        Waiting(task.one if count == 1 else task.many.format(count), reverse(task.page))
        for task, count in counted
        if count
    ]
