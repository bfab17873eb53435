"""Whom interventions reach, of those they are for; where the need is, and what is offered there.

The page is for everybody. What providers returned is shown to partners alone.
"""

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.governance.evidence import queries as evidence
from headwater.governance.evidence.models import Intervention
from headwater.insight.performance import populations, rules
from headwater.insight.performance import reach as reached
from headwater.insight.performance.models import TargetPopulation
from headwater.insight.release.draft import Audience
from headwater.places.population import find_band
from headwater.web import attempts, context, figures, together
from headwater.web.doors import needs, public
from headwater.web.doors import person as person_of

SAYS_FOR_WHOM = "evidence.edit"


class PopulationForm(together.WrittenForm):
    """Ages and places."""

    youngest_years = forms.IntegerField(label="Youngest age", min_value=0, max_value=rules.OLDEST_YEARS)
    oldest_years = forms.IntegerField(
        label="Oldest age",
        min_value=0,
        max_value=rules.OLDEST_YEARS,
        help_text=f"{rules.OLDEST_YEARS} stands for {rules.OLDEST_YEARS} and over.",
    )
    area_codes = forms.MultipleChoiceField(
        label="Where it works", widget=forms.CheckboxSelectMultiple, help_text="The whole, or its parts."
    )
    says = together.long_text(
        "Who among them, in words",
        required=False,
        rows=2,
        help_text="Such as: young people whom school or youth justice sends. Describe a group, and nobody in it.",
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = cast("forms.MultipleChoiceField", self.fields["area_codes"])
        field.choices = [(each.code, each.name) for each in populations.offered()]


class ChangePopulationForm(PopulationForm):
    withdrawn = forms.BooleanField(label="Take it back: it is not known for whom it is", required=False)


@public
def reach(request: HttpRequest) -> HttpResponse:
    """Every intervention with the share of its people whom it reached, and each area with its need and its offers."""
    audience = figures.audience_of(request)
    page = {
        "found": reached.reach(audience=audience, on=clock.today()),
        "partner": audience is Audience.PARTNER,
        "may_say": SAYS_FOR_WHOM in context.held_by(request),
    }
    return render(request, "performance/reach.html", page)


@needs(SAYS_FOR_WHOM)
def for_whom(request: HttpRequest, key: str) -> HttpResponse:
    """Say for whom an intervention is, or say it otherwise."""
    intervention = evidence.get_intervention(key)
    task = attempts.Task(
        heading=f"For whom is it? {intervention.name}",
        button="Save",
        done="Saved.",
        back=reverse("reach"),
        says="Everybody of these ages who lives there. By that number the page says how many it reaches.",
    )
    found = populations.find(key)
    if found is not None:
        form = ChangePopulationForm(attempts.submitted(request), thing=found)
        return together.answer(request, form, task, found, populations.change)

    def keep(given: dict[str, Any]) -> TargetPopulation:
        said = TargetPopulation(intervention_key=key, **given)
        return populations.declare(said, by=person_of(request))

    begun = PopulationForm(attempts.submitted(request), initial=_ages(intervention))
    return attempts.answer(request, begun, task, keep)


def _ages(intervention: Intervention) -> dict[str, int]:
    """The ages that the library names, where they can be read as numbers."""
    band = find_band(intervention.age_band)
    if band is None:
        return {}
    oldest = rules.OLDEST_YEARS if band.oldest_years is None else band.oldest_years
    return {"youngest_years": band.youngest_years, "oldest_years": oldest}
