"""Targets and comparators: when they may be set, and how a target stands by the whole likely range."""

from datetime import date

import pytest

from headwater.insight.performance import rules
from headwater.insight.performance.rules import Reached, Stands

TODAY = date(2026, 4, 1)
LATER = date(2028, 4, 1)
MET, NOT_MET, CANNOT_TELL = Stands.MET, Stands.NOT_MET, Stands.CANNOT_TELL

TARGETS = [  # lower, baseline, upper, aim, due, code
    (90, 100, 110, 80, LATER, None),
    (90, 100, 110, 120, LATER, None),
    (90, 100, 110, 80, TODAY, "target_in_the_past"),
    (90, 100, 110, 80, date(2026, 3, 31), "target_in_the_past"),
    (90, 80, 110, 70, LATER, "baseline_outside_range"),
    (90, 120, 110, 70, LATER, "baseline_outside_range"),
    (90, 100, 110, -1, LATER, "aim_below_nought"),
    (90, 100, 110, 90, LATER, "aim_within_range"),
    (90, 100, 110, 95, LATER, "aim_within_range"),
    (20, 30, 43, 20, LATER, "aim_within_range"),  # of 30, 20 is within what chance brings
]


@pytest.mark.parametrize(("lower", "baseline", "upper", "aim", "due_on", "code"), TARGETS)
def test_when_a_target_may_be_set(lower, baseline, upper, aim, due_on, code):
    facts = {"lower": lower, "baseline": baseline, "upper": upper, "aim": aim}
    refusal = rules.why_not_target(**facts, due_on=due_on, on=TODAY)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("direction", "aim", "code"),
    [
        ("lower_is_better", 80, None),
        ("lower_is_better", 120, "aim_points_back"),
        ("higher_is_better", 120, None),
        ("higher_is_better", 80, "aim_points_back"),
        ("ambiguous", 80, "ambiguous_has_no_target"),
        ("ambiguous", 120, "ambiguous_has_no_target"),
    ],
)
def test_which_way_a_target_may_point(direction, aim, code):
    refusal = rules.why_not_aim(direction=direction, baseline=100, aim=aim)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("kinds", "codes", "code"),
    [
        (["ltla"], ["E07000001"], None),
        (["ltla"] * 30, [f"E070000{at:02}" for at in range(10, 40)], None),
        ([], [], "beside_how_many"),
        (["ltla"] * 31, [f"E070000{at:02}" for at in range(10, 41)], "beside_how_many"),
        (["ltla", "pfa"], ["E07000001", "E23000001"], "beside_another_kind"),
        (["ltla"], ["E07000009"], "beside_itself"),
    ],
)
def test_beside_what_an_area_may_be_set(kinds, codes, code):
    refusal = rules.why_not_beside(area_code="E07000009", kind="ltla", kinds=kinds, area_codes=codes)
    assert (refusal.code if refusal else None) == code


STANDS = [  # direction, aim, what was reached, how it stands
    ("lower_is_better", 80, Reached(70, 60, 79), MET),
    ("lower_is_better", 80, Reached(70, 60, 80), MET),
    ("lower_is_better", 80, Reached(70, 60, 81), CANNOT_TELL),  # the figure alone would say met
    ("lower_is_better", 80, Reached(90, 80, 100), CANNOT_TELL),  # the figure alone would say not met
    ("lower_is_better", 80, Reached(90, 81, 100), NOT_MET),
    ("higher_is_better", 80, Reached(90, 81, 100), MET),
    ("higher_is_better", 80, Reached(85, 79, 95), CANNOT_TELL),
    ("higher_is_better", 80, Reached(70, 60, 79), NOT_MET),
    ("ambiguous", 80, Reached(70, 60, 79), CANNOT_TELL),
    ("lower_is_better", 80, Reached(), CANNOT_TELL),
    ("lower_is_better", 80, Reached(70), CANNOT_TELL),
    ("lower_is_better", 80, Reached(70, 60, None), CANNOT_TELL),
    ("lower_is_better", 80, Reached(70, 60, 79, silent="It is too old."), CANNOT_TELL),
]


@pytest.mark.parametrize(("direction", "aim", "reached", "stands"), STANDS)
def test_a_target_stands_by_the_whole_range_and_never_by_the_figure_alone(direction, aim, reached, stands):
    found, says = rules.how_it_stands(direction=direction, aim=aim, reached=reached)
    assert found is stands
    assert says.endswith(".")
