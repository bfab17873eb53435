"""What changed in the system, for everybody: policy, practice, resource, or who decides. Not what was attended."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from headwater.governance.leadership import system_changes
from headwater.governance.leadership.models import ChangeKind, SystemChange
from headwater.web import attempts, together
from headwater.web.doors import needs, public
from headwater.web.doors import person as person_of
from headwater.web.leadership import offered
from headwater.web.pages import page_of, sought


class ChangeForm(together.WrittenForm):
    title = forms.CharField(label="In a few words", max_length=200)
    kind = forms.ChoiceField(label="What changed", choices=ChangeKind.choices)
    before = together.long_text("How it was before")
    after = together.long_text(
        "How it is now",
        help_text="What happens now that did not happen before: a rule, a way of working, money or people, or who decides.",
    )
    shown_by = together.long_text(
        "What shows it", help_text="A policy, a budget line, a rota, a minute.", rows=2
    )
    decided_by = forms.CharField(
        label="Who decided", max_length=200, help_text="A board or a post, not a name."
    )
    clause_keys = offered.Clauses(label="Which parts of the strategy it serves")
    decision = offered.recorded_decisions("From which decision of ours")
    still_so_on = attempts.Day(label="Last seen to hold on", required=False)


class NewChangeForm(ChangeForm):
    organisation = offered.organisations("Where it changed")
    changed_on = attempts.Day(label="Since when")
    field_order = ("title", "kind", "organisation", "changed_on")


class ReversibleForm(ChangeForm):
    reversed_on = attempts.Day(label="Reversed on", required=False, help_text="If it no longer holds.")


@public
def ledger(request: HttpRequest) -> HttpResponse:
    words = sought(request)
    found, kinds = list(system_changes.system_changes(having=words)), list(ChangeKind)
    page = page_of(request, sorted(found, key=lambda each: kinds.index(ChangeKind(each.kind))))
    by_kind = [(kind, [each for each in page.object_list if each.kind == kind]) for kind in kinds]
    told_whole = page.paginator.num_pages == 1 and not words
    context = {
        "page": page,
        "sought": words,
        "by_kind": [(kind, of_it) for kind, of_it in by_kind if of_it or told_whole],
    }
    return render(request, "leadership/system_changes.html", context)


@needs("leadership.record")
def add(request: HttpRequest) -> HttpResponse:
    task = attempts.Task(
        heading="Record a change of the system",
        button="Record",
        done="The change is in the ledger.",
        back=reverse("system-change"),
        says="Meetings, training and events matter, but they are not kept here. This ledger keeps what is different since.",
    )

    def keep(given: dict[str, Any]) -> SystemChange:
        return system_changes.record_system_change(SystemChange(**given), by=person_of(request))

    return attempts.answer(request, NewChangeForm(attempts.submitted(request)), task, keep)


@needs("leadership.record")
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(system_changes.system_changes(), uuid=uuid)
    task = attempts.Task(
        heading="Correct a change's entry", button="Save", done="It is saved.", back=reverse("system-change")
    )
    return together.answer(
        request,
        ReversibleForm(attempts.submitted(request), thing=found),
        task,
        found,
        system_changes.change_system_change,
    )
