"""Degrees to metres, and coordinates that cannot be right."""

import numpy as np
import pytest

from headwater.places import projection

# Ordnance Survey (2016), OSTN15 developer pack, test points TP01 and TP03: ETRS89 degrees and National Grid metres.
POINTS = [
    (-6.29977752014, 49.92226393730, 91492.146, 11318.804),
    (-4.10864563561, 50.43885825610, 250359.811, 62016.569),
]


@pytest.mark.parametrize(("longitude", "latitude", "easting", "northing"), POINTS)
def test_to_national_grid_is_within_five_metres_of_the_published(longitude, latitude, easting, northing):
    found = projection.to_national_grid(longitude, latitude)
    assert np.hypot(found[0] - easting, found[1] - northing) < 5


def test_to_degrees_turns_back():
    longitude, latitude = np.array([-1.15, 0.1]), np.array([52.95, 51.5])
    back = projection.to_degrees(*projection.to_national_grid(longitude, latitude))
    assert np.allclose(back, (longitude, latitude), atol=1e-8)


def test_to_national_grid_keeps_missing_missing():
    easting, northing = projection.to_national_grid([np.nan, -1.15], [52.95, np.nan])
    assert np.isnan(easting).all()
    assert np.isnan(northing).all()
