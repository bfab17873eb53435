"""Areas side by side: one indicator, one kind of area, the newest year; the funnel, the table beside it, the downloads. No ranks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.governance.audit import clock
from headwater.insight.charts import of_areas
from headwater.insight.charts import queries as charts
from headwater.insight.charts.models import Chart
from headwater.insight.indicators import comparison, registry
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.said_of_areas import ReleasedComparison
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound, Refused
from headwater.web import beside_files, figures, trends
from headwater.web.doors import public


@dataclass(frozen=True)
class Choice:
    """What the reader picked, checked against what there is."""

    offered: Mapping[str, Sequence[str]]  # indicator -> kinds of area
    indicator: Indicator
    kind: str

    @property
    def indicators(self) -> list[Indicator]:
        return registry.by_title(self.offered)

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(kind, figures.KIND_WORDS[kind]) for kind in self.offered[self.indicator.key]]

    @property
    def address(self) -> str:
        return f"indicator={self.indicator.key}&kind={self.kind}"


@public
def compare(request: HttpRequest) -> HttpResponse:
    audience = figures.audience_of(request)
    choice = _chosen(request, audience)
    if choice is None:
        return render(request, "public/compare.html")
    page: dict[str, object] = {"choice": choice}
    try:
        found = _found(choice, audience)
        page |= {"found": found, "chart": _chart(found, audience)}
    except (NotFound, Refused) as reason:
        page["reason"] = reason.says
    return render(request, "public/compare.html", page)


@public
def table(request: HttpRequest, kind: str) -> HttpResponse:
    """The areas as a file, or what its columns mean: the same choice, the same door."""
    found = _asked(request, figures.audience_of(request))
    title = f"{registry.get_indicator(found.indicator).title}: areas side by side, {found.period.words()}"
    name = f"{found.indicator}-{found.kind}-side-by-side"
    return beside_files.table(request, kind, name, beside_files.comparison_table(found, title))


@public
def picture(request: HttpRequest, kind: str) -> HttpResponse:
    """The funnel as a file, with its title, source and caveats inside."""
    audience = figures.audience_of(request)
    found = _asked(request, audience)
    return trends.drawn(_chart(found, audience), kind, f"{found.indicator}-{found.kind}-side-by-side")


def _chosen(request: HttpRequest, audience: Audience) -> Choice | None:
    """None where nothing was released that could be compared."""
    offered = comparison.offered(audience=audience)
    if not offered:
        return None
    key = request.GET.get("indicator") or next((k for k in figures.offers(audience) if k in offered), "")
    if key not in offered:
        raise NotFound("There are no figures of that name by areas. Choose from the list.")
    kind = request.GET.get("kind", "")
    return Choice(offered, registry.get_indicator(key), kind if kind in offered[key] else offered[key][-1])


def _asked(request: HttpRequest, audience: Audience) -> ReleasedComparison:
    choice = _chosen(request, audience)
    if choice is None:
        raise NotFound("Nothing was released yet that could be compared.")
    return _found(choice, audience)


def _found(choice: Choice, audience: Audience) -> ReleasedComparison:
    return comparison.comparison(choice.indicator.key, choice.kind, audience=audience, on=clock.today())


def _chart(found: ReleasedComparison, audience: Audience) -> Chart | None:
    grain = found.areas[0].figure.grain
    return charts.find_chart(
        found.indicator, found.kind, audience=audience, grain=grain, category=of_areas.FUNNEL
    )
