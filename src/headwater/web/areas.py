"""Areas: the list of places, and one page with everything that may be shown of a place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.insight.indicators import queries as indicators
from headwater.insight.reporting import documents
from headwater.web import figures
from headwater.web.doors import public

FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@public
def area_list(request: HttpRequest) -> HttpResponse:
    return render(request, "public/areas.html", {"kinds": figures.areas_by_kind()})


@public
def area_profile(request: HttpRequest, code: str) -> HttpResponse:
    audience = figures.audience_of(request)
    area = indicators.get_area(code)
    readings = [figures.read(offer, area, audience=audience) for offer in figures.offers(audience).values()]
    shown = [reading for reading in readings if reading.latest]
    page = {
        "area": area,
        "readings": shown,
        "documents": bool(shown),
        "refused": sorted({reading.refused for reading in readings if reading.refused}),
    }
    return render(request, "public/area.html", page)


@public
def area_document(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The same page as a document, to print or to edit."""
    content = documents.profile_document(code, form, audience=figures.audience_of(request))
    return HttpResponse(
        content,
        content_type=FORMS[form],
        headers={"Content-Disposition": f'attachment; filename="area-{code}.{form}"'},
    )
