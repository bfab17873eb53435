"""The picture of a plan's theory of change with live verdicts, and the same as a list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from headwater.governance.strategy.models import Arrow, Node
from headwater.governance.strategy.theory import queries as theories
from headwater.governance.strategy.theory.graph import ORDER
from headwater.governance.strategy.theory.queries import Theory
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.models import Area
from headwater.insight.performance import standing
from headwater.insight.performance.standing import Standing
from headwater.insight.performance.theory import drawing, kept, layout
from headwater.insight.release.draft import Audience


@dataclass(frozen=True)
class Row:
    """One box of the list form: how it stands, and what it leads to and on what assumption."""

    node: Node
    standing: Standing | None
    leads_to: tuple[Arrow, ...]
    led_to_by: tuple[Arrow, ...]

    @property
    def is_aim(self) -> bool:
        """Whether it is something to achieve, which figures should measure."""
        return self.node.kind in ORDER[2:]


@dataclass(frozen=True)
class Shown:
    """A theory of change as a page shows it."""

    theory: Theory
    area: Area | None
    rows: tuple[Row, ...]

    @property
    def columns(self) -> list[tuple[str, list[Row]]]:
        """The rows by kind of box, from what is done to what it is for."""
        return [
            (drawing.HEADINGS[kind], [row for row in self.rows if row.node.kind == kind])
            for kind in ORDER
            if any(row.node.kind == kind for row in self.rows)
        ]

    @property
    def missing(self) -> list[str]:
        """What is still wrong with the theory, or not there yet, a sentence each."""
        unknown = [key for key in self.theory.indicator_keys if key not in registry.indicators()]
        told = [
            f"A box names the indicator {key}, which is not there: choose another, or have it made."
            for key in unknown
        ]
        return [*(fault.says for fault in self.theory.faults), *told]


def shown(theory: Theory, *, audience: Audience, on: date) -> Shown:
    """A theory with what its figures say in the area of its plan, else in the whole partnership."""
    area = _area(theory)
    measures = standing.measures(theory.indicator_keys, area, audience=audience, on=on)
    rows = tuple(
        Row(
            node,
            standing.standing_of([measures[key] for key in node.indicator_keys])
            if node.indicator_keys
            else None,
            tuple(arrow for arrow in theory.arrows if arrow.source_id == node.pk),
            tuple(arrow for arrow in theory.arrows if arrow.target_id == node.pk),
        )
        for node in theory.nodes
    )
    return Shown(theory, area, rows)


def picture(found: Shown, *, address: Callable[[str], str]) -> str:
    """The SVG. Empty where there is nothing to draw."""
    boxes = [theories.box_of(row.node) for row in found.rows]
    edges = [theories.edge_of(arrow) for arrow in found.theory.arrows]
    if not boxes:
        return ""
    laid = layout.placed(kept.laid_out(boxes, edges), boxes, edges)
    grades = {theories.edge_of(arrow): arrow.grade for arrow in found.theory.arrows}
    standings: Mapping[str, Standing | None] = {row.node.key: row.standing for row in found.rows}
    title = f"Theory of change of {found.theory.plan.title}"
    return drawing.svg(drawing.Sheet(laid, standings, grades, address, title))


def _area(theory: Theory) -> Area | None:
    code = theory.plan.area_code
    return (indicators.find_area(code) if code else None) or indicators.top_area()
