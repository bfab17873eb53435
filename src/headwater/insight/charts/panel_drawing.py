"""Draws panels: the same line, band and marks in each, on one scale, with the newest value at the line's end.

Written down as Vega-Lite and not through Altair, which copies every part that it joins: six panels took seconds.
"""

from dataclasses import asdict
from typing import Any

from headwater.insight.charts import drawing
from headwater.insight.charts.drawing import Spec
from headwater.insight.charts.panels import Panel, Panels
from headwater.vocabulary.states import FigureState

COLUMNS, GAP = 3, 44  # panels in a row, and the pixels between them
HEIGHTS = {1: 300, 2: 250, 3: 210}  # by the panels in a row
YEARS: Spec = {"format": "%Y", "tickCount": "year", "labelOverlap": "greedy", "grid": False}
GAPS: Spec = {
    "labelExpr": "split(datum.label, '|')[1]",
    "labelAngle": 0,
    "labelOverlap": "greedy",
    "labelSeparation": 10,
    "grid": False,
}
VALUES: Spec = {
    "gridColor": "#e3e9ee",
    "domain": False,
    "ticks": False,
    "tickCount": 6,
    "labelPadding": 6,
    "titlePadding": 10,
}
LABEL: Spec = {
    "type": "text",
    "align": "right",
    "baseline": "bottom",
    "dx": 4,
    "dy": -9,
    "fontSize": 13,
    "fontWeight": "bold",
}
Rows = list[dict[str, Any]]


def svg(panels: Panels) -> str:
    """The panels as one SVG document."""
    in_row = min(COLUMNS, len(panels.panels))
    rows = [panels.panels[at : at + in_row] for at in range(0, len(panels.panels), in_row)]
    body = {"vconcat": [_row(row, panels, in_row) for row in rows], "spacing": 26}
    return drawing.framed(body, panels)


def _row(row: tuple[Panel, ...], panels: Panels, in_row: int) -> Spec:
    size = {"width": (drawing.WIDTH - GAP * (in_row - 1)) / in_row, "height": HEIGHTS[in_row]}
    title = {"anchor": "start", "fontSize": 14, "color": drawing.INK, "offset": 8}
    drawn = [
        {**_panel(panel, panels, first=at == 0), **size, "title": {**title, "text": panel.title}}
        for at, panel in enumerate(row)
    ]
    return {"hconcat": drawn, "spacing": GAP - 26}


def _panel(panel: Panel, panels: Panels, *, first: bool) -> Spec:
    """One panel. The axis has its words in the first of a row only; its scale is the same in all."""
    rows = [asdict(point) for point in panel.points]
    shown = [row for row in rows if row["value"] is not None]
    ordinal = any("|" in row["when"] for row in rows)
    x = _x("ordinal", GAPS) | {"sort": None} if ordinal else _x("temporal", YEARS)
    y = _y("value") | {
        "title": panels.axis if first else None,
        "scale": {"domain": [0, _highest(panels)], "nice": True},
        "axis": VALUES,
    }
    line = _layer(
        shown, {"type": "line", "color": drawing.NAVY, "strokeWidth": 2}, x=x, y=y, detail=_nominal("run")
    )
    return {"layer": [*_behind(rows, panels, x), line, _marks(shown, x), *_label(panel, shown, x)]}


def _behind(rows: Rows, panels: Panels, x: Spec) -> list[Spec]:
    """What is missing, the range, the limits and the level that everything is compared with."""
    absent = [row for row in rows if row["state"] == FigureState.NOT_COLLECTED]
    ranged = [row for row in rows if row["value"] is not None and row["lower"] is not None]
    hidden = [row for row in rows if row["state"] == FigureState.SUPPRESSED and row["upper"] is not None]
    between: Spec = {"x": x, "y": _y("lower"), "y2": {"field": "upper"}}
    band: Spec = {"type": "area", "color": drawing.NAVY, "opacity": 0.18}
    level: Spec = {"type": "rule", "color": drawing.SLATE, "strokeDash": [6, 4]}
    layers: list[tuple[Rows, Spec, Spec]] = [
        (absent, {"type": "rect", "color": "#dfe5ea"}, {"x": x, "x2": {"field": "end"}}),
        (ranged, band, {**between, "detail": _nominal("run")}),
        (hidden, {"type": "rule", "color": drawing.SLATE, "strokeWidth": 2}, between),
        ([{"level": panels.reference}] if panels.reference else [], level, {"y": _y("level")}),
    ]
    return [
        *(_layer(found, mark, **encoding) for found, mark, encoding in layers if found),
        *_limits(rows, x),
    ]


def _limits(rows: Rows, x: Spec) -> list[Spec]:
    """The mean in a solid line, and the limits that there are in dashes."""
    lines: tuple[tuple[str, list[int]], ...] = (("mean", []), ("low_limit", [6, 4]), ("high_limit", [6, 4]))
    return [
        _layer(
            rows,
            {"type": "line", "color": drawing.SLATE, "strokeWidth": 1.2, "strokeDash": dash},
            x=x,
            y=_y(name),
            detail=_nominal("segment"),
        )
        for name, dash in lines
        if rows and rows[0][name] is not None
    ]


def _marks(shown: Rows, x: Spec) -> Spec:
    kinds, looks = list(drawing.MARKS), list(drawing.MARKS.values())
    mark = {"type": "point", "stroke": drawing.INK, "strokeWidth": 0.7, "opacity": 1, "filled": True}
    usual = {"test": f"datum.mark === '{kinds[0]}'", "value": 22}
    return _layer(
        shown,
        mark,
        x=x,
        y=_y("value"),
        shape=_nominal("mark") | {"legend": None, "scale": {"domain": kinds, "range": [s for s, _ in looks]}},
        fill=_nominal("mark") | {"legend": None, "scale": {"domain": kinds, "range": [c for _, c in looks]}},
        size={"condition": usual, "value": 110},
    )


def _label(panel: Panel, shown: Rows, x: Spec) -> list[Spec]:
    """The newest value beside its point, on a white edge: nobody has to read it off the axis."""
    if not panel.newest or not shown:
        return []
    newest = [shown[-1] | {"says": panel.newest}]
    looks = ({"stroke": "white", "strokeWidth": 4}, {"color": drawing.INK})
    return [_layer(newest, LABEL | look, x=x, y=_y("value"), text=_nominal("says")) for look in looks]


def _layer(rows: Rows, mark: Spec, **encoding: Spec) -> Spec:
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _x(kind: str, axis: Spec) -> Spec:
    return {"field": "when", "type": kind, "title": None, "axis": axis}


def _y(field: str) -> Spec:
    return {"field": field, "type": "quantitative"}


def _nominal(field: str) -> Spec:
    return {"field": field, "type": "nominal"}


def _highest(panels: Panels) -> float:
    """The top of the one scale: everything drawn fits."""
    points = [point for panel in panels.panels for point in panel.points]
    found = [high for point in points for high in (point.value, point.upper, point.high_limit)]
    return max((high for high in [*found, panels.reference] if high is not None), default=1.0) or 1.0
