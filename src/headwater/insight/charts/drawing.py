"""Draws a picture as SVG: Altair writes it down, vl-convert renders it here, and nothing is fetched.

Meaning hangs on shape, line and words; colour only repeats them.
"""

import json
import re
from dataclasses import asdict
from typing import Any, Protocol
from xml.sax.saxutils import escape

import altair as alt
import vl_convert

from headwater.insight.charts.picture import HIGH, LOW, USUAL, Picture
from headwater.vocabulary.states import FigureState

NAVY, INK, SLATE, ORANGE, LINE, MIST, TEAL = (
    "#12436d",
    "#16202a",
    "#4a5763",
    "#f46a25",
    "#c8d3dc",
    "#eef3f7",
    "#28a197",
)
FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
WIDTH, HEIGHT, NOTE = 760, 330, 17  # pixels; a line of notes
MARKS = {USUAL: ("circle", NAVY), HIGH: ("triangle-up", ORANGE), LOW: ("triangle-down", TEAL)}
Spec = dict[str, Any]  # a piece of Vega-Lite, written down
ON_TOP = ("$schema", "config", "datasets")  # what a piece may have only where it is the whole
TITLE = {
    "anchor": "start",
    "frame": "group",
    "offset": 18,
    "fontSize": 18,
    "lineHeight": 23,
    "color": INK,
    "subtitleFontSize": 13,
    "subtitleColor": SLATE,
    "subtitlePadding": 7,
    "subtitleLineHeight": 17,
}
CONFIG = {
    "font": FONT,
    "background": "white",
    "padding": 16,
    "aria": False,
    "view": {"stroke": None},
    "concat": {"columns": 1},
    "axis": {
        "labelFontSize": 13,
        "titleFontSize": 13,
        "labelColor": INK,
        "titleColor": INK,
        "titleFontWeight": "normal",
    },
}
# the drawing as a whole has its words (title, desc): parts that call themselves pictures would need words too
ROLES = re.compile(r' (?:role|aria-roledescription|aria-label|aria-hidden)="[^"]*"')
X = alt.X(
    "when:T",
    title=None,
    axis=alt.Axis(
        format="%b %Y", labelFlush=False, labelSeparation=12, labelOverlap="greedy", tickCount=8, grid=False
    ),
)


class Shown(Protocol):
    """The words round any picture."""

    @property
    def headline(self) -> tuple[str, ...]: ...
    @property
    def title(self) -> tuple[str, ...]: ...
    @property
    def notes(self) -> tuple[str, ...]: ...
    @property
    def alt(self) -> str: ...


def svg(picture: Picture) -> str:
    """The picture as one SVG document, with its title and its words for a screen reader inside."""
    rows = [asdict(point) for point in picture.points]
    body = alt.layer(*_layers(picture, rows)).properties(width=WIDTH, height=HEIGHT)
    return framed(body.to_dict(), picture)


def framed(body: Spec, shown: Shown) -> str:
    """A body with its headline and title above and its notes below, as one SVG document."""
    drawn = vl_convert.vegalite_to_svg(_specification(body, shown), allowed_base_urls=[])
    drawn = ROLES.sub("", drawn)
    start = drawn.index(">", drawn.index("<svg")) + 1
    told = f"<title>{escape(' '.join(shown.headline))}</title><desc>{escape(shown.alt)}</desc>"
    return f"{drawn[:start]}{told}{drawn[start:]}"


def png(svg_text: str, *, scale: float = 2.0) -> bytes:
    """The same drawing in dots, for a slide or a document."""
    return bytes(vl_convert.svg_to_png(svg_text, scale=scale))


def _specification(body: Spec, shown: Shown) -> Spec:
    """The frame, written down as it is: Altair copies everything it joins, which takes longer than drawing it."""
    title = {**TITLE, "text": list(shown.headline), "subtitle": list(shown.title)}
    titled = {key: part for key, part in body.items() if key not in ON_TOP} | {"title": title}
    whole: Spec = {"config": CONFIG, "spacing": 14, "vconcat": [titled, _notes(shown)]}
    return whole | ({"datasets": body["datasets"]} if "datasets" in body else {})


def _layers(picture: Picture, rows: list[dict[str, Any]]) -> list[Any]:
    """From the back to the front: what is missing, ranges, limits, the line, its marks."""
    layers = [*_missing(rows), *_bands(rows, picture), *_limits(rows, picture), *_breaks(picture)]
    shown = [row for row in rows if row["value"] is not None]
    y = alt.Y("value:Q", title=picture.axis, scale=alt.Scale(zero=True, nice=True), axis=axis())
    line = alt.Chart(data(shown)).mark_line(color=NAVY, strokeWidth=2).encode(x=X, y=y, detail="run:N")
    return [*layers, line, _points(shown, picture)]


