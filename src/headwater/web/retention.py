"""Retention: what is kept until when, what a legal hold keeps for longer, and destroying what may no longer be held."""

from datetime import timedelta
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.data.ingest import purging
from headwater.data.ingest.models import Submission
from headwater.governance.audit import clock
from headwater.insight.stewardship import actions, queries
from headwater.web import attempts, context, submissions
from headwater.web.doors import needs
from headwater.web.doors import person as person_of

SOON = timedelta(days=92)


@needs("retention.purge", "retention.hold")
def due_list(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    ending = list(queries.ending(before=today + SOON))
    page = {
        "due": [(each, last) for each, last in ending if last <= today],
        "soon": [(each, last) for each, last in ending if last > today],
        "held": queries.held(),
        "unfinished": list(queries.unfinished()),
        "may_purge": "retention.purge" in context.held_by(request),
    }
    return render(request, "retention/list.html", page)


@needs("retention.purge")
def purge_due(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    count = sum(1 for _ in queries.due(today)) + sum(1 for _ in queries.unfinished())

    task = attempts.Task(
        heading=f"Purge the files whose time has run out: {count}",
        button="Purge them for good",
        done="They are gone. Figures made from them are being made again.",
        back=reverse("retention"),
        says="The files, their rows and whatever the vault holds of them are destroyed. "
        "A line stays for each: name, hash and counts. This cannot be undone.",
        care=True,
    )
    return attempts.answer(
        request,
        forms.Form(attempts.submitted(request)),
        task,
        lambda _given: actions.purge_due(today, by=person_of(request), rebuild_later=True),
    )


@needs("retention.purge")
def purge(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = submissions.readable_one(request, uuid)

    task = attempts.Task(
        heading=f"Purge “{found.file_name}”",
        button="Purge it for good",
        done="The file is gone. Figures made from it are being made again.",
        back=_page(found),
        says="The file, its rows and whatever the vault holds of it are destroyed. "
        "A line stays: name, hash and counts. This cannot be undone.",
        care=True,
    )
    return attempts.answer(
        request,
        attempts.ReasonForm(attempts.submitted(request)),
        task,
        lambda given: actions.purge_submission(found, by=person_of(request), **given, rebuild_later=True),
    )


@needs("retention.hold")
def hold(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = submissions.readable_one(request, uuid)

    task = attempts.Task(
        heading=f"Place “{found.file_name}” under a legal hold",
        button="Place the hold",
        done="The file is under a legal hold.",
        back=_page(found),
        says="Until the hold is lifted nobody can purge it, even when its time has run out.",
    )
    return attempts.answer(
        request,
        attempts.ReasonForm(attempts.submitted(request)),
        task,
        lambda given: purging.set_legal_hold(found, by=person_of(request), **given),
    )


@needs("retention.hold")
def lift_hold(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = submissions.readable_one(request, uuid)

    task = attempts.Task(
        heading=f"Lift the legal hold on “{found.file_name}”",
        button="Lift the hold",
        done="The hold was lifted. The file is kept as its contract says.",
        back=_page(found),
        says="If its time has run out, it is purged in the next round.",
        care=True,
    )
    return attempts.answer(
        request,
        attempts.ReasonForm(attempts.submitted(request)),
        task,
        lambda given: purging.lift_legal_hold(found, by=person_of(request), **given),
    )


def _page(of: Submission) -> str:
    return reverse("submission", args=[of.uuid])
