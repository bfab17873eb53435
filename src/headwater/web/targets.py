"""Targets and comparators: set, changed with a reason, and every version kept."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation, Person
from headwater.governance.strategy import queries as strategy
from headwater.governance.strategy.models import Clause
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Direction
from headwater.insight.indicators.models import Area
from headwater.insight.performance import actions, queries
from headwater.insight.performance.models import Comparators, Target
from headwater.vocabulary.errors import Refused
from headwater.web import attempts, context, figures, together
from headwater.web.doors import needs, public
from headwater.web.doors import person as person_of
from headwater.web.performance import SETS_TARGETS
from headwater.web.strategy import readers

KINDS = ("pfa", "utla", "csp", "ltla", "region", "country")
BASELINE = ("baseline", "baseline_lower", "baseline_upper", "baseline_words")
SAVED = "Saved. The version before it is kept."


class TargetForm(together.WrittenForm):
    """What the figure was, what it should be, by when, and who answers for it."""

    baseline = forms.FloatField(label="Where it stood", min_value=0)
    baseline_lower = forms.FloatField(
        label="Least that the baseline may have been",
        min_value=0,
        help_text="The lower end of its likely range. A target inside the range would show nothing.",
    )
    baseline_upper = forms.FloatField(label="Most that the baseline may have been", min_value=0)
    baseline_words = forms.CharField(label="Which year the baseline is of", max_length=200)
    aim = forms.FloatField(label="What it should be", min_value=0)
    due_on = attempts.Day(label="By which day")
    owner = forms.ModelChoiceField(
        queryset=partners.organisations(),
        label="Who answers for it",
        required=False,
        empty_label="Nobody yet",
    )
    owner_role = forms.CharField(label="Their post", required=False, max_length=200)
    clause_key = forms.ChoiceField(label="Which clause it serves", required=False)
    because = forms.CharField(
        label="Why this target",
        required=False,
        help_text="Such as what others have reached, and over how long.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, thing: Target | None = None, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        owner = cast("forms.ModelChoiceField[Organisation]", self.fields["owner"])
        owner.queryset = readers.owners(and_also=thing.owner if thing else None)
        choices = readers.clause_choices(among=strategy.plans())
        cast("forms.ChoiceField", self.fields["clause_key"]).choices = choices


class NewTargetForm(TargetForm):
    """Of which indicator, and where."""

    indicator = forms.ChoiceField(
        label="Of what", help_text="Where neither way is good by itself there can be no target."
    )
    area_code = forms.ChoiceField(label="Where")
    field_order = ("indicator", "area_code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["indicator"]).choices = _indicators()
        cast("forms.ChoiceField", self.fields["area_code"]).choices = _areas()


class ChangeTargetForm(TargetForm, together.WrittenForm):
    """The same words, or an end to it."""

    withdrawn = forms.BooleanField(label="It is no target any more", required=False)


class ComparatorsForm(together.WrittenForm):
    """Which areas, and why these."""

    area_codes = forms.MultipleChoiceField(
        label="Areas to set it beside",
        help_text="Choose areas that are alike in what drives violence, before you look at their figures.",
        widget=forms.CheckboxSelectMultiple,
    )
    because = forms.CharField(label="How are they like this one?", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = figures.named(area.kind).exclude(code=area.code)
        field = cast("forms.MultipleChoiceField", self.fields["area_codes"])
        field.choices = list(others.values_list("code", "name"))


@public
def target(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One target: how it stands, by which figure, who answers, and every version."""
    found = queries.get_target(uuid)
    aimed = queries.aimed(found, audience=figures.audience_of(request), on=clock.today())
    page = {
        "aimed": aimed,
        "clause": aimed.clause if aimed.clause and _may_read(request, aimed.clause) else None,
        "history": together.history(found) if "strategy.read" in context.held_by(request) else [],
        "sets_targets": SETS_TARGETS in context.held_by(request),
    }
    return render(request, "performance/target.html", page)


@needs(SETS_TARGETS)
def add(request: HttpRequest) -> HttpResponse:
    """Begun with the newest released figure as its baseline, where an indicator and an area are named."""
    form = NewTargetForm(attempts.submitted(request), initial=_initial(request))
    task = attempts.Task(
        heading="Set a target",
        button="Set it",
        done="The target is set.",
        back=reverse("performance"),
        says="It is judged by the whole likely range of the newest figure of a year, and never by the figure alone.",
    )

    def make(given: dict[str, Any]) -> Target:
        base = actions.Baseline(*(given.pop(name) for name in BASELINE))
        return actions.set_target(actions.TargetTerms(baseline=base, **given), by=person_of(request))

    return attempts.answer(request, form, task, make, then=_address)


@needs(SETS_TARGETS)
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = queries.get_target(uuid)
    form = ChangeTargetForm(attempts.submitted(request), thing=found)
    task = attempts.Task(heading="Change the target", button="Save", done=SAVED, back=_address(found))
    return together.answer(request, form, task, found, actions.change_target)


@needs(SETS_TARGETS)
def comparators(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the areas that one is set beside, or choose others."""
    area = indicators.get_area(code)
    there = queries.find_comparators(code)
    form = ComparatorsForm(attempts.submitted(request), area=area, thing=there)
    task = attempts.Task(
        heading=f"What {area.name} is set beside",
        button="Save",
        done=SAVED,
        back=reverse("area", args=[code]),
    )
    if there is not None:
        return together.answer(request, form, task, there, _choose_again)

    def make(given: dict[str, Any]) -> Comparators:
        return actions.choose_comparators(code, **given, by=person_of(request))

    return attempts.answer(request, form, task, make)


def _choose_again(
    there: Comparators, *, changes: dict[str, Any], seen: int, reason: str, by: Person
) -> Comparators:
    return actions.choose_comparators(there.area_code, **changes, seen=seen, reason=reason, by=by)


def _may_read(request: HttpRequest, clause: Clause) -> bool:
    """Not of a draft, where the reader may not read drafts."""
    return strategy.plans(public_only=readers.public_only(request)).filter(pk=clause.plan_id).exists()


def _address(found: Target) -> str:
    return reverse("target", args=[found.uuid])


def _indicators() -> list[tuple[str, str]]:
    return [
        (each.key, each.plain_title)
        for each in registry.by_title()
        if each.direction is not Direction.AMBIGUOUS
    ]


def _areas() -> list[tuple[str, Any]]:
    """Areas by kind, widest first."""
    return [
        (words, [(each.code, each.name) for each in found]) for words, found in figures.areas_by_kind(KINDS)
    ]


def _initial(request: HttpRequest) -> dict[str, Any]:
    """What the address names, and the newest figure of a year as the baseline."""
    indicator, code = request.GET.get("indicator", ""), request.GET.get("area", "")
    asked = {"indicator": indicator, "area_code": code}
    try:
        known = indicator in registry.indicators() and code
        audience = figures.audience_of(request)
        figure = queries.yearlong(indicator, code, audience=audience, on=clock.today()) if known else None
    except Refused:
        figure = None
    if figure is None or figure.value is None:
        return asked
    numbers = (figure.value, figure.lower, figure.upper)
    rounded = [None if number is None else round(number, 1) for number in numbers]
    return {**asked, **dict(zip(BASELINE, (*rounded, figure.period.words()), strict=True))}
