"""Ranges kept wide: what an auditor finds of small cells afterwards, and what that costs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.statistics import interval_protection
from headwater.statistics.auditor import audit
from headwater.statistics.differencing import Cell, Range, Sum
from headwater.statistics.interval_protection import widened
from headwater.statistics.secondary_suppression import Suppression, suppress_tables
from headwater.vocabulary.errors import Invalid, Refused

COUNTS: dict[Cell, int] = {"all": 32, "north": 3, "east": 4, "west": 25}
SUMS = [Sum("all", ("north", "east", "west"))]
NARROW = Suppression(frozenset({"north"}), frozenset({"east"}))


def test_what_is_wide_enough_stays() -> None:
    assert widened(SUMS, COUNTS, NARROW, width=7) == NARROW


def test_what_is_too_narrow_takes_the_cheapest_further_cell() -> None:
    assert widened(SUMS, COUNTS, NARROW, width=8).secondary == {"east", "west"}


def test_a_worth_of_ones_own_decides_what_stays() -> None:
    found = widened(SUMS, COUNTS, NARROW, width=8, worth=lambda cell: {"west": 99}.get(str(cell), 1))
    assert found.secondary == {"east", "all"}


@settings(max_examples=25)
@given(st.lists(st.integers(0, 30), min_size=20, max_size=20), st.integers(1, 9))
def test_small_cells_are_as_wide_as_was_asked(make_table, inner: list[int], width: int) -> None:
    counts, sums = make_table(np.array(inner).reshape(5, 4))
    primary = {cell for cell, n in counts.items() if 1 <= n <= 4}
    exact = suppress_tables(sums, counts, primary=primary, small=Range())
    found = widened(sums, counts, exact, width=width)
    after = audit(sums, {cell: Range(n, n) for cell, n in counts.items() if cell not in found.hidden})
    assert found.primary == primary
    assert found.hidden >= exact.hidden
    assert not primary & set(after.narrower_than(width))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: widened(SUMS, COUNTS, NARROW, width=0), "at least 1 apart"),
        (lambda: widened(SUMS, {"all": 7, "north": 3}, NARROW, width=2), "no count"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


def test_what_the_audit_still_finds_too_narrow_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def unchanged(_table: object, hidden: frozenset[Cell], *_rest: object) -> set[Cell]:
        return set(hidden)

    monkeypatch.setattr(interval_protection._Table, "wide", unchanged)
    with pytest.raises(Refused) as refused:
        widened(SUMS, COUNTS, NARROW, width=8)
    assert refused.value.code == "disclosure_unsafe"
