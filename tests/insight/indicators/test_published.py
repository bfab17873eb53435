"""Figures that a source has made: marks stay as bounds, nothing is rounded again, missing is never zero."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import ibis
import numpy as np
import pytest
from insight import county

from headwater.data.contracts import registry as contracts
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import actions, partnership, published, queries, registry
from headwater.insight.indicators.tables import GivenTables
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience, Cell
from headwater.vocabulary.periods import Grain
from headwater.vocabulary.states import FigureState

pytestmark = pytest.mark.every_store
ON = date(2022, 6, 1)
HES = "hes_sharp_object_admissions"
LANDED = """
    SELECT CAST(month || '-01' AS DATE) AS month, region, measure, {group} TRY_CAST(value_as_published AS
    BIGINT) AS admissions,
      CASE WHEN value_as_published = '*' THEN 'suppressed' WHEN TRY_CAST(value_as_published AS BIGINT) IS
      NULL THEN 'missing' END
        AS admissions_mark,
      CASE WHEN value_as_published = '*' THEN 1.0 END AS admissions_least,
      CASE WHEN value_as_published = '*' THEN 7.0 END AS admissions_greatest
    FROM {source}
"""


def landed(total: str, by_age: str) -> GivenTables:
    """The two tables as the lake would hold them, from the text of a FROM clause each."""
    engine = duckdb.connect()
    nothing = "NULL::VARCHAR AS sex, NULL::VARCHAR AS ethnicity,"
    one = LANDED.format(group=f"{nothing} NULL::VARCHAR AS age_group,", source=total)
    two = LANDED.format(group=f"{nothing} age_group,", source=by_age)
    engine.execute(f"CREATE TABLE {HES} AS {one} UNION ALL {two}")
    return GivenTables({HES: ibis.duckdb.from_connection(engine).table(HES)}, {HES: ON})


def values(*rows: tuple[str, str, str, str]) -> str:
    listed = ", ".join(
        f"('{month}', '{region}', 'FAE', '{age}', '{value}')" for month, region, age, value in rows
    )
    return f"(VALUES {listed}) AS given(month, region, measure, age_group, value_as_published)"


def test_sums_of_age_groups_carry_the_bounds_of_what_is_hidden() -> None:
    month, region = "2020-01", "East Midlands"
    total = values((month, region, "", "15"), ("2020-03", region, "", "0"), ("2020-03", "London", "", "*"))
    ages = values(
        (month, region, "0 to 9", "*"),
        (month, region, "10-19", "5"),
        (month, region, "20-29", "10"),
        (month, region, "Unknown", ""),
    )
    tables = landed(total, ages)
    whole, by_age = published.compute(registry.get_indicator("hes_sharp_object"), tables, None)
    midlands = [place.name for place in whole.draft.places].index(region)
    assert whole.draft.counts[midlands, 0].tolist()[::2] == [15, 0]
    assert [Cell(code) for code in whole.draft.states[midlands, 0]] == [
        Cell.VALUE,
        Cell.NOT_COLLECTED,
        Cell.ZERO,
    ]
    assert np.isnan(whole.draft.counts[midlands, 0, 1])
    midlands = [place.name for place in by_age.draft.places].index(region)
    states = dict(zip(by_age.draft.categories, by_age.draft.states[midlands, :, 0], strict=True))
    assert (states["under_20"], states["20_and_over"], states["unknown"]) == (
        Cell.SUPPRESSED,
        Cell.VALUE,
        Cell.NOT_COLLECTED,
    )
    young = by_age.draft.categories.index("under_20")
    assert by_age.draft.least is not None
    assert by_age.draft.greatest is not None
    assert (by_age.draft.least[midlands, young, 0], by_age.draft.greatest[midlands, young, 0]) == (6, 12)


def test_admissions_divide_at_20_and_nothing_is_said_of_under_25s() -> None:
    indicator = registry.get_indicator("hes_sharp_object")
    (age,) = indicator.breakdowns
    assert set(age.categories) == {"under_20", "20_and_over", "unknown"}
    assert not any("25" in words for words in age.categories.values())
    assert any("do not divide at 25" in caveat for caveat in indicator.caveats)
    assert "never at 25" in contracts.get_contract(HES).notes


@pytest.mark.django_db
def test_rolling_years_of_hidden_months_are_bounds() -> None:
    months = [f"{2020 + m // 12}-{m % 12 + 1:02d}" for m in range(24)]
    total = values(
        *((month, "East Midlands", "", "*" if at == 3 else "10") for at, month in enumerate(months))
    )
    actions.refresh(
        landed(total, values(("2020-01", "East Midlands", "0 to 9", "10"))), by=partners.operator()
    )
    rolling = release.series(
        "hes_sharp_object", "E12000004", grain=Grain.ROLLING_12, audience=Audience.PUBLIC, on=ON
    )
    assert rolling.states[0] is FigureState.SUPPRESSED
    assert (rolling.least[0], rolling.greatest[0]) == (111, 117)
    assert rolling.n[-1] == 120
    assert rolling.states[4] is FigureState.VALUE
    assert (
        queries.why_not_available("hes_sharp_object", "csp")
        == "The source does not publish this below region level."
    )
    assert not queries.why_not_available("hes_sharp_object", "region")
    assert not queries.why_not_available("school_suspension_rate", "utla")
    assert queries.why_not_available("survey_worried", "utla").endswith(
        ", and not by county or unitary council area."
    )
    found = queries.verdict("hes_sharp_object", "E12000004", audience=Audience.PUBLIC, on=ON)
    assert found.says.startswith("111 or up to 117 to 120: no clear change.")


@pytest.mark.django_db
def test_authority_rates_keep_marks_and_get_no_verdict_of_chance() -> None:
    engine = duckdb.connect()
    engine.execute("""CREATE TABLE dfe_la_indicators AS SELECT * FROM (VALUES
        ('FirstYJS', '2016', 'Name of E10900001', 674.0, NULL, NULL::DOUBLE, NULL::DOUBLE),
        ('FirstYJS', '2017', 'Name of E10900001', NULL, 'suppressed', NULL, NULL),
        ('FirstYJS', '2018', 'Name of E10900001', NULL, 'not_available', NULL, NULL),
        ('FirstYJS', '2019', 'Name of E10900001', 0.0, NULL, NULL, NULL),
        ('FirstYJS', '0', 'Name of E10900001', 5.0, NULL, NULL, NULL)
      ) AS given(indicator, years, area, value, value_mark, value_least, value_greatest)""")
    given = county.tables()
    table = ibis.duckdb.from_connection(engine).table("dfe_la_indicators")
    tables = GivenTables(
        {**given.tables, "dfe_la_indicators": table}, {**given.extracted, "dfe_la_indicators": ON}
    )
    actions.refresh(tables, by=partners.operator())
    series = release.series(
        "first_time_entrants", "E10900001", grain=Grain.YEAR, audience=Audience.PUBLIC, on=ON
    )
    assert [state.value for state in series.states] == ["value", "suppressed", "not_collected", "zero"]
    assert series.values == (674, None, None, 0)
    found = queries.verdict("first_time_entrants", "E10900001", audience=Audience.PUBLIC, on=date(2020, 6, 1))
    assert found.verdict.value == "not_comparable"


@pytest.mark.reference
def test_real_admissions_reconcile_with_the_published_file() -> None:
    folder = Path(os.environ.get("HEADWATER_REFERENCE", "../shared")) / "data/aggregates"
    files = [folder / f"hes_assault_sharp_object_region_month_{kind}.csv.gz" for kind in ("total", "age")]
    if not all(file.is_file() for file in files):
        pytest.skip("the reference folder is not here")
    tables = landed(*(f"read_csv('{file}', all_varchar = true)" for file in files))
    whole, _ = published.compute(registry.get_indicator("hes_sharp_object"), tables, None)
    sums = duckdb.sql(f"""SELECT sum(TRY_CAST(value_as_published AS BIGINT)),
        count(*) FILTER (value_as_published = '*')
        FROM read_csv('{files[0]}', all_varchar = true) WHERE measure = 'FAE'
        AND region IN ({", ".join(f"'{place.name}'" for place in whole.draft.places)})""").fetchone()
    assert sums is not None
    assert np.nansum(whole.draft.counts) == sums[0]
    assert (whole.draft.states == Cell.SUPPRESSED).sum() == sums[1]
    assert len(whole.draft.periods) == 120


def test_a_partnership_of_no_english_region_has_one_of_its_own(monkeypatch) -> None:
    assert published.regions() == published.REGIONS
    own = replace(partnership.partnership(), region_code="E12900001", region_name="East Aldermark")
    monkeypatch.setattr(partnership, "partnership", lambda: own)
    assert [(place.code, place.name) for place in published.regions()[9:]] == [
        ("E12900001", "East Aldermark")
    ]


@pytest.mark.django_db
def test_figures_that_stop_at_regions_open_on_the_region_that_the_partnership_lies_in() -> None:
    by, region = partners.operator(), partnership.partnership().region_name
    actions.refresh(county.tables(), by=by)
    given = [("2020-01", name, "", "15") for name in ("London", region)]
    actions.refresh(landed(values(*given), values(*given)), by=by, only=["hes_sharp_object"])
    found = queries.opening_area("hes_sharp_object", audience=Audience.PUBLIC)
    assert found is not None
    assert found.name == region
    assert queries.opening_area("serious_violence", audience=Audience.PUBLIC) == queries.top_area()
