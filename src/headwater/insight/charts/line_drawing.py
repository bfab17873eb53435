"""Draws one series: its line from back to front over its range or limits, and a mark a period."""

from dataclasses import asdict

from headwater.insight.charts import drawing
from headwater.insight.charts.picture import USUAL, Picture
from headwater.insight.charts.vega_lite import GRID, LEGEND, Rows, Spec, day, end, layer, name, quantity
from headwater.vocabulary.states import FigureState

HEIGHT = 330
FEW = 9  # as many periods as have room for a label each
X = day(
    "when",
    {
        "format": "%b %Y",
        "labelFlush": False,
        "labelSeparation": 12,
        "labelOverlap": "greedy",
        "tickCount": 8,
        "grid": False,
    },
)


def svg(picture: Picture) -> str:
    """The picture as one SVG document, with its title and its words for a screen reader inside."""
    rows = [asdict(point) for point in picture.points]
    shown = [row for row in rows if row["value"] is not None]
    layers = [
        *_missing(rows),
        *_bands(shown, picture),
        *_limits(rows, picture),
        *_breaks(picture),
        _line(shown, picture),
        _points(shown, picture),
    ]
    return drawing.framed({"layer": layers, "width": drawing.WIDTH, "height": HEIGHT}, picture)


def _missing(rows: Rows) -> list[Spec]:
    """Grey where nothing was collected; for a hidden small number the bar of what it may be."""
    absent = [row for row in rows if row["state"] == FigureState.NOT_COLLECTED]
    grey: Spec = {"type": "rect", "color": drawing.ABSENT}
    layers = [layer(absent, grey, x=X, x2=end("end"))] if absent else []
    hidden = [row for row in rows if row["state"] == FigureState.SUPPRESSED and row["upper"] is not None]
    if not hidden:
        return layers
    known = [row | {"middle": (row["lower"] + row["upper"]) / 2} for row in hidden]
    bar: Spec = {"type": "rule", "color": drawing.SLATE, "strokeWidth": 2}
    square: Spec = {"type": "point", "shape": "square", "color": drawing.SLATE, "filled": False, "size": 40}
    return [
        *layers,
        layer(known, bar, x=X, y=quantity("lower"), y2=end("upper")),
        layer(known, square, x=X, y=quantity("middle")),
    ]


def _bands(shown: Rows, picture: Picture) -> list[Spec]:
    """The interval; nothing where limits are drawn, which answer another question."""
    found = [row for row in shown if row["lower"] is not None]
    if picture.has_limits or not found:
        return []
    band: Spec = {"type": "area", "color": drawing.NAVY, "opacity": 0.18}
    return [layer(found, band, x=X, y=quantity("lower"), y2=end("upper"), detail=name("run"))]


def _limits(rows: Rows, picture: Picture) -> list[Spec]:
    """The mean and the limits of usual variation, a stretch at a time."""
    if not picture.has_limits:
        return []
    mean: Spec = {"type": "line", "color": drawing.SLATE, "strokeWidth": 1.2}
    edge = mean | {"strokeDash": [6, 4]}
    drawn = (("mean", mean), ("low_limit", edge), ("high_limit", edge))
    return [layer(rows, mark, x=X, y=quantity(field), detail=name("segment")) for field, mark in drawn]


def _breaks(picture: Picture) -> list[Spec]:
    days = [{"when": each} for each in picture.breaks]
    mark: Spec = {"type": "rule", "color": drawing.INK, "strokeWidth": 1.4, "strokeDash": [2, 3]}
    return [layer(days, mark, x=X)] if days else []


def _line(shown: Rows, picture: Picture) -> Spec:
    mark: Spec = {"type": "line", "color": drawing.NAVY, "strokeWidth": 2}
    scale = {"zero": True, "nice": True}
    y = quantity("value") | {"title": picture.axis, "scale": scale, "axis": GRID}
    return layer(shown, mark, x=_across(picture), y=y, detail=name("run"))


def _across(picture: Picture) -> Spec:
    """Few periods have their own names on the axis; many are told by some of their months."""
    if len(picture.points) > FEW:
        return X
    return X | {"axis": X["axis"] | {"values": [point.when for point in picture.points]}}


def _points(shown: Rows, picture: Picture) -> Spec:
    """A mark a period; special ones by shape and size, with a legend of those there are."""
    found = [mark for mark in drawing.MARKS if any(row["mark"] == mark for row in shown)]
    usual = {"test": f"datum.mark === '{USUAL}'", "value": 26 if picture.has_limits else 14}
    return layer(
        shown,
        {"type": "point", "stroke": drawing.INK, "strokeWidth": 0.8, "opacity": 1, "filled": True},
        x=X,
        y=quantity("value"),
        size={"condition": usual, "value": 110},
        **drawing.by_mark(found, LEGEND if len(found) > 1 else None),
    )
