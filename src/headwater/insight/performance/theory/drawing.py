"""The theory of change as SVG: boxes with their verdicts, arrows by how good the evidence under them is.

Nothing hangs on colour: a verdict has a mark and words, an arrow without evidence is dashed, and a box that nobody measures has a
dashed border. Every box is a link, and says to a screen reader what its list form says. Presentation attributes only: the pages' policy
allows no inline style.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from headwater.governance.evidence.models import Grade
from headwater.governance.strategy.theory.graph import ORDER, Edge
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.performance.standing import Standing
from headwater.insight.performance.theory.layout import LINE, PADDING, Laid, Placed, Routed

NAVY, TEAL, PLUM, SLATE, INK = "#12436d", "#0f625b", "#801650", "#4a5763", "#0b0c0c"
MARKS: dict[Verdict, tuple[str, str, str, str]] = {  # mark, words, ink, paper
    Verdict.IMPROVING: ("▲", "Getting better", TEAL, "#eaf6f5"),
    Verdict.WORSENING: ("▼", "Getting worse", PLUM, "#f8eef3"),
    Verdict.NO_CLEAR_CHANGE: ("●", "No clear change", NAVY, "#eef3f7"),
    Verdict.CHANGED: ("◆", "Changed", NAVY, "#eef3f7"),
    Verdict.NOT_COMPARABLE: ("≠", "Cannot be compared", SLATE, "#ffffff"),
    Verdict.STALE: ("…", "Too old to say", SLATE, "#ffffff"),
    Verdict.SUPPRESSED: ("*", "Too few to show", SLATE, "#ffffff"),
    Verdict.NO_DATA: ("?", "No figures", SLATE, "#ffffff"),
}
HEADINGS = dict(
    zip(ORDER, ("What we do", "What comes of it", "What changes then", "What it is for"), strict=True)
)
GRADES: dict[str, tuple[str, str]] = {  # width and dashes of an arrow
    Grade.NONE: ("1.5", "5 5"),
    Grade.PRACTICE: ("1.5", "1 4"),
    Grade.LIMITED: ("1.5", ""),
    Grade.MODERATE: ("2.5", ""),
    Grade.STRONG: ("3.5", ""),
}
HEAD = 40  # above the boxes, for the columns' headings
MOST_TOLD = 30  # letters in the second line of a verdict


@dataclass(frozen=True)
class Sheet:
    """What is drawn: the places, what each box's figures say (None: it names no indicator), the arrows' grades, and where a box leads."""

    laid: Laid
    standings: Mapping[str, Standing | None]
    grades: Mapping[Edge, str]
    address: Callable[[str], str]
    title: str


def svg(sheet: Sheet) -> str:
    """The whole picture, as wide as its place lets it be and no wider than it was laid out."""
    laid = sheet.laid
    width, height = round(laid.width), round(laid.height) + HEAD
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" '
            f'aria-label="{escape(sheet.title)}" font-family="Arial, sans-serif">'
        ),
        *_tips(),
        *_headings(laid),
        f'<g transform="translate(0 {HEAD})">',
        *(_arrow(routed, sheet.grades.get(routed.edge, Grade.NONE)) for routed in laid.arrows),
        *(_box(placed, sheet) for placed in laid.boxes),
        "</g></svg>",
    ]
    return "".join(parts)


def detail(standing: Standing) -> str:
    """The second line of a verdict: by how much, with its range; of several indicators, how many say what."""
    told = [measure.verdict for measure in standing.measures if measure.verdict]
    if len(standing.measures) == 1 and told and told[0].ratio:
        change, lower, upper = (_per_cent(100 * (part - 1)) for part in told[0].ratio)
        return f"{change} ({lower} to {upper})"
    if len(standing.measures) > 1:
        same = sum(measure.word is standing.word for measure in standing.measures)
        return f"{same} of {len(standing.measures)} indicators"
    return ""


def _per_cent(change: float) -> str:
    """A change with its sign, as people write it: the minus is a minus sign."""
    return f"{change:+.0f}%".replace("-", "\N{MINUS SIGN}")


def _tips() -> list[str]:
    return [
        (
            '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" '
            f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z" fill="{SLATE}"/></marker></defs>'
        )
    ]


def _headings(laid: Laid) -> list[str]:
    """One heading over the first column of each kind, for the eye: a screen reader is told a box's kind with the box."""
    first: dict[str, float] = {}
    for placed in laid.boxes:
        first[placed.box.kind] = min(placed.x, first.get(placed.box.kind, placed.x))
    return [
        f'<text x="{x:.0f}" y="24" font-size="17" font-weight="700" fill="{INK}" aria-hidden="true">{HEADINGS[kind]}</text>'
        for kind, x in first.items()
    ]


def _arrow(routed: Routed, grade: str) -> str:
    width, dashes = GRADES[grade]
    start, *rest = routed.points
    curves = "".join(
        " ".join(f"{'C' if at == 0 else ''}{x:.0f} {y:.0f}" for at, (x, y) in enumerate(rest[n : n + 3]))
        + " "
        for n in range(0, len(rest), 3)
    )
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path d="M{start[0]:.0f} {start[1]:.0f} {curves.strip()}" fill="none" stroke="{SLATE}" stroke-width="{width}"{dashed} '
        'marker-end="url(#tip)" aria-hidden="true"/>'
    )


def _box(placed: Placed, sheet: Sheet) -> str:
    box, standing = placed.box, sheet.standings.get(placed.box.key)
    aims = box.kind in ORDER[2:]
    mark, words, ink, paper = (
        MARKS[standing.word] if standing else ("?", "Not measured yet", SLATE, "#ffffff")
    )
    ink, paper = (ink, paper) if aims else (NAVY, "#ffffff")
    unknown = aims and (standing is None or not standing.is_measured)
    return "".join(
        (
            f'<a href="{escape(sheet.address(box.key))}" aria-label="{escape(_spoken(placed, standing, aims=aims))}">',
            f'<g transform="translate({placed.x:.0f} {placed.y:.0f})">',
            (
                f'<rect width="{placed.width:.0f}" height="{placed.height:.0f}" rx="4" fill="{paper}" stroke="{ink}" stroke-width="2"'
                f"{' stroke-dasharray=' + chr(34) + '6 4' + chr(34) if unknown else ''}/>"
            ),
            *(
                _line(text, PADDING + 14 + at * LINE, 15, INK, bold=True)
                for at, text in enumerate(placed.lines)
            ),
            *(_foot(placed, f"{mark} {words}", detail(standing) if standing else "", ink) if aims else ()),
            "</g></a>",
        )
    )


def _foot(placed: Placed, verdict: str, told: str, ink: str) -> tuple[str, str]:
    below = placed.height - PADDING
    return _line(verdict, below - 18, 14, ink, bold=True), _line(told[:MOST_TOLD], below, 13, ink)


def _line(text: str, y: float, size: int, ink: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{PADDING}" y="{y:.0f}" font-size="{size}"{weight} fill="{ink}">{escape(text)}</text>'


def _spoken(placed: Placed, standing: Standing | None, *, aims: bool) -> str:
    kind = placed.box.kind.replace("_", " ").replace("long term", "long-term")
    said = (standing.says if standing else "Nobody measures this yet.") if aims else ""
    return f"{placed.box.title}, {kind}. {said}".strip()
