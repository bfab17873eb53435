"""For whom each intervention is: everybody of some ages in some areas. Said by people, and every version kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from headwater.governance.audit.action import Actor, action
from headwater.governance.evidence import queries as evidence
from headwater.governance.partners import written
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.models import Area
from headwater.insight.performance import rules
from headwater.insight.performance.models import TargetPopulation
from headwater.vocabulary.errors import Conflict, obey
from headwater.vocabulary.sentences import listed

KINDS = (
    "csp",
    "ltla",
    "utla",
)  # of the parts that needs and offers are set side by side for, the first that there are


@action
def declare(now: datetime, population: TargetPopulation, *, by: Actor) -> TargetPopulation:
    """Say for whom an intervention is."""
    evidence.get_intervention(population.intervention_key)
    _check(population, {})
    if find(population.intervention_key):
        raise Conflict("Somebody has just said for whom this is. Open it, and change it.")
    return written.begin(population, by=by, now=now)


@action
def change(
    now: datetime,
    population: TargetPopulation,
    changes: Mapping[str, Any],
    *,
    seen: int,
    by: Actor,
    reason: str = "",
) -> TargetPopulation:
    """Say it otherwise, or take it back; what was said before is kept."""
    if not changes.get("withdrawn", population.withdrawn):
        _check(population, changes)
    return written.rewrite(population, changes, seen=seen, by=by, now=now, reason=reason)


def find(intervention_key: str) -> TargetPopulation | None:
    """Withdrawn or not."""
    return TargetPopulation.objects.filter(intervention_key=intervention_key).first()


def by_intervention() -> dict[str, TargetPopulation]:
    """Every population that stands."""
    return {each.intervention_key: each for each in TargetPopulation.objects.filter(withdrawn=False)}


def parts() -> list[Area]:
    """The areas that needs and offers are set side by side for."""
    return next((found for kind in KINDS if len(found := list(indicators.areas(kind))) > 1), [])


def offered() -> list[Area]:
    """Where an intervention may be said to work: the whole, or parts of it."""
    top = indicators.top_area()
    return [*([top] if top else []), *parts()]


def people_of(population: TargetPopulation) -> float | None:
    """How many people it is for; None where that is not known of each area."""
    found = [
        indicators.find_people(
            code, youngest_years=population.youngest_years, oldest_years=population.oldest_years
        )
        for code in population.area_codes
    ]
    known = [each for each in found if each is not None]
    return sum(known) if known and len(known) == len(found) else None


def ages_in_words(population: TargetPopulation) -> str:
    """Its ages as people say them."""
    youngest, oldest = population.youngest_years, population.oldest_years
    if oldest < rules.OLDEST_YEARS:
        return f"ages {youngest} to {oldest}" if youngest < oldest else f"age {youngest}"
    return f"ages {youngest} and over" if youngest else "all ages"


def in_words(intervention_key: str) -> str:
    """For whom an intervention is, and about how many that are; empty where nobody has said it."""
    found = TargetPopulation.objects.filter(intervention_key=intervention_key, withdrawn=False).first()
    if found is None:
        return ""
    places = listed([indicators.get_area(code).name for code in found.area_codes])
    people = people_of(found)
    many = f": about {round(people, -1):,.0f} people" if people else ""
    return f"{ages_in_words(found).capitalize()}, {places}{many}"


def _check(population: TargetPopulation, changes: Mapping[str, Any]) -> None:
    names = ("area_codes", "youngest_years", "oldest_years")
    said = {name: changes.get(name, getattr(population, name)) for name in names}
    top = indicators.top_area()
    obey(rules.why_not_population(**said, whole_code=top.code if top else ""))
    for code in said["area_codes"]:
        indicators.get_area(code)
