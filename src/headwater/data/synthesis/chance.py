"""Chance by name: each part of the county draws from its own stream, so that a change in one part leaves
the others as they were.
"""

import zlib

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Texts = NDArray[np.object_]
Flags = NDArray[np.bool_]


def stream(seed: int, name: str) -> np.random.Generator:
    """The stream of this name: the same seed and name always give the same draws."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def picks(rng: np.random.Generator, weights: Floats, size: int) -> Ints:
    """`size` positions drawn with probability in proportion to `weights`."""
    steps = np.cumsum(weights)
    found = np.searchsorted(steps, rng.random(size) * steps[-1], side="right")
    return np.asarray(np.minimum(found, len(weights) - 1), dtype=np.int64)


def picks_within(rng: np.random.Generator, steps: Floats, start: Ints, end: Ints) -> Ints:
    """One position for each slice `start:end` of a sorted table, by weight. `steps` is cumulative and
    begins with 0.
    """
    low, high = steps[start], steps[end]
    found = np.searchsorted(steps, low + rng.random(len(start)) * (high - low), side="right") - 1
    return np.clip(found, start, np.maximum(end - 1, start)).astype(np.int64)


def chosen(rng: np.random.Generator, values: dict[str, float], size: int) -> Texts:
    """`size` words drawn by weight."""
    words = np.array(list(values), dtype=object)
    return words[picks(rng, np.array(list(values.values()), dtype=float), size)]


def flip(rng: np.random.Generator, share: float | Floats, size: int) -> Flags:
    """True for about this share of `size` draws."""
    return np.asarray(rng.random(size) < share)
