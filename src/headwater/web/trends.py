"""Trends: one indicator, one area, everybody or by group; the chart, the table beside it, the downloads."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.insight.charts import beside
from headwater.insight.charts import queries as charts
from headwater.insight.charts.models import Chart
from headwater.insight.indicators.said import ReleasedGaps
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound, Refused
from headwater.web import choices, downloads, figures, months
from headwater.web.doors import public


@public
def trends(request: HttpRequest) -> HttpResponse:
    audience = figures.audience_of(request)
    choice = choices.chosen(request, audience)
    if choice is None:
        return render(request, "public/trends.html")
    reading = _read(choice, audience)
    if reading is None:
        return render(request, "public/trends.html", {"choice": choice})
    page = {
        "choice": choice,
        "reading": reading,
        "chart": None if reading.refused else _chart(choice, reading, audience),
        "gaps": [] if reading.refused else _gaps(choice, audience),
        "months": None
        if reading.refused
        else months.of_area(request, reading.indicator, reading.area, audience),
        "weeks": None if reading.refused else months.weeks_of(reading.indicator, reading.area, audience),
        "asked": choice.address(reading),
    }
    return render(request, "public/trends.html", page)


@public
def table(request: HttpRequest, kind: str) -> HttpResponse:
    """The figures of the trends page as a file: the same choice, the same door."""
    audience = figures.audience_of(request)
    choice = choices.chosen(request, audience)
    reading = _read(choice, audience) if choice else None
    if reading and reading.refused:
        raise Refused(reading.refused)
    if choice is None or reading is None or reading.whole is None:
        raise NotFound("There are no figures for this choice.")
    found = [reading.whole, *reading.parts]
    title = f"{reading.indicator.title}, {reading.area.name}"
    name = f"{reading.indicator.key}-{reading.area.code}"
    origin = reading.whole.provenance
    if kind == "xlsx":
        return downloads.attached(downloads.as_workbook(found, title=title, origins=[origin]), kind, name)
    if kind == "json":
        description = downloads.metadata(f"{name}.csv", title, origin)
        return downloads.attached(description, downloads.DESCRIBED, name)
    address = f"{reverse('trends-table', args=['json'])}?{choice.address(reading)}"
    return downloads.described(downloads.attached(downloads.as_csv(found), kind, name), at=address)


@public
def picture(request: HttpRequest, kind: str) -> HttpResponse:
    """The chart of the trends page as a file, with its title, source and caveats inside."""
    audience = figures.audience_of(request)
    choice = choices.chosen(request, audience)
    reading = _read(choice, audience) if choice else None
    beside = request.GET.get("beside", "")
    chart = _picture(choice, reading, beside, audience) if choice and reading else None
    name = f"{reading.indicator.key}-{reading.area.code}-{beside or reading.grain}" if reading else ""
    return drawn(chart, kind, name)


def _picture(
    choice: choices.Choice, reading: figures.Reading, beside: str, audience: Audience
) -> Chart | None:
    """The chart of the choice, or one that stands beside it: of jumps, of the level or of weeks."""
    if not beside:
        return _chart(choice, reading, audience)
    if beside not in months.WHICH:
        raise NotFound("There is no chart of that name here.")
    return months.picture(reading.indicator, reading.area, beside, audience)


def drawn(chart: Chart | None, kind: str, name: str) -> HttpResponse:
    """A drawing as a file, in lines or in dots."""
    if chart is None:
        raise NotFound("There is no chart for this choice: too few to draw one.")
    return downloads.attached(charts.png(chart) if kind == "png" else chart.svg.encode(), kind, name)


@public
def gaps_picture(request: HttpRequest, kind: str) -> HttpResponse:
    """The chart of days between rare events as a file: the same choice, for partners."""
    audience = figures.audience_of(request)
    choice = choices.chosen(request, audience)
    found = _gaps(choice, audience) if choice else []
    group = request.GET.get("group", charts.WHOLE)
    chart = next((each.chart for each in found if each.category == group), None)
    return drawn(chart, kind, f"days-between-{group}")


@dataclass(frozen=True)
class Gaps:
    """The days between rare events of one group, drawn and in words."""

    category: str
    title: str
    said: ReleasedGaps
    chart: Chart | None

    @property
    def rows(self) -> list[tuple[str, int]]:
        """The month that each gap ended in, and its days, newest first."""
        return list(zip(self.said.ends, self.said.gaps_days, strict=True))[::-1]


def _gaps(choice: choices.Choice, audience: Audience) -> list[Gaps]:
    """Every group's chart of days between events; none for the public, and where there are too few."""
    indicator, area = choice.offer.indicator, choice.area
    found = []
    for category, title in beside.gap_groups(indicator).items() if area else ():
        assert area is not None
        chart = beside.find_gaps(indicator, area.code, category, audience=audience)
        said = beside.days_between(indicator, area.code, category, audience=audience)
        if said is not None:
            found.append(Gaps(category, title or "Everybody", said, chart))
    return found


def _chart(choice: choices.Choice, reading: figures.Reading, audience: Audience) -> Chart | None:
    """The drawing of everybody, or of the groups where the reader asked for them."""
    by_people = "" if reading.inside else reading.breakdown
    return charts.find_chart(
        choice.offer.indicator.key,
        reading.area.code,
        audience=audience,
        grain=reading.grain,
        breakdown=by_people,
        category=charts.GROUPS if by_people else charts.WHOLE,
    )


def _read(choice: choices.Choice, audience: Audience) -> figures.Reading | None:
    if choice.area is None:
        return None
    return figures.read(
        choice.offer, choice.area, breakdown=choice.breakdown, grain=choice.grain, audience=audience
    )
