"""Draws panels: the same line, band and marks in each, on one scale, with the newest value at the line's end."""

from dataclasses import asdict
from typing import Any

import altair as alt

from headwater.insight.charts import drawing
from headwater.insight.charts.panels import Panel, Panels
from headwater.vocabulary.states import FigureState

COLUMNS, GAP = 3, 44  # panels in a row, and the pixels between them
HEIGHTS = {1: 300, 2: 250, 3: 210}  # by the panels in a row
MONTHS = alt.Axis(format="%Y", tickCount="year", labelOverlap="greedy", grid=False)
GAPS = alt.Axis(
    labelExpr="split(datum.label, '|')[1]",
    labelAngle=0,
    labelOverlap="greedy",
    labelSeparation=10,
    grid=False,
)


def svg(panels: Panels) -> str:
    """The panels as one SVG document."""
    in_row = min(COLUMNS, len(panels.panels))
    rows = [panels.panels[at : at + in_row] for at in range(0, len(panels.panels), in_row)]
    body = alt.vconcat(*(_row(row, panels, in_row) for row in rows), spacing=26)
    return drawing.framed(body, panels)


def _row(row: tuple[Panel, ...], panels: Panels, in_row: int) -> Any:
    width = (drawing.WIDTH - GAP * (in_row - 1)) / in_row
    drawn = [
        _panel(panel, panels, first=at == 0).properties(
            width=width,
            height=HEIGHTS[in_row],
            title=alt.TitleParams(panel.title, anchor="start", fontSize=14, color=drawing.INK, offset=8),
        )
        for at, panel in enumerate(row)
    ]
    return alt.hconcat(*drawn, spacing=GAP - 26)


def _panel(panel: Panel, panels: Panels, *, first: bool) -> Any:
    """One panel. The axis has its words in the first of a row only; its scale is the same in all."""
    rows = [asdict(point) for point in panel.points]
    shown = [row for row in rows if row["value"] is not None]
    ordinal = any("|" in row["when"] for row in rows)
    x: Any = (
        alt.X("when:O", sort=None, title=None, axis=GAPS)
        if ordinal
        else alt.X("when:T", title=None, axis=MONTHS)
    )
    y = alt.Y(
        "value:Q",
        title=panels.axis if first else None,
        scale=alt.Scale(domain=[0, _highest(panels)], nice=True),
        axis=drawing.axis(),
    )
    line = alt.Chart(drawing.data(shown)).mark_line(color=drawing.NAVY, strokeWidth=2)
    layers = [*_behind(rows, panels, x), line.encode(x=x, y=y, detail="run:N"), _marks(shown, x)]
    return alt.layer(*layers, *_label(panel, shown, x))


def _behind(rows: list[dict[str, Any]], panels: Panels, x: Any) -> list[Any]:
    """What is missing, the range, the limits and the level that everything is compared with."""
    absent = [row for row in rows if row["state"] == FigureState.NOT_COLLECTED]
    ranged = [row for row in rows if row["value"] is not None and row["lower"] is not None]
    hidden = [row for row in rows if row["state"] == FigureState.SUPPRESSED and row["upper"] is not None]
    limited = [row for row in rows if row["mean"] is not None]
    layers: list[Any] = []
    if absent:
        layers.append(alt.Chart(drawing.data(absent)).mark_rect(color="#dfe5ea").encode(x=x, x2="end:T"))
    if ranged:
        band = alt.Chart(drawing.data(ranged)).mark_area(color=drawing.NAVY, opacity=0.18)
        layers.append(band.encode(x=x, y="lower:Q", y2="upper:Q", detail="run:N"))
    if hidden:
        bar = alt.Chart(drawing.data(hidden)).mark_rule(color=drawing.SLATE, strokeWidth=2)
        layers.append(bar.encode(x=x, y="lower:Q", y2="upper:Q"))
    if limited:
        layers += _limits(limited, x)
    if panels.reference is not None:
        level = alt.Chart(drawing.data([{"level": panels.reference}]))
        layers.append(level.mark_rule(color=drawing.SLATE, strokeDash=[6, 4]).encode(y="level:Q"))
    return layers


def _limits(rows: list[dict[str, Any]], x: Any) -> list[Any]:
    line = alt.Chart(drawing.data(rows))
    edge = line.mark_line(color=drawing.SLATE, strokeWidth=1.2, strokeDash=[6, 4])
    mean = line.mark_line(color=drawing.SLATE, strokeWidth=1.2).encode(x=x, y="mean:Q")
    edges = [name for name in ("low_limit", "high_limit") if rows[0][name] is not None]
    return [mean, *(edge.encode(x=x, y=f"{name}:Q") for name in edges)]


def _marks(shown: list[dict[str, Any]], x: Any) -> Any:
    kinds = list(drawing.MARKS)
    shape = alt.Shape(
        "mark:N", legend=None, scale=alt.Scale(domain=kinds, range=[s for s, _ in drawing.MARKS.values()])
    )
    fill = alt.Fill(
        "mark:N", legend=None, scale=alt.Scale(domain=kinds, range=[c for _, c in drawing.MARKS.values()])
    )
    size = alt.condition(alt.datum.mark == kinds[0], alt.value(22), alt.value(110))
    drawn = alt.Chart(drawing.data(shown)).mark_point(
        stroke=drawing.INK, strokeWidth=0.7, opacity=1, filled=True
    )
    return drawn.encode(x=x, y="value:Q", shape=shape, fill=fill, size=size)


def _label(panel: Panel, shown: list[dict[str, Any]], x: Any) -> list[Any]:
    """The newest value beside its point: nobody has to read it off the axis."""
    if not panel.newest or not shown:
        return []
    newest = alt.Chart(drawing.data([shown[-1] | {"says": panel.newest}]))
    place: dict[str, Any] = {
        "align": "right",
        "baseline": "bottom",
        "dx": 4,
        "dy": -9,
        "fontSize": 13,
        "fontWeight": "bold",
    }
    halo = newest.mark_text(stroke="white", strokeWidth=4, **place)
    text = newest.mark_text(color=drawing.INK, **place)
    return [each.encode(x=x, y="value:Q", text="says:N") for each in (halo, text)]


def _highest(panels: Panels) -> float:
    """The top of the one scale: everything drawn fits."""
    points = [point for panel in panels.panels for point in panel.points]
    values = [high for point in points for high in (point.value, point.upper) if high is not None]
    most = max(values, default=1.0)
    limits = [point.high_limit for point in points if point.high_limit is not None]
    return max([most, panels.reference or 0.0, *limits]) or 1.0
