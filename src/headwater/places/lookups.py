"""Lookups: from the areas of one vintage to those of another by weight, and from an area to the one above it.

When boundaries change, a count of an old area goes to the new ones by the share of people living in
each. Weights are whole multiples of 2**-24, so that moved whole counts add up to exactly what came in,
in any order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.vocabulary import errors
from headwater.vocabulary.problems import Problem

Codes = NDArray[np.object_]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# A weight times a whole count below 2**29 (537 million) is exact in a double, and so is every sum of them.
WEIGHT_STEPS = 2**24
# Published weights are rounded; further from 1 than this, a row is missing or stands twice.
WEIGHT_SUM_TOLERANCE = 1e-4


class Change(Enum):
    """What happened to an area between two vintages, with the letters that ONS gives them."""

    UNCHANGED = "U"
    SPLIT = "S"
    MERGED = "M"
    IRREGULAR = "X"


@dataclass(frozen=True)
class Moved:
    """Counts by their new areas. `recast` is what came through a split, a merge or an irregular change."""

    codes: Codes
    counts: Floats
    recast: Floats
    unplaced: Floats
    problems: tuple[Problem, ...]


@dataclass(frozen=True, eq=False)
class Lookup:
    """Pairs of an old and a new code with the share of the old that goes to the new.

    The shares of each old code sum to exactly 1.

    `assumed` names the old codes whose shares are equal because nobody's number was known.
    """

    sources: Codes
    targets: Codes
    weights: Floats
    assumed: tuple[str, ...] = ()
    source_codes: Codes = field(init=False)
    target_codes: Codes = field(init=False)
    _source_of: Integers = field(init=False)
    _target_of: Integers = field(init=False)

    def __post_init__(self) -> None:
        sources, targets = _codes(self.sources), _codes(self.targets)
        weights = np.asarray(self.weights, dtype=np.float64)
        if not len(sources) == len(targets) == len(weights):
            raise errors.Invalid("A lookup needs as many old codes as new codes and weights.")
        order = np.lexsort((targets.astype(str), sources.astype(str)))
        sources, targets = sources[order], targets[order]
        source_codes, source_of = _numbered(sources)
        target_codes, target_of = _numbered(targets)
        _require_distinct(source_of, target_of)
        exact = _exact_weights(source_of, weights[order], len(source_codes))
        settled = {
            "sources": sources,
            "targets": targets,
            "weights": exact,
            "source_codes": source_codes,
            "target_codes": target_codes,
            "_source_of": source_of,
            "_target_of": target_of,
        }
        for name, value in settled.items():
            object.__setattr__(self, name, value)

    def changes(self) -> tuple[Change, ...]:
        """What happened to each pair, in the order of `sources` and `targets`."""
        goes_to = np.bincount(self._source_of, minlength=len(self.source_codes))
        comes_from = np.bincount(self._target_of, minlength=len(self.target_codes))
        mixed_source = _most(comes_from[self._target_of], self._source_of, len(goes_to)) > 1
        mixed_target = _most(goes_to[self._source_of], self._target_of, len(comes_from)) > 1
        splits = goes_to[self._source_of] > 1
        merges = comes_from[self._target_of] > 1
        irregular = (splits & mixed_source[self._source_of]) | (merges & mixed_target[self._target_of])
        chosen = np.select([irregular, splits, merges], [3, 1, 2], default=0)
        named = (Change.UNCHANGED, Change.SPLIT, Change.MERGED, Change.IRREGULAR)
        return tuple(named[number] for number in chosen)

    def move(self, codes: Sequence[str] | Codes, counts: ArrayLike, *, first_line: int = 1) -> Moved:
        """Counts of old areas, as counts of new ones.

        Shape and units: n codes and (n,) or (n, columns) counts -> one row for each new code of the lookup.
        Valid when: the thing counted is spread as the people are; the figure should say that it was recast.
        Unknown codes are problems, numbered from `first_line`; what they held stands in `unplaced`.
        """
        values = np.asarray(counts, dtype=np.float64)
        if len(values) != len(codes):
            raise errors.Invalid("Moving needs as many counts as codes.")
        positions = _positions_in(self.source_codes, codes)
        known = positions >= 0
        held = np.zeros((len(self.source_codes), *values.shape[1:]))
        np.add.at(held, positions[known], values[known])
        recast = np.array([change is not Change.UNCHANGED for change in self.changes()], dtype=bool)
        return Moved(
            codes=self.target_codes,
            counts=self._spread(held, np.ones(len(self.weights), dtype=bool)),
            recast=self._spread(held, recast),
            unplaced=values[~known].sum(axis=0),
            problems=_unknown(known, first_line),
        )

    def _spread(self, held: Floats, pairs: NDArray[np.bool_]) -> Floats:
        shares = self.weights[pairs].reshape(-1, *([1] * (held.ndim - 1)))
        moved = np.zeros((len(self.target_codes), *held.shape[1:]))
        np.add.at(moved, self._target_of[pairs], held[self._source_of[pairs]] * shares)
        return moved


@dataclass(frozen=True, eq=False)
class Parents:
    """Which area each area lies in: many to one."""

    children: Codes
    parents: Codes

    def __post_init__(self) -> None:
        children, parents = _codes(self.children), _codes(self.parents)
        if len(children) != len(parents):
            raise errors.Invalid("Each area needs one area above it.")
        order = np.argsort(children.astype(str), kind="stable")
        children, parents = children[order], parents[order]
        same = children[1:] == children[:-1]
        if (same & (parents[1:] != parents[:-1])).any():
            raise errors.Invalid("An area lies in two areas: this is no many-to-one lookup.")
        first = np.append(True, ~same)[: len(children)]
        object.__setattr__(self, "children", children[first])
        object.__setattr__(self, "parents", parents[first])

    def of(self, codes: Sequence[str] | Codes, *, first_line: int = 1) -> tuple[Codes, tuple[Problem, ...]]:
        """The area above each; None and a problem (numbered from `first_line`) where a code is unknown."""
        positions = _positions_in(self.children, codes)
        known = positions >= 0
        found = np.full(len(known), None, dtype=object)
        found[known] = self.parents[positions[known]]
        return found, _unknown(known, first_line)


def weights_from_population(
    pairs: Sequence[tuple[str, str]], population_of_target: Mapping[str, float]
) -> Lookup:
    """A lookup whose weights are the new areas' shares of the people.

    Valid when: areas were unchanged, split or merged; for the few irregular ones it is the nearest to be had.
    An old area is shared equally, and named in `assumed`, where a number of people is missing.
    """
    sources, targets = _codes([one for one, _ in pairs]), _codes([other for _, other in pairs])
    people = np.array([population_of_target.get(code, np.nan) for code in targets], dtype=np.float64)
    source_codes, source_of = _numbered(sources)
    count = len(source_codes)
    sums = np.bincount(source_of, weights=people, minlength=count)  # NaN where any share is missing
    unsure = ~(sums > 0)
    parts = np.bincount(source_of, minlength=count)
    equal = unsure[source_of]
    weights = np.where(equal, 1 / parts[source_of], people / np.where(unsure, 1, sums)[source_of])
    assumed = tuple(source_codes[unsure & (parts > 1)])
    return Lookup(sources, targets, weights, assumed)


def _codes(values: Sequence[str] | Codes) -> Codes:
    return np.array(list(values), dtype=object)


def _numbered(codes: Codes) -> tuple[Codes, Integers]:
    distinct, number_of = np.unique(codes.astype(str), return_inverse=True)
    return distinct.astype(object), number_of.astype(np.int64)


def _require_distinct(source_of: Integers, target_of: Integers) -> None:
    if len(set(zip(source_of.tolist(), target_of.tolist(), strict=True))) != len(source_of):
        raise errors.Invalid("A pair of codes stands twice in the lookup.")


def _exact_weights(source_of: Integers, weights: Floats, count: int) -> Floats:
    """Weights as whole steps that sum to 1 a source: rounded down, the rest to the largest remainders."""
    if not (np.isfinite(weights) & (weights >= 0)).all():
        raise errors.Invalid("A weight is missing or negative.")
    sums = np.bincount(source_of, weights=weights, minlength=count)
    if (np.abs(sums - 1) > WEIGHT_SUM_TOLERANCE).any():
        raise errors.Invalid("The weights of an old area do not sum to 1: a row is missing or stands twice.")
    wanted = weights / sums[source_of] * WEIGHT_STEPS
    steps = np.floor(wanted)
    short = WEIGHT_STEPS - np.bincount(source_of, weights=steps, minlength=count)
    order = np.lexsort((steps - wanted, source_of))
    starts = np.searchsorted(source_of, np.arange(count))  # sources come sorted
    rank = np.empty(len(steps), dtype=np.int64)
    rank[order] = np.arange(len(steps)) - starts[source_of]
    exact: Floats = (steps + (rank < short[source_of])) / WEIGHT_STEPS
    return exact


def _most(values: Integers, group_of: Integers, groups: int) -> Integers:
    most = np.zeros(groups, dtype=np.int64)
    np.maximum.at(most, group_of, values)
    return most


def _positions_in(known: Codes, codes: Sequence[str] | Codes) -> Integers:
    position_of = {code: position for position, code in enumerate(known)}
    return np.array([position_of.get(code, -1) for code in codes], dtype=np.int64)


def _unknown(known: NDArray[np.bool_], first_line: int) -> tuple[Problem, ...]:
    return tuple(
        Problem("unknown_code", line=first_line + int(row), column="code") for row in np.flatnonzero(~known)
    )