def _points(shown: list[dict[str, Any]], picture: Picture) -> Any:
    """A mark a period; special ones by shape and size, with a legend of those there are."""
    found = [mark for mark in MARKS if any(row["mark"] == mark for row in shown)]
    shown_legend = alt.Legend(
        title=None, orient="top", direction="horizontal", labelFontSize=13, symbolSize=110
    )
    legend = shown_legend if len(found) > 1 else None
    shape = alt.Shape(
        "mark:N", legend=legend, scale=alt.Scale(domain=found, range=[MARKS[m][0] for m in found])
    )
    fill = alt.Fill(
        "mark:N", legend=legend, scale=alt.Scale(domain=found, range=[MARKS[m][1] for m in found])
    )
    size = alt.condition(alt.datum.mark == USUAL, alt.value(26 if picture.has_limits else 14), alt.value(110))
    drawn = alt.Chart(data(shown)).mark_point(stroke=INK, strokeWidth=0.8, opacity=1, filled=True)
    return drawn.encode(x=X, y="value:Q", shape=shape, fill=fill, size=size)


def _missing(rows: list[dict[str, Any]]) -> list[Any]:
    """Grey where nothing was collected; for a hidden small number the bar of what it may be."""
    absent = [row for row in rows if row["state"] == FigureState.NOT_COLLECTED]
    hidden = [row for row in rows if row["state"] == FigureState.SUPPRESSED]
    layers: list[Any] = []
    if absent:
        layers.append(alt.Chart(data(absent)).mark_rect(color="#dfe5ea").encode(x=X, x2="end:T"))
    known = [
        row | {"middle": (row["lower"] + row["upper"]) / 2} for row in hidden if row["upper"] is not None
    ]
    if known:
        bar = alt.Chart(data(known)).mark_rule(color=SLATE, strokeWidth=2)
        square = alt.Chart(data(known)).mark_point(shape="square", color=SLATE, filled=False, size=40)
        layers += [bar.encode(x=X, y="lower:Q", y2="upper:Q"), square.encode(x=X, y="middle:Q")]
    return layers


def _bands(rows: list[dict[str, Any]], picture: Picture) -> list[Any]:
    """The interval; nothing where limits are drawn, which answer another question."""
    found = [row for row in rows if row["value"] is not None and row["lower"] is not None]
    if picture.has_limits or not found:
        return []
    band = alt.Chart(data(found)).mark_area(color=NAVY, opacity=0.18)
    return [band.encode(x=X, y="lower:Q", y2="upper:Q", detail="run:N")]


def _limits(rows: list[dict[str, Any]], picture: Picture) -> list[Any]:
    """The mean and the limits of usual variation, a stretch at a time."""
    if not picture.has_limits:
        return []
    limits = alt.Chart(data(rows))
    mean = limits.mark_line(color=SLATE, strokeWidth=1.2)
    edge = limits.mark_line(color=SLATE, strokeWidth=1.2, strokeDash=[6, 4])
    return [
        mean.encode(x=X, y="mean:Q", detail="segment:N"),
        edge.encode(x=X, y="low_limit:Q", detail="segment:N"),
        edge.encode(x=X, y="high_limit:Q", detail="segment:N"),
    ]


def _breaks(picture: Picture) -> list[Any]:
    if not picture.breaks:
        return []
    days = alt.Chart(data([{"when": day} for day in picture.breaks]))
    return [days.mark_rule(color=INK, strokeWidth=1.4, strokeDash=[2, 3]).encode(x=X)]


def _notes(shown: Shown) -> Spec:
    """Source, period and caveats, inside the picture so that a copy keeps them."""
    lines = [{"line": at, "says": says} for at, says in enumerate(shown.notes)]
    rows = max(1, len(lines))
    return {
        "data": {"values": lines},
        "mark": {"type": "text", "align": "left", "baseline": "top", "fontSize": 12.5, "color": SLATE},
        "encoding": {
            "x": {"value": -44},
            "y": {
                "field": "line",
                "type": "quantitative",
                "axis": None,
                "scale": {"domain": [0, rows], "reverse": True},
            },
            "text": {"field": "says", "type": "nominal"},
        },
        "width": WIDTH,
        "height": NOTE * rows,
    }


def axis() -> Any:
    return alt.Axis(
        gridColor="#e3e9ee", domain=False, ticks=False, tickCount=6, labelPadding=6, titlePadding=10
    )


def data(rows: list[dict[str, Any]]) -> Any:
    """The rows of a layer as one text, which Altair hands on; as a list it would copy every row with every layer, several times."""
    text = json.dumps(rows, ensure_ascii=False)
    values: Any = alt.InlineData(values=text, format=alt.JsonDataFormat(type="json"))
    return values
