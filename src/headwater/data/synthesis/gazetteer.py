"""The partnership's own list of places by name: pubs, clubs, streets, parks and schools, each with a point
inside its cell.
"""

from dataclasses import dataclass

import numpy as np

from headwater.data.synthesis import place_names as names
from headwater.data.synthesis.chance import Floats, Ints, Texts, stream
from headwater.data.synthesis.places import Places

STREETS_PER_CELL = 4
IN_THE_MIDDLE = 0.55  # how near to the middle of a town clubs are
CELLS_PER_PARK = 5
CELLS_PER_PRIMARY = 4
CELLS_PER_SECONDARY = 7
KINDS = ("pub", "club", "street", "park", "primary school", "secondary school")


@dataclass(frozen=True)
class Gazetteer:
    """One place in each array a named place. `kind` holds words of KINDS."""

    name: Texts
    aliases: Texts  # parted by |
    kind: Texts
    cell: Ints
    xy: Floats

    def __len__(self) -> int:
        return len(self.name)

    def of_kind(self, *kinds: str) -> Ints:
        return np.flatnonzero(np.isin(self.kind.astype(str), kinds))


def make_gazetteer(places: Places, seed: int) -> Gazetteer:
    """Streets and schools everywhere, pubs and clubs mostly in the middle of towns."""
    rng = stream(seed, "gazetteer")
    cells = np.arange(len(places.ground.seeds))
    pubs = np.repeat(cells, rng.poisson(0.5 + 3.5 * places.townness_of_cell))
    clubs = np.repeat(cells, rng.poisson(0.5 * (places.townness_of_cell > IN_THE_MIDDLE)))
    parts = [
        ("pub", pubs, _pubs(len(pubs), rng)),
        ("club", clubs, [f"{_turn(names.CLUBS, i)}" for i in range(len(clubs))]),
        ("street", np.repeat(cells, STREETS_PER_CELL), _streets(len(cells) * STREETS_PER_CELL, rng)),
        (
            "park",
            cells[2::CELLS_PER_PARK],
            [f"{_turn(names.VILLAGES, i)} Park" for i in range(len(cells[2::CELLS_PER_PARK]))],
        ),
        (
            "primary school",
            cells[1::CELLS_PER_PRIMARY],
            _schools("Primary School", len(cells[1::CELLS_PER_PRIMARY])),
        ),
        (
            "secondary school",
            cells[3::CELLS_PER_SECONDARY],
            _schools("Academy", len(cells[3::CELLS_PER_SECONDARY])),
        ),
    ]
    cell = np.concatenate([part[1] for part in parts])
    words = [word for part in parts for word in part[2]]
    return Gazetteer(
        name=np.array(words, dtype=object),
        aliases=np.array([_alias(word) for word in words], dtype=object),
        kind=np.array([part[0] for part in parts for _ in part[2]], dtype=object),
        cell=cell,
        xy=np.round(places.ground.points_in(cell, rng), 1),
    )


def _turn(stems: tuple[str, ...], number: int) -> str:
    """The stem whose turn it is; from the second round on with a village's name, so that no two are alike."""
    rounds, at = divmod(number, len(stems))
    return stems[at] if rounds == 0 else f"{stems[at]} {_turn(names.VILLAGES, rounds - 1)}"


def _pubs(count: int, rng: np.random.Generator) -> list[str]:
    pairs = tuple(f"The {one} {two}" for one in names.PUB_FIRST for two in names.PUB_SECOND)
    order = rng.permutation(len(pairs))
    return [_turn(tuple(pairs[i] for i in order), number) for number in range(count)]


def _streets(count: int, rng: np.random.Generator) -> list[str]:
    prefixes = ("", "Upper ", "Lower ", "New ", "Old ", "Little ", "Great ")
    pairs = [
        f"{p}{stem} {kind}" for p in prefixes for stem in names.STREET_STEMS for kind in names.STREET_KINDS
    ]
    order = rng.permutation(len(pairs))
    return [pairs[order[i % len(pairs)]] for i in range(count)]


def _schools(kind: str, count: int) -> list[str]:
    return [f"{_turn(names.WARD_STEMS, number)} {kind}" for number in range(count)]


def _alias(name: str) -> str:
    """How people shorten it: no article, the usual abbreviations."""
    short = name.removeprefix("The ")
    for long, brief in (
        ("Street", "St"),
        ("Road", "Rd"),
        ("Avenue", "Ave"),
        ("Lane", "Ln"),
        ("Primary School", "Primary"),
    ):
        short = short.replace(long, brief)
    return "" if short == name else short
