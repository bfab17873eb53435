"""Questions about the boxes and arrows of a plan's theory of change."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from headwater.governance.strategy.models import Arrow, Node, Plan
from headwater.governance.strategy.theory import graph
from headwater.governance.strategy.theory.graph import Box, Edge, Fault
from headwater.vocabulary.errors import NotFound


@dataclass(frozen=True)
class Theory:
    """A plan's picture as it stands: the boxes in their order, and the arrows between them."""

    plan: Plan
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]

    @property
    def faults(self) -> list[Fault]:
        return graph.faults([box_of(node) for node in self.nodes], [edge_of(arrow) for arrow in self.arrows])

    @property
    def indicator_keys(self) -> tuple[str, ...]:
        """Every indicator that a box names, once, in order."""
        return tuple(dict.fromkeys(key for node in self.nodes for key in node.indicator_keys))


def theory(plan: Plan) -> Theory:
    """The theory of change of a plan, without what was withdrawn."""
    return Theory(plan, tuple(nodes(plan)), tuple(arrows(plan)))


def nodes(plan: Plan, *, withdrawn: bool = False) -> QuerySet[Node]:
    found = plan.nodes.select_related("clause")
    return found if withdrawn else found.filter(withdrawn=False)


def arrows(plan: Plan, *, withdrawn: bool = False) -> QuerySet[Arrow]:
    """The arrows between boxes that stand."""
    found = plan.arrows.select_related("source", "target")
    gone = Q(withdrawn=True) | Q(source__withdrawn=True) | Q(target__withdrawn=True)
    return found if withdrawn else found.exclude(gone)


def get_node(plan: Plan, key: str) -> Node:
    found = nodes(plan, withdrawn=True).filter(key=key).first()
    if found is None:
        raise NotFound("There is no such box on this picture.")
    return found


def get_arrow(plan: Plan, uuid: UUID) -> Arrow:
    found = arrows(plan, withdrawn=True).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("There is no such arrow on this picture.")
    return found


def box_of(node: Node) -> Box:
    return Box(node.key, node.kind, node.title, tuple(node.indicator_keys))


def edge_of(arrow: Arrow) -> Edge:
    return Edge(arrow.source.key, arrow.target.key, arrow.assumption)
