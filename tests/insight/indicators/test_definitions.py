"""Every declaration is sound, codelists are versioned, breaks are declared and stop charts and verdicts."""

from datetime import date
from pathlib import Path

import pytest
from insight import county
from pytest_django import Settings

from headwater.data.contracts import registry as contracts
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import actions, breaks, codelists, partnership, queries, registry
from headwater.insight.indicators.language import Cut, Events, Indicator
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.release import policies
from headwater.insight.release.draft import Audience
from headwater.insight.release.rules import Shape, why_not_release
from headwater.vocabulary.errors import Invalid, NotFound
from headwater.vocabulary.periods import Grain, Month

INDICATORS = sorted(registry.indicators().values(), key=lambda each: each.key)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda each: each.key)
def test_definition_is_sound(indicator: Indicator) -> None:
    registry.check(indicator)
    contract = contracts.get_contract(indicator.of.contract)
    columns = {column.name for column in contract.columns}
    if isinstance(indicator.of, Events):
        assert {indicator.of.when, indicator.of.collected or indicator.of.when} <= columns
    assert indicator.caveats
    assert indicator.counts
    for key in indicator.codelists:
        assert codelists.get_codelist(key).version >= 1


def test_no_two_indicators_read_alike_in_a_list() -> None:
    titles = [indicator.plain_title for indicator in INDICATORS]
    assert len(set(titles)) == len(titles)


def test_small_areas_of_each_protected_source_keep_to_one_shape() -> None:
    by_source: dict[str, list[Shape]] = {}
    for indicator in INDICATORS:
        policy = policies.get_policy(indicator.policy)
        for cut in indicator.cuts if policy.protects else ():
            shape, before = Shape(cut.grain, cut.kinds), by_source.setdefault(indicator.of.contract, [])
            refusal = why_not_release(shape, protects=True, small_areas=policy.small_areas, earlier=before)
            assert refusal is None, (indicator.key, cut)
            before.append(shape)


def test_the_three_measures_of_the_home_office_are_there_for_all_ages_and_the_young() -> None:
    for key in ("hes_sharp_object", "knife_enabled", "homicide"):
        breakdowns = {cut.breakdown for cut in registry.get_indicator(key).cuts}
        assert {"", "age"} <= breakdowns


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"cuts": ()}, "releases nothing"),
        ({"cuts": (Cut(("pfa",), Grain.YEAR, breakdown="shoe_size"),)}, "shoe_size"),
        ({"cuts": (Cut(("pfa",), Grain.ROLLING_12),)}, "follow from the months"),
        ({"question": "Violence."}, "answers no question"),
        ({"key": "Not a key"}, "is not a key"),
    ],
)
def test_a_declaration_that_makes_no_sense_is_refused(facts: dict[str, object], says: str) -> None:
    sound = registry.get_indicator("ed_assaults")
    with pytest.raises(Invalid, match=says):
        Indicator(**{**vars(sound), **facts})  # type: ignore[arg-type]


def test_a_record_level_source_may_not_be_shown_unprotected() -> None:
    sound = registry.get_indicator("ed_assaults")
    with pytest.raises(Invalid, match="hides nothing"):
        registry.check(Indicator(**{**vars(sound), "policy": "already-public"}))
    with pytest.raises(NotFound):
        registry.get_indicator("happiness")


def test_codelists_are_read_with_version_and_refuse_a_class_twice() -> None:
    serious = codelists.get_codelist("serious_violence")
    assert serious.stamp == "Serious violence, version 1"
    assert {"1", "5D", "8N", "34B"} <= {code.ho_class for code in serious.codes}
    assert not {"105A", "10D", "19C"} & {code.ho_class for code in serious.codes}
    assert "example" in codelists.get_codelist("severity_weights").title
    twice = (
        'key = "k"\ntitle = "t"\nversion = 1\nagreed = ""\n' + '[[code]]\nho_class = "1"\nsays = "x"\n' * 2
    )
    with pytest.raises(Invalid, match="twice"):
        codelists.parse(twice)
    with pytest.raises(NotFound):
        codelists.get_codelist("none")


def test_breaks_touch_only_what_they_name() -> None:
    (found,) = breaks.parse(
        '[[break]]\nsource = "a"\nmonth = "2024-03"\nsays = "s"\narea = "E1"\nindicators = ["i"]\n'
    )
    assert found.touches(sources=("a", "b"), indicator="i", area="E1")
    assert not found.touches(sources=("b",), indicator="i", area="E1")
    assert not found.touches(sources=("a",), indicator="j", area="E1")
    assert not found.touches(sources=("a",), indicator="i", area="E2")
    starts = [date(2024, month, 1) for month in (1, 2, 3, 4)]
    assert breaks.positions([found], starts) == [2]
    assert breaks.positions([found], starts[2:]) == []
    assert found.month == Month(2024, 3)


@pytest.mark.django_db
def test_the_partnerships_own_break_cuts_the_chart_and_stops_the_verdict(
    settings: Settings, tmp_path: Path
) -> None:
    settings.HEADWATER_HOME = tmp_path
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "recording_breaks.toml").write_text(
        '[[break]]\nsource = "police_street"\nmonth = "2023-07"\nsays = "The force changed its system."\n'
    )
    rows = [
        county.street_row(lsoa, county.month_start(2022 * 12 + month), "Violent crime")
        for month in range(36)
        for lsoa in county.LSOAS
        for _ in range(4 if month < 18 else 8)
    ]
    actions.refresh(county.tables(police_street_located=rows), by=partners.operator())
    found = queries.verdict(
        "police_street_violence", county.PFA, audience=Audience.PUBLIC, on=date(2025, 2, 1)
    )
    assert found.verdict is Verdict.NOT_COMPARABLE
    assert found.says.endswith("The force changed its system.")
    chart = queries.chart("police_street_violence", county.PFA, audience=Audience.PUBLIC, on=date(2025, 2, 1))
    assert chart.segment == (0,) * 18 + (1,) * 18
    assert chart.breaks == (("2023-07", "The force changed its system."),)
    assert (chart.mean[0], chart.mean[-1]) == (16, 32)


def test_the_shipped_partnership_file_is_whole() -> None:
    partnership.partnership.cache_clear()
    found = partnership.partnership()
    assert set(found.headline_indicators) <= set(registry.indicators())
    assert found.public_grid_m >= 1000
