"""The causes of the causes: arrows followed upstream, nearest first. A walk, and nothing of a database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, Self, TypeVar

from headwater.governance.evidence.models import Driver, Factor, Level

DETERMINANTS = frozenset({Level.COMMUNITY.value, Level.SOCIETY.value})
Edge = tuple[Driver, Factor, str]  # an arrow, where it comes from and where it leads


@dataclass(frozen=True)
class Cause:
    """A factor, the arrow by which it acts, and what in turn causes it."""

    arrow: Driver
    factor: Factor
    causes: tuple["Cause", ...] = ()
    comes_round: bool = False  # it is further down this very path: a loop, told and not followed
    stands_above: bool = False  # it was told already, with its own causes, and is not told twice

    @property
    def is_evidenced(self) -> bool:
        """An arrow without evidence is drawn dashed."""
        return self.arrow.grade != "none"

    @property
    def is_repeated(self) -> bool:
        return self.comes_round or self.stands_above

    @property
    def is_determinant(self) -> bool:
        return self.factor.level in DETERMINANTS


class HasCauses(Protocol):
    """A cause, with its own causes."""

    @property
    def causes(self) -> tuple[Self, ...]: ...


Found = TypeVar("Found", bound=HasCauses)


def in_order(causes: Iterable[Found]) -> list[Found]:
    """These causes and all theirs, each before its own."""
    found: list[Found] = []
    waiting = list(causes)
    while waiting:
        cause = waiting.pop(0)
        found.append(cause)
        waiting = [*cause.causes, *waiting]
    return found


@dataclass(frozen=True)
class DriverTree:
    """What drives one thing."""

    key: str
    causes: tuple[Cause, ...]

    def every(self) -> list[Cause]:
        return in_order(self.causes)

    @property
    def determinants(self) -> list[Factor]:
        """Factors of the community and of society that the walk comes to, each once."""
        return list(
            {cause.factor.key: cause.factor for cause in self.every() if cause.is_determinant}.values()
        )


@dataclass(frozen=True)
class _Walk:
    into: dict[str, list[Edge]] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)

    def causes(self, key: str, path: tuple[str, ...], depth: int) -> tuple[Cause, ...]:
        return tuple(self._cause(arrow, factor, path, depth) for arrow, factor, _ in self.into.get(key, ()))

    def _cause(self, arrow: Driver, factor: Factor, path: tuple[str, ...], depth: int) -> Cause:
        if factor.key in path:
            return Cause(arrow, factor, comes_round=True)
        if factor.key in self.shown:
            return Cause(arrow, factor, stands_above=True)
        self.shown.add(factor.key)
        above = self.causes(factor.key, (*path, factor.key), depth - 1) if depth > 1 else ()
        return Cause(arrow, factor, above)


def up(key: str, edges: Iterable[Edge], *, depth: int) -> DriverTree:
    """Everything upstream of a key, as far as `depth` arrows. What causes a factor is told once, where it is first met."""
    walk = _Walk()
    for edge in edges:
        walk.into.setdefault(edge[2], []).append(edge)
    return DriverTree(key, walk.causes(key, (key,), depth))
