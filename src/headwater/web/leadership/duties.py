"""The duty tracker: which authority has which duty, how it stands to it, and what shows that."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.governance.leadership import duties
from headwater.governance.leadership.models import DutyRecord, DutyState
from headwater.governance.partners import queries as partners
from headwater.web import attempts, together
from headwater.web.doors import needs
from headwater.web.doors import person as person_of
from headwater.web.leadership.boards import READERS


class DutyForm(together.WrittenForm):
    state = forms.ChoiceField(label="How it stands", choices=DutyState.choices)
    shown_by = together.long_text(
        "What shows it", required=False, rows=3, help_text="A paper, a minute, a published page."
    )
    lead_role = forms.CharField(
        label="Which post answers for it", max_length=200, required=False, help_text="A post, not a name."
    )
    checked_on = attempts.Day(label="Checked on", required=False)
    next_check_on = attempts.Day(label="To be checked again by", required=False)


@needs(*READERS)
def tracker(request: HttpRequest) -> HttpResponse:
    found = duties.standing(on=clock.today())
    page = {
        "duties": [each for each in found if not each.duty.is_power],
        "powers": [each for each in found if each.duty.is_power],
        "not_in_order": duties.not_in_order(found),
    }
    return render(request, "leadership/duties.html", page)


@needs("leadership.record")
def state(request: HttpRequest, key: str, uuid: UUID) -> HttpResponse:
    duty = duties.get_duty(key)
    organisation = get_object_or_404(partners.organisations(), uuid=uuid)
    task = attempts.Task(
        heading=f"How {organisation.name} stands to a duty",
        button="Save",
        done="It is written down, and how it stood before is kept.",
        back=reverse("duties"),
        says=f"{duty.title}: {duty.says} ({duty.law}, {duty.section})",
    )
    record = duties.find_record(key, organisation)
    form = DutyForm(attempts.submitted(request), thing=record)
    if record is None:

        def begin(given: dict[str, Any]) -> DutyRecord:
            text = DutyRecord(duty_key=key, organisation=organisation, **given)
            return duties.state_duty(text, by=person_of(request))

        return attempts.answer(request, form, task, begin)
    return together.answer(
        request,
        form,
        task,
        record,
        duties.restate_duty,
    )
