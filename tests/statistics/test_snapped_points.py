"""Shared points are told from addresses, and only fine cells are warned of."""

import numpy as np
import pytest

from headwater.statistics import snapped_points
from headwater.vocabulary.errors import Invalid

ADDRESSES = np.random.default_rng(1).uniform(0, 5000, (500, 2))
SNAPPED = np.round(ADDRESSES / 1000) * 1000


def test_addresses_are_not_taken_for_shared_points() -> None:
    found = snapped_points.snapping(ADDRESSES, cell_m=50)
    assert (found.shared, found.looks_snapped, found.words) == (0, False, "")


def test_shared_points_are_told_and_fine_cells_warned_of() -> None:
    assert "under 250 m" in snapped_points.snapping(SNAPPED, cell_m=249).words
    coarse = snapped_points.snapping(SNAPPED, cell_m=250)
    assert (coarse.looks_snapped, coarse.words) == (True, "")


def test_the_share_counts_every_event_at_a_shared_point() -> None:
    assert snapped_points.snapping([[0, 0], [0, 0], [1, 0], [2, 0]], cell_m=50).shared == 0.5


def test_of_few_positions_nothing_is_said() -> None:
    assert not snapped_points.snapping([[0, 0]] * 29, cell_m=50).looks_snapped
    assert snapped_points.snapping([[0, 0]] * 30, cell_m=50).looks_snapped


def test_a_cell_of_nothing_is_refused() -> None:
    with pytest.raises(Invalid, match="above zero"):
        snapped_points.snapping(ADDRESSES, cell_m=0)
