"""The insight register: each finding ends in a decision, or in the reason why nothing was decided."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from headwater.governance.leadership import insights
from headwater.governance.leadership.models import Insight, InsightUse
from headwater.web import attempts, keys, together
from headwater.web.doors import needs
from headwater.web.doors import person as person_of
from headwater.web.leadership import offered
from headwater.web.leadership.boards import READERS
from headwater.web.pages import page_of, sought

KEY_LENGTH = 80  # without the day


class InsightForm(together.WrittenForm):
    finding = together.long_text(
        "What was found", rows=3, help_text="Quote figures that the partnership released, and no others."
    )
    speaks_of = forms.ChoiceField(
        label="What it speaks of", choices=(("nature", "The nature of violence"), ("causes", "Its causes"))
    )
    level = forms.ChoiceField(
        label="For which kind of response",
        choices=(("operational", "Operational"), ("strategic", "Strategic")),
    )
    from_what = together.long_text("Where it comes from", required=False, rows=2)
    told = together.long_text("Who was told", required=False, rows=2, help_text="Boards, teams and posts.")
    clause_keys = offered.Clauses(label="Which parts of the strategy it bears on")
    indicator_keys = together.Lines(label="Indicators, by key", required=False, help_text="One a line.")


class OutcomeForm(InsightForm):
    use = forms.ChoiceField(label="What became of it", choices=InsightUse.choices)
    decision = offered.recorded_decisions("The decision that used it")
    not_used_because = together.long_text("Why it was not used", required=False, rows=2)
    result = together.long_text("What came of the decision", required=False, rows=2)


class NewInsightForm(InsightForm):
    found_on = attempts.Day(label="Found on")
    field_order = ("finding", "found_on")


@needs(*READERS)
def register(request: HttpRequest) -> HttpResponse:
    words = sought(request)
    page = {
        "page": page_of(request, insights.insights(having=words)),
        "sought": words,
        "all": insights.insights().count(),
        "undecided": insights.undecided().count(),
    }
    return render(request, "leadership/insights.html", page)


@needs("leadership.record")
def add(request: HttpRequest) -> HttpResponse:
    task = attempts.Task(
        heading="Record an insight",
        button="Record",
        done="The insight is recorded. It waits for a decision, or for the reason why there is none.",
        back=reverse("insights"),
    )

    def keep(given: dict[str, Any]) -> Insight:
        finding = keys.key_of(given["finding"], kind="insight", most=KEY_LENGTH)
        named = f"{given['found_on']:%Y-%m-%d}-{finding}"
        return insights.record_insight(Insight(key=named, **given), by=person_of(request))

    return attempts.answer(request, NewInsightForm(attempts.submitted(request)), task, keep)


@needs("leadership.record")
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(insights.insights(), uuid=uuid)
    task = attempts.Task(
        heading="What became of an insight", button="Save", done="It is saved.", back=reverse("insights")
    )
    return together.answer(
        request,
        OutcomeForm(attempts.submitted(request), thing=found),
        task,
        found,
        insights.change_insight,
    )
