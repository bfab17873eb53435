"""Which figures of a release to hide so that neither it nor its overlaps with earlier releases tell a small count.

For tables that cut the same events differently by place, time or category. Takes the events themselves by atom;
`overlaps` says what an outsider without them would find.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from headwater.statistics import overlaps
from headwater.statistics.differencing import Cell, Range, Sum
from headwater.statistics.overlay import Atom, Figure, Overlay
from headwater.statistics.secondary_suppression import Suppression, suppress_tables


def suppress_overlaps(
    now: Sequence[Figure], *, before: Sequence[Figure] = (), events: Mapping[Atom, int], small: Range
) -> Suppression:
    """Hide the small figures of a release, and as few others as are found to do beside all earlier releases.

    Formula: `secondary_suppression.suppress_tables` over the figures, their pieces and those rests that are
        small. Guarded are small counts of all three kinds that no earlier figure shows and that did not follow
        before; pieces, rests and figures hidden before leave in no case.
    Shape and units: `events` counts by atom, one of each way of cutting (none: zero); what figures of `now` say
        is known of them is not read, they are counted.
    Valid when: as for `overlaps.revealed`; small pieces that already follow are beyond help.
    Raises: Invalid and Refused as `overlaps.revealed` and `suppress_tables`; Refused (disclosure_unsafe) where
        hiding figures of this release cannot help.
    Source: as `secondary_suppression.suppress_tables`; Duke-Williams O. & Rees P. (1998), Can census offices
        publish statistics for more than one small area geography? Int. J. Geographical Information Science
        12(6), p. 579-605.

    >>> ward = Figure("ward", (frozenset("abc"),), Range(30, 30))
    >>> beats = [Figure("beat 1", (frozenset("ab"),)), Figure("beat 2", (frozenset("de"),))]
    >>> events = {("a",): 14, ("b",): 12, ("c",): 4, ("d",): 9, ("e",): 8}
    >>> sorted(suppress_overlaps(beats, before=[ward], events=events, small=Range(1, 7)).hidden)
    ['beat 1']
    """
    overlay, counts, sums = _counted([*before, *now], events, small)
    shown = {each.cell: each.known for each in before if each.known.least == each.known.greatest}
    own = dict.fromkeys(each.cell for each in now if each.cell not in shown)
    guarded = _guarded(overlay, counts, before, small)
    found = suppress_tables(
        sums,
        counts,
        primary=guarded,
        small=Range(),
        earlier=shown,
        never_shown=counts.keys() - own.keys() - shown.keys(),
    )
    hidden_small = guarded & own.keys()
    return Suppression(frozenset(hidden_small), frozenset(found.secondary & own.keys()))


def _counted(
    figures: Sequence[Figure], events: Mapping[Atom, int], small: Range
) -> tuple[Overlay, dict[Cell, int], list[Sum]]:
    """Figures, pieces and small rests with their true counts, and how they add up."""
    counts = Overlay(figures).counted(events)
    known = [replace(each, known=Range(counts[each.cell], counts[each.cell])) for each in figures]
    overlay = Overlay(known)
    rests = list(overlay.rests(small))
    counts |= {
        each.parts[-1]: counts[each.whole] - sum(counts[part] for part in each.parts[:-1]) for each in rests
    }
    return overlay, counts, [*overlay.sums(), *rests]


def _guarded(
    overlay: Overlay, counts: Mapping[Cell, int], before: Sequence[Figure], small: Range
) -> set[Cell]:
    """Small counts that nobody outside holds yet."""
    outside, told = Overlay(before) if before else None, overlaps.told(before, small)
    guarded = set()
    for cell in (cell for cell, n in counts.items() if small.least <= n <= overlaps.most(small)):
        extent = overlay.extent(cell)
        if extent not in told and not (outside and outside.shows(extent)):
            guarded.add(cell)
    return guarded
