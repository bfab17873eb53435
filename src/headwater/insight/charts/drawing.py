"""The frame of every drawing, its colours and its marks: what is written down becomes SVG here, and nothing is fetched.

Meaning hangs on shape, line and words; colour only repeats them.
"""

import re
from typing import Protocol
from xml.sax.saxutils import escape

import vl_convert

from headwater.insight.charts.picture import HIGH, LOW, USUAL
from headwater.insight.charts.vega_lite import Spec, name

NAVY, INK, SLATE, ORANGE, LINE, MIST, TEAL = (
    "#12436d",
    "#16202a",
    "#4a5763",
    "#f46a25",
    "#c8d3dc",
    "#eef3f7",
    "#28a197",
)
ABSENT = "#dfe5ea"  # what was not collected
FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
WIDTH, NOTE = 760, 17  # pixels; a line of notes
MARKS = {USUAL: ("circle", NAVY), HIGH: ("triangle-up", ORANGE), LOW: ("triangle-down", TEAL)}
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


def by_mark(found: list[str], legend: Spec | None) -> dict[str, Spec]:
    """Shape and fill of the marks that are found: the one repeats the other."""
    shared = name("mark") | {"legend": legend}
    return {
        which: shared | {"scale": {"domain": found, "range": [MARKS[mark][at] for mark in found]}}
        for at, which in enumerate(("shape", "fill"))
    }


def _specification(body: Spec, shown: Shown) -> Spec:
    title = {**TITLE, "text": list(shown.headline), "subtitle": list(shown.title)}
    return {"config": CONFIG, "spacing": 14, "vconcat": [body | {"title": title}, _notes(shown)]}


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
            "text": name("says"),
        },
        "width": WIDTH,
        "height": NOTE * rows,
    }
