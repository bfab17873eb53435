"""Draws a funnel: lines from back to front, then a mark an area, its shape telling where it lies."""

from dataclasses import asdict
from typing import Any

from headwater.insight.charts import drawing
from headwater.insight.charts.drawing import Spec
from headwater.insight.charts.funnel import HIGH, LOW, USUAL, Funnel

HEIGHT = 340
MARKS = {
    USUAL: ("circle", drawing.NAVY),
    HIGH: ("triangle-up", drawing.ORANGE),
    LOW: ("triangle-down", drawing.TEAL),
}
LINES = {"lower": [6, 4], "upper": [6, 4], "far_lower": [2, 3], "far_upper": [2, 3]}
Rows = list[dict[str, Any]]


def svg(funnel: Funnel) -> str:
    """The funnel as one SVG document."""
    dots, edges = [asdict(dot) for dot in funnel.dots], [asdict(edge) for edge in funnel.edges]
    layers = [
        *(_edge(edges, name, dash) for name, dash in LINES.items()),
        _layer(
            [{"rate": funnel.rate}],
            {"type": "rule", "color": drawing.SLATE, "strokeWidth": 1.4},
            y=_y("rate"),
        ),
        _marks(dots, funnel),
        *_names(dots, max(edge["people"] for edge in edges)),
    ]
    return drawing.framed({"layer": layers, "width": drawing.WIDTH, "height": HEIGHT}, funnel)


def _edge(edges: Rows, name: str, dash: list[int]) -> Spec:
    mark: Spec = {"type": "line", "color": drawing.SLATE, "strokeWidth": 1.4, "strokeDash": dash}
    return _layer(edges, mark, x=_x(), y=_y(name))


def _marks(dots: Rows, funnel: Funnel) -> Spec:
    found = [mark for mark in MARKS if any(dot["mark"] == mark for dot in dots)]
    legend = {
        "title": None,
        "orient": "top",
        "direction": "horizontal",
        "labelFontSize": 13,
        "symbolSize": 110,
    }
    shared: Spec = {"field": "mark", "type": "nominal", "legend": legend if len(found) > 1 else None}
    grid = {"gridColor": "#e3e9ee", "domain": False, "ticks": False, "tickCount": 6, "titlePadding": 10}
    return _layer(
        dots,
        {
            "type": "point",
            "stroke": drawing.INK,
            "strokeWidth": 0.8,
            "opacity": 1,
            "filled": True,
            "size": 80,
        },
        x=_x(),
        y=_y("value") | {"title": funnel.axis, "scale": {"zero": True, "nice": True}, "axis": grid},
        shape=shared | {"scale": {"domain": found, "range": [MARKS[mark][0] for mark in found]}},
        fill=shared | {"scale": {"domain": found, "range": [MARKS[mark][1] for mark in found]}},
    )


def _names(dots: Rows, widest: float) -> list[Spec]:
    """Names on a white edge, to the left of places that lie far to the right."""
    looks: tuple[Spec, ...] = ({"stroke": "white", "strokeWidth": 4}, {"color": drawing.INK})
    layers = []
    for align, away, side in (("left", 9, False), ("right", -9, True)):
        rows = [dot for dot in dots if dot["label"] and (dot["people"] > widest * 0.6) is side]
        mark: Spec = {"type": "text", "align": align, "dx": away, "baseline": "middle", "fontSize": 12.5}
        text: Spec = {"field": "label", "type": "nominal"}
        layers += [_layer(rows, mark | look, x=_x(), y=_y("value"), text=text) for look in looks if rows]
    return layers


def _layer(rows: Rows, mark: Spec, **encoding: Spec) -> Spec:
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _x() -> Spec:
    axis = {"format": ",.0f", "grid": False, "tickCount": 6, "titlePadding": 8}
    return {
        "field": "people",
        "type": "quantitative",
        "title": "People who live there",
        "scale": {"zero": False, "nice": False},
        "axis": axis,
    }


def _y(field: str) -> Spec:
    return {"field": field, "type": "quantitative"}
