"""Trends: one indicator, one area, everybody or by group; the chart, the table beside it, the downloads."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.insight.charts import queries as charts
from headwater.insight.charts.models import Chart
from headwater.insight.indicators import partnership
from headwater.insight.indicators.models import Area
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.periods import Grain
from headwater.web import downloads, figures
from headwater.web.doors import public

CSV = "text/csv; charset=utf-8"
JSON = "application/csvm+json"
SVG = "image/svg+xml"
PNG = "image/png"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Choice:
    """What the reader picked, checked against what there is."""

    offers: list[figures.Offer]
    areas: list[tuple[str, list[Area]]]
    offer: figures.Offer
    area: Area
    breakdown: str
    grain: Grain | None

    @property
    def breakdowns(self) -> list[tuple[str, str]]:
        return self.offer.breakdowns(self.area.kind)

    @property
    def grains(self) -> list[tuple[Grain, str]]:
        return [(grain, figures.GRAIN_WORDS[grain]) for grain in self.offer.grains(self.area.kind)]

    def address(self, reading: figures.Reading) -> str:
        """The choice as the end of an address, so that what is downloaded is what is shown."""
        return urlencode(
            {
                "indicator": self.offer.indicator.key,
                "area": self.area.code,
                "by": self.breakdown,
                "grain": reading.grain or "",
            }
        )


def chosen(request: HttpRequest, audience: Audience) -> Choice | None:
    """The choice in the address; one that shows figures where nothing was picked; None where none was released."""
    offers = figures.offers(audience)
    if not offers:
        return None
    key = request.GET.get("indicator") or _opening(offers, audience)
    if key not in offers:
        raise NotFound("There are no figures of that name. Choose from the list.")
    areas = figures.areas_by_kind(offers[key].kinds())
    grain, breakdown = request.GET.get("grain", ""), request.GET.get("by", figures.WHOLE)
    return Choice(
        offers=list(offers.values()),
        areas=areas,
        offer=offers[key],
        area=_area([area for _, found in areas for area in found], request.GET.get("area")),
        breakdown=breakdown if breakdown.isidentifier() else figures.WHOLE,
        grain=Grain(grain) if grain in list(Grain) else None,
    )


def _opening(offers: dict[str, figures.Offer], audience: Audience) -> str:
    """What the page opens on: a headline of the partnership's, or else the first, that shows a figure."""
    headlines = [key for key in partnership.partnership().headline_indicators if key in offers]
    candidates = [*headlines, *offers]
    return next((key for key in candidates if _shows(offers[key], audience)), candidates[0])


def _shows(offer: figures.Offer, audience: Audience) -> bool:
    areas = figures.areas_by_kind(offer.kinds())
    return bool(areas) and figures.read(offer, areas[0][1][0], audience=audience).latest is not None


def _area(among: Sequence[Area], code: str | None) -> Area:
    """The area asked for; the widest where this indicator does not go down to it."""
    if not among:
        raise NotFound("No boundaries have been loaded for these figures yet.")
    return next((area for area in among if area.code == code), among[0])


@public
def trends(request: HttpRequest) -> HttpResponse:
    audience = figures.audience_of(request)
    choice = chosen(request, audience)
    if choice is None:
        return render(request, "public/trends.html")
    reading = _read(choice, audience)
    page = {
        "choice": choice,
        "reading": reading,
        "chart": None if reading.refused else _chart(choice, reading, audience),
        "asked": choice.address(reading),
    }
    return render(request, "public/trends.html", page)


@public
def table(request: HttpRequest, kind: str) -> HttpResponse:
    """The figures of the trends page as a file: the same choice, the same door."""
    audience = figures.audience_of(request)
    choice = chosen(request, audience)
    reading = _read(choice, audience) if choice else None
    if reading and reading.refused:
        raise Refused(reading.refused)
    if choice is None or reading is None or reading.whole is None:
        raise NotFound("There are no figures for this choice.")
    found = [reading.whole, *reading.parts]
    title = f"{reading.indicator.title}, {choice.area.name}"
    name = f"{reading.indicator.key}-{choice.area.code}"
    origin = reading.whole.provenance
    if kind == "xlsx":
        return _file(downloads.as_workbook(found, title=title, origin=origin), XLSX, f"{name}.xlsx")
    if kind == "json":
        return _file(downloads.metadata(f"{name}.csv", title, origin), JSON, f"{name}.csv-metadata.json")
    answer = _file(downloads.as_csv(found), CSV, f"{name}.csv")
    described = f"{reverse('trends-table', args=['json'])}?{choice.address(reading)}"
    answer["Link"] = f'<{described}>; rel="describedby"; type="{JSON}"'
    return answer


@public
def picture(request: HttpRequest, kind: str) -> HttpResponse:
    """The chart of the trends page as a file, with its title, source and caveats inside."""
    audience = figures.audience_of(request)
    choice = chosen(request, audience)
    chart = _chart(choice, _read(choice, audience), audience) if choice else None
    if choice is None or chart is None:
        raise NotFound("There is no chart for this choice: too few to draw one.")
    name = f"{choice.offer.indicator.key}-{choice.area.code}-{chart.release.grain}.{kind}"
    return _file(charts.png(chart), PNG, name) if kind == "png" else _file(chart.svg.encode(), SVG, name)


def _chart(choice: Choice, reading: figures.Reading, audience: Audience) -> Chart | None:
    return charts.find_chart(
        choice.offer.indicator.key, choice.area.code, audience=audience, grain=reading.grain
    )


def _read(choice: Choice, audience: Audience) -> figures.Reading:
    return figures.read(
        choice.offer, choice.area, breakdown=choice.breakdown, grain=choice.grain, audience=audience
    )


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
