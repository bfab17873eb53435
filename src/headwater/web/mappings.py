"""Matched columns: files that wait until somebody says what their headings mean, and the matches in use."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.data.ingest import mapping_profiles
from headwater.data.ingest.models import SubmissionState
from headwater.vocabulary.errors import Conflict
from headwater.web import attempts, submissions
from headwater.web.doors import needs, person


@needs("mappings.edit")
def profile_list(request: HttpRequest) -> HttpResponse:
    page = {
        "profiles": mapping_profiles.current_profiles(),
        "waiting": submissions.readable(request).filter(state=SubmissionState.NEEDS_MAPPING),
    }
    return render(request, "mappings/list.html", page)


@needs("mappings.edit")
def end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    profile = mapping_profiles.get_profile_by_uuid(uuid)

    def change(_given: dict[str, object]) -> None:
        if profile.ended_at:
            raise Conflict("This match was ended already.")
        mapping_profiles.end_mapping_profile(profile, by=person(request))

    task = attempts.Task(
        heading=f"Stop using the match “{profile.name}”",
        button="Stop using it",
        done="The match is no longer used. Files that it read stay as they are.",
        back=reverse("mappings"),
        says="The next file with these headings waits until somebody matches its columns again.",
        care=True,
    )
    return attempts.answer(request, forms.Form(attempts.submitted(request)), task, change)
