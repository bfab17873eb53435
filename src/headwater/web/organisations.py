"""Organisations: who takes part, since when and until when, and who took over from whom."""

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.governance.partners import actions
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation, OrganisationKind
from headwater.web import attempts, keys
from headwater.web.doors import needs
from headwater.web.doors import person as person_of

ENDED = "Nothing is lost: what it sent stays, and its series go on under whoever takes over."


class OrganisationForm(forms.Form):
    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(label="What it is", choices=OrganisationKind.choices)
    starts_on = attempts.Day(label="First day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = clock.today()


class EndingForm(attempts.ReasonForm):
    last_day = attempts.Day(label="Last day")
    successor = forms.ModelChoiceField(
        queryset=partners.organisations(),
        label="Who takes over",
        required=False,
        help_text="Its roles, agreements and series go to them. Leave empty if nobody does.",
    )

    def __init__(self, *args: Any, ending: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        successor = cast("forms.ModelChoiceField[Organisation]", self.fields["successor"])
        successor.queryset = partners.organisations(on=clock.today()).exclude(pk=ending.pk)


@needs("organisations.manage")
def organisation_list(request: HttpRequest) -> HttpResponse:
    found = partners.organisations().select_related("successor")
    return render(request, "organisations/list.html", {"organisations": found, "today": clock.today()})


@needs("organisations.manage")
def register(request: HttpRequest) -> HttpResponse:
    task = attempts.Task(
        heading="Register an organisation",
        button="Register",
        done="The organisation takes part. It may send records about people once an agreement is signed.",
        back=reverse("organisations"),
    )
    return attempts.answer(
        request,
        OrganisationForm(attempts.submitted(request)),
        task,
        lambda given: actions.register_organisation(
            **given, key=keys.key_of(given["name"], kind="organisation"), by=person_of(request)
        ),
    )


@needs("organisations.manage")
def end(request: HttpRequest, key: str) -> HttpResponse:
    found = partners.get_organisation(key)

    def change(given: dict[str, Any]) -> Organisation:
        ends_on = given.pop("last_day") + timedelta(days=1)
        return actions.end_organisation(found, **given, ends_on=ends_on, by=person_of(request))

    task = attempts.Task(
        heading=f"{found.name} takes part no more",
        button="Say so",
        done="Its last day is written down.",
        back=reverse("organisations"),
        says=ENDED,
        care=True,
    )
    form = EndingForm(attempts.submitted(request), ending=found)
    return attempts.answer(request, form, task, change)
