"""Boards: where decisions are made, for which area, since when, who sits on them for whom, and what part each voice has."""

from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.governance.leadership import actions, decisions, meetings
from headwater.governance.leadership import queries as leadership
from headwater.governance.leadership.models import Board, BoardKind, Voice
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation, Person
from headwater.insight.indicators import queries as indicators
from headwater.web import attempts, keys
from headwater.web.doors import needs
from headwater.web.doors import person as person_of
from headwater.web.pages import page_of, sought

READERS = ("boards.manage", "leadership.record", "strategy.read")
NEWEST = 6  # meetings and decisions that a board's page shows


class BoardForm(forms.Form):
    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(
        label="What it is for", choices=BoardKind.choices, initial=BoardKind.OTHER, required=False
    )
    area_code = forms.ChoiceField(label="Its area", required=False, help_text="Leave empty if it has none.")
    starts_on = attempts.Day(label="First day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = cast("forms.ChoiceField", self.fields["area_code"])
        area.choices = [("", "No area"), *indicators.wide_areas().items()]
        self.fields["starts_on"].initial = clock.today()


class DescriptionForm(forms.Form):
    kind = forms.ChoiceField(label="What it is for", choices=BoardKind.choices)
    terms = forms.CharField(
        label="Terms of reference",
        help_text="What it decides, how it decides, and how often it meets.",
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
    )


class EndingForm(attempts.ReasonForm):
    last_day = attempts.Day(label="Last day")
    successor = forms.ModelChoiceField(
        queryset=leadership.boards(),
        label="Which board takes over",
        required=False,
        help_text="Its duties go there. Leave empty if none does.",
    )

    def __init__(self, *args: Any, ending: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        successor = cast("forms.ModelChoiceField[Board]", self.fields["successor"])
        successor.queryset = leadership.boards(on=clock.today()).exclude(pk=ending.pk)


class SeatForm(forms.Form):
    person = forms.ModelChoiceField(queryset=partners.people(), label="Who")
    organisation = forms.ModelChoiceField(queryset=partners.organisations(), label="For which organisation")
    voice = forms.ChoiceField(
        label="For whom the seat speaks", choices=Voice.choices, initial=Voice.STATUTORY, required=False
    )
    votes = forms.ChoiceField(
        label="Does the seat have a vote?",
        choices=(("yes", "Yes"), ("no", "No")),
        initial="yes",
        required=False,
    )
    starts_on = attempts.Day(label="From")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Person]", self.fields["person"]).queryset = partners.people().filter(
            is_active=True
        )
        of = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        of.queryset = partners.organisations(on=clock.today())
        self.fields["starts_on"].initial = clock.today()


class LastDayForm(attempts.ReasonForm):
    last_day = attempts.Day(label="Last day")


@needs(*READERS)
def board_list(request: HttpRequest) -> HttpResponse:
    words, late = sought(request), meetings.overdue_by_board(on=clock.today())
    page = page_of(request, leadership.boards(having=words).select_related("successor"))
    places = _places(page.object_list)
    rows = [(each, places.get(each.area_code, ""), late.get(each.pk, 0)) for each in page.object_list]
    return render(request, "boards/list.html", {"page": page, "sought": words, "rows": rows})


@needs(*READERS)
def board(request: HttpRequest, key: str) -> HttpResponse:
    found, today = leadership.get_board(key), clock.today()
    context = {
        "board": found,
        "place": _places([found]).get(found.area_code, ""),
        "members": leadership.members(found, on=today),
        "holds": leadership.holds(found, on=today),
        "shares": leadership.voice_shares(found, on=today),
        "meetings": leadership.meetings(found)[:NEWEST],
        "attendance": meetings.attendance(found),
        "finished": meetings.finished(on=today, board=found),
        "overdue": meetings.overdue_tasks(on=today, board=found),
        "open_tasks": meetings.open_tasks(board=found).filter(due_on__gte=today),
        "decisions": decisions.decisions().filter(board=found)[:NEWEST],
    }
    return render(request, "boards/board.html", context)


@needs("boards.manage")
def describe(request: HttpRequest, key: str) -> HttpResponse:
    found = leadership.get_board(key)
    form = DescriptionForm(attempts.submitted(request), initial={"kind": found.kind, "terms": found.terms})
    task = attempts.Task(
        heading=f"What {found.name} is for",
        button="Save",
        done="What the board is for is written down.",
        back=reverse("board", args=[key]),
    )
    return attempts.answer(
        request,
        form,
        task,
        lambda given: actions.describe_board(found, **given, by=person_of(request)),
    )


@needs("boards.manage")
def register(request: HttpRequest) -> HttpResponse:
    task = attempts.Task(
        heading="Add a board",
        button="Add",
        done="The board is there. Give its members their seats.",
        back=reverse("boards"),
    )
    return attempts.answer(
        request,
        BoardForm(attempts.submitted(request)),
        task,
        lambda given: actions.register_board(
            **{**given, "kind": given["kind"] or BoardKind.OTHER},
            key=keys.key_of(given["name"], kind="board"),
            by=person_of(request),
        ),
        then=lambda made: reverse("board", args=[made.key]),
    )


@needs("boards.manage")
def end(request: HttpRequest, key: str) -> HttpResponse:
    found = leadership.get_board(key)

    def change(given: dict[str, Any]) -> Board:
        ends_on = given.pop("last_day") + timedelta(days=1)
        return actions.end_board(found, **given, ends_on=ends_on, by=person_of(request))

    task = attempts.Task(
        heading=f"{found.name} meets no more",
        button="Say so",
        done="Its last day is written down, and its seats end with it.",
        back=reverse("board", args=[key]),
        care=True,
    )
    return attempts.answer(request, EndingForm(attempts.submitted(request), ending=found), task, change)


@needs("boards.manage")
def seat(request: HttpRequest, key: str) -> HttpResponse:
    found = leadership.get_board(key)
    task = attempts.Task(
        heading=f"Give somebody a seat on {found.name}",
        button="Give the seat",
        done="The seat is taken. It opens nothing by itself: a role does.",
        back=reverse("board", args=[key]),
    )

    def change(given: dict[str, Any]) -> object:
        voice = Voice(given.pop("voice") or Voice.STATUTORY)
        kind = actions.Seat(voice, votes=given.pop("votes") != "no")
        return actions.seat_member(found, **given, seat=kind, by=person_of(request))

    return attempts.answer(request, SeatForm(attempts.submitted(request)), task, change)


@needs("boards.manage")
def unseat(request: HttpRequest, key: str, uuid: UUID) -> HttpResponse:
    found = leadership.get_board(key)
    member = get_object_or_404(found.members, uuid=uuid)
    task = attempts.Task(
        heading=f"{member.person.label} leaves {found.name}",
        button="End the seat",
        done="The last day of the seat is written down.",
        back=reverse("board", args=[key]),
    )

    def change(given: dict[str, Any]) -> object:
        ends_on = given["last_day"] + timedelta(days=1)
        return actions.unseat_member(member, ends_on=ends_on, reason=given["reason"], by=person_of(request))

    return attempts.answer(request, LastDayForm(attempts.submitted(request)), task, change)


def _places(boards: Any) -> dict[str, str]:
    """The names of the boards' areas, by code."""
    codes = {each.area_code for each in boards if each.area_code}
    return {code: name for code, name in indicators.wide_areas().items() if code in codes}
