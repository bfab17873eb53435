"""From any indicator up to the causes of the causes, with what is known here."""

from datetime import date

import numpy as np
import pytest
from governance.evidence_makers import make_driver, make_factor
from web import town

from headwater.governance.audit import clock
from headwater.governance.evidence import actions
from headwater.governance.partners import actions as partner_actions
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.models import Area
from headwater.insight.performance import drivers
from headwater.insight.release import actions as release_actions
from headwater.insight.release.draft import Audience, Cell, Draft, Method, Origin, Place
from headwater.vocabulary.periods import Grain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_home")]


@pytest.fixture
def figures() -> Area:
    town.make_areas()
    town.release_figures()
    return indicators.get_area(town.TOWN)


def release_fifths(*people: float) -> None:
    """One year of the county by fifth of deprivation."""
    fifths = ("most_deprived", "second", "third", "fourth", "least_deprived")
    counts = np.array([2_500.0, *(500.0,) * 5]).reshape(1, 6, 1)
    draft = Draft(
        indicator=town.INDICATOR,
        version=1,
        policy="already-public",
        grain=Grain.YEAR,
        breakdown="deprivation",
        places=(Place(town.TOWN, "Testshire", "utla"),),
        categories=("all", *fifths),
        periods=(date(2024, 4, 1),),
        counts=counts,
        states=np.full(counts.shape, Cell.VALUE, dtype=np.int8),
        origin=Origin(("police_street",), "Made up for a test.", "0" * 64, date(2026, 1, 5)),
        method=Method.RATE,
        per=100_000,
        people=np.array([sum(people), *people]).reshape(1, 6, 1),
    )
    release_actions.publish(draft, audience=Audience.PUBLIC, by=partners.operator())


def tree(indicator: str, area: Area | None) -> drivers.LocalTree:
    return drivers.tree(indicator, area=area, audience=Audience.PUBLIC, on=clock.today())


def test_from_every_indicator_a_walk_upstream_comes_to_a_determinant_with_a_local_value(figures):
    """With the open data that every partnership has on its first day, and nothing else."""
    actions.seed(by=partners.operator())
    town.release_figures(indicator="police_street_antisocial")
    for indicator in drivers.explained():
        found = tree(indicator.key, figures)
        valued = [each.factor.key for each in found.determinants if each.has_value]
        assert valued, indicator.key


def test_a_value_is_the_released_figure_of_the_area_that_was_asked_for(figures):
    factor = make_factor(proxy_indicators=[town.INDICATOR, "never_declared", "homicide"])
    make_driver(factor, "indicator:homicide")
    [cause] = tree("homicide", figures).causes
    known, undeclared, unreleased = cause.proxies
    assert known.figure is not None
    assert (known.figure.area_code, known.has_value) == (town.TOWN, True)
    assert undeclared.why_none == "This indicator is not there yet."
    assert unreleased.why_none == "No figures have been released yet."
    district = indicators.get_area(town.DISTRICTS[1])
    [local] = tree("homicide", district).causes
    assert local.proxies[0].figure.area_code == town.DISTRICTS[1]


def test_where_an_agreement_has_ended_the_tree_says_so_and_shows_no_value():
    town.make_areas()
    agreement = town.make_agreement(contract_key="police_recorded_crime")
    town.release_figures(source="police_recorded_crime")
    factor = make_factor(proxy_indicators=[town.INDICATOR])
    area = indicators.get_area(town.TOWN)
    [before] = drivers.proxies(factor, area=area, audience=Audience.PUBLIC, on=clock.today())
    assert before.has_value
    partner_actions.end_agreement(agreement, reason="It is over.", by=partners.operator())
    [after] = drivers.proxies(factor, area=area, audience=Audience.PUBLIC, on=clock.today())
    assert (after.figure, after.has_value) == (None, False)
    assert "agreement" in after.why_none


def test_what_is_for_partners_is_not_in_the_publics_tree():
    town.make_areas()
    town.release_figures(audience=Audience.PARTNER)
    factor = make_factor(proxy_indicators=[town.INDICATOR])
    area = indicators.get_area(town.TOWN)
    [public] = drivers.proxies(factor, area=area, audience=Audience.PUBLIC, on=clock.today())
    [partner] = drivers.proxies(factor, area=area, audience=Audience.PARTNER, on=clock.today())
    assert (public.has_value, partner.has_value) == (False, True)


def test_deprivation_is_told_by_who_lives_where(figures):
    factor = make_factor("deprivation")
    assert drivers.lives(factor, area=figures, audience=Audience.PUBLIC, on=clock.today()) == ""
    release_fifths(30_000.0, 70_000.0, 100_000.0, 60_000.0, 40_000.0)
    told = drivers.lives(factor, area=figures, audience=Audience.PUBLIC, on=clock.today())
    assert (
        told
        == "10% of people in Testshire live in the fifth of England's neighbourhoods that is most deprived."
    )
    assert drivers.lives(make_factor("hope"), area=figures, audience=Audience.PUBLIC, on=clock.today()) == ""
    make_driver(factor, "indicator:homicide")
    [cause] = tree("homicide", figures).causes
    assert (cause.says, cause.has_value) == (told, True)
