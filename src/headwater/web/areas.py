"""Areas: the list of places, and one page with everything that may be shown of a place."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.governance.audit import clock
from headwater.insight.charts import beside
from headwater.insight.charts import queries as charts
from headwater.insight.charts.models import Chart
from headwater.insight.indicators import partnership
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.said import ReleasedTriangulation
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import period_of
from headwater.insight.reporting import documents
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.periods import Grain
from headwater.web import area_beside, downloads, figures, trends
from headwater.web.doors import public

WARD = "ward"
INSIDE_KINDS = ("ltla", WARD)  # what a page of an area leads on to, widest first


@dataclass(frozen=True)
class Sources:
    """Police, hospital and ambulance side by side: the drawing, and the same as a table."""

    said: ReleasedTriangulation
    titles: list[str]
    chart: Chart | None

    @property
    def rows(self) -> list[tuple[str, list[float | None]]]:
        """Each year in words with the index of every source, newest first."""
        values = zip(*(each.values for each in self.said.sources), strict=True)
        words = (period_of(start, Grain.ROLLING_12).words() for start in self.said.starts)
        return [(when, list(row)) for when, row in zip(words, values, strict=True)][::-1]


@public
def area_list(request: HttpRequest) -> HttpResponse:
    released = {kind for offer in figures.offers(Audience.PUBLIC).values() for kind in offer.kinds()}
    kinds = [kind for kind in figures.KIND_WORDS if kind in released or kind not in figures.ROUND_US]
    page = {"kinds": figures.areas_by_kind(set(kinds) - {WARD}), "wards": _wards()}
    return render(request, "public/areas.html", page)


@public
def area_profile(request: HttpRequest, code: str) -> HttpResponse:
    audience = figures.audience_of(request)
    area = indicators.get_area(code)
    readings = _readings(area, audience)
    shown = [reading for reading in readings if reading.latest]
    first = partnership.partnership().headline_indicators
    page = {
        "area": area,
        "successors": indicators.successors(area),
        "within": indicators.get_area(area.parent_code) if area.parent_code else None,
        "inside": _inside(area),
        "headlines": [reading for reading in shown if reading.indicator.key in first],
        "readings": shown,
        "elsewhere": [reading for reading in readings if not reading.latest and not reading.refused],
        "also": [
            (figures.KIND_WORDS[each.kind], each) for each in figures.plain(indicators.same_place(area))
        ],
        "sources": _sources(area, audience),
        "beside": area_beside.beside(area, shown, audience),
        "documents": bool(shown),
        "refused": sorted({reading.refused for reading in readings if reading.refused}),
    }
    return render(request, "public/area.html", page)


@public
def area_document(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The same page as a document, to print or to edit."""
    content = documents.profile_document(code, form, audience=figures.audience_of(request))
    return downloads.attached(content, form, f"area-{code}")


@public
def everything(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Every figure that the area's page stands on, over time, as one file."""
    area = indicators.get_area(code)
    readings = _readings(area, figures.audience_of(request))
    found = [reading.whole for reading in readings if reading.whole]
    refused = next((reading.refused for reading in readings if reading.refused), "")
    if not found and refused:
        raise Refused(refused)
    if not found:
        raise NotFound("Nothing has been released for this area yet.")
    if kind == "xlsx":
        origins = [series.provenance for series in found]
        book = downloads.as_workbook(found, title=f"All figures for {area.name}", origins=origins)
        return downloads.attached(book, kind, f"area-{code}")
    return downloads.attached(downloads.as_csv(found), kind, f"area-{code}")


@public
def sources_beside(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Police, hospital and ambulance side by side as a file: the drawing, or its series."""
    audience = figures.audience_of(request)
    found = indicators.triangulation(code, audience=audience, on=clock.today())
    if kind == "csv":
        series = [each.series for each in found.sources]
        return downloads.attached(downloads.as_csv(series), kind, f"sources-{code}")
    chart = beside.find_sources(code, audience=audience)
    if chart is None:
        raise NotFound("There is no chart of the sources side by side for this area.")
    content = charts.png(chart) if kind == "png" else chart.svg.encode()
    return downloads.attached(content, kind, f"sources-{code}")


@public
def harm_beside(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The drawing of harm beside its count as a file."""
    area = indicators.get_area(code)
    chart = area_beside.harm_chart(area, figures.audience_of(request))
    return trends.drawn(chart, kind, f"harm-beside-count-{code}")


def _readings(area: Area, audience: Audience) -> list[figures.Reading]:
    return [figures.read(offer, area, audience=audience) for offer in figures.offers(audience).values()]


def _wards() -> list[tuple[str, list[Area]]]:
    """The wards by the name of the district that each lies in: several districts may have a ward of one name."""
    districts = dict(figures.named("ltla").values_list("code", "name"))
    found: dict[str, list[Area]] = {}
    for ward in figures.named(WARD):
        found.setdefault(districts.get(ward.parent_code, ""), []).append(ward)
    return sorted(found.items())


def _inside(area: Area) -> list[tuple[str, list[Area]]]:
    """The next smaller areas, for a reader who wants their own corner of this one."""
    for kind in INSIDE_KINDS:
        found = list(figures.plain(indicators.areas_inside(area, kind))) if kind not in area.kinds else []
        if found:
            return [(figures.KIND_WORDS[kind], found)]
    return []


def _sources(area: Area, audience: Audience) -> Sources | None:
    said = beside.side_by_side(area.code, audience=audience)
    if said is None:
        return None
    titles = beside.titles()
    chart = beside.find_sources(area.code, audience=audience)
    return Sources(said, [titles[each.series.indicator] for each in said.sources], chart)
