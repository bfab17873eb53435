"""Draws panels: the same line, band and marks in each, on one scale, with the newest value at the line's end."""

from dataclasses import asdict

from headwater.insight.charts import drawing
from headwater.insight.charts.panels import Panel, Panels
from headwater.insight.charts.picture import USUAL
from headwater.insight.charts.vega_lite import GRID, Rows, Spec, day, end, layer, name, quantity
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
LABEL: Spec = {
    "type": "text",
    "align": "right",
    "baseline": "bottom",
    "dx": 4,
    "dy": -9,
    "fontSize": 13,
    "fontWeight": "bold",
}


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
    x = day("when", GAPS) | {"type": "ordinal", "sort": None} if ordinal else day("when", YEARS)
    y = quantity("value") | {
        "title": panels.axis if first else None,
        "scale": {"domain": [0, _highest(panels)], "nice": True},
        "axis": GRID,
    }
    line = layer(
        shown, {"type": "line", "color": drawing.NAVY, "strokeWidth": 2}, x=x, y=y, detail=name("run")
    )
    return {"layer": [*_behind(rows, panels, x), line, _marks(shown, x), *_label(panel, shown, x)]}


def _behind(rows: Rows, panels: Panels, x: Spec) -> list[Spec]:
    """What is missing, the range, the limits and the level that everything is compared with."""
    absent = [row for row in rows if row["state"] == FigureState.NOT_COLLECTED]
    ranged = [row for row in rows if row["value"] is not None and row["lower"] is not None]
    hidden = [row for row in rows if row["state"] == FigureState.SUPPRESSED and row["upper"] is not None]
    between: Spec = {"x": x, "y": quantity("lower"), "y2": end("upper")}
    band: Spec = {"type": "area", "color": drawing.NAVY, "opacity": 0.18}
    level: Spec = {"type": "rule", "color": drawing.SLATE, "strokeDash": [6, 4]}
    layers: list[tuple[Rows, Spec, Spec]] = [
        (absent, {"type": "rect", "color": drawing.ABSENT}, {"x": x, "x2": end("end")}),
        (ranged, band, {**between, "detail": name("run")}),
        (hidden, {"type": "rule", "color": drawing.SLATE, "strokeWidth": 2}, between),
        ([{"level": panels.reference}] if panels.reference else [], level, {"y": quantity("level")}),
    ]
    return [
        *(layer(found, mark, **encoding) for found, mark, encoding in layers if found),
        *_limits(rows, x),
    ]


def _limits(rows: Rows, x: Spec) -> list[Spec]:
    """The mean in a solid line, and the limits that there are in dashes."""
    lines: tuple[tuple[str, list[int]], ...] = (("mean", []), ("low_limit", [6, 4]), ("high_limit", [6, 4]))
    return [
        layer(
            rows,
            {"type": "line", "color": drawing.SLATE, "strokeWidth": 1.2, "strokeDash": dash},
            x=x,
            y=quantity(field),
            detail=name("segment"),
        )
        for field, dash in lines
        if rows and rows[0][field] is not None
    ]


def _marks(shown: Rows, x: Spec) -> Spec:
    mark = {"type": "point", "stroke": drawing.INK, "strokeWidth": 0.7, "opacity": 1, "filled": True}
    usual = {"test": f"datum.mark === '{USUAL}'", "value": 22}
    return layer(
        shown,
        mark,
        x=x,
        y=quantity("value"),
        size={"condition": usual, "value": 110},
        **drawing.by_mark(list(drawing.MARKS), None),
    )


def _label(panel: Panel, shown: Rows, x: Spec) -> list[Spec]:
    """The newest value beside its point, on a white edge: nobody has to read it off the axis."""
    if not panel.newest or not shown:
        return []
    newest = [shown[-1] | {"says": panel.newest}]
    looks = ({"stroke": "white", "strokeWidth": 4}, {"color": drawing.INK})
    return [layer(newest, LABEL | look, x=x, y=quantity("value"), text=name("says")) for look in looks]


def _highest(panels: Panels) -> float:
    """The top of the one scale: everything drawn fits."""
    points = [point for panel in panels.panels for point in panel.points]
    found = [high for point in points for high in (point.value, point.upper, point.high_limit)]
    return max((high for high in [*found, panels.reference] if high is not None), default=1.0) or 1.0
