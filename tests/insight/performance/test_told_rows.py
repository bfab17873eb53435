"""Rows of pages hold no number of a hidden figure, and no cell that a spreadsheet would run."""

import csv
import io
from dataclasses import asdict, replace
from datetime import date

import pytest
from web import asked, town

from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.performance import told
from headwater.insight.performance.lens import Lens, Row, Table
from headwater.insight.performance.told import Told
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.vocabulary.estimates import Estimate
from headwater.vocabulary.periods import Grain
from headwater.vocabulary.states import FigureState

NUMBERS = ("value", "n", "lower", "upper", "beside", "beside_lower", "beside_upper")


@pytest.fixture
def figure(db):
    town.make_areas()
    town.make_agreement(contract_key=asked.SOURCE)
    asked.release_share("survey_get_on_well", (60, 70))
    return release.figure(
        "survey_get_on_well", town.TOWN, grain=Grain.YEAR, audience=Audience.PUBLIC, on=date(2026, 5, 1)
    )


def lens_of(figure) -> Lens:
    """One group that differs, whose figure still carries every number that a row could hold."""
    declared = registry.get_indicator("survey_get_on_well")
    breakdown = declared.breakdown("sex")
    points = Estimate(-10, -20, -1, 0.95, "any", "percentage points")
    row = Row("female", "Female", figure, None, points, None, None)
    return Lens(declared, indicators.get_area(town.TOWN), (Table(breakdown, "Male", (row,), None),))


def test_a_hidden_figure_has_a_row_without_any_number(figure):
    [shown] = told.of_lens(lens_of(figure))
    assert all(getattr(shown, name) is not None for name in NUMBERS)
    [hidden] = told.of_lens(lens_of(replace(figure, state=FigureState.SUPPRESSED)))
    assert {getattr(hidden, name) for name in NUMBERS} == {None}
    assert hidden.status is FigureState.SUPPRESSED


def test_no_cell_of_the_file_is_run_and_every_field_is_a_column():
    row = Told("group", "any", "E1", says="=HYPERLINK(1)", value=-3.5)
    [read] = csv.DictReader(io.StringIO(told.as_csv([row])))
    assert read["says"] == "'=HYPERLINK(1)"
    assert read["value"] == "-3.5"
    assert set(read) == set(asdict(row))
