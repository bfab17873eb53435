"""Forms for what people write together. The page knows which version its reader saw; where somebody else changed the
same words meanwhile, the reader's own stay in the form and, beside them, stands how it is now.

Fields of a form are named as those of the thing (`Written.WRITTEN`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, cast

from django import forms
from django.contrib import messages
from django.forms.models import apply_limit_choices_to_to_formfield
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from headwater.governance.partners import written
from headwater.governance.partners.models import Person, Version
from headwater.governance.partners.written import Written
from headwater.vocabulary.errors import Conflict, Invalid, Refused
from headwater.web.attempts import Task
from headwater.web.doors import person as person_of

Thing = TypeVar("Thing", bound=Written)
Changed_contra = TypeVar("Changed_contra", bound=Written, contravariant=True)


class Rewrite(Protocol[Changed_contra]):
    """The action that changes a thing."""

    def __call__(
        self, thing: Changed_contra, /, *, changes: dict[str, Any], seen: int, by: Person, reason: str
    ) -> object: ...


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


class WrittenForm(forms.Form):
    """The words of a thing. Of one that stands, also the version that the writer saw and why they write."""

    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why do you change it?",
        required=False,
        max_length=500,
        help_text="It stands with the new version. Name nobody whom records are about.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, thing: Written | None = None, **more: Any) -> None:
        more["initial"] = {**_begins(thing), **(more.get("initial") or {})}
        super().__init__(*args, **more)
        for field in self.fields.values():
            apply_limit_choices_to_to_formfield(field)
        reason = self.fields.pop("reason")
        if thing is None:
            del self.fields["seen"]
        else:
            self.fields["reason"] = reason  # asked last


class Lines(forms.CharField):
    """A list, one thing a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class Keys(forms.MultipleChoiceField):
    """Several things by their keys, to tick. One that was ticked once and is no longer offered stays ticked."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, **more)

    def offer(self, choices: Iterable[tuple[str, str]], ticked: Iterable[str] = ()) -> None:
        known = dict(choices)
        gone = [(key, f"{key} (no longer offered)") for key in ticked if key not in known]
        self.choices = [*known.items(), *gone]


def long_text(label: str, *, required: bool = True, help_text: str = "", rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, help_text=help_text, widget=widget)


def answer(
    request: HttpRequest, form: forms.Form, task: Task, thing: Thing, rewrite: Rewrite[Thing]
) -> HttpResponse:
    """Show the form, or write; after a conflict show both texts, and take the next try as having seen the newest."""
    theirs: list[Theirs] = []
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        seen, reason = given.pop("seen"), given.pop("reason", "")
        try:
            rewrite(thing, changes=given, seen=seen, reason=reason, by=person_of(request))
        except Conflict as conflict:
            form.add_error(None, conflict.says)
            theirs = _theirs(form, thing, seen)
            _take_as_seen(form, thing)
        except (Refused, Invalid) as error:
            form.add_error(None, error.says)
        else:
            messages.success(request, task.done)
            return redirect(task.back)
    page = {"form": form, "task": task, "theirs": theirs}
    return render(request, "desk/together.html", page, status=400 if form.errors else 200)


def history(thing: Written) -> list[Step]:
    """Every version, newest first, with what it changed."""
    versions = list(written.history(thing))
    before = [version.content for version in versions[1:]] + [{}]
    return [
        Step(version, tuple(_changed(former, version.content)) if former else ())
        for version, former in zip(versions, before, strict=True)
    ]


def _begins(thing: Written | None) -> dict[str, Any]:
    if thing is None:
        return {}
    return {**{name: getattr(thing, name) for name in thing.WRITTEN}, "seen": thing.version}


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (written.field_words(d.field).capitalize(), _words(d.before), _words(d.after))
        for d in written.differences(before, after)
    ]


def _theirs(form: forms.Form, thing: Written, seen: int) -> list[Theirs]:
    thing.refresh_from_db()
    then = written.version_of(thing.uuid, seen).content
    changed = [each.field for each in written.differences(then, written.content_of(thing))]
    return [
        Theirs(
            str(form.fields[name].label or written.field_words(name).capitalize()),
            _words(_as_read(thing, name)),
        )
        for name in changed
        if name in form.fields
    ]


def _take_as_seen(form: forms.Form, thing: Written) -> None:
    """The same words once more, now written by somebody who has seen the newest version."""
    sent = cast("QueryDict", form.data).copy()
    sent["seen"] = str(thing.version)
    form.data = sent


def _as_read(thing: Written, name: str) -> Any:
    """A field's value; of a choice, its words."""
    display = getattr(thing, f"get_{name}_display", None)
    return display() if display else getattr(thing, name)


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
