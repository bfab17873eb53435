"""What matters to children and young people, on one page: a list and a wheel that say the same.

Everybody reads it. The words are changed with young people, and a youth panel's signature is kept with the words it read.
"""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.insight.indicators import registry
from headwater.insight.performance import children, wheel
from headwater.insight.performance.models import ChildOutcome, PanelSignature
from headwater.web import attempts, context, figures, together
from headwater.web.doors import needs, public
from headwater.web.doors import person as person_of
from headwater.web.templatetags.figures import verdict_words

WRITES, RECORDS = "strategy.edit", "leadership.record"


class OutcomeForm(together.WrittenForm):
    title = forms.CharField(label="What it is called", max_length=60)
    means = together.long_text("What it means, in young people's words", rows=3)
    indicators = together.Keys(label="What is measured of it")
    waits_for = together.long_text("What would have to be measured, and is not", required=False, rows=2)
    stories = together.Keys(
        label="What people said of it", help_text="Only what its speakers agreed to show is offered."
    )

    def __init__(self, *args: Any, thing: ChildOutcome, **more: Any) -> None:
        super().__init__(*args, thing=thing, **more)
        known = [(key, each.plain_title) for key, each in registry.indicators().items()]
        said = [(str(each.uuid), f"{each.who}: {each.said[:90]}") for each in children.stories_offered()]
        for name, offered, ticked in (
            ("indicators", known, thing.indicators),
            ("stories", said, thing.stories),
        ):
            field = self.fields[name]
            assert isinstance(field, together.Keys)
            field.offer(offered, ticked)


class SignForm(forms.Form):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    panel = forms.CharField(
        label="Which youth panel", max_length=200, help_text="Name the group, and nobody in it."
    )
    signed_on = attempts.Day(label="When they signed")
    says = together.long_text("What they want to say with it", required=False, rows=3)


@public
def outcomes(request: HttpRequest) -> HttpResponse:
    """The five parts, each with its words, what is measured of it, and what people said."""
    found = children.wheel(audience=figures.audience_of(request), on=clock.today())
    held = context.held_by(request)
    page = {
        "wheel": found,
        "slices": wheel.slices(found.spokes, _in_the_wheel),
        "writes": WRITES in held,
        "records": RECORDS in held,
    }
    return render(request, "vision/children.html", page)


def _in_the_wheel(spoke: children.Spoke) -> str:
    """As the list says it, but for what stands behind a comma, for which a slice has no room."""
    if not spoke.is_measured:
        return "Not measured yet"
    return (spoke.standing.counted or verdict_words(spoke.standing.word)).split(",")[0]


@needs(WRITES)
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Write a part again, with young people."""
    outcome = children.get_outcome(key)
    task = attempts.Task(
        heading=f"What matters to children: {outcome.title}",
        button="Save",
        done="Saved. The words before stay, with whoever signed them.",
        back=reverse("children-outcomes"),
        says="Write it together with young people. A panel that signed the words before has to read the new ones.",
    )
    form = OutcomeForm(attempts.submitted(request), thing=outcome)
    return together.answer(request, form, task, outcome, children.change)


@needs(RECORDS)
def sign(request: HttpRequest, key: str) -> HttpResponse:
    """Keep that a youth panel signed the words as they stand."""
    outcome = children.get_outcome(key)
    task = attempts.Task(
        heading=f"A youth panel signed: {outcome.title}",
        button="Keep it",
        done="The panel's signature is kept.",
        back=reverse("children-outcomes"),
        says=f"The words that they signed: “{outcome.means}”",
    )
    initial = {"version": outcome.version, "signed_on": clock.today()}
    form = SignForm(attempts.submitted(request), initial=initial)

    def keep(given: dict[str, Any]) -> PanelSignature:
        return children.sign_for_panel(outcome, by=person_of(request), **given)

    return attempts.answer(request, form, task, keep)
