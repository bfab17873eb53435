"""Draws a funnel: lines from back to front, then a mark an area, its shape telling where it lies."""

from dataclasses import asdict

from headwater.insight.charts import drawing
from headwater.insight.charts.funnel import HIGH, LOW, USUAL, Funnel
from headwater.insight.charts.vega_lite import GRID, LEGEND, Rows, Spec, layer, name, quantity

HEIGHT = 340
MARKS = {
    USUAL: ("circle", drawing.NAVY),
    HIGH: ("triangle-up", drawing.ORANGE),
    LOW: ("triangle-down", drawing.TEAL),
}
LINES = {"lower": [6, 4], "upper": [6, 4], "far_lower": [2, 3], "far_upper": [2, 3]}


def svg(funnel: Funnel) -> str:
    """The funnel as one SVG document."""
    dots, edges = [asdict(dot) for dot in funnel.dots], [asdict(edge) for edge in funnel.edges]
    layers = [
        *(_edge(edges, field, dash) for field, dash in LINES.items()),
        layer(
            [{"rate": funnel.rate}],
            {"type": "rule", "color": drawing.SLATE, "strokeWidth": 1.4},
            y=quantity("rate"),
        ),
        _marks(dots, funnel),
        *_names(dots, max(edge["people"] for edge in edges)),
    ]
    return drawing.framed({"layer": layers, "width": drawing.WIDTH, "height": HEIGHT}, funnel)


def _edge(edges: Rows, field: str, dash: list[int]) -> Spec:
    mark: Spec = {"type": "line", "color": drawing.SLATE, "strokeWidth": 1.4, "strokeDash": dash}
    return layer(edges, mark, x=_x(), y=quantity(field))


def _marks(dots: Rows, funnel: Funnel) -> Spec:
    found = [mark for mark in MARKS if any(dot["mark"] == mark for dot in dots)]
    shared = name("mark") | {"legend": LEGEND if len(found) > 1 else None}
    return layer(
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
        y=quantity("value") | {"title": funnel.axis, "scale": {"zero": True, "nice": True}, "axis": GRID},
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
        layers += [
            layer(rows, mark | look, x=_x(), y=quantity("value"), text=name("label"))
            for look in looks
            if rows
        ]
    return layers


def _x() -> Spec:
    axis = {"format": ",.0f", "grid": False, "tickCount": 6, "titlePadding": 8}
    scale = {"zero": False, "nice": False}
    return quantity("people") | {"title": "People who live there", "scale": scale, "axis": axis}
