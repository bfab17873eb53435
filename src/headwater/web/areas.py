"""Areas: the list of places, and one page with everything that may be shown of a place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.insight.indicators import queries as indicators
from headwater.web import figures
from headwater.web.doors import public


@public
def area_list(request: HttpRequest) -> HttpResponse:
    return render(request, "public/areas.html", {"kinds": figures.areas_by_kind()})


@public
def area_profile(request: HttpRequest, code: str) -> HttpResponse:
    audience = figures.audience_of(request)
    area = indicators.get_area(code)
    readings = [figures.read(offer, area, audience=audience) for offer in figures.offers(audience).values()]
    page = {
        "area": area,
        "readings": [reading for reading in readings if reading.latest],
        "refused": sorted({reading.refused for reading in readings if reading.refused}),
    }
    return render(request, "public/area.html", page)
