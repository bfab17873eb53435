"""Agreements: who may send and read which records, until when; signing, renewing and ending them."""

from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.data.contracts.registry import contracts, get_contract
from headwater.governance.audit import clock
from headwater.governance.partners import actions
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Agreement, Organisation
from headwater.web import attempts, keys
from headwater.web.doors import needs
from headwater.web.doors import person as person_of

RENEW_WITHIN = timedelta(days=90)


class SigningForm(forms.Form):
    """The terms that the parties signed on paper, kept here so that the program holds to them."""

    title = forms.CharField(label="Title", max_length=200)
    contract_key = forms.ChoiceField(label="Records")
    parties = forms.ModelMultipleChoiceField(
        queryset=partners.organisations(),
        label="Parties",
        help_text="Choose at least two.",
        widget=forms.CheckboxSelectMultiple,
    )
    lawful_basis = forms.CharField(label="Lawful basis", widget=forms.Textarea(attrs={"rows": 3}))
    fields_covered = forms.CharField(
        label="Columns", initial="*", help_text="Names with commas between them, or * for all of them."
    )
    starts_on = attempts.Day(label="First day")
    ends_on = attempts.Day(
        label="Last day", help_text="From the day after, the records can be neither sent nor read."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        closed = [each for each in contracts().values() if each.licence.needs_agreement]
        contract_key = cast("forms.ChoiceField", self.fields["contract_key"])
        contract_key.choices = [(each.key, each.title) for each in closed]
        parties = cast("forms.ModelMultipleChoiceField[Organisation]", self.fields["parties"])
        parties.queryset = partners.organisations(on=clock.today())


class RenewalForm(forms.Form):
    ends_on = attempts.Day(label="New last day")


@needs("agreements.read")
def agreement_list(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    page = {
        "agreements": partners.agreements(),
        "today": today,
        "to_renew": partners.agreements_running_out(on=today, before=today + RENEW_WITHIN),
    }
    return render(request, "agreements/list.html", page)


@needs("agreements.read")
def agreement(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = partners.get_agreement(uuid)
    page = {"agreement": found, "contract": get_contract(found.contract_key), "today": clock.today()}
    return render(request, "agreements/agreement.html", page)


@needs("agreements.sign")
def sign(request: HttpRequest) -> HttpResponse:
    def change(given: dict[str, Any]) -> Agreement:
        text = actions.AgreementText(
            key=f"{keys.key_of(given['title'], kind='agreement', most=91)}-{given['starts_on']:%Y%m%d}",
            title=given["title"],
            parties=list(given["parties"]),
            purpose=get_contract(given["contract_key"]).purpose,
            lawful_basis=given["lawful_basis"],
            contract_key=given["contract_key"],
            fields=[name.strip() for name in given["fields_covered"].split(",") if name.strip()],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"] + timedelta(days=1),
        )
        return actions.sign_agreement(text, by=person_of(request))

    task = attempts.Task(
        heading="Record a signed agreement",
        button="Record it",
        done="The agreement stands.",
        back=reverse("agreements"),
        says="Record what the parties have signed. Without it their records cannot land.",
    )
    return attempts.answer(request, SigningForm(attempts.submitted(request)), task, change, then=_page)


@needs("agreements.sign")
def renew(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = partners.get_agreement(uuid)

    def change(given: dict[str, Any]) -> Agreement:
        ends_on = given["ends_on"] + timedelta(days=1)
        return actions.renew_agreement(found, ends_on=ends_on, by=person_of(request))

    task = attempts.Task(f"Renew “{found.title}”", "Renew", "The agreement was renewed.", _page(found))
    return attempts.answer(request, RenewalForm(attempts.submitted(request)), task, change, then=_page)


@needs("agreements.end")
def end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = partners.get_agreement(uuid)

    task = attempts.Task(
        heading=f"End “{found.title}” today",
        button="End it now",
        done="The agreement was ended, and its figures are no longer shown.",
        back=_page(found),
        says="From now on its records can be neither sent nor read, and their figures are not shown.",
        care=True,
    )
    return attempts.answer(
        request,
        attempts.ReasonForm(attempts.submitted(request)),
        task,
        lambda given: actions.end_agreement(found, **given, by=person_of(request)),
    )


def _page(of: Agreement) -> str:
    return reverse("agreement", args=[of.uuid])
