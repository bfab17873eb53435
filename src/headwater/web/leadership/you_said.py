"""You said, we did: what people told the partnership, what became of it, and whom it still owes an answer. For everybody."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.governance.leadership import decisions
from headwater.governance.leadership.decisions import YouSaid
from headwater.governance.leadership.models import Answer, Contribution, Voice
from headwater.web import attempts, together
from headwater.web.doors import needs, public
from headwater.web.doors import person as person_of
from headwater.web.leadership import offered
from headwater.web.pages import page_of, sought


class ContributionForm(together.WrittenForm):
    who = forms.CharField(
        label="Which group",
        max_length=200,
        help_text="A group, such as “Year 10 of Northgate School”. Never a person.",
    )
    voice = forms.ChoiceField(label="For whom it speaks", choices=Voice.choices)
    in_what = forms.CharField(label="In what", max_length=200, help_text="A meeting, a survey, a walk.")
    heard_on = attempts.Day(label="Heard on")
    said = together.long_text("What they said, in their words")
    may_be_shown = forms.BooleanField(
        label="They agreed that their words are shown in public", required=False
    )
    reply_due_on = attempts.Day(label="We promised an answer by")
    decision = offered.recorded_decisions("The decision that they were part of")


class AnswerForm(ContributionForm):
    answer = forms.ChoiceField(label="What became of it", choices=Answer.choices)
    answer_words = together.long_text(
        "What we did, or why we did not",
        required=False,
        help_text="This is public. Short words that a twelve-year-old reads.",
    )
    replied_on = attempts.Day(label="The group was told on", required=False)


@public
def you_said(request: HttpRequest) -> HttpResponse:
    words, today = sought(request), clock.today()
    found = decisions.you_said(on=today, having=words)
    page = {
        "told": decisions.you_said(on=today) if words else found,
        "page": page_of(request, _in_turn(found)),
        "sought": words,
    }
    return render(request, "leadership/you_said.html", page)


def _in_turn(told: YouSaid) -> list[tuple[str, Contribution]]:
    """Everything that was heard, each with the heading it stands under: what is owed first."""
    groups = (
        ("We owe an answer", told.overdue),
        ("You said, we did", told.did),
        ("You said, we did not, because", told.did_not),
        ("We are working on an answer", told.waiting),
    )
    return [(heading, each) for heading, found in groups for each in found]


@needs("leadership.record")
def add(request: HttpRequest) -> HttpResponse:
    task = attempts.Task(
        heading="Record what people told us",
        button="Record",
        done="It is recorded. The public page says by when an answer is due.",
        back=reverse("you-said"),
    )
    return attempts.answer(
        request,
        ContributionForm(attempts.submitted(request)),
        task,
        lambda given: decisions.record_contribution(Contribution(**given), by=person_of(request)),
    )


@needs("leadership.record")
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(decisions.contributions(), uuid=uuid)
    task = attempts.Task(
        heading="Answer what people told us", button="Save", done="It is saved.", back=reverse("you-said")
    )
    return together.answer(
        request,
        AnswerForm(attempts.submitted(request), thing=found),
        task,
        found,
        decisions.change_contribution,
    )
