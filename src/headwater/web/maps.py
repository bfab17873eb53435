"""Maps: the public one of larger areas, the partners' one of smaller areas, each beside its table.

A shade is a step of the released figures; an area whose figure is hidden has no shade, and its number is not
in the layer.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.insight.indicators import partnership
from headwater.insight.indicators import queries as indicators
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure
from headwater.web import figures
from headwater.web.doors import needs, public
from headwater.web.templatetags.figures import value_of

PUBLIC_KINDS = ("ltla", "csp", "ward")
PARTNER_KINDS = ("ward", "msoa", "lsoa", "ltla", "csp")
STEP_WORDS = ("Fewest", "Fewer", "More", "Most")
HIDDEN_WORDS = "Not shown"


@dataclass(frozen=True)
class Row:
    """One area of the map: its figure and its shade, 0 (fewest) to 3 (most); None where it is not shown."""

    figure: ReleasedFigure
    step: int | None

    @property
    def words(self) -> str:
        return HIDDEN_WORDS if self.step is None else STEP_WORDS[self.step]


def shaded(found: list[ReleasedFigure]) -> list[Row]:
    """Rows in order of size, in four steps of equal numbers of areas; equal figures share a step."""
    values = sorted(figure.value for figure in found if figure.value is not None)

    def step(figure: ReleasedFigure) -> int | None:
        return None if figure.value is None else min(3, values.index(figure.value) * 4 // len(values))

    rows = [Row(figure, step(figure)) for figure in found]
    return sorted(
        rows, key=lambda row: (row.figure.value is None, -(row.figure.value or 0), row.figure.area_name)
    )


@public
def public_map(request: HttpRequest) -> HttpResponse:
    words = {
        "heading": "Map",
        "lede": "Darker means more was recorded, often because more people live, work or go out there. "
        "It says nothing about the people who live there.",
    }
    published = partnership.partnership().public_map
    return _page(request, PUBLIC_KINDS, Audience.PUBLIC, "map-layer", {**words, "published": published})


@needs("hotspots.read_partner")
def partner_map(request: HttpRequest) -> HttpResponse:
    words = {
        "heading": "Partner map",
        "lede": "Where violence gathers, in small areas. Do not pass it on outside the partnership: "
        "a place can be harmed by its name.",
    }
    return _page(request, PARTNER_KINDS, Audience.PARTNER, "partner-map-layer", {**words, "published": True})


@public
def public_layer(request: HttpRequest) -> HttpResponse:
    if not partnership.partnership().public_map:
        return JsonResponse({"type": "FeatureCollection", "features": []})
    return _layer(request, PUBLIC_KINDS, Audience.PUBLIC)


@needs("hotspots.read_partner")
def partner_layer(request: HttpRequest) -> HttpResponse:
    return _layer(request, PARTNER_KINDS, Audience.PARTNER)


def _page(
    request: HttpRequest, allowed: tuple[str, ...], audience: Audience, layer: str, words: dict[str, Any]
) -> HttpResponse:
    offers = _mappable(allowed, audience)
    offer = offers.get(request.GET.get("indicator", "")) or next(iter(offers.values()), None)
    kinds = [kind for kind in allowed if offer and kind in offer.kinds()]
    kind = next((each for each in kinds if each == request.GET.get("kind")), kinds[0] if kinds else "")
    address = urlencode({"indicator": offer.indicator.key if offer else "", "kind": kind})
    page = {
        **words,
        "offers": list(offers.values()),
        "indicator": offer.indicator if offer else None,
        "kinds": [(each, figures.KIND_WORDS[each]) for each in kinds],
        "kind": kind,
        "rows": _rows(offer, kind, audience) if offer else [],
        "legend": [*enumerate(STEP_WORDS), ("none", HIDDEN_WORDS)],
        "layer_url": f"{reverse(layer)}?{address}",
    }
    return render(request, "public/map.html", page)


def _mappable(allowed: tuple[str, ...], audience: Audience) -> dict[str, figures.Offer]:
    """What was released for at least one of the kinds of area that this map may show."""
    found = figures.offers(audience)
    return {key: offer for key, offer in found.items() if any(offer.grains(kind) for kind in allowed)}


def _rows(offer: figures.Offer, kind: str, audience: Audience) -> list[Row]:
    grains = offer.grains(kind)
    if not grains:
        return []
    table = release.table(offer.indicator.key, kind, grain=grains[0], audience=audience, on=clock.today())
    return shaded(list(table.rows))


def _layer(request: HttpRequest, allowed: tuple[str, ...], audience: Audience) -> HttpResponse:
    offer = _mappable(allowed, audience).get(request.GET.get("indicator", ""))
    kind = request.GET.get("kind", "")
    rows = _rows(offer, kind, audience) if offer and kind in allowed else []
    outlines = {area.code: area.outline for area in indicators.areas(kind)} if rows else {}
    features = [_feature(row, outline) for row in rows if (outline := outlines.get(row.figure.area_code))]
    return JsonResponse(
        {"type": "FeatureCollection", "features": features}, content_type="application/geo+json"
    )


def _feature(row: Row, outline: dict[str, Any]) -> dict[str, Any]:
    shown = {"name": row.figure.area_name, "step": row.step, "says": f"{row.words}: {value_of(row.figure)}"}
    return {"type": "Feature", "geometry": outline, "properties": shown}
