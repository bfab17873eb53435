"""A form that asks for one change: shown, filled in, tried, and shown again with what was wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from headwater.vocabulary.errors import Conflict, Invalid, Refused

Made = TypeVar("Made")


@dataclass(frozen=True)
class Task:
    """The words of a page that asks for one change, and where to go back to."""

    heading: str
    button: str
    done: str  # what the page says afterwards
    back: str  # address of the page before
    says: str = ""
    care: bool = False  # a change that is hard to undo


def answer(
    request: HttpRequest,
    form: forms.Form,
    task: Task,
    change: Callable[[dict[str, Any]], Made],
    *,
    then: Callable[[Made], str] | None = None,
) -> HttpResponse:
    """Show the form, or make the change and go to the address of what it made; without one, back."""
    if request.method == "POST" and form.is_valid():
        try:
            made = change(form.cleaned_data)
        except (Refused, Invalid, Conflict) as error:
            form.add_error(None, error.says)
        else:
            messages.success(request, task.done)
            return redirect(then(made) if then else task.back)
    status = 400 if form.errors else 200
    return render(request, "desk/form.html", {"form": form, "task": task}, status=status)


def submitted(request: HttpRequest) -> Any:
    """What was sent, or None for a form that is only opened."""
    return request.POST if request.method == "POST" else None


class ReasonForm(forms.Form):
    """For a change that asks for nothing but why."""

    reason = forms.CharField(
        label="Why?",
        help_text="It is kept in the audit trail. Name nobody whom records are about.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Day(forms.DateField):
    """A day, typed or picked."""

    widget = forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d")
    input_formats = ("%Y-%m-%d", "%d/%m/%Y")
