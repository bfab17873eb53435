"""Arrays as the statistics take them: checked at the door, refused with a sentence, so no method returns NaN.

Nothing here computes a statistic.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.vocabulary.errors import Invalid

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.ArrayLike


def finite(values: Numbers, what: str) -> Floats:
    """The values as floats; refuses text, blanks (NaN), infinities and an empty series."""
    numbers = _floats(values, what)
    if numbers.size == 0:
        raise Invalid(f"There are no {what}: give at least one value.")
    if not np.isfinite(numbers).all():
        raise Invalid(f"Some {what} are missing or infinite: leave those rows out or say what they are.")
    return numbers


def not_negative(values: Numbers, what: str) -> Floats:
    numbers = finite(values, what)
    if (numbers < 0).any():
        raise Invalid(f"Some {what} are below zero: a count or weight is zero or more.")
    return numbers


def whole_counts(values: Numbers, what: str) -> Integers:
    """Counts of things: whole numbers, zero or more."""
    numbers = not_negative(values, what)
    if (numbers != np.floor(numbers)).any():
        raise Invalid(f"Some {what} are not whole numbers: this method counts whole events.")
    return numbers.astype(np.int64)


def positive(values: Numbers, what: str) -> Floats:
    numbers = finite(values, what)
    if (numbers <= 0).any():
        raise Invalid(f"Some {what} are zero or below: they must be above zero.")
    return numbers


def share(value: object, what: str) -> float:
    """A share strictly between 0 and 1, such as a confidence of 0.95."""
    if not isinstance(value, float) or not 0 < value < 1:
        raise Invalid(f"The {what} must be a share between 0 and 1, such as 0.95, and not {value!r}.")
    return float(value)


def together(first: Any, second: Any, what: str) -> None:
    """Refuse two arrays that do not pair up (a single number pairs with anything)."""
    if first.ndim and second.ndim and first.shape != second.shape:
        raise Invalid(f"The {what} differ in length ({first.shape} and {second.shape}): give one of each.")


def one_row(values: Any, what: str) -> None:
    if values.ndim != 1:
        raise Invalid(f"The {what} must be one series of numbers, not {values.ndim} dimensions.")


def places(points_xy: Numbers, what: str) -> Floats:
    """Projected positions as an (n, 2) array of easting and northing in metres."""
    points = finite(points_xy, what)
    if points.ndim != 2 or points.shape[1] != 2:  # noqa: PLR2004  (two columns: x and y)
        raise Invalid(f"The {what} must be pairs of easting and northing in metres.")
    return points


def _floats(values: Numbers, what: str) -> Floats:
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as why:
        raise Invalid(f"Some {what} are not numbers.") from why
