"""Draws a ladder: a bar a fifth with its range, the value on top, and the fitted line across."""

from dataclasses import asdict

from headwater.insight.charts import drawing
from headwater.insight.charts.ladder import Ladder
from headwater.insight.charts.vega_lite import GRID, Rows, Spec, end, layer, name, quantity

HEIGHT = 300
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
    mark: Spec = {"type": "bar", "color": drawing.NAVY, "width": {"band": 0.62}}
    return layer(rows, mark, x=X, y=quantity("value") | {"title": axis, "axis": GRID})


def _ranges(rows: Rows) -> list[Spec]:
    known = [row for row in rows if row["lower"] is not None]
    mark: Spec = {"type": "rule", "color": drawing.ORANGE, "strokeWidth": 3}
    return [layer(known, mark, x=X, y=quantity("lower"), y2=end("upper"))] if known else []


def _line(rows: Rows) -> list[Spec]:
    known = [row for row in rows if row["line"] is not None]
    mark: Spec = {"type": "line", "color": drawing.INK, "strokeWidth": 1.6, "strokeDash": [6, 4]}
    return [layer(known, mark, x=X, y=quantity("line"))] if known else []


def _values(rows: Rows) -> Spec:
    """The value inside the foot of its bar, where no range crosses it."""
    mark: Spec = {"type": "text", "baseline": "bottom", "dy": -6, "fontSize": 13, "fontWeight": "bold"}
    mark |= {"color": "white", "stroke": None}
    return layer(rows, mark, x=X, y={"datum": 0}, text=name("says"))
