"""Maps: the public one, coarse, and the partners' one, finer. Each is drawn, told in a table, and given as files.

A map shows how much was recorded by area, what stands out from chance, or where most was recorded. Nothing is on
it that was not released to its reader, and nobody's map is red.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.insight.indicators import partnership, registry
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.said import ReleasedNearRepeat
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound, Refused
from headwater.web import downloads, figures, map_files, map_views
from headwater.web.doors import needs, public
from headwater.web.map_sheets import Sheet

FILES = ("csv", "geojson")
NOTHING = {"type": "FeatureCollection", "features": []}
STANDS_OUT = {
    "msoa": "Neighbourhoods that stand out",
    "lsoa": "Small neighbourhoods that stand out",
    "grid": "Squares that stand out",
}
OVER_YEARS = {
    "msoa": "Neighbourhoods over the years",
    "lsoa": "Small neighbourhoods over the years",
    "grid": "Squares over the years",
}
STEADIED = {"msoa": "Neighbourhoods, rates steadied", "lsoa": "Small neighbourhoods, rates steadied"}


@dataclass(frozen=True)
class Face:
    """One of the two maps: who reads it, what it may show, its words and its addresses."""

    audience: Audience
    kinds: tuple[str, ...]  # of area, shaded by how much
    page: str
    heading: str
    lede: str

    @property
    def published(self) -> bool:
        return self.audience is Audience.PARTNER or partnership.partnership().public_map


PUBLIC = Face(
    Audience.PUBLIC,
    ("ltla", "csp", "ward"),
    "map",
    "Map",
    "More is recorded where more people live, work or go out. A map of it says nothing about the people who "
    "live there.",
)
PARTNER = Face(
    Audience.PARTNER,
    ("ward", "msoa", "lsoa", "ltla", "csp"),
    "partner-map",
    "Partner map",
    "Where violence gathers, in small areas. Do not pass it on outside the partnership: "
    "a place can be harmed by its name.",
)


@dataclass(frozen=True)
class Choice:
    """What the reader picked of what there is. `views` are (group, [(key, words)])."""

    offers: list[figures.Offer]
    offer: figures.Offer
    views: list[tuple[str, list[tuple[str, str]]]]
    view: str

    @property
    def asked(self) -> str:
        return urlencode({"indicator": self.offer.indicator.key, "kind": self.view})


def chosen(request: HttpRequest, face: Face, *, strictly: bool = False) -> Choice | None:
    """The choice in the address, or the nearest to it that there is; `strictly` takes nothing else."""
    mapped = indicators.mapped(audience=face.audience)
    offers = {
        key: (offer, views)
        for key, offer in figures.offers(face.audience).items()
        if (views := _views(face, offer, mapped.get(key, [])))
    }
    picked = request.GET.get("indicator", "")
    if not offers or (strictly and picked not in offers):
        return None
    offer, views = offers.get(picked) or next(iter(offers.values()))
    keys = [key for _, group in views for key, _ in group]
    wanted = request.GET.get("kind", "")
    if strictly and wanted not in keys:
        return None
    view = wanted if wanted in keys else keys[0]
    return Choice([each for each, _ in offers.values()], offer, views, view)


def _views(face: Face, offer: figures.Offer, mapped: list[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What may be seen of one indicator on this map, in groups."""
    shades = [(kind, figures.KIND_WORDS[kind]) for kind in face.kinds if offer.grains(kind)]
    if face is PARTNER:
        shades += [(f"{map_views.STEADIED}{kind}", STEADIED[kind]) for kind in mapped if kind in STEADIED]
    out = [(f"{map_views.STANDS_OUT}{kind}", STANDS_OUT[kind]) for kind in mapped]
    years = [(f"{map_views.OVER_YEARS}{kind}", OVER_YEARS[kind]) for kind in mapped]
    dense = [(map_views.DENSITY, "Smoothed, by square")] if "grid" in mapped else []
    groups = [
        ("How much was recorded", shades),
        ("What stands out from chance", out),
        ("What stays, comes and goes", years),
        ("Where most was recorded", dense),
    ]
    return [(words, views) for words, views in groups if views]


