"""A form for what people write together. Where two wrote the same field, nobody's words are lost: the page shows
the reader's own in the form and, beside them, how the thing stands now.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from headwater.governance.partners import written
from headwater.governance.partners.models import Version
from headwater.governance.partners.written import Written
from headwater.vocabulary.errors import Conflict, Invalid, Refused
from headwater.web.attempts import Task

Thing = TypeVar("Thing", bound=Written)
Change = Callable[[dict[str, Any], int, str], Written]  # the fields, the version seen, why


@dataclass(frozen=True)
class Theirs:
    """One field as it stands now, where somebody else changed it meanwhile."""

    label: str
    words: str


@dataclass(frozen=True)
class Step:
    """One version, and what it changed."""

    version: Version
    changes: tuple[tuple[str, str, str], ...]  # field, before, after


class SeenForm(forms.Form):
    """The version that the writer saw, and why they write. Fields of the thing are added by the page."""

    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why do you change it?",
        required=False,
        max_length=500,
        help_text="It stands with the new version. Name nobody whom records are about.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    field_order = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = self.fields.pop("reason")  # asked last


def initial(thing: Written, names: Mapping[str, Any]) -> dict[str, Any]:
    """What a form for these fields begins with."""
    found = {name: getattr(thing, name) for name in names if name in thing.WRITTEN}
    return {**found, "seen": thing.version}


def answer(
    request: HttpRequest, form: forms.Form, task: Task, thing: Written, change: Change
) -> HttpResponse:
    """Show the form, or write; after a conflict show both texts, and take the next try as having seen the newest."""
    theirs: list[Theirs] = []
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        seen, reason = given.pop("seen"), given.pop("reason", "")
        try:
            change(given, seen, reason)
        except Conflict as conflict:
            form.add_error(None, conflict.says)
            theirs = _theirs(form, thing, seen)
            form = _seen_now(form, thing)
        except (Refused, Invalid) as error:
            form.add_error(None, error.says)
        else:
            messages.success(request, task.done)
            return redirect(task.back)
    status = 400 if form.errors else 200
    return render(
        request, "desk/together.html", {"form": form, "task": task, "theirs": theirs}, status=status
    )


def history(thing: Written) -> list[Step]:
    """Every version, newest first, with what it changed."""
    versions = list(written.history(thing))
    before = [version.content for version in versions[1:]] + [{}]
    return [
        Step(version, tuple(_changed(former, version.content)) if former else ())
        for version, former in zip(versions, before, strict=True)
    ]


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    return [(_label(d.field), _words(d.before), _words(d.after)) for d in written.differences(before, after)]


def _theirs(form: forms.Form, thing: Written, seen: int) -> list[Theirs]:
    thing.refresh_from_db()
    then = written.version_of(thing.uuid, seen).content
    changed = [each.field for each in written.differences(then, written.content_of(thing))]
    return [
        Theirs(str(form.fields[name].label or _label(name)), _words(getattr(thing, name)))
        for name in changed
        if name in form.fields
    ]


def _seen_now(form: forms.Form, thing: Written) -> forms.Form:
    """The same words once more, now written by somebody who has seen the newest version."""
    assert isinstance(form.data, QueryDict)
    sent = form.data.copy()
    sent["seen"] = str(thing.version)
    form.data = sent
    return form


def _label(name: str) -> str:
    return name.removesuffix("_keys").replace("_", " ").capitalize()


def _words(value: Any) -> str:
    if value is None or value == "":
        return "Nothing"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(_words(each) for each in value) or "Nothing"
    if isinstance(value, dict):
        return ": ".join(str(each) for each in value.values())
    return str(value)
