"""Draws a ladder: a bar a fifth with its range, the value on top, and the fitted line across."""

from dataclasses import asdict
from typing import Any

from headwater.insight.charts import drawing
from headwater.insight.charts.drawing import Spec
from headwater.insight.charts.ladder import Ladder

HEIGHT = 300
Rows = list[dict[str, Any]]
X: Spec = {
    "field": "name",
    "type": "ordinal",
    "sort": None,
    "title": None,
    "axis": {"labelAngle": 0, "labelLimit": 150, "ticks": False, "domainColor": drawing.SLATE},
}


def svg(ladder: Ladder) -> str:
    """The ladder as one SVG document."""
    rows = [asdict(step) for step in ladder.steps]
    layers = [_bars(rows, ladder.axis), *_ranges(rows), *_line(rows), _values(rows)]
    return drawing.framed({"layer": layers, "width": drawing.WIDTH, "height": HEIGHT}, ladder)


def _bars(rows: Rows, axis: str) -> Spec:
    grid = {"gridColor": "#e3e9ee", "domain": False, "ticks": False, "tickCount": 6, "titlePadding": 10}
    y: Spec = {"field": "value", "type": "quantitative", "title": axis, "axis": grid}
    return _layer(rows, {"type": "bar", "color": drawing.NAVY, "width": {"band": 0.62}}, y=y)


def _ranges(rows: Rows) -> list[Spec]:
    known = [row for row in rows if row["lower"] is not None]
    mark: Spec = {"type": "rule", "color": drawing.ORANGE, "strokeWidth": 3}
    return [_layer(known, mark, y=_y("lower"), y2={"field": "upper"})] if known else []


def _line(rows: Rows) -> list[Spec]:
    known = [row for row in rows if row["line"] is not None]
    mark: Spec = {"type": "line", "color": drawing.INK, "strokeWidth": 1.6, "strokeDash": [6, 4]}
    return [_layer(known, mark, y=_y("line"))] if known else []


def _values(rows: Rows) -> Spec:
    """The value inside the foot of its bar, where no range crosses it."""
    mark: Spec = {"type": "text", "baseline": "bottom", "dy": -6, "fontSize": 13, "fontWeight": "bold"}
    mark |= {"color": "white", "stroke": None}
    return _layer(rows, mark, y={"datum": 0}, text={"field": "says", "type": "nominal"})


def _layer(rows: Rows, mark: Spec, **encoding: Spec) -> Spec:
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": X, **encoding}}


def _y(field: str) -> Spec:
    return {"field": field, "type": "quantitative"}