@public
def public_map(request: HttpRequest) -> HttpResponse:
    return _page(request, PUBLIC)


@needs("hotspots.read_partner")
def partner_map(request: HttpRequest) -> HttpResponse:
    return _page(request, PARTNER)


@public
def public_layer(request: HttpRequest) -> HttpResponse:
    return _layer(request, PUBLIC)


@needs("hotspots.read_partner")
def partner_layer(request: HttpRequest) -> HttpResponse:
    return _layer(request, PARTNER)


@public
def public_file(request: HttpRequest, kind: str) -> HttpResponse:
    return _file(request, PUBLIC, kind)


@needs("hotspots.read_partner")
def partner_file(request: HttpRequest, kind: str) -> HttpResponse:
    return _file(request, PARTNER, kind)


@needs("hotspots.read_partner")
def near_repeats_file(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    """The tables of near repeats on the partner map, as one file."""
    found = [each for _, tables in _near_repeats() for each in tables]
    if not found:
        raise NotFound("No near repeats have been released yet.")
    return downloads.attached(map_files.near_as_csv(found), "csv", "near-repeats")


def _page(request: HttpRequest, face: Face) -> HttpResponse:
    choice = chosen(request, face) if face.published else None
    page: dict[str, Any] = {"face": face, "choice": choice}
    if choice:
        page |= {
            "sheet": _sheet(choice, face),
            "layer_url": f"{reverse(f'{face.page}-layer')}?{choice.asked}",
            "files": {kind: f"{reverse(f'{face.page}-file', args=[kind])}?{choice.asked}" for kind in FILES},
            "place_words": _place_words(choice.view),
        }
    if face is PARTNER:
        try:
            page["near_repeats"] = _near_repeats()
        except Refused as refused:
            page["near_repeats_refused"] = refused.says
    return render(request, "public/map.html", page)


def _place_words(view: str) -> str:
    return "Square" if view == map_views.DENSITY or view.endswith("-grid") else "Area"


def _sheet(choice: Choice, face: Face) -> Sheet | None:
    try:
        return map_views.of_view(choice.offer.indicator, choice.view, choice.offer, face.audience)
    except NotFound:
        return None


def _layer(request: HttpRequest, face: Face) -> HttpResponse:
    choice = chosen(request, face, strictly=True) if face.published else None
    sheet = _sheet(choice, face) if choice else None
    return JsonResponse(map_files.layer(sheet) if sheet else NOTHING, content_type=downloads.KINDS["geojson"])


def _file(request: HttpRequest, face: Face, kind: str) -> HttpResponse:
    choice = chosen(request, face, strictly=True) if face.published else None
    sheet = _sheet(choice, face) if choice else None
    if choice is None or sheet is None:
        raise NotFound("There is no map for this choice.")
    name = f"map-{choice.offer.indicator.key}-{choice.view}"
    if kind == "geojson":
        return downloads.attached(map_files.written(map_files.as_geojson(sheet)), kind, name)
    if kind == "json":
        return downloads.attached(map_files.metadata(f"{name}.csv", sheet), downloads.DESCRIBED, name)
    address = f"{reverse(f'{face.page}-file', args=['json'])}?{choice.asked}"
    return downloads.described(downloads.attached(map_files.as_csv(sheet), "csv", name), at=address)


def _near_repeats() -> list[tuple[str, list[ReleasedNearRepeat]]]:
    """Every table of near repeats that stands, by the plain title of its indicator."""
    tested = [each for each in registry.indicators().values() if each.near_repeat]
    today = clock.today()
    found = [
        (each.plain_title, indicators.near_repeat(each.key, audience=Audience.PARTNER, on=today))
        for each in tested
    ]
    return [
        (title, sorted(tables, key=lambda each: each.word != "raised")) for title, tables in found if tables
    ]
