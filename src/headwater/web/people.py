"""People and roles: who may do what, for which organisation, until when."""

from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.governance.access import actions as access_actions
from headwater.governance.access import queries as access
from headwater.governance.access.models import RoleAssignment
from headwater.governance.access.roles import ROLES
from headwater.governance.audit import clock
from headwater.governance.partners import actions
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation, Person
from headwater.web import attempts
from headwater.web.doors import needs
from headwater.web.doors import person as person_of
from headwater.web.pages import page_of


class RegistrationForm(forms.Form):
    display_name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    organisation = forms.ModelChoiceField(queryset=partners.organisations(), label="Organisation")
    password = forms.CharField(
        label="First password",
        help_text="At least 12 characters. Give it to the person in private; they can change it.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        organisation.queryset = partners.organisations(on=clock.today())


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Role")
    organisation = forms.ModelChoiceField(
        queryset=partners.organisations(),
        label="For which organisation",
        required=False,
        help_text="Leave empty for the whole partnership.",
    )
    starts_on = attempts.Day(label="First day")
    last_day = attempts.Day(label="Last day", required=False, help_text="Leave empty if it has no end yet.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = cast("forms.ChoiceField", self.fields["role"])
        role.choices = [(key, each.title) for key, each in ROLES.items() if not each.of_the_system]
        organisation = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        organisation.queryset = partners.organisations(on=clock.today())
        self.fields["starts_on"].initial = clock.today()


class PasswordForm(forms.Form):
    password = forms.CharField(
        label="New password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters.",
    )


@needs("people.manage")
def people_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, partners.people().select_related("organisation"))
    today = clock.today()
    rows = [(each, _role_titles(each, today), _lacks_second_step(each, today)) for each in page.object_list]
    roles = [role for role in ROLES.values() if not role.of_the_system]
    return render(request, "people/list.html", {"page": page, "rows": rows, "roles": roles})


def _role_titles(found: Person, on: date) -> list[str]:
    held = access.assignments(person=found, on=on)
    return [ROLES[each.role_key].title for each in held if each.role_key in ROLES]


def _lacks_second_step(found: Person, on: date) -> bool:
    return found.is_active and access.wants_second_factor(found, on=on) and not is_mfa_enabled(found)


@needs("people.manage")
def person(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = partners.get_person(uuid)
    assignments = access.assignments(person=found)
    held = [(each, ROLES[each.role_key]) for each in assignments if each.role_key in ROLES]
    page = {
        "person": found,
        "held": held,
        "today": clock.today(),
        "tokens": access.tokens_of(found, at=clock.now()),
        "wants_second_step": access.wants_second_factor(found, on=clock.today()),
        "has_second_step": is_mfa_enabled(found),
    }
    return render(request, "people/person.html", page)


@needs("people.manage")
def register(request: HttpRequest) -> HttpResponse:
    task = attempts.Task(
        heading="Register a person",
        button="Register",
        done="The account is open. It may do nothing until you give it a role.",
        back=reverse("people"),
    )
    return attempts.answer(
        request,
        RegistrationForm(attempts.submitted(request)),
        task,
        lambda given: actions.register_person(**given, by=person_of(request)),
        then=_page,
    )


@needs("people.manage")
def grant(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = partners.get_person(uuid)

    def change(given: dict[str, Any]) -> RoleAssignment:
        last = given.pop("last_day")
        ends_on = last + timedelta(days=1) if last else None
        return access_actions.grant_role(found, **given, ends_on=ends_on, by=person_of(request))

    task = attempts.Task(
        f"Give a role to {found.label}", "Give the role", "The role was given.", _page(found)
    )
    return attempts.answer(request, RoleForm(attempts.submitted(request)), task, change)


@needs("people.manage")
def end_role(request: HttpRequest, uuid: UUID, role: UUID) -> HttpResponse:
    found = partners.get_person(uuid)
    assignment = access.get_assignment(role, of=found)
    task = attempts.Task(
        heading=f"Take the role “{ROLES[assignment.role_key].title}” back today",
        button="Take it back",
        done="The role was taken back.",
        back=_page(found),
        care=True,
    )
    return attempts.answer(
        request,
        forms.Form(attempts.submitted(request)),
        task,
        lambda _given: access_actions.end_role(assignment, by=person_of(request)),
    )


@needs("people.manage")
def new_password(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = partners.get_person(uuid)

    task = attempts.Task(f"New password for {found.label}", "Set it", "The password was set.", _page(found))
    return attempts.answer(
        request,
        PasswordForm(attempts.submitted(request)),
        task,
        lambda given: actions.set_password(found, **given, by=person_of(request)),
    )


@needs("people.manage")
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = partners.get_person(uuid)

    task = attempts.Task(
        heading=f"Close the account of {found.label}",
        button="Close it",
        done="The account is closed.",
        back=_page(found),
        says="Nobody can sign in with it and its roles give nothing. What it did stays in the audit.",
        care=True,
    )
    return attempts.answer(
        request,
        attempts.ReasonForm(attempts.submitted(request)),
        task,
        lambda given: actions.deactivate_person(found, **given, by=person_of(request)),
    )


@needs("people.manage")
def reopen(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = partners.get_person(uuid)

    task = attempts.Task(
        heading=f"Open the account of {found.label} again",
        button="Open it",
        done="The account is open. The roles that have not ended hold again.",
        back=_page(found),
    )
    return attempts.answer(
        request,
        attempts.ReasonForm(attempts.submitted(request)),
        task,
        lambda given: actions.reactivate_person(found, **given, by=person_of(request)),
    )


def _page(of: Person) -> str:
    return reverse("person", args=[of.uuid])
