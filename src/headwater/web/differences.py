"""Differences between groups of people, each with a note that explains it or says what is done, and the voices of those concerned."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Indicator
from headwater.insight.performance import actions, lens
from headwater.insight.performance.models import DifferenceNote, Stance
from headwater.vocabulary.errors import NotFound, Refused
from headwater.web import attempts, context, figures, together
from headwater.web.doors import needs, public
from headwater.web.doors import person as person_of

WRITES = "targets.edit"


class NoteForm(together.WrittenForm):
    """Explain or act, in words that anybody may read."""

    stance = forms.ChoiceField(label="What we say", choices=Stance.choices)
    says = together.long_text(
        "Why the groups differ, or what we do about it",
        help_text="Anybody may read this. Say what is known and by what; never blame a group.",
    )
    look_again_on = attempts.Day(label="We look at it again on")


@public
def differences(request: HttpRequest) -> HttpResponse:
    """One indicator by sex, age, ethnic group and deprivation, in the widest area."""
    audience = figures.audience_of(request)
    offered, area = lens.offered(audience=audience), lens.whole_area()
    page: dict[str, object] = {"offered": offered, "voices": lens.voices()}
    if offered and area:
        chosen = _chosen(request, offered)
        page["chosen"] = chosen
        try:
            found = lens.lens(chosen, area, audience=audience, on=clock.today())
            told = (row.figure for table in found.tables for row in table.rows)
            page |= {"lens": found, "sources": figures.each_source_once(told)}
        except Refused as refused:
            page["refused"] = refused.says
    page["writes"] = WRITES in context.held_by(request)
    return render(request, "vision/differences.html", page)


@needs(WRITES)
def note(request: HttpRequest, indicator: str, area: str, breakdown: str, category: str) -> HttpResponse:
    """Write or change what is said of one group's difference."""
    declared = registry.get_indicator(indicator)
    found = lens.find_note(indicator, area, breakdown, category)
    sorted_by = declared.breakdown(breakdown)
    if sorted_by is None or category not in sorted_by.categories:
        raise NotFound("This indicator has no such group.")
    place = indicators.get_area(area)
    task = attempts.Task(
        heading=f"Explain or act: {sorted_by.categories[category]}",
        button="Save",
        done="It is saved, and stands beside the difference.",
        back=f"{reverse('differences')}?indicator={indicator}",
        says=f"{declared.plain_title}, {sorted_by.title.lower()}, {place.name}.",
    )
    form = NoteForm(attempts.submitted(request), thing=found)
    if found is not None:
        return together.answer(request, form, task, found, actions.change_difference_note)

    def keep(given: dict[str, Any]) -> DifferenceNote:
        about = {"indicator": indicator, "area_code": area, "breakdown": breakdown, "category": category}
        return actions.note_difference(DifferenceNote(**about, **given), by=person_of(request))

    return attempts.answer(request, form, task, keep)


def _chosen(request: HttpRequest, offered: list[Indicator]) -> Indicator:
    """What was asked for; else the first that was released."""
    key = request.GET.get("indicator", "")
    if not key:
        return next((each for each in offered if each.key == "serious_violence"), offered[0])
    found = next((each for each in offered if each.key == key), None)
    if found is None:
        raise NotFound("There are no figures of that name by groups. Choose from the list.")
    return found
