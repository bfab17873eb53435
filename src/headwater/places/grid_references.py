"""National Grid references: the letters and figures by which people in Great Britain name a square of the map."""

import numpy as np
from numpy.typing import ArrayLike

from headwater.vocabulary.errors import Invalid

LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"  # a five by five block; there is no I
HUNDRED_KM, FIVE_HUNDRED_KM = 100_000, 500_000
WEST_OF_ORIGIN, SOUTH_OF_ORIGIN = 2, 1  # blocks of 500 km between the letters' corner and the grid's origin
EAST_LIMIT_M, NORTH_LIMIT_M = 700_000, 1_300_000


def grid_references(eastings: ArrayLike, northings: ArrayLike, *, square_m: int) -> list[str]:
    """The reference of the square that each south-west corner names.

    A side that is a power of ten from 1 m to 10 km has a reference of its own; another gets that of the
    next finer one (for 500 m the hundred metres of its corner).

    >>> grid_references([457_000, 457_500], [340_000, 340_500], square_m=1000)
    ['SK5740', 'SK5740']
    >>> grid_references([457_500], [340_500], square_m=500)
    ['SK575405']
    """
    east, north = (np.asarray(each, dtype=np.float64) for each in (eastings, northings))
    digits = next((n for n in range(1, 6) if HUNDRED_KM // 10**n <= square_m), 0)
    if not digits:
        raise Invalid("A square of the map is 1 m or more to a side.")
    if not (((east >= 0) & (east < EAST_LIMIT_M)) & ((north >= 0) & (north < NORTH_LIMIT_M))).all():
        raise Invalid("Some of these places lie outside the National Grid.")
    return [_reference(int(x), int(y), digits) for x, y in zip(east.tolist(), north.tolist(), strict=True)]


def _reference(easting: int, northing: int, digits: int) -> str:
    step = HUNDRED_KM // 10**digits
    figures = f"{easting % HUNDRED_KM // step:0{digits}d}{northing % HUNDRED_KM // step:0{digits}d}"
    large = _letter(
        easting // FIVE_HUNDRED_KM + WEST_OF_ORIGIN, northing // FIVE_HUNDRED_KM + SOUTH_OF_ORIGIN
    )
    small = _letter(easting % FIVE_HUNDRED_KM // HUNDRED_KM, northing % FIVE_HUNDRED_KM // HUNDRED_KM)
    return f"{large}{small}{figures}"


def _letter(column: int, row: int) -> str:
    """Of a block of five by five, row 0 in the south; the letters run from the north-west."""
    return LETTERS[(4 - row) * 5 + column]
