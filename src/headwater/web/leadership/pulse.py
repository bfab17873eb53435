"""The partnership pulse: a short survey of the people who sit on boards. No count, no share and no name is ever shown."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.governance.leadership import queries as leadership
from headwater.governance.leadership.pulse import actions, queries, rules
from headwater.governance.leadership.pulse.models import Pulse
from headwater.web import attempts
from headwater.web.doors import needs, signed_in
from headwater.web.doors import person as person_of
from headwater.web.leadership.boards import READERS

ANSWERS = (
    ("", "Choose one"),
    *zip(
        map(str, rules.SCALE),
        ("1: not at all", "2: a little", "3: in part", "4: mostly", "5: very much"),
        strict=True,
    ),
)


class OpeningForm(forms.Form):
    opens_on = attempts.Day(label="Open from")
    closes_on = attempts.Day(label="Closes on", help_text="The first day on which nobody answers any more.")


class ClosingForm(forms.Form):
    closes_on = attempts.Day(label="Closes on", help_text="Today, or a day that has passed.")


class AnswerForm(forms.Form):
    def __init__(self, *args: Any, pulse: Pulse, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in pulse.questions:
            self.fields[each["key"]] = forms.ChoiceField(label=each["words"], choices=ANSWERS)


@needs(*READERS)
def pulse_page(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    page = {
        "pulses": [(each, queries.results(each, on=today)) for each in queries.pulses()],
        "open": queries.open_pulse(on=today),
        "fewest": rules.FEWEST,
    }
    return render(request, "leadership/pulse.html", page)


@signed_in
def answer(request: HttpRequest) -> HttpResponse:
    me, today = person_of(request), clock.today()
    pulse = queries.open_pulse(on=today)
    if pulse is None or queries.has_answered(pulse, me.uuid) or not leadership.has_a_seat(me.uuid, on=today):
        page = {"pulse": pulse, "answered": bool(pulse and queries.has_answered(pulse, me.uuid))}
        return render(request, "leadership/pulse_closed.html", page)
    task = attempts.Task(
        heading="How we work together",
        button="Answer",
        done="Thank you. Your answers are counted, and not kept with your name.",
        back=reverse("desk"),
        says="Say how far you agree. Nobody can see what you answer: only how often each answer was given is kept, and nothing "
        f"is shown before it closes or of fewer than {rules.FEWEST} answers.",
    )

    def give(given: dict[str, str]) -> Pulse:
        return actions.answer_pulse(pulse, answers={key: int(said) for key, said in given.items()}, by=me)

    return attempts.answer(request, AnswerForm(attempts.submitted(request), pulse=pulse), task, give)


@needs("leadership.record")
def open_one(request: HttpRequest) -> HttpResponse:
    task = attempts.Task(
        heading="Open a pulse",
        button="Open it",
        done="The pulse is open. People who sit on a board find it on their desk.",
        back=reverse("pulse"),
        says="It asks five questions. Ask the same ones each time, so that a change can be seen.",
    )
    form = OpeningForm(attempts.submitted(request), initial={"opens_on": clock.today()})
    return attempts.answer(
        request, form, task, lambda given: actions.open_pulse(**given, by=person_of(request))
    )


@needs("leadership.record")
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = queries.get_pulse(uuid)
    task = attempts.Task(
        heading="Close the pulse early",
        button="Close it",
        done="The pulse is closed.",
        back=reverse("pulse"),
        says="It does not open again. Then what people said is shown, if enough of them answered.",
        care=True,
    )
    form = ClosingForm(attempts.submitted(request), initial={"closes_on": clock.today()})
    return attempts.answer(
        request, form, task, lambda given: actions.close_pulse(found, **given, by=person_of(request))
    )
