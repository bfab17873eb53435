"""The pieces of a drawing as Vega-Lite writes them: a layer of rows, a field on an axis, the lines behind it.

Written down as they are and not through Altair, which copies and checks each part again wherever it joins two.
"""

from typing import Any

Spec = dict[str, Any]  # a piece of Vega-Lite, written down
Rows = list[dict[str, Any]]

GRID: Spec = {
    "gridColor": "#e3e9ee",
    "domain": False,
    "ticks": False,
    "tickCount": 6,
    "labelPadding": 6,
    "titlePadding": 10,
}
LEGEND: Spec = {
    "title": None,
    "orient": "top",
    "direction": "horizontal",
    "labelFontSize": 13,
    "symbolSize": 110,
}


def layer(rows: Rows, mark: Spec, **encoding: Spec) -> Spec:
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def quantity(field: str) -> Spec:
    return {"field": field, "type": "quantitative"}


def name(field: str) -> Spec:
    return {"field": field, "type": "nominal"}


def day(field: str, axis: Spec) -> Spec:
    return {"field": field, "type": "temporal", "title": None, "axis": axis}


def end(field: str) -> Spec:
    """Where a mark ends that begins at another field."""
    return {"field": field}
