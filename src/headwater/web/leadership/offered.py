"""What the forms of leadership offer to choose from: organisations that take part, decisions, clauses of the strategy."""

from typing import Any

from django import forms
from django.db.models import Q

from headwater.governance.audit import clock
from headwater.governance.leadership import decisions
from headwater.governance.leadership.models import Decision
from headwater.governance.partners import lasting
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation
from headwater.governance.strategy import queries as strategy
from headwater.governance.strategy.models import ClauseKind

CHOSEN = (ClauseKind.PRIORITY, ClauseKind.OBJECTIVE, ClauseKind.OUTCOME, ClauseKind.LONG_TERM_OUTCOME)
LONGEST = 110


def organisations(label: str) -> "forms.ModelChoiceField[Organisation]":
    """Organisations that take part today."""
    return forms.ModelChoiceField(
        queryset=partners.organisations(), limit_choices_to=_today, label=label, empty_label="Choose one"
    )


def recorded_decisions(label: str) -> "forms.ModelChoiceField[Decision]":
    """Decisions of the ledger, newest first; none is an answer too."""
    return forms.ModelChoiceField(
        queryset=decisions.decisions().select_related(None).prefetch_related(None),
        required=False,
        label=label,
        empty_label="None",
    )


def clauses(kinds: tuple[ClauseKind, ...] = CHOSEN) -> list[tuple[str, str]]:
    """Clauses of the strategy that something may be linked to, by their address."""
    plan = strategy.the_strategy(clock.today())
    found = strategy.clauses(plan) if plan else []
    return [
        (strategy.address_of(each), f"{each.key}: {_short(each.text)}")
        for each in found
        if each.kind in kinds
    ]


class OneClause(forms.ChoiceField):
    """One clause of the strategy."""

    def __init__(self, *, kinds: tuple[ClauseKind, ...] = CHOSEN, none: str = "", **more: Any) -> None:
        super().__init__(choices=lambda: [*([("", none)] if none else []), *clauses(kinds)], **more)


class Clauses(forms.MultipleChoiceField):
    """Any clauses of the strategy. Those of an earlier plan that are named already may stay."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **more: Any) -> None:
        super().__init__(choices=clauses, required=False, **more)

    def valid_value(self, value: str) -> bool:
        return super().valid_value(value) or strategy.find_address(value) is not None


def _today() -> Q:
    return lasting.holding(clock.today())


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
