"""Ages into bands: nobody lost, nothing guessed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.places import population
from headwater.places.population import STANDARD_BANDS, UNDER_25, AgeBand
from headwater.vocabulary import errors


@pytest.mark.parametrize(
    ("label", "band"),
    [
        ("0-9", AgeBand(0, 9)),
        ("18 to 24", AgeBand(18, 24)),
        ("10\u201317", AgeBand(10, 17)),
        ("25+", AgeBand(25)),
        ("65 and over", AgeBand(65)),
        ("under-25", UNDER_25),
        ("Under 25", UNDER_25),
        ("All ages", AgeBand(0)),
        ("17", AgeBand(17, 17)),
        ("24-18", None),
        ("under 0", None),
        ("unknown", None),
    ],
)
def test_find_band_reads_labels(label, band):
    assert population.find_band(label) == band


@given(st.integers(0, 120), st.none() | st.integers(0, 40))
def test_find_band_reads_what_label_writes(youngest, width):
    band = AgeBand(youngest, None if width is None else youngest + width)
    assert population.find_band(band.label) == band


def test_holds_includes_both_ends():
    assert [UNDER_25.holds(age) for age in (0, 24, 25)] == [True, True, False]
    assert [AgeBand(10, 17).holds(age) for age in (9, 10)] == [False, True]
    assert AgeBand(25).holds(100)


@pytest.mark.parametrize("ages", [(-1, 4), (5, 4), (-1, None)])
def test_age_band_refuses_nonsense(ages):
    with pytest.raises(errors.Invalid):
        AgeBand(*ages)


@given(st.lists(st.integers(0, 10_000), min_size=91, max_size=91))
def test_collapse_into_the_standard_bands_loses_nobody(people):
    assert population.collapse(people, STANDARD_BANDS).sum() == sum(people)
    assert population.collapse([people, people], [UNDER_25])[1, 0] == sum(people[:25])


@pytest.mark.parametrize(
    ("columns", "band"), [(90, AgeBand(0)), (91, AgeBand(85, 94)), (91, AgeBand(95)), (91, AgeBand(80, 90))]
)
def test_collapse_refuses_to_cut_the_open_end(columns, band):
    with pytest.raises(errors.Invalid):
        population.collapse(np.ones(columns), [band])
