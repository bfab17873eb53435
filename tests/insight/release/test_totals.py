"""Cells that are sums of another table's cells: nobody works a hidden neighbourhood out of a shown fifth."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from insight.attackers import assert_nothing_small_follows
from insight.drafts import family, make_draft, make_policy

from headwater.insight.release import audit, memory
from headwater.insight.release.draft import Total
from headwater.vocabulary.errors import Refused

POLICY = make_policy()
COUNTY = family(0)[0].code
FIFTHS = ("all", "more", "less")
few = st.lists(st.integers(min_value=0, max_value=12), min_size=4, max_size=7)


def totals(codes: list[str], *, nowhere: float) -> tuple[Total, ...]:
    """The first two places are the more deprived half of the county, the others the less deprived."""
    halves = {"more": codes[:2], "less": codes[2:]}
    found = [Total((COUNTY, f"age:{key}"), tuple((code, "all") for code in halves[key])) for key in halves]
    whole = Total((COUNTY, "all"), tuple((COUNTY, f"age:{key}") for key in halves), (nowhere,))
    return (*found, whole)


def two_tables(counts: list[int], *, nowhere: int = 0):  # type: ignore[no-untyped-def]
    """The county by halves, and the same events by place."""
    places = family(len(counts))
    codes = [place.code for place in places[1:]]
    whole = float(sum(counts) + nowhere)
    halves = make_draft(
        [[[whole], [float(sum(counts[:2]))], [float(sum(counts[2:]))]]],
        categories=FIFTHS,
        exhaustive=False,
        sums=totals(codes, nowhere=float(nowhere)),
    )
    by_place = make_draft([[[whole]], *([[float(n)]] for n in counts)], places=places)
    return halves, by_place


@settings(max_examples=60)
@given(counts=few, nowhere=st.integers(0, 3), places_first=st.booleans())
def test_fifths_and_neighbourhoods_together_hide_every_small_count(counts, nowhere, places_first) -> None:  # type: ignore[no-untyped-def]
    drafts = two_tables(counts, nowhere=nowhere)
    released: list[memory.Contents] = []
    for draft in drafts[::-1] if places_first else drafts:
        try:
            released.append(audit.secure(draft, POLICY, earlier=released).contents)
        except Refused:
            continue  # withheld is safe too
    assert_nothing_small_follows(released)


def test_a_shown_fifth_hides_a_second_neighbourhood() -> None:
    halves, by_place = two_tables([2, 40, 3, 50, 60])
    first = audit.secure(halves, POLICY, earlier=())
    assert first.cells.n[0, :, 0].tolist() == [155, 42, 113]
    second = audit.secure(by_place, POLICY, earlier=[first.contents])
    assert np.isnan(second.cells.n[1:3, 0, 0]).all()  # 42 - 40 would be the small one
    alone = audit.secure(replace(by_place), POLICY, earlier=())
    assert np.isnan(alone.cells.n).sum() == 2


def test_what_is_located_nowhere_is_no_secret_that_must_hide_a_fifth() -> None:
    halves, _ = two_tables([20, 40, 30, 50], nowhere=2)
    assert audit.secure(halves, POLICY, earlier=()).cells.n[0, :, 0].tolist() == [142, 60, 80]
    without = replace(halves, sums=halves.sums[:-1])
    with pytest.raises(Refused):
        audit.secure(without, POLICY, earlier=[audit.secure(halves, POLICY, earlier=()).contents])


def test_totals_are_remembered_as_they_were_told() -> None:
    halves, _ = two_tables([20, 40, 30, 50], nowhere=2)
    contents = audit.secure(halves, POLICY, earlier=()).contents
    assert memory.unpacked(contents.packed()) == contents
