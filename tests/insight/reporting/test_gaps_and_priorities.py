"""What nobody measures is told shortly, after what is measured; what is for partners is no gap of the public edition."""

from datetime import date

import pytest
from governance.plan_makers import adopted, make_clause, make_plan
from web import town

from headwater.governance.partners.queries import operator
from headwater.governance.strategy import actions, queries
from headwater.governance.strategy.models import LinkKind
from headwater.insight.indicators import findings, registry
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.language import Returned
from headwater.insight.release.draft import Audience
from headwater.insight.reporting.blocks import of_partnership
from headwater.insight.reporting.blocks.block import Asking

pytestmark = pytest.mark.django_db
FOR_PARTNERS = "returned_reach"
BOTH = pytest.mark.parametrize("audience", list(Audience))


@pytest.fixture(autouse=True)
def figures(db) -> None:
    town.make_town()
    declared = registry.get_indicator(town.INDICATOR)
    for each in findings.standing(declared):
        findings.keep(each, declared, {}, None)


def asking(audience: Audience = Audience.PUBLIC) -> Asking:
    return Asking(indicators.top_area(), audience, date(2026, 2, 1))


def strategy_of(*clauses: tuple[str, str]) -> None:
    """An adopted strategy whose clauses each name an indicator, or none."""
    plan = make_plan()
    for key, indicator in clauses:
        made = make_clause(plan, key=key, text=f"Do {key}.")
        if indicator:
            actions.link(made, kind=LinkKind.INDICATOR, key=indicator, by=operator())
    adopted(plan)


@BOTH
def test_what_is_measured_comes_first_and_the_rest_is_one_short_list(audience: Audience) -> None:
    strategy_of(("O1", ""), ("O2", "hes_sharp_object"), ("O3", ""), ("O4", town.INDICATOR))
    block = of_partnership.priorities(asking(audience))
    assert [row[1] for row in block.rows] == ["Do O4.", "Do O2."]
    assert block.says == ("Nobody measures 2 more yet: they are listed below.",)
    rest = of_partnership.unmeasured(asking(audience))
    assert rest.says == ("Objective: Do O1.", "Objective: Do O3.")
    assert rest.listed
    assert not rest.rows


def test_a_strategy_that_nobody_measures_or_that_is_measured_whole_is_told_so() -> None:
    strategy_of(("O1", ""))
    assert of_partnership.priorities(asking()).missing == "Nobody measures any of its clauses yet."
    assert of_partnership.unmeasured(asking()).says == ("Objective: Do O1.",)
    clause = queries.get_clause("ours", "O1")
    actions.link(clause, kind=LinkKind.INDICATOR, key=town.INDICATOR, by=operator())
    assert of_partnership.priorities(asking()).says == ()
    assert of_partnership.unmeasured(asking()).missing == "An indicator is named for each of them."


def test_what_partners_alone_see_is_not_said_to_have_no_figures() -> None:
    strategy_of(("O1", FOR_PARTNERS))
    [public] = of_partnership.priorities(asking()).rows
    assert public[2] == "Its figures are for partners."
    [partner] = of_partnership.priorities(asking(Audience.PARTNER)).rows
    assert partner[2] == "Its indicator has no figures."


@BOTH
def test_gaps_are_listed_by_their_reason_and_returns_of_providers_are_none(audience: Audience) -> None:
    rows = of_partnership.data_gaps(asking(audience)).rows
    assert len({why for why, _titles in rows}) == len(rows)
    named = {title for _why, titles in rows for title in titles.split("; ")}
    assert registry.get_indicator("hes_sharp_object").plain_title in named
    returned = {each.plain_title for each in registry.indicators().values() if isinstance(each.of, Returned)}
    assert returned
    assert not named & returned


def test_what_is_for_partners_alone_is_no_gap_of_the_public_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headwater.insight.indicators.language.Indicator.for_partners_alone", True)
    assert not of_partnership.data_gaps(asking()).rows
    assert of_partnership.data_gaps(asking(Audience.PARTNER)).rows
