"""What partners promise to shared objectives, and which objectives lack partners or means."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.governance.leadership import commitments
from headwater.governance.leadership.models import Commitment, CommitmentKind
from headwater.governance.leadership.pulse import queries as pulses
from headwater.governance.strategy.models import ClauseKind
from headwater.web import attempts, together
from headwater.web.doors import needs
from headwater.web.doors import person as person_of
from headwater.web.leadership import offered
from headwater.web.leadership.boards import READERS

SHARED = (ClauseKind.OBJECTIVE,)


class CommitmentForm(together.WrittenForm):
    kind = forms.ChoiceField(label="What is given", choices=CommitmentKind.choices)
    says = together.long_text("What the partner promises", rows=3)
    amount_gbp = forms.DecimalField(
        label="Pounds", required=False, min_value=0, max_digits=12, decimal_places=2, help_text="For money."
    )
    full_time_equivalent = forms.DecimalField(
        label="Full-time posts",
        required=False,
        min_value=0,
        max_digits=6,
        decimal_places=2,
        help_text="For staff.",
    )
    starts_on = attempts.Day(label="From")
    ends_on = attempts.Day(
        label="Until", required=False, help_text="The first day on which it no longer holds."
    )
    signed_by_role = forms.CharField(
        label="Signed by", max_length=200, required=False, help_text="A post, not a name."
    )
    signed_on = attempts.Day(label="Signed on", required=False)
    review_on = attempts.Day(label="Looked at again on", required=False)


class NewCommitmentForm(CommitmentForm):
    clause_key = offered.OneClause(label="Which shared objective", kinds=SHARED)
    organisation = offered.organisations("Which partner")
    field_order = ("clause_key", "organisation")


@needs(*READERS)
def alignment_page(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    found, newest = commitments.shared_objectives(on=today), pulses.newest_closed(on=today)
    partners = sorted({each for one in found for each in one.partners}, key=lambda each: each.name)
    page = {
        "aligned": found,
        "begun": [each for each in found if each.has_begun],
        "waiting": [each for each in found if not each.has_begun],
        "partners": partners,
        "lacking": [each for each in found if each.lacks_partners],
        "unfunded": [each for each in found if each.is_unfunded],
        "pulse": newest,
        "pulse_results": pulses.results(newest, on=today) if newest else [],
    }
    return render(request, "leadership/commitments.html", page)


@needs("leadership.record")
def add(request: HttpRequest) -> HttpResponse:
    task = attempts.Task(
        heading="Record a partner's commitment",
        button="Record",
        done="The commitment is recorded. It counts once it is signed.",
        back=reverse("commitments"),
    )

    def keep(given: dict[str, Any]) -> Commitment:
        return commitments.make_commitment(Commitment(**given), by=person_of(request))

    return attempts.answer(request, NewCommitmentForm(attempts.submitted(request)), task, keep)


@needs("leadership.record")
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(commitments.commitments(), uuid=uuid)
    task = attempts.Task(
        heading="Sign or change a commitment",
        button="Save",
        done="It is saved.",
        back=reverse("commitments"),
        says=f"{found.organisation.name}.",
    )
    return together.answer(
        request,
        CommitmentForm(attempts.submitted(request), thing=found),
        task,
        found,
        commitments.change_commitment,
    )
