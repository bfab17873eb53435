"""Differencing between tables that cut the same events differently: by period, by geography and by category, nested or overlapping.

Each figure says what it covers. What figures share and where they differ becomes cells of its own, so that
`differencing` sees every sliver between two boundaries, two rolling years or two age bands. Where there are
too many pieces to decide in time, the answer is a refusal, not a guess.
"""

from collections.abc import Sequence
from math import inf

from headwater.statistics import differencing
from headwater.statistics.differencing import Cell, Range
from headwater.statistics.overlay import Atoms, Figure, Overlay, Piece


def revealed(now: Sequence[Figure], *, before: Sequence[Figure] = (), small: Range) -> dict[Cell, int]:
    """The small counts that follow from a release with all earlier ones and did not follow before it.

    Formula: pieces are the atoms told apart by which figures cover them; each figure is the sum of its
        pieces, and of figures within it and the rest. What `differencing.determined_cells` finds among
        figures hidden (their range is open), pieces and rests counts if it is in `small` and nobody shows it.
    Shape and units: figures in any order, each cell named once a release; counts.
    Valid when: figures count the same events, revised by nothing in between, and atoms are no larger than any
        figure's edge. A rest is judged without each figure within it, and without as many as fit side by side
        in one way of cutting; a small sum of several pieces that is neither is not looked for.
    Raises: Invalid for figures cut in different numbers of ways, a cell named for two extents, or counts
        that contradict one another; Refused (disclosure_unproven) where safety cannot be decided within the
        budget: then do not publish.
    Source: Duke-Williams O. & Rees P. (1998), Can census offices publish statistics for more than one small
        area geography? Int. J. Geographical Information Science 12(6), p. 579-605.

    >>> ward = Figure("ward", (frozenset({"a", "b", "c"}),), Range(30, 30))
    >>> beat = Figure("beat", (frozenset({"a", "b"}),), Range(26, 26))
    >>> revealed([beat], before=[ward], small=Range(1, 7))
    {Rest(whole='ward', without=('beat',)): 4}
    """
    already = told(before, small)
    found = told([*before, *now], small)
    return {cell: count for extent, (cell, count) in found.items() if extent not in already}


def told(figures: Sequence[Figure], small: Range) -> dict[Atoms, tuple[Cell, int]]:
    """Small counts that follow, by what they cover: one extent may be a figure, a rest and a piece at once."""
    if not figures:
        return {}
    overlay = Overlay(figures)
    sums = [*overlay.rests(small), *overlay.sums()]
    found = differencing.determined_cells(sums, overlay.known).determined
    order = sorted(found, key=lambda cell: (cell not in overlay.figures, isinstance(cell, Piece)))
    follows = [(cell, found[cell]) for cell in order if small.least <= found[cell] <= most(small)]
    extents = {overlay.extent(cell): (cell, count) for cell, count in reversed(follows)}
    return {extent: named for extent, named in extents.items() if not overlay.shows(extent)}


def most(small: Range) -> float:
    return inf if small.greatest is None else small.greatest
