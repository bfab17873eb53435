"""Gaps between neighbourhoods, by when they should close, and a task for a board where one has grown."""

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.governance.leadership import meetings
from headwater.governance.leadership import queries as leadership
from headwater.governance.leadership.models import Board, Task
from headwater.insight.indicators import queries as indicators
from headwater.insight.performance import actions, gaps
from headwater.insight.performance.gaps import Tracked
from headwater.insight.performance.models import GapTarget
from headwater.vocabulary.errors import NotFound
from headwater.web import attempts, context, figures, together
from headwater.web.doors import needs, public
from headwater.web.doors import person as person_of
from headwater.web.leadership import offered

SETS_TARGETS, GIVES_TASKS = "targets.edit", "leadership.record"
DAYS_TO_ANSWER = 90


class GapTargetForm(together.WrittenForm):
    aim = forms.FloatField(
        label="How wide the gap should be at most",
        min_value=1,
        help_text="As a relative index of inequality: 1 is no gap, 2 is twice as much at the poorest end.",
    )
    due_on = attempts.Day(label="By which day")
    because = together.long_text("What is to close it", rows=3)


class ChangeGapTargetForm(GapTargetForm):
    withdrawn = forms.BooleanField(label="It is no target any more", required=False)
    field_order = ("seen", "aim", "due_on", "because", "withdrawn", "reason")


class GiveForm(together.WrittenForm):
    """The words of the task are fixed: by them the page knows that somebody has it."""

    board = forms.ModelChoiceField(
        queryset=leadership.boards(), label="Which board", empty_label="Choose one"
    )
    owner = offered.organisations("Which organisation does it")
    owner_role = forms.CharField(
        label="Which post answers for it", max_length=200, required=False, help_text="A post, not a name."
    )
    due_on = attempts.Day(label="By when")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        board = cast("forms.ModelChoiceField[Board]", self.fields["board"])
        board.queryset = leadership.boards(on=clock.today())


@public
def tracker(request: HttpRequest) -> HttpResponse:
    """Every gap that can be shown, those that have grown first."""
    held = context.held_by(request)
    found = gaps.tracker(audience=figures.audience_of(request), on=clock.today())
    page = {
        "gaps": found,
        "sources": figures.each_source_once(gap.found for gap in found),
        "sets_targets": SETS_TARGETS in held,
        "gives_tasks": GIVES_TASKS in held,
    }
    return render(request, "vision/gap_tracker.html", page)


@needs(SETS_TARGETS)
def target(request: HttpRequest, indicator: str, area: str) -> HttpResponse:
    """Set or change how far a gap should close."""
    found = _tracked(request, indicator, area)
    task = attempts.Task(
        heading=f"By when should this gap close? {found.indicator.plain_title}",
        button="Save",
        done="The target is saved.",
        back=reverse("gap-tracker"),
        says=found.found.headline,
    )
    if found.target is not None:
        form = ChangeGapTargetForm(attempts.submitted(request), thing=found.target)
        return together.answer(request, form, task, found.target, actions.change_gap_target)

    def keep(given: dict[str, Any]) -> GapTarget:
        return actions.set_gap_target(_target_of(found, given), by=person_of(request))

    return attempts.answer(request, GapTargetForm(attempts.submitted(request)), task, keep)


@needs(GIVES_TASKS)
def give(request: HttpRequest, indicator: str, area: str) -> HttpResponse:
    """Give the task that a grown gap asks for to a board."""
    found = _tracked(request, indicator, area)
    if not found.proposes:
        raise NotFound("This gap asks for no task: it has not surely grown, or a board has the task already.")
    task = attempts.Task(
        heading=f"Give a board this task: {found.what}",
        button="Give it",
        done="The board has the task.",
        back=reverse("gap-tracker"),
        says=f"{found.says} {found.found.headline}",
    )
    initial = {"due_on": clock.today() + timedelta(days=DAYS_TO_ANSWER)}
    form = GiveForm(attempts.submitted(request), initial=initial)

    def keep(given: dict[str, Any]) -> Task:
        return meetings.set_task(Task(what=found.what, says=found.says, **given), by=person_of(request))

    return attempts.answer(request, form, task, keep)


def _tracked(request: HttpRequest, indicator: str, area: str) -> Tracked:
    place = indicators.get_area(area)
    found = gaps.find(indicator, place, audience=figures.audience_of(request), on=clock.today())
    if found is None:
        raise NotFound("No gap of this can be shown.")
    return found


def _target_of(found: Tracked, given: dict[str, Any]) -> GapTarget:
    """A new target, from where the gap stands today."""
    index = found.index
    if index is None:
        raise NotFound("The newest year gives no index that a target could start from.")
    return GapTarget(
        indicator=found.indicator.key,
        area_code=found.area.code,
        baseline=index.value,
        baseline_lower=index.lower,
        baseline_upper=index.upper,
        baseline_words=found.found.newest.period.words(),
        **given,
    )
