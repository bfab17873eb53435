"""The theory of change as a graph, and what is wrong with it: plain nodes and arrows in, faults in words out.

A fault never stops anybody from saving: a theory is built up box by box, and its page says what is still missing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from headwater.vocabulary.sentences import listed

ORDER = ("activity", "output", "outcome", "long_term_outcome")  # from what is done to what it is for
MOST_NAMED = 4  # boxes in a sentence


@dataclass(frozen=True)
class Box:
    """One node, as far as its place in the graph goes."""

    key: str
    kind: str
    title: str
    indicator_keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edge:
    """One arrow between two boxes, by their keys."""

    source: str
    target: str
    assumption: str = ""


class FaultKind(StrEnum):
    DANGLING = "dangling"
    CYCLE = "cycle"
    BACKWARDS = "backwards"
    NO_WAY_ON = "no_way_on"
    NO_WAY_IN = "no_way_in"
    UNMEASURED = "unmeasured"
    NO_ASSUMPTION = "no_assumption"


@dataclass(frozen=True)
class Fault:
    """One thing to mend: what it is, in a sentence that says how, and the boxes that it touches."""

    kind: FaultKind
    says: str
    keys: tuple[str, ...]


def faults(boxes: Sequence[Box], edges: Sequence[Edge]) -> list[Fault]:
    """Everything to mend, the gravest first.

    >>> found = faults([Box("a", "activity", "Mentoring"), Box("b", "outcome", "Safer", ("x",))], [Edge("a", "b")])
    >>> [(fault.kind.value, fault.keys) for fault in found]
    [('no_assumption', ('a', 'b')), ('no_way_on', ('b',))]
    """
    known = {box.key: box for box in boxes}
    dangling, sound = _dangling(known, edges)
    found = [*dangling, *_cycles(known, sound), *_backwards(known, sound), *_unassumed(known, sound)]
    return [*found, *_orphans(boxes, sound), *_unmeasured(boxes)]


def cycles(edges: Sequence[Edge]) -> list[tuple[str, ...]]:
    """Groups of boxes that lead round to themselves, each in the order of their keys.

    >>> cycles([Edge("a", "b"), Edge("b", "a"), Edge("b", "c")])
    [('a', 'b')]
    """
    import numpy as np
    from scipy import sparse  # half a second to import, and every command comes by this module
    from scipy.sparse import csgraph

    keys = sorted({key for edge in edges for key in (edge.source, edge.target)})
    if not keys:
        return []
    at = {key: place for place, key in enumerate(keys)}
    ends = ([at[edge.source] for edge in edges], [at[edge.target] for edge in edges])
    matrix = sparse.coo_array((np.ones(len(edges)), ends), shape=(len(keys), len(keys)))
    _, group_of = csgraph.connected_components(matrix, directed=True, connection="strong")
    groups: dict[int, list[str]] = defaultdict(list)
    for key, group in zip(keys, group_of.tolist(), strict=True):
        groups[group].append(key)
    itself = {edge.source for edge in edges if edge.source == edge.target}
    return sorted(tuple(group) for group in groups.values() if len(group) > 1 or group[0] in itself)


def reached(start: str, edges: Iterable[Edge], *, upstream: bool = False) -> frozenset[str]:
    """Every box that one leads to, or that leads to it, without itself unless it stands on a cycle.

    >>> sorted(reached("a", [Edge("a", "b"), Edge("b", "c")]))
    ['b', 'c']
    """
    beside: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        near, far = (edge.target, edge.source) if upstream else (edge.source, edge.target)
        beside[near].append(far)
    seen: set[str] = set()
    waiting = list(beside[start])
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting += beside[key]
    return frozenset(seen)


def _dangling(known: Mapping[str, Box], edges: Sequence[Edge]) -> tuple[list[Fault], list[Edge]]:
    found, sound = [], []
    for edge in edges:
        missing = [key for key in (edge.source, edge.target) if key not in known]
        if missing:
            says = f"An arrow names {' and '.join(missing)}, which is not on the picture: add the box, or take the arrow away."
            found.append(Fault(FaultKind.DANGLING, says, (edge.source, edge.target)))
        else:
            sound.append(edge)
    return found, sound


def _cycles(known: Mapping[str, Box], edges: Sequence[Edge]) -> list[Fault]:
    return [
        Fault(
            FaultKind.CYCLE,
            f"{_titles(known, group)} lead round to {'themselves' if len(group) > 1 else 'itself'}: take one arrow away, "
            "so that it is clear what comes first.",
            group,
        )
        for group in cycles(edges)
    ]


def _backwards(known: Mapping[str, Box], edges: Sequence[Edge]) -> list[Fault]:
    return [
        Fault(
            FaultKind.BACKWARDS,
            f"The arrow from “{known[edge.source].title}” to “{known[edge.target].title}” points back, from what is achieved "
            "to what is done: turn it round.",
            (edge.source, edge.target),
        )
        for edge in edges
        if ORDER.index(known[edge.source].kind) > ORDER.index(known[edge.target].kind)
    ]


def _unassumed(known: Mapping[str, Box], edges: Sequence[Edge]) -> list[Fault]:
    return [
        Fault(
            FaultKind.NO_ASSUMPTION,
            f"Say on what assumption “{known[edge.source].title}” leads to “{known[edge.target].title}”.",
            (edge.source, edge.target),
        )
        for edge in edges
        if not edge.assumption.strip()
    ]


def _orphans(boxes: Sequence[Box], edges: Sequence[Edge]) -> list[Fault]:
    sources, targets = {edge.source for edge in edges}, {edge.target for edge in edges}
    found = []
    for box in boxes:
        if box.kind != ORDER[-1] and box.key not in sources:
            says = f"“{box.title}” leads to nothing: draw an arrow to what it is for."
            found.append(Fault(FaultKind.NO_WAY_ON, says, (box.key,)))
        if box.kind != ORDER[0] and box.key not in targets:
            says = f"Nothing leads to “{box.title}”: draw an arrow from what brings it about."
            found.append(Fault(FaultKind.NO_WAY_IN, says, (box.key,)))
    return found


def _unmeasured(boxes: Sequence[Box]) -> list[Fault]:
    return [
        Fault(
            FaultKind.UNMEASURED,
            f"Nobody measures “{box.title}” yet: name an indicator, or say who will find one.",
            (box.key,),
        )
        for box in boxes
        if box.kind in ORDER[2:] and not box.indicator_keys
    ]


def _titles(known: Mapping[str, Box], group: Sequence[str]) -> str:
    titles = [f"“{known[key].title}”" for key in group[:MOST_NAMED]]
    if len(group) > MOST_NAMED:
        titles.append(f"{len(group) - MOST_NAMED:,} more")
    return listed(titles)
