"""Shares of those a programme is for, need and offers side by side: worked out from released figures, and silent where they are."""

from dataclasses import replace
from datetime import date

import pytest
from web import beside_town, returned_town, town

from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.models import AreaAges
from headwater.insight.performance import need, populations, reach, rules
from headwater.insight.performance.models import TargetPopulation
from headwater.insight.performance.programmes import Programme
from headwater.insight.performance.reach import Reach
from headwater.insight.release.draft import Audience
from headwater.statistics import intervals
from headwater.vocabulary.errors import Conflict, NotFound, Refused

pytestmark = pytest.mark.django_db
NORTH, MIDDLE, SOUTH = town.DISTRICTS


@pytest.fixture(autouse=True)
def programme(tmp_path, settings, db) -> None:
    settings.HEADWATER_HOME, settings.HEADWATER_KEYS = tmp_path / "home", tmp_path / "keys"
    town.make_areas()
    town.make_agreement(contract_key="provider_return")
    returned_town.live_here()
    returned_town.make_programme()


def found(audience: Audience = Audience.PARTNER) -> Reach:
    return reach.reach(audience=audience, on=clock.today())


def mentoring(audience: Audience = Audience.PARTNER) -> Programme:
    every = found(audience).programmes
    return next(each for each in every if each.intervention.key == returned_town.MENTORING)


def test_coverage_is_of_everybody_of_the_ages_and_areas_with_wilsons_limits():
    returned_town.send_return()
    returned_town.say_for_whom(returned_town.MENTORING, NORTH, MIDDLE)
    told = mentoring()
    people = 2 * 8 * returned_town.EACH_AGE
    assert told.people == people
    assert told.coverage is not None
    limits = intervals.wilson(50, people)
    assert told.coverage.value == pytest.approx(100 * 50 / people)
    assert told.coverage.lower == pytest.approx(100 * float(limits.lower))
    assert told.coverage.upper == pytest.approx(100 * float(limits.upper))
    assert told.coverage.lower < told.coverage.value < told.coverage.upper
    assert told.for_whom == "Ages 10 to 17, District 1, District 2"


@pytest.mark.parametrize(
    ("returned", "says"),
    [
        ({"unique_participants": 3}, "Too few took part"),
        ({"unique_participants": 5_000, "participants": 5_000}, "More people took part than live there"),
        ({"unique_participants": None}, "No return says"),
    ],
)
def test_no_share_where_the_count_is_small_missing_or_cannot_be(returned, says):
    returned_town.send_return(**returned)
    returned_town.say_for_whom()
    told = mentoring()
    assert told.coverage is None
    assert says in told.why_none


def test_no_share_where_nobody_said_for_whom_or_nobody_counted_the_people():
    returned_town.send_return()
    assert "Nobody has said yet" in mentoring().why_none
    returned_town.say_for_whom()
    AreaAges.objects.all().delete()
    assert "is not loaded" in mentoring().why_none


def test_what_providers_returned_is_for_partners_and_ends_with_the_agreement():
    returned_town.send_return()
    returned_town.say_for_whom()
    public = mentoring(Audience.PUBLIC)
    assert (public.unique, public.spend, public.coverage) == (None, None, None)
    assert public.people == 8 * returned_town.EACH_AGE
    late = reach.reach(audience=Audience.PARTNER, on=date(2100, 1, 1))
    assert late.refused
    assert not any(each.coverage or each.spend for each in late.programmes)


def test_high_need_without_an_offer_is_named_with_its_reason():
    returned_town.record_violence(500, 520, 900)
    returned_town.say_for_whom()
    told = found(Audience.PUBLIC)
    assert [each.area.code for each in told.without_an_offer] == [SOUTH]
    [reason] = told.without_an_offer[0].need.reasons
    assert "more than chance would bring" in reason
    returned_town.make_programme("walks-south")
    returned_town.say_for_whom("walks-south", SOUTH)
    assert found(Audience.PUBLIC).without_an_offer == []


def test_a_difference_that_chance_may_make_is_no_high_need():
    returned_town.record_violence(640, 640, 660)
    assert not any(each.need.is_high for each in found(Audience.PUBLIC).places)
    assert found(Audience.PUBLIC).knows_need


def test_need_is_told_by_what_shows_most_areas():
    town.release_figures()
    returned_town.record_violence(500, 520, 900)
    assert {each.need.rate.indicator for each in found().places if each.need.rate} == {"serious_violence"}
    town.withdraw(indicator="serious_violence")
    returned_town.record_violence(500, 520, 2, policy="local")
    assert {each.need.rate.indicator for each in found().places if each.need.rate} == {town.INDICATOR}


