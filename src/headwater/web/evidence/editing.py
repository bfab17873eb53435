"""Adding to the library and changing it: one page asks for one change, in the same way for every kind of thing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from headwater.governance.evidence import actions
from headwater.governance.evidence import queries as evidence
from headwater.governance.partners.written import Written
from headwater.web import attempts, keys, together
from headwater.web.doors import person as person_of
from headwater.web.evidence import forms as ours

KEPT = "Saved. The version before it stays."


@dataclass(frozen=True)
class Kind:
    """One kind of thing: its words, its pages, and how it is written and changed."""

    words: str
    page: str  # the name of the page of one; the list's is `back`
    back: str
    named: str  # the field that its key is made of
    form: type[forms.Form]
    change_form: type[together.WrittenForm]
    get: Callable[[str], Written]
    write: Callable[..., Any]
    change: Callable[..., Written]


FACTOR = Kind(
    words="factor",
    page="factor",
    back="factors",
    named="name",
    form=ours.FactorForm,
    change_form=ours.ChangeFactorForm,
    get=evidence.get_factor,
    write=actions.write_factor,
    change=actions.change_factor,
)
ENTRY = Kind(
    words="entry",
    page="evidence-entry",
    back="evidence",
    named="approach",
    form=ours.EvidenceForm,
    change_form=ours.ChangeEvidenceForm,
    get=evidence.get_evidence,
    write=actions.write_evidence,
    change=actions.change_evidence,
)
INTERVENTION = Kind(
    words="intervention",
    page="intervention",
    back="interventions",
    named="name",
    form=ours.InterventionForm,
    change_form=ours.ChangeInterventionForm,
    get=evidence.get_intervention,
    write=actions.write_intervention,
    change=actions.change_intervention,
)
BRIEF = Kind(
    words="research brief",
    page="brief",
    back="research",
    named="title",
    form=ours.BriefForm,
    change_form=ours.ChangeBriefForm,
    get=lambda key: evidence.get_brief(key, drafts=True),
    write=actions.draft_brief,
    change=actions.change_brief,
)


def add(
    request: HttpRequest, kind: Kind, *, begins: dict[str, Any] | None = None, says: str = ""
) -> HttpResponse:
    """A new thing; its key is made of its name."""
    article = "an" if kind.words[0] in "aei" else "a"
    task = attempts.Task(
        heading=f"Add {article} {kind.words}",
        button="Save",
        done="Saved.",
        back=reverse(kind.back),
        says=says,
    )
    form = kind.form(attempts.submitted(request), initial=begins or {})

    def write(given: dict[str, Any]) -> Any:
        key = keys.key_of(given[kind.named], kind=kind.page)
        return kind.write(key, given, by=person_of(request))

    return attempts.answer(request, form, task, write, then=lambda made: reverse(kind.page, args=[made.key]))


def change(request: HttpRequest, kind: Kind, key: str) -> HttpResponse:
    """The same fields once more, as they stand."""
    thing = kind.get(key)
    task = attempts.Task(
        heading=f"Change: {thing}", button="Save", done=KEPT, back=reverse(kind.page, args=[key])
    )
    form = kind.change_form(attempts.submitted(request), thing=thing)
    return together.answer(request, form, task, thing, kind.change)
