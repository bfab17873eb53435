"""The decision ledger, public where a decision is marked so: what was decided, on what ground, and who was involved."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.governance.leadership import decisions
from headwater.governance.leadership import queries as leadership
from headwater.governance.leadership.models import Decision
from headwater.web import attempts, context, keys, together
from headwater.web.doors import needs, public
from headwater.web.doors import person as person_of
from headwater.web.leadership import offered
from headwater.web.pages import page_of, sought

READ = "strategy.read"  # opens decisions that are not public
KEY_LENGTH = 80  # without the month


class DecisionForm(together.WrittenForm):
    title = forms.CharField(label="In a few words", max_length=200)
    decided = together.long_text("What was decided")
    because = together.long_text("Why", required=False)
    changes = together.long_text("What it changes, and for whom", required=False)
    clause_keys = offered.Clauses(label="Which parts of the strategy it serves")
    evidence_keys = together.Lines(
        label="Evidence that it rests on",
        required=False,
        help_text="Keys of the evidence library, one a line.",
    )
    is_public = forms.BooleanField(label="It is public", required=False, initial=True)
    public_words = together.long_text(
        "In plain words, for the public page",
        required=False,
        help_text="Short words that a twelve-year-old reads. Blame nobody.",
    )
    review_on = attempts.Day(label="Looked at again on", required=False)


class NewDecisionForm(DecisionForm):
    decided_on = attempts.Day(label="Decided on")
    field_order = ("title", "decided_on")


@public
def ledger(request: HttpRequest) -> HttpResponse:
    seen = _only_public(request)
    words = sought(request)
    page = {
        "page": page_of(request, decisions.decisions(public=seen, having=words)),
        "sought": words,
        "all": decisions.decisions(public=seen).count(),
        "nobody": decisions.nobody_involved(public=seen).count(),
    }
    return render(request, "leadership/decisions.html", page)


@public
def decision(request: HttpRequest, key: str) -> HttpResponse:
    found = decisions.get_decision(key, public=_only_public(request))
    return render(
        request, "leadership/decision.html", {"decision": found, "reads_all": not _only_public(request)}
    )


@needs("leadership.record")
def add(request: HttpRequest, key: str) -> HttpResponse:
    board = leadership.get_board(key)
    task = attempts.Task(
        heading=f"Record a decision of {board.name}",
        button="Record",
        done="The decision is in the ledger. Link what people said to it, or the page says that nobody was involved.",
        back=reverse("board", args=[key]),
    )

    def keep(given: dict[str, Any]) -> Decision:
        title = keys.key_of(given["title"], kind="decision", most=KEY_LENGTH)
        named = f"{given['decided_on']:%Y-%m}-{title}"
        return decisions.record_decision(Decision(board=board, key=named, **given), by=person_of(request))

    return attempts.answer(
        request,
        NewDecisionForm(attempts.submitted(request)),
        task,
        keep,
        then=lambda made: reverse("decision", args=[made.key]),
    )


@needs("leadership.record")
def change(request: HttpRequest, key: str) -> HttpResponse:
    found = decisions.get_decision(key)
    task = attempts.Task(
        heading="Correct a decision's entry",
        button="Save",
        done="The entry is corrected, and how it read before is kept.",
        back=reverse("decision", args=[key]),
        says="If the board decided otherwise later, record that as a new decision.",
    )
    form = DecisionForm(attempts.submitted(request), thing=found)
    return together.answer(
        request,
        form,
        task,
        found,
        decisions.change_decision,
    )


def _only_public(request: HttpRequest) -> bool:
    return not context.held_by(request) & {READ, "leadership.record"}
