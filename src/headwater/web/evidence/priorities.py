"""What to find out first: members vote on gaps of the evidence map. No name and no count is shown; of groups, only those large enough."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.governance.evidence import queries as evidence
from headwater.governance.evidence.models import ResearchBrief
from headwater.governance.leadership import queries as leadership
from headwater.governance.leadership.priorities import actions, places, queries, rules, weights
from headwater.governance.leadership.priorities.models import PriorityVote
from headwater.governance.leadership.priorities.queries import Placed
from headwater.web import attempts, context
from headwater.web.doors import needs, public, signed_in
from headwater.web.doors import person as person_of
from headwater.web.evidence.research import WORKS_ON_BRIEFS

Choices = list[tuple[str, str | list[tuple[str, str]]]]
ASKED = [f"question_{number}" for number in range(1, rules.MOST + 1)]


class OpeningForm(forms.Form):
    opens_on = attempts.Day(label="Open from")
    closes_on = attempts.Day(label="Closes on", help_text="The first day on which nobody votes any more.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = _gap_choices()
        for number, name in enumerate(ASKED, start=1):
            self.fields[name] = forms.ChoiceField(
                label=f"Question {number}", choices=choices, required=number <= rules.FEWEST
            )


class ClosingForm(forms.Form):
    closes_on = attempts.Day(label="Closes on", help_text="Today, or a day that has passed.")


class VoteForm(forms.Form):
    chosen = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, vote: PriorityVote, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chosen"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.label = f"Choose up to {vote.choose}"
        field.choices = [(each["key"], each["words"]) for each in vote.asked]


@dataclass(frozen=True)
class Shown:
    """One question of a closed vote, with the studies that ask it, as far as the reader may see them."""

    placed: Placed
    briefs: list[ResearchBrief]


@public
def page(request: HttpRequest) -> HttpResponse:
    today, held = clock.today(), context.held_by(request)
    briefs = list(evidence.briefs(drafts=bool(WORKS_ON_BRIEFS & held)))
    found = [(vote, queries.result(vote, on=today)) for vote in queries.votes()]
    declared = weights.declared()
    shown = {
        "open": queries.open_vote(on=today),
        "weights": queries.weight_words(declared.weights),
        "choose": declared.choose,
        "smallest": places.SMALLEST,
        "votes": [
            (vote, result, _shown(result.placed, briefs), queries.weight_words(vote.weights))
            for vote, result in found
        ],
        "may_draft": bool(WORKS_ON_BRIEFS & held),
    }
    return render(request, "evidence/priorities.html", shown)


@signed_in
def vote(request: HttpRequest) -> HttpResponse:
    me, today = person_of(request), clock.today()
    found = queries.open_vote(on=today)
    if found is None or not queries.waits_for(me.uuid, on=today):
        shown = {"vote": found, "seated": leadership.has_a_seat(me.uuid, on=today)}
        return render(request, "evidence/vote_closed.html", shown)
    task = attempts.Task(
        heading="What should we find out first?",
        button="Vote",
        done="Thank you. Your vote is counted, and not kept with your name.",
        back=reverse("priorities"),
        says="Nobody can see what you choose: only how often each question was chosen is kept. You vote once.",
    )
    form = VoteForm(attempts.submitted(request), vote=found)
    return attempts.answer(
        request, form, task, lambda given: actions.cast_vote(found, chosen=given["chosen"], by=me)
    )


@needs("research.commission")
def open_one(request: HttpRequest) -> HttpResponse:
    task = attempts.Task(
        heading="Put questions to the vote",
        button="Open it",
        done="The vote is open. People who sit on a board find it on their desk.",
        back=reverse("priorities"),
        says=f"Choose {rules.FEWEST} to {rules.MOST} questions that nobody has an answer to, and nobody is asking yet.",
    )
    form = OpeningForm(attempts.submitted(request), initial={"opens_on": clock.today()})

    def open_it(given: dict[str, Any]) -> PriorityVote:
        asked = [given[name] for name in ASKED if given[name]]
        days = {name: given[name] for name in ("opens_on", "closes_on")}
        return actions.open_vote(asked=asked, **days, by=person_of(request))

    return attempts.answer(request, form, task, open_it)


@needs("research.commission")
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = queries.get_vote(uuid)
    task = attempts.Task(
        heading="Close the vote early",
        button="Close it",
        done="The vote is closed.",
        back=reverse("priorities"),
        says="It does not open again. Then what members chose is shown, if enough of them voted.",
        care=True,
    )
    form = ClosingForm(attempts.submitted(request), initial={"closes_on": clock.today()})
    return attempts.answer(
        request, form, task, lambda given: actions.close_vote(found, **given, by=person_of(request))
    )


def _shown(placed: tuple[Placed, ...], briefs: list[ResearchBrief]) -> list[Shown]:
    return [Shown(each, queries.briefs_of(each.gap, briefs)) for each in placed]


def _gap_choices() -> Choices:
    """Every gap, by factor."""
    by_factor = groupby(queries.open_gaps(), key=lambda gap: gap.words.rpartition(": ")[0])
    groups: Choices = [
        (name, [(gap.key, gap.words.rpartition(": ")[2]) for gap in gaps]) for name, gaps in by_factor
    ]
    return [("", "Choose a question"), *groups]
