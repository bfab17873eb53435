"""What may stand beside what: truth table of shapes, for protected and open sources."""

import pytest
from insight.drafts import SMALL_AREAS

from headwater.insight.release.rules import Shape, why_not_release
from headwater.vocabulary.periods import Grain

YEARLY = Shape(Grain.YEAR, ("pfa", "csp", "lsoa"))


@pytest.mark.parametrize(
    ("wanted", "earlier", "code"),
    [
        (YEARLY, [], None),
        (YEARLY, [YEARLY], None),
        (Shape(Grain.YEAR, ("pfa", "csp")), [YEARLY], None),  # no small areas
        (Shape(Grain.MONTH, ("pfa", "csp")), [YEARLY], None),
        (Shape(Grain.MONTH, ("pfa", "csp", "lsoa")), [YEARLY], "second_grain"),
        (Shape(Grain.YEAR, ("pfa", "ltla", "lsoa")), [YEARLY], "second_nesting"),
        (Shape(Grain.YEAR, ("pfa", "csp", "ward")), [YEARLY], "second_nesting"),
        (Shape(Grain.YEAR, ("grid_250m",)), [YEARLY], "second_nesting"),
        (Shape(Grain.YEAR, ("grid_500m",)), [Shape(Grain.YEAR, ("grid_250m",))], "second_nesting"),
        (
            Shape(Grain.YEAR, ("pfa", "csp", "msoa", "lsoa")),
            [Shape(Grain.YEAR, ("pfa", "csp", "msoa"))],
            None,
        ),
        (Shape(Grain.YEAR, ("pfa", "ltla")), [YEARLY], "second_nesting"),
        (Shape(Grain.QUARTER, ("pfa", "ltla")), [Shape(Grain.MONTH, ("pfa", "csp"))], "second_nesting"),
        (Shape(Grain.YEAR, ("pfa",)), [Shape(Grain.MONTH, ("pfa", "ltla"))], None),
        (
            Shape(Grain.YEAR, ("grid_1000m",)),
            [Shape(Grain.MONTH, ("pfa", "ltla"))],
            None,
        ),  # no area in common
        (Shape(Grain.ROLLING_12, ("pfa",)), [], "overlapping_windows"),
    ],
)
def test_why_not_release_of_a_protected_source(wanted: Shape, earlier: list[Shape], code: str | None) -> None:
    refusal = why_not_release(wanted, protects=True, small_areas=SMALL_AREAS, earlier=earlier)
    assert (refusal and refusal.code) == code
    assert why_not_release(wanted, protects=False, small_areas=SMALL_AREAS, earlier=earlier) is None
