"""How counts add up: the equations that anybody can write down from the releases of one source.

Areas add up to the area they are part of, months to quarters and years, categories to the whole, and an
indicator's events to those of the indicator that they are part of. Where parts do not fill the whole, the
rest is a count too, and nobody may work it out either.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from headwater.insight.release import week_sums
from headwater.insight.release.memory import WHOLE, Contents, Node


@dataclass(frozen=True)
class Equation:
    """`whole` is the sum of `parts` and of `outside`, a number that everybody is assumed to know. Where each
    `is_rounded`, it is so only nearly.
    """

    whole: Node
    parts: tuple[Node, ...]
    outside: float = 0.0
    is_rounded: bool = False


def equations(nodes: Iterable[Node], releases: Sequence[Contents]) -> list[Equation]:
    """Every sum over these nodes. Nodes that stand in the equations and not among `nodes` are rests, known
    to nobody.
    """
    present = frozenset(nodes)
    longer = [*_added_up(present, releases)]
    found = [
        *_places(present, releases),
        *_periods(present),
        *longer,
        *(Equation(whole, parts) for whole, parts in week_sums.sums(present)),
        *_categories(present, releases),
        *_measures(present.union(each.whole for each in longer), releases),
        *_totals(present, releases),
    ]
    rounded = {contents.measure for contents in releases if contents.is_rounded}
    return [replace(each, is_rounded=True) if each.whole.measure in rounded else each for each in found]


def _places(present: frozenset[Node], releases: Sequence[Contents]) -> Iterable[Equation]:
    """The last release that says how a place divides into parts of a kind is believed."""
    written: dict[tuple[Node, str], Equation] = {}
    for contents in releases:
        for (parent, kind), children in _families(contents).items():
            rest = iter(contents.outside[f"{parent}>{kind}"])
            for category in contents.categories:
                for start in contents.starts:
                    whole = Node(contents.measure, parent, category, start, contents.months)
                    parts = tuple(
                        Node(contents.measure, child, category, start, contents.months) for child in children
                    )
                    outside = next(rest)
                    if whole in present and present.issuperset(parts):
                        written[whole, kind] = Equation(whole, parts, outside)
    return written.values()


def _families(contents: Contents) -> dict[tuple[str, str], list[str]]:
    codes = {code for code, _, _ in contents.places}
    families: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code, kind, parent in contents.places:
        if parent in codes:
            families[parent, kind].append(code)
    return families


def _periods(present: frozenset[Node]) -> Iterable[Equation]:
    lengths = sorted({node.months for node in present if node.months > 0})
    for short in lengths:
        for long in (length for length in lengths if length > short and length % short == 0):
            for whole in (node for node in present if node.months == long):
                parts = _shorter(whole, short)
                yield from _with_rest(whole, [part for part in parts if part in present], len(parts))


def _categories(present: frozenset[Node], releases: Sequence[Contents]) -> Iterable[Equation]:
    groups = {
        (c.measure, c.categories[1:], c.exhaustive)
        for c in releases
        if len(c.categories) > 1 and not c.tells_how_it_adds_up
    }
    told: dict[tuple[str, str, int, int], set[str]] = defaultdict(set)
    for node in present:
        told[node.measure, node.place, node.first, node.months].add(node.category)
    for measure, names, exhaustive in sorted(groups):
        for (of, place, first, months), known in told.items():
            if of == measure and WHOLE in known and not known.isdisjoint(names):
                parts = [Node(measure, place, name, first, months) for name in names if name in known]
                whole = Node(measure, place, WHOLE, first, months)
                yield from _with_rest(whole, parts, len(names) + (not exhaustive))


def _shorter(whole: Node, months: int) -> list[Node]:
    """The periods of so many months that a longer one consists of."""
    steps = range(whole.first, whole.first + whole.months, months)
    return [Node(whole.measure, whole.place, whole.category, first, months) for first in steps]


def _added_up(present: frozenset[Node], releases: Sequence[Contents]) -> Iterable[Equation]:
    """Longer periods that a measure left in shorter ones only, where one that it is a part of, or has as a part, left in
    the longer: without their sum, what quarters of the one tell of months of the other would go unseen.
    """
    for pair in _nested(releases):
        for mine, other in (pair, pair[::-1]):
            lengths = sorted({node.months for node in present if node.measure == mine and node.months > 0})
            for node in (node for node in present if node.measure == other):
                whole = node._replace(measure=mine)
                fills = (
                    _shorter(whole, short)
                    for short in lengths
                    if short < node.months and not node.months % short
                )
                parts = next(filter(present.issuperset, fills), None)
                if parts and whole not in present:
                    yield Equation(whole, tuple(parts))


def _nested(releases: Sequence[Contents]) -> list[tuple[str, str]]:
    """Each measure whose events are a part of another's, with that other."""
    return sorted({(each.measure, each.part_of) for each in releases if each.part_of})


def _measures(present: frozenset[Node], releases: Sequence[Contents]) -> Iterable[Equation]:
    for measure, part_of in _nested(releases):
        for part in (node for node in present if node.measure == measure):
            whole = part._replace(measure=part_of)
            if whole in present:
                yield from _with_rest(whole, [part], 2)


def _totals(present: frozenset[Node], releases: Sequence[Contents]) -> Iterable[Equation]:
    """Sums over cells of several tables, which the releases name themselves. The last that names one is believed."""
    written: dict[Node, Equation] = {}
    for contents in releases:
        for (place, category), parts, outside in contents.sums:
            for at, start in enumerate(contents.starts):
                whole = Node(contents.measure, place, category, start, contents.months)
                nodes = tuple(whole._replace(place=code, category=key) for code, key in parts)
                if whole in present:
                    written[whole] = Equation(whole, nodes, outside[at] if outside else 0.0)
    return written.values()


def _with_rest(whole: Node, parts: list[Node], fill: int) -> Iterable[Equation]:
    """The sum of these parts, with a rest where fewer are there than fill the whole."""
    if not parts:
        return
    if len(parts) == fill:
        yield Equation(whole, tuple(parts))
        return
    rest = whole._replace(
        category=f"{whole.category} but {parts[0].measure}/{parts[0].category}/{len(parts)}x{parts[0].months}"
    )
    yield Equation(whole, (*parts, rest))
