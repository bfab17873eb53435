"""Meetings and the tasks that boards give: recorded, corrected, and across all boards what is overdue."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.governance.leadership import meetings
from headwater.governance.leadership import queries as leadership
from headwater.governance.leadership.models import Meeting, Task, Voice
from headwater.vocabulary.periods import day_words
from headwater.web import attempts, together
from headwater.web.doors import needs
from headwater.web.doors import person as person_of
from headwater.web.leadership import offered
from headwater.web.leadership.boards import READERS
from headwater.web.pages import page_of, sought

VOICES = {voice.label.lower(): voice for voice in Voice}


class Items(together.Lines):
    """The items of a meeting, each with the voice that brought it: `Young people: lighting in the park`."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(f"{Voice(each['voice']).label}: {each['item']}" for each in value)

    def clean(self, value: Any) -> Any:
        return [_item(line) for line in super().clean(value)]


class Papers(together.Lines):
    """Papers by title, each with its address behind a bar where it has one: `Budget | https://...`."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(" | ".join(filter(None, (each["title"], each["link"]))) for each in value)

    def clean(self, value: Any) -> Any:
        parts = (line.partition("|") for line in super().clean(value))
        return [{"title": title.strip(), "link": _address(link)} for title, _, link in parts]


class MeetingForm(together.WrittenForm):
    held_on = attempts.Day(label="Held on")
    place = forms.CharField(label="Where", max_length=200, required=False)
    items = Items(
        label="Items, and who brought each",
        required=False,
        help_text="One a line, such as “Young people: lighting in the park”. Begin with Statutory partners, Voluntary and "
        "community sector, Young people, or Residents and people with lived experience.",
    )
    papers = Papers(label="Papers", required=False, help_text="One a line: title | address.")
    minutes = together.long_text(
        "What was said", required=False, help_text="Name no person whom records are about."
    )


class TaskForm(together.WrittenForm):
    what = forms.CharField(label="What is to be done", max_length=300)
    owner = offered.organisations("Which organisation does it")
    owner_role = forms.CharField(
        label="Which post answers for it", max_length=200, required=False, help_text="A post, not a name."
    )
    due_on = attempts.Day(label="By when")
    decision = offered.recorded_decisions("From which decision")
    clause_key = offered.OneClause(label="Which part of the strategy it serves", none="None", required=False)


class TaskChangeForm(together.WrittenForm):
    what = forms.CharField(label="What is to be done", max_length=300)
    owner = offered.organisations("Which organisation does it")
    owner_role = forms.CharField(label="Which post answers for it", max_length=200, required=False)
    due_on = attempts.Day(label="By when")
    done_on = attempts.Day(label="Done on", required=False)
    says = together.long_text("How it is going", required=False)
    dropped_because = together.long_text(
        "Why it is dropped", required=False, help_text="Only if it will not be done."
    )


@needs("leadership.record")
def add(request: HttpRequest, key: str) -> HttpResponse:
    board = leadership.get_board(key)
    task = attempts.Task(
        heading=f"Record a meeting of {board.name}",
        button="Record",
        done="The meeting is recorded. Say who came.",
        back=reverse("board", args=[key]),
    )
    return attempts.answer(
        request,
        MeetingForm(attempts.submitted(request)),
        task,
        lambda given: meetings.record_meeting(Meeting(board=board, **given), by=person_of(request)),
        then=lambda made: reverse("attendance", args=[made.uuid]),
    )


@needs("leadership.record")
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    meeting = leadership.get_meeting(uuid)
    task = attempts.Task(
        heading="Correct what is written of a meeting",
        button="Save",
        done="The meeting is corrected.",
        back=reverse("board", args=[meeting.board.key]),
    )
    form = MeetingForm(attempts.submitted(request), thing=meeting)
    return together.answer(
        request,
        form,
        task,
        meeting,
        meetings.change_meeting,
    )


@needs("leadership.record")
def attendance(request: HttpRequest, uuid: UUID) -> HttpResponse:
    meeting = leadership.get_meeting(uuid)
    seated = leadership.seated_organisations(meeting.board, on=meeting.held_on)
    came = {each.organisation_id for each in meeting.attendance.all() if each.came}

    class AttendanceForm(forms.Form):
        organisations = forms.ModelMultipleChoiceField(
            queryset=seated,
            label="Tick each organisation that came",
            widget=forms.CheckboxSelectMultiple,
            required=False,
            initial=list(came),
        )

    task = attempts.Task(
        heading=f"Who came on {day_words(meeting.held_on)}",
        button="Save",
        done="Who came is noted.",
        back=reverse("board", args=[meeting.board.key]),
        says="Attendance is of organisations that had a seat on the day, not of people.",
    )

    def note(given: dict[str, Any]) -> object:
        there = {each: each in given["organisations"] for each in seated}
        return meetings.note_attendance(meeting, came=there, by=person_of(request))

    return attempts.answer(request, AttendanceForm(attempts.submitted(request)), task, note)


@needs(*READERS)
def task_list(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    words = sought(request)
    page = page_of(request, meetings.open_tasks(having=words))
    context = {
        "page": page,
        "sought": words,
        "overdue": [each for each in page.object_list if each.due_on < today],
        "open_tasks": [each for each in page.object_list if each.due_on >= today],
        "late": meetings.overdue_tasks(on=today).count(),
        "closed": meetings.tasks().exclude(pk__in=meetings.open_tasks()).order_by("-due_on")[:50],
        "finished": meetings.finished(on=today),
    }
    return render(request, "leadership/tasks.html", context)


@needs("leadership.record")
def add_task(request: HttpRequest, key: str) -> HttpResponse:
    board = leadership.get_board(key)
    task = attempts.Task(
        heading=f"A task from {board.name}",
        button="Give the task",
        done="The task is given.",
        back=reverse("board", args=[key]),
    )
    return attempts.answer(
        request,
        TaskForm(attempts.submitted(request)),
        task,
        lambda given: meetings.set_task(Task(board=board, **given), by=person_of(request)),
    )


@needs("leadership.record")
def change_task(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(meetings.tasks(), uuid=uuid)
    task = attempts.Task(
        heading="Change a task",
        button="Save",
        done="The task is changed.",
        back=reverse("tasks"),
        says=f"{found.board.name} gave it.",
    )
    form = TaskChangeForm(attempts.submitted(request), thing=found)
    return together.answer(
        request,
        form,
        task,
        found,
        meetings.change_task,
    )


def _item(line: str) -> dict[str, str]:
    voice, colon, item = line.partition(":")
    known = VOICES.get(voice.strip().lower())
    if not colon or known is None or not item.strip():
        raise forms.ValidationError(
            f"Say who brought it first, as in “Young people: …”. This line does not: {line}"
        )
    return {"item": item.strip(), "voice": known.value}


def _address(link: str) -> str:
    """Only addresses of pages: a link that runs something is none."""
    link = link.strip()
    if link and not link.startswith(("https://", "http://")):
        raise forms.ValidationError("The address of a paper begins with https://.")
    return link
