"""National Grid references, against places whose reference is printed on maps."""

import pytest

from headwater.places.grid_references import grid_references
from headwater.vocabulary.errors import Invalid


@pytest.mark.parametrize(
    ("easting", "northing", "square_m", "reference"),
    [
        (530_000, 180_000, 1_000, "TQ3080"),  # Trafalgar Square
        (457_280, 339_910, 10, "SK57283991"),  # Nottingham's Old Market Square
        (216_600, 771_200, 100, "NN166712"),  # Ben Nevis
        (651_409, 313_177, 1, "TG5140913177"),  # the worked example of the Ordnance Survey
        (438_700, 1_141_800, 1_000, "HU3841"),  # Shetland
        (83_000, 5_000, 10_000, "SV80"),  # Scilly
        (457_500, 340_500, 500, "SK575405"),
        (457_000, 340_000, 50_000, "SK54"),
    ],
)
def test_a_place_has_the_reference_that_maps_print(easting, northing, square_m, reference) -> None:
    assert grid_references([easting], [northing], square_m=square_m) == [reference]


@pytest.mark.parametrize(("easting", "northing"), [(-1, 0), (0, -1), (700_000, 0), (0, 1_300_000)])
def test_a_place_off_the_grid_is_refused(easting, northing) -> None:
    with pytest.raises(Invalid, match="outside"):
        grid_references([easting], [northing], square_m=1000)


def test_a_square_of_no_size_is_refused() -> None:
    with pytest.raises(Invalid, match="1 m or more"):
        grid_references([0], [0], square_m=0)
