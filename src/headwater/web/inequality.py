"""Inequality: how much oftener things happen where people are poorest, whether that gap closes, and how unequally groups are
hurt. One indicator, one area; the ladder, the tables, the downloads.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.governance.audit import clock
from headwater.insight.charts import of_areas
from headwater.insight.charts import queries as charts
from headwater.insight.charts.models import Chart
from headwater.insight.indicators import disparities, gradient, registry
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.said_of_areas import ReleasedDisparities, ReleasedGradient
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.periods import Grain
from headwater.web import beside_files, figures, trends
from headwater.web.doors import public

Areas = list[tuple[str, list[Area]]]


@dataclass(frozen=True)
class Choice:
    """What the reader picked, checked against what there is."""

    offered: Mapping[str, Set[str]]  # indicator -> kinds of area
    indicator: Indicator
    areas: Areas
    area: Area

    @property
    def indicators(self) -> list[Indicator]:
        return registry.by_title(self.offered)

    @property
    def address(self) -> str:
        return f"indicator={self.indicator.key}&area={self.area.code}"


@public
def inequality(request: HttpRequest) -> HttpResponse:
    audience = figures.audience_of(request)
    choice = _chosen(request, audience)
    if choice is None:
        return render(request, "public/inequality.html")
    page: dict[str, object] = {"choice": choice}
    try:
        page |= {
            "groups": _groups(choice, audience),
            "found": _found(choice, audience),
            "chart": _chart(choice, audience),
        }
    except (NotFound, Refused) as reason:
        page["reason"] = reason.says
    return render(request, "public/inequality.html", page)


@public
def table(request: HttpRequest, kind: str) -> HttpResponse:
    """Every year's fifths and indices as a file, or what its columns mean: the same choice, the same door."""
    audience = figures.audience_of(request)
    choice = _asked(request, audience)
    found = _found(choice, audience)
    title = f"{choice.indicator.title} by deprivation, {found.area_name}"
    name = f"{choice.indicator.key}-{choice.area.code}-deprivation"
    return beside_files.table(request, kind, name, beside_files.gradient_table(found, title))


@public
def picture(request: HttpRequest, kind: str) -> HttpResponse:
    """The ladder as a file, with its title, source and caveats inside."""
    audience = figures.audience_of(request)
    choice = _asked(request, audience)
    name = f"{choice.indicator.key}-{choice.area.code}-deprivation"
    return trends.drawn(_chart(choice, audience), kind, name)


def _chosen(request: HttpRequest, audience: Audience) -> Choice | None:
    """None where nothing was released by deprivation."""
    offered = gradient.offered(audience=audience)
    if not offered:
        return None
    key = request.GET.get("indicator") or next((k for k in figures.offers(audience) if k in offered), "")
    if key not in offered:
        raise NotFound("There are no figures of that name by deprivation. Choose from the list.")
    areas = figures.areas_by_kind(offered[key])
    every = {area.code: area for _, found in areas for area in found}
    if not every:
        return None
    area = every.get(request.GET.get("area", "")) or next(iter(every.values()))
    return Choice(offered, registry.get_indicator(key), areas, area)


def _asked(request: HttpRequest, audience: Audience) -> Choice:
    choice = _chosen(request, audience)
    if choice is None:
        raise NotFound("Nothing was released yet by deprivation.")
    return choice


def _found(choice: Choice, audience: Audience) -> ReleasedGradient:
    return gradient.gradient(choice.indicator.key, choice.area.code, audience=audience, on=clock.today())


def _groups(choice: Choice, audience: Audience) -> ReleasedDisparities | None:
    """None where the indicator has no such figures for this area, or too much of them is hidden."""
    kinds = disparities.offered(audience=audience).get(choice.indicator.key, set())
    if not kinds.intersection(choice.area.kinds):
        return None
    try:
        return disparities.disparities(
            choice.indicator.key, choice.area.code, audience=audience, on=clock.today()
        )
    except NotFound:
        return None


def _chart(choice: Choice, audience: Audience) -> Chart | None:
    return charts.find_chart(
        choice.indicator.key,
        choice.area.code,
        audience=audience,
        breakdown=gradient.BREAKDOWN,
        grain=Grain.YEAR,
        category=of_areas.LADDER,
    )
