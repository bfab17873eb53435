"""Pages on which people change what they write together. The page knows which version its reader saw; where somebody else
changed the same words meanwhile, the reader's words stay in the form and how it stands now is beside them.

Fields of a form are named as those of the paper (`Written.WRITTEN`).
"""

from collections.abc import Callable, Iterable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db import models
from django.forms.models import apply_limit_choices_to_to_formfield
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from headwater.governance.partners.written import Written
from headwater.vocabulary.errors import Conflict, Invalid, Refused
from headwater.web import attempts
from headwater.web.attempts import Task

CHANGED_MEANWHILE = "changed_meanwhile"


class PaperForm(forms.Form):
    """A form for something written together."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, paper: Written | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            apply_limit_choices_to_to_formfield(field)
        if paper is None:
            del self.fields["seen"]
            return
        self.initial = {name: getattr(paper, name) for name in self.fields if name in paper.WRITTEN}
        self.initial["seen"] = paper.version


class Lines(forms.CharField):
    """A list, one thing a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        return [line.strip() for line in text.splitlines() if line.strip()]


def long_text(label: str, *, required: bool = True, help_text: str = "", rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, help_text=help_text, widget=widget)


def change(
    request: HttpRequest,
    form: PaperForm,
    task: Task,
    paper: Written,
    make: Callable[[dict[str, Any], int], object],
) -> HttpResponse:
    """Show the paper's form, or change it by `make(what was given, version seen)` and go back."""
    beside: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        seen = given.pop("seen") or 1
        try:
            make(given, seen)
        except (Refused, Invalid, Conflict) as error:
            form.add_error(None, error.says)
            if error.code == CHANGED_MEANWHILE:
                beside = _beside(form, paper, given)
        else:
            messages.success(request, task.done)
            return redirect(task.back)
    page = {"form": form, "task": task, "beside": beside, "paper": paper}
    return render(request, "desk/rewrite.html", page, status=400 if form.errors else 200)


def form_of(form: Callable[..., PaperForm], request: HttpRequest, paper: Written | None = None) -> PaperForm:
    return form(attempts.submitted(request), paper=paper)


def _beside(form: PaperForm, paper: Written, given: dict[str, Any]) -> list[tuple[str, str]]:
    """How the fields stand now that read otherwise than what was given; the form has now seen that version."""
    paper.refresh_from_db()
    given_again = cast("QueryDict", form.data).copy()
    given_again["seen"] = str(paper.version)
    form.data = given_again
    return [
        (str(form.fields[name].label), words_of(paper, name))
        for name, value in given.items()
        if getattr(paper, name) != value
    ]


def words_of(paper: models.Model, name: str) -> str:
    """A field as people read it."""
    display = getattr(paper, f"get_{name}_display", None)
    value = display() if display else getattr(paper, name)
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return "Empty" if value in (None, "") else str(value)


def options(found: Iterable[tuple[str, str]], *, none: str = "") -> list[tuple[str, str]]:
    """Choices of a select, with one for nothing where `none` has words."""
    return [*([("", none)] if none else []), *found]