def test_an_offer_everywhere_is_not_one_for_an_area_in_particular():
    returned_town.record_violence(500, 520, 900)
    returned_town.say_for_whom(returned_town.MENTORING, town.TOWN)
    told = found(Audience.PUBLIC)
    assert [each.area.code for each in told.without_an_offer] == [SOUTH]
    assert [each.intervention.key for each in told.places[0].everywhere] == [returned_town.MENTORING]


def test_money_is_added_within_the_quarter_and_not_divided_between_areas():
    returned_town.send_return()
    returned_town.say_for_whom(returned_town.MENTORING, NORTH)
    places = {each.area.code: each for each in found().places}
    assert places[NORTH].spend_says == "£18,250"
    assert places[SOUTH].spend_says == ""
    said = populations.find(returned_town.MENTORING)
    assert said
    both = {"area_codes": [NORTH, MIDDLE]}
    populations.change(said, both, seen=1, by=partners.operator())
    places = {each.area.code: each for each in found().places}
    assert places[NORTH].spend_says == places[MIDDLE].spend_says == "a part of 1 that is in several areas"


def test_the_balance_shares_out_what_was_spent():
    returned_town.make_programme("club-south", provider="Second Chapter", tier="universal")
    returned_town.send_return()
    balance = {each.tier.value: each for each in found().balance}
    assert balance["targeted"].of_all == 1
    assert balance["universal"].of_all == 0
    assert [len(each.programmes) for each in found().balance] == [1, 1, 0]
    assert balance["targeted"].spend_says == "£18,250"
    assert {each.spend_says for each in found(Audience.PUBLIC).balance} == {"Nothing returned"}


def test_kinds_that_nobody_provides_are_no_offers():
    told = found()
    returned_town.make_programme("kind-of-thing", provider="")
    after = found()
    assert len(after.programmes) == len(told.programmes)
    assert after.not_offered == told.not_offered + 1


def test_two_who_say_for_whom_at_once_lose_no_words():
    returned_town.say_for_whom()
    with pytest.raises(Conflict):
        returned_town.say_for_whom()
    said = populations.find(returned_town.MENTORING)
    assert said
    populations.change(said, {"oldest_years": 18}, seen=1, by=partners.operator())
    with pytest.raises(Conflict):
        populations.change(said, {"oldest_years": 25}, seen=1, by=partners.operator())
    populations.change(said, {"withdrawn": True}, seen=2, by=partners.operator())
    assert populations.in_words(returned_town.MENTORING) == ""
    assert mentoring().population is None


def test_a_population_is_of_a_programme_and_of_areas_that_there_are():
    with pytest.raises(NotFound):
        returned_town.say_for_whom("no-such-programme")
    with pytest.raises(NotFound):
        returned_town.say_for_whom(returned_town.MENTORING, "E07000000")
    with pytest.raises(Refused):
        returned_town.say_for_whom(returned_town.MENTORING, town.TOWN, NORTH)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, None),
        ({"area_codes": ["whole"]}, None),
        ({"area_codes": []}, "population_nowhere"),
        ({"area_codes": ["whole", "a"]}, "population_counted_twice"),
        ({"area_codes": ["a", "a"]}, "population_counted_twice"),
        ({"youngest_years": 18}, "population_ages"),
        ({"oldest_years": 91}, "population_ages"),
        ({"youngest_years": -1}, "population_ages"),
    ],
)
def test_what_a_population_may_be(facts, code):
    sound = {"youngest_years": 10, "oldest_years": 17, "area_codes": ["a", "b"], "whole_code": "whole"}
    refusal = rules.why_not_population(**{**sound, **facts})
    assert (refusal and refusal.code) == code


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        ((0, 90), "all ages"),
        ((14, 90), "ages 14 and over"),
        ((10, 17), "ages 10 to 17"),
        ((16, 16), "age 16"),
    ],
)
def test_ages_are_told_as_people_say_them(ages, words):
    said = TargetPopulation(youngest_years=ages[0], oldest_years=ages[1])
    assert populations.ages_in_words(said) == words


def test_many_who_live_in_poor_neighbourhoods_are_high_need():
    beside_town.release_fifths()
    area = indicators.get_area(town.TOWN)
    told = need.needs([area], area, audience=Audience.PUBLIC, on=clock.today())[town.TOWN]
    assert told.deprived == pytest.approx(0.2)
    assert not told.is_high
    assert replace(told, reasons=("any",)).is_high
    assert need._need(None, None, need.MANY_DEPRIVED, area).reasons == (
        "40% of people live in the poorest fifth of England's neighbourhoods.",
    )
