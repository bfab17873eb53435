"""Rows of pages hold no number of a hidden figure, and no cell that a spreadsheet would run."""

import csv
import io
from dataclasses import asdict, replace
from datetime import date

import pytest
from web import asked, returned_town, town

from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.performance import asking, children, reach, told
from headwater.insight.performance.asking import Page
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


def test_whom_programmes_reach_is_told_with_shares_needs_and_no_count_to_the_public(tmp_path, settings, db):
    settings.HEADWATER_HOME, settings.HEADWATER_KEYS = tmp_path / "home", tmp_path / "keys"
    town.make_areas()
    town.make_agreement(contract_key="provider_return")
    returned_town.live_here()
    returned_town.make_programme()
    returned_town.say_for_whom()
    returned_town.send_return()
    returned_town.record_violence(500, 520, 900)
    on = clock.today()
    rows = told.of_reach(reach.reach(audience=Audience.PARTNER, on=on))
    taking_part = next(each for each in rows if each.indicator == "returned_unique")
    assert (taking_part.n, taking_part.beside, taking_part.beside_what) == (
        50,
        6.25,
        "per cent of those it is for",
    )
    assert next(each.value for each in rows if each.indicator == "returned_spend") == 18_250.4
    needs = [each for each in rows if each.part == "need"]
    assert [each.value for each in needs] == [500, 520, 900]
    assert "more than chance would bring" in needs[2].says
    assert "Mentoring north" in needs[0].says
    public = told.of_reach(reach.reach(audience=Audience.PUBLIC, on=on))
    assert not any(each.n or each.beside for each in public if each.part != "need")


def test_each_kind_of_count_of_what_is_done_has_its_row_for_partners_and_none_for_the_public(
    tmp_path, settings, db
):
    settings.HEADWATER_HOME, settings.HEADWATER_KEYS = tmp_path / "home", tmp_path / "keys"
    town.make_areas()
    town.make_agreement(contract_key="provider_return")
    returned_town.make_programme()
    returned_town.send_return()
    asked_for = {each: asking.rows(Page.ACTIVITIES, audience=each, on=clock.today()) for each in Audience}
    counts = {row.indicator: row.n for row in asked_for[Audience.PARTNER] if row.part == "mentoring-north"}
    assert counts["returned_contacts"] == 300
    assert counts["returned_participants"] == 70
    assert not any(row.n or row.value for row in asked_for[Audience.PUBLIC])
    assert all(row.says for row in asked_for[Audience.PUBLIC])


def test_what_matters_to_children_is_told_with_honest_gaps(db):
    town.make_areas()
    assert told.of_wheel(children.wheel(audience=Audience.PUBLIC, on=clock.today())) == []
    children.seed(by=partners.operator())
    rows = told.of_wheel(children.wheel(audience=Audience.PUBLIC, on=clock.today()))
    [earning] = [each for each in rows if each.part == "earning"]
    assert earning.says.startswith("Nothing is measured of this yet. What people of 16 and 17 do.")
    assert {each.stands for each in rows if each.indicator} == {Verdict.NO_DATA}
